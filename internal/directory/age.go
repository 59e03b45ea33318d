package directory

import "time"

// Age is how old a sheet is: whole years, and the whole months beside. known is false when it bears no date that can be
// read. A date to come is of today.
func Age(updated string, now time.Time) (years, months int, known bool) {
	t, err := time.Parse(time.DateOnly, updated)
	if err != nil {
		return 0, 0, false
	}
	years, months = age(t, now)
	return years, months, true
}

func age(from, now time.Time) (years, months int) {
	total := (now.Year()-from.Year())*12 + int(now.Month()) - int(from.Month())
	if now.Day() < from.Day() {
		total--
	}
	total = max(0, total)
	return total / 12, total % 12
}
