package intake

import (
	"regexp"
	"time"
)

const day = "2006-01-02"

// earliest is before any list of these: what says less comes from an empty field (1969-12-31).
var earliest = time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC)

// sheetDate reads the date of a sheet, as YYYY-MM-DD. false when it is written and cannot be: unreadable, too old for
// anything of the kind, or after latest.
func sheetDate(text string, latest time.Time) (date string, ok bool) {
	if text == "" {
		return "", true
	}
	for _, layout := range []string{day, "02/01/2006", "2006/01/02"} {
		if len(text) < len(layout) {
			continue
		}
		at, err := time.Parse(layout, text[:len(layout)])
		if err == nil {
			possible := !at.Before(earliest) && !at.After(latest)
			if !possible {
				return "", false
			}
			return at.Format(day), true
		}
	}
	return "", false
}

var inName = regexp.MustCompile(`(?:^|[^0-9A-Za-z])(20[0-9]{2})-?([01][0-9])(?:-?([0-3][0-9]))?(?:$|[^0-9A-Za-z])`)

// dateInName is the date that the name of a file says, the first of its month when it says no day; the zero time when it
// says none.
func dateInName(name string) time.Time {
	at := inName.FindStringSubmatch(name)
	if at == nil {
		return time.Time{}
	}
	if at[3] == "" {
		at[3] = "01"
	}
	date, err := time.Parse(day, at[1]+"-"+at[2]+"-"+at[3])
	if err != nil || date.Before(earliest) {
		return time.Time{}
	}
	return date
}
