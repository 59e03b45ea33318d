// Package catalogue knows the online services and the human ways on, and which of them fit a situation: at most three,
// best first, one human at least, each with its reason.
package catalogue

import (
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// Catalogue is every need and every service, read once and never changed.
type Catalogue struct {
	Families    []*Family
	Needs       []*Need
	Services    []*Service // in reading order: by file, then as written
	needs       map[string]*Need
	services    map[string]*Service
	listed      []string // ids of services, in reading order, before they are read
	needFact    *situation.Fact
	namedFact   *situation.Fact // the service that the person named; nil where the vocabulary has none
	always      []*Service      // human ways for whatever need
	Rules       []*Rule         // referral rules: the first that is known to hold decides
	AllCautions []*Caution
	ruled       [][]*Rule             // by need: the rules that may hold
	doors       map[Helper][]*Service // who stands for a kind of help that a need has not
	byNeed      [][]*Service
	facts       []situation.Set // by need: what its services ask about
	referred    situation.Set   // what the referral rules ask about
}

// Family is a group of needs, one button of the first screen.
type Family struct{ ID, Label string }

// Need is one thing that people want done.
type Need struct {
	ID          string
	Label       string
	Family      string
	FirstAnswer string   // what to show first when nothing else is known: a helper kind, "service", "urgence" or "humain"
	Mediation   []string // services of digital mediation that help with it, in the words of the French schema
	index       int
	settles     source.Node // facts that asking for this tells
	node        source.Node
}

// Helper is a kind of human way on (design.md, section 6). Empty means a service without anybody to talk to.
type Helper string

// Helpers lists every kind.
var Helpers = [...]Helper{"mediateur_numerique", "france_services", "travailleur_social", "mission_locale", "guichet", "juriste", "soignant", "ecoute"}

// Phone is one number as printed, with what the call costs.
type Phone struct {
	Number string
	Cost   string // gratuit, prix_appel_normal, surtaxe or sms_gratuit
}

// Service is one online service, line, place or scheme that we can point to.
type Service struct {
	ID          string
	Kind        string
	Name        string
	URL         string
	Helper      Helper
	Needs       []*Need
	Low         bool // of low confidence: its number is not shown
	Doubtful    bool // no page of it was read
	phones      []Phone
	ordinal     int  // among the values of the fact "service"
	helperIndex int  // of its kind, in Helpers
	strict      bool // kept for professionals alone
	ofTrade     bool // for professionals, alone or among others
	criteria    []Criterion
	prefers     *situation.Condition // nil, or when this service goes before others that fit as well
	avoids      *situation.Condition // nil, or when this service is no answer though nothing excludes it
	checks      []Check
	facts       facts
	node        source.Node
}

// facts of the file that only `check --unverified` reads.
type facts struct {
	PhoneToVerify, URLToVerify bool
	SourceDate                 string
}

// Check is what a person found when they dialled a number or opened a page.
type Check struct {
	What   string // phone or url
	On     string // YYYY-MM-DD
	Result string // ok or faux
}

// Service returns a service by its id.
func (c *Catalogue) Service(id string) (*Service, bool) {
	s, ok := c.services[id]
	return s, ok
}

// Need returns a need by its id.
func (c *Catalogue) Need(id string) (*Need, bool) {
	n, ok := c.needs[id]
	return n, ok
}

// Phones are the numbers that may be shown: none of an entry of low confidence, none found wrong.
func (s *Service) Phones() []Phone {
	if s.Low || s.checked("phone") == wrong {
		return nil
	}
	return s.phones
}

// AllPhones are the numbers on file, shown or not.
func (s *Service) AllPhones() []Phone { return s.phones }

// Link is the page that may be shown, or "".
func (s *Service) Link() string {
	if s.checked("url") == wrong {
		return ""
	}
	return s.URL
}

const (
	right = "ok"
	wrong = "faux"
)

// checked is the newest result of a person's check, or "".
func (s *Service) checked(what string) string {
	newest := Check{}
	for _, c := range s.checks {
		if c.What == what && c.On >= newest.On {
			newest = c
		}
	}
	return newest.Result
}

// At makes a fault that stands at this service.
func (s *Service) At(what, mend string) source.Fault { return s.node.At(what, mend) }

// At makes a fault that stands at this need.
func (n *Need) At(what, mend string) source.Fault { return n.node.At(what, mend) }
