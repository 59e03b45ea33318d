package hours

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Days is a run of weekdays with the same hours: First and Last are the same for a single day.
type Days struct {
	First, Last time.Weekday
	Spans       []Span // in order, apart from each other; not to be changed
}

// Week gives the regular week from Monday on, without its closed days: what rules of weeks, months or dates say is not in it,
// and whole is then false. Public holidays are not in it either.
func (s *Schedule) Week() (days []Days, whole bool) {
	if s == nil {
		return nil, false
	}
	for day, hours := range s.plain {
		spans := s.take(hours)
		switch {
		case len(spans) == 0:
		case day > 0 && slices.Equal(spans, s.take(s.plain[day-1])):
			days[len(days)-1].Last = named(day)
		default:
			days = append(days, Days{First: named(day), Last: named(day), Spans: spans})
		}
	}
	return days, s.dated == nil
}

// named is the weekday of an index that begins on Monday.
func named(day int) time.Weekday { return time.Weekday((day + 1) % 7) }

// Format writes a week, Monday first, as Parse reads it: the days that have the same hours together
// ("Mo,Tu,Th,Fr 09:00-12:00,13:30-17:00; We 09:00-12:00"). A week without hours is "". Spans are written as they are: what
// Parse would refuse, it refuses.
func Format(week [7][]Span) string {
	var rules []string
	var written uint8
	for day, spans := range week {
		if len(spans) == 0 || written&(1<<day) != 0 {
			continue
		}
		var same uint8
		for other := day; other < len(week); other++ {
			if slices.Equal(week[other], spans) {
				same |= 1 << other
			}
		}
		written |= same
		rules = append(rules, dayList(same)+" "+spanList(spans))
	}
	return strings.Join(rules, "; ")
}

// dayList writes days as a list, with a range for three or more in a row.
func dayList(days uint8) string {
	var parts []string
	for day := 0; day < 7; day++ {
		if days&(1<<day) == 0 {
			continue
		}
		last := day
		for last < 6 && days&(1<<(last+1)) != 0 {
			last++
		}
		if last-day >= 2 {
			parts = append(parts, dayNames[day]+"-"+dayNames[last])
			day = last
		} else {
			parts = append(parts, dayNames[day])
		}
	}
	return strings.Join(parts, ",")
}

func spanList(spans []Span) string {
	parts := make([]string, len(spans))
	for i, one := range spans {
		to := one.To
		if past := to - dayLong; 0 < past && past < one.From {
			to = past
		}
		parts[i] = fmt.Sprintf("%02d:%02d-%02d:%02d", one.From/60, one.From%60, to/60, to%60)
	}
	return strings.Join(parts, ",")
}
