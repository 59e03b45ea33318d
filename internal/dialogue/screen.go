package dialogue

import (
	"passerelle/internal/catalogue"
	"passerelle/internal/directory"
	"passerelle/internal/flow"
	"passerelle/internal/situation"
)

// State is where a conversation stands after a turn, for those who show or test it.
type State struct {
	Waiting   string // the question waited for, "flow.step"; or what the person rests on
	Situation situation.Situation
	Advice    catalogue.Advice
	Places    directory.Answer // near where the person is, once that and the need are known
	Questions int              // answers and "je ne sais pas" so far
	Answered  []Option         // the answers given, each with the button that asks its question again
}

func (t *turn) result() Result {
	res := Result{Trail: t.trail, Events: t.events, Screen: t.screen(), State: t.state()}
	if t.erased {
		res.Trail, res.State = nil, State{}
		res.Screen = Screen{Options: []Option{{ID: asideRestart, Label: "option." + asideRestart}}}
		return res
	}
	t.noteSaid()
	res.Again, res.Reasked = int(t.trail.Again), t.reasked
	return res
}

// noteSaid notes what is said, and how often in a row: the whole turn, or the same question again after something new.
func (t *turn) noteSaid() {
	said, asked := fingerprintStart, fingerprint(0)
	for _, event := range t.events {
		said = event.fingerprint(said)
		switch event.(type) {
		case Asked, Carded:
			asked = event.fingerprint(fingerprintStart)
		}
	}
	said = said.text(t.trail.Aside.Arg).number(int(t.trail.Aside.Kind))
	now := uint32(said.half())<<16 | uint32(asked.half())
	switch before := t.trail.Said; {
	case now == before:
		t.trail.Again = t.trail.Again%2 + 1
	case asked != 0 && uint16(now) == uint16(before):
		t.trail.Again = t.trail.Again%2 + 1
		t.reasked = true
	default:
		t.trail.Again = 0
	}
	t.trail.Said = now
}

func (t *turn) state() State {
	r := t.now
	s := State{Situation: r.situation, Questions: r.questions, Waiting: restNames[r.rest], Answered: t.answered()}
	if t.mayAdvise() || r.rest != atQuestion {
		s.Advice = r.advice()
		s.Places = t.statePlaces()
	}
	if r.rest == atQuestion {
		s.Waiting = r.question()
	} else if r.step != nil {
		s.Waiting = r.step.Name
	}
	return s
}

// statePlaces are the places near, where the conversation knows where that is.
func (t *turn) statePlaces() directory.Answer {
	if !t.mayHavePlaces() {
		return directory.Answer{}
	}
	return t.now.near(&t.in)
}

// answered lists the answers given to steps that still hold.
func (t *turn) answered() []Option {
	out := make([]Option, 0, len(t.trail.Entries))
	for i, entry := range t.trail.Entries {
		if entry.Step == "" || entry.Fact == "" || !t.now.holds(i) {
			continue
		}
		step, fact, ok := t.engine.question(entry.Step)
		if !ok {
			continue
		}
		out = append(out, t.given(&entry, step, fact))
	}
	return out
}

// given is one answer as it reads in the list of answers.
func (t *turn) given(entry *Entry, step *flow.Step, fact *situation.Fact) Option {
	o := Option{ID: button(t.trail.Nonce, reaskStep, entry.Step), Label: "exit." + ExitUnsure}
	c, isCommune := t.engine.atlas.Commune(entry.Value)
	switch {
	case entry.How == Unsure && step.Open():
		if d, known := t.departement(); known {
			o.Label, o.Name = departementLabel, d.Name
		}
	case entry.How == Unsure:
	case step.Open() && isCommune:
		o.Label, o.Name = "", c.Said()
	default:
		o.Label = LabelOf(step, fact, entry.Value)
	}
	return o
}

var restNames = [...]string{atQuestion: "question", atAdvice: "conseil", atFailed: "humain", atHandoff: "humain", atCard: "fiche", atEnd: "fin", atLimit: "humain"}

// screen lists what can be answered now.
func (t *turn) screen() Screen {
	if t.trail.Aside.Kind == AsideReask {
		return t.reaskScreen()
	}
	if t.trail.Aside.Kind == AsideWhere {
		refuse := t.placeOption(placeRefuse)
		if t.knowsPlace() {
			refuse.Label = "option." + asideKeep
		}
		return Screen{Options: []Option{refuse}, Question: true, Place: true}
	}
	if t.trail.Aside.Kind != NoAside {
		return Screen{Options: t.asideOptions()}
	}
	r := t.now
	if r.rest != atQuestion {
		return Screen{Options: t.followOptions()}
	}
	options := t.answerOptions(r.question(), r.step, r.fact, r.choices)
	if r.step.Open() {
		options = append(options, t.placeOption(placeRefuse))
	}
	switch {
	case r.inCard():
		options = append(options, Option{ID: button(t.trail.Nonce, followStep, followStop), Label: showCardLabel})
	case t.needKnown():
		options = append(options, t.followOption(followStop))
	}
	return Screen{Options: options, Question: true, Place: r.step.Open()}
}

func (t *turn) answerOptions(question string, step *flow.Step, fact *situation.Fact, choices []flow.Choice) []Option {
	options := make([]Option, 0, len(choices)+1)
	for i := range choices {
		options = append(options, Option{
			ID:    button(t.trail.Nonce, question, choices[i].ID),
			Label: LabelOf(step, fact, choices[i].ID),
		})
	}
	return options
}

// reaskScreen offers the answers of a question that was answered before.
func (t *turn) reaskScreen() Screen {
	question := t.trail.Aside.Arg
	step, fact, ok := t.engine.question(question)
	if !ok {
		return Screen{Options: []Option{t.asideOption(asideKeep)}}
	}
	if step.Open() {
		return Screen{Options: []Option{t.asideOption(asideKeep)}, Question: true, Place: true}
	}
	choices := t.engine.answers[fact.Index]
	if step.Kind == flow.Ask {
		choices = t.engine.offered(step, &t.now.situation)
	}
	return Screen{Options: append(t.answerOptions(question, step, fact, choices), t.asideOption(asideKeep))}
}

func (t *turn) followOption(choice string) Option {
	return Option{ID: button(t.trail.Nonce, followStep, choice), Label: "option." + choice}
}

func (t *turn) followOptions() []Option {
	switch t.now.rest {
	case atAdvice:
		options := []Option{t.followOption(followWhy), t.followOption(followFailed)}
		return append(t.withCard(t.withPlace(options)), t.followOption(followNew), t.followOption(followStop))
	case atCard:
		return t.cardOptions()
	case atEnd, atLimit:
		return []Option{t.followOption(followNew)}
	}
	return append(t.withCard(t.withPlace(nil)), t.followOption(followNew), t.followOption(followStop))
}

// offersCard tells whether a card can be made where the conversation rests.
func (t *turn) offersCard() bool {
	r := t.now
	return t.engine.hasCard() && t.needKnown() && (r.rest == atAdvice || r.rest == atFailed || r.rest == atHandoff) && !t.urgent()
}

// urgent tells whether the need is a danger: nothing is asked of who is in one (rule R0).
func (t *turn) urgent() bool {
	need := t.now.advice().Need
	return need != nil && need.FirstAnswer == "urgence"
}

// withCard offers to make the card to show a helper.
func (t *turn) withCard(options []Option) []Option {
	if !t.offersCard() {
		return options
	}
	return append(options, t.followOption(followCard))
}

// withPlace offers to name people near, or near somewhere else.
func (t *turn) withPlace(options []Option) []Option {
	if !t.mayHavePlaces() {
		return options
	}
	ask := t.placeOption(placeAsk)
	if t.knowsPlace() {
		ask.Label = elsewhereLabel
	}
	return append(options, ask)
}

// showCardLabel is the button that shows the card as it stands, in the middle of its questions.
const showCardLabel = "option.montrer"

// elsewhereLabel is the button that asks again where the person is.
const elsewhereLabel = "option.lieu_autre"

func (t *turn) asideOption(choice string) Option {
	return Option{ID: button(t.trail.Nonce, asideStep, choice), Label: "option." + choice}
}

// inLanguage puts buttons in the language of the words of danger above them.
func inLanguage(lang string, options ...Option) []Option {
	for i := range options {
		options[i].Lang = lang
	}
	return options
}

func (t *turn) asideOptions() []Option {
	switch aside := t.trail.Aside; aside.Kind {
	case AsideResume:
		return []Option{t.asideOption(asideContinue), t.asideOption(asideRestart)}
	case AsideChange:
		return []Option{t.asideOption(asideChange), t.asideOption(asideKeep)}
	case AsideBetween:
		var out []Option
		for _, need := range aside.Needs() {
			out = append(out, t.needOption(need))
		}
		return append(out, t.asideOption(asideOther))
	case AsideSwitch:
		return []Option{t.needOption(aside.Needs()[0]), t.asideOption(asideContinue)}
	case AsideAlarm:
		return inLanguage(aside.Alarm().Lang, t.asideOption(asideCalled), t.asideOption(asideErase), t.asideOption(asideHelp))
	case AsideConfirm:
		return inLanguage(aside.Alarm().Lang, t.asideOption(asideYes), t.asideOption(asideNo))
	case AsideWhich:
		return t.whichOptions()
	case AsideLine:
		return t.lineOptions()
	default:
		return append(t.withPlace([]Option{t.asideOption(asideContinue)}), t.followOption(followNew))
	}
}

func (t *turn) needOption(need string) Option {
	return Option{ID: button(t.trail.Nonce, asideStep, need), Label: t.engine.need.Labels + "." + need + ".short"}
}
