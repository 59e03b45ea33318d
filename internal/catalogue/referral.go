package catalogue

import (
	"slices"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// Way is what a referral rule decides: who leads.
type Way string

// The ways on, as the referral rules R0 to R8 tell them.
const (
	Safety       Way = "safety"         // R0: numbers before anything
	Alone        Way = "service"        // R1: the online service, with one phone or place beside it
	Mediator     Way = "mediator"       // R2: somebody at the screen
	SocialWorker Way = "social_worker"  // R3: somebody who knows which right
	MissionLoc   Way = "mission_locale" // R4: 16 to 25 and out of school
	Both         Way = "both"           // R5: the right first, then the screen
	Professional Way = "professional"   // R6: tools of the trade, never mixed with the public's
	Unclear      Way = "unclear"        // R7
	Failed       Way = "failed"         // R8: a human, not another link
)

// Ways lists every way.
var Ways = []Way{Safety, Alone, Mediator, SocialWorker, MissionLoc, Both, Professional, Unclear, Failed}

// Rule is one referral rule: in a situation where its condition is known to hold, who is named first.
type Rule struct {
	ID     string
	Way    Way
	Lead   []Helper   // human ways to name first, in order; empty leaves the catalogue's order
	Before bool       // the first of them goes before online services
	Names  []*Service // to show first, where they fit
	when   *situation.Condition
	doors  map[Helper][]*Service // who stands for a kind here, instead of the need's own
	tools  bool                  // shows tools of a trade, and nothing else; they show nowhere else
	node   source.Node
}

// Caution is something to know beside an advice.
type Caution struct {
	ID   string
	when *situation.Condition
	node source.Node
}

// At makes a fault that stands at this rule.
func (r *Rule) At(what, mend string) source.Fault { return r.node.At(what, mend) }

// At makes a fault that stands at this caution.
func (c *Caution) At(what, mend string) source.Fault { return c.node.At(what, mend) }

// Why is the text that tells why this rule leads where it does.
func (r *Rule) Why() string { return "referral." + r.ID + ".why" }

// Text is what there is to know.
func (c *Caution) Text() string { return "caution." + c.ID + ".say" }

// Cautions lists what there is to know in a situation.
func (c *Catalogue) Cautions(s *situation.Situation) []*Caution {
	var out []*Caution
	for _, caution := range c.AllCautions {
		if caution.when.Eval(s) == situation.Yes {
			out = append(out, caution)
		}
	}
	return out
}

// rule is the first one that is known to hold; nil when none is. need is nil before it is known.
func (c *Catalogue) rule(need *Need, s *situation.Situation) *Rule {
	for _, r := range c.rulesFor(need) {
		if r.when.Eval(s) == situation.Yes {
			return r
		}
	}
	return nil
}

// rulesFor are the rules that may hold for a need, in their order.
func (c *Catalogue) rulesFor(need *Need) []*Rule {
	if need == nil {
		return c.Rules
	}
	return c.ruled[need.index]
}

// sortRules finds, once, the rules that may hold for each need: most speak of a few needs only.
func (c *Catalogue) sortRules() {
	c.ruled = make([][]*Rule, len(c.Needs))
	if c.needFact == nil {
		return
	}
	for i, need := range c.Needs {
		var s situation.Situation
		if o, ok := c.needFact.Option(need.ID); ok {
			s.Set(c.needFact.Index, o.Value)
		}
		for _, r := range c.Rules {
			if !r.when.Never(&s, situation.Set(0).With(c.needFact.Index)) {
				c.ruled[i] = append(c.ruled[i], r)
			}
		}
	}
}

// shows tells whether a service may stand in an answer under this rule.
func (r *Rule) shows(s *Service) bool {
	if r != nil && r.tools {
		return s.ofTrade
	}
	return !s.strict
}

// counts tells whether a service is a person under this rule. Who failed online is not sent to another procedure.
func (r *Rule) counts(s *Service) bool {
	return r == nil || r.Way != Failed || (s.Kind != "demarche" && s.Kind != "site")
}

// lead puts the humans that a rule names first before the others.
func (r *Rule) lead(c *Catalogue, best *bench, s *situation.Situation, others [MaxHumans]*Service) [MaxHumans]*Service {
	if r == nil || len(r.Lead) == 0 {
		return others
	}
	var humans [MaxHumans]*Service
	n := 0
	add := func(s *Service) {
		if s != nil && n < MaxHumans && !slices.Contains(humans[:n], s) {
			humans[n] = s
			n++
		}
	}
	for _, kind := range r.Lead {
		add(r.door(c, best, kind, s))
	}
	for _, other := range others {
		add(other)
	}
	return humans
}

// door is who stands for a kind of help: the rule's own choice; the best of the need; else the usual one, also where it is
// for everybody and the need's best is for some.
func (r *Rule) door(c *Catalogue, best *bench, kind Helper, s *situation.Situation) *Service {
	if named, ok := r.doors[kind]; ok {
		return firstFitting(named, s)
	}
	service, usual := best.of(kind), firstFitting(c.doors[kind], s)
	if service == nil || usual != nil && !service.sure(s) && usual.sure(s) {
		return usual
	}
	return service
}

// sure tells whether every condition of a service is known to hold: it is nobody's guess.
func (s *Service) sure(at *situation.Situation) bool {
	for i := range s.criteria {
		if c := &s.criteria[i]; !c.Bonus && c.Is.Eval(at) != situation.Yes {
			return false
		}
	}
	return true
}

func firstFitting(list []*Service, s *situation.Situation) *Service {
	for _, service := range list {
		if service.fits(s) {
			return service
		}
	}
	return nil
}

// bench holds the best human of each kind for a need.
type bench struct {
	best   [len(Helpers)]*Service
	points [len(Helpers)]int
}

func (b *bench) offer(s *Service, points int) {
	if i := s.helperIndex; b.best[i] == nil || points > b.points[i] {
		b.best[i], b.points[i] = s, points
	}
}

func (b *bench) of(kind Helper) *Service {
	if i := slices.Index(Helpers[:], kind); i >= 0 {
		return b.best[i]
	}
	return nil
}

// name puts the services that a rule names before the others.
func (a *Advice) name(r *Rule, s *situation.Situation) {
	if r == nil {
		return
	}
	for _, service := range slices.Backward(r.Names) {
		if service.fits(s) {
			a.putFirst(service)
		}
	}
}

// place gives the first human of a rule the place it asks for among the services: the first one, or one at least.
func (a *Advice) place(r *Rule) {
	first := a.Humans[0]
	switch {
	case r == nil || len(r.Lead) == 0 || first == nil:
	case r.Way == Failed:
		a.Services = a.Humans
	case r.Before:
		a.putFirst(first)
	case !slices.Contains(a.Services[:], first):
		a.putLast(first)
	}
}

func (a *Advice) putFirst(s *Service) {
	i := slices.Index(a.Services[:], s)
	if i < 0 {
		i = MaxServices - 1 // the last one makes room
	}
	copy(a.Services[1:i+1], a.Services[:i])
	a.Services[0] = s
}

// putLast puts a service after the others, in the last place when there is none left.
func (a *Advice) putLast(s *Service) {
	i := slices.Index(a.Services[:], nil)
	if i < 0 {
		i = MaxServices - 1
	}
	a.Services[i] = s
}
