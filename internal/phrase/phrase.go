// Package phrase finds patterns of words in what people write, however they spell it. A pattern is made of words, lists of
// words, choices and gaps; a word is heard by its stem, its sound, or with one letter wrong.
package phrase

import (
	"fmt"
	"slices"
	"strings"
)

// Limits of a pattern, so that none takes long to look for.
const (
	maxItems    = 12
	maxEntry    = 8 // words of a list's entry
	maxOptional = 3
	maxGaps     = 3
	gapWords    = 4 // words that a gap may pass over
)

// unit is what one step of a pattern meets in a message: a word, the beginning of a word, or a list.
type unit int32

// gap is the step that passes over words.
const gap unit = -1

// edge is one step from a state; states are numbered from their root.
type edge struct {
	from int32
	by   unit
}

// Book holds every pattern. Fill it with lists first, then patterns; after Close it only finds, and many may ask at once.
type Book struct {
	spelling *Spelling
	lexicon  lexicon
	edges    map[edge]int32 // while the book is filled
	tree     tree           // once it is closed
	states   int32
	ends     map[int32][]int // patterns that end at a state, by the id they were added with
	lists    map[string]unit
	entries  map[int32][]unit // lists that an entry ends, at a state of the lists' own tree
	named    map[string][][]string
}

// Roots of the two trees.
const (
	patternRoot int32 = iota + 1
	listRoot
	firstState
)

// NewBook begins an empty book. The spelling is used as it stands at Close.
func NewBook(s *Spelling) *Book {
	s.read = make(map[string][]string)
	return &Book{
		spelling: s, lexicon: newLexicon(), edges: make(map[edge]int32), states: firstState,
		ends: make(map[int32][]int), lists: make(map[string]unit), entries: make(map[int32][]unit), named: make(map[string][][]string),
	}
}

// List declares a list of words by its name. An entry is one to eight words, or a whole other list, "{name}", declared before.
func (b *Book) List(name string, entries []string) error {
	if _, twice := b.lists[name]; twice {
		return fmt.Errorf("la liste « %s » est déclarée deux fois", name)
	}
	var all [][]string
	for _, entry := range entries {
		if other, whole := strings.CutPrefix(entry, "{"); whole {
			words, known := b.named[strings.TrimSuffix(other, "}")]
			if !known {
				return fmt.Errorf("la liste « %s » cite « %s », qui n'est pas déclarée avant elle", name, entry)
			}
			all = append(all, words...)
			continue
		}
		words := b.spelling.words(entry)
		if len(words) == 0 || len(words) > maxEntry {
			return fmt.Errorf("l'entrée « %s » de la liste « %s » n'a pas de 1 à %d mots", entry, name, maxEntry)
		}
		all = append(all, words)
	}
	b.addList(name, all)
	return nil
}

func (b *Book) addList(name string, entries [][]string) unit {
	id := b.lexicon.newUnit()
	b.lists[name], b.named[name] = id, entries
	for _, words := range entries {
		state := listRoot
		for _, w := range b.spelling.withoutLight(words) {
			state = b.step(state, b.lexicon.unit(w))
		}
		if !slices.Contains(b.entries[state], id) {
			b.entries[state] = append(b.entries[state], id)
		}
	}
	return id
}

// step is the state behind a unit, made if need be.
func (b *Book) step(from int32, by unit) int32 {
	e := edge{from, by}
	to, ok := b.edges[e]
	if !ok {
		to = b.states
		b.states++
		b.edges[e] = to
	}
	return to
}

// Add declares a pattern; finds of it carry the id.
func (b *Book) Add(pattern string, id int) error {
	items, err := b.parse(pattern)
	if err != nil {
		return err
	}
	for _, one := range withOptions(items) {
		one = b.withoutLight(one)
		switch {
		case len(one) == 0:
			return fmt.Errorf("« %s » peut être vide", pattern)
		case len(one) > maxItems:
			return fmt.Errorf("« %s » a plus de %d éléments", pattern, maxItems)
		case one[0].gap || one[len(one)-1].gap:
			return fmt.Errorf("« %s » commence ou finit par « .. »", pattern)
		}
		state := patternRoot
		for _, it := range one {
			state = b.step(state, b.unitOf(it))
		}
		if !slices.Contains(b.ends[state], id) {
			b.ends[state] = append(b.ends[state], id)
		}
	}
	return nil
}

func (b *Book) unitOf(it item) unit {
	switch {
	case it.gap:
		return gap
	case it.list != "":
		return b.lists[it.list]
	}
	return b.lexicon.unit(it.word)
}

// withoutLight takes the light words out of a pattern that says enough without them.
func (b *Book) withoutLight(items []item) []item {
	heavy := 0
	for _, it := range items {
		if !it.gap && (it.list != "" || !b.spelling.light[it.word]) {
			heavy++
		}
	}
	if heavy < 2 {
		return items
	}
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return it.word != "" && b.spelling.light[it.word] })
}

// Close ends the filling of a book.
func (b *Book) Close() {
	b.lexicon.close(b.spelling)
	b.tree = plant(b.edges, b.states, b.lexicon.units)
	b.edges, b.named, b.spelling.read = nil, nil, nil
}
