package dialogue

import (
	"slices"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/directory"
	"passerelle/internal/situation"
)

// near is what the guide knows near where the person is, worked out once.
func (r *replay) near(in *Input) directory.Answer {
	if !r.searched && r.engine.guide != nil && r.located() {
		r.searched = true
		r.places = r.engine.guide.Near(&r.situation, r.need(), in.Now, r.reported())
	}
	return r.places
}

// located tells whether anything is known of where the person is. Before that nobody need wait for a guide in the making.
func (r *replay) located() bool {
	knows := func(f *situation.Fact) bool { return f != nil && r.situation.Get(f.Index).Known() }
	return knows(r.engine.commune) || knows(r.engine.departement)
}

func (r *replay) need() string {
	return r.engine.need.Format(r.situation.Get(r.engine.need.Index))
}

// reported are the places that this person found closed, or without an answer: others are named instead.
func (r *replay) reported() []string {
	var keys []string
	for _, e := range r.trail.Entries {
		if e.Step == placeStep {
			key, _, _ := strings.Cut(e.Value, ".")
			keys = append(keys, key)
		}
	}
	return keys
}

// keysOf names the places of an answer, best first.
func keysOf(a directory.Answer) []string {
	keys := make([]string, 0, len(a.Places)+1)
	for i := range a.Places {
		keys = append(keys, a.Places[i].Place.Key())
	}
	if a.Phone != nil {
		keys = append(keys, a.Phone.Place.Key())
	}
	return keys
}

// ReportButton is the button that says something of a place, by its key.
func ReportButton(nonce, place string, what Report) string {
	return button(nonce, placeStep, place+"."+string(what))
}

// nearby names the places after an advice, or says why there is none.
func (t *turn) nearby() {
	if !t.mayHavePlaces() {
		return
	}
	switch places := t.now.near(&t.in); {
	case !places.Empty():
		t.events = append(t.events, Nearby{places, t.line(places)})
	case t.knowsPlace() || t.knowsDepartement():
		t.say("place_none")
		t.events = append(t.events, Nearby{Line: t.phone()})
	case t.now.refusedPlace():
		t.say("place_unknown")
		t.events = append(t.events, Nearby{Line: t.phone()})
	}
}

// line is a human by phone for who would go too far or too late.
func (t *turn) line(places directory.Answer) *catalogue.Service {
	if !places.Call || places.Phone != nil {
		return nil
	}
	return t.phone()
}

// phone is a human to call; nil when none is known.
func (t *turn) phone() *catalogue.Service {
	return t.engine.advisor.ByPhone(t.now.advice(), &t.now.situation)
}

// mayHavePlaces tells whether somebody to go and see can help with this need at all.
func (t *turn) mayHavePlaces() bool {
	e := t.engine
	return e.guide != nil && e.commune != nil && e.guide.Serves(t.now.need())
}

// report counts what somebody says of a place that was named, and names others.
func (t *turn) report(choice string) {
	key, what, _ := strings.Cut(choice, ".")
	switch {
	case slices.Contains(t.now.reported(), key):
		t.stale("same_answer")
	case !slices.Contains(Reports(), Report(what)) || !slices.Contains(keysOf(t.now.near(&t.in)), key):
		t.stale("stale_other")
	default:
		t.trail.Aside, t.trail.Misses = Aside{}, 0
		t.trail.add(Entry{Step: placeStep, Value: choice, How: Passed})
		t.now = t.replay()
		t.events = append(t.events, Reported{key, Report(what)})
		t.say("reported")
		t.nearby()
		t.showBriefly()
	}
}
