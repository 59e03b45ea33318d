package catalogue

import "passerelle/internal/situation"

// Reason is why a service is in the answer: a text and its variables.
type Reason struct {
	Key string // "reason.<key>.yes" or "reason.<key>.if"
	N   int
}

// Why gives the reasons for a service, from the facts used: what is met first, then what is not known.
func (s *Service) Why(at *situation.Situation) []Reason {
	var met, open []Reason
	for i := range s.criteria {
		c := &s.criteria[i]
		told := c.told(at)
		switch truth := c.Is.Eval(at); {
		case truth == situation.Yes:
			met = append(met, Reason{"reason." + told.Key + ".yes", c.N})
		case truth == situation.Unknown && !c.Bonus:
			open = append(open, Reason{"reason." + told.Key + ".if", c.N})
		}
	}
	reasons := append(met, open...)
	return reasons[:min(len(reasons), maxReasons)]
}

// ReasonKeys lists every text that Why may ask for, for those who check texts.
func (c *Catalogue) ReasonKeys() []string {
	seen := make(map[string]bool)
	var keys []string
	for _, s := range c.Services {
		for _, criterion := range s.everyCriterion() {
			for _, end := range []string{".yes", ".if"} {
				if key := "reason." + criterion.Key + end; !seen[key] {
					seen[key] = true
					keys = append(keys, key)
				}
			}
		}
	}
	return keys
}

// everyCriterion lists the criteria of a service, each group of a joint one by itself.
func (s *Service) everyCriterion() []Criterion {
	var out []Criterion
	for _, c := range s.criteria {
		if len(c.any) > 0 {
			out = append(out, c.any...)
		} else {
			out = append(out, c)
		}
	}
	return out
}
