package dialogue

import (
	"strings"

	"passerelle/internal/listen"
)

// alarm shows the numbers of a danger. A certain one settles what it says of the request, where none is known yet.
func (t *turn) alarm(kind string, certain bool) {
	t.trail.Misses = 0
	if danger, ok := t.engine.dangers[kind]; ok && certain && !t.needKnown() {
		var settled []Entry
		for _, s := range danger.Settles {
			settled = append(settled, Entry{Fact: s.ID, Value: s.Value, How: Told})
		}
		t.trail.add(settled...)
		t.now = t.engine.replay(t.trail)
	}
	t.events = append(t.events, Alarmed{Kind: kind, Certain: certain})
	t.trail.Aside = Aside{Kind: AsideAlarm, Arg: kind}
	if !certain {
		t.trail.Aside.Kind = AsideConfirm
	}
}

// listen acts on words that say no danger: a reserved word, the words of a button, or something in passing.
func (t *turn) listen() {
	h := t.in.Heard
	agrees := h.Command == "yes" || h.Command == "no" // first of all an answer to the question on the screen
	if h.Command != "" && !agrees {
		t.reserved(h.Command)
		return
	}
	screen := t.screen()
	if t.in.Pick != nil && len(screen.Options) > 0 {
		if i := t.in.Pick(screen.Options); i >= 0 {
			t.choose(screen.Options[i].ID)
			return
		}
	}
	switch {
	case agrees:
		t.agree(h.Command == "yes")
	case t.asksWhere() && t.hearPlace():
	default:
		t.understand()
	}
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
		if t.now.rest == atQuestion || !t.hearPlaceUnasked() {
			t.miss()
		}
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

// agree takes a yes or a no that is no button's: to an interlude, or to the question of where the person is.
func (t *turn) agree(yes bool) {
	pick := func(ifYes, ifNo string) {
		if yes {
			t.answerAside(ifYes)
		} else {
			t.answerAside(ifNo)
		}
	}
	switch aside := t.trail.Aside; {
	case aside.Kind == AsideConfirm:
		pick(asideYes, asideNo)
	case aside.Kind == AsideChange:
		pick(asideChange, asideKeep)
	case aside.Kind == AsideSwitch:
		pick(aside.Arg, asideContinue)
	case aside.Kind == AsideWhich && yes:
		t.confirmCommune()
	case aside.Kind == AsideWhich:
		t.otherCommune()
	case t.asksWhere() && !yes:
		t.refusePlace()
	default:
		t.miss()
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
