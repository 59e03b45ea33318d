package dialogue

import (
	"strings"

	"passerelle/internal/situation"
)

// alarm shows the numbers of a danger. A certain one settles what it says of the request, where none is known yet. What
// else the message says is kept: whoever is in danger is not asked it again.
func (t *turn) alarm(kind string, certain bool) {
	t.trail.Misses = 0
	needs, request := t.heardBesideDanger()
	kind = t.forMinors(kind)
	if danger, ok := t.engine.dangers[kind]; ok && certain && !t.needKnown() {
		var settled []Entry
		for _, s := range danger.Settles {
			settled = append(settled, Entry{Fact: s.ID, Value: s.Value, How: Told})
		}
		t.trail.add(settled...)
		t.now = t.replay()
	}
	t.events = append(t.events, Alarmed{Kind: kind, Certain: certain})
	t.trail.Aside = Aside{Kind: AsideAlarm, Arg: beside(append([]string{kind}, needs...), request)}
	if !certain {
		t.trail.Aside.Kind = AsideConfirm
	}
}

// heardBesideDanger keeps the facts of the person that a message of danger holds, and gives what it says of a request: to be
// taken up once the numbers are shown.
func (t *turn) heardBesideDanger() (needs []string, request []Entry) {
	if t.in.Heard == nil {
		return nil, nil
	}
	person, request := t.sortTold(t.freshFacts())
	t.trail.add(person...)
	t.now = t.replay()
	for _, f := range t.freshNeeds() {
		if !f.Weak {
			needs = append(needs, f.Need)
		}
	}
	return needs, request
}

// forMinors is the kind of danger to show to this person: who is under 18 has other numbers first (rule R0).
func (t *turn) forMinors(kind string) string {
	danger, ok := t.engine.dangers[kind]
	if ok && danger.Minor != "" && t.engine.minor != nil && t.engine.minor.Eval(&t.now.situation) == situation.Yes {
		return danger.Minor
	}
	return kind
}

// Danger is the kind of danger of an alarm.
func (a Aside) Danger() string {
	kind, _, _ := strings.Cut(a.Arg, " ")
	return kind
}

// afterAlarm goes on with what the message of danger said of a request, where it said one; else where things stood.
func (t *turn) afterAlarm(a Aside) {
	if needs := a.Needs()[1:]; len(needs) == 1 && !t.needKnown() {
		t.trail.add(a.told()...)
		t.trail.add(Entry{Fact: t.engine.need.ID, Value: needs[0], How: Told})
		t.begun, t.hadDoor = false, false
		t.advance()
		return
	}
	t.again()
}
