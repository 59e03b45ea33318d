package prove_test

import (
	"strings"
	"sync"
	"testing"

	"passerelle/internal/content"
	"passerelle/internal/prove"
	"passerelle/internal/source"
)

var loadShipped = sync.OnceValues(func() (*content.Content, []source.Fault) {
	return content.Load(content.Shipped())
})

func play(t *testing.T, yaml string) prove.Played {
	t.Helper()
	c, faults := loadShipped()
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	scenarios, faults := prove.ReadScenarios(c, "test.yaml", []byte(yaml))
	if len(faults) > 0 || len(scenarios) != 1 {
		t.Fatalf("%d scenarios, faults %v", len(scenarios), faults)
	}
	return scenarios[0].Play(c)
}

func TestAPersonaAnswersFromTheFacts(t *testing.T) {
	cases := map[string]struct {
		yaml   string
		misses []string // words of each miss expected; none: it passes
	}{
		"buttons only, to a need behind another screen": {`
- id: a
  facts: {need: justice}
  expect: {urgent_first: [], max_taps: 3, any_of: [point_justice_3039]}
`, nil},
		"an age falls into its band": {`
- id: a
  facts: {need: hebergement, hebergement_quand: ce_mois, age: 70}
  expect: {none_of: [cllaj, habitat_jeunes, epide]}
`, nil},
		"a population settles facts": {`
- id: a
  say: "je cherche une garde pour mon fils"
  facts: {need: garde_enfants, population: [famille_monoparentale, demandeur_emploi], enfant_age: 2}
  expect: {any_of: [ft_agepi, creche_avip], helper: [guichet]}
`, nil},
		"what is written goes before what a population settles": {`
- id: a
  facts: {age: 70, need: orientation_jeune, population: [jeune_difficulte]}
  expect: {none_of: [mission_locale, cej, epide], says: [mission_locale.adulte.say]}
`, nil},
		"who writes in their trade says so first": {`
- id: a
  facts: {pour_qui: professionnel, need: papiers_identite}
  expect: {says: [professionnel.orienter.say], any_of: [france_titres]}
`, nil},
		"who writes for somebody else says so first": {`
- id: a
  facts: {pour_qui: proche, need: emploi_allocation}
  expect: {says: [aidant.service.say], any_of: [france_travail]}
`, nil},
		"who writes for themselves goes straight to their need": {`
- id: a
  facts: {pour_qui: moi, need: mobilite}
  expect: {says: [aidant.service.say]}
`, []string{"le texte « aidant.service.say » n'a pas été dit"}},
		"a trade that asks about tools": {`
- id: a
  facts: {population: [travailleur_social], pro_quoi: outils}
  expect: {any_of: [aplus, dora]}
`, nil},
		"a letter is found behind the papers": {`
- id: a
  facts: {lettre: "oui", lettre_de: caf}
  expect: {says: [lettre.montrer.say], max_taps: 3}
`, nil},
		"an old name is said to be one": {`
- id: a
  say: "pole emploi"
  expect: {says: [renamed.pole_emploi]}
`, nil},
		"danger is raised in the first reply": {`
- id: a
  say: "je veux mourir"
  expect: {urgent_first: ["3114"]}
`, nil},
		"two needs are asked about": {`
- id: a
  say: "je cherche une crèche et j'ai perdu ma carte d'identité"
  facts: {need: garde_enfants}
  expect: {asks_between: [garde_enfants, papiers_identite]}
`, nil},
		"each expectation that fails is a miss": {`
- id: a
  say: "je veux mourir"
  facts: {need: urgence_suicide}
  expect: {urgent_first: [], any_of: [parcoursup], none_of: [suicide_3114], helper: [juriste], asks_between: [ecole]}
`, []string{"alarme", "parcoursup", "suicide_3114", "juriste", "ecole"}},
		"an alarm that does not come is a miss": {`
- id: a
  say: "bonjour"
  expect: {urgent_first: ["15"]}
`, []string{"aucune alarme"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			p := play(t, tc.yaml)
			if len(p.Misses) != len(tc.misses) {
				t.Fatalf("misses %q, want %d; went %+v", p.Misses, len(tc.misses), p)
			}
			for i, want := range tc.misses {
				if !strings.Contains(p.Misses[i], want) {
					t.Errorf("miss %q, want one about %q", p.Misses[i], want)
				}
			}
			if p.Pass != (len(tc.misses) == 0) {
				t.Errorf("pass is %v with misses %q", p.Pass, p.Misses)
			}
		})
	}
}

func TestAFaultyScenarioIsRefusedWithItsLine(t *testing.T) {
	c, _ := loadShipped()
	for want, yaml := range map[string]string{
		"2: le fait « licorne »":       "- id: a\n  facts: {licorne: oui}\n",
		"2: la population « licorne »": "- id: a\n  facts: {population: [licorne]}\n",
		"3: le service « licorne »":    "- id: a\n  expect:\n    any_of: [licorne]\n",
		"3: le texte « licorne.say »":  "- id: a\n  expect:\n    says: [licorne.say]\n",
		"2: clé inconnue « dit »":      "- id: a\n  dit: bonjour\n",
		"2: « demain »":                "- id: a\n  at: demain\n",
		"1: il manque « id »":          "- say: bonjour\n",
	} {
		_, faults := prove.ReadScenarios(c, "s.yaml", []byte(yaml))
		if len(faults) != 1 || !strings.Contains(faults[0].String(), want) {
			t.Errorf("faults %v, want one with %q", faults, want)
		}
	}
}

func BenchmarkContent(b *testing.B) {
	c, _ := loadShipped()
	for b.Loop() {
		if r := prove.Content(c, nil); len(r.Faults) > 0 {
			b.Fatal(r.Faults)
		}
	}
}
