package dialogue

import (
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
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
	t.now = e.replay(trail)
	t.reconcile()
	t.best, t.knew = t.now.advice().Best(), t.needKnown()
	t.hear()
	return t.result()
}

// turn is the work of one Turn.
type turn struct {
	engine *Engine
	in     Input
	trail  *Trail
	begun  bool               // no conversation was open
	now    *replay            // of the trail as it stands
	best   *catalogue.Service // the best door before this input
	knew   bool               // the need was known before this input
	events []Event
	missed bool
	erased bool
}

func (t *turn) say(what string) { t.events = append(t.events, Said{"said." + what}) }

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
	if h := t.in.Heard; h != nil && h.Danger != nil {
		t.alarm(h.Danger.Kind, h.Danger.Certain)
		return
	}
	switch {
	case t.in.Show:
		t.redisplay()
	case t.in.Start:
		t.start()
	case t.in.Choice != "":
		t.choose(t.in.Choice)
	case t.in.Command != NoCommand:
		t.command(t.in.Command)
	case t.in.Heard != nil:
		t.listen()
	default:
		t.miss()
	}
}

func (t *turn) start() {
	if len(t.trail.Entries) > 0 {
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
		t.events = append(t.events, Alarmed{Kind: aside.Arg, Certain: aside.Kind == AsideAlarm})
	case AsideHuman:
		t.events = append(t.events, HandedOff{Advice: t.now.advice(), Why: OnRequest}, Followed{"human"})
	case AsideReask:
		t.reask(aside.Arg)
	default:
		t.say(asidePrompts[aside.Kind])
	}
}

var asidePrompts = map[AsideKind]string{AsideResume: "resume", AsideChange: "change", AsideBetween: "between", AsideSwitch: "switch"}

// advance replays after the trail changed, and shows where that leads.
func (t *turn) advance() {
	t.trail.Aside = Aside{}
	t.trail.Misses = 0
	t.now = t.engine.replay(t.trail)
	t.welcome()
	t.show(true)
}

// again shows once more where the conversation stands, without what was said on the way.
func (t *turn) again() {
	t.trail.Aside = Aside{}
	t.trail.Misses = 0
	t.show(false)
}

func (t *turn) welcome() {
	if t.begun {
		t.say("welcome")
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
		t.events = append(t.events, Advised{Advice: r.advice()}, Followed{"advice"})
	case atFailed:
		t.events = append(t.events, HandedOff{Advice: r.advice(), Why: AfterFailed}, Followed{"human"})
	case atHandoff:
		t.events = append(t.events, HandedOff{Advice: r.advice(), Why: ByFlow}, Followed{"human"})
	case atLimit:
		t.events = append(t.events, HandedOff{Advice: r.advice(), Why: AfterLimit}, Followed{"human"})
	case atEnd:
		t.events = append(t.events, Ended{}, Followed{"end"})
	}
}

// growAdvice shows the best door so far when the last answer brought another one.
func (t *turn) growAdvice() {
	if !t.needKnown() {
		return
	}
	advice := t.now.advice()
	if best := advice.Best(); best != nil && (best != t.best || !t.knew) {
		t.events = append(t.events, Advised{Advice: advice, Best: true})
	}
}

func (t *turn) alarm(kind string, certain bool) {
	t.trail.Misses = 0
	settled := false
	if danger, ok := t.engine.dangers[kind]; ok && certain && !t.needKnown() {
		for i, s := range danger.Settles {
			t.trail.Entries = append(t.trail.Entries, Entry{Fact: s.ID, Value: s.Value, How: Told, First: i == 0})
		}
		settled = len(danger.Settles) > 0
	}
	if settled {
		t.trim()
		t.now = t.engine.replay(t.trail)
	}
	t.events = append(t.events, Alarmed{Kind: kind, Certain: certain})
	t.trail.Aside = Aside{Kind: AsideAlarm, Arg: kind}
	if !certain {
		t.trail.Aside.Kind = AsideConfirm
	}
}

func (t *turn) needKnown() bool { return t.now.situation.Get(t.engine.need.Index).Known() }

// trim keeps a trail within its bound: the oldest entries go.
func (t *turn) trim() {
	if over := len(t.trail.Entries) - MaxEntries; over > 0 {
		t.trail.Entries = append(t.trail.Entries[:0], t.trail.Entries[over:]...)
	}
}

func (t *turn) command(c Command) {
	switch c {
	case Back:
		t.back()
	case Restart:
		t.restart()
	case Help:
		t.trail.Aside, t.trail.Misses = Aside{}, 0
		t.say("help")
		t.showBriefly()
	case Human:
		t.human()
	case Erase:
		t.erase()
	case Urgent:
		t.trail.Misses = 0
		t.events = append(t.events, Alarmed{Kind: AnyDanger, Certain: true})
		t.trail.Aside = Aside{Kind: AsideAlarm, Arg: AnyDanger}
	}
}

// erase leaves nothing; where nothing was, a conversation begins.
func (t *turn) erase() {
	if t.begun {
		t.say("erase_nothing")
		t.showBriefly()
		return
	}
	t.erased = true
	t.events = append(t.events, Erased{})
}

// AnyDanger is the kind shown by the Urgence button: every number, each with what it is for.
const AnyDanger = "tout"

// showBriefly asks again without repeating a whole advice.
func (t *turn) showBriefly() {
	switch r := t.now; r.rest {
	case atQuestion:
		t.events = append(t.events, Asked{Key: keyOf(r.step, r.fact), Fact: r.fact})
	case atAdvice:
		t.events = append(t.events, Followed{"advice"})
	case atEnd:
		t.events = append(t.events, Followed{"end"})
	default:
		t.events = append(t.events, Followed{"human"})
	}
}

// back drops the answers of the last turn that still hold; an interlude is only closed.
func (t *turn) back() {
	if t.trail.Aside.Kind != NoAside {
		t.say("back")
		t.again()
		return
	}
	last := len(t.trail.Entries) - 1
	for last >= 0 && !t.now.holds(last) {
		last--
	}
	if last < 0 {
		t.trail.Misses = 0
		t.say("back_start")
		t.showBriefly()
		return
	}
	first := last
	for first > 0 && !t.trail.Entries[first].First {
		first--
	}
	t.trail.Entries = append(t.trail.Entries[:first], t.trail.Entries[last+1:]...)
	t.say("back")
	t.begun = false
	t.advance()
}

// restart begins again, with all forgotten and new buttons.
func (t *turn) restart() {
	t.trail.Entries = t.trail.Entries[:0]
	if t.in.Nonce != "" {
		t.trail.Nonce = t.in.Nonce
	}
	t.say("restart")
	t.begun, t.knew = false, false
	t.advance()
}

// newRequest begins again with what was said of the person kept.
func (t *turn) newRequest() {
	t.keepPerson()
	t.say("new_request")
	t.begun, t.knew = false, false
	t.advance()
}

// keepPerson leaves in the trail only what was told of the person, as told in passing.
func (t *turn) keepPerson() {
	kept := t.trail.Entries[:0]
	for i, entry := range t.trail.Entries {
		if t.now.holds(i) && t.ofPerson(entry) {
			kept = append(kept, Entry{Fact: entry.Fact, Value: entry.Value, How: Told, First: len(kept) == 0})
		}
	}
	t.trail.Entries = kept
}

func (t *turn) ofPerson(entry Entry) bool {
	if entry.How == Unsure || entry.Fact == "" {
		return false
	}
	fact, ok := t.engine.words.Fact(entry.Fact)
	return ok && !fact.Request
}

func (t *turn) human() {
	t.trail.Misses = 0
	t.events = append(t.events, HandedOff{Advice: t.now.advice(), Why: OnRequest}, Followed{"human"})
	t.trail.Aside = Aside{Kind: AsideHuman}
}

// listen acts on words that are neither a danger nor a command.
func (t *turn) listen() {
	screen := t.screen()
	if t.in.Pick != nil && len(screen.Options) > 0 {
		labels := make([]string, len(screen.Options))
		for i, o := range screen.Options {
			labels[i] = o.Label
		}
		if i := t.in.Pick(labels); i >= 0 {
			t.choose(screen.Options[i].ID)
			return
		}
	}
	if h := t.in.Heard; h.Command != "" {
		t.reserved(h.Command)
		return
	}
	t.understand()
}

var commands = map[string]Command{"back": Back, "restart": Restart, "help": Help, "human": Human, "erase": Erase, "urgent": Urgent}

func (t *turn) reserved(word string) {
	switch c, ok := commands[word]; {
	case ok:
		t.command(c)
	case word == "unsure":
		t.unsure()
	case word == "stop":
		t.stop()
	case word == "greet":
		t.trail.Misses = 0
		t.say("hello")
		t.showBriefly()
	default:
		t.miss()
	}
}

// understand takes needs and facts said in passing.
func (t *turn) understand() {
	facts := t.freshFacts()
	needs := t.freshNeeds()
	switch {
	case len(needs) == 0 && len(facts) == 0 && t.begun:
		t.start()
	case len(needs) == 0 && len(facts) == 0:
		t.miss()
	case len(needs) == 0:
		t.trail.add(facts...)
		t.advance()
	case t.needKnown() && t.now.rest == atEnd && one(needs):
		t.trail.add(facts...)
		t.now = t.engine.replay(t.trail)
		t.restartWith(needs[0].Need)
	case t.needKnown() && len(needs) == 1:
		t.offer(facts, Aside{AsideSwitch, needs[0].Need}, "switch")
	case one(needs):
		t.trail.add(append(facts, Entry{Fact: t.engine.need.ID, Value: needs[0].Need, How: Told})...)
		t.advance()
	default:
		ids := make([]string, len(needs))
		for i, n := range needs {
			ids[i] = n.Need
		}
		t.offer(facts, Aside{AsideBetween, strings.Join(ids, " ")}, "between")
	}
}

// one tells whether exactly one need was heard, without doubt.
func one(needs []listen.Finding) bool { return len(needs) == 1 && !needs[0].Weak }

// offer opens an interlude, with what was told in passing kept.
func (t *turn) offer(facts []Entry, aside Aside, say string) {
	t.trail.add(facts...)
	t.now = t.engine.replay(t.trail)
	t.trail.Misses, t.trail.Aside = 0, aside
	t.say(say)
}

// freshFacts are the facts heard that are new here.
func (t *turn) freshFacts() []Entry {
	var out []Entry
	for _, f := range t.in.Heard.Facts {
		fact, ok := t.engine.words.Fact(f.ID)
		if !ok {
			continue
		}
		if v, err := fact.Parse(f.Value); err == nil && t.now.situation.Get(fact.Index) != v {
			out = append(out, Entry{Fact: f.ID, Value: f.Value, How: Told})
		}
	}
	return out
}

// maxBetween is how many needs are offered when a message holds several.
const maxBetween = 3

func (t *turn) freshNeeds() []listen.Finding {
	known := t.engine.need.Format(t.now.situation.Get(t.engine.need.Index))
	var out []listen.Finding
	for _, f := range t.in.Heard.Needs {
		if f.Need != known && len(out) < maxBetween {
			out = append(out, f)
		}
	}
	return out
}

// miss climbs the ladder: other words, examples, a human.
func (t *turn) miss() {
	t.missed = true
	t.trail.Misses = min(t.trail.Misses+1, 3)
	if t.trail.Misses == 3 {
		t.events = append(t.events, HandedOff{Advice: t.now.advice(), Why: AfterMisses})
		if t.trail.Aside.Kind == NoAside {
			t.showBriefly()
		}
		return
	}
	variant := Variant(t.trail.Misses)
	if t.now.rest == atQuestion && t.trail.Aside.Kind == NoAside {
		t.events = append(t.events, Asked{Key: keyOf(t.now.step, t.now.fact), Fact: t.now.fact, Variant: variant})
		return
	}
	t.say([...]string{"", "miss_first", "miss_second"}[variant])
}

func (t *turn) unsure() {
	r := t.now
	if t.trail.Aside.Kind != NoAside {
		t.again()
		return
	}
	if r.rest != atQuestion {
		t.trail.Misses = 0
		t.say("unsure_here")
		t.showBriefly()
		return
	}
	t.trail.add(Entry{Step: r.question(), Fact: r.fact.ID, How: Unsure})
	t.advance()
}

func (t *turn) stop() {
	r := t.now
	switch {
	case r.rest == atQuestion && t.needKnown():
		t.trail.add(Entry{Step: stopStep, Value: followStop, How: Passed})
		t.advance()
	case r.rest == atAdvice || r.rest == atFailed || r.rest == atHandoff:
		t.trail.add(Entry{Step: r.step.Name, Value: followStop, How: Passed})
		t.advance()
	default:
		t.trail.Misses = 0
		t.say("stop_here")
		t.showBriefly()
	}
}

// answerEntry is an answer to a question, as the trail keeps it.
func answerEntry(question string, fact *situation.Fact, c *flow.Choice) Entry {
	if !c.Value.Known() {
		return Entry{Step: question, Value: c.ID, How: Passed}
	}
	return Entry{Step: question, Fact: fact.ID, Value: c.ID}
}
