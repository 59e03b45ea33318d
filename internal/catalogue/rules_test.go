package catalogue_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"passerelle/internal/source"
)

// rule is what the file of a service says about whom it is for, read a second time and in another way than the catalogue
// does: from the words told, by ordinary logic.
type rule struct {
	limited                           []string
	strict                            bool
	ageMin, ageMax, ageMaxHandicap    int
	children, alone, disability       bool
	childAgeMax, quotientMax          int
	activities                        []string
	agricultural                      bool
	departements                      []string
	hasAgeMin, hasAgeMax, hasHandicap bool
	hasChildAgeMax, hasQuotientMax    bool
	earlierWithChild                  bool // the age bound falls for a parent of age
	avoided                           bool // an author says when it is no answer: that condition is not read here
}

func rulesOf(t testing.TB, k *kept) map[string]*rule {
	t.Helper()
	regions := make(map[string][]string)
	file, _ := k.tree.File("regions.yaml")
	for _, item := range file.Fields().Get("regions").Items() {
		f := item.Fields()
		regions[f.Get("id").Text()] = f.Get("departements").Texts()
	}
	rules := make(map[string]*rule)
	for _, name := range k.tree.Names("services") {
		file, _ := k.tree.File(name)
		for _, item := range file.Fields().Get("services").Items() {
			f := item.Fields()
			rules[f.Get("id").Text()] = readRule(t, f, regions)
		}
	}
	return rules
}

func readRule(t testing.TB, f source.Fields, regions map[string][]string) *rule {
	e := f.Get("eligibility").Fields()
	r := &rule{
		limited:  f.Get("audience").Fields().Get("limited_to").Texts(),
		children: e.Get("has_children").Bool(), alone: e.Get("single_parent").Bool(), disability: e.Get("disability").Bool(),
	}
	r.ageMin, r.hasAgeMin = e.Get("age_min").Int()
	r.earlierWithChild = e.Get("age_min_unless").Text() == "enfants = oui and age >= 18"
	if e.Has("age_min_unless") && !r.earlierWithChild {
		t.Fatalf("what is %q?", e.Get("age_min_unless").Text())
	}
	r.avoided = f.Has("avoid_when")
	r.ageMax, r.hasAgeMax = e.Get("age_max").Int()
	r.ageMaxHandicap, r.hasHandicap = e.Get("age_max_handicap").Int()
	r.childAgeMax, r.hasChildAgeMax = e.Get("child_age_max").Int()
	r.quotientMax, r.hasQuotientMax = e.Get("qf_max").Int()
	r.strict = len(r.limited) > 0
	for _, p := range r.limited {
		r.strict = r.strict && (p == "travailleur_social" || p == "agent_france_services")
	}
	switch status := e.Get("status").Text(); status {
	case "":
	case "regime_agricole":
		r.agricultural = true
	default:
		list, ok := map[string][]string{"etudiant": {"etudes"}, "demandeur_emploi": {"recherche_emploi"}, "en_activite": {"emploi", "independant", "alternance"}, "alternant": {"alternance"}, "apprenti": {"alternance"}, "lyceen": {"lycee"}}[status]
		if !ok {
			t.Fatalf("what is %q?", status)
		}
		r.activities = list
	}
	territory := f.Get("territory").Fields()
	r.departements = territory.Get("departements").Texts()
	for _, region := range territory.Get("regions").Texts() {
		r.departements = append(r.departements, regions[region]...)
	}
	return r
}

// span is what was told of a number: a band or figures; everything when nothing was.
func span(text string) (lo, hi int) {
	bands := map[string][2]int{
		"": {0, 1 << 20}, "moins_16": {0, 15}, "de_16_a_17": {16, 17}, "de_18_a_25": {18, 25}, "de_26_a_30": {26, 30}, "de_31_a_59": {31, 59}, "plus_60": {60, 120},
		"de_0_a_3": {0, 3}, "de_4_a_6": {4, 6}, "de_7_a_10": {7, 10}, "plus_11": {11, 25},
	}
	if b, ok := bands[text]; ok {
		return b[0], b[1]
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(fmt.Sprintf("what is %q?", text))
	}
	return n, n
}

func (r *rule) excludes(told map[string]string) bool {
	young, old := span(told["age"])
	childYoung, _ := span(told["enfant_age"])
	least, _ := span(told["quotient_familial"])
	never := func(fact string, among ...string) bool {
		return told[fact] != "" && !slices.Contains(among, told[fact])
	}
	disabled := told["handicap"] == "non" && told["sourd"] == "non" && told["malvoyant"] == "non" // known not to be
	ageMax := r.ageMax
	if r.hasHandicap && told["handicap"] != "non" {
		ageMax = r.ageMaxHandicap
	}
	switch {
	case len(r.limited) > 0 && !slices.ContainsFunc(r.limited, func(p string) bool { return r.may(p, told) }),
		r.hasAgeMin && old < r.ageMin && !(r.earlierWithChild && told["enfants"] == "oui" && young >= 18),
		r.hasAgeMax && young > ageMax,
		r.children && never("enfants", "oui") && (young >= 18 || !slices.Contains(r.limited, "mineur")), // for parents, or for the children
		r.alone && never("parent_seul", "oui"),
		r.disability && r.children && never("enfant_handicap", "oui"),
		r.disability && !r.children && disabled,
		r.hasChildAgeMax && childYoung > r.childAgeMax,
		r.hasQuotientMax && least > r.quotientMax,
		len(r.activities) > 0 && never("activite", r.activities...),
		r.agricultural && never("agricole", "oui"),
		len(r.departements) > 0 && never("departement", r.departements...):
		return true
	}
	return false
}

// may tells whether the person may be of a population, by what was told; of a strict one, whether it was told.
func (r *rule) may(population string, told map[string]string) bool {
	young, old := span(told["age"])
	not := func(fact string, among ...string) bool {
		return told[fact] != "" && !slices.Contains(among, told[fact])
	}
	is := func(fact, value string) bool { return told[fact] == value }
	switch population {
	case "travailleur_social":
		return is("metier", "travailleur_social") || is("metier", "mission_locale") || !r.strict && told["metier"] == ""
	case "agent_france_services":
		return is("metier", "agent_france_services") || is("metier", "conseiller_numerique") || !r.strict && told["metier"] == ""
	case "famille_monoparentale":
		return !not("enfants", "oui") && !not("parent_seul", "oui")
	case "parent":
		return !not("enfants", "oui")
	case "jeune_difficulte":
		ages := r.hasAgeMin || r.hasAgeMax || old >= 16 && young <= 25 // the bounds of the service go before
		return ages && !is("activite", "etudes") && !is("activite", "lycee")
	case "mineur":
		return young < 18
	case "senior":
		return old >= 60 || !not("activite", "retraite")
	case "handicap":
		return !not("handicap", "oui") || !not("sourd", "oui") || !not("malvoyant", "oui")
	case "auto_entrepreneur":
		return !not("activite", "independant") || !not("need", "creation_entreprise")
	case "demandeur_emploi":
		return !not("activite", "recherche_emploi")
	case "etudiant":
		return !not("activite", "etudes", "lycee") && !(is("activite", "lycee") && old < 18)
	case "salarie_precaire":
		return !not("activite", "emploi") && !not("petit_salaire", "oui")
	case "primo_arrivant":
		return !not("arrivee", "oui") || !not("need", "sejour_asile")
	case "sans_abri":
		return !not("logement", "sans") || !not("hebergement_quand", "ce_soir")
	}
	fact, value := simplePopulation(population)
	return !not(fact, value)
}

func simplePopulation(population string) (fact, value string) {
	simple := map[string][2]string{
		"rural_isole": {"rural", "oui"}, "illettrisme": {"lecture", "difficile"}, "allophone": {"francais", "difficile"},
		"sortant_prison": {"prison", "oui"}, "beneficiaire_rsa": {"minimas", "oui"}, "victime_violences": {"violences", "oui"}, "proche_aidant": {"aidant", "oui"},
		"sourd_malentendant": {"sourd", "oui"}, "deficient_visuel": {"malvoyant", "oui"}, "majeur_protege": {"protege", "oui"}, "gens_du_voyage": {"voyage", "oui"},
	}
	s, ok := simple[population]
	if !ok {
		panic("what is " + population + "?")
	}
	return s[0], s[1]
}
