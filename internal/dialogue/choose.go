package dialogue

import (
	"slices"
	"strings"

	"passerelle/internal/flow"
	"passerelle/internal/situation"
)

// A button is "<nonce>.<step>:<choice>". Steps that begin with "!" are the engine's own.
const (
	asideStep  = "!aside"
	followStep = "!suite"
	reaskStep  = "!changer"

	asideContinue = "continuer"
	asideRestart  = "recommencer"
	asideChange   = "changer"
	asideKeep     = "garder"
	asideOther    = "autre"
	asideCalled   = "appele"
	asideHelp     = "autre_aide"
	asideErase    = "effacer" // who is watched leaves nothing behind (rule R0)
	asideYes      = "oui"
	asideNo       = "non"
)

func button(nonce, step, choice string) string { return nonce + "." + step + ":" + choice }

// choose acts on a button. What is forged or of another conversation gets a kind word and the present question.
func (t *turn) choose(id string) {
	switch id {
	case ExitBack:
		t.command(Back)
	case ExitHuman:
		t.command(Human)
	case ExitUrgent:
		t.command(Urgent)
	case ExitUnsure:
		t.unsure()
	case asideRestart: // the only button of an erased conversation
		t.command(Restart)
	default:
		t.tap(id)
	}
}

func (t *turn) tap(id string) {
	if len(id) <= NonceLen || id[:NonceLen] != t.trail.Nonce || id[NonceLen] != '.' {
		t.stale("stale_other")
		return
	}
	step, choice, ok := strings.Cut(id[NonceLen+1:], ":")
	switch {
	case !ok:
		t.stale("stale_other")
	case step == asideStep:
		t.answerAside(choice)
	case step == followStep:
		t.followUp(choice)
	case step == reaskStep:
		t.reask(choice)
	case step == placeStep:
		t.choosePlace(choice)
	case step == cardStep:
		t.takeOff(choice)
	default:
		t.answer(step, choice)
	}
}

// stale answers a button that means nothing here.
func (t *turn) stale(why string) {
	t.trail.Aside, t.trail.Misses = Aside{}, 0
	t.say(why)
	t.showBriefly()
}

func (t *turn) answer(step, choice string) {
	if t.now.rest == atQuestion && t.now.question() == step {
		for i := range t.now.choices {
			if c := &t.now.choices[i]; c.ID == choice {
				t.trail.add(answerEntry(step, t.now.fact, c))
				t.advance()
				return
			}
		}
	}
	entry := t.entryOf(step)
	switch {
	case t.trail.Aside == Aside{AsideReask, step} && entry >= 0 && t.offers(step, choice) && t.trail.Entries[entry].Value != choice:
		t.change(step, choice)
	case entry < 0 || !t.offers(step, choice):
		t.stale("stale_other")
	case t.trail.Entries[entry].Value == choice:
		t.stale("same_answer")
	default:
		t.trail.Misses = 0
		t.trail.Aside = Aside{AsideChange, step + ":" + choice}
		t.say("change")
	}
}

// entryOf finds the answer given at a step that still holds; -1 when there is none.
func (t *turn) entryOf(step string) int {
	for i, entry := range t.trail.Entries {
		if entry.Step == step && t.now.holds(i) {
			return i
		}
	}
	return -1
}

// offers tells whether a question of the flows has this answer.
func (t *turn) offers(question, choice string) bool {
	_, _, ok := t.lookUp(question, choice)
	return ok
}

func (t *turn) lookUp(question, choice string) (*situation.Fact, *flow.Choice, bool) {
	step, fact, ok := t.engine.question(question)
	if !ok {
		return nil, nil, false
	}
	if step.Kind == flow.Ask {
		c, ok := step.Choice(choice)
		return fact, c, ok
	}
	for i := range t.engine.answers[fact.Index] {
		if c := &t.engine.answers[fact.Index][i]; c.ID == choice {
			return fact, c, true
		}
	}
	return nil, nil, false
}

// reask puts a question again whose answer holds, to change it.
func (t *turn) reask(question string) {
	step, fact, ok := t.engine.question(question)
	if !ok || t.entryOf(question) < 0 {
		t.stale("stale_other")
		return
	}
	t.trail.Misses, t.trail.Aside = 0, Aside{AsideReask, question}
	t.say("reask")
	t.events = append(t.events, Asked{Key: keyOf(step, fact), Fact: fact})
}

// change replaces one answer and keeps the later ones: those that no longer have a question stay silent in the trail.
func (t *turn) change(step, choice string) {
	fact, c, ok := t.lookUp(step, choice)
	entry := t.entryOf(step)
	if !ok || entry < 0 {
		t.stale("stale_other")
		return
	}
	first := t.trail.Entries[entry].First
	t.trail.Entries[entry] = answerEntry(step, fact, c)
	t.trail.Entries[entry].First = first
	t.trail.drop(func(e Entry) bool { return e.Step == cardStep && e.Value == fact.ID })
	t.dropStop()
	t.leaveCard(step)
	t.say("changed")
	t.tellAnew()
	t.begun = false
	t.advance()
}

// tellAnew says what the flow tells on the way because an answer was changed: who turns out to be a minor hears of the 119,
// though later answers stand after it.
func (t *turn) tellAnew() {
	before := append(slices.Clone(t.now.told), t.now.said...)
	for _, step := range t.replay().told {
		if !slices.Contains(before, step) {
			t.events = append(t.events, Said{step.Name + ".say"})
		}
	}
}

// dropStop takes back « Je m'arrête là »: who changes an answer goes on.
func (t *turn) dropStop() {
	t.trail.drop(func(e Entry) bool {
		return e.Step == stopStep || e.How == Passed && (e.Value == followStop || e.Value == followFailed)
	})
}

// leaveCard takes back that a card was asked for, and what it said of the request, when an answer before the advice changes:
// the advice comes first again.
func (t *turn) leaveCard(changed string) {
	if step, _, ok := t.engine.question(changed); !ok || step.Flow == t.engine.book.Card {
		return
	}
	t.trail.drop(func(e Entry) bool {
		if e.How == Passed && (e.Value == followCard || e.Value == followMore) {
			return true
		}
		step, ok := t.engine.book.Step(e.Step)
		return ok && step.Flow == t.engine.book.Card && step.Fact != nil && step.Fact.Request
	})
}

// followUp acts on what is chosen after advice, humans or a goodbye.
func (t *turn) followUp(choice string) {
	switch choice {
	case followWhy:
		if t.now.rest != atAdvice {
			t.stale("stale_other")
			return
		}
		t.trail.Aside, t.trail.Misses = Aside{}, 0
		t.events = append(t.events, Explained{t.now.advice(), t.now.near(&t.in)}, Followed{"advice"})
	case followFailed:
		if t.now.rest != atAdvice {
			t.stale("stale_other")
			return
		}
		t.trail.add(Entry{Step: t.now.step.Name, Value: followFailed, How: Passed})
		t.advance()
	case followCard:
		if !t.offersCard() {
			t.stale("stale_other")
			return
		}
		t.trail.add(Entry{Step: t.now.step.Name, Value: followCard, How: Passed})
		t.advance()
	case followMore:
		t.fillCard()
	case followRemove:
		t.chooseLine()
	case followNew:
		t.newRequest()
	case followStop:
		t.stop()
	default:
		t.stale("stale_other")
	}
}

// answerAside acts on the buttons of an interlude. One that is over is as stale as another conversation's.
func (t *turn) answerAside(choice string) {
	aside := t.trail.Aside
	t.trail.Misses = 0
	switch {
	case choice == asideContinue && (aside.Kind == AsideResume || aside.Kind == AsideHuman || aside.Kind == AsideSwitch):
		t.say("continue")
		t.again()
	case choice == asideRestart && aside.Kind == AsideResume:
		t.restart()
	case choice == asideKeep && (aside.Kind == AsideChange || aside.Kind == AsideReask || aside.Kind == AsideLine):
		t.say("kept")
		t.again()
	case choice == asideChange && aside.Kind == AsideChange:
		step, value, _ := strings.Cut(aside.Arg, ":")
		t.change(step, value)
	case choice == asideCalled && aside.Kind == AsideAlarm:
		t.say("called")
		t.afterAlarm(aside)
	case choice == asideErase && aside.Kind == AsideAlarm:
		t.erase()
	case choice == asideHelp && aside.Kind == AsideAlarm:
		t.say("after_alarm")
		t.afterAlarm(aside)
	case choice == asideYes && aside.Kind == AsideConfirm:
		t.confirmed(aside)
	case choice == asideNo && aside.Kind == AsideConfirm:
		t.say("calm")
		t.afterAlarm(aside)
	case choice == asideOther && aside.Kind == AsideBetween:
		t.say(map[bool]string{true: "continue", false: "other_topic"}[t.needKnown()])
		t.again()
	case aside.Kind == AsideBetween && slices.Contains(aside.Needs(), choice):
		t.takeNeed(choice, aside.told())
	case aside.Kind == AsideSwitch && slices.Contains(aside.Needs(), choice):
		t.restartWith(choice, aside.told())
	default:
		t.stale("stale_other")
	}
}

// beside joins the needs that an interlude offers with what was told of the request along with them: "fact=value".
func beside(needs []string, told []Entry) string {
	for _, e := range told {
		needs = append(needs, e.Fact+"="+e.Value)
	}
	return strings.Join(needs, " ")
}

// Needs are the needs between which an interlude lets choose.
func (a Aside) Needs() []string {
	return slices.DeleteFunc(strings.Fields(a.Arg), func(word string) bool { return strings.Contains(word, "=") })
}

// told is what was told of the request along with the needs of an interlude.
func (a Aside) told() []Entry {
	var told []Entry
	for _, word := range strings.Fields(a.Arg) {
		if fact, value, ok := strings.Cut(word, "="); ok {
			told = append(told, Entry{Fact: fact, Value: value, How: Told})
		}
	}
	return told
}

// takeNeed sets the need that was chosen between several, with what was told along with it.
func (t *turn) takeNeed(need string, told []Entry) {
	if t.needKnown() {
		t.restartWith(need, told)
		return
	}
	t.trail.add(told...)
	t.trail.add(Entry{Fact: t.engine.need.ID, Value: need, How: Told})
	t.begun, t.hadDoor = false, false // no door was shown beside the choice
	t.advance()
}

// restartWith begins another request whose need is known; what was said of the person is kept, with what was told of the
// new request.
func (t *turn) restartWith(need string, told []Entry) {
	t.keepPerson()
	t.trail.add(told...)
	t.trail.add(Entry{Fact: t.engine.need.ID, Value: need, How: Told})
	t.begun, t.hadDoor = false, false
	t.advance()
}
