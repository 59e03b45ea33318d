package dialogue

import (
	"slices"

	"passerelle/internal/situation"
)

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
	case Trust, Privacy, Sources:
		t.notice(pages[c])
	}
}

// pages are the notices that words of their own ask for.
var pages = map[Command]string{Trust: "trust", Privacy: "privacy", Sources: "sources"}

// notice answers who asks about the bot itself, then asks again what is open. Numbers of an alarm stay at the head.
func (t *turn) notice(page string) {
	t.trail.Misses = 0
	told := Noticed{page}
	switch t.trail.Aside.Kind {
	case AsideAlarm:
		t.redisplay()
		t.events = append(t.events, told)
	case NoAside:
		t.events = append(t.events, told)
		t.showBriefly()
	case AsideHuman:
		t.events = append(t.events, told, Followed{"human"})
	default:
		t.events = append(t.events, told)
		t.redisplay()
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
	case atCard:
		t.events = append(t.events, Followed{"card"})
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
	t.begun, t.hadDoor = false, false
	t.advance()
}

// newRequest begins again with what was said of the person kept.
func (t *turn) newRequest() {
	t.keepPerson()
	t.say("new_request")
	t.begun, t.hadDoor = false, false
	t.advance()
}

// keepPerson leaves in the trail only what was told of the person, as told in passing.
func (t *turn) keepPerson() {
	kept := make([]Entry, 0, len(t.trail.Entries))
	for i, entry := range t.trail.Entries {
		if entry.Step == placeStep || t.keepsOff(entry) {
			kept = append(kept, entry)
		} else if t.now.holds(i) {
			for _, e := range t.toldOfPerson(entry) {
				e.First = len(kept) == 0
				kept = append(kept, e)
			}
		}
	}
	t.trail.Entries = kept
}

// keepsOff tells whether an entry takes a line off the card that the next request would show again.
func (t *turn) keepsOff(entry Entry) bool {
	fact, ok := t.engine.words.Fact(entry.Value)
	return entry.Step == cardStep && ok && t.stays(fact)
}

// toldOfPerson is what an answer tells of the person, as told in passing: its fact, or what a choice without a value sets
// ("je suis professionnel").
func (t *turn) toldOfPerson(entry Entry) []Entry {
	if t.ofPerson(entry) {
		return []Entry{{Fact: entry.Fact, Value: entry.Value, How: Kept}}
	}
	if entry.How != Passed {
		return nil
	}
	var told []Entry
	if _, c, ok := t.lookUp(entry.Step, entry.Value); ok {
		for _, s := range c.Set {
			if t.stays(s.Fact) {
				told = append(told, Entry{Fact: s.Fact.ID, Value: s.Fact.Format(s.Value), How: Kept})
			}
		}
	}
	return told
}

func (t *turn) ofPerson(entry Entry) bool {
	if entry.How == Unsure || entry.Fact == "" {
		return false
	}
	fact, ok := t.engine.words.Fact(entry.Fact)
	return ok && t.stays(fact)
}

// stays tells whether a fact outlives a request: it is not about the request, and whoever helps several people does not
// carry what is true of one to the next.
func (t *turn) stays(fact *situation.Fact) bool {
	return !fact.Request && (fact.Writer || !t.now.helpsSomebody())
}

// helpsSomebody tells whether the one who writes does so for others.
func (r *replay) helpsSomebody() bool {
	f := r.engine.forWhom
	if f == nil {
		return false
	}
	who := f.Format(r.situation.Get(f.Index))
	return who == "proche" || who == "professionnel"
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
	if aside := t.trail.Aside; aside.Kind == AsideBetween { // who does not know which begins with what was said first
		t.takeNeed(aside.Needs()[0], aside.told())
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
		t.trail.add(Entry{Step: stopStep, Value: r.question(), How: Passed})
		t.advance()
	case r.rest == atCard && !r.step.Card: // the card was shown in the middle of its questions
		t.trail.add(Entry{Step: stopStep, Value: r.question(), How: Passed})
		t.advance()
	case r.rest == atAdvice || r.rest == atFailed || r.rest == atHandoff || r.rest == atCard:
		t.trail.add(Entry{Step: r.step.Name, Value: followStop, How: Passed})
		t.advance()
	default:
		t.trail.Misses = 0
		t.say("stop_here")
		t.showBriefly()
	}
}
