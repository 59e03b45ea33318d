package directory

import (
	"maps"
	"slices"

	"passerelle/internal/situation"
)

// Seek makes a query look for services by their names in the French schema, whatever the need: what an operator asks for.
func (g *Guide) Seek(q *Query, s *situation.Situation, services []string) {
	q.Need, q.Services, q.First, q.Then = "", services, nil, nil
	q.Aims = g.rules.pursued(q, s)
}

// Public says of a query that the person is of this public and of no other; false for one that the rules do not name.
func (g *Guide) Public(q *Query, name string) bool {
	all := g.PublicNames()
	if !slices.Contains(all, name) {
		return false
	}
	q.Publics = []string{name}
	q.NotPublics = slices.DeleteFunc(all, func(p string) bool { return p == name })
	return true
}

// Particular says of a query that the person has this need; false for one that the rules do not name.
func (g *Guide) Particular(q *Query, name string) bool {
	if !slices.Contains(g.ParticularNames(), name) {
		return false
	}
	q.Particular = append(q.Particular, name)
	return true
}

// PublicNames lists the publics that the rules name.
func (g *Guide) PublicNames() []string { return namesOf(g.rules.publics) }

// ParticularNames lists the particular needs that the rules name.
func (g *Guide) ParticularNames() []string { return namesOf(g.rules.particular) }

// ServiceNames lists the services that needs look for.
func (g *Guide) ServiceNames() []string { return slices.Sorted(maps.Keys(g.rules.serviceBits())) }
