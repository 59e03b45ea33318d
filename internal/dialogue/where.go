package dialogue

import (
	"slices"
	"strings"

	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/territory"
)

// placeStep is the engine's own step about where somebody is, and about the places named.
const placeStep = "!lieu"

const (
	placeAsk    = "lieu"        // asks where one is, beside the flow
	placeRefuse = "prefere_pas" // the person would rather not say
	placeMore   = "plus_de_communes"
	placeOther  = "autre_commune"
)

// How far from the centre of every commune a location is no longer in France. The communes of French Guiana and of the
// Pacific are wide.
const (
	tooFarKm         = 60
	tooFarOverseasKm = 150
)

func tooFar(c *territory.Commune, km float64) bool {
	if strings.HasPrefix(c.INSEE, "97") || strings.HasPrefix(c.INSEE, "98") {
		return km > tooFarOverseasKm
	}
	return km > tooFarKm
}

// locate passes the question of where somebody is: once it is known, or once they would rather not say. Whichever step
// asked it first: where one is does not depend on who asks.
func (r *replay) locate(step *flow.Step) (next *flow.Step, resting bool) {
	for i := range r.trail.Entries {
		e := &r.trail.Entries[i]
		if r.holds(i) || e.Fact != step.Fact.ID || e.How == Told || e.How == Preset {
			continue
		}
		if e.How != Unsure && !r.put(e.Fact, e.Value) {
			continue
		}
		r.questions++
		r.answered(i)
		if e.How == Unsure {
			return step.Unsure, false
		}
		return step.Next, false
	}
	r.rest, r.fact, r.choices = atQuestion, step.Fact, nil
	return nil, true
}

// refusedPlace tells whether the person would rather not say where they are.
func (r *replay) refusedPlace() bool {
	return r.engine.commune != nil && r.refused().Has(r.engine.commune.Index)
}

func (t *turn) knowsPlace() bool {
	return t.engine.commune != nil && t.now.situation.Get(t.engine.commune.Index).Known()
}

// asksWhere tells whether the question that is open is where the person is.
func (t *turn) asksWhere() bool {
	switch aside := t.trail.Aside; aside.Kind {
	case AsideWhere, AsideWhich:
		return true
	case AsideReask:
		step, _, ok := t.engine.question(aside.Arg)
		return ok && step.Open()
	case NoAside:
		return t.now.rest == atQuestion && t.now.step.Open()
	}
	return false
}

// where asks where the person is, beside the flow.
func (t *turn) where(v Variant) {
	t.trail.Misses, t.trail.Aside = 0, Aside{Kind: AsideWhere}
	t.askWhere(v)
}

func (t *turn) askWhere(v Variant) {
	t.events = append(t.events, Asked{Key: "fact." + t.engine.commune.ID, Fact: t.engine.commune, Variant: v})
}

// hearPlace takes words for a place; false leaves them to those who listen for needs.
func (t *turn) hearPlace() bool {
	m := t.engine.atlas.Find(t.in.Words)
	switch {
	case t.narrow(m):
	case len(m.Candidates) == 0 && m.Departement != nil:
		t.settleDepartement(m.Departement)
	case m.Sure:
		t.settleCommune(m.Candidates[0].Commune)
	case len(m.Candidates) == 0 || t.saysElse() && m.Candidates[0].Score < sameName:
		return false
	default:
		t.offerCommunes(m)
	}
	return true
}

// hearPlaceUnasked takes words at a moment when nothing is asked, if they are much like a place: "sinon à Lille".
func (t *turn) hearPlaceUnasked() bool {
	if !t.mayHavePlaces() {
		return false
	}
	m := t.engine.atlas.Find(t.in.Words)
	like := m.Sure || len(m.Candidates) > 0 && m.Candidates[0].Score >= muchLike
	return like && t.hearPlace()
}

// muchLike is the score from which words that nobody asked for are proposed as a place.
const muchLike = 0.85

// sameName is the score from which words are the very name of a commune: "L'Hôpital" is one, though it is a need as well.
const sameName = 0.95

// saysElse tells whether the words also speak of something else than a place.
func (t *turn) saysElse() bool {
	h := t.in.Heard
	return len(h.Facts) > 0 || slices.ContainsFunc(h.Needs, func(f listen.Finding) bool { return !f.Weak })
}

// choosePlace acts on the buttons about where one is, and about the places named.
func (t *turn) choosePlace(choice string) {
	commune, known := t.engine.atlas.Commune(choice)
	departement, whole := t.engine.atlas.Departement(choice)
	switch {
	case choice == placeAsk && t.engine.commune != nil:
		t.where(Plain)
	case choice == placeRefuse && t.asksWhere():
		t.refusePlace()
	case choice == placeMore && t.trail.Aside.Kind == AsideWhich:
		t.moreCommunes()
	case choice == placeOther && t.trail.Aside.Kind == AsideWhich:
		t.otherCommune()
	case known && t.trail.Aside.Kind == AsideWhich:
		t.settleCommune(commune)
	case whole && t.trail.Aside.Kind == AsideWhich:
		t.settleDepartement(departement)
	case strings.Contains(choice, "."):
		t.report(choice)
	default:
		t.stale("stale_other")
	}
}

func (t *turn) refusePlace() {
	if t.now.rest == atQuestion && t.now.step.Open() {
		t.trail.Aside = Aside{}
		t.trail.add(Entry{Step: t.now.question(), Fact: t.now.fact.ID, How: Unsure})
		t.advance()
		return
	}
	t.say("continue")
	t.again()
}

// locatePoint takes the location that a person sends: the nearest commune is kept, the point is not.
func (t *turn) locatePoint(p territory.Point) {
	c, km := t.engine.atlas.Nearest(p)
	if c == nil || tooFar(c, km) || t.engine.commune == nil {
		t.say("place_abroad")
		t.showBriefly()
		return
	}
	t.settleCommune(c)
}

func (t *turn) settleCommune(c *territory.Commune) {
	d, _ := t.engine.atlas.Departement(c.Departement)
	t.events = append(t.events, Placed{Commune: c, Departement: d})
	t.keepPlace(Entry{Fact: t.engine.commune.ID, Value: c.INSEE})
}

// settleDepartement keeps the département and leaves the commune unsaid.
func (t *turn) settleDepartement(d *territory.Departement) {
	if t.engine.departement == nil {
		t.miss()
		return
	}
	t.events = append(t.events, Placed{Departement: d})
	t.keepPlace(Entry{Fact: t.engine.commune.ID, How: Unsure}, Entry{Fact: t.engine.departement.ID, Value: d.Code, How: Told})
}

// departement is the département of who did not say their commune.
func (t *turn) departement() (*territory.Departement, bool) {
	f := t.engine.departement
	if f == nil {
		return nil, false
	}
	return t.engine.atlas.Departement(f.Format(t.now.situation.Get(f.Index)))
}

func (t *turn) knowsDepartement() bool {
	_, known := t.departement()
	return known
}

// keepPlace puts what is known of the place where the question was answered, or beside the flow when nobody asked; told is
// what was said instead of a commune.
func (t *turn) keepPlace(e Entry, told ...Entry) {
	asked, beside := t.now.rest == atQuestion && t.now.step.Open(), t.trail.Aside.Kind != NoAside
	t.begun = false
	if e.How != Unsure {
		t.forgetDepartement()
	}
	if i := t.communeEntry(); i >= 0 {
		e.Step, e.First = t.trail.Entries[i].Step, true
		if t.dropStop(); e.How == Unsure { // with what was said instead, one answer that "retour" takes back whole
			t.trail.Entries = slices.Delete(t.trail.Entries, i, i+1)
			t.trail.add(append(told, e)...)
		} else {
			t.trail.Entries[i] = e
		}
	} else if asked {
		e.Step = t.now.question()
		t.trail.add(append(told, e)...)
	} else if e.How != Unsure {
		e.How = Told
		t.trail.add(e)
	} else {
		t.trail.add(told...)
	}
	t.trail.Aside, t.trail.Misses = Aside{}, 0
	t.now = t.replay()
	switch {
	case asked || !beside && t.now.rest == atQuestion:
		t.show(true)
	case t.now.rest == atQuestion || t.now.rest == atEnd:
		t.human()
	default:
		t.show(false)
	}
}

// forgetDepartement drops the département that was told instead of a commune: the commune tells it now.
func (t *turn) forgetDepartement() {
	if t.engine.departement == nil {
		return
	}
	t.trail.Entries = slices.DeleteFunc(t.trail.Entries, func(e Entry) bool {
		return e.Fact == t.engine.departement.ID && e.How == Told
	})
	t.now = t.replay()
}

// communeEntry is the answer to the question of the commune that holds; -1 when there is none.
func (t *turn) communeEntry() int {
	for i, e := range t.trail.Entries {
		if e.Step != "" && e.Fact == t.engine.commune.ID && t.now.holds(i) {
			return i
		}
	}
	return -1
}
