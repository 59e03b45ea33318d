package catalogue

import "passerelle/internal/situation"

// Sizes of an answer (design.md, section 3).
const (
	MaxServices = 3
	MaxHumans   = 3
	maxReasons  = 6
)

// Advice is what we would answer to a situation: services, best first, one human way at least among them; and the human
// ways, best first. Two advices that say the same are equal.
type Advice struct {
	Need     *Need
	Rule     *Rule                 // the referral rule that led; nil when the need alone did
	Services [MaxServices]*Service // nil after the last
	Humans   [MaxHumans]*Service
}

// Empty tells an advice that names nobody and nothing.
func (a Advice) Empty() bool { return a.Services[0] == nil && a.Humans[0] == nil }

// Best is the first door: the first service, or the first human.
func (a Advice) Best() *Service {
	if a.Services[0] != nil {
		return a.Services[0]
	}
	return a.Humans[0]
}

// Weights of the ranking. A service never loses its place for what is unknown as much as it would for a better match
// elsewhere: unknown ranks lower, it does not exclude.
const (
	firstNeed    = 6 // the need is the first that the service is for, then 2 less for each place
	needStep     = 2
	limitedMet   = 6
	limitedOpen  = -4
	silentOpen   = -12 // kept for people whom nobody asks to say so: after what is for everybody
	bonusMet     = 3
	bonusAtMost  = 6
	named        = 20 // the person named this service
	preferred    = 8  // the author's word that this door is the first in this case
	boundMet     = 2
	boundOpen    = -2
	placeOpen    = -8 // of another region, as far as we know
	urgentKind   = 10
	wantedHelper = 6
	anyHelper    = 4
	deskOnline   = -8 // among humans: a desk behind an online procedure comes after a place or a line
	lowPenalty   = -6
	unreadSource = -1
)

// Advise answers a situation. Without a need it names the human ways that are right for everybody.
func (c *Catalogue) Advise(s *situation.Situation) Advice {
	need := c.needOf(s)
	if need == nil {
		return c.withoutNeed(s)
	}
	said := c.named(need, s)
	advice := Advice{Need: need, Rule: c.rule(need, s)}
	var services, humans podium
	var best bench
	for _, service := range c.byNeed[need.index] {
		points, fits := service.score(need, s)
		if !fits || !advice.Rule.shows(service) {
			continue
		}
		if service.ordinal == said {
			points += named
		}
		services.offer(service, points)
		if service.Helper != "" && advice.Rule.counts(service) {
			points += wanted(need, service) + service.inPerson()
			humans.offer(service, points)
			best.offer(service, points)
		}
	}
	for _, service := range c.always {
		if _, fits := service.score(need, s); fits && !humans.holds(service) {
			humans.offer(service, farBelow+wanted(need, service))
		}
	}
	services.dropUnlikely(s)
	advice.Services, advice.Humans = services.first, advice.Rule.lead(c, &best, s, humans.first)
	advice.name(advice.Rule, s)
	advice.place(advice.Rule)
	advice.keepOneHuman()
	return advice
}

// farBelow ranks a human way that is right for any need after all those of the need itself.
const farBelow = -1000

// ByPhone is a human to call: the first of an advice who answers a phone, else of those who help with any need; nil when no
// such line fits the situation.
func (c *Catalogue) ByPhone(a Advice, s *situation.Situation) *Service {
	for _, service := range a.Humans {
		if service != nil && len(service.Phones()) > 0 {
			return service
		}
	}
	for _, service := range c.always {
		if service.fits(s) && len(service.Phones()) > 0 {
			return service
		}
	}
	return nil
}

func (c *Catalogue) needOf(s *situation.Situation) *Need {
	i := s.Get(c.needFact.Index).Ordinal()
	if i < 0 || i >= len(c.Needs) {
		return nil
	}
	return c.Needs[i]
}

// named is the place of the service that the person named; -1 when they named none, and in danger, where the order of the
// numbers is not theirs to change.
func (c *Catalogue) named(need *Need, s *situation.Situation) int {
	if c.namedFact == nil || need.FirstAnswer == "urgence" {
		return -1
	}
	return s.Get(c.namedFact.Index).Ordinal()
}

func (c *Catalogue) withoutNeed(s *situation.Situation) Advice {
	var p podium
	for i, service := range c.always {
		if service.fits(s) {
			p.offer(service, -i)
		}
	}
	advice := Advice{Services: p.first, Rule: c.rule(nil, s)}
	advice.Humans = advice.Rule.lead(c, new(bench), s, p.first)
	advice.Services = advice.Humans
	advice.name(advice.Rule, s)
	advice.keepOneHuman()
	return advice
}

// keepOneHuman puts the best human way in the last place when no service of the answer is one.
func (a *Advice) keepOneHuman() {
	last := 0
	for i, s := range a.Services {
		if s == nil {
			break
		}
		if s.Helper != "" {
			return
		}
		last = i
	}
	if a.Humans[0] == nil {
		return
	}
	if a.Services[last] != nil && last < MaxServices-1 {
		last++
	}
	a.Services[last] = a.Humans[0]
}

// Facts is the set of facts on which the advice for this situation may depend.
func (c *Catalogue) Facts(s *situation.Situation) situation.Set {
	need := c.needOf(s)
	if need == nil {
		return c.referred
	}
	return c.facts[need.index] | c.referred
}

// Reads is the set of facts on which any advice may depend.
func (c *Catalogue) Reads() situation.Set {
	var all situation.Set
	for _, facts := range c.facts {
		all |= facts
	}
	return all | c.referred
}

// podium keeps the three best; the first come wins a tie.
type podium struct {
	first  [MaxServices]*Service
	points [MaxServices]int
}

func (p *podium) offer(s *Service, points int) {
	for i := range p.first {
		if p.first[i] == nil || points > p.points[i] {
			copy(p.first[i+1:], p.first[i:])
			copy(p.points[i+1:], p.points[i:])
			p.first[i], p.points[i] = s, points
			return
		}
	}
}

// enough services are named without the last one: one that is only for few people, as far as we know for others, is left out.
const enough = MaxServices - 1

// dropUnlikely leaves out a last service that is kept for people of whom nothing says that this person is one.
func (p *podium) dropUnlikely(at *situation.Situation) {
	if last := p.first[enough]; last != nil && last.unlikely(at) {
		p.first[enough] = nil
	}
}

// unlikely tells whether a condition that few people meet is not known to hold.
func (s *Service) unlikely(at *situation.Situation) bool {
	for i := range s.criteria {
		if c := &s.criteria[i]; !c.Bonus && c.silent && c.Is.Eval(at) == situation.Unknown {
			return true
		}
	}
	return false
}

func (p *podium) holds(s *Service) bool {
	for _, other := range p.first {
		if other == s {
			return true
		}
	}
	return false
}

// score ranks a service for a need; fits is false when a condition of it is known not to hold.
func (s *Service) score(need *Need, at *situation.Situation) (points int, fits bool) {
	if s.avoided(at) {
		return 0, false
	}
	bonus := 0
	for i := range s.criteria {
		c := &s.criteria[i]
		truth := c.Is.Eval(at)
		switch {
		case c.Bonus && truth == situation.Yes:
			bonus += bonusMet
		case c.Bonus:
		case truth == situation.No:
			return 0, false
		case c.core.Eval(at) != situation.Yes && truth == situation.Yes: // let in by the service's own ages, no more
		default:
			points += c.weight(truth)
		}
	}
	if s.prefers != nil && s.prefers.Eval(at) == situation.Yes {
		points += preferred
	}
	points += min(bonus, bonusAtMost) + s.standing(need)
	return points, true
}

// avoided tells whether an author says that this service is no answer here.
func (s *Service) avoided(at *situation.Situation) bool {
	return s.avoids != nil && s.avoids.Eval(at) == situation.Yes
}

func (s *Service) fits(at *situation.Situation) bool {
	if s.avoided(at) {
		return false
	}
	for i := range s.criteria {
		if c := &s.criteria[i]; !c.Bonus && c.Is.Eval(at) == situation.No {
			return false
		}
	}
	return true
}

func (c *Criterion) weight(truth situation.Truth) int {
	met, open := boundMet, boundOpen
	switch {
	case c.Key == "territory":
		open = placeOpen
	case c.silent:
		met, open = limitedMet, silentOpen
	case len(c.Key) > len("population.") && c.Key[:len("population.")] == "population.":
		met, open = limitedMet, limitedOpen
	}
	if truth == situation.Yes {
		return met
	}
	return open
}

// standing is the part of the score that no fact changes.
func (s *Service) standing(need *Need) int {
	points := 0
	for i, n := range s.Needs {
		if n == need {
			points = max(0, firstNeed-needStep*i)
			break
		}
	}
	if need.FirstAnswer == "urgence" && s.Kind == "urgence" {
		points += urgentKind
	}
	if s.Low {
		points += lowPenalty
	}
	if s.Doubtful {
		points += unreadSource
	}
	return points + wanted(need, s)
}

// wanted prefers the human that the need calls for first.
func wanted(need *Need, s *Service) int {
	switch {
	case s.Helper == "":
		return 0
	case string(s.Helper) == need.FirstAnswer:
		return wantedHelper
	case need.FirstAnswer == "humain":
		return anyHelper
	}
	return 0
}

// inPerson prefers, among humans, a place or a line to the desk behind an online procedure.
func (s *Service) inPerson() int {
	if s.Kind == "demarche" || s.Kind == "site" {
		return deskOnline
	}
	return 0
}
