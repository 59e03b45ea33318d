package directory

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/internal/source"
)

// rewritten reads the shipped content with one file of it changed.
func rewritten(t *testing.T, old, replacement string) (*source.Faults, int) {
	t.Helper()
	dir := fstest.MapFS{}
	for _, name := range []string{"facts.yaml", "populations.yaml", "needs.yaml", "places.yaml"} {
		body, err := fs.ReadFile(flows.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		dir[name] = &fstest.MapFile{Data: body}
	}
	text := string(dir["places.yaml"].Data)
	before, _, ok := strings.Cut(text, old)
	if !ok {
		t.Fatalf("%q is nowhere in places.yaml", old)
	}
	dir["places.yaml"].Data = []byte(strings.Replace(text, old, replacement, 1))
	faults := new(source.Faults)
	load(source.Read(faults, source.Layer{Name: "flows", FS: dir}))
	return faults, strings.Count(before, "\n") + 1
}

func TestAMistakeInThePlacesIsToldAtItsLine(t *testing.T) {
	for _, c := range []struct {
		name, old, replacement string
		says                   string
		here                   bool // on the line that was changed, else where the thing begins
	}{
		{"a weight is missing", "  price_free: 0\n", "", "il manque « price_free »", false},
		{"a limit is missing", "  cut: 15 ", "  cat: 15 ", "clé inconnue « cat »", true},
		{"a weight in words", "price_paid: 5", "price_paid: cinq", "« cinq » n'est pas un nombre", true},
		{"a weight with a comma", "travel_per_km: 1.3", "travel_per_km: 1,3", "« 1,3 » n'est pas un nombre", true},
		{"a weight without end", "price_paid: 5", "price_paid: .inf", "n'est pas un nombre", true},
		{"a way that costs nothing", "travel_per_km: 1.3", "travel_per_km: 0", "un trajet qui ne coûte rien", true},
		{"a limit of nothing", "shown: 3", "shown: 0", "« shown » ne limite rien", true},
		{"hours that do not rise", "{hours: 36, cost: 3}", "{hours: 6, cost: 3}", "« hours » ne monte pas", true},
		{"a step without its cost", "{years: 2, cost: 1}", "{years: 2}", "il manque « cost »", true},
		{"an unknown weight", "  unreachable: 2", "  unreachables: 2", "clé inconnue « unreachables »", true},
		{"an unknown fact in a wish", "wheelchair: fauteuil = oui", "wheelchair: roues = oui", "le fait « roues » n'est pas déclaré", true},
		{"an unknown value in a wish", "no_car: voiture = non", "no_car: voiture = peut_etre", "n'est pas une valeur de « voiture »", true},
		{"an unknown fact in a public", "is: enfants = oui", "is: bebes = oui", "le fait « bebes » n'est pas déclaré", true},
		{"a public without its name", "{id: femmes, name: Femmes}", "{id: femmes}", "il manque « name »", true},
		{"an identifier with an accent", "{id: femmes,", "{id: Fémmes,", "« Fémmes » ne peut pas être un identifiant", true},
		{"an unknown need served", "needs: [impots]", "needs: [taxes]", "le besoin « taxes » n'existe pas", true},
		{"an unknown family served", "families: [justice]", "families: [loi]", "la famille « loi » n'existe pas", true},
		{"an unknown programme", "programmes: [France Services]", "programmes: [France Service]", "le réseau « France Service » n'existe pas", true},
		{"an unknown public of a helper", "publics: [Jeunes]", "publics: [Enfants]", "le public « Enfants » n'existe pas", true},
		{"a helper that nothing tells", "    typologies: [UDAF]\n", "", "rien ne dit à quoi « udaf » se reconnaît", false},
		{"a helper twice", "- id: udaf", "- id: ccas", "l'aidant « ccas » est déclaré deux fois", true},
		{"a kind that is no identifier", "kind: mission_locale", "kind: Mission locale", "ne peut pas être une sorte d'aidant", true},
		{"a preference for nobody", "{mission_locale: -4}", "{mission: -4}", "personne n'est « mission »", true},
		{"an aim for everybody", "    when: autonomie = a_ma_place\n    bonus", "    bonus", "« on_behalf » serait toujours recherché", false},
		{"someone unknown to ensure", "who: mission_locale", "who: mission", "l'aidant « mission » n'existe pas", true},
		{"a search for an unknown need", "needs: [mobilite, francais_lire]", "needs: [mobilite, francais_lire, danse]", "le besoin « danse » n'existe pas", true},
		{"a need searched twice", "needs: [mobilite, francais_lire]", "needs: [mobilite, francais_lire, justice]", "le besoin « justice » est cherché deux fois", true},
		{"an unknown kind searched", "then: [france_services, mediateur_numerique]", "then: [robot]", "la sorte d'aidant « robot » n'existe pas", true},
		{"a search for nobody", "    none: true\n", "", "rien ne dit qui chercher", false},
		{"a list without https", "url: https://www.data.gouv.fr/fr/datasets/r/31576dff", "url: ftp://www.data.gouv.fr/fr/datasets/r/31576dff", "n'est pas une adresse", true},
		{"a list twice", "- id: annuaire", "- id: national", "la liste « national » est déclarée deux fois", true},
		{"a list that nobody is named for", "    attribution: \"Source : Service-Public.gouv.fr / DILA\"\n", "", "il manque « attribution »", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			faults, line := rewritten(t, c.old, c.replacement)
			var told []string
			for _, f := range faults.Sorted() {
				told = append(told, f.String())
				if strings.Contains(f.What, c.says) && f.File == "flows/places.yaml" {
					if c.here && f.Line != line || f.Line == 0 {
						t.Errorf("told at line %d, stands at %d", f.Line, line)
					}
					return
				}
			}
			t.Errorf("nothing says %q in:\n%s", c.says, strings.Join(told, "\n"))
		})
	}
}

func TestANeedThatLeadsToNobodyIsAFault(t *testing.T) {
	faults, line := rewritten(t, "needs: [mobilite, francais_lire]", "needs: [mobilite]")
	for _, f := range faults.Sorted() {
		if strings.Contains(f.What, "rien ne dit à qui mener le besoin « francais_lire »") {
			return
		}
	}
	t.Errorf("line %d: nobody is looked for and nothing says so", line)
}

func TestWithoutItsFileNoPlaceIsNamed(t *testing.T) {
	faults := new(source.Faults)
	r := LoadRules(source.Read(faults), shipped().words, []Need{{ID: "papiers_identite", Services: []string{paperwork}}})
	if faults.Len() != 0 || r.Serves("") || r.Serves("papiers_identite") {
		t.Errorf("%d faults, or somebody is named", faults.Len())
	}
	guide := NewGuide(New([]Place{at("a", guéret, 1)}, r), r, gazetteer(), shipped().words)
	if !guide.Near(saying(t, "commune", "23096"), "papiers_identite", paris(t, tuesday), nil).Empty() {
		t.Error("a place is named without rules")
	}
}

// No number of the formula stands in the program: change one in the file, and the cost changes.
func TestWeightsAreReadFromTheFile(t *testing.T) {
	r := shipped().rules
	changed := *r
	changed.weights.paid = 50
	places := []Place{at("a", guéret, 0, func(p *Place) { p.Fees, p.Hours = []string{Paid}, allDay })}
	q := &Query{Near: guéret, Services: []string{paperwork}, Now: paris(t, tuesday)}
	before, after := New(places, r).Nearest(q, 1), New(places, &changed).Nearest(q, 1)
	if after[0].Cost-before[0].Cost != 45 {
		t.Errorf("%v, then %v", before[0].Cost, after[0].Cost)
	}
}

func TestTheOfficialLists(t *testing.T) {
	r := shipped().rules
	for _, c := range []struct{ id, address string }{
		{"national", "https://www.data.gouv.fr/api/1/datasets/r/398edc71-0d51-4cb6-9cbe-2540a4db573c"},
		{"france-services", "https://www.data.gouv.fr/fr/datasets/r/31576dff-fd61-4de9-819f-32c2f880b142"},
		{"annuaire", "https://www.data.gouv.fr/fr/datasets/r/73302880-e4df-4d4c-8676-1a61bb997f3d"},
	} {
		list, ok := r.List(c.id)
		if !ok || list.URL != c.address || list.Licence == "" || !strings.HasPrefix(list.Attribution, "Source : ") {
			t.Errorf("%s: %+v", c.id, list)
		}
	}
	if _, ok := r.List("rumeur"); ok {
		t.Error("a list nobody declared")
	}
}

func TestWhatIsMuchWorseIsHidden(t *testing.T) {
	l := shipped().rules.limits
	for _, c := range []struct {
		name  string
		costs []float64
		want  int
	}{
		{"all alike", []float64{1, 2, 3}, 3},
		{"the third is too dear", []float64{1, 2, 16.01}, 2},
		{"at the bound it stays", []float64{1, 2, 16}, 3},
		{"two always stay", []float64{-4, 40, 60}, 2},
		{"one alone", []float64{70}, 1},
		{"none", nil, 0},
	} {
		found := make([]Found, len(c.costs))
		for i, cost := range c.costs {
			found[i].Cost = cost
		}
		if got := len(l.cutOff(found)); got != c.want {
			t.Errorf("%s: %d shown, want %d", c.name, got, c.want)
		}
	}
}
