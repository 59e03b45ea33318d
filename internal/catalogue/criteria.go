package catalogue

import (
	"slices"
	"strings"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// Criterion is one condition of a service, with how it is told to the person.
type Criterion struct {
	Is     *situation.Condition
	Key    string               // text "reason.<key>.yes" when it is met, "reason.<key>.if" while it is unknown
	N      int                  // a bound in the text: years, euros
	Bonus  bool                 // better for these people, open to all
	core   *situation.Condition // the groups with their own ages; nil where the service's ages do not widen them
	silent bool                 // only facts that are not asked without cause tell it: unlikely until it is known
	any    []Criterion          // for a service kept for several groups: each group, to tell which one is met
}

// readAudience reads for whom a service is. Where it has age bounds of its own, they stand for those of the groups.
func (r *reader) readAudience(s *Service, n source.Node, ownAges bool) {
	f := n.Fields("all", "suits", "limited_to")
	for _, item := range f.Get("suits").Items() {
		if p := r.population(item); p != nil {
			s.criteria = append(s.criteria, Criterion{Is: p.Is, Key: "population." + p.ID, Bonus: true})
			s.ofTrade = s.ofTrade || p.Strict
		}
	}
	var groups []*situation.Population
	for _, item := range f.Get("limited_to").Items() {
		if p := r.population(item); p != nil {
			groups = append(groups, p)
		}
	}
	if len(groups) > 0 {
		s.criteria = append(s.criteria, r.limited(groups, ownAges))
		s.strict = !slices.ContainsFunc(groups, func(p *situation.Population) bool { return !p.Strict })
		s.ofTrade = s.ofTrade || s.strict
	}
}

func (r *reader) population(n source.Node) *situation.Population {
	p, ok := r.words.Population(n.Text())
	if !ok {
		n.Fault("écrire une population de populations.yaml", "la population « %s » n'existe pas", n.Text())
		return nil
	}
	return p
}

// limited joins the groups a service is kept for. Where every group is strict, the person must be known to be in one.
func (r *reader) limited(groups []*situation.Population, ownAges bool) Criterion {
	var is, core []*situation.Condition
	strict := true
	c := Criterion{Key: "population." + groups[0].ID}
	for _, p := range groups {
		group := p.Is
		if ownAges && p.Beside != nil {
			group = p.Beside
		}
		is, core = append(is, group), append(core, p.Is)
		strict = strict && p.Strict
		c.any = append(c.any, Criterion{Is: group, Key: "population." + p.ID})
	}
	c.Is, c.core = situation.Any(is...), situation.Any(core...)
	c.silent = r.words.Sensitive()&c.Is.Facts() == c.Is.Facts() || r.words.Rare()&c.Is.Facts() != 0
	if strict {
		c.Is = situation.Certain(c.Is)
	}
	return c
}

// keptFor tells whether a service is kept for a population, alone or among others.
func (s *Service) keptFor(population string) bool {
	for _, c := range s.criteria {
		for _, group := range c.any {
			if group.Key == "population."+population {
				return true
			}
		}
	}
	return false
}

// told is the part of a criterion to tell: of several groups, the one that is met, else the first that may be.
func (c *Criterion) told(at *situation.Situation) *Criterion {
	var open *Criterion
	for i := range c.any {
		switch group := &c.any[i]; group.Is.Eval(at) {
		case situation.Yes:
			return group
		case situation.Unknown:
			if open == nil {
				open = group
			}
		}
	}
	if open != nil {
		return open
	}
	return c
}

var statuses = map[string]string{
	"etudiant":         "activite = etudes",
	"demandeur_emploi": "activite = recherche_emploi",
	"en_activite":      "activite in (emploi, independant, alternance)",
	"alternant":        "activite = alternance",
	"apprenti":         "activite = alternance",
	"lyceen":           "activite = lycee",
	"regime_agricole":  "agricole = oui",
}

func (r *reader) readEligibility(s *Service, n source.Node) {
	f := n.Fields("age_min", "age_min_unless", "age_max", "age_max_handicap", "has_children", "single_parent", "disability", "child_age_min", "child_age_max", "qf_max", "status", "regions", "departements", "note")
	add := func(key string, bound int, is *situation.Condition) {
		if is != nil {
			s.criteria = append(s.criteria, Criterion{Is: is, Key: key, N: bound, silent: r.words.Rare()&is.Facts() != 0})
		}
	}
	if v, ok := f.Get("age_min").Int(); ok {
		add("age_min", v, r.orElse(r.atLeast("age", v), f.Get("age_min_unless")))
	}
	if v, ok := f.Get("age_max").Int(); ok {
		add("age_max", v, r.ageMax(v, f.Get("age_max_handicap")))
	}
	switch minors := s.keptFor("mineur"); {
	case f.Get("has_children").Bool() && minors: // for the parents, or for the children themselves
		add("children", 0, r.compile(n, "enfants = oui or age < 18"))
	case f.Get("has_children").Bool():
		add("children", 0, r.compile(n, "enfants = oui"))
	}
	if f.Get("single_parent").Bool() {
		add("single_parent", 0, r.compile(n, "parent_seul = oui"))
	}
	switch {
	case f.Get("disability").Bool() && f.Get("has_children").Bool(): // the child's, not the parent's
		add("child_disability", 0, r.compile(n, "enfant_handicap = oui"))
	case f.Get("disability").Bool():
		add("disability", 0, r.compile(n, "handicap = oui or sourd = oui or malvoyant = oui"))
	}
	if v, ok := f.Get("child_age_min").Int(); ok {
		// We know the age of the youngest: an older one may be there, so this never excludes.
		if is := r.atLeast("enfant_age", v); is != nil {
			s.criteria = append(s.criteria, Criterion{Is: is, Key: "child_age_min", N: v, Bonus: true})
		}
	}
	if v, ok := f.Get("child_age_max").Int(); ok {
		add("child_age_max", v, r.atMost("enfant_age", v))
	}
	if v, ok := f.Get("qf_max").Int(); ok {
		add("qf_max", v, r.atMost("quotient_familial", v))
	}
	if status := f.Get("status"); status.Exists() {
		text, ok := statuses[status.Text()]
		if !ok {
			status.Fault("écrire un statut connu : etudiant, demandeur_emploi, en_activite, alternant, apprenti, lyceen, regime_agricole", "statut inconnu « %s »", status.Text())
			return
		}
		add("status."+status.Text(), 0, r.compile(status, text))
	}
}

// orElse lets a condition stand for a bound, where it is known to hold: the RSA begins at 25, or earlier with a child.
func (r *reader) orElse(bound *situation.Condition, unless source.Node) *situation.Condition {
	if is := r.words.ReadCondition(unless); is != nil {
		return situation.Any(bound, situation.Certain(is))
	}
	return bound
}

func (r *reader) ageMax(years int, handicap source.Node) *situation.Condition {
	limit := r.atMost("age", years)
	longer, ok := handicap.Int()
	if !ok {
		return limit
	}
	return situation.Any(limit, situation.All(r.compile(handicap, "handicap = oui"), r.atMost("age", longer)))
}

func (r *reader) readTerritory(s *Service, n source.Node) {
	f := n.Fields("national", "regions", "departements")
	codes := f.Get("departements").Texts()
	for _, item := range f.Get("regions").Items() {
		list, ok := r.regions[item.Text()]
		if !ok {
			item.Fault("écrire un code de région de regions.yaml", "la région « %s » n'existe pas", item.Text())
		}
		codes = append(codes, list...)
	}
	if len(codes) == 0 {
		if !f.Get("national").Bool() {
			n.Fault("écrire « national: true », regions ou departements", "territoire inconnu")
		}
		return
	}
	if is := r.compile(n, "departement in ("+strings.Join(codes, ", ")+")"); is != nil {
		s.criteria = append(s.criteria, Criterion{Is: is, Key: "territory"})
	}
}

func (r *reader) compile(n source.Node, text string) *situation.Condition {
	c, err := r.words.Compile(text)
	if err != nil {
		n.Fault("déclarer dans facts.yaml le fait dont le catalogue a besoin", "%v", err)
	}
	return c
}

func (r *reader) atLeast(fact string, n int) *situation.Condition {
	if f, ok := r.words.Fact(fact); ok {
		return situation.AtLeast(f, n)
	}
	return nil
}

func (r *reader) atMost(fact string, n int) *situation.Condition {
	if f, ok := r.words.Fact(fact); ok {
		return situation.AtMost(f, n)
	}
	return nil
}

func join(list []string) string { return strings.Join(list, ", ") }
