package catalogue_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/catalogue"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// lineOf is the line of the first text that holds it, from 1.
func lineOf(t *testing.T, text, part string) int {
	t.Helper()
	before, _, ok := strings.Cut(text, part)
	if !ok {
		t.Fatalf("%q is nowhere in:\n%s", part, text)
	}
	return strings.Count(before, "\n") + 1
}

func TestAMistakeInAServiceIsToldAtItsLine(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string // of the service "a"
		at    string   // what stands on the line of the fault
		says  string
	}{
		{"no name", []string{"name: absent"}, "- id: a\n", "il manque « name »"},
		{"no kind", []string{"kind: absent"}, "- id: a\n", "il manque « kind »"},
		{"no confidence", []string{"confidence: absent"}, "- id: a\n", "il manque « confidence »"},
		{"no territory", []string{"territory: absent"}, "- id: a\n", "il manque « territory »"},
		{"no audience", []string{"audience: absent"}, "- id: a\n", "il manque « audience »"},
		{"no needs", []string{"needs: absent"}, "- id: a\n", "il manque « needs »"},
		{"an unknown kind", []string{"kind: appli"}, "kind: appli", "« appli » n'est pas admis"},
		{"an unknown confidence", []string{"confidence: haute"}, "confidence: haute", "« haute » n'est pas admis"},
		{"an unknown helper", []string{"helper: assistante"}, "helper: assistante", "« assistante » n'est pas admis"},
		{"an unknown need", []string{"needs: [papier, patience]"}, "needs: [papier, patience]", "le besoin « patience » n'existe pas"},
		{"an unknown population kept for", []string{"audience: {limited_to: [geants]}"}, "geants", "la population « geants » n'existe pas"},
		{"an unknown population it suits", []string{"audience: {suits: [geants]}"}, "geants", "la population « geants » n'existe pas"},
		{"an unknown key in the audience", []string{"audience: {for: [parent]}"}, "{for:", "clé inconnue « for »"},
		{"an age in words", []string{"eligibility: {age_min: seize}"}, "seize", "« seize » n'est pas un nombre entier"},
		{"an unknown status", []string{"eligibility: {status: marin}"}, "marin", "statut inconnu « marin »"},
		{"an unknown key in the eligibility", []string{"eligibility: {age: 16}"}, "{age: 16}", "clé inconnue « age »"},
		{"an unknown region", []string{"territory: {regions: [\"99\"]}"}, "\"99\"", "la région « 99 » n'existe pas"},
		{"no territory said", []string{"territory: {national: false}"}, "national: false", "territoire inconnu"},
		{"a département that is no code", []string{"territory: {departements: [Nord]}"}, "[Nord]", "« Nord » n'est pas un code INSEE"},
		{"a page without its beginning", []string{"url: www.caf.fr"}, "www.caf.fr", "« www.caf.fr » n'est pas une adresse de page"},
		{"a page of another kind", []string{"url: \"tel:3939\""}, "tel:3939", "n'est pas une adresse de page"},
		{"a number in words", []string{"phone: [{number: trois, cost: gratuit}]"}, "number: trois", "« trois » n'est pas un numéro"},
		{"a number with dots", []string{"phone: [{number: 01.02.03.04.05, cost: gratuit}]"}, "01.02", "n'est pas un numéro"},
		{"a number without its price", []string{"phone: [{number: \"3939\"}]"}, "\"3939\"", "il manque « cost »"},
		{"an unknown price", []string{"phone: [{number: \"3939\", cost: cher}]"}, "cher", "« cher » n'est pas admis"},
		{"an unknown source", []string{"sources: [rumeur]"}, "rumeur", "la source « rumeur » n'existe pas"},
		{"a check of nothing", []string{"verified: [{what: fax, on: \"2026-01-01\", result: ok}]"}, "what: fax", "« fax » n'est pas admis"},
		{"a check without a day", []string{"verified: [{what: url, on: hier, result: ok}]"}, "on: hier", "« hier » n'est pas une date"},
		{"a check without an end", []string{"verified: [{what: url, on: \"2026-01-01\"}]"}, "what: url", "il manque « result »"},
		{"a preference that cannot be read", []string{"prefer_when: chien = oui"}, "chien", "le fait « chien » n'est pas déclaré"},
		{"an unknown key", []string{"telephone: 12"}, "telephone: 12", "clé inconnue « telephone »"},
		{"nowhere to go", []string{"url: absent"}, "- id: a\n", "« a » ne mène nulle part"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "services:\n" + help + service("a", c.lines...)
			k := faulty(t, smallNeeds, text)
			line := lineOf(t, text, c.at)
			found := false
			for _, f := range k.tree.Faults.Sorted() {
				if f.File != "flows/services/essai.yaml" || f.Mend == "" {
					t.Errorf("%s", f)
				}
				found = found || f.Line == line && strings.Contains(f.What, c.says)
			}
			if !found {
				t.Errorf("line %d, %q is not told, but: %v", line, c.says, k.tree.Faults.Err())
			}
		})
	}
}

func TestAServiceDeclaredTwiceIsToldAtTheSecondPlace(t *testing.T) {
	text := "services:\n" + help + service("a") + service("b")
	k := faulty(t, smallNeeds, text+service("a", "name: Autre"))
	told := k.tree.Faults.Sorted()
	if len(told) != 1 || told[0].Line != strings.Count(text, "\n")+1 || !strings.Contains(told[0].What, "le service « a » est déclaré deux fois") {
		t.Errorf("%v", told)
	}
	if s := k.service(t, "a"); s.Name != "Le service a" || len(k.Services) != 3 {
		t.Errorf("%q were kept", ids(k.Services))
	}
}

func TestAServiceUnderAWrongNameIsRefused(t *testing.T) {
	for text, says := range map[string]string{
		"services:\n  - name: x\n":        "il manque « id »",
		"services:\n  - id: Caf\n":        "« Caf » ne peut pas être un service",
		"services:\n  - id: caf-ra\n":     "« caf-ra » ne peut pas être un service",
		"service:\n":                      "clé inconnue « service »",
		"services:\n  - id: a\n    id:\n": "already defined",
	} {
		k := faulty(t, smallNeeds, text)
		if told := fmt.Sprint(k.tree.Faults.Err()); !strings.Contains(told, says) {
			t.Errorf("%q: %s", text, told)
		}
		if len(k.Services) > 0 {
			t.Errorf("%q: %q was kept", text, ids(k.Services))
		}
	}
}

func TestAMistakeInTheNeedsIsToldAtItsLine(t *testing.T) {
	const services = "services:\n"
	for _, c := range []struct {
		name, needs, at, says string
	}{
		{"a family that is not there", strings.Replace(smallNeeds, "id: loi, label: La loi, family: vie", "id: loi, label: La loi, family: mort", 1), "mort", "la famille « mort » n'existe pas"},
		{"no family", strings.Replace(smallNeeds, "id: loi, label: La loi, family: vie", "id: loi, label: La loi", 1), "La loi", "il manque « family »"},
		{"no first answer", strings.Replace(smallNeeds, ", first_answer: juriste", "", 1), "La loi", "il manque « first_answer »"},
		{"a need declared twice", strings.Replace(smallNeeds, "id: loi", "id: papier", 1), "La loi", "le besoin « papier » est déclaré deux fois"},
		{"a need that is no id", strings.Replace(smallNeeds, "id: loi", "id: \"la loi\"", 1), "La loi", "« la loi » ne peut pas être un besoin"},
		{"a fact that is not there", strings.Replace(smallNeeds, "first_answer: juriste", "first_answer: juriste, settles: {riche: oui}", 1), "riche", "le fait « riche » n'existe pas"},
		{"a value that is not there", strings.Replace(smallNeeds, "first_answer: juriste", "first_answer: juriste, settles: {enfants: si}", 1), "si}", "« si » n'est pas une valeur"},
		{"an unknown key", strings.Replace(smallNeeds, "first_answer: juriste", "first_answer: juriste, urgent: true", 1), "urgent:", "clé inconnue « urgent »"},
		{"a last help that is not there", strings.Replace(smallNeeds, "[secours]", "[voisine]", 1), "voisine", "le service « voisine » n'existe pas"},
		{"a last help that is nobody", strings.Replace(smallNeeds, "[secours]", "[site]", 1), "[site]", "« site » n'est pas un secours humain"},
		{"no last help", strings.Replace(smallNeeds, "always: [secours]\n", "", 1), "families", "il manque « always »"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := faulty(t, c.needs, services+help+service("site"))
			if _, kept := k.Need("la loi"); kept {
				t.Error("what is no need is kept")
			}
			told := k.tree.Faults.Sorted()
			found := false
			for _, f := range told {
				found = found || f.File == "flows/needs.yaml" && f.Line == lineOf(t, c.needs, c.at) && strings.Contains(f.What, c.says)
			}
			if !found {
				t.Errorf("line %d, %q is not told, but: %v", lineOf(t, c.needs, c.at), c.says, told)
			}
		})
	}
}

func TestWithoutNeedsThereIsAFaultAndNoPanic(t *testing.T) {
	tree := source.Read(new(source.Faults), source.Layer{Name: "flows", FS: fstest.MapFS{}})
	c := catalogue.LoadNeeds(tree)
	c.LoadServices(tree, situation.Load(tree, c.Lists()))
	if told := fmt.Sprint(tree.Faults.Err()); !strings.Contains(told, "le fichier des besoins manque") {
		t.Error(told)
	}
}

func TestTheSameNeedSettlesWhatItSays(t *testing.T) {
	k := faulty(t, strings.Replace(smallNeeds, "first_answer: juriste", "first_answer: juriste, settles: {enfants: oui, age: 40}", 1), "services:\n"+help)
	s := k.told(t, "need", "loi")
	for id, want := range map[string]string{"enfants": "oui", "age": "40"} {
		if f, _ := k.words.Fact(id); f.Format(s.Get(f.Index)) != want {
			t.Errorf("%s is %q", id, f.Format(s.Get(f.Index)))
		}
	}
}
