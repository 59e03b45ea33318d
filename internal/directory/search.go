package directory

import (
	"math"
	"sort"
)

// candidate is a place on its way to be named.
type candidate struct {
	index int32
	late  bool // comes after all that are not
	cost  float64
	km    float64
	tie   uint64
}

func (c *candidate) before(o *candidate) bool {
	switch {
	case c.late != o.late:
		return o.late
	case c.cost != o.cost:
		return c.cost < o.cost
	case c.km != o.km:
		return c.km < o.km
	case c.tie != o.tie:
		return c.tie < o.tie
	}
	return c.index < o.index
}

// shortlist is the best candidates so far, in order.
type shortlist struct {
	best []candidate
	size int
}

func (s *shortlist) add(c candidate) {
	if len(s.best) == s.size {
		if !c.before(&s.best[s.size-1]) {
			return
		}
		s.best = s.best[:s.size-1]
	}
	at := sort.Search(len(s.best), func(i int) bool { return c.before(&s.best[i]) })
	s.best = append(s.best, candidate{})
	copy(s.best[at+1:], s.best[at:])
	s.best[at] = c
}

// worst is the cost above which nothing enters.
func (s *shortlist) worst() float64 {
	if len(s.best) < s.size {
		return math.Inf(1)
	}
	return s.best[s.size-1].cost
}

// closedTo tells that nothing of at least this cost may enter.
func (s *shortlist) closedTo(late bool, least float64) bool {
	if len(s.best) < s.size || late != s.best[s.size-1].late {
		return false
	}
	return least > s.worst()+slack
}

// slack is more than what rounding a cost, or a distance in single precision, may hide.
const slack = 0.02

// degreeKm is a little less than the length of one degree of latitude: no place is ever left out for a rounding.
const degreeKm = 111.1

// Nearest ranks the places that suit a query, the best first, n at most.
func (d *Directory) Nearest(q *Query, n int) []Found {
	a := d.ask(q, only{})
	return d.named(a, d.search(a, n))
}

func (d *Directory) search(a *asked, n int) *shortlist {
	s := &shortlist{best: make([]candidate, 0, n+1), size: n}
	switch {
	case n <= 0:
	case a.located && !a.anywhere:
		d.searchAround(a, s)
	default:
		for _, i := range d.byDepartement[a.Departement] {
			d.weigh(a, s, i, everywhere)
		}
	}
	return s
}

// searchAround looks from the person's latitude outwards, to north and south by turns, until distance alone costs more
// than the last of the shortlist.
func (d *Directory) searchAround(a *asked, s *shortlist) {
	d.searchRemote(a, s)
	d.searchOwn(a, s)
	lat, near := a.Near.Lat, ring{-1, a.rules.limits.radius}
	north := sort.Search(len(d.places), func(i int) bool { return d.places[i].Point.Lat >= lat })
	south := north - 1
	worst, reach, chord2 := math.Inf(1), near.to, chordOf(near.to)
	for {
		if w := s.worst(); w != worst {
			worst, reach = w, min(reach, a.reach(w-a.least+slack))
			chord2 = chordOf(reach)
		}
		i := d.outward(lat, &south, &north, reach/degreeKm)
		if i < 0 {
			return
		}
		e := &d.entries[i]
		if e.traits&remote == 0 && e.vector.Chord2(a.vector) <= chord2 {
			d.weigh(a, s, i, near)
		}
	}
}

// outward takes the next place in latitude, whichever side is nearer; below zero when both are beyond the reach.
func (d *Directory) outward(lat float64, south, north *int, degrees float64) int32 {
	below, above := math.Inf(1), math.Inf(1)
	if *south >= 0 {
		below = lat - d.places[*south].Point.Lat
	}
	if *north < len(d.places) {
		above = d.places[*north].Point.Lat - lat
	}
	switch {
	case min(below, above) > degrees:
		return -1
	case below < above:
		*south--
		return int32(*south + 1)
	}
	*north++
	return int32(*north - 1)
}

// chordOf is the squared chord, on the unit sphere, of a distance that is a little longer.
func chordOf(km float64) float32 {
	const earthKm = 6371
	chord := (km + slack) / earthKm
	return float32(chord * chord)
}

// searchRemote weighs those who help from a distance: for them a long way costs little.
func (d *Directory) searchRemote(a *asked, s *shortlist) {
	near := ring{-1, a.rules.limits.radius}
	degrees := near.to / degreeKm
	from := sort.Search(len(d.remotes), func(i int) bool { return d.places[d.remotes[i]].Point.Lat >= a.Near.Lat-degrees })
	for _, i := range d.remotes[from:] {
		if d.places[i].Point.Lat > a.Near.Lat+degrees {
			return
		}
		d.weigh(a, s, i, near)
	}
}

// searchOwn weighs the places of the person's own commune that lie beyond the radius.
func (d *Directory) searchOwn(a *asked, s *shortlist) {
	for _, insee := range a.Own {
		for _, i := range d.byCommune[insee] {
			d.weigh(a, s, i, ring{a.rules.limits.radius, a.rules.limits.ownRadius})
		}
	}
}

// ring is a range of distances in km: beyond one, up to another.
type ring struct{ beyond, to float64 }

var everywhere = ring{math.Inf(-1), math.Inf(1)}

// weigh puts a place on the shortlist if it belongs there. Hours are read last: they take longest.
func (d *Directory) weigh(a *asked, s *shortlist, i int32, within ring) {
	e := &d.entries[i]
	p := &d.profiles[e.profile]
	if a.drop(i, e, p) != Kept {
		return
	}
	if p.residents && a.stranger(d.places[i].INSEE) {
		return
	}
	km := d.km(a, i)
	if km <= within.beyond || km > within.to {
		return
	}
	c := a.costs(e, p, km)
	late := !a.located && e.traits&remote == 0
	if s.closedTo(late, c.sum()+a.leastWait) {
		return
	}
	a.addOpening(&c, e, a.opening(e, d.zones))
	s.add(candidate{index: i, late: late, cost: rounded(c.sum()), km: km, tie: shuffled(d.turns[i], a.Seed)})
}

// km is the distance of a place, below zero when nobody knows where the person is.
func (d *Directory) km(a *asked, i int32) float64 {
	if !a.located {
		return -1
	}
	return a.Near.Km(d.places[i].Point)
}

// named makes what is told of the places of a shortlist.
func (d *Directory) named(a *asked, s *shortlist) []Found {
	found := make([]Found, len(s.best))
	for n := range s.best {
		found[n] = d.found(a, s.best[n].index)
	}
	return found
}

func (d *Directory) found(a *asked, i int32) Found {
	e := &d.entries[i]
	p := &d.profiles[e.profile]
	km := d.km(a, i)
	c := a.costs(e, p, km)
	o := a.opening(e, d.zones)
	a.addOpening(&c, e, o)
	f := Found{
		Place: &d.places[i], Kind: p.kind, Km: km, Cost: rounded(c.sum()), Opening: o,
		Remote: e.traits&remote != 0, Appointment: e.traits&appointment != 0, Second: a.verdicts[e.profile].second,
	}
	f.Terms = a.terms(e, &f, &c, d.zones[e.zone])
	return f
}

// Judge tells what a query makes of one place: the place with its terms, or why it is set aside. False when no place has
// this key.
func (d *Directory) Judge(q *Query, key string) (f Found, why Drop, ok bool) {
	i, ok := d.byKey[key]
	if !ok {
		return Found{}, Kept, false
	}
	f, why = d.judge(d.ask(q, only{}), i)
	return f, why, true
}

func (d *Directory) judge(a *asked, i int32) (f Found, why Drop) {
	e := &d.entries[i]
	why = a.drop(i, e, &d.profiles[e.profile])
	if why == Kept && d.profiles[e.profile].residents && a.stranger(d.places[i].INSEE) {
		why = Elsewhere
	}
	if why == Kept && a.tooFar(d.km(a, i), d.places[i].INSEE) {
		why = TooFar
	}
	return d.found(a, i), why
}
