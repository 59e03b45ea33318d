package directory

import (
	"encoding/json"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"passerelle/flows"
	"passerelle/internal/situation"
	"passerelle/internal/source"
	"passerelle/internal/territory"
)

// shipped is the content that the program embeds: the rules of places, and what they are read by.
type content struct {
	rules *Rules
	words *situation.Vocabulary
}

var shipped = sync.OnceValue(func() content {
	faults := new(source.Faults)
	c := load(source.Read(faults, source.Layer{Name: "flows", FS: flows.FS}))
	if err := faults.Err(); err != nil {
		panic(err)
	}
	return c
})

// load reads the rules of a tree as the whole program does, without the catalogue above this package.
func load(tree *source.Tree) content {
	file, _ := tree.File("needs.yaml")
	var needs []Need
	lists := map[string][]situation.Listed{}
	for _, item := range file.Fields().Get("families").Items() {
		lists["families"] = append(lists["families"], situation.Listed{ID: item.Fields().Get("id").Text()})
	}
	for _, item := range file.Fields().Get("needs").Items() {
		f := item.Fields()
		n := Need{ID: f.Get("id").Text(), Family: f.Get("family").Text(), Services: f.Get("mediation_numerique_services").Texts()}
		needs = append(needs, n)
		lists["needs"] = append(lists["needs"], situation.Listed{ID: n.ID, Group: n.Family})
	}
	for _, name := range tree.Names("services") {
		services, _ := tree.File(name)
		for _, item := range services.Fields().Get("services").Items() {
			lists["services"] = append(lists["services"], situation.Listed{ID: item.Fields().Get("id").Text()})
		}
	}
	words := situation.Load(tree, lists)
	return content{LoadRules(tree, words, needs), words}
}

var gazetteer = sync.OnceValue(func() *territory.Gazetteer {
	g, err := territory.Load()
	if err != nil {
		panic(err)
	}
	return g
})

func paris(t testing.TB, clock string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", clock, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// saying is the situation in which these facts were told: "commune", "75111", "age", "19".
func saying(t testing.TB, pairs ...string) *situation.Situation {
	t.Helper()
	words := shipped().words
	s := new(situation.Situation)
	for i := 0; i < len(pairs); i += 2 {
		f, ok := words.Fact(pairs[i])
		if !ok {
			t.Fatalf("no fact %s", pairs[i])
		}
		v, err := f.Parse(pairs[i+1])
		if err != nil {
			t.Fatal(err)
		}
		words.Put(s, f, v)
	}
	return s
}

func readJSON(t testing.TB, name string, into any) {
	t.Helper()
	body, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatal(err)
	}
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "|")
}

func placeIDs(found []Found) []string {
	out := make([]string, len(found))
	for i, f := range found {
		out[i] = f.Place.ID
	}
	return out
}
