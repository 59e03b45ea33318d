package directory

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"passerelle/internal/territory"
)

// drawPlace draws a place around Guéret with any mix of qualities.
func drawPlace(t *rapid.T, id string) Place {
	some := func(name string, values ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(values), 0, 2, rapid.ID).Draw(t, name)
	}
	return Place{
		Source: "essai", ID: id, Name: id, INSEE: rapid.SampledFrom([]string{"23096", "23193", "36044"}).Draw(t, "insee"),
		Point:      territory.Point{Lat: rapid.Float64Range(45.2, 47.2).Draw(t, "lat"), Lon: rapid.Float64Range(0.8, 2.9).Draw(t, "lon")},
		Phone:      rapid.SampledFrom([]string{"", "+33199000001"}).Draw(t, "phone"),
		Hours:      rapid.SampledFrom([]string{"", "Mo-Fr 09:00-17:00", "Sa 10:00-12:00", allDay}).Draw(t, "hours"),
		Updated:    rapid.SampledFrom([]string{"", "2021-05-01", "2025-01-01", "2026-10-01"}).Draw(t, "updated"),
		Services:   some("services", paperwork, "Maîtrise des outils numériques du quotidien", "Jardinage"),
		Publics:    some("publics", "Jeunes", "Seniors", "Femmes"),
		Particular: some("particular", "Illettrisme", "Surdité", "Handicaps moteurs"),
		Fees:       some("fees", Free, Paid, "Gratuit sous condition"),
		Programmes: some("programmes", "France Services", "Aidants Connect", "Conseillers numériques", "La Croix Rouge"),
		Access:     some("access", "Se présenter", "Téléphoner", "Ce lieu n'accueille pas de public"),
		Support:    some("support", "À distance", "Accompagnement individuel"),
		Typologies: some("typologies", "CCAS", "ML", "CAF", "MUNI", "BIB"),
		Itinerant:  rapid.Bool().Draw(t, "itinerant"),
	}
}

func drawPlaces(t *rapid.T) []Place {
	n := rapid.IntRange(0, 40).Draw(t, "places")
	places := make([]Place, n)
	for i := range places {
		places[i] = drawPlace(t, string(rune('A'+i)))
	}
	return places
}

func drawQuery(t *rapid.T) *Query {
	q := &Query{
		Near: guéret, Own: []string{"23096"}, Departement: "23", Services: []string{paperwork},
		Need:       rapid.SampledFrom([]string{"", "aide_demarche", "prestations_caf", "hebergement"}).Draw(t, "need"),
		Aims:       rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"paperwork", "on_behalf", "learning"}), 0, 3, rapid.ID).Draw(t, "aims"),
		Particular: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"Illettrisme", "Surdité"}), 0, 2, rapid.ID).Draw(t, "particular"),
		Wheelchair: rapid.Bool().Draw(t, "wheelchair"), NoCar: rapid.Bool().Draw(t, "no car"), FreeOnly: rapid.Bool().Draw(t, "free only"),
		PhoneOnly: rapid.Bool().Draw(t, "phone only"), Seed: rapid.Uint64().Draw(t, "seed"),
		Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 40*24*60).Draw(t, "minute")) * time.Minute),
	}
	if rapid.Bool().Draw(t, "young") {
		q.Publics, q.NotPublics = []string{"Jeunes"}, []string{"Seniors"}
	}
	if rapid.Bool().Draw(t, "anywhere") {
		q.Near, q.Own = territory.Point{}, nil
	}
	return q
}

// oneByOne ranks without any shortcut: every place is judged, then all are sorted.
func oneByOne(d *Directory, q *Query) []Found {
	type judged struct {
		Found
		candidate
	}
	var all []judged
	a := d.ask(q, only{})
	for i := range d.places {
		f, why := d.judge(a, int32(i))
		if why != Kept || !q.Near.Valid() && d.places[i].Departement() != q.Departement {
			continue
		}
		all = append(all, judged{f, candidate{index: int32(i), late: !q.Near.Valid() && !f.Remote, cost: f.Cost, km: f.Km, tie: shuffled(d.turns[i], q.Seed)}})
	}
	slices.SortFunc(all, func(a, b judged) int {
		if a.before(&b.candidate) {
			return -1
		}
		return 1
	})
	out := make([]Found, len(all))
	for i := range all {
		out[i] = all[i].Found
	}
	return out
}

func TestTheSearchFindsWhatLookingAtEveryPlaceFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, q := New(drawPlaces(t), shipped().rules), drawQuery(t)
		n := rapid.IntRange(0, 12).Draw(t, "n")
		want := oneByOne(d, q)
		want = want[:min(n, len(want))]
		if diff := cmp.Diff(placeIDs(want), placeIDs(d.Nearest(q, n))); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestTheSearchOfAWholeCountryFindsTheSame(t *testing.T) {
	places, g := generate(t, 20_000)
	d := New(places, shipped().rules)
	for _, q := range g.queries(t, 40) {
		want := oneByOne(d, q)
		if diff := cmp.Diff(placeIDs(want[:min(10, len(want))]), placeIDs(d.Nearest(q, 10))); diff != "" {
			t.Fatalf("near %v (-want +got):\n%s", q.Near, diff)
		}
	}
}

func TestWhatIsFoundIsNearAndRising(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, q := New(drawPlaces(t), shipped().rules), drawQuery(t)
		found := d.Nearest(q, 20)
		limits := shipped().rules.limits
		for i, f := range found {
			if f.Km > limits.radius && (f.Place.INSEE != "23096" || f.Km > limits.ownRadius) {
				t.Fatalf("%s is named at %.1f km", f.Place.ID, f.Km)
			}
			if i > 0 && q.Near.Valid() && f.Cost < found[i-1].Cost {
				t.Fatalf("%v after %v", f.Cost, found[i-1].Cost)
			}
			sum := 0.0
			for _, term := range f.Terms {
				sum += term.Cost
			}
			if rounded(sum) != f.Cost {
				t.Fatalf("the terms of %s make %v, not %v", f.Place.ID, sum, f.Cost)
			}
		}
	})
}

func TestOnePlaceMoreNeverWorsensTheFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places, q := drawPlaces(t), drawQuery(t)
		q.Near, q.Own = guéret, nil
		before := New(places, shipped().rules).Nearest(q, 1)
		after := New(append(places, drawPlace(t, "more")), shipped().rules).Nearest(q, 1)
		if len(before) > 0 && (len(after) == 0 || after[0].Cost > before[0].Cost) {
			t.Fatalf("%v before, %+v after", before[0].Cost, after)
		}
	})
}

func TestEveryWordAboutAPlaceIsAnnounced(t *testing.T) {
	announced := shipped().rules.TextIDs()
	rapid.Check(t, func(t *rapid.T) {
		d, q := New(drawPlaces(t), shipped().rules), drawQuery(t)
		for _, f := range d.Nearest(q, 40) {
			if !slices.Contains(announced, "place.kind."+f.Kind) {
				t.Fatalf("no text for the kind %s", f.Kind)
			}
			for _, term := range f.Terms {
				if !slices.Contains(announced, term.ID) {
					t.Fatalf("no text for the term %+v", term)
				}
			}
			if n := len(f.Reasons()) + len(f.Cautions()); n > len(f.Terms) || len(f.Reasons()) == 0 && f.Cost < 0 {
				t.Fatalf("%d things to say of %d terms", n, len(f.Terms))
			}
		}
	})
}

func TestNoTwoPlacesShareAKey(t *testing.T) {
	places, _ := generate(t, 20_000)
	d := New(places, shipped().rules)
	if len(d.byKey) != len(places) {
		t.Errorf("%d keys of %d places", len(d.byKey), len(places))
	}
	for i := range places[:100] {
		p := &places[i]
		if found, ok := d.Place(p.Key()); !ok || found.ID != p.ID || len(p.Key()) != keyLength {
			t.Fatalf("the key %q leads to %+v", p.Key(), found)
		}
	}
}

func TestTheAgeOfASheet(t *testing.T) {
	now := paris(t, "2026-11-22T10:00")
	for _, c := range []struct {
		updated       string
		years, months int
		known         bool
	}{
		{"2026-11-22", 0, 0, true},
		{"2026-10-23", 0, 0, true},
		{"2026-10-22", 0, 1, true},
		{"2025-11-23", 0, 11, true},
		{"2025-11-22", 1, 0, true},
		{"2024-08-01", 2, 3, true},
		{"2027-01-01", 0, 0, true},
		{"", 0, 0, false},
		{"01/08/2024", 0, 0, false},
	} {
		years, months, known := Age(c.updated, now)
		if years != c.years || months != c.months || known != c.known {
			t.Errorf("%q: %d years %d months, %v", c.updated, years, months, known)
		}
	}
}
