package flow_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/internal/catalogue"
	"passerelle/internal/flow"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// facts is a small vocabulary: a choice, a yes or no, a number in nine bands, and values in two groups.
const facts = `facts:
  - {id: groupe, type: choice, values: [un, deux]}
  - {id: dans, type: choice, values_of: rangs, grouped_by: groupe}
  - {id: chat, type: yesno}
  - {id: lieu, type: commune}
  - {id: zone, type: departement}
  - {id: retour_de, type: choice, values: [retour, aller]}
  - id: age
    type: number
    min: 0
    max: 8
    bands: [{id: a0, from: 0, to: 0}, {id: a1, from: 1, to: 1}, {id: a2, from: 2, to: 2}, {id: a3, from: 3, to: 3}, {id: a4, from: 4, to: 4}, {id: a5, from: 5, to: 5}, {id: a6, from: 6, to: 6}, {id: a7, from: 7, to: 7}, {id: a8, from: 8, to: 8}]
`

// read loads these flows, named by file, over the small vocabulary or the one that they hold.
func read(files map[string]string) (*flow.Book, *source.Faults) {
	dir := fstest.MapFS{"facts.yaml": {Data: []byte(facts)}, "populations.yaml": {Data: []byte("populations: []\n")}}
	var names []string
	for name, text := range files {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
		if name != "facts.yaml" && name != "entries.yaml" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	faults := new(source.Faults)
	tree := source.Read(faults, source.Layer{Name: "flows", FS: dir})
	ranks := []situation.Listed{{ID: "premier", Group: "un"}, {ID: "second", Group: "un"}, {ID: "troisieme", Group: "deux"}}
	return flow.Load(tree, names, situation.Load(tree, map[string][]situation.Listed{"rangs": ranks})), faults
}

func whole(t *testing.T, files map[string]string) *flow.Book {
	t.Helper()
	book, faults := read(files)
	if err := faults.Err(); err != nil {
		t.Fatal(err)
	}
	return book
}

func step(t *testing.T, b *flow.Book, name string) *flow.Step {
	t.Helper()
	s, ok := b.Step(name)
	if !ok {
		t.Fatalf("no step %s", name)
	}
	return s
}

// shipped is the book that the program embeds.
var shipped = sync.OnceValues(func() (*flow.Book, map[string]flow.Entry) {
	tree := source.Read(new(source.Faults), source.Layer{Name: "flows", FS: flows.FS})
	words := situation.Load(tree, catalogue.LoadNeeds(tree).Lists())
	book := flow.Load(tree, scripted(), words)
	entries := flow.LoadEntries(tree, words)
	if err := tree.Faults.Err(); err != nil {
		panic(err)
	}
	return book, entries
})

// scripted lists the files at the root of flows/ that hold a flow.
func scripted() []string {
	names, _ := fs.Glob(flows.FS, "*.yaml")
	return slices.DeleteFunc(names, func(name string) bool {
		body, _ := fs.ReadFile(flows.FS, name)
		return !strings.HasPrefix(string(body), "flow:") && !strings.Contains(string(body), "\nflow:")
	})
}

const accueil = `flow: accueil
start: true
steps:
  - id: bonjour
    say:
  - id: animal
    when: not known(chat)
    ask: chat
    choices:
      - oui
      - {value: non, set: {groupe: deux}, then: fin}
      - {pass: autre}
    unsure: fin
    then: soins
  - id: rien
    say:
  - id: soins
    call: soins
  - id: fin
    end:
`

const soins = `flow: soins
steps:
  - id: questions
    gather: {facts: [groupe, age], at_most: 2}
  - id: rang
    ask: dans
  - id: conseil
    recommend:
  - id: quelqu_un
    when: groupe = deux
    handoff:
`

func TestAFlowIsWiredAsItIsWritten(t *testing.T) {
	b := whole(t, map[string]string{"accueil.yaml": strings.Replace(accueil, "then: soins", "then: rien", 1), "soins.yaml": soins})
	animal, fin := step(t, b, "accueil.animal"), step(t, b, "accueil.fin")
	rien := step(t, b, "accueil.rien")
	if b.Start.ID != "accueil" || b.Start.First() != step(t, b, "accueil.bonjour") || len(b.Flows) != 2 {
		t.Error("the book does not begin with the greeting")
	}
	if animal.Kind != flow.Ask || animal.Fact.ID != "chat" || animal.Unsure != fin || animal.Next != rien || animal.Follows() != rien || animal.When.String() != "not known(chat)" {
		t.Errorf("the question is %+v", animal)
	}
	oui, _ := animal.Choice("oui")
	non, _ := animal.Choice("non")
	autre, _ := animal.Choice("autre")
	if oui.Next != rien || non.Next != fin || autre.Next != rien {
		t.Error("the answers do not lead where they say")
	}
	if !oui.Value.Known() || autre.Value.Known() || len(non.Set) != 1 || non.Set[0].Fact.ID != "groupe" || len(oui.Set) != 0 {
		t.Error("the answers do not say what they say")
	}
	if _, ok := animal.Choice("peut_etre"); ok {
		t.Error("an answer that is not there is found")
	}
	soinsStep := step(t, b, "accueil.soins")
	if soinsStep.Calls != b.Flows[1] || soinsStep.Next != fin {
		t.Error("the call leads elsewhere")
	}
	if q := step(t, b, "soins.questions"); q.AtMost != 2 || len(q.Facts) != 2 || q.Facts[1].ID != "age" || q.Question(q.Facts[1]) != "soins.questions.age" {
		t.Errorf("the gathering is %+v", q)
	}
	if rang := step(t, b, "soins.rang"); len(rang.Choices) != 3 || rang.Choices[2].Group != "deux" || rang.Choices[2].Next != rang.Next || rang.Unsure != rang.Next {
		t.Errorf("a question without choices does not offer those of its fact: %+v", rang.Choices)
	}
	last := step(t, b, "soins.quelqu_un")
	if last.Next != nil || last.Follows() != nil {
		t.Error("the last step of a flow does not leave it")
	}
	var kinds []string
	for _, name := range []string{"accueil.bonjour", "accueil.animal", "soins.questions", "soins.conseil", "soins.quelqu_un", "accueil.soins", "accueil.fin"} {
		s := step(t, b, name)
		kinds = append(kinds, fmt.Sprint(s.Kind, " ", s.Kind.Waits()))
	}
	if want := []string{"say false", "ask true", "gather false", "recommend true", "handoff true", "call false", "end true"}; !slices.Equal(kinds, want) {
		t.Errorf("kinds: %q", kinds)
	}
	for _, f := range b.Flows {
		if !f.Whole() {
			t.Errorf("%s is not whole", f.ID)
		}
	}
}

func TestTheStepsAfterAStepAreAllThatMayCome(t *testing.T) {
	b := whole(t, map[string]string{"accueil.yaml": strings.Replace(accueil, "then: soins", "then: rien", 1), "soins.yaml": soins})
	for name, want := range map[string][]string{
		"accueil.bonjour": {"accueil.animal"},
		"accueil.animal":  {"accueil.rien", "accueil.fin"},
		"accueil.soins":   {"soins.questions", "accueil.fin"},
		"accueil.fin":     nil,
		"soins.conseil":   {"soins.quelqu_un"},
		"soins.quelqu_un": nil,
	} {
		var got []string
		for _, s := range step(t, b, name).Successors() {
			got = append(got, s.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("after %s come %q, not %q", name, got, want)
		}
	}
}

func TestTheShippedFlowsLoadAndEachStepKnowsItsFlow(t *testing.T) {
	b, entries := shipped()
	if b.Start == nil || b.Start.ID != "orientation" || len(b.Flows) != 15 {
		t.Fatalf("%d flows", len(b.Flows))
	}
	for _, f := range b.Flows {
		if !f.Whole() {
			t.Errorf("%s is not whole", f.ID)
		}
		for _, s := range f.Steps {
			if found, ok := b.Step(s.Name); !ok || found != s || s.Flow != f || !strings.HasPrefix(s.Name, f.ID+".") {
				t.Errorf("%s is lost", s.Name)
			}
			for _, c := range s.Choices {
				if len(s.Name)+1+len(c.ID) > flow.MaxButton {
					t.Errorf("the button %s:%s is too long", s.Name, c.ID)
				}
			}
		}
	}
	if len(entries) < 2 || len(entries["abri"].Facts) != 1 || entries["abri"].Facts[0].Fact.ID != "need" {
		t.Errorf("the entry codes are %v", entries)
	}
}

func TestEntryCodes(t *testing.T) {
	load := func(text string) (map[string]flow.Entry, []source.Fault) {
		faults := new(source.Faults)
		tree := source.Read(faults, source.Layer{Name: "flows", FS: fstest.MapFS{
			"facts.yaml": {Data: []byte("facts: [{id: chat, type: yesno}]\n")}, "populations.yaml": {Data: []byte("populations: []\n")}, "entries.yaml": {Data: []byte(text)},
		}})
		return flow.LoadEntries(tree, situation.Load(tree, nil)), faults.Sorted()
	}
	entries, told := load("entries:\n  - {code: Chat-1_x, facts: {chat: oui}, partner: refuge}\n  - {code: " + strings.Repeat("a", 64) + "}\n")
	if e := entries["Chat-1_x"]; len(told) > 0 || len(entries) != 2 || e.Partner != "refuge" || len(e.Facts) != 1 || e.Facts[0].Fact.ID != "chat" {
		t.Errorf("%v %v", entries, told)
	}
	for _, c := range []struct {
		name, text string
		line       int
		says       string
	}{
		{"a code with a space", "entries:\n  - code: le chat\n", 2, "« le chat » ne peut pas être un code"},
		{"a code that is too long", "entries:\n  - code: " + strings.Repeat("a", 65) + "\n", 2, "ne peut pas être un code"},
		{"a code with an accent", "entries:\n  - code: été\n", 2, "ne peut pas être un code"},
		{"a code written twice", "entries:\n  - code: a\n  - code: b\n  - code: a\n", 4, "« a » est déclaré deux fois"},
		{"a fact that is not there", "entries:\n  - code: a\n    facts:\n      chien: oui\n", 4, "le fait « chien » n'existe pas"},
		{"a value that is not there", "entries:\n  - code: a\n    facts:\n      chat: si\n", 4, "« si » n'est pas une valeur"},
		{"an unknown key", "entries:\n  - code: a\n    partenaire: b\n", 3, "clé inconnue « partenaire »"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, told := load(c.text)
			if len(told) != 1 || told[0].File != "flows/entries.yaml" || told[0].Line != c.line || !strings.Contains(told[0].What, c.says) {
				t.Errorf("%v", told)
			}
		})
	}
	none, faults := read(map[string]string{"accueil.yaml": minimal})
	if none == nil || faults.Len() > 0 {
		t.Error("without entries.yaml there is a fault")
	}
}

const minimal = "flow: accueil\nstart: true\nsteps:\n  - id: fin\n    end:\n"
