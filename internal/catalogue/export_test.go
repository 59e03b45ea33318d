package catalogue

import "passerelle/internal/situation"

// Fits tells whether no condition of the service is known not to hold.
func (s *Service) Fits(at *situation.Situation) bool { return s.fits(at) }

// Score is the rank of a service that fits.
func (s *Service) Score(need *Need, at *situation.Situation) (points int, fits bool) {
	return s.score(need, at)
}

// Criteria are the conditions of a service.
func (s *Service) Criteria() []Criterion { return s.criteria }

// Of lists the services for a need, in reading order.
func (c *Catalogue) Of(n *Need) []*Service { return c.byNeed[n.index] }

// Audience lists the populations that a service names.
func (s *Service) Audience() []string {
	var out []string
	for _, c := range s.everyCriterion() {
		out = append(out, c.Key)
	}
	return out
}

// Strict tells whether a service is kept for professionals alone.
func (s *Service) Strict() bool { return s.strict }

// Always lists the human ways for whatever need.
func (c *Catalogue) Always() []*Service { return c.always }
