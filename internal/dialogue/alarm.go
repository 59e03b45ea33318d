package dialogue

import (
	"strings"

	"passerelle/internal/listen"
	"passerelle/internal/situation"
)

// alarm shows the numbers of the dangers heard in a message, the most pressing first. What else the message says is kept:
// whoever is in danger is not asked it again.
func (t *turn) alarm(heard []listen.Danger) {
	needs, request := t.heardBesideDanger()
	raised := t.alarmOf(heard)
	t.raise(raised, beside(append([]string{raised.String()}, needs...), request))
}

// confirmed shows at the head the numbers that were offered for a word that may mean danger.
func (t *turn) confirmed(a Aside) {
	raised := a.Alarm()
	raised.Certain = true
	t.raise(raised, a.Arg)
}

// raise shows numbers. A certain danger settles what it says of the request, where none is known yet.
func (t *turn) raise(a Alarmed, arg string) {
	t.trail.Misses = 0
	if a.Certain && !t.needKnown() {
		t.trail.add(t.settledBy(a)...)
		t.now = t.replay()
	}
	t.events = append(t.events, a)
	t.trail.Aside = Aside{Kind: AsideAlarm, Arg: arg}
	if !a.Certain {
		t.trail.Aside.Kind = AsideConfirm
	}
}

// settledBy is what an alarm says of the request: the first of its dangers that says something.
func (t *turn) settledBy(a Alarmed) []Entry {
	for _, kind := range []string{a.Kind, a.Also} {
		danger, ok := t.engine.dangers[kind]
		if !ok || len(danger.Settles) == 0 {
			continue
		}
		var settled []Entry
		for _, s := range danger.Settles {
			settled = append(settled, Entry{Fact: s.ID, Value: s.Value, How: Told})
		}
		return settled
	}
	return nil
}

// alarmOf is what to show for the dangers heard: the first one, and a second one that is as certain.
func (t *turn) alarmOf(heard []listen.Danger) Alarmed {
	a := Alarmed{Kind: t.kindOf(heard[0]), Certain: heard[0].Certain, Lang: t.in.Heard.Language}
	for _, d := range heard[1:] {
		if kind := t.kindOf(d); d.Certain && a.Certain && a.Also == "" && kind != a.Kind {
			a.Also = kind
		}
	}
	return a
}

// kindOf is the kind of danger to show: what happens now has other numbers first, and so has who is under 18 (rule R0).
func (t *turn) kindOf(d listen.Danger) string {
	kind, ok := t.engine.dangers[d.Kind]
	switch {
	case !ok:
		return d.Kind
	case kind.Minor != "" && t.engine.minor != nil && t.engine.minor.Eval(&t.now.situation) == situation.Yes:
		return kind.Minor
	case kind.Now != "" && d.Certain && d.Moment == listen.Now:
		return kind.Now
	}
	return kind.ID
}

// heardBesideDanger keeps the facts of the person that a message of danger holds, and gives what it says of a request: to be
// taken up once the numbers are shown.
func (t *turn) heardBesideDanger() (needs []string, request []Entry) {
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

// alarmMark joins what an interlude keeps of an alarm: the kinds of danger, and the language of the words.
const alarmMark = "+"

// String is an alarm as an interlude keeps it.
func (e Alarmed) String() string {
	return strings.TrimRight(strings.Join([]string{e.Kind, e.Also, e.Lang}, alarmMark), alarmMark)
}

// Alarm is the alarm of an interlude.
func (a Aside) Alarm() Alarmed {
	word, _, _ := strings.Cut(a.Arg, " ")
	parts := append(strings.Split(word, alarmMark), "", "")
	return Alarmed{Kind: parts[0], Also: parts[1], Lang: parts[2], Certain: a.Kind == AsideAlarm}
}

// afterAlarm goes on with what the message of danger said of a request, where it said one, or asks between several; else it
// goes on where things stood.
func (t *turn) afterAlarm(a Aside) {
	switch needs := a.Needs()[1:]; {
	case t.needKnown() || len(needs) == 0:
		t.again()
	case len(needs) == 1:
		t.takeNeed(needs[0], a.told())
	default:
		t.offer(nil, Aside{AsideBetween, beside(needs, a.told())}, "between")
	}
}
