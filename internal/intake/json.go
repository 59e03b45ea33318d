package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// jsonRows reads the objects of the one list that a JSON text holds, at its top or inside objects ("results", "service",
// "features"), or one object a line.
type jsonRows struct {
	d      *json.Decoder
	guard  *guard
	bounds bounds
	names  names
	rank   int
	first  map[string]any // read while looking for the list, not yet told
	lines  bool           // one object a line
}

func newJSON(r *bufio.Reader, b bounds) (*jsonRows, error) {
	j := &jsonRows{guard: &guard{r: r, bounds: b}, bounds: b, names: names{}, lines: oneLineEach(r)}
	j.d = json.NewDecoder(j.guard)
	j.d.UseNumber()
	if j.lines {
		return j, nil
	}
	found, err := j.list()
	if err == nil && !found {
		err = errNoRow
	}
	return j, err
}

// oneLineEach tells NDJSON: the first line is an object of its own, and something follows it.
func oneLineEach(r *bufio.Reader) bool {
	head, _ := r.Peek(r.Size())
	line, rest, _ := bytes.Cut(bytes.TrimLeft(head, " \r\n\t"), []byte("\n"))
	return bytes.HasPrefix(line, []byte("{")) && json.Valid(line) && len(bytes.TrimSpace(rest)) > 0
}

// list goes to the next list of objects; false when there is none to the end of the text.
func (j *jsonRows) list() (found bool, err error) {
	for seen := 0; ; {
		token, err := j.d.Token()
		if err == io.EOF && j.guard.depth == 0 {
			return false, nil
		}
		if err != nil {
			return false, j.broken(err)
		}
		if seen++; seen > j.bounds.rows {
			return false, fmt.Errorf("plus de %d valeurs hors d’une liste d’objets", j.bounds.rows)
		}
		j.guard.taken()
		if token != json.Delim('[') || !j.d.More() {
			continue
		}
		var first any
		if err := j.d.Decode(&first); err != nil {
			return false, j.broken(err)
		}
		if object, ok := first.(map[string]any); ok {
			j.first = object
			return true, nil
		}
	}
}

func (j *jsonRows) next() (record, error) {
	j.rank++
	if j.first != nil {
		object := j.first
		j.first = nil
		return j.record(object)
	}
	if !j.lines && !j.d.More() {
		return record{}, j.end()
	}
	var value any
	if err := j.d.Decode(&value); err != nil {
		if err == io.EOF && j.lines {
			return record{}, io.EOF
		}
		return record{}, j.broken(err)
	}
	j.guard.taken()
	return j.record(value)
}

// end reads what follows the list: it must close all that was opened, and hold no other list, which would be left out.
func (j *jsonRows) end() error {
	another, err := j.list()
	if err == nil && another {
		err = &refusal{"le fichier contient plusieurs listes d’objets", "n’en garder qu’une"}
	}
	if err != nil {
		return err
	}
	return io.EOF
}

func (j *jsonRows) record(value any) (record, error) {
	object, ok := value.(map[string]any)
	if !ok {
		return record{}, &misread{j.rank, "ce n’est pas un objet"}
	}
	if len(object) > j.bounds.columns {
		return record{}, fmt.Errorf("plus de %d champs dans l’objet %d", j.bounds.columns, j.rank)
	}
	return record{j.rank, unwrapped(j.names.folded(object).(map[string]any)), j.names}, nil
}

// unwrapped is the object itself where a format puts it inside another: the properties of a feature of GeoJSON, with its
// point, and the fields of a record of OpenDataSoft.
func unwrapped(object map[string]any) map[string]any {
	properties, ok := object["properties"].(map[string]any)
	if !ok {
		if fields, ok := object["fields"].(map[string]any); ok {
			return fields
		}
		return object
	}
	geometry, _ := object["geometry"].(map[string]any)
	at, _ := geometry["coordinates"].([]any)
	if _, given := properties["latitude"]; !given && len(at) >= 2 && geometry["type"] == "Point" {
		properties["longitude"], properties["latitude"] = at[0], at[1]
	}
	return properties
}

func (j *jsonRows) broken(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errTruncated
	case errors.As(err, &syntax):
		return fmt.Errorf("JSON mal formé à la ligne %d, vers l’objet %d (%w)", j.guard.line+1, j.rank+1, err)
	}
	return err
}

// guard stops JSON that is made to exhaust memory: too deep, or too long between two places where it can be taken.
type guard struct {
	r       io.Reader
	bounds  bounds
	line    int
	depth   int
	run     int // bytes since something was opened, closed or separated: the length of a text, of a number, of blanks
	size    int // bytes since an object was taken
	values  int // of arrays and objects, since then
	text    bool
	escaped bool
}

func (g *guard) taken() { g.size, g.values = 0, 0 }

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	if g.size += n; g.size > g.bounds.object {
		return 0, fmt.Errorf("un objet de plus de %d octets à la ligne %d", g.bounds.object, g.line+1)
	}
	for _, c := range p[:n] {
		g.see(c)
		if g.depth > g.bounds.depth {
			return 0, fmt.Errorf("JSON imbriqué sur plus de %d niveaux à la ligne %d", g.bounds.depth, g.line+1)
		}
		if g.values > g.bounds.values {
			return 0, fmt.Errorf("un objet de plus de %d valeurs à la ligne %d", g.bounds.values, g.line+1)
		}
		if g.run > g.bounds.field {
			return 0, fmt.Errorf("un champ de plus de %d octets à la ligne %d", g.bounds.field, g.line+1)
		}
	}
	return n, err
}

func (g *guard) see(c byte) {
	g.run++
	if c == '\n' {
		g.line++
	}
	switch {
	case g.escaped:
		g.escaped = false
	case g.text && c == '\\':
		g.escaped = true
	case c == '"':
		g.text, g.run = !g.text, 0
	case g.text:
	case c == '{', c == '[':
		g.depth, g.run = g.depth+1, 0
	case c == '}', c == ']':
		g.depth, g.run = g.depth-1, 0
	case c == ',':
		g.values, g.run = g.values+1, 0
	case c == ':':
		g.run = 0
	}
}

// names remembers how the names of fields fold: a list repeats the same ones in every object.
type names map[string]string

// rememberedNames bounds what a hostile list can make us remember.
const rememberedNames = 5000

func (n names) fold(name string) string {
	folded, ok := n[name]
	if !ok {
		folded = fold(name)
		if n != nil && len(n) < rememberedNames {
			n[name] = folded
		}
	}
	return folded
}

// folded is a JSON value with the names of its fields folded, at every depth.
func (n names) folded(value any) any {
	switch v := value.(type) {
	case []any:
		for i := range v {
			v[i] = n.folded(v[i])
		}
	case map[string]any:
		named := make(map[string]any, len(v))
		for name, inside := range v {
			named[n.fold(name)] = n.folded(inside)
		}
		return named
	}
	return value
}

// decodeJSON reads one JSON value written as text, and nothing after it.
func decodeJSON(text string) (any, error) {
	decoder := json.NewDecoder(bytes.NewBufferString(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("text after JSON")
	}
	return names{}.folded(value), nil
}
