package dialogue

import "slices"

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
	for last >= 0 && (!t.now.holds(last) || t.trail.Entries[last].Step == placeStep) { // what was said of a place is said
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
	t.trail.Entries = slices.DeleteFunc(t.trail.Entries, func(e Entry) bool { return e.Step != placeStep }) // counted once
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
		if entry.Step == placeStep {
			kept = append(kept, entry)
		} else if t.now.holds(i) && t.ofPerson(entry) {
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
	t.handOff(OnRequest)
	t.trail.Aside = Aside{Kind: AsideHuman}
}

func (t *turn) unsure() {
	r := t.now
	if t.asksWhere() && t.trail.Aside.Kind != AsideReask {
		t.refusePlace()
		return
	}
	if t.trail.Aside.Kind != NoAside {
		t.again()
		return
	}
	if r.rest != atQuestion {
		t.human()
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
