package prove

import (
	"passerelle/internal/dialogue"
	"passerelle/internal/source"
)

// found is what a walk has come to. Parts of a walk are joined in their order, so that the same content always gives the
// same report.
type found struct {
	faults  *source.Faults
	seen    map[string]*spot
	visited map[string]bool           // steps and say texts that somebody comes to
	idle    map[string]bool           // questions found to change nothing, told once
	follows map[string]followed       // what can be tapped at a rest, by its name and the button
	advised map[bool]bool             // a professional, somebody else: they get advice
	cards   map[bool]*dialogue.Result // the first advice from which they can make a card

	paths       uint64
	longest     int
	longestPath []string
	longestOwn  int // of those who do not write for somebody else
	taps        int
}

// followed is a button at a rest.
type followed struct {
	at     dialogue.Result
	option dialogue.Option
}

func newFound(faults *source.Faults) found {
	return found{faults: faults, seen: make(map[string]*spot), visited: make(map[string]bool), idle: make(map[string]bool),
		follows: make(map[string]followed), advised: make(map[bool]bool), cards: make(map[bool]*dialogue.Result)}
}

// join adds what another part of the walk came to; what was come to first stands.
func (f *found) join(other *found) {
	for _, fault := range other.faults.Sorted() {
		f.faults.Add(fault)
	}
	add(f.seen, other.seen)
	add(f.visited, other.visited)
	add(f.idle, other.idle)
	add(f.follows, other.follows)
	add(f.advised, other.advised)
	add(f.cards, other.cards)
	if other.longest > f.longest {
		f.longest, f.longestPath = other.longest, other.longestPath
	}
	f.longestOwn = max(f.longestOwn, other.longestOwn)
	f.taps = max(f.taps, other.taps)
}

func add[K comparable, V any](to, from map[K]V) {
	for k, v := range from {
		if _, ok := to[k]; !ok {
			to[k] = v
		}
	}
}

// stage is a conversation on its way: taps are the answers given so far, advised tells whether one of them brought
// something useful.
type stage struct {
	at      dialogue.Result
	taps    int
	advised bool
}

// walkParts walks on from the first answers to each opening, side by side. What is left to visit is what leads there.
func (w *walk) walkParts(openings []stage) {
	var parts []stage
	begun := make(map[string]bool)
	for _, s := range openings {
		for _, part := range w.after(w.after([]stage{s})) {
			if key := w.place(part.at); !begun[key] {
				begun[key] = true
				parts = append(parts, part)
			}
		}
	}
	walked := sideBySide(parts, func(s stage) *found {
		part := *w
		part.found = newFound(new(source.Faults))
		part.visit(s.at, s.taps, s.advised)
		return &part.found
	})
	for _, part := range walked {
		w.join(part)
	}
}

// after are the stages one answer later; where the next one is not a button, a stage stays.
func (w *walk) after(stages []stage) []stage {
	var out []stage
	for _, s := range stages {
		ids := answersOn(s.at)
		if len(ids) == 0 {
			out = append(out, s)
		}
		for _, id := range ids {
			next := w.then(s.at, id)
			out = append(out, stage{next, s.taps + 1, s.advised || useful(next.Events)})
		}
	}
	return out
}
