package prove

import (
	"slices"

	"passerelle/internal/listen"
)

// Figure is something that is counted: of the scenarios that it is about, in how many it is so.
type Figure int

// What is counted. "Written" means that the scenario has a first message, and does not only tap buttons.
const (
	// DangerRecall is about scenarios that name the numbers to show first: the first reply has one of them at its head.
	DangerRecall Figure = iota
	// FalseAlarms is about written scenarios in which no number may come first: one does. A number in second line, with a
	// question, is no alarm.
	FalseAlarms
	// DangerNeed is about written scenarios whose need is one that a kind of danger means: the first danger heard, or the
	// first need, means it.
	DangerNeed
	// NeedFirst is about written scenarios with any other need, and no danger: it is the first one heard. Where two needs
	// must be asked about, either may be.
	NeedFirst
	// NeedAmong is about the same ones: the need is among the first three heard, those that can be shown as buttons.
	NeedAmong
	// Doubtful is about the same ones: what was heard first rests on an ambiguous word alone, so it is asked about.
	Doubtful
	// Unheard is about the same ones: no need was heard at all.
	Unheard
	// Advice is about scenarios that name services: one of them is among those advised, three at most.
	Advice
	// Wrong is about scenarios that name services which must not be advised: one is.
	Wrong
	// WrongInDanger is Wrong, of scenarios of danger alone.
	WrongInDanger
	// FirstHelper is about scenarios that name kinds of helpers: the first one named is of these.
	FirstHelper
	// Between is about scenarios in which several needs must be asked about: each of them is offered.
	Between
	figures
)

// shownNeeds is how many needs can be offered as buttons at once.
const shownNeeds = 3

// Figures are all of them, in order.
func Figures() []Figure {
	all := make([]Figure, figures)
	for f := range figures {
		all[f] = f
	}
	return all
}

// Wanted tells whether a figure should be high; the others count mistakes.
func (f Figure) Wanted() bool {
	switch f {
	case FalseAlarms, Doubtful, Unheard, Wrong, WrongInDanger:
		return false
	}
	return true
}

// Share is how many scenarios meet a figure, of those that it is about.
type Share struct {
	Met, Of int
	Against []string // ids of those where it is not as it should be
}

// Rate is 0 of nothing.
func (s Share) Rate() float64 { return ratio(s.Met, s.Of) }

func (s *Share) add(id string, met, right bool) {
	s.Of++
	if met {
		s.Met++
	}
	if !right {
		s.Against = append(s.Against, id)
	}
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// counts tells whether a figure is about a trial, and whether it meets it.
func (t *trial) counts(f Figure) (concerned, met bool) {
	e, danger := &t.scenario.expected, len(t.scenario.expected.urgentFirst) > 0
	switch f {
	case DangerRecall:
		return danger, overlap(e.urgentFirst, t.played.Urgent)
	case FalseAlarms:
		return t.written() && e.urgentFirst != nil && !danger, len(t.played.Urgent) > 0
	case DangerNeed:
		return t.written() && t.urgent, t.firstNeed() == t.need || t.meant == t.need
	case Advice:
		return len(e.anyOf) > 0, overlap(e.anyOf, t.played.Services)
	case Wrong:
		return len(e.noneOf) > 0, overlap(e.noneOf, t.played.Services)
	case WrongInDanger:
		return danger && len(e.noneOf) > 0, overlap(e.noneOf, t.played.Services)
	case FirstHelper:
		return len(e.helper) > 0, overlap(e.helper, t.played.Helpers[:min(1, len(t.played.Helpers))])
	case Between:
		return len(e.asksBetween) > 0, within(e.asksBetween, t.played.between)
	}
	return t.written() && t.need != "" && !t.urgent && !danger, t.hears(f)
}

// hears is what figures about the need of a message count.
func (t *trial) hears(f Figure) bool {
	needs := t.heard.Needs
	switch f {
	case NeedFirst:
		return t.firstNeed() == t.need || slices.Contains(t.scenario.expected.asksBetween, t.firstNeed())
	case NeedAmong:
		return slices.ContainsFunc(needs[:min(shownNeeds, len(needs))], func(n listen.Finding) bool { return n.Need == t.need })
	case Doubtful:
		return len(needs) > 0 && needs[0].Weak
	case Unheard:
		return len(needs) == 0
	}
	return false
}

func (t *trial) written() bool { return t.scenario.Say != "" }

// firstNeed is the need heard first, empty where none was.
func (t *trial) firstNeed() string {
	if len(t.heard.Needs) == 0 {
		return ""
	}
	return t.heard.Needs[0].Need
}

// within tells whether every one of some stands among others.
func within(some, others []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(others, s) })
}
