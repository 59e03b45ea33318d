package source

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Node is one value of a YAML file that knows where it stands.
type Node struct {
	file   string
	value  ast.Node // nil when nothing is written
	near   ast.Node // where something absent should stand: its key, or what lacks it
	faults *Faults
}

// Parse reads one YAML document. A fault is noted and false returned when it is not one.
func Parse(faults *Faults, file string, body []byte) (Node, bool) {
	body = bytes.TrimPrefix(body, []byte("\ufeff")) // as some editors begin a file
	if line, ok := badUTF8(body); ok {
		faults.Add(Fault{File: file, Line: line, What: "caractère illisible : le fichier n'est pas en UTF-8", Mend: "enregistrer le fichier en UTF-8"})
		return Node{}, false
	}
	parsed, err := parser.ParseBytes(body, 0)
	if err != nil {
		faults.Add(syntaxFault(file, err))
		return Node{}, false
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		faults.Add(Fault{File: file, Line: 1, What: "fichier vide, ou plusieurs documents YAML", Mend: "garder un seul document, sans ligne « --- »"})
		return Node{}, false
	}
	return Node{file: file, value: parsed.Docs[0].Body, faults: faults}, true
}

// badUTF8 finds the line of the first byte that is not UTF-8.
func badUTF8(body []byte) (line int, bad bool) {
	if utf8.Valid(body) {
		return 0, false
	}
	line = 1
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		body = body[size:]
	}
	return line, true
}

func syntaxFault(file string, err error) Fault {
	fault := Fault{File: file, Line: 1, What: "YAML illisible : " + firstLine(err.Error()), Mend: "corriger l'écriture (retraits, deux-points, guillemets)"}
	var at yaml.Error
	if errors.As(err, &at) {
		fault.What = "YAML illisible : " + firstLine(at.GetMessage())
		if token := at.GetToken(); token != nil && token.Position != nil {
			fault.Line = token.Position.Line
		}
	}
	return fault
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// At makes the fault of this place.
func (n Node) At(what, mend string) Fault {
	return Fault{File: n.file, Line: n.Line(), What: what, Mend: mend}
}

// Place is where a value stands. It outlives the file, which a Node keeps whole.
type Place struct {
	file string
	line int
}

// Place is where this value stands.
func (n Node) Place() Place { return Place{n.file, n.Line()} }

// At makes the fault of this place.
func (p Place) At(what, mend string) Fault {
	return Fault{File: p.file, Line: p.line, What: what, Mend: mend}
}

// Fault notes a mistake at this place.
func (n Node) Fault(mend, what string, args ...any) {
	n.faults.Add(n.At(fmt.Sprintf(what, args...), mend))
}

// Exists is false for the Node of an absent field, which still knows where the field should stand.
func (n Node) Exists() bool { return n.value != nil }

// File is the name of the file as shown to authors.
func (n Node) File() string { return n.file }

// Line is where the value stands, from 1; of an absent one, where it should.
func (n Node) Line() int {
	at := n.value
	if at == nil {
		at = n.near
	}
	if at == nil {
		return 0
	}
	if m, ok := at.(*ast.MappingNode); ok && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken().Position.Line
	}
	if token := at.GetToken(); token != nil && token.Position != nil {
		return token.Position.Line
	}
	return 0
}

// Fields is a mapping whose keys were checked.
type Fields struct {
	Node
	keys   []string
	values map[string]Node
	names  map[string]Node
}

// Fields reads a mapping. A key that is not among known is a fault; without known, every key is welcome.
func (n Node) Fields(known ...string) Fields {
	f := Fields{Node: n, values: make(map[string]Node), names: make(map[string]Node)}
	if n.value == nil {
		return f
	}
	for _, pair := range n.pairs() {
		key := n.child(pair.Key)
		name := key.scalar()
		if len(known) > 0 && !contains(known, name) {
			key.Fault("écrire une de ces clés : "+strings.Join(known, ", "), "clé inconnue « %s »", name)
			continue
		}
		f.keys = append(f.keys, name)
		f.names[name] = key
		if _, null := pair.Value.(*ast.NullNode); !null {
			f.values[name] = n.child(pair.Value)
		}
	}
	return f
}

func (n Node) pairs() []*ast.MappingValueNode {
	switch m := n.value.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	}
	n.Fault("écrire « clé: valeur »", "une liste de clés est attendue ici")
	return nil
}

func (n Node) child(value ast.Node) Node { return Node{file: n.file, value: value, faults: n.faults} }

// Get returns the value of a key, or a Node that does not exist.
func (f Fields) Get(key string) Node {
	if n, ok := f.values[key]; ok {
		return n
	}
	absent := Node{file: f.file, near: f.value, faults: f.faults}
	if name, ok := f.names[key]; ok {
		absent.near = name.value
	} else if f.value == nil {
		absent.near = f.near
	}
	return absent
}

// Has tells whether the key is written, even with nothing after it.
func (f Fields) Has(key string) bool { _, ok := f.names[key]; return ok }

// Key returns the place of a key itself.
func (f Fields) Key(key string) Node { return f.names[key] }

// Keys lists the keys in their order in the file.
func (f Fields) Keys() []string { return f.keys }

// Need returns the value of a key and notes a fault when it is absent.
func (f Fields) Need(key string) Node {
	n := f.Get(key)
	if !n.Exists() {
		n.Fault(fmt.Sprintf("ajouter « %s: … »", key), "il manque « %s »", key)
	}
	return n
}

// Items reads a list. Absent is an empty list; one lone value is a list of one.
func (n Node) Items() []Node {
	if n.value == nil {
		return nil
	}
	seq, ok := n.value.(*ast.SequenceNode)
	if !ok {
		return []Node{n}
	}
	items := make([]Node, len(seq.Values))
	for i, value := range seq.Values {
		items[i] = n.child(value)
	}
	return items
}

// Text reads a scalar as it is written; absent is empty.
func (n Node) Text() string {
	if n.value == nil {
		return ""
	}
	switch n.value.(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
		n.Fault("écrire un mot ou une phrase", "un texte est attendu ici")
		return ""
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		n.Fault("écrire la valeur en entier", "les ancres, alias et étiquettes YAML ne sont pas admis")
		return ""
	}
	return n.scalar()
}

func (n Node) scalar() string {
	switch v := n.value.(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.LiteralNode:
		return v.Value.Value
	case *ast.MappingKeyNode:
		return n.child(v.Value).scalar()
	}
	if token := n.value.GetToken(); token != nil {
		return token.Value
	}
	return ""
}

// Texts reads a list of scalars.
func (n Node) Texts() []string {
	items := n.Items()
	texts := make([]string, 0, len(items))
	for _, item := range items {
		texts = append(texts, item.Text())
	}
	return texts
}

// Int reads a whole number; ok is false when it is absent or not one (noted).
func (n Node) Int() (value int, ok bool) {
	if n.value == nil {
		return 0, false
	}
	value, err := strconv.Atoi(n.Text())
	if err != nil {
		n.Fault("écrire un nombre entier en chiffres", "« %s » n'est pas un nombre entier", n.Text())
		return 0, false
	}
	return value, true
}

// Bool reads true or false; absent is false.
func (n Node) Bool() bool {
	if n.value == nil {
		return false
	}
	b, ok := n.value.(*ast.BoolNode)
	if !ok {
		n.Fault("écrire true ou false", "« %s » n'est ni true ni false", n.Text())
		return false
	}
	return b.Value
}

// IsMap tells a mapping from a scalar or a list.
func (n Node) IsMap() bool {
	switch n.value.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

func contains(list []string, s string) bool {
	for _, item := range list {
		if item == s {
			return true
		}
	}
	return false
}
