// Package hours reads opening hours as they are published (OpenStreetMap's opening_hours) and tells what is open now and
// when next.
package hours

import "time"

// Schedule is the opening hours of one place, read once. The nil Schedule is of unknown hours.
type Schedule struct{}

// Parse reads published hours. An error names the part that is not understood: such hours are shown as they stand and
// never announced as open.
func Parse(text string) (*Schedule, error) { return &Schedule{}, nil }

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
	Until   time.Time // when open: the closing
	Next    time.Time // the next opening after this moment (after Until when open); zero when none within 14 days
	Holiday string    // id of that day's public holiday ("14_juillet"), or ""
}

// Opens tells what the hours alone say of a moment in the place's own time, public holidays aside.
func (s *Schedule) Opens(t time.Time) bool { return false }

// At tells how things stand at a moment, in a département's time and with its public holidays: on one of which the hours
// say nothing, the state is Unknown.
func (s *Schedule) At(t time.Time, departement string) Opening { return Opening{} }

// Zone is the time zone of a département or overseas collectivity; Europe/Paris where none is known.
func Zone(departement string) *time.Location { return time.UTC }

// Holiday is the public holiday of a day in a département: its id, or false.
func Holiday(day time.Time, departement string) (id string, ok bool) { return "", false }
