package intake

import (
	"slices"
	"strings"
)

// enumeration is the values that a column may hold, as they are spelled and by their folded form, and what each is kept
// as: "" is known and has nothing to be kept as.
type enumeration map[string]string

// known is an enumeration of values that are kept as they are.
func known(values ...string) enumeration {
	e := make(enumeration, 2*len(values))
	for _, value := range values {
		e.and(value, value)
	}
	return e
}

// and adds older ways to write a value.
func (e enumeration) and(kept string, written ...string) enumeration {
	for _, value := range written {
		e[value], e[fold(value)] = kept, kept
	}
	return e
}

// of is what a published value is kept as. Older ones explain themselves after a colon ("Gratuit : Je peux…"): what stands
// before it decides where the whole is not known.
func (e enumeration) of(value string) (kept string, ok bool) {
	if kept, ok = e[value]; ok { // most are spelled as they should be
		return kept, true
	}
	if kept, ok = e[fold(value)]; ok {
		return kept, true
	}
	before, _, explained := strings.Cut(value, " :")
	if !explained {
		return "", false
	}
	kept, ok = e[fold(before)]
	return kept, ok
}

// read is what published values are kept as, each once; unknown tells that some are not of the enumeration. A value that is
// not known as a whole may be several with commas between, as in an export of 2022; some values hold commas too.
func (e enumeration) read(values []string) (kept []string, unknown bool) {
	for _, value := range values {
		parts := []string{value}
		if _, ok := e.of(value); !ok {
			parts = e.split(value)
		}
		for _, part := range parts {
			one, ok := e.of(part)
			unknown = unknown || !ok
			if one != "" && !slices.Contains(kept, one) {
				kept = append(kept, one)
			}
		}
	}
	return kept, unknown
}

// split cuts a text at commas so that each part is the longest known value.
func (e enumeration) split(text string) []string {
	pieces := strings.Split(text, ",")
	var parts []string
	for start := 0; start < len(pieces); {
		end := e.longest(pieces, start)
		parts = append(parts, strings.Join(pieces[start:end], ","))
		start = end
	}
	return present(parts)
}

// commas is how many commas one known value may hold.
const commas = 3

func (e enumeration) longest(pieces []string, start int) (end int) {
	for end = min(len(pieces), start+commas+1); end > start+1; end-- {
		if _, ok := e.of(strings.Join(pieces[start:end], ",")); ok {
			break
		}
	}
	return end
}
