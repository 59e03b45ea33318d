package chat

import (
	"fmt"
	"strconv"
	"time"

	"passerelle/internal/directory"
	"passerelle/internal/hours"
	"passerelle/internal/locale"
)

// opening tells whether a place is open, until when, and when next. What is not known is said to be unknown.
func (w *writer) opening(f *directory.Found) []string {
	now := w.now.In(hours.Zone(f.Place.Departement()))
	o := f.Opening
	switch {
	case o.Holiday != "" && o.State == hours.Unknown:
		return append([]string{w.say(locale.PlaceHoliday, locale.Args{"Holiday": w.say(locale.Holiday(o.Holiday), nil)})}, w.next(o, now)...)
	case o.State == hours.Open && o.Until.IsZero():
		return []string{w.say(locale.PlaceOpenAlways, nil)}
	case o.State == hours.Open:
		return []string{w.say(locale.PlaceOpen, locale.Args{"Hour": w.clock(o.Until)})}
	case o.State == hours.Closed:
		return []string{w.opens(o.Next, now)}
	case f.Place.Hours != "" && unreadable(f.Place.Hours):
		return []string{w.say(locale.PlaceHoursRaw, locale.Args{"Hours": clip(f.Place.Hours, mostNote)})}
	}
	return []string{w.say(locale.PlaceHoursUnknown, nil)}
}

// unreadable tells hours that nobody understood: they are shown as published.
func unreadable(text string) bool {
	_, err := hours.Parse(text)
	return err != nil
}

// next is the opening after a public holiday.
func (w *writer) next(o hours.Opening, now time.Time) []string {
	if o.Next.IsZero() {
		return nil
	}
	return []string{w.say(locale.PlaceThenOpens, locale.Args{"Day": w.day(o.Next, now), "Hour": w.clock(o.Next)})}
}

// opens tells when a closed place opens.
func (w *writer) opens(next, now time.Time) string {
	if next.IsZero() {
		return w.say(locale.PlaceClosed, nil)
	}
	next = next.In(now.Location())
	args := locale.Args{"Hour": w.clock(next), "Day": w.day(next, now)}
	switch days(now, next) {
	case 0:
		return w.say(locale.PlaceOpensToday, args)
	case 1:
		return w.say(locale.PlaceOpensTomorrow, args)
	}
	return w.say(locale.PlaceOpensDay, args)
}

// days counts the nights between two moments of one place.
func days(from, to time.Time) int {
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}

// day names a day: by its weekday within a week, with its date beyond.
func (w *writer) day(t, now time.Time) string {
	weekday := w.say(locale.Weekday(t.Weekday()), nil)
	if days(now, t) < 7 {
		return weekday
	}
	return weekday + " " + w.dayAndMonth(t)
}

func (w *writer) dayAndMonth(t time.Time) string {
	return w.ordinal(t.Day()) + " " + w.say(locale.Month(t.Month()), nil)
}

// ordinal is a day of the month as it is said: the first has a name of its own.
func (w *writer) ordinal(day int) string {
	if day == 1 {
		return w.say(locale.FirstOfMonth, nil)
	}
	return strconv.Itoa(day)
}

// clock is a time of day in words.
func (w *writer) clock(t time.Time) string {
	hour, minute := t.Hour(), t.Minute()
	args := locale.Args{"Hour": hour, "Minute": fmt.Sprintf("%02d", minute)}
	switch {
	case hour == 0 && minute == 0:
		return w.say(locale.ClockMidnight, nil)
	case hour == 12 && minute == 0:
		return w.say(locale.ClockNoon, nil)
	case hour < 2 && minute == 0:
		return w.say(locale.ClockOne, args)
	case hour < 2:
		return w.say(locale.ClockOneMinute, args)
	case minute == 0:
		return w.say(locale.ClockHour, args)
	}
	return w.say(locale.ClockMinute, args)
}

// date puts a day, "2024-08-01", into words; what is no day stays as it is.
func (w *writer) date(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return w.say(locale.Date, locale.Args{"Day": w.ordinal(t.Day()), "Month": w.say(locale.Month(t.Month()), nil), "Year": t.Year()})
}
