package situation_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

func TestACommuneTellsItsDepartement(t *testing.T) {
	words := shipped()
	commune, departement := fact(t, words, "commune"), fact(t, words, "departement")
	for code, want := range map[string]string{"01001": "01", "2A004": "2A", "2B033": "2B", "97411": "974", "59350": "59"} {
		s := new(situation.Situation)
		words.Put(s, departement, parsed(t, departement, "75")) // said before: the commune knows better
		words.Put(s, commune, parsed(t, commune, code))
		if got := departement.Format(s.Get(departement.Index)); got != want {
			t.Errorf("the commune %s tells the département %q, not %q", code, got, want)
		}
		if got := commune.Format(s.Get(commune.Index)); got != code {
			t.Errorf("the commune %s became %q", code, got)
		}
	}
	s := new(situation.Situation)
	words.Put(s, departement, parsed(t, departement, "59"))
	if s.Get(commune.Index).Known() {
		t.Error("a département tells a commune")
	}
	words.Put(s, commune, situation.Value{})
	if got := departement.Format(s.Get(departement.Index)); got != "59" {
		t.Errorf("forgetting the commune turned the département into %q", got)
	}
}

func TestANeedSettlesItsFactsButNeverOverrulesWhatWasSaid(t *testing.T) {
	words := shipped()
	need := fact(t, words, "need")
	for id, settled := range map[string]string{"garde_enfants": "enfants", "aidants": "aidant"} {
		if _, ok := need.Option(id); !ok {
			t.Fatalf("no need %s", id)
		}
		f := fact(t, words, settled)
		s := new(situation.Situation)
		words.Put(s, need, parsed(t, need, id))
		if got := f.Format(s.Get(f.Index)); got != "oui" {
			t.Errorf("who asks for %s is not known to have %s = oui but %q", id, settled, got)
		}
		s = new(situation.Situation)
		words.Put(s, f, parsed(t, f, "non"))
		words.Put(s, need, parsed(t, need, id))
		if got := f.Format(s.Get(f.Index)); got != "non" {
			t.Errorf("asking for %s overruled %s = non with %q", id, settled, got)
		}
	}
	s := new(situation.Situation)
	words.Put(s, need, parsed(t, need, "emploi_recherche"))
	if s.Known().Len() != 1 {
		t.Errorf("a need that settles nothing made %d facts known", s.Known().Len())
	}
}

// unsettled lists the populations whose « settles » leave their « is » unknown, each with the reason.
var unsettled = map[string]string{
	"jeune_difficulte": "not activite in (etudes, lycee): nothing settles the activity",
}

func TestWhoSaysToBeOfAPopulationIsOfIt(t *testing.T) {
	words := shipped()
	if len(words.Populations) != 25 {
		t.Errorf("%d populations", len(words.Populations))
	}
	for _, p := range words.Populations {
		if found, ok := words.Population(p.ID); !ok || found != p {
			t.Errorf("%s is not found by its id", p.ID)
		}
		s := new(situation.Situation)
		for _, set := range p.Settles {
			words.Put(s, set.Fact, set.Value)
		}
		want := situation.Yes
		if _, open := unsettled[p.ID]; open {
			want = situation.Unknown
		}
		if got := p.Is.Eval(s); got != want || len(p.Settles) == 0 {
			t.Errorf("%s: what it settles makes « %s » %s, not %s", p.ID, p.Is, got, want)
		}
		if got := p.Is.Eval(new(situation.Situation)); got != situation.Unknown {
			t.Errorf("%s: of somebody unknown, « %s » is %s", p.ID, p.Is, got)
		}
	}
}

func TestOnlyTheProfessionalsAreStrict(t *testing.T) {
	for _, p := range shipped().Populations {
		if want := p.ID == "agent_france_services" || p.ID == "travailleur_social"; p.Strict != want {
			t.Errorf("%s: strict is %v", p.ID, p.Strict)
		}
	}
}

func TestTheShippedFactsKeepWhatTheyDeclare(t *testing.T) {
	words := shipped()
	for id, want := range map[string]situation.Fact{
		"need":      {Type: situation.Choice, GroupedBy: "famille", Labels: "need", Log: situation.LogValue, Request: true},
		"commune":   {Type: situation.Commune, Log: situation.LogDepartement, Sensitive: true},
		"age":       {Type: situation.Number, Max: 120},
		"handicap":  {Type: situation.YesNo, Sensitive: true},
		"enfants":   {Type: situation.YesNo},
		"violences": {Type: situation.YesNo, Sensitive: true},
	} {
		f := fact(t, words, id)
		got := situation.Fact{Type: f.Type, GroupedBy: f.GroupedBy, Labels: f.Labels, Log: f.Log, Request: f.Request, Sensitive: f.Sensitive, Min: f.Min, Max: f.Max}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is %+v, not %+v", id, got, want)
		}
	}
	for i, f := range words.Facts {
		if f.Index != i {
			t.Errorf("%s stands at %d and says %d", f.ID, i, f.Index)
		}
	}
	need := fact(t, words, "need")
	if o, _ := need.Option("garde_enfants"); o.Group != "famille" {
		t.Errorf("garde_enfants is in the group %q", o.Group)
	}
}

func TestAFactMakesSenseUnlessItsConditionIsKnownToBeFalse(t *testing.T) {
	words := shipped()
	child := fact(t, words, "enfant_age")
	for told, want := range map[string]bool{"": true, "oui": true, "non": false} {
		s := new(situation.Situation)
		if told != "" {
			s = known(t, words, map[string]string{"enfants": told})
		}
		if got := child.Sensible(s); got != want {
			t.Errorf("with enfants = %q, the child's age makes sense: %v", told, got)
		}
	}
}

func TestAMistakeInTheFactsNamesItsLine(t *testing.T) {
	for _, c := range []struct {
		name, facts string
		line        int
		says        string
	}{
		{"no list of facts", "facts:\n", 1, "il manque « facts »"},
		{"no id", "facts:\n  - type: yesno\n", 2, "il manque « id »"},
		{"an id with a capital", "facts:\n  - id: Age\n    type: yesno\n", 2, "« Age » ne peut pas être un identifiant"},
		{"an id that is too long", "facts:\n  - id: " + strings.Repeat("a", 41) + "\n    type: yesno\n", 2, "ne peut pas être un identifiant"},
		{"a fact declared twice", "facts:\n  - {id: a, type: yesno}\n  - {id: a, type: yesno}\n", 3, "« a » est déclaré deux fois"},
		{"no type", "facts:\n  - id: a\n    values: [b, c]\n", 2, "il manque « type »"},
		{"an unknown type", "facts:\n  - id: a\n    type: text\n    values: [b, c]\n", 3, "type de fait inconnu « text »"},
		{"an unknown key", "facts:\n  - id: a\n    type: yesno\n    sensible: true\n", 4, "clé inconnue « sensible »"},
		{"a choice without values", "facts:\n  - id: a\n    type: choice\n", 2, "il manque « values »"},
		{"a value that is no id", "facts:\n  - id: a\n    type: choice\n    values: [b, été]\n", 4, "« été » ne peut pas être une valeur"},
		{"a value declared twice", "facts:\n  - id: a\n    type: choice\n    values:\n      - b\n      - b\n", 6, "« b » est déclaré deux fois"},
		{"values of a list that is not there", "facts:\n  - id: a\n    type: choice\n    values_of: towns\n", 4, "aucune liste « towns »"},
		{"a number without a bound", "facts:\n  - id: a\n    type: number\n    min: 0\n", 2, "il manque « max »"},
		{"a number that may be negative", "facts:\n  - id: a\n    type: number\n    min: -1\n    max: 5\n", 5, "nombres impossibles de -1 à 5"},
		{"a number that is too large", "facts:\n  - id: a\n    type: number\n    min: 0\n    max: 3000000000\n", 5, "nombres impossibles"},
		{"bounds the wrong way round", "facts:\n  - id: a\n    type: number\n    min: 5\n    max: 4\n", 5, "nombres impossibles de 5 à 4"},
		{"a band out of bounds", "facts:\n  - id: a\n    type: number\n    min: 0\n    max: 9\n    bands:\n      - {id: b, to: 10}\n", 7, "tranche impossible de 0 à 10"},
		{"a band the wrong way round", "facts:\n  - id: a\n    type: number\n    min: 0\n    max: 9\n    bands:\n      - {id: b, from: 5, to: 4}\n", 7, "tranche impossible de 5 à 4"},
		{"a band without an id", "facts:\n  - id: a\n    type: number\n    min: 0\n    max: 9\n    bands:\n      - {to: 4}\n", 7, "il manque « id »"},
		{"a band that is called like a number", "facts:\n  - id: a\n    type: number\n    min: 0\n    max: 9\n    bands:\n      - {id: 7, to: 4}\n", 7, "« 7 » ne peut pas être une valeur"},
		{"two bands of one name", "facts:\n  - id: a\n    type: number\n    min: 0\n    max: 9\n    bands:\n      - {id: b, to: 4}\n      - {id: b, from: 5}\n", 8, "« b » est déclaré deux fois"},
		{"a condition on a fact that is not there", "facts:\n  - id: a\n    type: yesno\n    when: b = oui\n", 4, "le fait « b » n'est pas déclaré"},
		{"a group that is no fact", "facts:\n  - id: a\n    type: yesno\n    grouped_by: b\n", 4, "le fait « b » n'existe pas"},
		{"a way to count that does not exist", "facts:\n  - id: a\n    type: yesno\n    log: always\n", 4, "« log: always » n'existe pas"},
		{"a truth that is neither", "facts:\n  - id: a\n    type: yesno\n    sensitive: oui\n", 4, "« oui » n'est ni true ni false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := load(c.facts, "populations: []\n")
			told := faults.Sorted()
			if len(told) != 1 {
				t.Fatalf("%d faults instead of one: %v", len(told), told)
			}
			if told[0].File != "flows/facts.yaml" || told[0].Line != c.line || !strings.Contains(told[0].What, c.says) {
				t.Errorf("%s", told[0])
			}
		})
	}
}

func TestAMistakeInThePopulationsNamesItsLine(t *testing.T) {
	for _, c := range []struct {
		name, populations string
		line              int
		says              string
	}{
		{"no condition", "populations:\n  - id: p\n    settles: {chat: oui}\n", 2, "il manque « is »"},
		{"a faulty condition", "populations:\n  - id: p\n    is: chat = peut_etre\n", 3, "« peut_etre » n'est pas une valeur de « chat »"},
		{"a fact that is not there", "populations:\n  - id: p\n    is: chat = oui\n    settles:\n      cheval: oui\n", 5, "le fait « cheval » n'existe pas"},
		{"a value that is not there", "populations:\n  - id: p\n    is: chat = oui\n    settles:\n      chat: si\n", 5, "« si » n'est pas une valeur"},
		{"a fact without a value", "populations:\n  - id: p\n    is: chat = oui\n    settles:\n      chat:\n", 5, "«  » n'est pas une valeur"},
		{"a population declared twice", "populations:\n  - {id: p, is: chat = oui}\n  - {id: p, is: chien = oui}\n", 3, "« p » est déclarée deux fois"},
		{"an unknown key", "populations:\n  - id: p\n    is: chat = oui\n    settle: {chat: oui}\n", 4, "clé inconnue « settle »"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := load(small, c.populations)
			told := faults.Sorted()
			if len(told) != 1 {
				t.Fatalf("%d faults instead of one: %v", len(told), told)
			}
			if told[0].File != "flows/populations.yaml" || told[0].Line != c.line || !strings.Contains(told[0].What, c.says) {
				t.Errorf("%s", told[0])
			}
		})
	}
}

func TestOfTwoPopulationsOfOneNameTheFirstIsKept(t *testing.T) {
	words, _ := load(small, "populations:\n  - {id: p, is: chat = oui}\n  - {id: p, is: chien = oui}\n")
	if p, _ := words.Population("p"); len(words.Populations) != 1 || p.Is.String() != "chat = oui" {
		t.Errorf("%+v", words.Populations)
	}
}

func TestAMissingFileIsTold(t *testing.T) {
	for _, missing := range []string{"facts.yaml", "populations.yaml"} {
		files := fstest.MapFS{"facts.yaml": {Data: []byte(small)}, "populations.yaml": {Data: []byte("populations: []\n")}}
		delete(files, missing)
		faults := new(source.Faults)
		situation.Load(source.Read(faults, source.Layer{Name: "flows", FS: files}), nil)
		if told := faults.Sorted(); len(told) != 1 || told[0].File != missing || !strings.Contains(told[0].What, "manque") {
			t.Errorf("without %s: %v", missing, told)
		}
	}
}

func TestThereAreNoMoreFactsThanASetHolds(t *testing.T) {
	var facts strings.Builder
	facts.WriteString("facts:\n")
	for i := range situation.MaxFacts + 1 {
		fmt.Fprintf(&facts, "  - {id: f%d, type: yesno}\n", i)
	}
	words, faults := load(facts.String(), "populations: []\n")
	if told := faults.Sorted(); len(told) != 1 || told[0].Line != situation.MaxFacts+2 || !strings.Contains(told[0].What, "plus de 64 faits") {
		t.Errorf("%v", told)
	}
	if len(words.Facts) != situation.MaxFacts {
		t.Errorf("%d facts were kept", len(words.Facts))
	}
	s := new(situation.Situation)
	last := words.Facts[situation.MaxFacts-1]
	words.Put(s, last, parsed(t, last, "oui"))
	if !s.Known().Has(situation.MaxFacts-1) || s.Known().Len() != 1 {
		t.Error("the last fact is not known, or another is")
	}
}

func TestAConditionMayNameAFactDeclaredLater(t *testing.T) {
	words := loaded(t, "facts:\n  - {id: a, type: yesno, when: b = oui}\n  - {id: b, type: yesno}\n")
	if a := fact(t, words, "a"); a.Sensible(known(t, words, map[string]string{"b": "non"})) || !a.Sensible(new(situation.Situation)) {
		t.Error("the condition is not read")
	}
}

func TestAnIDIsShortAndLowerCase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringMatching(`[a-z][a-z0-9_]{0,39}`).Draw(t, "id")
		if !situation.ValidID(id) {
			t.Fatalf("%q is refused", id)
		}
		bad := rapid.SampledFrom([]string{"-", ".", ":", "é", " ", "A", "\n", "\x00"}).Draw(t, "sign")
		if at := rapid.IntRange(0, len(id)).Draw(t, "at"); situation.ValidID(id[:at] + bad + id[at:]) {
			t.Fatalf("%q is accepted", id[:at]+bad+id[at:])
		}
	})
	for _, id := range []string{"", "1a", "_a", strings.Repeat("a", 41)} {
		if situation.ValidID(id) {
			t.Errorf("%q is accepted", id)
		}
	}
}
