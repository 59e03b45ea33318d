package directory

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/territory"
)

// ranked is ranking_cases.json.
type ranked struct {
	Places []struct {
		ID, Nom, Services, Horaires, Telephone, Typologie string
		Lat, Lon                                          float64
		INSEE                                             string `json:"code_insee"`
		Frais                                             string `json:"frais_a_charge"`
		Dispositif                                        string `json:"dispositif_programmes_nationaux"`
		Acces                                             string `json:"modalites_acces"`
		Accompagnement                                    string `json:"modalites_accompagnement"`
		Publics                                           string `json:"publics_specifiquement_adresses"`
		PriseEnCharge                                     string `json:"prise_en_charge_specifique"`
		Maj                                               string `json:"date_maj"`
		Itinerance                                        string
		AccesLibre                                        string `json:"fiche_acces_libre"`
	}
	Cases []rankedCase
}

type rankedCase struct {
	Case  string
	Query struct {
		Lat, Lon   float64
		Now        string
		Service    string
		NoCar      bool `json:"no_car"`
		Wheelchair bool
		OnBehalf   bool `json:"on_behalf"`
		Public     []string
		Need       []string
	}
	Order     []string `json:"expected_order"`
	Costs     map[string]float64
	Breakdown map[string]struct {
		D     float64
		Parts [][2]any
	} `json:"breakdown_top3"`
	Dropped map[string]string
}

func (r *ranked) directory() *Directory {
	var places []Place
	for _, p := range r.Places {
		places = append(places, Place{
			Source: "essai", ID: p.ID, Name: p.Nom, INSEE: p.INSEE, Point: territory.Point{Lat: p.Lat, Lon: p.Lon},
			Typologies: split(p.Typologie), Phone: p.Telephone, Hours: p.Horaires, Itinerant: p.Itinerance == "Itinérant",
			Updated: p.Maj, Services: split(p.Services), Publics: split(p.Publics), Particular: split(p.PriseEnCharge),
			Fees: split(p.Frais), Programmes: split(p.Dispositif), Access: split(p.Acces), Support: split(p.Accompagnement),
			AccessSheet: p.AccesLibre,
		})
	}
	return New(places, shipped().rules)
}

func (c *rankedCase) query(t *testing.T) *Query {
	q := &Query{
		Near: territory.Point{Lat: c.Query.Lat, Lon: c.Query.Lon}, Departement: "23",
		Services: []string{c.Query.Service}, Now: paris(t, c.Query.Now), Seed: 1,
		NoCar: c.Query.NoCar, Wheelchair: c.Query.Wheelchair, Publics: c.Query.Public, Particular: c.Query.Need,
	}
	if len(q.Publics) > 0 { // of whom says to be old, the fixture knows that they are not young
		for _, p := range namesOf(shipped().rules.publics) {
			if !slices.Contains(q.Publics, p) {
				q.NotPublics = append(q.NotPublics, p)
			}
		}
	}
	switch c.Query.Service {
	case "Aide aux démarches administratives":
		q.Aims = []string{"paperwork"}
	case "Maîtrise des outils numériques du quotidien":
		q.Aims = []string{"learning"}
	case "Insertion professionnelle via le numérique":
		q.Aims = []string{"young_work"}
	}
	if c.Query.OnBehalf {
		q.Aims = append(q.Aims, "on_behalf")
	}
	return q
}

// partNames are the fixture's names of terms, by the beginning of our texts.
var partNames = []struct{ prefix, name string }{
	{"place.term.travel.", "trajet"}, {"place.term.open.", "ouverture"}, {"place.term.appointment", "rdv"},
	{"place.term.price.", "frais"}, {"place.term.public.yours", "public visé"}, {"place.term.public.reserved", "public spécifique"},
	{"place.term.services.unknown", "services inconnus"}, {"place.term.network.", "réseau"},
	{"place.term.particular.", "besoin particulier"}, {"place.term.wheelchair.", "accès"},
	{"place.term.unreachable", "injoignable"}, {"place.term.sheet.", "fraîcheur"}, {"place.term.itinerant", "itinérant"},
}

func partsOf(t *testing.T, f Found) map[string]float64 {
	out := make(map[string]float64)
	for _, term := range f.Terms {
		known := false
		for _, p := range partNames {
			if strings.HasPrefix(term.ID, p.prefix) {
				out[p.name], known = rounded(term.Cost), true
			}
		}
		if !known {
			t.Errorf("the term %+v is none of the fixture", term)
		}
	}
	return out
}

func TestTheTenCasesOfTheFormula(t *testing.T) {
	var fixture ranked
	readJSON(t, "ranking_cases.json", &fixture)
	d := fixture.directory()
	for _, c := range fixture.Cases {
		t.Run(c.Case, func(t *testing.T) {
			q := c.query(t)
			found := d.Nearest(q, 20)
			if diff := cmp.Diff(c.Order, placeIDs(found)); diff != "" {
				t.Errorf("order (-want +got):\n%s", diff)
			}
			costs := make(map[string]float64)
			for _, f := range found {
				costs[f.Place.ID] = f.Cost
			}
			if diff := cmp.Diff(c.Costs, costs); diff != "" {
				t.Errorf("costs (-want +got):\n%s", diff)
			}
			c.checkBreakdown(t, found)
			c.checkDropped(t, d, q)
		})
	}
}

func (c *rankedCase) checkBreakdown(t *testing.T, found []Found) {
	for _, f := range found {
		b, ok := c.Breakdown[f.Place.ID]
		if !ok {
			continue
		}
		if math.Abs(f.Km-b.D) > 0.006 {
			t.Errorf("%s lies at %.3f km, want %.2f", f.Place.ID, f.Km, b.D)
		}
		want, got := make(map[string]float64), partsOf(t, f)
		for _, p := range b.Parts {
			name, cost := p[0].(string), p[1].(float64)
			want[name] = cost
			if _, said := got[name]; !said && cost == 0 { // nothing to say of it
				got[name] = 0
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("terms of %s (-want +got):\n%s", f.Place.ID, diff)
		}
	}
}

func (c *rankedCase) checkDropped(t *testing.T, d *Directory, q *Query) {
	dropped := make(map[string]string)
	for i := range d.places {
		if _, why, _ := d.Judge(q, d.places[i].Key()); why != Kept {
			dropped[d.places[i].ID] = string(why)
		}
	}
	if diff := cmp.Diff(c.Dropped, dropped); diff != "" {
		t.Errorf("set aside (-want +got):\n%s", diff)
	}
}

// The same query put to the places one by one, without any shortcut, ranks them alike: see also the property over
// generated places.
func TestTheFirstAreTheFirstOfAll(t *testing.T) {
	var fixture ranked
	readJSON(t, "ranking_cases.json", &fixture)
	d := fixture.directory()
	for _, c := range fixture.Cases {
		q := c.query(t)
		all := placeIDs(d.Nearest(q, 20))
		for n := range all {
			if diff := cmp.Diff(all[:n], placeIDs(d.Nearest(q, n))); diff != "" {
				t.Errorf("%s: the first %d (-want +got):\n%s", c.Case, n, diff)
			}
		}
	}
}
