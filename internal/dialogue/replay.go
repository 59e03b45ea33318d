package dialogue

import (
	"passerelle/internal/catalogue"
	"passerelle/internal/directory"
	"passerelle/internal/flow"
	"passerelle/internal/situation"
)

// rest is where a conversation has come to: what a replay leaves the person in front of.
type rest uint8

const (
	atQuestion rest = iota // an Ask, or a question of a Gather
	atAdvice               // a Recommend
	atFailed               // after « Ça n'a pas marché »
	atHandoff              // a Handoff of humans
	atCard                 // a Handoff of the card
	atEnd                  // an End, or « Je m'arrête là »
	atLimit                // a flow that did not come to rest: the soft landing
)

// What is chosen after the advice. They stand in entries and in buttons, beside the choices of flows.
const (
	followWhy    = "pourquoi"
	followFailed = "pas_marche"
	followNew    = "autre_demande"
	followStop   = "fin"
	followCard   = "fiche"     // make the card to show a helper
	followMore   = "completer" // put more lines on it
	followRemove = "retirer"   // take a line off it
)

// stopStep is the step of the entry that « Je m'arrête là » leaves in the middle of questions.
const stopStep = "!fin"

// replay recomputes a conversation from its trail: facts, place and what was passed on the way.
type replay struct {
	engine    *Engine
	trail     *Trail
	situation situation.Situation
	used      uint64 // entries that hold, by their index
	rest      rest
	step      *flow.Step      // where it rests; nil at the limit
	fact      *situation.Fact // the question, at atQuestion
	choices   []flow.Choice   // the answers of the question, those that fit
	said      []*flow.Step    // say steps passed since the last answer
	told      []*flow.Step    // say steps passed before it
	questions int             // answers and "je ne sais pas" so far

	advised bool
	answer  catalogue.Advice

	searched bool
	places   directory.Answer

	known *gathered // of this turn

	passed int // steps since the last answer
	calls  [MaxDepth]*flow.Step
	depth  int
}

// replay recomputes a conversation; what one replay of a turn found, the next may remember.
func (e *Engine) replay(t *Trail, known *gathered) *replay {
	r := &replay{engine: e, trail: t, known: known}
	r.settle()
	r.run()
	return r
}

// settle sets what was told in passing, came with a code, or was answered at a step that the flows no longer have.
func (r *replay) settle() {
	for i := range r.trail.Entries {
		entry := &r.trail.Entries[i]
		if entry.Step == placeStep || entry.Step == cardStep {
			r.use(i)
		}
		if entry.Fact == "" || entry.How == Unsure || r.engine.asks(entry) {
			continue
		}
		if r.put(entry.Fact, entry.Value) {
			r.use(i)
		}
	}
	r.passed = 0
}

// put sets a fact by its words; false when the vocabulary no longer has it or it makes no sense here.
func (r *replay) put(factID, text string) bool {
	fact, ok := r.engine.words.Fact(factID)
	if !ok || !fact.Sensible(&r.situation) {
		return false
	}
	value, err := fact.Parse(text)
	if err != nil {
		return false
	}
	r.set(fact, value)
	return true
}

func (r *replay) set(fact *situation.Fact, value situation.Value) {
	r.engine.words.Put(&r.situation, fact, value)
	for _, dependent := range r.engine.dependent {
		if !dependent.Sensible(&r.situation) {
			r.situation.Set(dependent.Index, situation.Value{})
		}
	}
}

func (r *replay) use(entry int) { r.used |= 1 << entry }

func (r *replay) holds(entry int) bool { return r.used&(1<<entry) != 0 }

// run walks the flows from the start until somebody has to answer.
func (r *replay) run() {
	step := r.engine.book.Start.First()
	for {
		if step == nil {
			if r.depth == 0 {
				r.rest = atEnd
				return
			}
			r.depth--
			step = r.calls[r.depth].Next
			continue
		}
		if step.When.Eval(&r.situation) != situation.Yes { // the next one in the file: this always ends
			step = step.Follows()
			continue
		}
		if r.passed++; r.passed > MaxSteps {
			r.rest, r.step = atLimit, nil
			return
		}
		next, resting := r.pass(step)
		if resting {
			r.step = step
			r.stopHere()
			return
		}
		step = next
	}
}

// pass does one step; resting tells that somebody has to answer there.
func (r *replay) pass(step *flow.Step) (next *flow.Step, resting bool) {
	switch step.Kind {
	case flow.Say:
		r.said = append(r.said, step)
		return step.Next, false
	case flow.Ask:
		return r.ask(step)
	case flow.Gather:
		return r.gather(step)
	case flow.Recommend:
		return r.follow(step, atAdvice)
	case flow.Handoff:
		if step.Card {
			return r.follow(step, atCard)
		}
		return r.follow(step, atHandoff)
	case flow.Call:
		if r.depth == MaxDepth {
			return step.Next, false
		}
		r.calls[r.depth] = step
		r.depth++
		return step.Calls.First(), false
	default:
		r.rest = atEnd
		return nil, true
	}
}

// answered forgets what was passed before an answer: it has been said already.
func (r *replay) answered(entry int) {
	r.use(entry)
	r.told = append(r.told, r.said...)
	r.said = r.said[:0]
	r.passed = 0
}

func (r *replay) ask(step *flow.Step) (next *flow.Step, resting bool) {
	fact := step.Fact
	if known := r.situation.Get(fact.Index); known.Known() {
		return r.skip(step, known), false
	}
	if !fact.Sensible(&r.situation) {
		return step.Unsure, false
	}
	if step.Open() {
		return r.locate(step)
	}
	choices := r.engine.offered(step, &r.situation)
	if len(choices) == 1 && choices[0].Value.Known() {
		return r.choose(&choices[0], fact), false // one answer is no question
	}
	if len(choices) < flow.MinChoices || len(choices) > flow.MaxChoices {
		return step.Unsure, false
	}
	entry, choice := r.take(step.Name, fact, choices)
	switch {
	case entry < 0:
		r.rest, r.fact, r.choices = atQuestion, fact, choices
		return nil, true
	case choice == nil:
		r.count(step)
		r.answered(entry)
		return step.Unsure, false
	}
	r.count(step)
	r.answered(entry)
	return r.choose(choice, fact), false
}

// count counts a question that leads to the advice: those of the card come after it.
func (r *replay) count(step *flow.Step) {
	if step.Flow != r.engine.book.Card {
		r.questions++
	}
}

func (r *replay) choose(c *flow.Choice, fact *situation.Fact) *flow.Step {
	if c.Value.Known() {
		r.set(fact, c.Value)
	}
	for _, s := range c.Set {
		r.set(s.Fact, s.Value)
	}
	return c.Next
}

// skip goes on as if the known value had been chosen: a fact that was said is never asked.
func (r *replay) skip(step *flow.Step, known situation.Value) *flow.Step {
	o, ok := step.Fact.Covering(known)
	if !ok {
		return step.Next
	}
	c, ok := step.Choice(o.ID)
	if !ok {
		return step.Next
	}
	for _, s := range c.Set {
		r.set(s.Fact, s.Value)
	}
	return c.Next
}

// take finds the entry that answers a question; entry is -1 when none does, choice nil for "je ne sais pas".
func (r *replay) take(question string, fact *situation.Fact, choices []flow.Choice) (entry int, choice *flow.Choice) {
	for i := range r.trail.Entries {
		e := &r.trail.Entries[i]
		if r.holds(i) || (e.Step != question && !r.renamed(e, fact)) {
			continue
		}
		if e.How == Unsure {
			return i, nil
		}
		for j := range choices {
			if choices[j].ID == e.Value && (e.Fact == "" || e.Fact == fact.ID) {
				return i, &choices[j]
			}
		}
	}
	return -1, nil
}

// renamed tells whether a "je ne sais pas" was given about this fact at a step that the flows no longer have.
func (r *replay) renamed(e *Entry, fact *situation.Fact) bool {
	return e.How == Unsure && e.Fact == fact.ID && !r.engine.asks(e)
}

// follow rests after advice or humans, until the person says to go on.
func (r *replay) follow(step *flow.Step, where rest) (next *flow.Step, resting bool) {
	r.rest = where
	for i := range r.trail.Entries {
		e := &r.trail.Entries[i]
		if r.holds(i) || e.Step != step.Name || e.How != Passed {
			continue
		}
		r.answered(i)
		switch e.Value {
		case followCard:
			return r.enterCard(step), false
		case followMore:
			return step.Next, false
		case followStop:
			return r.leave(step), false
		}
		r.fail()
	}
	return nil, true
}

// fail is « Ça n'a pas marché »: a fact as any other, that the referral rules read.
func (r *replay) fail() {
	r.rest = atFailed
	if f := r.engine.failed; f != nil && len(f.Options) > 0 {
		r.set(f, f.Options[0].Value)
	}
}

// leave is where « Je m'arrête là » leads: on with the flow, out of it from a card.
func (r *replay) leave(step *flow.Step) *flow.Step {
	if step.Card {
		return nil
	}
	return step.Next
}

// stopHere turns a question into the goodbye that « Je m'arrête là » asked for.
func (r *replay) stopHere() {
	if r.rest != atQuestion {
		return
	}
	stopped := 0
	for i := range r.trail.Entries {
		if e := &r.trail.Entries[i]; e.Step == stopStep && e.Value == r.question() {
			r.answered(i)
			stopped++
			r.rest = atEnd
		}
	}
	if stopped == 1 && r.inCard() { // who stops in the middle of the card wants to see it
		r.rest = atCard
	}
}

// advice is the answer to where the replay rests, worked out once.
func (r *replay) advice() catalogue.Advice {
	if !r.advised {
		r.advised, r.answer = true, r.engine.advisor.Advise(&r.situation)
	}
	return r.answer
}

// question is the name under which the answer to the present question is kept.
func (r *replay) question() string {
	if r.step.Kind == flow.Gather {
		return r.step.Question(r.fact)
	}
	return r.step.Name
}
