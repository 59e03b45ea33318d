package main

import (
	"fmt"
	"strings"
	"time"

	"passerelle/internal/directory"
)

var (
	months   = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	weekdays = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
)

// frenchDay is a day as operators read it.
func frenchDay(t time.Time) string {
	day := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	return fmt.Sprintf("%s %s %d", day, months[t.Month()-1], t.Year())
}

// agedAs tells the date of a list and its age.
func agedAs(dated string, now time.Time) string {
	day, err := time.Parse(time.DateOnly, dated)
	if err != nil {
		return "sans date"
	}
	return fmt.Sprintf("du %s (%s)", frenchDay(day), ageOf(dated, now))
}

// ageOf is the age of a sheet or of a list, in words.
func ageOf(dated string, now time.Time) string {
	years, months, known := directory.Age(dated, now)
	var parts []string
	if years > 0 {
		parts = append(parts, plural(years, "an", "ans"))
	}
	if months > 0 {
		parts = append(parts, fmt.Sprintf("%d mois", months))
	}
	switch {
	case !known:
		return "sans date"
	case len(parts) == 0:
		return "moins d'un mois"
	}
	return strings.Join(parts, " et ")
}

// plural is a number with its noun.
func plural(n int, one, many string) string {
	if n < 2 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}

// clockTime is a time of day: 9 h, 17 h 30.
func clockTime(t time.Time) string {
	if t.Minute() == 0 {
		return fmt.Sprintf("%d h", t.Hour())
	}
	return fmt.Sprintf("%d h %02d", t.Hour(), t.Minute())
}
