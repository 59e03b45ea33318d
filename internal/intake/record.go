package intake

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// record is one row of a CSV list or one object of a JSON list: values by column, in the publisher's words. Columns are
// named as fold leaves them, at every depth.
type record struct {
	line   int            // from 1; the rank of the object in JSON
	fields map[string]any // CSV: text. JSON: text, numbers (json.Number), booleans, arrays, objects
	names  names          // of the list, so that the same columns are not folded again for every row; may be nil
}

// text is the first of these columns that holds something, trimmed; arrays and objects are nothing.
func (r record) text(names ...string) string {
	for _, name := range names {
		if text := scalar(r.field(name)); text != "" {
			return text
		}
	}
	return ""
}

// list is the values of the first of these columns that holds some: a JSON array, an array written as text, or text whose
// values are separated by | or, without it, by ;. Commas separate only where the values are known: see enumeration.read.
func (r record) list(names ...string) []string {
	for _, name := range names {
		if values := listed(r.field(name)); len(values) > 0 {
			return values
		}
	}
	return nil
}

// number is the first of these columns that is a number; a decimal comma is read.
func (r record) number(names ...string) (float64, bool) {
	for _, name := range names {
		text := strings.Replace(scalar(r.field(name)), ",", ".", 1)
		number, err := strconv.ParseFloat(text, 64)
		if err == nil && !math.IsNaN(number) && !math.IsInf(number, 0) {
			return number, true
		}
	}
	return 0, false
}

// object is what is inside one column: an object, the first of an array of objects, or either of them written as text (the
// API of the DILA does). Its fields are nil when there is none.
func (r record) object(name string) record {
	inside := r.objects(name)
	if len(inside) == 0 {
		return record{line: r.line, names: r.names}
	}
	return inside[0]
}

// objects is every object inside one column: see object.
func (r record) objects(name string) []record {
	value := r.field(name)
	if array, ok := value.([]any); ok {
		return r.inside(array)
	}
	return r.inside([]any{value})
}

func (r record) inside(values []any) []record {
	var found []record
	for _, value := range values {
		if object, ok := value.(map[string]any); ok {
			found = append(found, record{r.line, object, r.names})
		}
	}
	return found
}

// field is the value of a column, with JSON written as text already read.
func (r record) field(name string) any {
	value, ok := r.fields[name]
	if !ok {
		value = r.fields[r.names.fold(name)]
	}
	if text, ok := value.(string); ok {
		return unquoted(text)
	}
	return value
}

// unquoted reads the arrays and objects that some publishers write as text; anything else stays as it is.
func unquoted(text string) any {
	trimmed := strings.TrimSpace(text)
	if !strings.HasPrefix(trimmed, "[") && !strings.HasPrefix(trimmed, "{") {
		return trimmed
	}
	value, err := decodeJSON(trimmed)
	if err != nil {
		return trimmed
	}
	return value
}

// scalar is text, a number or a boolean as text.
func scalar(value any) string {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// listed is the values of an array or of a text that lists several.
func listed(value any) []string {
	var parts []string
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			parts = append(parts, scalar(one))
		}
	default:
		text := scalar(value)
		separator := ";"
		if strings.Contains(text, "|") {
			separator = "|"
		}
		parts = strings.Split(text, separator)
	}
	return present(parts)
}

// present is the parts that hold something, trimmed.
func present(parts []string) []string {
	var kept []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
		}
	}
	return kept
}

// fold is a name or a value as it is compared: without capitals, accents, spaces or punctuation, since publishers differ
// in all of them ("Code postal", "code_postal").
func fold(text string) string {
	if strings.IndexFunc(text, func(c rune) bool { return !foldedLetter(c) }) < 0 {
		return text
	}
	text = strings.ToLower(text)
	if !simple(text) {
		text = norm.NFD.String(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range text {
		switch {
		case foldedLetter(c):
			b.WriteByte(byte(c))
		case c == 'œ':
			b.WriteString("oe")
		case c == 'æ':
			b.WriteString("ae")
		}
	}
	return b.String()
}

func foldedLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
