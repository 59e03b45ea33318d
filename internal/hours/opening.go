package hours

import "time"

// Days of search for what comes next.
const horizon = 14

// At tells how things stand at a moment, in a département's time and with its public holidays: on one of which the hours
// say nothing, the state is Unknown if they would open some time that day, and Closed if not. Such days are passed over in
// the search of the next opening, and what goes past midnight ends where one of them begins.
func (s *Schedule) At(t time.Time, departement string) Opening {
	local := t.In(Zone(departement))
	now := momentOf(local)
	today := holidayOf(now.day, departement)
	if s == nil {
		return Opening{Holiday: today}
	}
	now.foresee(local)
	view := outlook{schedule: s, departement: departement, now: now, today: today}
	view.search()
	return view.opening()
}

// outlook follows the spans of a schedule from the day of a moment on, in minutes since that day's midnight.
type outlook struct {
	schedule    *Schedule
	departement string
	now         moment
	today       string // the public holiday of the day
	silent      bool   // a holiday of which the hours say nothing may be open now
	open        bool
	until       int
	next        int
	found       bool // next is known
}

// search looks at one day after the other until it finds the next opening.
func (o *outlook) search() {
	from := 0
	if o.schedule.nights {
		from = -1
	}
	for day := from; day <= horizon && !o.found; day++ {
		o.follow(day)
	}
}

// follow adds what one day says.
func (o *outlook) follow(day int) {
	holiday := o.today
	if day != 0 {
		holiday = holidayOf(o.now.day+day, o.departement)
	}
	if holiday == "" {
		o.add(day, o.schedule.ordinary(o.now.day+day))
		return
	}
	spans, told := o.schedule.onHoliday(o.now.day + day)
	if told {
		o.add(day, spans)
		return
	}
	o.doubt(day, spans)
}

// add takes the spans of a day for certain.
func (o *outlook) add(day int, spans []Span) {
	for _, one := range spans {
		from, to := o.now.real(day*dayLong+one.From), o.now.real(day*dayLong+one.To)
		switch {
		case to <= o.now.minute || to == from:
		case from <= o.now.minute:
			o.open = true
			o.until = max(o.until, to)
		case o.open && from <= o.until:
			o.until = max(o.until, to)
		case from > o.now.minute+horizon*dayLong:
		default:
			o.next, o.found = from, true
			return
		}
	}
}

// doubt passes over a day of which nothing is certain.
func (o *outlook) doubt(day int, spans []Span) {
	begin := day * dayLong
	switch {
	case day < 0:
		o.silent = covers(spans, o.now.minute+dayLong)
	case day == 0:
		o.silent = len(spans) > 0 || o.nightBefore()
		o.open = false
	case o.open && o.until > begin:
		o.until = begin
	}
}

// nightBefore tells that the hours of yesterday, were it an ordinary day, go on today.
func (o *outlook) nightBefore() bool {
	spans := o.schedule.ordinary(o.now.day - 1)
	return len(spans) > 0 && spans[len(spans)-1].To > dayLong
}

func (o *outlook) opening() Opening {
	out := Opening{State: Closed, Holiday: o.today}
	switch {
	case o.open && o.schedule.always:
		return Opening{State: Open, Holiday: o.today}
	case o.open:
		out.State = Open
		if o.until <= o.now.minute+horizon*dayLong {
			out.Until = o.now.at(o.until)
		}
	case o.silent:
		out.State = Unknown
	}
	if o.found {
		out.Next = o.now.at(o.next)
	}
	return out
}
