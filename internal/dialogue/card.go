package dialogue

import (
	"slices"

	"passerelle/internal/catalogue"
	"passerelle/internal/flow"
	"passerelle/internal/situation"
	"passerelle/internal/territory"
)

// cardStep is the step of the entries that take a line off the card: "!fiche", with the id of the fact.
const cardStep = "!fiche"

// Card is what a person may show to who helps them (design.md, section 3, "The card"). It holds nothing that tells who
// they are: no free text, and only facts that the card's own flow asks.
type Card struct {
	Need        *catalogue.Need
	Service     *catalogue.Service // the exact procedure; nil when none was named
	Lines       []CardLine
	Job         *situation.Fact // with a professional who hands over: their trade
	JobValue    string
	Departement *territory.Departement // of that professional; nil when it is not known
	Easy        bool                   // the person prefers easy texts
}

// CardLine is one thing said on a card, that the person may take off again.
type CardLine struct {
	Step  string // "<flow>.<step>": its texts are Step+".line.<Value>" and Step+".name"
	Fact  string
	Value string
}

// Text is the line as the helper reads it.
func (l CardLine) Text() string { return l.Step + ".line." + l.Value }

// Name is the line on a button.
func (l CardLine) Name() string { return CardLineName(l.Step) }

// CardLineName is the text that names the line of a step of the card's flow.
func CardLineName(step string) string { return step + ".name" }

// Carded shows the card.
type Carded struct{ Card Card }

func (e Carded) fingerprint(f fingerprint) fingerprint {
	f = f.number(13)
	for _, l := range e.Card.Lines {
		f = f.text(l.Step).text(l.Value)
	}
	return f
}

// hasCard tells whether a card can be made at all.
func (e *Engine) hasCard() bool { return e.book.Card != nil }

// enterCard goes from an advice into the flow of the card.
func (r *replay) enterCard(from *flow.Step) *flow.Step {
	if r.depth == MaxDepth || !r.engine.hasCard() {
		return from.Next
	}
	r.calls[r.depth] = from
	r.depth++
	return r.engine.book.Card.First()
}

// inCard tells whether the replay rests in the flow of the card.
func (r *replay) inCard() bool { return r.step != nil && r.step.Flow == r.engine.book.Card }

// card is the card as the trail fills it.
func (t *turn) card() Card {
	r, e := t.now, t.engine
	if !e.hasCard() {
		return Card{}
	}
	advice := r.hopefulAdvice()
	c := Card{Need: advice.Need, Easy: t.trail.Easy && !r.helpsSomebody(), Service: procedure(advice)}
	for _, step := range e.book.Card.Steps {
		if step.Kind != flow.Ask {
			continue
		}
		v := r.situation.Get(step.Fact.Index)
		if o, ok := step.Fact.Covering(v); ok && !t.tookOff(step.Fact.ID) {
			c.Lines = append(c.Lines, CardLine{Step: step.Name, Fact: step.Fact.ID, Value: o.ID})
		}
	}
	t.signCard(&c)
	return c
}

// signCard tells which trade a card comes from, and from where, when a professional hands over.
func (t *turn) signCard(c *Card) {
	job := t.engine.job
	if job == nil {
		return
	}
	value := job.Format(t.now.situation.Get(job.Index))
	if value == "" {
		return
	}
	c.Job, c.JobValue = job, value
	c.Departement, _ = t.departement()
}

// procedure is the desk or the procedure that the need comes down to: the first service of an advice, but for who goes with
// people through any procedure and for what a rule shows beside. What comes after it answers other needs, and stands on no card.
func procedure(a catalogue.Advice) *catalogue.Service {
	for _, s := range a.Services {
		if s != nil && !accompanies(s) && (a.Rule == nil || !slices.Contains(a.Rule.Names, s)) {
			return s
		}
	}
	return nil
}

// accompanies tells whether a service is somebody who helps or listens, whatever the procedure.
func accompanies(s *catalogue.Service) bool {
	switch s.Helper {
	case "mediateur_numerique", "france_services", "travailleur_social", "mission_locale", "ecoute":
		return true
	}
	return false
}

// hopefulAdvice is the advice as it was before « Ça n'a pas marché », which names people only.
func (r *replay) hopefulAdvice() catalogue.Advice {
	f := r.engine.failed
	if f == nil || !r.situation.Get(f.Index).Known() {
		return r.advice()
	}
	before := r.situation
	before.Set(f.Index, situation.Value{})
	return r.engine.advisor.Advise(&before)
}

func (t *turn) tookOff(fact string) bool {
	return slices.ContainsFunc(t.trail.Entries, func(e Entry) bool { return e.Step == cardStep && e.Value == fact })
}

// showCard shows the card and what can be done with it.
func (t *turn) showCard() {
	t.events = append(t.events, Carded{t.card()}, Followed{"card"})
}

// moreLines tells whether the flow of the card still has a question to ask after this step.
func (t *turn) moreLines(step *flow.Step) bool {
	for next, n := step.Next, 0; next != nil && n < flow.MaxSteps; next, n = next.Next, n+1 {
		if next.Kind == flow.Ask && !t.now.situation.Get(next.Fact.Index).Known() {
			return true
		}
	}
	return false
}

// cardOptions are the ways on from a card.
func (t *turn) cardOptions() []Option {
	var options []Option
	if step := t.now.step; step != nil && (!step.Card || t.moreLines(step)) { // stopped in the middle, or not yet asked
		options = append(options, t.followOption(followMore))
	}
	if len(t.card().Lines) > 0 {
		options = append(options, t.followOption(followRemove))
	}
	return append(options, t.followOption(followNew), t.followOption(followStop))
}

// chooseLine lists the lines of the card, to take one off.
func (t *turn) chooseLine() {
	if t.now.rest != atCard || len(t.card().Lines) == 0 {
		t.stale("stale_other")
		return
	}
	t.trail.Misses, t.trail.Aside = 0, Aside{Kind: AsideLine}
	t.say("card_which")
}

func (t *turn) lineOptions() []Option {
	var options []Option
	lines := t.card().Lines
	lines = lines[max(0, len(lines)-flow.MaxChoices):] // of nine, the aim stays: it says what the need says
	for _, l := range lines {
		options = append(options, Option{ID: button(t.trail.Nonce, cardStep, l.Fact), Label: l.Name()})
	}
	if len(options) < flow.MaxChoices {
		options = append(options, t.asideOption(asideKeep))
	}
	return options
}

// takeOff takes a line off the card.
func (t *turn) takeOff(fact string) {
	if t.now.rest != atCard || !slices.ContainsFunc(t.card().Lines, func(l CardLine) bool { return l.Fact == fact }) {
		t.stale("stale_other")
		return
	}
	t.trail.Aside, t.trail.Misses = Aside{}, 0
	t.trail.add(Entry{Step: cardStep, Value: fact, How: Passed})
	t.now = t.replay()
	t.say("card_removed")
	t.showCard()
}

// fillCard goes on with the questions of the card; who stopped in the middle of them takes that back.
func (t *turn) fillCard() {
	switch {
	case t.now.rest != atCard || t.now.step == nil:
		t.stale("stale_other")
		return
	case t.now.step.Card:
		t.trail.add(Entry{Step: t.now.step.Name, Value: followMore, How: Passed})
	default:
		t.trail.drop(func(e Entry) bool { return e.Step == stopStep })
	}
	t.advance()
}
