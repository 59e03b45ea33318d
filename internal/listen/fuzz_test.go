package listen_test

import (
	"slices"
	"strings"
	"testing"

	"passerelle/internal/listen"
)

// FuzzHear hears anything: it never panics, it ends, and what it says it heard stands in the message.
func FuzzHear(f *testing.F) {
	v := vocabulary()
	for _, list := range [][]said{v.dangers[:40], v.calm[:40], v.words[:40], v.reserved} {
		for _, s := range list {
			f.Add(s.words)
		}
	}
	for _, seed := range []string{"", " ", "j'ai 19 ans", "g 19 ans", "ans", "3 ans", "ma fille a 3 ans", "j'ai 10 ans de retard", "İŒæß", "\xff\xfe", "e\u0301\u0301", "النجدة", "le feu rouge", "mort de rire je vais me tuer", strings.Repeat("je dors ", 600)} {
		f.Add(seed)
	}
	e := shipped()
	labels := []string{"Oui", "Non", "Emploi", "Je dors dehors"}
	f.Fuzz(func(t *testing.T, text string) {
		folded := " " + listen.Normalise(text) + " "
		stands := func(words string) bool { return words != "" && strings.Contains(folded, " "+words+" ") }
		h := e.Hear(text)
		for _, d := range h.Dangers {
			if first, _, _ := strings.Cut(d.Words, " + "); e.Kinds[d.Kind] == nil || !stands(first) {
				t.Errorf("%q: %+v", text, d)
			}
		}
		seen := make(map[string]bool)
		for _, n := range h.Needs {
			if seen[n.Need] || n.Words == "" || n.Weak != h.Needs[0].Weak {
				t.Errorf("%q: %+v", text, h.Needs)
			}
			seen[n.Need] = true
		}
		for _, fact := range h.Facts {
			if fact.Words == "" || fact.ID == "age" && fact.Value == "" {
				t.Errorf("%q: %+v", text, fact)
			}
		}
		if h.Command != "" && !slices.Contains(listen.Commands, h.Command) {
			t.Errorf("%q: %q", text, h.Command)
		}
		if i := listen.Choose(text, labels); i < -1 || i >= len(labels) {
			t.Errorf("%q chooses %d", text, i)
		}
		if again := e.Hear(text); len(again.Dangers) != len(h.Dangers) || len(again.Needs) != len(h.Needs) || again.Command != h.Command {
			t.Errorf("%q is heard otherwise the second time", text)
		}
	})
}
