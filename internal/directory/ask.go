package directory

import (
	"math"
	"slices"
	"time"

	"passerelle/internal/hours"
	"passerelle/internal/territory"
)

// asked is a query made ready to be put to thousands of places.
type asked struct {
	*Query
	rules       *Rules
	located     bool
	vector      territory.Vector
	wanted      uint32
	publics     uint8 // the person is of these
	notPublics  uint8
	particular  uint8
	bonus       [maxNamed]float64 // by programme
	verdicts    []verdict         // by profile
	without     []int32
	own         []uint32 // the person's commune, as entries have it
	sheetsSince []int32  // days since 1970: a sheet of that day or later has the cost of the step
	anywhere    bool     // no place is too far
	only        only
	least       float64 // what all terms but travel may come to, at the least
	leastWait   float64 // what opening may come to, at the least
}

// only narrows a query to some places.
type only struct {
	kind      string
	programme uint8 // bits: one of them
	remote    bool
}

// verdict is what a query makes of one profile.
type verdict struct {
	fit    fit
	second bool
	bonus  float64
}

// fit tells whether helpers of a kind may be named.
type fit uint8

const (
	never     fit = iota
	byService     // if the sheet lists what is wanted
	serving       // whatever the sheet says
)

func (d *Directory) ask(q *Query, narrowed only) *asked {
	r := d.rules
	a := &asked{Query: q, rules: r, located: q.Near.Valid(), vector: q.Near.Vector(), only: narrowed,
		publics:    bitsOf(q.Publics, namesOf(r.publics)),
		notPublics: bitsOf(q.NotPublics, namesOf(r.publics)),
		particular: bitsOf(q.Particular, namesOf(r.particular)),
	}
	for _, insee := range q.Own {
		a.own = append(a.own, numberOf(insee))
	}
	for _, s := range q.Services {
		a.wanted |= d.services[s] &^ (1 << otherService)
	}
	for _, key := range q.Without {
		if i, ok := d.byKey[key]; ok {
			a.without = append(a.without, i)
		}
	}
	for _, s := range r.sheets {
		whole, part := math.Modf(s.upTo)
		since := q.Now.AddDate(-int(whole), -int(part*12), 0)
		a.sheetsSince = append(a.sheetsSince, dayNumber(time.Date(since.Year(), since.Month(), since.Day(), 0, 0, 0, 0, time.UTC)))
	}
	a.judgeProfiles(d.profiles)
	a.bound()
	return a
}

// bonusOf is the strongest preference of the person's aims for a programme or a kind.
func (a *asked) bonusOf(who string) float64 {
	best := 0.0
	for i := range a.rules.aims {
		if aim := &a.rules.aims[i]; slices.Contains(a.Aims, aim.id) {
			best = min(best, aim.bonus[who])
		}
	}
	return best
}

func (a *asked) judgeProfiles(profiles []profile) {
	for i, p := range a.rules.programmes {
		a.bonus[i] = a.bonusOf(p.id)
	}
	a.verdicts = make([]verdict, len(profiles))
	for i := range profiles {
		a.verdicts[i] = a.judgeProfile(&profiles[i])
	}
}

// deskKind is the kind of an administration's own desk: named for what it serves, and for nothing else.
const deskKind = "guichet"

func (a *asked) judgeProfile(p *profile) verdict {
	if len(p.helpers) > 0 && slices.Contains(a.NotFor, a.rules.helpers[p.helpers[0]].id) {
		return verdict{}
	}
	if a.only.kind != "" && a.only.kind != p.kind {
		return verdict{}
	}
	serves, suits, second := a.served(p)
	v := verdict{second: second, bonus: a.bonusOf(p.kind)}
	switch {
	case !suits:
	case serves:
		v.fit = serving
	case p.kind == deskKind:
	default:
		v.fit = byService
	}
	return v
}

// served tells whether helpers serve the need, whether their kind suits it, and whether only as second best. Of a place with
// several helpers, the kind of any that serves the need counts.
func (a *asked) served(p *profile) (serves, suits, second bool) {
	first, then := a.suits(p.kind)
	for _, i := range p.helpers {
		h := &a.rules.helpers[i]
		if !h.serves[a.Need] || slices.Contains(a.NotFor, h.id) {
			continue
		}
		serves = true
		alsoFirst, alsoThen := a.suits(h.kind)
		first, then = first || alsoFirst, then || alsoThen
	}
	return serves, first || then, !first
}

func (a *asked) suits(kind string) (first, then bool) {
	anyone := len(a.First)+len(a.Then) == 0
	return anyone || slices.Contains(a.First, kind), slices.Contains(a.Then, kind)
}

// drop tells why a place is set aside, whatever its distance.
func (a *asked) drop(i int32, e *entry, p *profile) Drop {
	v := &a.verdicts[e.profile]
	switch {
	case slices.Contains(a.without, i):
		return Reported
	case e.traits&nobody != 0:
		return NoPublic
	case v.fit == never, v.fit == byService && !a.offers(e, p), !a.narrowed(e):
		return NotTheNeed
	case e.publics != 0 && e.publics&^a.notPublics == 0:
		return NotForThem
	case a.FreeOnly && e.traits&paying != 0:
		return Paying
	}
	return Kept
}

// offers tells whether a sheet lists what is wanted, or nothing at all while nothing else tells what the place is for.
func (a *asked) offers(e *entry, p *profile) bool {
	if e.services == 0 {
		return !p.decides || a.Need == ""
	}
	return e.services&a.wanted != 0
}

func (a *asked) narrowed(e *entry) bool {
	return (a.only.programme == 0 || e.programmes&a.only.programme != 0) && (!a.only.remote || e.traits&remote != 0)
}

// tooFar tells whether a place is beyond the radius. One of the person's own commune may be farther, within reason.
func (a *asked) tooFar(km float64, insee string) bool {
	if !a.located || km <= a.rules.limits.radius {
		return false
	}
	return km > a.rules.limits.ownRadius || !slices.Contains(a.Own, insee)
}

// stranger tells whether the person is known to be of another commune, or of none that is known: a town hall receives its
// own.
func (a *asked) stranger(insee string) bool {
	if len(a.Own) == 0 {
		return !a.located
	}
	return !slices.Contains(a.Own, insee)
}

func (a *asked) opening(e *entry, zones []string) hours.Opening {
	if e.schedule == nil {
		return hours.Opening{}
	}
	return e.schedule.At(a.Now, zones[e.zone])
}
