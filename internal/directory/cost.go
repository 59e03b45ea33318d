package directory

import (
	"math"
	"slices"

	"passerelle/internal/hours"
)

// part is one line of the formula.
type part uint8

const (
	travel part = iota
	opening
	byAppointment
	price
	public
	services
	network
	particularNeed
	access
	contact
	sheet
	roaming
	choice
	home
	doubt
	parts
)

// costs are the parts of one place's cost, in kilometre-equivalents.
type costs [parts]float64

func (c *costs) sum() float64 {
	total := 0.0
	for _, v := range c {
		total += v
	}
	return total
}

// rounded is a cost to the hundredth, so that places that nothing tells apart are equal.
func rounded(cost float64) float64 { return math.Round(cost*100) / 100 }

// costs adds up everything but the opening.
func (a *asked) costs(e *entry, p *profile, km float64) costs {
	w, v := &a.rules.weights, &a.verdicts[e.profile]
	var c costs
	c[travel] = a.travel(e, km)
	c[price] = [...]float64{free: w.free, unsure: w.feeUnsure, paid: w.paid}[e.fee]
	c[network] = a.network(e, v)
	c[sheet] = a.age(e)
	if e.traits&appointment != 0 {
		c[byAppointment] = w.appointment
	}
	switch {
	case e.publics == 0:
	case e.publics&a.publics != 0:
		c[public] = w.publicMet
	default:
		c[public] = w.publicUnknown
	}
	if e.services == 0 && v.fit == byService {
		c[services] = w.servicesUnknown
	}
	// Of several needs, a place that lists one is worth going to.
	switch {
	case a.particular == 0:
	case e.particular&a.particular != 0:
		c[particularNeed] = w.particularListed
	default:
		c[particularNeed] = w.particularMissing
	}
	if a.Wheelchair && e.traits&accessible == 0 {
		c[access] = w.wheelchairUnsaid
	}
	if e.traits&unreachable != 0 {
		c[contact] = w.unreachable
	}
	if v.second {
		c[choice] = w.fallback
	}
	if slices.Contains(a.own, e.commune) {
		c[home] = w.ownCommune
	}
	if e.traits&doubted != 0 {
		c[doubt] = w.reported
	}
	return c
}

func (a *asked) travel(e *entry, km float64) float64 {
	w := &a.rules.weights
	if e.traits&remote != 0 && a.PhoneOnly {
		return w.phoneAsked
	}
	if km < 0 {
		return 0
	}
	cost := w.km * km
	if a.NoCar && cost > w.onFootFree {
		cost = w.onFootFree + w.onFootFactor*(cost-w.onFootFree)
	}
	if e.traits&remote != 0 {
		cost = min(cost, w.remoteAtMost)
	}
	return cost
}

// reach is the distance whose travel costs this much, in km: the reverse of travel for places without remote help.
func (a *asked) reach(cost float64) float64 {
	w := &a.rules.weights
	if a.NoCar && cost > w.onFootFree {
		cost = w.onFootFree + (cost-w.onFootFree)/w.onFootFactor
	}
	return max(0, cost/w.km)
}

func (a *asked) network(e *entry, v *verdict) float64 {
	best := v.bonus
	for i, bonus := range a.bonus {
		if e.programmes&(1<<i) != 0 {
			best = min(best, bonus)
		}
	}
	return best
}

func (a *asked) age(e *entry) float64 {
	for i, since := range a.sheetsSince {
		if e.updated >= since {
			return a.rules.sheets[i].cost
		}
	}
	return a.rules.weights.sheetOld
}

// addOpening adds what depends on the hour.
func (a *asked) addOpening(c *costs, e *entry, o hours.Opening) {
	w := &a.rules.weights
	c[opening] = a.wait(o)
	if e.traits&appointment != 0 {
		c[opening] = min(c[opening], w.appointmentWait)
		if o.State == hours.Unknown {
			c[opening] = w.appointmentUnknown
		}
	}
	if e.traits&itinerant != 0 && o.State != hours.Open {
		c[roaming] = w.itinerantClosed
	}
}

func (a *asked) wait(o hours.Opening) float64 {
	w := &a.rules.weights
	switch {
	case o.State == hours.Open:
		return w.open
	case o.State == hours.Unknown && o.Holiday == "":
		return w.hoursUnknown
	case o.State == hours.Unknown: // only that day is unknown: what opens tomorrow is no worse than what never says
		return min(w.hoursUnknown, a.until(o))
	}
	return a.until(o)
}

func (a *asked) until(o hours.Opening) float64 {
	if o.Next.IsZero() {
		return a.rules.weights.later
	}
	wait := o.Next.Sub(a.Now).Hours()
	for _, s := range a.rules.openings {
		if wait <= s.upTo {
			return s.cost
		}
	}
	return a.rules.weights.later
}

// bound works out what terms may come to at the least, so that a place is not looked at closely when its distance alone
// costs too much. It holds for whatever weights authors write.
func (a *asked) bound() {
	w := &a.rules.weights
	a.leastWait = min(w.open, w.later, w.hoursUnknown, w.appointmentUnknown, w.appointmentWait) + min(0, w.itinerantClosed)
	for _, s := range a.rules.openings {
		a.leastWait = min(a.leastWait, s.cost+min(0, w.itinerantClosed))
	}
	age := w.sheetOld
	for _, s := range a.rules.sheets {
		age = min(age, s.cost)
	}
	preferred := 0.0
	for _, b := range a.bonus {
		preferred = min(preferred, b)
	}
	for _, v := range a.verdicts {
		preferred = min(preferred, v.bonus)
	}
	a.least = a.leastWait + age + preferred + min(w.free, w.feeUnsure, w.paid) + min(0, w.appointment) +
		min(0, w.publicUnknown) + min(0, w.servicesUnknown) + min(0, w.unreachable) + min(0, w.fallback) + min(0, w.wheelchairUnsaid) + min(0, w.ownCommune) + min(0, w.reported)
	if a.publics != 0 {
		a.least += min(0, w.publicMet)
	}
	if a.particular != 0 {
		a.least += min(w.particularListed, w.particularMissing)
	}
}
