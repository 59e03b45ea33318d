package directory

import (
	"slices"
	"time"

	"passerelle/internal/hours"
	"passerelle/internal/situation"
	"passerelle/internal/territory"
)

// Guide names places for a situation.
type Guide struct {
	dir         *Directory
	rules       *Rules
	gazetteer   *territory.Gazetteer
	commune     *situation.Fact
	departement *situation.Fact
	quarters    map[string][]string // arrondissements that have places, by their city
}

// NewGuide makes a guide to a directory, which may be nil: it then names nothing.
func NewGuide(dir *Directory, rules *Rules, g *territory.Gazetteer, words *situation.Vocabulary) *Guide {
	guide := &Guide{dir: dir, rules: rules, gazetteer: g, quarters: make(map[string][]string)}
	guide.commune, _ = words.Fact("commune")
	guide.departement, _ = words.Fact("departement")
	if dir == nil {
		return guide
	}
	for insee := range dir.byCommune {
		if c, ok := g.Commune(insee); ok && c.Parent != "" {
			guide.quarters[c.Parent] = append(guide.quarters[c.Parent], insee)
		}
	}
	return guide
}

// Place returns a place by its key.
func (g *Guide) Place(key string) (*Place, bool) {
	if g.dir == nil {
		return nil, false
	}
	return g.dir.Place(key)
}

// Near names the places for a need in a situation, at a moment, without those whose keys are given. Empty where nobody knows
// where the person is, and for a need whose answer is a phone line.
func (g *Guide) Near(s *situation.Situation, need string, at time.Time, without []string) Answer {
	q, ok := g.Query(s, need, at)
	if !ok {
		return Answer{}
	}
	q.Without = without
	return g.dir.Answer(q)
}

// Reads is the set of facts that may change the places.
func (g *Guide) Reads() situation.Set {
	r := g.rules
	set := r.wishes.wheelchair.Facts() | r.wishes.noCar.Facts() | r.wishes.freeOnly.Facts() | r.wishes.phoneOnly.Facts()
	for _, groups := range [][]group{r.publics, r.particular} {
		for i := range groups {
			set |= groups[i].is.Facts()
		}
	}
	for i := range r.aims {
		set |= r.aims[i].when.Facts()
	}
	for i := range r.helpers {
		set |= r.helpers[i].notFor.Facts()
	}
	for _, e := range r.ensured {
		set |= e.when.Facts()
	}
	for _, f := range []*situation.Fact{g.commune, g.departement} {
		if f != nil {
			set = set.With(f.Index)
		}
	}
	return set
}

// Query is what a situation asks of places; false when no place is to be named.
func (g *Guide) Query(s *situation.Situation, need string, at time.Time) (*Query, bool) {
	q := &Query{Need: need, Now: at}
	if g.dir == nil || !g.locate(q, s) || !g.rules.seek(q) {
		return nil, false
	}
	day := at.In(hours.Zone(q.Departement))
	q.Seed = uint64(day.Year()*1000 + day.YearDay())
	g.rules.describe(q, s)
	return q, true
}

// locate finds where the person is.
func (g *Guide) locate(q *Query, s *situation.Situation) bool {
	if insee := told(g.commune, s); insee != "" {
		q.Departement = departementOf(insee)
		if c, ok := g.gazetteer.Commune(insee); ok {
			q.Near = c.Point
			q.Own = append([]string{insee}, g.quarters[insee]...)
			if c.Parent != "" {
				q.Own = append(q.Own, c.Parent)
			}
		}
	}
	if q.Departement == "" {
		q.Departement = told(g.departement, s)
	}
	return q.Departement != ""
}

func told(f *situation.Fact, s *situation.Situation) string {
	if f == nil {
		return ""
	}
	return f.Format(s.Get(f.Index))
}

// seek sets who is looked for; false when nobody is.
func (r *Rules) seek(q *Query) bool {
	if r.limits.shown == 0 { // there are no rules
		return false
	}
	need, known := r.needs[q.Need]
	look := r.searches[q.Need]
	if !known {
		q.Need, look = "", r.unnamed
	}
	q.Services = need.Services
	if look == nil {
		return len(q.Services) > 0
	}
	q.First, q.Then = look.first, look.then
	if len(look.services) > 0 {
		q.Services = look.services
	}
	return !look.none
}

// describe sets what is known of the person.
func (r *Rules) describe(q *Query, s *situation.Situation) {
	for i := range r.publics {
		switch p := &r.publics[i]; {
		case p.is == nil:
		case p.is.Eval(s) == situation.Yes:
			q.Publics = append(q.Publics, p.name)
		case p.is.Eval(s) == situation.No:
			q.NotPublics = append(q.NotPublics, p.name)
		}
	}
	for i := range r.particular {
		if p := &r.particular[i]; isSo(p.is, s) {
			q.Particular = append(q.Particular, p.name)
		}
	}
	for i := range r.helpers {
		if h := &r.helpers[i]; isSo(h.notFor, s) {
			q.NotFor = append(q.NotFor, h.id)
		}
	}
	for _, e := range r.ensured {
		if isSo(e.when, s) {
			q.Ensure = append(q.Ensure, e.who)
		}
	}
	q.Wheelchair, q.NoCar = isSo(r.wishes.wheelchair, s), isSo(r.wishes.noCar, s)
	q.FreeOnly, q.PhoneOnly = isSo(r.wishes.freeOnly, s), isSo(r.wishes.phoneOnly, s)
	q.Aims = r.pursued(q, s)
}

// isSo tells a condition that is written and known to hold.
func isSo(c *situation.Condition, s *situation.Situation) bool {
	return c != nil && c.Eval(s) == situation.Yes
}

// pursued are the aims of a query. The services of a second-best search are no aim: nobody asked for paperwork who asks for
// a bed.
func (r *Rules) pursued(q *Query, s *situation.Situation) []string {
	wanted := r.needs[q.Need].Services
	if q.Need == "" {
		wanted = q.Services
	}
	var out []string
	for i := range r.aims {
		aim := &r.aims[i]
		if (len(aim.services) == 0 || shareOne(aim.services, wanted)) && aim.when.Eval(s) == situation.Yes {
			out = append(out, aim.id)
		}
	}
	return slices.Clip(out)
}
