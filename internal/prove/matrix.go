package prove

import (
	"fmt"
	"slices"

	"passerelle/internal/catalogue"
	"passerelle/internal/content"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// matrix advises everybody: each need, for each population, at each age, in each kind of département. What is answered is
// held against what services say of themselves in their files.
type matrix struct {
	content *content.Content
	advise  func(*situation.Situation) catalogue.Advice
	facts   *declared
	written map[*catalogue.Service]*bounds
	areas   []area
}

func newMatrix(c *content.Content) *matrix {
	m := &matrix{content: c, advise: c.Catalogue.Advise, facts: declaredIn(c.Words), written: readBounds(c)}
	m.areas = areas(c.Atlas, c.Catalogue.Services, m.written)
	return m
}

// cell is one person of the matrix, with one need.
type cell struct {
	need       *catalogue.Need
	population *situation.Population // nil: nothing is known of the person
	band       string                // id of an age band; empty: as the population settles it, or not known
	area       area
}

func (c cell) String() string {
	who, age := "sans précision", "âge inconnu"
	if c.population != nil {
		who = c.population.ID
	}
	if c.band != "" {
		age = "âge " + c.band
	}
	return fmt.Sprintf("besoin « %s », public « %s », %s, %s", c.need.ID, who, age, c.area)
}

// discovery is a fault that several cells share: the first of them is told, the others are counted.
type discovery struct {
	source.Fault
	first fmt.Stringer
	times int
}

// findings keeps discoveries in the order in which they were made.
type findings []*discovery

func (f *findings) add(fault source.Fault, first fmt.Stringer) { f.join(&discovery{fault, first, 1}) }

func (f *findings) join(others ...*discovery) {
	for _, d := range others {
		i := slices.IndexFunc(*f, func(known *discovery) bool { return known.Fault == d.Fault })
		if i < 0 {
			*f = append(*f, d)
		} else {
			(*f)[i].times += d.times
		}
	}
}

func (f findings) tell(faults *source.Faults) {
	for _, d := range f {
		others := ""
		if d.times > 1 {
			others = fmt.Sprintf(" ; et %d autres cas", d.times-1)
		}
		fault := d.Fault
		fault.What = fmt.Sprintf("%s (%s%s)", d.What, d.first, others)
		faults.Add(fault)
	}
}

// tally is what was proven of one need.
type tally struct {
	combinations int
	found        findings
}

// run advises every cell and returns how many there are.
func (m *matrix) run(faults *source.Faults) int {
	needs := m.content.Catalogue.Needs
	tallies := sideBySide(needs, m.need)
	var all tally
	for _, t := range tallies {
		all.combinations += t.combinations
		all.found.join(t.found...)
	}
	all.found.tell(faults)
	return all.combinations
}

// need advises every person who has a need.
func (m *matrix) need(need *catalogue.Need) tally {
	var t tally
	m.persons(need, func(c cell, at *situation.Situation) {
		for _, c.area = range m.areas {
			here := *at
			if c.area.code != "" && m.facts.departement != nil {
				m.put(&here, m.facts.departement, c.area.code)
			}
			t.combinations++
			m.check(&t, c, &here)
		}
		m.afterFailure(&t, c, at)
	})
	return t
}

// persons calls found for every population and age that go together, and for who said nothing of themselves.
func (m *matrix) persons(need *catalogue.Need, found func(cell, *situation.Situation)) {
	for _, p := range append([]*situation.Population{nil}, m.content.Words.Populations...) {
		settled := m.settled(need, p)
		for _, band := range m.ages(p, &settled) {
			at := settled
			if band != "" {
				m.put(&at, m.facts.age, band)
			}
			found(cell{need: need, population: p, band: band}, &at)
		}
	}
}

// settled is what is known of somebody with a need who says to be of a population.
func (m *matrix) settled(need *catalogue.Need, p *situation.Population) situation.Situation {
	var at situation.Situation
	if p != nil {
		for _, s := range p.Settles {
			m.content.Words.Put(&at, s.Fact, s.Value)
		}
	}
	if need != nil {
		m.put(&at, m.facts.need, need.ID)
	}
	return at
}

// put sets a fact by its words, and what follows from it.
func (m *matrix) put(at *situation.Situation, fact *situation.Fact, words string) {
	if v, err := fact.Parse(words); err == nil {
		m.content.Words.Put(at, fact, v)
	}
}

// ages are the age bands that a population may have; the empty one leaves the age as it is settled.
func (m *matrix) ages(p *situation.Population, settled *situation.Situation) []string {
	out := []string{""}
	if m.facts.age == nil {
		return out
	}
	for _, band := range m.facts.age.Options {
		at := *settled
		at.Set(m.facts.age.Index, band.Value)
		if p == nil || p.Is.Eval(&at) != situation.No {
			out = append(out, band.ID)
		}
	}
	return out
}

// check holds one answer against what must be true of every answer.
func (m *matrix) check(t *tally, c cell, at *situation.Situation) {
	advice := m.advise(at)
	m.checkHuman(t, c, advice)
	m.checkNobodyWronged(t, c, advice, at)
	m.checkTrade(t, c, advice)
}

// checkTrade wants nothing but tools of the trade where a rule shows those: they never mix with what the public is shown,
// but for the human who is always named (rule R6).
func (m *matrix) checkTrade(t *tally, c cell, advice catalogue.Advice) {
	if advice.Rule == nil || advice.Rule.Way != catalogue.Professional {
		return
	}
	public := 0
	for _, s := range advice.Services {
		if s != nil && !m.written[s].ofTrade() {
			public++
		}
	}
	if public > 1 {
		t.found.add(advice.Rule.At("des services du public se mêlent aux outils de métier", "donner à ce besoin des services pour ce métier"), c)
	}
}

func (m *matrix) checkHuman(t *tally, c cell, advice catalogue.Advice) {
	switch {
	case advice.Empty():
		t.found.add(c.need.At("aucune réponse", "donner à ce besoin un service pour cette personne"), c)
	case !slices.ContainsFunc(advice.Services[:], human):
		t.found.add(c.need.At("aucune personne dans la réponse", "ajouter un service avec « helper: » pour ce besoin, ou « always » dans needs.yaml"), c)
	}
}

func human(s *catalogue.Service) bool { return s != nil && s.Helper != "" }

// checkNobodyWronged refuses a service that is not for the person.
func (m *matrix) checkNobodyWronged(t *tally, c cell, advice catalogue.Advice, at *situation.Situation) {
	who := person{known: at, facts: m.facts, area: c.area}
	named := slices.Concat(advice.Services[:], advice.Humans[:])
	for i, s := range named {
		if s == nil || slices.Contains(named[:i], s) {
			continue
		}
		if why := m.written[s].wrong(&who); why != "" {
			t.found.add(s.At(fmt.Sprintf("« %s » est conseillé, mais %s", s.ID, why), "corriger « eligibility », « audience » ou « territory », ou la règle qui le nomme"), c)
		}
	}
}

// afterFailure is « Ça n'a pas marché »: somebody to see or to call, and no other link (rule R8).
func (m *matrix) afterFailure(t *tally, c cell, at *situation.Situation) {
	if m.facts.failed == nil {
		return
	}
	m.put(at, m.facts.failed, "oui")
	advice := m.advise(at)
	first := advice.Humans[0]
	if first == nil || first.Kind == "demarche" || first.Kind == "site" {
		t.found.add(c.need.At("après « Ça n'a pas marché », la première réponse n'est pas une personne", "ajouter une règle « way: failed » dans referral.yaml"), c)
	}
	c.area = area{}
	m.checkNobodyWronged(t, c, advice, at)
}
