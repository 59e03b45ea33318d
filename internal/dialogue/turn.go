package dialogue

import (
	"slices"

	"passerelle/internal/catalogue"
	"passerelle/internal/flow"
	"passerelle/internal/situation"
)

// Turn is one message in and events out. A nil trail begins a conversation with in.Nonce. The trail given is not kept.
func (e *Engine) Turn(trail *Trail, lang string, easy bool, in Input) Result {
	t := &turn{engine: e, in: in}
	if trail == nil {
		trail = &Trail{Lang: lang, Easy: easy, Nonce: in.Nonce, Revision: e.book.Revision}
		t.begun = true
	}
	t.trail = trail
	t.now = t.replay()
	t.reconcile()
	t.best, t.hadDoor = t.now.advice().Best(), t.mayAdvise()
	t.helped = t.now.helpsSomebody()
	t.hear()
	return t.result()
}

// turn is the work of one Turn.
type turn struct {
	engine  *Engine
	in      Input
	trail   *Trail
	begun   bool               // no conversation was open
	now     *replay            // of the trail as it stands
	best    *catalogue.Service // the best door before this input
	hadDoor bool               // there was a door to show before this input
	helped  bool               // they wrote for somebody else before this input
	known   gathered
	events  []Event
	missed  bool
	erased  bool
	reasked bool // the question is the last one again, after something new
}

// replay recomputes the conversation from the trail as it stands.
func (t *turn) replay() *replay { return t.engine.replay(t.trail, &t.known) }

func (t *turn) say(what string) { t.events = append(t.events, Said{"said." + what}) }

// Survey tells what these flows make of a trail: how many of its answers hold, how many are to be asked again, and
// whether somebody still has the word.
func (e *Engine) Survey(trail *Trail) (held, askedAgain int, alive bool) {
	r := e.replay(trail, new(gathered))
	for i := range trail.Entries {
		if r.holds(i) {
			held++
		} else {
			askedAgain++
		}
	}
	return held, askedAgain, r.rest != atLimit
}

// reconcile brings a trail of other flows to these: what no longer holds is asked again, and one sentence says so.
func (t *turn) reconcile() {
	if t.trail.Revision == t.engine.book.Revision {
		return
	}
	t.trail.Revision = t.engine.book.Revision
	lost := false
	for i := range t.trail.Entries {
		lost = lost || !t.now.holds(i)
	}
	if lost && !t.begun {
		t.say("flow_changed")
	}
}

// hear acts on the input. Danger comes before anything else.
func (t *turn) hear() {
	if h := t.in.Heard; h != nil && len(h.Dangers) > 0 {
		t.alarm(h.Dangers)
		return
	}
	switch {
	case t.in.Show:
		t.redisplay()
	case t.in.Start:
		t.start()
	case t.in.Choice != "":
		t.choose(t.in.Choice)
	case t.in.Point != nil:
		t.locatePoint(*t.in.Point)
	case t.in.Command != NoCommand:
		t.command(t.in.Command)
	case t.in.Heard != nil:
		t.listen()
	default:
		t.miss()
	}
}

func (t *turn) start() {
	if slices.ContainsFunc(t.trail.Entries, func(e Entry) bool { return e.Step != placeStep }) {
		t.trail.Aside = Aside{Kind: AsideResume}
		t.say("resume")
		return
	}
	t.begun = true
	for _, p := range t.in.Presets {
		t.trail.add(Entry{Fact: p.ID, Value: p.Value, How: Preset})
	}
	t.advance()
}

// redisplay shows the screen again as it stands, an interlude included.
func (t *turn) redisplay() {
	if t.begun {
		t.start()
		return
	}
	if t.trail.Aside.Kind == NoAside {
		t.say("continue")
		t.show(false)
		return
	}
	switch aside := t.trail.Aside; aside.Kind {
	case AsideAlarm, AsideConfirm:
		t.events = append(t.events, aside.Alarm())
	case AsideHuman:
		t.handOff(OnRequest)
	case AsideReask:
		t.reask(aside.Arg)
	case AsideWhere:
		t.askWhere(Plain)
	case AsideWhich:
		t.sayWhich()
	default:
		t.say(asidePrompts[aside.Kind])
	}
}

var asidePrompts = map[AsideKind]string{AsideResume: "resume", AsideChange: "change", AsideBetween: "between", AsideSwitch: "switch", AsideLine: "card_which"}

// advance replays after the trail changed, and shows where that leads.
func (t *turn) advance() {
	t.trail.Aside = Aside{}
	t.trail.Misses = 0
	t.now = t.replay()
	t.changePerson()
	t.welcome()
	t.show(true)
}

// changePerson forgets what was kept of who wrote for themselves, once they write for somebody else.
func (t *turn) changePerson() {
	if t.helped || !t.now.helpsSomebody() {
		return
	}
	t.trail.drop(func(e Entry) bool {
		fact, ok := t.engine.words.Fact(e.Fact)
		return e.How == Kept && ok && !fact.Writer
	})
	t.now = t.replay()
}

// again shows once more where the conversation stands, without what was said on the way.
func (t *turn) again() {
	t.trail.Aside = Aside{}
	t.trail.Misses = 0
	t.show(false)
}

// welcome greets who begins.
func (t *turn) welcome() {
	if t.begun {
		t.say("welcome")
	}
	t.renamed()
}

// renamed tells who uses an old name today's.
func (t *turn) renamed() {
	if t.in.Heard == nil {
		return
	}
	for _, old := range t.in.Heard.Renamed {
		t.events = append(t.events, Said{RenamedText(old)})
	}
}

// show tells what a replay rests on; passing adds the say steps passed since the last answer.
func (t *turn) show(passing bool) {
	r := t.now
	if passing {
		for _, step := range r.said {
			t.events = append(t.events, Said{step.Name + ".say"})
		}
	}
	switch r.rest {
	case atQuestion:
		t.growAdvice()
		t.events = append(t.events, Asked{Key: keyOf(r.step, r.fact), Fact: r.fact})
	case atAdvice:
		t.events = append(t.events, Advised{Advice: r.advice()})
		t.nearby()
		t.events = append(t.events, Followed{"advice"})
	case atFailed:
		t.handOff(AfterFailed)
	case atHandoff:
		t.handOff(ByFlow)
	case atLimit:
		t.handOff(AfterLimit)
	case atCard:
		t.showCard()
	case atEnd:
		t.events = append(t.events, Ended{}, Followed{"end"})
	}
}

// handOff names the humans, then those of them who are near.
func (t *turn) handOff(why Handing) {
	t.events = append(t.events, HandedOff{Advice: t.now.advice(), Why: why})
	t.nearby()
	t.events = append(t.events, Followed{"human"})
}

// growAdvice shows the best door so far when the last answer brought another one.
func (t *turn) growAdvice() {
	if !t.mayAdvise() || t.now.inCard() {
		return
	}
	advice := t.now.advice()
	if best := advice.Best(); best != nil && (best != t.best || !t.hadDoor) {
		t.events = append(t.events, Advised{Advice: advice, Best: true})
	}
}

// mayAdvise tells whether there is a door to show already: the need is known, or a referral rule knows who leads without it.
func (t *turn) mayAdvise() bool {
	rule := t.now.advice().Rule
	return t.needKnown() || rule != nil && rule.Way != catalogue.Unclear
}

func (t *turn) needKnown() bool { return t.now.situation.Get(t.engine.need.Index).Known() }

// answerEntry is an answer to a question, as the trail keeps it.
func answerEntry(question string, fact *situation.Fact, c *flow.Choice) Entry {
	if !c.Value.Known() {
		return Entry{Step: question, Value: c.ID, How: Passed}
	}
	return Entry{Step: question, Fact: fact.ID, Value: c.ID}
}
