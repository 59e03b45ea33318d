package situation_test

import (
	"sync"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/internal/catalogue"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// shipped is the vocabulary that the program embeds.
var shipped = sync.OnceValue(func() *situation.Vocabulary {
	tree := source.Read(new(source.Faults), source.Layer{Name: "flows", FS: flows.FS})
	words := situation.Load(tree, catalogue.LoadNeeds(tree).Lists())
	if err := tree.Faults.Err(); err != nil {
		panic(err)
	}
	return words
})

// small is a vocabulary with one fact of each type.
const small = `facts:
  - {id: couleur, type: choice, values: [rouge, vert, bleu]}
  - {id: chat, type: yesno}
  - {id: chien, type: yesno}
  - id: age
    type: number
    min: 0
    max: 30
    bands: [{id: petit, to: 5}, {id: moyen, from: 6, to: 17}, {id: grand, from: 18, to: 29}, {id: trente, from: 30, to: 30}]
  - {id: commune, type: commune}
  - {id: departement, type: departement}
`

// load reads a vocabulary with its faults.
func load(facts, populations string) (*situation.Vocabulary, *source.Faults) {
	faults := new(source.Faults)
	tree := source.Read(faults, source.Layer{Name: "flows", FS: fstest.MapFS{
		"facts.yaml":       {Data: []byte(facts)},
		"populations.yaml": {Data: []byte(populations)},
	}})
	return situation.Load(tree, nil), faults
}

func loaded(t testing.TB, facts string) *situation.Vocabulary {
	t.Helper()
	words, faults := load(facts, "populations: []\n")
	if err := faults.Err(); err != nil {
		t.Fatal(err)
	}
	return words
}

func fact(t testing.TB, words *situation.Vocabulary, id string) *situation.Fact {
	t.Helper()
	f, ok := words.Fact(id)
	if !ok {
		t.Fatalf("no fact %s", id)
	}
	return f
}

func parsed(t testing.TB, f *situation.Fact, text string) situation.Value {
	t.Helper()
	v, err := f.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// known is the situation in which these facts have these values.
func known(t testing.TB, words *situation.Vocabulary, facts map[string]string) *situation.Situation {
	t.Helper()
	s := new(situation.Situation)
	for id, text := range facts {
		f := fact(t, words, id)
		s.Set(f.Index, parsed(t, f, text))
	}
	return s
}

func compiled(t testing.TB, words *situation.Vocabulary, text string) *situation.Condition {
	t.Helper()
	c, err := words.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
