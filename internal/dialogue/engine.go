// Package dialogue is the engine of conversations: a turn takes a trail and one input, and gives a trail and events. It
// does no I/O, reads no clock and draws no chance, so that the same trail always tells the same story.
package dialogue

import (
	"strings"
	"time"

	"passerelle/internal/catalogue"
	"passerelle/internal/directory"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
	"passerelle/internal/territory"
)

// Advisor answers a situation. Package catalogue is one.
type Advisor interface {
	// Advise gives the best answer to what is known so far.
	Advise(*situation.Situation) catalogue.Advice
	// ByPhone is a human to call, of that answer or for any need; nil when there is none.
	ByPhone(catalogue.Advice, *situation.Situation) *catalogue.Service
	// Facts is the set of facts that may change that answer.
	Facts(*situation.Situation) situation.Set
}

// Atlas knows communes. Package territory has one.
type Atlas interface {
	Find(words string) territory.Match
	Postcode(code string) []*territory.Commune
	Commune(insee string) (*territory.Commune, bool)
	Departement(code string) (*territory.Departement, bool)
	Nearest(territory.Point) (c *territory.Commune, km float64)
}

// Guide names the places with human help that are near. Package directory has one.
type Guide interface {
	// Near gives the best places for a need, as things stand at a moment; without are the keys of places to leave out.
	Near(s *situation.Situation, need string, at time.Time, without []string) directory.Answer
	// Serves tells whether a place can help with a need at all; the empty need is any.
	Serves(need string) bool
}

// Engine runs the flows of one book.
type Engine struct {
	book        *flow.Book
	words       *situation.Vocabulary
	advisor     Advisor
	atlas       Atlas
	guide       Guide // nil: no places are known
	dangers     map[string]*listen.Kind
	need        *situation.Fact
	commune     *situation.Fact      // nil where the vocabulary has none
	departement *situation.Fact      // as commune
	forWhom     *situation.Fact      // for whom somebody writes; nil where the vocabulary has none
	minor       *situation.Condition // under 18; nil where the vocabulary has no age
	job         *situation.Fact      // the trade of who writes; as forWhom
	failed      *situation.Fact      // « Ça n'a pas marché » was said; nil where the vocabulary has none
	dependent   []*situation.Fact    // facts that make sense only while their condition is not false
	answers     [][]flow.Choice      // by fact: its options as the choices of a gathered question
	groups      map[string]map[string][]flow.Choice
}

// Parts are what an engine runs: content, and those it asks. Guide may be nil; the vocabulary must declare the fact "need".
type Parts struct {
	Book    *flow.Book
	Words   *situation.Vocabulary
	Advisor Advisor
	Dangers map[string]*listen.Kind // by id
	Atlas   Atlas
	Guide   Guide
}

// New makes an engine.
func New(p Parts) *Engine {
	e := &Engine{book: p.Book, words: p.Words, advisor: p.Advisor, dangers: p.Dangers, atlas: p.Atlas, guide: p.Guide, groups: make(map[string]map[string][]flow.Choice)}
	book, words := p.Book, p.Words
	e.need, _ = words.Fact("need")
	e.commune, _ = words.Fact("commune")
	e.departement, _ = words.Fact("departement")
	e.failed, _ = words.Fact("echec")
	e.forWhom, _ = words.Fact("pour_qui")
	e.job, _ = words.Fact("metier")
	e.minor, _ = words.Compile("age < 18") // without the fact there are no minors to tell apart
	e.answers = make([][]flow.Choice, len(words.Facts))
	for i, fact := range words.Facts {
		if fact.When != nil {
			e.dependent = append(e.dependent, fact)
		}
		for _, o := range fact.Options {
			e.answers[i] = append(e.answers[i], flow.Choice{ID: o.ID, Value: o.Value})
		}
	}
	for _, f := range book.Flows {
		for _, step := range f.Steps {
			e.group(step)
		}
	}
	return e
}

// group sorts the choices of an Ask by the value of the fact that groups them, once.
func (e *Engine) group(step *flow.Step) {
	if step.Kind != flow.Ask || step.Fact.GroupedBy == "" {
		return
	}
	byGroup := make(map[string][]flow.Choice)
	for _, c := range step.Choices {
		byGroup[c.Group] = append(byGroup[c.Group], c)
	}
	e.groups[step.Name] = byGroup
}

// offered lists the choices of an Ask that fit what is known.
func (e *Engine) offered(step *flow.Step, s *situation.Situation) []flow.Choice {
	byGroup, ok := e.groups[step.Name]
	if !ok {
		return step.Choices
	}
	grouping, ok := e.words.Fact(step.Fact.GroupedBy)
	if !ok {
		return step.Choices
	}
	return byGroup[grouping.Format(s.Get(grouping.Index))]
}

// question finds the step and the fact behind the name of a question.
func (e *Engine) question(name string) (*flow.Step, *situation.Fact, bool) {
	if step, ok := e.book.Step(name); ok {
		return step, step.Fact, step.Kind == flow.Ask
	}
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return nil, nil, false
	}
	step, ok := e.book.Step(name[:i])
	fact, known := e.words.Fact(name[i+1:])
	return step, fact, ok && known && step.Kind == flow.Gather && e.mayGather(step, fact)
}

// asks tells whether the flows still have the question that an entry answers.
func (e *Engine) asks(entry *Entry) bool {
	if entry.Step == "" {
		return false
	}
	if entry.Fact == "" {
		_, ok := e.book.Step(entry.Step)
		return ok || entry.Step == stopStep || entry.Step == placeStep || entry.Step == cardStep
	}
	_, fact, ok := e.question(entry.Step)
	return ok && fact.ID == entry.Fact
}

// gathers tells whether an entry answers a question of this Gather.
func (e *Engine) gathers(step *flow.Step, entry *Entry) bool {
	if step.Kind != flow.Gather || len(entry.Step) != len(step.Name)+1+len(entry.Fact) ||
		!strings.HasPrefix(entry.Step, step.Name) || !strings.HasSuffix(entry.Step, entry.Fact) {
		return false
	}
	fact, ok := e.words.Fact(entry.Fact)
	return ok && e.mayGather(step, fact)
}

// mayGather tells whether a Gather may ask about a fact at all: named, or none is named and it is neither sensitive nor
// about the request itself.
func (e *Engine) mayGather(step *flow.Step, fact *situation.Fact) bool {
	if n := len(fact.Options); n < flow.MinChoices || n > flow.MaxChoices {
		return false
	}
	if len(step.Facts) == 0 {
		return !fact.Sensitive && !fact.Request
	}
	for _, named := range step.Facts {
		if named == fact {
			return true
		}
	}
	return false
}

// nextToGather is the first fact, in the order of the step, about which two answers give different
// advice; nil when none is left.
func (e *Engine) nextToGather(step *flow.Step, s *situation.Situation, refused situation.Set) *situation.Fact {
	candidates := step.Facts
	if len(candidates) == 0 {
		candidates = e.words.Facts
	}
	matter := e.advisor.Facts(s)
	for _, fact := range candidates {
		if s.Get(fact.Index).Known() || refused.Has(fact.Index) || !e.mayGather(step, fact) || !fact.Sensible(s) {
			continue
		}
		if (matter.Has(fact.Index) || e.opens(fact, matter)) && e.changes(fact, s) {
			return fact
		}
	}
	return nil
}

// opens tells whether a fact decides if another one that matters makes sense.
func (e *Engine) opens(fact *situation.Fact, matter situation.Set) bool {
	for _, dependent := range e.dependent {
		if matter.Has(dependent.Index) && dependent.When.Facts().Has(fact.Index) {
			return true
		}
	}
	return false
}

// changes tells whether two answers about a fact give different advice.
func (e *Engine) changes(fact *situation.Fact, s *situation.Situation) bool {
	before := s.Get(fact.Index)
	defer s.Set(fact.Index, before)
	var first catalogue.Advice
	for i, o := range fact.Options {
		s.Set(fact.Index, o.Value)
		advice := e.advisor.Advise(s)
		if i == 0 {
			first = advice
		} else if advice.Services != first.Services || advice.Humans[0] != first.Humans[0] {
			return true
		}
	}
	return false
}
