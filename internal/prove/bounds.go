package prove

import (
	"slices"
	"strconv"

	"passerelle/internal/catalogue"
	"passerelle/internal/content"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// bounds is whom a service says it is for, read anew from its file: what is advised is held against this, and not against
// the criteria that the catalogue made of it, so that a criterion made wrong is found.
type bounds struct {
	ages          ages
	earlier       *situation.Condition // age_min_unless: where it is known to hold, age_min is no bound; nil where it is not written
	ageMaxLonger  int                  // age_max_handicap; 0 where it is not written
	ownAges       bool
	regions       []string
	departements  []string
	suits         []*situation.Population
	limited       []*situation.Population
	professionals bool // kept for people of a trade alone
}

// ages is a span of years, both ends in it.
type ages struct{ from, to int }

var anyAge = ages{0, 1000}

// readBounds reads every service of the catalogue.
func readBounds(c *content.Content) map[*catalogue.Service]*bounds {
	out := make(map[*catalogue.Service]*bounds, len(c.Catalogue.Services))
	for _, s := range c.Catalogue.Services {
		out[s] = readBoundsOf(s, c.Words)
	}
	return out
}

func readBoundsOf(s *catalogue.Service, words *situation.Vocabulary) *bounds {
	b := &bounds{ages: anyAge}
	service := s.Written().Fields()
	audience, eligibility, territory := service.Get("audience").Fields(), service.Get("eligibility").Fields(), service.Get("territory").Fields()
	if n, ok := eligibility.Get("age_min").Int(); ok {
		b.ages.from, b.ownAges = n, true
	}
	if n, ok := eligibility.Get("age_max").Int(); ok {
		b.ages.to, b.ownAges = n, true
	}
	if text := eligibility.Get("age_min_unless").Text(); text != "" {
		b.earlier, _ = words.Compile(text) // one that does not compile is a fault of the catalogue already
	}
	b.ageMaxLonger, _ = eligibility.Get("age_max_handicap").Int()
	for _, place := range []source.Fields{territory, eligibility} {
		b.regions = append(b.regions, place.Get("regions").Texts()...)
		b.departements = append(b.departements, place.Get("departements").Texts()...)
	}
	b.suits = populationsOf(audience.Get("suits"), words)
	b.limited = populationsOf(audience.Get("limited_to"), words)
	b.professionals = len(b.limited) > 0 && !slices.ContainsFunc(b.limited, func(p *situation.Population) bool { return !p.Strict })
	return b
}

func populationsOf(n source.Node, words *situation.Vocabulary) []*situation.Population {
	var out []*situation.Population
	for _, id := range n.Texts() {
		if p, ok := words.Population(id); ok {
			out = append(out, p)
		}
	}
	return out
}

// local tells whether a service is for one territory only.
func (b *bounds) local() bool { return len(b.regions)+len(b.departements) > 0 }

// ofTrade tells whether a service names people of a trade, alone or among others.
func (b *bounds) ofTrade() bool {
	strict := func(p *situation.Population) bool { return p.Strict }
	return slices.ContainsFunc(b.limited, strict) || slices.ContainsFunc(b.suits, strict)
}

// serves tells whether a service is for who lives in a département.
func (b *bounds) serves(d area) bool {
	return !b.local() || slices.Contains(b.departements, d.code) || slices.Contains(b.regions, d.region)
}

// person is what is known of somebody, as the proof needs it.
type person struct {
	known *situation.Situation
	facts *declared
	area  area // its zero value: not known
}

// wrong tells why a service is not for somebody, in words for authors; empty when nothing known stands against it.
func (b *bounds) wrong(p *person) string {
	if age, ok := p.facts.ageOf(p.known); ok && b.excludes(age, p) {
		return "ses bornes d'âge écartent cette personne"
	}
	if p.area.code != "" && !b.serves(p.area) {
		return "son territoire n'est pas le sien"
	}
	if len(b.limited) == 0 {
		return ""
	}
	at := *p.known
	if b.ownAges && p.facts.age != nil { // its own ages stand for those of the groups
		at.Set(p.facts.age.Index, situation.Value{})
	}
	truth := situation.No
	for _, group := range b.limited {
		truth = max(truth, group.Is.Eval(&at))
	}
	switch {
	case truth == situation.No:
		return "il est réservé à d'autres"
	case truth == situation.Unknown && b.professionals:
		return "c'est un outil de métier"
	}
	return ""
}

// excludes tells whether no age of a span is admitted.
func (b *bounds) excludes(age ages, p *person) bool {
	youngest, oldest := b.ages.from, b.ages.to
	if b.earlier != nil && b.earlier.Eval(p.known) == situation.Yes {
		youngest = 0
	}
	if !p.facts.says(p.known, p.facts.handicap, "non") { // said or not, a handicap may be there
		oldest = max(oldest, b.ageMaxLonger)
	}
	return age.to < youngest || age.from > oldest
}

// writtenFor tells whether a service names people among whom somebody is: the population they say to be of, or another
// one that they are known to be of as well.
func (b *bounds) writtenFor(of *situation.Population, at *situation.Situation) bool {
	for _, p := range slices.Concat(b.limited, b.suits) {
		if p == of || p.Is.Eval(at) == situation.Yes {
			return true
		}
	}
	return false
}

// declared is what the proof needs among the facts of a vocabulary. A fact that is not declared is nil.
type declared struct {
	need, age, handicap, departement, commune, failed, forWhom *situation.Fact
	bands                                                      map[string]ages // by the id of an age band
}

func declaredIn(words *situation.Vocabulary) *declared {
	fact := func(id string) *situation.Fact {
		f, _ := words.Fact(id)
		return f
	}
	d := &declared{need: fact("need"), age: fact("age"), handicap: fact("handicap"), departement: fact("departement"), commune: fact("commune"), failed: fact("echec"), forWhom: fact("pour_qui")}
	d.bands = make(map[string]ages)
	if d.age == nil {
		return d
	}
	for n := d.age.Min; n <= d.age.Max; n++ {
		v, err := d.age.Parse(strconv.Itoa(n))
		band, ok := d.age.Covering(v)
		if err != nil || !ok {
			continue
		}
		span, begun := d.bands[band.ID]
		if !begun {
			span.from = n
		}
		span.to = n
		d.bands[band.ID] = span
	}
	return d
}

// ageOf is the years that somebody may have.
func (d *declared) ageOf(at *situation.Situation) (ages, bool) {
	if d.age == nil || !at.Get(d.age.Index).Known() {
		return ages{}, false
	}
	said := d.age.Format(at.Get(d.age.Index))
	if band, ok := d.bands[said]; ok {
		return band, true
	}
	n, err := strconv.Atoi(said)
	return ages{n, n}, err == nil
}

// says tells whether a fact is known to have a value.
func (d *declared) says(at *situation.Situation, fact *situation.Fact, value string) bool {
	return fact != nil && fact.Format(at.Get(fact.Index)) == value
}
