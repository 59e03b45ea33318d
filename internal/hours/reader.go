package hours

import "strings"

// reader takes one rule apart. Its methods answer false at what they do not understand, and the rule is then refused whole.
type reader struct {
	rest  string
	spans []Span // of the schedule so far
}

func (r *reader) rule() (out rule, ok bool) {
	if !r.season(&out) || !r.days(&out) {
		return out, false
	}
	out.hours.first = uint8(len(r.spans))
	switch word := r.word(); {
	case word == "off" || word == "closed":
		r.pass(word)
	case out.bare && r.literal("24/7"):
		r.spans = append(r.spans, Span{From: 0, To: dayLong})
	default:
		if !r.times() {
			return out, false
		}
	}
	out.hours.after = uint8(len(r.spans))
	return out, r.end()
}

// season reads months and weeks, in either order and each at most once.
func (r *reader) season(out *rule) bool {
	for {
		switch word := r.word(); {
		case word == "week":
			r.pass(word)
			if out.weeks != 0 || !r.weeks(out) {
				return false
			}
		case month(word) != 0:
			if out.dates != nil || !r.dates(out) {
				return false
			}
		default:
			return true
		}
	}
}

// weeks reads "1-53/2", "3,5-9": numbers of ISO weeks, and every so many of them from the first.
func (r *reader) weeks(out *rule) bool {
	for {
		first, last, step, ok := r.weekRange()
		if !ok || first < 1 || last < first || last > 53 || step < 1 {
			return false
		}
		for week := first; week <= last; week += step {
			out.weeks |= 1 << week
		}
		if !r.literal(",") {
			return true
		}
	}
}

func (r *reader) weekRange() (first, last, step int, ok bool) {
	first, ok = r.number()
	last, step = first, 1
	if ok && r.literal("-") {
		last, ok = r.number()
		if ok && r.literal("/") {
			step, ok = r.number()
		}
	}
	return first, last, step, ok
}

// dates reads "Jun-Aug", "Dec 25", "Dec 24-26", "Jun 15-Sep 15", and lists of them.
func (r *reader) dates(out *rule) bool {
	for {
		first, last, ok := r.dateRange()
		if !ok {
			return false
		}
		out.dates = append(out.dates, first, last)
		if !r.literal(",") {
			return true
		}
	}
}

func (r *reader) dateRange() (first, last yearday, ok bool) {
	from := r.month()
	day, exact := r.dayNumber()
	to, end := from, day
	switch hyphen := r.literal("-"); {
	case hyphen && month(r.word()) != 0:
		to = r.month()
		var both bool
		if end, both = r.dayNumber(); both != exact {
			return 0, 0, false
		}
	case hyphen:
		if end, ok = r.dayNumber(); !ok || !exact || end < day {
			return 0, 0, false
		}
	}
	if !exact {
		return yeardayOf(from, 1), yeardayOf(to, monthLong[to]), from != 0
	}
	return yeardayOf(from, day), yeardayOf(to, end), 1 <= day && day <= monthLong[from] && 1 <= end && end <= monthLong[to]
}

// monthLong is the number of days of each month, February of a leap year; none of what is no month.
var monthLong = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func (r *reader) month() int {
	word := r.word()
	number := month(word)
	if number != 0 {
		r.pass(word)
	}
	return number
}

// dayNumber reads the day of a month, unless what follows is a time.
func (r *reader) dayNumber() (day int, ok bool) {
	before := r.rest
	day, ok = r.number()
	if ok && strings.HasPrefix(r.rest, ":") {
		r.rest = before
		return 0, false
	}
	return day, ok
}

// days reads weekdays and PH, lists and ranges of days, ranges through Sunday too; where there are none, every day.
func (r *reader) days(out *rule) bool {
	if word := r.word(); word != "PH" && dayIndex(word) < 0 {
		out.days = everyDay
		out.bare = !out.depends()
		return true
	}
	for {
		if !r.day(out) {
			return false
		}
		if !r.literal(",") {
			return true
		}
	}
}

func (r *reader) day(out *rule) bool {
	word := r.word()
	r.pass(word)
	if word == "PH" {
		out.public = true
		return true
	}
	first := dayIndex(word)
	if first < 0 {
		return false
	}
	last := first
	if r.literal("-") {
		word = r.word()
		r.pass(word)
		if last = dayIndex(word); last < 0 {
			return false
		}
	}
	for day := first; day != last; day = (day + 1) % 7 {
		out.days |= 1 << day
	}
	out.days |= 1 << last
	return true
}

// times reads a list of spans, and keeps them sorted and apart.
func (r *reader) times() bool {
	first := len(r.spans)
	for {
		from, fromOK := r.clock()
		hyphen := r.literal("-")
		to, toOK := r.clock()
		span, ok := between(from, to)
		if !fromOK || !hyphen || !toOK || !ok {
			return false
		}
		r.spans = append(r.spans, span)
		if !r.literal(",") {
			r.spans = r.spans[:first+len(join(r.spans[first:]))]
			return true
		}
	}
}

// clock reads a time of day in minutes, up to 48:00: the hours of the night may be counted from the day before.
func (r *reader) clock() (minute int, ok bool) {
	hour, ok := r.number()
	if !ok || len(r.rest) < 3 || r.rest[0] != ':' || !digit(r.rest[1]) || !digit(r.rest[2]) {
		return 0, false
	}
	minute = int(r.rest[1]-'0')*10 + int(r.rest[2]-'0')
	r.rest = r.rest[3:]
	return hour*60 + minute, minute < 60 && hour*60+minute <= 2*dayLong
}

// wholeClock reads a text that is a time of day and nothing else; seconds are read if they are none.
func (r *reader) wholeClock() (minute int, ok bool) {
	minute, ok = r.clock()
	r.literal(":00")
	return minute, ok && r.end()
}

// number reads one or two digits.
func (r *reader) number() (value int, ok bool) {
	r.space()
	n := 0
	for n < len(r.rest) && digit(r.rest[n]) {
		if n == 2 {
			return 0, false
		}
		value = value*10 + int(r.rest[n]-'0')
		n++
	}
	r.rest = r.rest[n:]
	return value, n > 0
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// word shows the letters that come next, without passing them.
func (r *reader) word() string {
	r.space()
	n := 0
	for n < len(r.rest) && ('a' <= r.rest[n]|0x20 && r.rest[n]|0x20 <= 'z') {
		n++
	}
	return r.rest[:n]
}

func (r *reader) pass(word string) { r.rest = r.rest[len(word):] }

// literal passes a text if it comes next.
func (r *reader) literal(text string) bool {
	r.space()
	rest, found := strings.CutPrefix(r.rest, text)
	r.rest = rest
	return found
}

func (r *reader) space() {
	for len(r.rest) > 0 && r.rest[0] == ' ' {
		r.rest = r.rest[1:]
	}
}

func (r *reader) end() bool {
	r.space()
	return r.rest == ""
}

// dayNames are the weekdays as the language writes them, Monday first.
var dayNames = [7]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}

func dayIndex(word string) int {
	if len(word) == 2 {
		for i, name := range dayNames {
			if name == word {
				return i
			}
		}
	}
	return -1
}

// month gives the number of a month, 1 to 12, or 0.
func month(word string) int {
	const names = "JanFebMarAprMayJunJulAugSepOctNovDec"
	if len(word) != 3 {
		return 0
	}
	if at := strings.Index(names, word); at >= 0 && at%3 == 0 {
		return at/3 + 1
	}
	return 0
}
