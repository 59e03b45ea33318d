package territory

import (
	"slices"
	"testing"
)

func TestVillagesALetterAwayFromATownAreAsked(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string][2]string{
		"fougere": {"85093", "35115"}, "lourde": {"31306", "65286"}, "j'habite à lourde": {"31306", "65286"}, "nant": {"12168", "44109"},
	} {
		m := g.Find(words)
		if m.Sure || first(m) != want[0] || len(m.Candidates) < 2 || m.Candidates[1].Commune.INSEE != want[1] {
			t.Errorf("%q: sure %v, %s", words, m.Sure, named(m))
		}
	}
	for words, want := range map[string]string{"lourde 31": "31306", "fougeré 85": "85093", "fougères": "35115", "laon": "02408", "Dax": "40088"} {
		if m := g.Find(words); !m.Sure || first(m) != want {
			t.Errorf("%q: sure %v, %s %s", words, m.Sure, first(m), named(m))
		}
	}
}

func TestATownThatMostPeopleMeanComesFirstAndIsAsked(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string][2]string{ // the town, and the village with the very name
		"aulnay": {"93005", "17024"}, "asnieres": {"92004", "27021"}, "neuilly": {"92051", "27429"}, "bry": {"94015", "59116"}, "aix": {"13001", "19002"},
	} {
		m := g.Find(words)
		village := slices.ContainsFunc(m.Candidates, func(c Candidate) bool { return c.Commune.INSEE == want[1] })
		if m.Sure || first(m) != want[0] || !village {
			t.Errorf("%q: sure %v, %s %s", words, m.Sure, first(m), named(m))
		}
	}
	for words, want := range map[string]string{"agin": "47001", "ruen": "76540"} {
		if m := g.Find(words); m.Sure || first(m) != want {
			t.Errorf("%q: sure %v, %s", words, m.Sure, named(m))
		}
	}
	for words, want := range map[string]string{"aulnay 17470": "17024", "neuilly 27": "27429", "aulnay 93": "93005"} {
		if m := g.Find(words); !m.Sure || first(m) != want {
			t.Errorf("%q: sure %v, %s %s", words, m.Sure, first(m), named(m))
		}
	}
}

func TestNearHomonyms(t *testing.T) {
	for names, want := range map[[2]string]bool{
		{"lourde", "lourdes"}: true, {"lourdes", "lourde"}: true, {"fougere", "fougeres"}: true, {"nant", "nantes"}: true, {"nantes", "nant"}: true,
		{"bourgse", "bourges"}: true, {"cessy", "cesny"}: true, {"paris", "paris"}: false, {"mars", "mans"}: false, {"aris", "paris"}: false,
		{"aix", "aixe"}: false, {"nant", "nanter"}: false, {"lourde", "louvres"}: false, {"bourgse", "bourgais"}: false, {"arles", "alres"}: true,
	} {
		if got := nearHomonyms(names[0], names[1]); got != want {
			t.Errorf("%q and %q: %v", names[0], names[1], got)
		}
	}
}
