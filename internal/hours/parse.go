package hours

import (
	"fmt"
	"slices"
	"strings"
)

// Bounds on what is read, so that a file cannot make a place long. The longest value seen is of 246 bytes; 1,000 bytes hold
// fewer than 256 spans, which is what a portion counts.
const (
	longest = 1000
	quoted  = 60 // runes of a part that an error repeats
)

// Parse reads published hours. An error names the part that is not understood: such hours are shown as they stand and
// never announced as open.
//
// Read: rules between semicolons, each of them an optional season (months, dates of a month, ISO weeks), optional days
// (Mo-Su, lists, ranges, PH), then times, off, closed or 24/7. Refused although the language has them, because what they
// mean on a given day is not certain or not known here: comments (a comment may say "except the first Tuesday"), school
// holidays, "||", open ends, the sun, times taken out of a day ("12:00-13:00 off"), days without times, a rule without
// days after another one. A span as long as nothing (09:00-09:00) is refused as well: the language makes it 24 hours, who
// wrote it meant closed.
func Parse(text string) (*Schedule, error) {
	if len(text) > longest {
		return nil, fmt.Errorf("horaires de plus de %d octets", longest)
	}
	rules, spans := make([]rule, 0, 8), make([]Span, 0, 32)
	for part := range strings.SplitSeq(text, ";") {
		part = strings.Trim(part, " ")
		if part == "" {
			continue
		}
		r := reader{rest: part, spans: spans}
		one, ok := r.rule()
		if !ok || one.bare && len(rules) > 0 {
			return nil, fmt.Errorf("« %s » n'est pas compris", excerpt(part))
		}
		rules, spans = append(rules, one), r.spans
	}
	if len(rules) == 0 {
		return nil, fmt.Errorf("horaires vides")
	}
	return compile(rules, slices.Clone(spans)), nil
}

func excerpt(part string) string {
	runes := []rune(part) // what is no UTF-8 becomes the replacement character
	if len(runes) > quoted {
		runes = append(runes[:quoted], '…')
	}
	return string(runes)
}

// SpanOf reads two times of day as French lists write them ("09:00", "9:00", "09:00:00"). A span that ends before it begins
// goes past midnight.
func SpanOf(from, to string) (Span, error) {
	begin, end := reader{rest: from}, reader{rest: to}
	first, firstOK := begin.wholeClock()
	last, lastOK := end.wholeClock()
	span, ok := between(first, last)
	if !firstOK || !lastOK || !ok {
		return Span{}, fmt.Errorf("« %s-%s » n'est pas compris", excerpt(from), excerpt(to))
	}
	return span, nil
}

// between makes the span of two times of day.
func between(from, to int) (Span, bool) {
	if to < from {
		to += dayLong
	}
	return Span{From: from, To: to}, from < dayLong && from < to && to <= from+dayLong
}

// join sorts spans in place and makes one of those that overlap or touch.
func join(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.From - b.From })
	kept := spans[:1]
	for _, one := range spans[1:] {
		if last := &kept[len(kept)-1]; one.From <= last.To {
			last.To = max(last.To, one.To)
		} else {
			kept = append(kept, one)
		}
	}
	return kept
}
