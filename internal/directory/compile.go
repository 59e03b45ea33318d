package directory

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"passerelle/internal/hours"
	"passerelle/internal/territory"
)

// Words of the French schema (LaMednum v1.0.2) that the formula reads.
const (
	accessInPerson = "Se présenter"
	accessNobody   = "Ce lieu n'accueille pas de public"
	supportRemote  = "À distance"
	motorHandicap  = "Handicaps moteurs"
)

// traits are the qualities of a place that are yes or no.
type traits uint8

const (
	nobody traits = 1 << iota
	remote
	appointment
	paying
	accessible
	itinerant
	unreachable
	doubted // people said that it is closed, or does not answer
)

// entry is what the search reads of a place: small, so that many fit in the processor's cache.
type entry struct {
	vector     territory.Vector
	updated    int32 // days since 1970, or undated
	commune    uint32
	services   uint32
	schedule   *hours.Schedule
	profile    uint16
	zone       uint16 // index of its département
	programmes uint8
	publics    uint8
	particular uint8
	traits     traits
	fee        fee
}

// fee is what a place costs.
type fee uint8

const (
	free fee = iota
	unsure
	paid
)

// profile is who helps in a place, shared by all places that the same helpers describe.
type profile struct {
	kind    string
	helpers []int // indexes in Rules.helpers
	decides bool  // what it serves is known without its sheet

	residents bool // receives those of its own commune
}

// otherService is the bit of services that no need asks for: they only tell that the sheet lists some.
const otherService = 31

// compiler turns places into entries.
type compiler struct {
	rules     *Rules
	networks  []string // names by bit
	crowds    []string
	cares     []string
	services  map[string]uint32
	schedules map[string]*hours.Schedule
	profiles  []profile
	known     map[uint64]uint16 // profiles by their helpers, a bit each
	zones     []string
	zoneOf    map[string]uint16
}

func newCompiler(r *Rules) *compiler {
	return &compiler{rules: r, networks: names(r.programmes), crowds: namesOf(r.publics), cares: namesOf(r.particular), services: r.serviceBits(), schedules: make(map[string]*hours.Schedule), known: make(map[uint64]uint16), zoneOf: make(map[string]uint16)}
}

// serviceBits gives a bit to each service that a need, a helper or a search names.
func (r *Rules) serviceBits() map[string]uint32 {
	bits := make(map[string]uint32)
	add := func(services []string) {
		for _, s := range services {
			if _, ok := bits[s]; !ok {
				bits[s] = 1 << min(len(bits), otherService)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.needs)) {
		add(r.needs[id].Services)
		if look := r.searches[id]; look != nil {
			add(look.services)
		}
	}
	for i := range r.helpers {
		add(r.helpers[i].services)
	}
	if r.unnamed != nil {
		add(r.unnamed.services)
	}
	return bits
}

func (c *compiler) entry(p *Place) entry {
	e := entry{
		vector:     p.Point.Vector(),
		schedule:   c.scheduleOf(p),
		zone:       c.zone(p.INSEE),
		commune:    numberOf(p.INSEE),
		programmes: bitsOf(p.Programmes, c.networks),
		particular: bitsOf(p.Particular, c.cares),
		updated:    dayOf(p.Updated),
		fee:        feeOf(p.Fees),
	}
	e.profile = c.profile(p)
	e.services, e.publics = c.offered(p, e.profile)
	e.traits = traitsOf(p)
	return e
}

// closing are words of a note that may contradict the hours beside it: « fermé suite à une dégradation ».
var closing = regexp.MustCompile(`(?i)ferm[ée]|fermeture|travaux|suspendu|rouvr|réouv`)

// scheduleOf is when a place is open, as far as its sheet may be believed: where a note speaks of a closing, nobody but the
// place knows.
func (c *compiler) scheduleOf(p *Place) *hours.Schedule {
	if closing.MatchString(p.Note) {
		return nil
	}
	return c.schedule(p.Hours)
}

// schedule reads hours once for all places that have the same. Hours that are not understood are unknown.
func (c *compiler) schedule(text string) *hours.Schedule {
	if text == "" {
		return nil
	}
	if s, ok := c.schedules[text]; ok {
		return s
	}
	s, err := hours.Parse(text)
	if err != nil {
		s = nil
	}
	c.schedules[text] = s
	return s
}

// numberOf makes a number of an INSEE code, so that communes are compared fast; 0 of what is none.
func numberOf(insee string) uint32 {
	n, err := strconv.ParseUint(insee, 36, 32)
	if err != nil {
		return 0
	}
	return uint32(n)
}

func (c *compiler) zone(insee string) uint16 {
	departement := departementOf(insee)
	i, ok := c.zoneOf[departement]
	if !ok {
		i = uint16(len(c.zones))
		c.zones = append(c.zones, departement)
		c.zoneOf[departement] = i
	}
	return i
}

// profile finds the helpers that describe a place.
func (c *compiler) profile(p *Place) uint16 {
	var fits uint64
	for i := range c.rules.helpers {
		if c.rules.helpers[i].describes(p) {
			fits |= 1 << i
		}
	}
	i, ok := c.known[fits]
	if !ok {
		i = uint16(len(c.profiles))
		c.profiles = append(c.profiles, c.rules.profileOf(fits))
		c.known[fits] = i
	}
	return i
}

func (h *helper) describes(p *Place) bool {
	if h.unlisted && len(p.Services) > 0 {
		return false
	}
	return slices.Contains(h.types, p.LocalType) || shareOne(h.programmes, p.Programmes) || shareOne(h.typologies, p.Typologies)
}

func shareOne(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// profileOf joins helpers: the first gives the kind; what each serves adds up.
func (r *Rules) profileOf(fits uint64) profile {
	p := profile{kind: otherKind}
	for i := range r.helpers {
		if fits&(1<<i) == 0 {
			continue
		}
		if len(p.helpers) == 0 {
			p.kind, p.residents = r.helpers[i].kind, r.helpers[i].residents
		}
		p.helpers = append(p.helpers, i)
		p.decides = p.decides || r.helpers[i].servesSome
	}
	return p
}

// offered is what a place offers and to whom it is kept: its sheet, and what is known of its helper where the sheet says
// nothing.
func (c *compiler) offered(p *Place, profile uint16) (services uint32, publics uint8) {
	listed, kept := p.Services, p.Publics
	if fits := c.profiles[profile].helpers; len(fits) > 0 {
		first := &c.rules.helpers[fits[0]]
		if len(listed) == 0 {
			listed = first.services
		}
		if len(kept) == 0 {
			kept = first.publics
		}
	}
	for _, s := range listed {
		if bit, ok := c.services[s]; ok {
			services |= bit
		} else {
			services |= 1 << otherService
		}
	}
	return services, bitsOf(kept, c.crowds)
}

func bitsOf(values, known []string) uint8 {
	var bits uint8
	for _, v := range values {
		if i := slices.Index(known, v); i >= 0 {
			bits |= 1 << i
		}
	}
	return bits
}

func traitsOf(p *Place) traits {
	var t traits
	set := func(bit traits, on bool) {
		if on {
			t |= bit
		}
	}
	set(nobody, len(p.Access) == 1 && p.Access[0] == accessNobody)
	set(remote, slices.Contains(p.Support, supportRemote) && p.Phone != "")
	set(appointment, len(p.Access) > 0 && !slices.Contains(p.Access, accessInPerson))
	set(paying, len(p.Fees) == 1 && p.Fees[0] == Paid)
	set(accessible, p.AccessSheet != "" || p.Wheelchair || slices.Contains(p.Particular, motorHandicap))
	set(itinerant, p.Itinerant)
	set(unreachable, p.Phone == "" && p.Booking == "")
	return t
}

// feeOf reads a price: several are one that depends.
func feeOf(fees []string) fee {
	switch {
	case len(fees) == 1 && fees[0] == Free:
		return free
	case len(fees) == 1 && fees[0] == Paid:
		return paid
	}
	return unsure
}

// undated is before any sheet.
const undated = -1 << 31

// dayOf counts the days from 1970 to a date.
func dayOf(date string) int32 {
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(date))
	if err != nil {
		return undated
	}
	return dayNumber(t)
}

func dayNumber(t time.Time) int32 { return int32(t.Unix() / (24 * 60 * 60)) }
