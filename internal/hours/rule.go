package hours

// rule is one rule of the hours: the days it speaks of, and their spans.
type rule struct {
	weeks  uint64    // a bit an ISO week, 1 to 53; zero is every week
	dates  []yearday // pairs, first and last; nil is the whole year
	days   uint8     // a bit a weekday, Monday first
	public bool      // PH: public holidays
	bare   bool      // names no day: all of them
	hours  portion
}

// yearday is a date without its year, in the order of the calendar.
type yearday uint16

func yeardayOf(month, day int) yearday { return yearday(month<<5 | day) }

// portion is where the spans of a rule lie in those of its schedule. The zero portion is closed all day.
type portion struct{ first, after uint8 }

// everyDay has the bit of each weekday.
const everyDay = 1<<7 - 1

func (r *rule) depends() bool { return r.weeks != 0 || r.dates != nil }

// speaks tells whether a rule is about a day, of which the caller says whether it is a public holiday.
func (r *rule) speaks(day int, holiday bool) bool {
	if r.days&(1<<weekday(day)) == 0 && !(holiday && r.public) {
		return false
	}
	return !r.depends() || r.inSeason(day)
}

func (r *rule) inSeason(day int) bool {
	date := dateOf(day)
	if r.weeks != 0 {
		if _, week := date.ISOWeek(); r.weeks&(1<<week) == 0 {
			return false
		}
	}
	if r.dates == nil {
		return true
	}
	_, month, number := date.Date()
	at := yeardayOf(int(month), number)
	for i := 0; i < len(r.dates); i += 2 {
		first, last := r.dates[i], r.dates[i+1]
		// A season that ends before it begins goes through the new year.
		if first <= last && first <= at && at <= last || first > last && (at >= first || at <= last) {
			return true
		}
	}
	return false
}

// decide finds the rule that a day follows: the last one that speaks of it.
func decide(rules []rule, day int, holiday bool) (hours portion, told bool) {
	for i := len(rules) - 1; i >= 0; i-- {
		if r := &rules[i]; r.speaks(day, holiday) {
			return r.hours, holiday && r.public
		}
	}
	return portion{}, false
}

// compile lays the rules out by weekday, so that telling the hours of a day is one look at a table: most places have no
// rule that depends on the date.
func compile(rules []rule, spans []Span) *Schedule {
	s := &Schedule{spans: spans}
	for _, r := range rules {
		if r.depends() {
			s.dated = append([]rule(nil), rules...)
			break
		}
	}
	for i := range rules {
		if r := &rules[i]; !r.depends() {
			s.lay(r)
		}
	}
	for _, one := range spans {
		s.nights = s.nights || one.To > dayLong
	}
	s.always = s.dated == nil && s.full()
	return s
}

// lay gives a rule its days, over those of the rules before it.
func (s *Schedule) lay(r *rule) {
	for day := range s.plain {
		bit := uint8(1) << day
		if r.days&bit != 0 {
			s.plain[day] = r.hours
		}
		if r.public || r.days&bit != 0 {
			s.holiday[day] = r.hours
			s.told &^= bit
		}
		if r.public {
			s.told |= bit
		}
	}
}

// full tells that no day of the week, public holidays included, has a closed minute.
func (s *Schedule) full() bool {
	for day, hours := range s.plain {
		if !covers(s.take(hours), 0) || s.take(hours)[0].To < dayLong || s.holiday[day] != hours {
			return false
		}
	}
	return true
}

func (s *Schedule) take(p portion) []Span { return s.spans[p.first:p.after] }

// ordinary gives the spans of a day that is taken for no holiday.
func (s *Schedule) ordinary(day int) []Span {
	if s.dated == nil {
		return s.take(s.plain[weekday(day)])
	}
	hours, _ := decide(s.dated, day, false)
	return s.take(hours)
}

// onHoliday gives the spans of a public holiday, and whether the hours speak of such days: where they do not, the spans are
// those of any such weekday and promise nothing.
func (s *Schedule) onHoliday(day int) (spans []Span, told bool) {
	if s.dated == nil {
		at := weekday(day)
		return s.take(s.holiday[at]), s.told&(1<<at) != 0
	}
	hours, told := decide(s.dated, day, true)
	return s.take(hours), told
}
