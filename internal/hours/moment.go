package hours

import "time"

// moment is a time as the clock of its place shows it: days are counted since 1970, minutes since midnight.
//
// Clocks that change are followed so that time never goes back: in the hour that autumn repeats, the clock is taken to
// stand at the end of that hour, and what spring skips is taken to happen at the change.
type moment struct {
	zone        *time.Location
	day, minute int
	offset      int   // seconds east of UTC
	change      int64 // when the clock is changed next, in seconds since 1970, if it is near
	later       int   // the offset from then on
}

func momentOf(t time.Time) moment {
	_, offset := t.Zone()
	wall := t.Unix() + int64(offset)
	day := floor(wall, 24*3600)
	m := moment{zone: t.Location(), offset: offset, day: int(day), minute: int(wall-day*24*3600) / 60}
	// The zones of France change their clocks at two or three in the morning, by one hour.
	if m.minute < 4*60 {
		if _, before := t.Add(-time.Hour).Zone(); before > offset {
			m.minute += 59 - m.minute%60
		}
	}
	return m
}

func floor(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// foresee finds the next change of the clock, which the times to come must follow; a change after the horizon is of no
// concern.
func (m *moment) foresee(t time.Time) {
	m.later = m.offset
	_, end := t.ZoneBounds()
	if !end.IsZero() && end.Sub(t) < (horizon+2)*24*time.Hour {
		m.change = end.Unix()
		_, m.later = end.Zone()
	}
}

// wall counts the seconds that the clock shows since 1970.
func (m *moment) wall(minute int) int64 { return int64(m.day)*24*3600 + int64(minute)*60 }

// real gives the minute at which a wall time happens: itself, unless spring skips it.
func (m *moment) real(minute int) int {
	wall := m.wall(minute)
	if m.later > m.offset && wall >= m.change+int64(m.offset) && wall < m.change+int64(m.later) {
		return int((m.change + int64(m.later) - m.wall(0)) / 60)
	}
	return minute
}

// at gives the instant of a real minute to come, counted from the midnight that began the moment's day.
func (m *moment) at(minute int) time.Time {
	wall, offset := m.wall(minute), m.offset
	if m.later != offset && wall >= m.change+int64(offset) {
		offset = m.later
	}
	return time.Unix(wall-int64(offset), 0).In(m.zone)
}

// weekday of a day since 1970, Monday 0: the first was a Thursday.
func weekday(day int) int { return ((day+3)%7 + 7) % 7 }

func dateOf(day int) time.Time { return time.Unix(int64(day)*24*3600, 0).UTC() }
