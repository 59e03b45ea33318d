package directory

import (
	"passerelle/internal/situation"
)

// Need is one thing a person may want done, as the ranking sees it.
type Need struct {
	ID       string
	Family   string
	Services []string // of digital mediation, in the words of the French schema: a place that offers one of them will do
}

// Rules is places.yaml: who may help with what, and what each quality of a place weighs. Never changed once loaded.
type Rules struct {
	Lists []List // the official lists that a deployment may import

	limits   limits
	weights  weights
	openings []step // what waiting costs, by hours
	sheets   []step // what the age of a sheet costs, by years

	programmes []named // programmes that weigh, in the order of their bits
	publics    []group
	particular []group
	wishes     wishes
	aims       []aim
	helpers    []helper
	kinds      []string // in the order of their first helper; the last is of places that no helper describes
	ensured    []ensured
	needs      map[string]Need
	searches   map[string]*search // by need
	unnamed    *search            // while the need is not known
}

// List is one official list of places.
type List struct {
	ID          string // the name under which its places are kept
	Name        string // French
	URL         string
	Licence     string
	Attribution string // the line to show with its places
	Duties      string // what its publisher asks beside, or ""
}

// limits bound what is named.
type limits struct {
	radius    float64 // km
	ownRadius float64 // km, for a place of the person's own commune
	shown     float64 // places at most
	keep      float64 // places that are never cut
	cut       float64 // cost above the first from which a place is hidden
	reports   float64 // people who must have said that a place is closed, or silent, before it comes last
	phone     float64 // cost of the first from which a helper by phone is added
}

// weights are the costs of the formula, in kilometre-equivalents.
type weights struct {
	km, onFootFree, onFootFactor                         float64
	remoteAtMost, phoneAsked                             float64
	open, later, hoursUnknown                            float64
	appointment, appointmentWait, appointmentUnknown     float64
	free, feeUnsure, paid                                float64
	particularListed, particularMissing                  float64
	publicUnknown, publicMet                             float64
	wheelchairUnsaid, unreachable, ownCommune, reported  float64
	sheetOld, servicesUnknown, itinerantClosed, fallback float64
}

// step is what something costs up to a bound.
type step struct{ upTo, cost float64 }

// named is a value of the schema with the id under which texts speak of it.
type named struct{ id, name string }

// group is a public or a particular need: a value of the schema, and when somebody is of it. A nil condition is never
// known.
type group struct {
	named
	is *situation.Condition
}

// wishes are what a person may ask of any place.
type wishes struct{ wheelchair, noCar, freeOnly, phoneOnly *situation.Condition }

// aim is what the person is after, and whom it makes preferable.
type aim struct {
	id       string
	services []string // the aim is pursued when one of them is wanted; none: always
	when     *situation.Condition
	bonus    map[string]float64 // by id of a programme, or by kind
}

// helper tells a kind of place from its sheet, and whom it serves with what.
type helper struct {
	id, kind                      string
	programmes, typologies, types []string
	unlisted                      bool // only where the sheet lists no service
	residents                     bool // receives those of its own commune
	serves                        map[string]bool
	servesSome                    bool     // serves was written: what it may do is known without its sheet
	services                      []string // offered by all of them, where the sheet lists none
	publics                       []string // it is kept for them, where the sheet reserves nothing
	notFor                        *situation.Condition
}

// search is whom a need is taken to.
type search struct {
	none     bool     // no place at all: a phone line is the answer
	first    []string // kinds; empty: whoever serves it
	then     []string // kinds that are second best
	services []string
}

// ensured is who must be among those shown, for whom.
type ensured struct {
	who  string // a kind, looked for as far as the département goes; or the id of a programme, within the cut
	when *situation.Condition
}
