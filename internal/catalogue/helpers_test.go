package catalogue_test

import (
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/internal/catalogue"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// kept is a catalogue with the vocabulary it was read by.
type kept struct {
	*catalogue.Catalogue
	words *situation.Vocabulary
	tree  *source.Tree
}

func read(layers ...source.Layer) *kept {
	tree := source.Read(new(source.Faults), layers...)
	c := catalogue.LoadNeeds(tree)
	words := situation.Load(tree, c.Lists())
	c.LoadServices(tree, words)
	return &kept{c, words, tree}
}

// shipped is the catalogue that the program embeds.
var shipped = sync.OnceValue(func() *kept {
	k := read(source.Layer{Name: "flows", FS: flows.FS})
	if err := k.tree.Faults.Err(); err != nil {
		panic(err)
	}
	return k
})

const smallNeeds = `always: [secours]
families:
  - {id: vie, label: La vie}
needs:
  - {id: papier, label: Un papier, family: vie, first_answer: service}
  - {id: creation_entreprise, label: Une entreprise, family: vie, first_answer: service} # populations.yaml names these two
  - {id: sejour_asile, label: Un titre de séjour, family: vie, first_answer: service}
  - {id: parole, label: Parler, family: vie, first_answer: humain}
  - {id: loi, label: La loi, family: vie, first_answer: juriste}
  - {id: peril, label: Le péril, family: vie, first_answer: urgence}
`

// service is one service of a small catalogue: what is not said is said in the usual way.
func service(id string, lines ...string) string {
	usual := []string{"kind: site", "name: Le service " + id, "needs: [papier]", "audience: {all: true}", "territory: {national: true}", "confidence: high", "url: https://exemple.invalid/" + id}
	var b strings.Builder
	b.WriteString("  - id: " + id + "\n")
	for _, line := range usual {
		key, _, _ := strings.Cut(line, ":")
		said := false
		for _, other := range lines {
			said = said || strings.HasPrefix(other, key+":")
		}
		if !said {
			b.WriteString("    " + line + "\n")
		}
	}
	for _, line := range lines {
		if !strings.HasSuffix(line, ": absent") {
			b.WriteString("    " + line + "\n")
		}
	}
	return b.String()
}

var help = service("secours", "helper: guichet", "needs: []")

// small is a catalogue of these services and one human for whatever need, with the facts and populations that are shipped.
func small(t testing.TB, services ...string) *kept {
	t.Helper()
	k := faulty(t, smallNeeds, "services:\n"+help+strings.Join(services, ""))
	if err := k.tree.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	return k
}

// faulty is a catalogue of this text, whatever its faults.
func faulty(t testing.TB, needs, services string) *kept {
	t.Helper()
	return layered(t, needs, services, nil)
}

// layered is a catalogue of this text, with other files beside.
func layered(t testing.TB, needs, services string, beside map[string]string) *kept {
	t.Helper()
	dir := fstest.MapFS{"needs.yaml": {Data: []byte(needs)}, "services/essai.yaml": {Data: []byte(services)}}
	for name, body := range beside {
		dir[name] = &fstest.MapFile{Data: []byte(body)}
	}
	for _, name := range []string{"facts.yaml", "populations.yaml", "regions.yaml", "sources.yaml"} {
		body, err := fs.ReadFile(flows.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		dir[name] = &fstest.MapFile{Data: body}
	}
	return read(source.Layer{Name: "flows", FS: dir})
}

// referred is a small catalogue with these referral rules, whatever their faults.
func referred(t testing.TB, rules string) *kept {
	t.Helper()
	return layered(t, smallNeeds, "services:\n"+help, map[string]string{"referral.yaml": rules})
}

func (k *kept) service(t testing.TB, id string) *catalogue.Service {
	t.Helper()
	s, ok := k.Service(id)
	if !ok {
		t.Fatalf("no service %s", id)
	}
	return s
}

// told is the situation in which these facts were told, in order: "need", "papier", "age", "19".
func (k *kept) told(t testing.TB, pairs ...string) *situation.Situation {
	t.Helper()
	s := new(situation.Situation)
	for i := 0; i < len(pairs); i += 2 {
		f, ok := k.words.Fact(pairs[i])
		if !ok {
			t.Fatalf("no fact %s", pairs[i])
		}
		v, err := f.Parse(pairs[i+1])
		if err != nil {
			t.Fatal(err)
		}
		k.words.Put(s, f, v)
	}
	return s
}

func ids(services []*catalogue.Service) []string {
	var out []string
	for _, s := range services {
		if s != nil {
			out = append(out, s.ID)
		}
	}
	return out
}

// firstTwo are the services that come first.
func (k *kept) firstTwo(s *situation.Situation) []string {
	a := k.Advise(s)
	return ids(a.Services[:2])
}
