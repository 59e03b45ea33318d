package directory

import (
	"maps"
	"math"
	"slices"
	"time"

	"passerelle/internal/hours"
)

// terms says each part of a cost. A part that costs nothing and has nothing to say is left out.
func (a *asked) terms(e *entry, f *Found, c *costs, zone string) []Term {
	var out []Term
	add := func(p part, id string, n int) {
		if id != "" || c[p] != 0 {
			out = append(out, Term{ID: id, Cost: c[p], N: n})
		}
	}
	id, n := a.sayTravel(e, f, c)
	add(travel, id, n)
	id, n = sayOpening(f.Opening, a.Now.In(hours.Zone(zone)))
	add(opening, id, n)
	add(byAppointment, when(f.Appointment, "place.term.appointment"), 0)
	add(price, sayPrice(e, f.Place), 0)
	add(public, a.sayPublic(e), 0)
	add(services, when(c[services] != 0, "place.term.services.unknown"), 0)
	add(network, a.sayNetwork(e, f, c[network]), 0)
	add(particularNeed, a.sayParticular(e), 0)
	add(access, a.sayAccess(e), 0)
	add(contact, when(e.traits&unreachable != 0, "place.term.unreachable"), 0)
	id, n = a.saySheet(e, c)
	add(sheet, id, n)
	add(roaming, when(c[roaming] != 0, "place.term.itinerant"), 0)
	add(choice, when(f.Second, "place.term.second_choice"), 0)
	add(doubt, when(c[doubt] != 0, ReportedTerm), 0)
	add(home, when(c[home] != 0, "place.term.own_commune"), 0)
	return out
}

// ReportedTerm says that several people found a place closed.
const ReportedTerm = "place.term.reported"

func when(so bool, id string) string {
	if so {
		return id
	}
	return ""
}

func (a *asked) sayTravel(e *entry, f *Found, c *costs) (id string, n int) {
	w := &a.rules.weights
	straight := w.km * f.Km
	switch {
	case f.Remote && (f.Km < 0 || a.PhoneOnly || c[travel] < straight):
		return "place.term.travel.phone", 0
	case f.Km < 0:
		return "", 0
	case a.NoCar && c[travel] > straight:
		return "place.term.travel.no_car", max(1, int(math.Round(f.Km)))
	case f.Km < 1:
		return "place.term.travel.metres", max(100, int(math.Round(f.Km*10))*100)
	}
	return "place.term.travel.km", int(math.Round(f.Km))
}

// sayOpening tells the next opening by the days of the place's own calendar.
func sayOpening(o hours.Opening, now time.Time) (id string, n int) {
	switch {
	case o.State == hours.Open:
		return "place.term.open.now", 0
	case o.State == hours.Unknown && o.Holiday != "":
		return "place.term.open.holiday", 0
	case o.State == hours.Unknown:
		return "place.term.open.unknown", 0
	case o.Next.IsZero():
		return "place.term.open.later", 0
	}
	switch days := daysBetween(now, o.Next.In(now.Location())); days {
	case 0:
		return "place.term.open.today", 0
	case 1:
		return "place.term.open.tomorrow", 0
	default:
		return "place.term.open.days", days
	}
}

// daysBetween counts the midnights from one moment to another.
func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}

func sayPrice(e *entry, p *Place) string {
	switch {
	case e.fee == free:
		return "place.term.price.free"
	case e.fee == paid:
		return "place.term.price.paid"
	case len(p.Fees) == 0:
		return "place.term.price.unknown"
	}
	return "place.term.price.conditional"
}

func (a *asked) sayPublic(e *entry) string {
	switch {
	case e.publics == 0:
		return ""
	case e.publics&a.publics != 0:
		return "place.term.public.yours"
	}
	return "place.term.public.reserved"
}

// sayNetwork finds whose preference it was.
func (a *asked) sayNetwork(e *entry, f *Found, cost float64) string {
	if cost == 0 {
		return ""
	}
	for i := range a.rules.aims {
		aim := &a.rules.aims[i]
		if !slices.Contains(a.Aims, aim.id) {
			continue
		}
		for bit, p := range a.rules.programmes {
			if e.programmes&(1<<bit) != 0 && aim.bonus[p.id] == cost {
				return aim.text(p.id)
			}
		}
		if aim.bonus[f.Kind] == cost {
			return aim.text(f.Kind)
		}
	}
	return ""
}

func (m *aim) text(who string) string { return "place.term.network." + m.id + "." + who }

func (a *asked) sayParticular(e *entry) string {
	if a.particular == 0 {
		return ""
	}
	for i, p := range a.rules.particular {
		if e.particular&a.particular&(1<<i) != 0 {
			return "place.term.particular." + p.id
		}
	}
	return "place.term.particular.missing"
}

func (a *asked) sayAccess(e *entry) string {
	switch {
	case !a.Wheelchair:
		return ""
	case e.traits&accessible != 0:
		return "place.term.wheelchair.yes"
	}
	return "place.term.wheelchair.unknown"
}

func (a *asked) saySheet(e *entry, c *costs) (id string, n int) {
	switch {
	case e.updated == undated:
		return "place.term.sheet.undated", 0
	case c[sheet] == 0:
		return "", 0
	}
	years, _ := age(time.Unix(int64(e.updated)*24*60*60, 0).UTC(), a.Now)
	return "place.term.sheet.years", years
}

// Reason is one thing to say of a place: a text and its number.
type Reason struct {
	Key string
	N   int
}

// Reasons tells what speaks for a place, the best first.
func (f Found) Reasons() []Reason {
	return f.say(func(t Term) bool { return t.Cost <= 0 }, func(a, b Term) bool { return a.Cost < b.Cost })
}

// Cautions tells what to know before going there, the gravest first. The way there is not one: its distance is shown.
func (f Found) Cautions() []Reason {
	return f.say(func(t Term) bool { return t.Cost > 0 && !isTravel(t) }, func(a, b Term) bool { return a.Cost > b.Cost })
}

func isTravel(t Term) bool {
	return len(t.ID) > len(travelTexts) && t.ID[:len(travelTexts)] == travelTexts
}

const travelTexts = "place.term.travel."

func (f Found) say(wanted func(Term) bool, before func(a, b Term) bool) []Reason {
	var terms []Term
	for _, t := range f.Terms {
		if t.ID != "" && wanted(t) {
			terms = append(terms, t)
		}
	}
	slices.SortStableFunc(terms, func(a, b Term) int {
		switch {
		case before(a, b):
			return -1
		case before(b, a):
			return 1
		}
		return 0
	})
	out := make([]Reason, len(terms))
	for i, t := range terms {
		out[i] = Reason{t.ID, t.N}
	}
	return out
}

// TextIDs lists every text that a place may ask for: those of terms, and one for each kind of helper.
func (r *Rules) TextIDs() []string {
	out := []string{
		"place.term.travel.phone", "place.term.travel.no_car", "place.term.travel.metres", "place.term.travel.km",
		"place.term.open.now", "place.term.open.today", "place.term.open.tomorrow", "place.term.open.days",
		"place.term.open.later", "place.term.open.unknown", "place.term.open.holiday",
		"place.term.appointment",
		"place.term.price.free", "place.term.price.conditional", "place.term.price.unknown", "place.term.price.paid",
		"place.term.public.yours", "place.term.public.reserved",
		"place.term.services.unknown",
		"place.term.particular.missing",
		"place.term.wheelchair.yes", "place.term.wheelchair.unknown",
		"place.term.unreachable",
		"place.term.sheet.years", "place.term.sheet.undated",
		"place.term.itinerant",
		"place.term.second_choice",
		"place.term.own_commune",
		ReportedTerm,
	}
	for i := range r.aims {
		for _, who := range slices.Sorted(maps.Keys(r.aims[i].bonus)) {
			out = append(out, r.aims[i].text(who))
		}
	}
	for _, p := range r.particular {
		out = append(out, "place.term.particular."+p.id)
	}
	for _, k := range r.kinds {
		out = append(out, "place.kind."+k)
	}
	return out
}
