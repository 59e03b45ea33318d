// Package hours reads opening hours as they are published (OpenStreetMap's opening_hours) and tells what is open now and
// when next.
//
// Of that language it reads what the places of France really write, and refuses the rest whole: hours half understood
// would announce a door open that is shut. A span belongs to the day on which it begins, and a later rule replaces the
// earlier ones for its days.
package hours

import "time"

// Schedule is the opening hours of one place, read once and safe to share. The nil Schedule is of unknown hours.
type Schedule struct {
	spans   []Span     // of all rules, one after the other
	plain   [7]portion // the hours of a weekday, Monday first, by the rules that name no date
	holiday [7]portion // the same when that day is a public holiday
	told    uint8      // a bit a weekday: set where a rule for public holidays (PH) decides of a holiday
	dated   []rule     // all rules, when one depends on the date; nil when plain and holiday say it all
	nights  bool       // some span goes past midnight
	always  bool       // never closes
}

// Span is a time of opening, in minutes since the midnight that begins its day: From in 0..1439, To above From and at most
// 2880, where 1440 is the midnight that ends the day and what lies above is of the next day.
type Span struct{ From, To int }

// Minutes in a day.
const dayLong = 24 * 60

// State tells whether a place is open.
type State uint8

const (
	Unknown State = iota // not published, not understood, or a public holiday of which the hours say nothing
	Closed
	Open
)

// Opening is how things stand at one moment.
type Opening struct {
	State   State
	Until   time.Time // when open: the closing; zero for what never closes, or not within 14 days
	Next    time.Time // the next opening after this moment (after Until when open); zero when none within 14 days
	Holiday string    // id of that day's public holiday ("fete_nationale"), or ""
}

// Opens tells what the hours alone say of a moment in the place's own time, public holidays aside.
func (s *Schedule) Opens(t time.Time) bool {
	if s == nil {
		return false
	}
	now := momentOf(t)
	return covers(s.ordinary(now.day), now.minute) || s.nights && covers(s.ordinary(now.day-1), now.minute+dayLong)
}

func covers(spans []Span, minute int) bool {
	for _, one := range spans {
		if one.From <= minute && minute < one.To {
			return true
		}
	}
	return false
}
