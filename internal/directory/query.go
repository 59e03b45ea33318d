package directory

import (
	"time"

	"passerelle/internal/hours"
	"passerelle/internal/territory"
)

// Query is what a place is looked for with. Guide.Query makes it of a situation.
type Query struct {
	Near        territory.Point // where the person is; the zero Point when only a département is known
	Own         []string        // INSEE codes of their commune: a city and its arrondissements are one
	Departement string          // INSEE code
	Need        string          // id; may be empty
	Services    []string        // wanted: one of them will do
	First       []string        // kinds that suit the need; empty: any
	Then        []string        // kinds that are second best
	Aims        []string        // ids: paperwork, learning, on_behalf, young_work
	Publics     []string        // the person is known to be of these
	NotPublics  []string        // and not of these
	Particular  []string        // particular needs that were said
	NotFor      []string        // ids of helpers that are not for this person
	Ensure      []string        // kinds, or ids of programmes, that must be among those shown
	Wheelchair  bool
	NoCar       bool
	FreeOnly    bool
	PhoneOnly   bool
	Now         time.Time
	Without     []string // keys of places that were reported
	Seed        uint64   // of the day: equal places take turns from one seed to the next
}

// Term is one part of a cost, with the text that says it.
type Term struct {
	ID   string  // of the text; empty where there is nothing to say
	Cost float64 // in kilometre-equivalents; below zero is in favour
	N    int     // a number for the text: metres, kilometres, days, years
}

// Found is a place that suits, with why.
type Found struct {
	Place       *Place
	Kind        string  // mediateur_numerique, travailleur_social…
	Km          float64 // as the crow flies; below zero when it is not known
	Cost        float64
	Terms       []Term
	Opening     hours.Opening
	Remote      bool // helps from a distance, by phone
	Appointment bool // receives by appointment only
	Second      bool // second best for this need
}

// Answer is what is shown of places.
type Answer struct {
	Places []Found
	Phone  *Found // one helper by phone, when going is too far or too late
	Far    bool   // nobody to visit is near
	Call   bool   // going is too far or too late: a helper by phone is wanted, whether or not Phone is one
}

// Empty tells an answer without any place.
func (a Answer) Empty() bool { return len(a.Places) == 0 && a.Phone == nil }

// Drop says why a place was set aside.
type Drop string

// Reasons to set a place aside, in the order in which they are looked at.
const (
	Kept       Drop = ""
	Reported   Drop = "reported"
	NoPublic   Drop = "no public"
	NotForThem Drop = "public"
	NotTheNeed Drop = "service"
	Paying     Drop = "paid"
	TooFar     Drop = "far"
	Elsewhere  Drop = "residents"
)
