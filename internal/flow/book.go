// Package flow holds scripted conversations: reads them from YAML, checks their wiring, and draws them as graphs.
package flow

import (
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// What a file may make long, in one place.
const (
	MaxSteps   = 100 // of one flow
	MaxFlows   = 100
	MinChoices = 2 // on one screen, the fixed exits not counted
	MaxChoices = 8
	MaxButton  = 58 // bytes of "flow.step:choice"; with the nonce a button stays within Telegram's 64
)

// Kind is what a step does.
type Kind uint8

const (
	Say       Kind = iota // tells one thing and goes on
	Ask                   // asks one fact and waits
	Gather                // asks the facts that can still change the advice, one by one
	Recommend             // gives the advice and waits
	Handoff               // names the humans and waits
	Call                  // runs another flow, then goes on
	End                   // says goodbye and waits for a new request
)

var kindNames = [...]string{"say", "ask", "gather", "recommend", "handoff", "call", "end"}

func (k Kind) String() string { return kindNames[k] }

// Waits tells whether the person has the word after this step.
func (k Kind) Waits() bool { return k == Ask || k == Recommend || k == Handoff || k == End }

// Book is every flow, wired.
type Book struct {
	Flows    []*Flow // by file name
	Start    *Flow
	Card     *Flow  // what fills the card to show a helper; nil where there is none
	Revision uint32 // changes when any flow or fact changes
	steps    map[string]*Step
}

// Flow is one scripted conversation.
type Flow struct {
	ID    string
	Steps []*Step
	node  source.Node
}

// Step is one stop in a flow.
type Step struct {
	Name    string // "flow.step", unique in the book
	Flow    *Flow
	Kind    Kind
	When    *situation.Condition // nil or a condition: the step is passed unless it is known to be true
	Next    *Step                // where it goes on; nil leaves the flow
	Fact    *situation.Fact      // of an Ask
	Choices []Choice             // of an Ask
	Unsure  *Step                // of an Ask: where "je ne sais pas" goes on
	Facts   []*situation.Fact    // of a Gather; empty means whatever the advice depends on
	AtMost  int                  // of a Gather
	Calls   *Flow                // of a Call
	Card    bool                 // of a Handoff: shows the card, for the person to show the human
	follows *Step                // the next one in the file, taken when the step is passed
	node    source.Node
}

// Choice is one answer to an Ask, offered as a button.
type Choice struct {
	ID    string
	Value situation.Value     // unknown: the choice passes on without an answer ("autre sujet")
	Group string              // only offered when the fact that groups has this value
	Set   []situation.Setting // facts that follow from the answer
	Next  *Step
}

// Step returns a step by its full name.
func (b *Book) Step(name string) (*Step, bool) {
	s, ok := b.steps[name]
	return s, ok
}

// Follows is the step taken when this one is passed; nil leaves the flow.
func (s *Step) Follows() *Step { return s.follows }

// First is the step a flow begins with.
func (f *Flow) First() *Step {
	if len(f.Steps) == 0 {
		return nil
	}
	return f.Steps[0]
}

// At makes a fault that stands at this step.
func (s *Step) At(what, mend string) source.Fault { return s.node.At(what, mend) }

// Question is the name of a question of a Gather: its texts live with the fact, its answers under this name.
func (s *Step) Question(fact *situation.Fact) string { return s.Name + "." + fact.ID }

// Open tells an Ask that is answered in words or by a location, for want of buttons: where somebody lives.
func (s *Step) Open() bool { return s.Kind == Ask && s.Fact != nil && s.Fact.Type == situation.Commune }

// Choice returns the answer of an Ask that sets a value.
func (s *Step) Choice(id string) (*Choice, bool) {
	for i := range s.Choices {
		if s.Choices[i].ID == id {
			return &s.Choices[i], true
		}
	}
	return nil, false
}

// Whole tells whether every step of the flow was read and wired: a faulty one cannot be walked.
func (f *Flow) Whole() bool {
	if len(f.Steps) == 0 {
		return false
	}
	for _, s := range f.Steps {
		if (s.Kind == Ask && (s.Fact == nil || len(s.Choices) == 0 && !s.Open())) || (s.Kind == Call && s.Calls == nil) {
			return false
		}
	}
	return true
}
