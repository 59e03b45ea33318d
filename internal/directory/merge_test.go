package directory

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/territory"
)

func TestWhichSheetsAreOfOnePlace(t *testing.T) {
	named := func(id, name string, km float64, change ...func(*Place)) Place {
		p := at(id, guéret, km, change...)
		p.Name, p.Commune, p.Phone = name, "Guéret", ""
		for _, c := range change {
			c(&p)
		}
		return p
	}
	phone := func(number string) func(*Place) { return func(p *Place) { p.Phone = number } }
	siret := func(number string) func(*Place) { return func(p *Place) { p.Pivot = number } }
	for _, c := range []struct {
		name string
		a, b Place
		same bool
	}{
		{"one name in capitals", named("a", "France services Guéret", 0), named("b", "FRANCE SERVICES DE GUERET", 0.03), true},
		{"a name with one word more", named("a", "France services Guéret", 0), named("b", "Maison France services de Guéret", 0.03), true},
		{"one word, and the commune", named("a", "Médiathèque", 0), named("b", "Mediatheque de Guéret", 0.03), true},
		{"another name", named("a", "Maison de quartier", 0), named("b", "Maison de la solidarité", 0.03), false},
		{"one name, 100 m away", named("a", "France services", 0), named("b", "France services", 0.1), false},
		{"another name, one phone", named("a", "Le Phare", 0, phone("+33199000001")), named("b", "Espace numérique", 0.05, phone("+33199000001")), true},
		{"neither has a phone", named("a", "Le Phare", 0), named("b", "Espace numérique", 0.05), false},
		{"one SIRET", named("a", "Le Phare", 0, siret("12345678900011")), named("b", "Espace numérique", 0.05, siret("12345678900011")), true},
		{"one SIRET, elsewhere in town", named("a", "Le Phare", 0, siret("12345678900011")), named("b", "Le Phare", 2, siret("12345678900011")), false},
		{"the SIRET of nobody", named("a", "Le Phare", 0, siret("00000000000000")), named("b", "Espace numérique", 0.05, siret("00000000000000")), false},
		{"two offices on one switchboard", named("a", "Mairie", 0, phone("+33199000001"), bare("", "mairie")), named("b", "CCAS", 0, phone("+33199000001"), bare("", "ccas")), false},
		{"two networks under one roof", named("a", "Mission locale", 0, phone("+33199000001"), bare("ML", "")), named("b", "France services", 0, phone("+33199000001"), bare("RFS", "")), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			merged, duplicates := Merge([]Place{c.a, c.b})
			if (len(merged) == 1) != c.same || len(merged)+duplicates != 2 {
				t.Errorf("%d places, %d duplicates", len(merged), duplicates)
			}
		})
	}
}

func TestTheNewestSheetWinsAndTheOthersFillItsBlanks(t *testing.T) {
	newest := Place{Source: "data-inclusion-structures", ID: "1", Name: "France services", INSEE: "23096", Commune: "Guéret", Point: guéret, Updated: "2026-05-01",
		Phone: "+33199000001", Services: []string{"x"}, Fees: []string{Free}, Programmes: []string{"France Services"}, Unsure: true}
	older := Place{Source: "national", ID: "2", Name: "FRANCE SERVICES GUERET", INSEE: "23096", Commune: "GUERET", Point: territory.Point{Lat: guéret.Lat + 0.0002, Lon: guéret.Lon}, Updated: "2025-01-01",
		Phone: "+33199000002", Services: []string{"x", "y"}, Fees: []string{"Gratuit sous condition"}, Programmes: []string{"Aidants Connect"},
		Hours: "Mo-Fr 09:00-12:00", Publics: []string{"Seniors"}, Wheelchair: true, Street: "1 rue d'essai"}
	undated := Place{Source: "autre", ID: "3", Name: "France services", INSEE: "23096", Commune: "Guéret", Point: guéret, Hours: "Mo 09:00-10:00", Booking: "https://exemple.invalid/"}
	want := newest
	want.Point, want.Unsure = older.Point, false
	want.Services, want.Programmes = []string{"x", "y"}, []string{"France Services", "Aidants Connect"}
	want.Fees, want.Hours, want.Wheelchair, want.Street = older.Fees, older.Hours, true, older.Street
	want.Booking = undated.Booking
	for _, order := range [][]Place{{newest, older, undated}, {undated, older, newest}, {older, undated, newest}} {
		merged, duplicates := Merge(order)
		if duplicates != 2 {
			t.Fatalf("%d duplicates", duplicates)
		}
		if diff := cmp.Diff([]Place{want}, merged); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if len(newest.Services) != 1 || len(older.Services) != 2 {
		t.Error("merging wrote into the sheets it was given")
	}
}

func TestMergingFindsWhatWasMadeTwice(t *testing.T) {
	places, _ := generate(t, 20000)
	merged, duplicates := Merge(places)
	if len(merged)+duplicates != len(places) {
		t.Fatalf("%d + %d of %d", len(merged), duplicates, len(places))
	}
	made := 0
	for _, p := range places {
		if p.Source == "autre" {
			made++
		}
	}
	// Thirty metres of scatter leave a few of them more than 80 m apart.
	if duplicates < made*95/100 || duplicates > made*110/100 {
		t.Errorf("%d duplicates found, %d made", duplicates, made)
	}
	shuffled := slices.Clone(places)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if _, again := Merge(shuffled); again != duplicates {
		t.Errorf("%d duplicates in another order, %d before", again, duplicates)
	}
}

func TestManySheetsOnOneSpotEndSoon(t *testing.T) {
	var places []Place
	for i := range 20000 {
		p := at("", guéret, 0)
		p.ID, p.Name, p.Phone = string(rune('a'+i%26))+string(rune(0x4e00+i)), string(rune(0x4e00+i)), ""
		places = append(places, p)
	}
	if merged, _ := Merge(places); len(merged) != len(places) {
		t.Errorf("%d places of %d", len(merged), len(places))
	}
}
