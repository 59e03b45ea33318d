package directory

import (
	"slices"

	"passerelle/internal/hours"
)

// Answer is what is shown for a query: the best places, whoever must be among them, and a helper by phone when going there
// is too far or too late. Empty when neither a point nor a département is known.
func (d *Directory) Answer(q *Query) Answer {
	if !q.Near.Valid() && q.Departement == "" {
		return Answer{}
	}
	l := &d.rules.limits
	a := Answer{Places: l.cutOff(d.Nearest(q, int(l.shown)))}
	if len(a.Places) == 0 { // in a vast département, somebody to call is better than nobody near
		asked := d.ask(q, only{})
		asked.anywhere = true
		a.Places = l.cutOff(d.named(asked, d.search(asked, int(l.shown))))
	}
	for _, who := range q.Ensure {
		d.ensure(q, &a, who)
	}
	a.Far = q.Near.Valid() && !slices.ContainsFunc(a.Places, func(f Found) bool { return f.within(l.phone) })
	if a.Call = a.Far || len(a.Places) == 0 || a.Places[0].Cost > l.phone || a.Places[0].late(q); a.Call {
		a.Phone = d.phone(q, a.Places)
	}
	return a
}

// cutOff hides what is much worse than the first, unless too few remain.
func (l *limits) cutOff(found []Found) []Found {
	for n := len(found); n > int(l.keep); n-- {
		if found[n-1].Cost <= found[0].Cost+l.cut {
			return found[:n]
		}
	}
	return found[:min(len(found), int(l.keep))]
}

// within tells a place to go to whose way costs no more than this.
func (f *Found) within(cost float64) bool {
	if f.Remote {
		return false
	}
	for _, t := range f.Terms {
		if isTravel(t) {
			return t.Cost <= cost
		}
	}
	return true
}

// late tells a place that is known to open later than tomorrow.
func (f *Found) late(q *Query) bool {
	if f.Opening.State != hours.Closed {
		return false
	}
	if f.Opening.Next.IsZero() {
		return true
	}
	zone := hours.Zone(departementOf(f.Place.INSEE))
	return daysBetween(q.Now.In(zone), f.Opening.Next.In(zone)) > 1
}

// ensure puts somebody among the places: a programme if one is not much worse than the first, a kind from as far as the
// département goes. It takes the place of the last who is there for nothing else, or comes after them where there is room.
func (d *Directory) ensure(q *Query, a *Answer, who string) {
	f := d.nearestOf(q, who)
	if f == nil || slices.ContainsFunc(a.Places, func(o Found) bool { return d.is(&o, who) }) {
		return
	}
	if len(a.Places) < int(d.rules.limits.shown) {
		a.Places = append(a.Places, *f)
		return
	}
	for i := len(a.Places) - 1; i >= 0; i-- {
		if !slices.ContainsFunc(q.Ensure, func(o string) bool { return d.is(&a.Places[i], o) }) {
			a.Places = append(slices.Delete(a.Places, i, i+1), *f)
			return
		}
	}
}

// is tells whether a place is of a kind, or of a programme.
func (d *Directory) is(f *Found, who string) bool {
	if bit := slices.Index(ids(d.rules.programmes), who); bit >= 0 {
		return f.Place.Offers(d.rules.programmes[bit].name)
	}
	return f.Kind == who
}

func (d *Directory) nearestOf(q *Query, who string) *Found {
	if bit := slices.Index(ids(d.rules.programmes), who); bit >= 0 {
		f := d.best(d.ask(q, only{programme: 1 << bit}))
		first := d.best(d.ask(q, only{}))
		if f == nil || f.Cost > first.Cost+d.rules.limits.cut {
			return nil
		}
		return f
	}
	a := d.ask(q, only{kind: who})
	if f := d.best(a); f != nil {
		return f
	}
	a.anywhere = true
	return d.best(a)
}

func (d *Directory) best(a *asked) *Found {
	found := d.named(a, d.search(a, 1))
	if len(found) == 0 {
		return nil
	}
	return &found[0]
}

// phone is the best helper from a distance: of the département wherever it stands, else of the surroundings.
func (d *Directory) phone(q *Query, shown []Found) *Found {
	if slices.ContainsFunc(shown, func(f Found) bool { return f.Remote }) {
		return nil
	}
	a := d.ask(q, only{remote: true})
	a.anywhere = true
	if f := d.best(a); f != nil || !a.located {
		return f
	}
	a.anywhere = false
	return d.best(a)
}
