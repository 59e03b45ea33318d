package catalogue_test

import (
	"fmt"
	"slices"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"passerelle/internal/catalogue"
	"passerelle/internal/situation"
)

// draw tells some facts at random, in any mixture: people contradict themselves.
func draw(t *rapid.T, k *kept) (*situation.Situation, map[string]string) {
	s, told := new(situation.Situation), make(map[string]string)
	for _, f := range k.words.Facts {
		if f.ID == "famille" || f.ID == "commune" || !rapid.Bool().Draw(t, "tell "+f.ID) {
			continue
		}
		told[f.ID] = drawValue(t, f)
		v, err := f.Parse(told[f.ID])
		if err != nil {
			t.Fatal(err)
		}
		s.Set(f.Index, v)
	}
	return s, told
}

func drawValue(t *rapid.T, f *situation.Fact) string {
	switch {
	case f.Type == situation.Departement:
		return rapid.SampledFrom([]string{"59", "69", "75", "33", "44", "2B", "974", "62"}).Draw(t, f.ID)
	case f.Type == situation.Number && (len(f.Options) == 0 || rapid.Bool().Draw(t, "in figures")):
		return fmt.Sprint(rapid.IntRange(f.Min, f.Max).Draw(t, f.ID))
	}
	return rapid.SampledFrom(f.Options).Draw(t, f.ID).ID
}

func TestAnAdviceIsShortWithoutDoublesAndWithoutAnybodyExcluded(t *testing.T) {
	k := shipped()
	rules := rulesOf(t, k)
	always := k.Always()
	rapid.Check(t, func(t *rapid.T) {
		s, told := draw(t, k)
		a := k.Advise(s)
		for _, list := range [][]*catalogue.Service{a.Services[:], a.Humans[:]} {
			seen := make(map[*catalogue.Service]bool)
			for i, service := range list {
				if service == nil {
					for _, after := range list[i:] {
						if after != nil {
							t.Fatalf("%v: a gap in %v", told, ids(list))
						}
					}
					break
				}
				switch {
				case seen[service]:
					t.Fatalf("%v: %s stands twice", told, service.ID)
				case rules[service.ID].excludes(told):
					t.Fatalf("%v: %s is advised though it is not for them", told, service.ID)
				case a.Need != nil && !slices.Contains(service.Needs, a.Need) && !slices.Contains(always, service) && !leads(a.Rule, service):
					t.Fatalf("%v: %s is for another need", told, service.ID)
				}
				seen[service] = true
			}
		}
		human := false
		for _, service := range a.Services {
			human = human || service != nil && service.Helper != ""
		}
		if !human || a.Humans[0] == nil || a.Empty() || a.Best() != a.Services[0] {
			t.Fatalf("%v: nobody to talk to among %v", told, ids(a.Services[:]))
		}
		for _, service := range a.Humans {
			if service != nil && service.Helper == "" {
				t.Fatalf("%v: %s is nobody", told, service.ID)
			}
		}
		if need := told["need"]; (a.Need == nil) != (need == "") || (a.Need != nil && a.Need.ID != need) {
			t.Fatalf("%v: the advice is about %v", told, a.Need)
		}
	})
}

func TestAServiceIsExcludedByAContraryFactAndByNothingElse(t *testing.T) {
	k := shipped()
	rules := rulesOf(t, k)
	rapid.Check(t, func(t *rapid.T) {
		s, told := draw(t, k)
		for _, service := range k.Services {
			if fits, excluded := service.Fits(s), rules[service.ID].excludes(told); fits == excluded && !(rules[service.ID].avoided && !fits) {
				t.Fatalf("%s, told %v: fits is %v, by its file it is excluded: %v", service.ID, told, fits, excluded)
			}
			if _, fits := service.Score(service.Needs[0], s); fits != service.Fits(s) {
				t.Fatalf("%s, told %v: the score and the fit do not agree", service.ID, told)
			}
		}
	})
}

func TestOfSomebodyUnknownOnlyTheToolsOfProfessionalsAreKeptBack(t *testing.T) {
	k := shipped()
	var back []string
	for _, s := range k.Services {
		if !s.Fits(new(situation.Situation)) {
			back = append(back, s.ID)
		}
	}
	want := []string{"aplus", "coop_mediation", "data_inclusion", "dora", "les_bases", "mon_suivi_social"}
	if slices.Sort(back); !slices.Equal(back, want) {
		t.Errorf("kept back: %q", back)
	}
	for _, id := range want {
		s := k.service(t, id)
		for _, c := range []struct {
			metier string
			shown  bool
		}{{"travailleur_social", true}, {"agent_france_services", id != "mon_suivi_social"}, {"conseiller_numerique", id != "mon_suivi_social"}, {"mission_locale", true}, {"autre", false}} {
			if got := s.Fits(k.told(t, "metier", c.metier)); got != c.shown {
				t.Errorf("%s for %s: shown is %v", id, c.metier, got)
			}
		}
	}
}

func TestTheToolsOfProfessionalsAreNeverShownToOthers(t *testing.T) {
	k := shipped()
	rules := rulesOf(t, k)
	metier, _ := k.words.Fact("metier")
	need, _ := k.words.Fact("need")
	var needs []string // that such a tool is for
	for _, s := range k.Services {
		for _, n := range s.Needs {
			if rules[s.ID].strict {
				needs = append(needs, n.ID)
			}
		}
	}
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		s, told := draw(t, k)
		v, _ := need.Parse(rapid.SampledFrom(needs).Draw(t, "need of professionals"))
		s.Set(need.Index, v)
		a := k.Advise(s)
		for _, service := range append(a.Services[:], a.Humans[:]...) {
			if service != nil && rules[service.ID].strict {
				seen++
				if !s.Get(metier.Index).Known() {
					t.Fatalf("%v: %s is shown to anybody", told, service.ID)
				}
			}
		}
	})
	if seen == 0 {
		t.Error("no tool of professionals was ever shown: the property says nothing")
	}
}

func TestLearningOneMoreFactNeverBringsBackWhatWasExcluded(t *testing.T) {
	k := shipped()
	rules := rulesOf(t, k)
	rapid.Check(t, func(t *rapid.T) {
		s, told := draw(t, k)
		f := rapid.SampledFrom(k.words.Facts).Draw(t, "learned")
		before := s.Get(f.Index)
		if f.ID == "famille" || f.ID == "commune" || before.Exact() {
			return
		}
		text := drawValue(t, f)
		v, _ := f.Parse(text)
		if o, ok := f.Covering(v); before.Known() && (!ok || o.Value != before) {
			return // another age, not a more exact one
		}
		after := *s
		after.Set(f.Index, v)
		for _, service := range k.Services {
			if !service.Fits(s) && service.Fits(&after) && !(rules[service.ID].strict && f.ID == "metier") {
				t.Fatalf("%v: learning %s = %s brings %s back", told, f.ID, text, service.ID)
			}
		}
	})
}

func TestTheAdviceDependsOnNoOtherFactThanItSays(t *testing.T) {
	k := shipped()
	rapid.Check(t, func(t *rapid.T) {
		s, told := draw(t, k)
		other := *s
		depends := k.Facts(s)
		for _, f := range k.words.Facts {
			if depends.Has(f.Index) || f.ID == "need" || f.ID == "famille" || f.ID == "commune" {
				continue
			}
			v, _ := f.Parse(drawValue(t, f))
			other.Set(f.Index, v)
		}
		if a, b := k.Advise(s), k.Advise(&other); a != b {
			t.Fatalf("%v: facts that the advice does not depend on turn %q and %q into %q and %q", told, ids(a.Services[:]), ids(a.Humans[:]), ids(b.Services[:]), ids(b.Humans[:]))
		}
	})
	for need, facts := range map[string][]string{"garde_enfants": {"enfants", "enfant_age", "parent_seul", "activite"}, "emploi_recherche": {"age", "activite", "handicap"}} {
		for _, id := range facts {
			if f, _ := k.words.Fact(id); !k.Facts(k.told(t, "need", need)).Has(f.Index) {
				t.Errorf("the advice about %s does not depend on %s", need, id)
			}
		}
	}
}

func TestTheBestThreeComeFirstAndTheFirstReadWinsATie(t *testing.T) {
	k := shipped()
	rapid.Check(t, func(t *rapid.T) {
		s, told := draw(t, k)
		need := rapid.SampledFrom(k.Needs).Draw(t, "need")
		f, _ := k.words.Fact("need")
		v, _ := f.Parse(need.ID)
		k.words.Put(s, f, v)
		var fitting []*catalogue.Service
		points := make(map[*catalogue.Service]int)
		for _, service := range k.Of(need) {
			if p, fits := service.Score(need, s); fits && !service.Strict() { // tools of a trade show under their rule alone
				fitting = append(fitting, service)
				points[service] = p
			}
		}
		sort.SliceStable(fitting, func(i, j int) bool { return points[fitting[i]] > points[fitting[j]] })
		want := ids(fitting[:min(3, len(fitting))])
		if told["service"] != "" {
			return // what a person names goes first: a test of its own says so
		}
		a := k.Advise(s)
		got := ids(a.Services[:])
		if a.Rule != nil && (len(a.Rule.Lead)+len(a.Rule.Names) > 0 || a.Rule.Way == catalogue.Professional) {
			keepsTheOrderOfPoints(t, a, points)
			return
		}
		if !slices.ContainsFunc(fitting[:min(3, len(fitting))], func(s *catalogue.Service) bool { return s.Helper != "" }) {
			want = append(want[:min(2, len(want))], a.Humans[0].ID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v, %s: %q, not %q", told, need.ID, got, want)
		}
	})
}

// leads tells whether a rule names this kind of help: whom it stands for may help with any need.
func leads(r *catalogue.Rule, s *catalogue.Service) bool {
	return r != nil && (slices.Contains(r.Lead, s.Helper) || slices.Contains(r.Names, s))
}

// keepsTheOrderOfPoints holds where a referral rule leads: beside the person it names first, services keep their order.
func keepsTheOrderOfPoints(t *rapid.T, a catalogue.Advice, points map[*catalogue.Service]int) {
	if a.Rule.Way == catalogue.Failed {
		return
	}
	last := 1 << 30
	for _, s := range a.Services {
		p, counted := points[s]
		if s == nil || s == a.Humans[0] || !counted || slices.Contains(a.Rule.Names, s) {
			continue
		}
		if p > last {
			t.Fatalf("%s: %q", a.Rule.ID, ids(a.Services[:]))
		}
		last = p
	}
}

func TestEveryNeedOfEveryAgeWithAndWithoutChildrenHasAnAnswerAndAHuman(t *testing.T) {
	k := shipped()
	age, _ := k.words.Fact("age")
	tried := 0
	for _, need := range k.Needs {
		for _, band := range age.Options {
			for _, children := range []string{"oui", "non"} {
				tried++
				a := k.Advise(k.told(t, "enfants", children, "age", band.ID, "need", need.ID))
				human := slices.ContainsFunc(a.Services[:], func(s *catalogue.Service) bool { return s != nil && s.Helper != "" })
				if a.Need != need || a.Empty() || !human {
					t.Errorf("%s, %s, children %s: %q", need.ID, band.ID, children, ids(a.Services[:]))
				}
			}
		}
	}
	if tried != 52*6*2 {
		t.Errorf("%d situations were tried", tried)
	}
}

func TestWithoutANeedTheHumansForEverybodyAreNamedInTheirOrder(t *testing.T) {
	k := shipped()
	a := k.Advise(new(situation.Situation))
	want := []string{"france_services", "allo_service_public_3939", "assistante_sociale"}
	if a.Need != nil || !slices.Equal(ids(a.Services[:]), want) || !slices.Equal(ids(a.Humans[:]), want) || a.Best().ID != want[0] {
		t.Errorf("%q", ids(a.Services[:]))
	}
	if age, _ := k.words.Fact("age"); !k.Facts(new(situation.Situation)).Has(age.Index) {
		t.Error("before the need is known, the age does not matter: somebody of 19 goes to the mission locale")
	}
	if (catalogue.Advice{Services: a.Services}).Empty() || (catalogue.Advice{Humans: a.Humans}).Empty() || (catalogue.Advice{Humans: a.Humans}).Best().ID != want[0] {
		t.Error("an advice of services, or of humans only, is empty")
	}
	if !(catalogue.Advice{}).Empty() || (catalogue.Advice{}).Best() != nil {
		t.Error("nothing is something")
	}
}

func TestAHumanTakesTheLastPlaceWhenNoServiceIsOne(t *testing.T) {
	for _, c := range []struct {
		services []string
		want     []string
	}{
		{nil, []string{"secours"}},
		{[]string{service("a")}, []string{"a", "secours"}},
		{[]string{service("a"), service("b")}, []string{"a", "b", "secours"}},
		{[]string{service("a"), service("b"), service("c")}, []string{"a", "b", "secours"}},
		{[]string{service("a"), service("b"), service("c"), service("d", "helper: soignant", "confidence: low")}, []string{"a", "b", "d"}},
		{[]string{service("a"), service("b", "helper: soignant"), service("c")}, []string{"a", "b", "c"}},
	} {
		k := small(t, c.services...)
		if a := k.Advise(k.told(t, "need", "papier")); !slices.Equal(ids(a.Services[:]), c.want) {
			t.Errorf("%q, not %q", ids(a.Services[:]), c.want)
		}
	}
}

func TestTheHumanThatTheNeedCallsForComesFirst(t *testing.T) {
	k := small(t,
		service("page", "needs: [parole, loi, peril, papier]"),
		service("avocat", "needs: [parole, loi, peril, papier]", "helper: juriste"),
		service("numero", "needs: [parole, loi, peril, papier]", "kind: urgence", "helper: soignant"),
	)
	for need, want := range map[string]string{"papier": "page", "loi": "avocat", "parole": "avocat", "peril": "numero"} {
		if got := k.Advise(k.told(t, "need", need)).Best().ID; got != want {
			t.Errorf("for %s, %s comes first, not %s", need, got, want)
		}
	}
	if got := k.Advise(k.told(t, "need", "loi")).Humans[0].ID; got != "avocat" {
		t.Errorf("the first human for the law is %s", got)
	}
}

func TestTheNeedThatAServiceNamesFirstCountsMost(t *testing.T) {
	k := small(t, service("troisieme", "needs: [loi, parole, papier]"), service("second", "needs: [loi, papier]"), service("premier", "needs: [papier, loi]"))
	if got := k.firstTwo(k.told(t, "need", "papier")); !slices.Equal(got, []string{"premier", "second"}) {
		t.Errorf("%q", got)
	}
}

func TestARegionalServiceIsForItsOwnAndRanksLowerWhileThePlaceIsUnknown(t *testing.T) {
	for _, territory := range []string{"territory: {departements: [\"59\"]}", "territory: {regions: [\"32\"]}"} {
		k := small(t, service("du_nord", territory), service("partout"))
		for _, c := range []struct {
			where []string
			want  []string
		}{
			{nil, []string{"partout", "du_nord"}},
			{[]string{"departement", "59"}, []string{"du_nord", "partout"}},
			{[]string{"commune", "59350"}, []string{"du_nord", "partout"}},
			{[]string{"departement", "75"}, []string{"partout", "secours"}},
			{[]string{"commune", "2A004"}, []string{"partout", "secours"}},
		} {
			if got := k.firstTwo(k.told(t, append([]string{"need", "papier"}, c.where...)...)); !slices.Equal(got, c.want) {
				t.Errorf("%s, %v: %q, not %q", territory, c.where, got, c.want)
			}
		}
	}
}

func TestTheShippedRegionalServicesStayInTheirPlace(t *testing.T) {
	k := shipped()
	for id, c := range map[string]struct{ here, there string }{
		"rsj_lyon":              {"69", "75"},
		"parc_auto_hdf":         {"80", "75"},
		"carte_solidaire_na":    {"87", "75"},
		"pret_equipement_caf59": {"59", "62"},
		"ordinateur_lycee_pdl":  {"85", "75"},
		"ofii_asile_idf":        {"93", "59"},
	} {
		s := k.service(t, id)
		if !s.Fits(new(situation.Situation)) || !s.Fits(k.told(t, "departement", c.here)) || s.Fits(k.told(t, "departement", c.there)) {
			t.Errorf("%s is not kept for %s and the unknown, or not kept from %s", id, c.here, c.there)
		}
	}
}

func TestABetterMatchRanksHigherAndTheUnknownLower(t *testing.T) {
	k := small(t,
		service("jeunes", "audience: {limited_to: [mineur]}"),
		service("adultes", "eligibility: {age_min: 18}"),
		service("tous"),
		service("plutot_parents", "audience: {suits: [parent]}"),
	)
	for _, c := range []struct {
		facts []string
		want  []string // before the human takes the last place
	}{
		{nil, []string{"tous", "plutot_parents"}},
		{[]string{"age", "17"}, []string{"jeunes", "tous"}},
		{[]string{"age", "18"}, []string{"adultes", "tous"}},
		{[]string{"age", "18", "enfants", "oui"}, []string{"plutot_parents", "adultes"}},
		{[]string{"age", "17", "enfants", "non"}, []string{"jeunes", "tous"}},
	} {
		if got := k.firstTwo(k.told(t, append([]string{"need", "papier"}, c.facts...)...)); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, not %q", c.facts, got, c.want)
		}
	}
}

func TestAServiceThatAnAuthorPrefersGoesFirstInItsCaseOnly(t *testing.T) {
	k := small(t, service("a"), service("b", "prefer_when: garde_quand = durable"), service("c", "prefer_when: age < 18", "audience: {limited_to: [etudiant]}"))
	for _, c := range []struct {
		facts []string
		want  []string
	}{
		{nil, []string{"a", "b"}},
		{[]string{"garde_quand", "vite"}, []string{"a", "b"}},
		{[]string{"garde_quand", "durable"}, []string{"b", "a"}},
		{[]string{"age", "17", "activite", "emploi"}, []string{"a", "b"}}, // preferred, but not for them
	} {
		s := k.told(t, append([]string{"need", "papier"}, c.facts...)...)
		if got := k.firstTwo(s); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, not %q", c.facts, got, c.want)
		}
		if f, _ := k.words.Fact("garde_quand"); !k.Facts(s).Has(f.Index) {
			t.Error("the advice does not say that it depends on what is preferred")
		}
	}
}

func TestWhatSuitsCountsTwiceAtMost(t *testing.T) {
	k := small(t, service("pour_tous", "audience: {suits: [parent, handicap, senior, proche_aidant]}"))
	need, _ := k.Need("papier")
	s := k.service(t, "pour_tous")
	points := func(facts ...string) int {
		p, _ := s.Score(need, k.told(t, facts...))
		return p
	}
	none, one, two, four := points(), points("enfants", "oui"), points("enfants", "oui", "handicap", "oui"), points("enfants", "oui", "handicap", "oui", "age", "70", "aidant", "oui")
	if !(none < one && one < two && two == four) {
		t.Errorf("%d, %d, %d, %d", none, one, two, four)
	}
	if contrary := points("enfants", "non", "handicap", "non"); contrary != none {
		t.Errorf("not being whom it suits costs %d", none-contrary)
	}
}

// A service that has age bounds of its own keeps them: the ages of the groups it is for do not cut them short.
func TestTheBoundsOfAServiceStandForThoseOfItsGroups(t *testing.T) {
	k := shipped()
	for _, c := range []struct {
		service string
		facts   []string
		fits    bool
	}{
		{"cej", []string{"age", "28", "handicap", "oui"}, true},
		{"cej", []string{"age", "28", "handicap", "non"}, false},
		{"cllaj", []string{"age", "28"}, true},
		{"cllaj", []string{"age", "31"}, false},
		{"pass_sport", []string{"age", "28", "activite", "emploi", "enfants", "non", "handicap", "non", "sourd", "non", "malvoyant", "non"}, false},
		{"educonnect", []string{"age", "16", "enfants", "non"}, true},
		{"educonnect", []string{"age", "40", "enfants", "non"}, false},
	} {
		if fits := k.service(t, c.service).Fits(k.told(t, c.facts...)); fits != c.fits {
			t.Errorf("%s, %v: fits is %v", c.service, c.facts, fits)
		}
	}
}
