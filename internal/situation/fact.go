package situation

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Type is what kind of value a fact takes.
type Type uint8

const (
	Choice      Type = iota // one of declared values
	YesNo                   // oui or non
	Number                  // a whole number, or a declared range of them
	Commune                 // an INSEE code, five characters
	Departement             // an INSEE code, two or three characters
)

// Log says what of a fact may ever be counted (privacy.md, section 1).
type Log uint8

const (
	LogNever       Log = iota
	LogValue           // its value
	LogDepartement     // the département it lies in
)

// Option is one answer to the question about a fact.
type Option struct {
	ID    string
	Group string // for values sorted in groups: the group's id (a need's family)
	Value Value
}

// Fact is one declared thing we may know of a situation.
type Fact struct {
	ID        string
	Index     int
	Type      Type
	Options   []Option   // the answers offered as buttons, in order; none for communes and départements
	Min, Max  int        // of a Number, in its unit
	GroupedBy string     // fact whose value is the group of this one's options
	Labels    string     // topic that holds the labels of the options, when it is not the question's
	When      *Condition // nil, or what must not be false for the fact to make sense
	Log       Log
	Writer    bool      // tells who writes, also for somebody else: it stays when the next request is for another person
	Rare      bool      // true of few: until it is known, what depends on it comes after the rest
	Request   bool      // tells what is asked for, not who asks: it goes with a new request
	implies   []Setting // what any value of it tells as well
	valuesOf  string    // list of another file that the values come from
	settles   map[Value][]Setting
	Sensitive bool // the question says why, is optional, and never blocks a useful answer
}

// Option returns one answer by its id.
func (f *Fact) Option(id string) (Option, bool) {
	for _, o := range f.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// Covering returns the offered answer that holds v: the band of an age, the value itself otherwise.
func (f *Fact) Covering(v Value) (Option, bool) {
	for _, o := range f.Options {
		if v.within(o.Value) {
			return o, true
		}
	}
	return Option{}, false
}

// Parse reads a value: the id of an option, a number, or a code. Errors are French, for authors.
func (f *Fact) Parse(text string) (Value, error) {
	if o, ok := f.Option(text); ok {
		return o.Value, nil
	}
	switch f.Type {
	case Number:
		n, err := strconv.Atoi(text)
		if err != nil || n < f.Min || n > f.Max {
			return Value{}, fmt.Errorf("« %s » n'est pas un nombre de %d à %d", text, f.Min, f.Max)
		}
		return number(n), nil
	case Commune, Departement:
		return f.parseCode(text)
	}
	return Value{}, fmt.Errorf("« %s » n'est pas une valeur de « %s » (%s)", text, f.ID, strings.Join(f.optionIDs(), ", "))
}

// code is the shape of an INSEE code: digits, and in Corsica a letter in the second place.
var code = regexp.MustCompile(`^\d[\dABab]\d*$`)

func (f *Fact) parseCode(text string) (Value, error) {
	shortest, longest := 5, 5
	if f.Type == Departement {
		shortest, longest = 2, 3
	}
	if len(text) < shortest || len(text) > longest || !code.MatchString(text) {
		return Value{}, fmt.Errorf("« %s » n'est pas un code INSEE de « %s »", text, f.ID)
	}
	n, err := strconv.ParseInt(strings.ToLower(text), 36, 32)
	if err != nil {
		return Value{}, fmt.Errorf("« %s » n'est pas un code INSEE de « %s »", text, f.ID)
	}
	// The length goes in front: "01" and "1" are not the same code.
	return exact(int32(len(text))<<27 | int32(n)), nil
}

// Format writes a value as Parse reads it: an option's id where one fits, else the number or the code.
func (f *Fact) Format(v Value) string {
	if !v.Known() {
		return ""
	}
	for _, o := range f.Options {
		if o.Value == v {
			return o.ID
		}
	}
	switch f.Type {
	case Number:
		return strconv.Itoa(int(v.lo) - 1)
	case Commune, Departement:
		length := int(v.lo >> 27)
		code := strings.ToUpper(strconv.FormatInt(int64(v.lo&(1<<27-1)), 36))
		return strings.Repeat("0", max(0, length-len(code))) + code
	}
	return ""
}

// DepartementOf derives the code of the département from the code of a commune: "59350" is in "59", "97411" in
// "974", "2A004" in "2A" (INSEE, Code officiel géographique).
func DepartementOf(commune string) string {
	if strings.HasPrefix(commune, "97") || strings.HasPrefix(commune, "98") {
		return commune[:3]
	}
	return commune[:2]
}

func (f *Fact) optionIDs() []string {
	ids := make([]string, len(f.Options))
	for i, o := range f.Options {
		ids[i] = o.ID
	}
	return ids
}

func exact(n int32) Value { return Value{n, n} }

// number shifts by one, so that zero years is not the unknown.
func number(n int) Value { return exact(int32(n) + 1) }

func numbers(from, to int) Value { return Value{int32(from) + 1, int32(to) + 1} }
