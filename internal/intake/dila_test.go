package intake

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"passerelle/internal/directory"
	"passerelle/internal/hours"
	"passerelle/internal/territory"
)

func TestTheBulkFileAndTheAPIGiveTheSameOffices(t *testing.T) {
	bulk, bulkNotes, bulkSkipped := converted(t, "dila_bulk.json", dila())
	api, apiNotes, apiSkipped := converted(t, "dila_api.json", dila())
	if diff := cmp.Diff(bulk, api); diff != "" || len(bulk) != 3 {
		t.Error(diff)
	}
	if bulkSkipped != 1 || apiSkipped != 1 || len(bulkNotes)+len(apiNotes) > 0 {
		t.Errorf("skipped %d and %d, want the school; notes %v %v", bulkSkipped, apiSkipped, bulkNotes, apiNotes)
	}
	want := []directory.Place{{
		ID: "11111111-0000-4000-8000-000000000001", Pivot: "11111111100011",
		Name:  "Mission locale pour l'insertion professionnelle et sociale des jeunes (16-25 ans) - Guéret",
		INSEE: "23096", Commune: "Guéret", Postcode: "23000", Street: "12 rue du Moulin-Inventé", Complement: "Bâtiment B, 2e étage",
		Point: territory.Point{Lat: 46.1698, Lon: 1.8712}, Typologies: []string{"ML"}, LocalType: "mission_locale",
		Phone: "05 36 49 00 01", Emails: []string{"accueil@mission-locale.exemple.fr"},
		Sites: []string{"https://mission-locale.exemple.fr",
			"https://lannuaire.service-public.gouv.fr/nouvelle-aquitaine/creuse/11111111-0000-4000-8000-000000000001"},
		Hours: "Mo-Th 09:00-12:00,13:30-17:30; Fr 09:00-12:00", Note: "Vendredi 14h-16h : Sur rendez-vous uniquement.",
		Updated: "22/12/2025 10:38:56", Fees: []string{freeOfCost}, Access: []string{walkIn, byPhone}, Wheelchair: true,
	}, {
		ID: "11111111-0000-4000-8000-000000000003", Name: "France Services - Pau (Itinérant)", INSEE: "64445", Commune: "Pau",
		Postcode: "64000", Street: "3 place de l'Exemple", Typologies: []string{"RFS"}, LocalType: "france_services",
		Phone: "05 36 49 00 03", Emails: []string{"france.services@exemple.fr"},
		Note:    "Accessible en fauteuil roulant sur demande. Samedi 9h-12h : Premier samedi du mois.",
		Updated: "2026-03-04", Services: []string{paperwork, work, everyday, culture}, Fees: []string{freeOfCost},
		Programmes: []string{"France Services"},
	}, {
		ID: "11111111-0000-4000-8000-000000000004", Name: "Mairie - Aurillac", INSEE: "15014", Commune: "Aurillac", Postcode: "15000",
		Street: "5 place Imaginaire", Point: territory.Point{Lat: 44.9281, Lon: 2.4416}, Typologies: []string{"MUNI"},
		LocalType: "mairie", Phone: "04 65 71 00 04", Sites: []string{"https://mairie.exemple.fr"}, Hours: "Mo-Fr 08:30-17:00",
		Updated: "18/12/2024 17:42:39", Fees: []string{freeOfCost},
	}}
	if diff := cmp.Diff(want, bulk); diff != "" {
		t.Error(diff)
	}
}

func TestWhichOfficesHelp(t *testing.T) {
	for name, test := range map[string]struct {
		pivot      string
		code       string
		typologies []string
	}{
		"a mission locale":                  {`[{"type_service_local":"mission_locale"}]`, "mission_locale", []string{"ML"}},
		"a CCAS":                            {`[{"type_service_local":"ccas"}]`, "ccas", []string{"CCAS"}},
		"a Caf":                             {`[{"type_service_local":"caf"}]`, "caf", []string{"CAF"}},
		"an MDPH":                           {`[{"type_service_local":"maison_handicapees"}]`, "maison_handicapees", []string{"MDPH"}},
		"the taxes of persons":              {`[{"type_service_local":"sip"}]`, "sip", []string{"CFP"}},
		"a sous-préfecture":                 {`[{"type_service_local":"sous_pref"}]`, "sous_pref", []string{"PREF"}},
		"Pôle emploi by its name of today":  {`[{"type_service_local":"pole_emploi"}]`, "france_travail", []string{"FT"}},
		"a former house of public services": {`[{"type_service_local":"msap"}]`, "france_services", []string{"MSAP"}},
		"an ADIL, of no typology":           {`[{"type_service_local":"adil"}]`, "adil", nil},
		"the first kind that is kept":       {`[{"type_service_local":"police_municipale"},{"type_service_local":"mairie"},{"type_service_local":"ccas"}]`, "mairie", []string{"MUNI"}},
		"no tribunal":                       {`[{"type_service_local":"tgi"}]`, "", nil},
		"no kind":                           {``, "", nil},
		"a kind that is no list":            {`mairie`, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			p, _, ok := officePlace(record{fields: map[string]any{"pivot": test.pivot, "nom": "Un guichet"}})
			if ok != (test.code != "") || p.LocalType != test.code || !slices.Equal(p.Typologies, test.typologies) {
				t.Errorf("kept %v as %q %v", ok, p.LocalType, p.Typologies)
			}
		})
	}
}

// week is openings as the DILA writes them: days, spans, comment.
func week(t *testing.T, openings ...[]string) record {
	t.Helper()
	var plages []map[string]string
	for _, o := range openings {
		plages = append(plages, map[string]string{
			"nom_jour_debut": o[0], "nom_jour_fin": o[1], "valeur_heure_debut_1": o[2], "valeur_heure_fin_1": o[3],
			"valeur_heure_debut_2": o[4], "valeur_heure_fin_2": o[5], "commentaire": o[6],
		})
	}
	text, err := json.Marshal(plages)
	if err != nil {
		t.Fatal(err)
	}
	return record{fields: map[string]any{"plageouverture": string(text)}}
}

func TestOpeningsOfOffices(t *testing.T) {
	type openings = [][]string
	for name, test := range map[string]struct {
		openings    openings
		general     string
		hours, note string
		access      []string
		broken      bool
	}{
		"none":        {},
		"one day":     {openings{{"Mardi", "Mardi", "09:00:00", "12:00:00", "", "", ""}}, "", "Tu 09:00-12:00", "", nil, false},
		"no last day": {openings{{"Mardi", "", "09:00:00", "12:00:00", "", "", ""}}, "", "Tu 09:00-12:00", "", nil, false},
		"a week with a break at noon": {openings{{"Lundi", "Vendredi", "09:00:00", "12:00:00", "13:30:00", "17:00:00", ""}}, "",
			"Mo-Fr 09:00-12:00,13:30-17:00", "", nil, false},
		"only the second span": {openings{{"Lundi", "Lundi", "", "", "13:30:00", "17:00:00", ""}}, "", "Mo 13:30-17:00", "", nil, false},
		"from Saturday to Monday": {openings{{"Samedi", "Lundi", "09:00:00", "12:00:00", "", "", ""}}, "",
			"Mo,Sa,Su 09:00-12:00", "", nil, false},
		"morning and afternoon apart": {openings{{"Lundi", "Lundi", "14:00:00", "17:00:00", "", "", ""}, {"Lundi", "Lundi", "09:00:00", "12:00:00", "", "", ""}}, "",
			"Mo 09:00-12:00,14:00-17:00", "", nil, false},
		"the same twice": {openings{{"Lundi", "Mardi", "09:00:00", "12:00:00", "", "", ""}, {"Mardi", "Mardi", "09:00:00", "12:00:00", "", "", ""}}, "",
			"Mo,Tu 09:00-12:00", "", nil, false},
		"two that disagree are shown, not believed": {openings{{"Lundi", "Lundi", "09:00:00", "12:00:00", "", "", ""}, {"Lundi", "Lundi", "10:00:00", "17:30:00", "", "", ""}}, "",
			"", "Lundi 9h-12h. Lundi 10h-17h30.", nil, true},
		"one that closes before it opens": {openings{{"Lundi", "Lundi", "12:00:00", "09:00:00", "", "", ""}, {"Mardi", "Mardi", "09:00:00", "12:00:00", "", "", ""}}, "",
			"", "Mardi 9h-12h.", nil, true},
		"a day that is none":   {openings{{"Lundredi", "Lundi", "09:00:00", "12:00:00", "", "", ""}}, "", "", "", nil, true},
		"a time that is none":  {openings{{"Lundi", "Lundi", "9h", "midi", "", "", ""}}, "", "", "", nil, true},
		"half a span":          {openings{{"Lundi", "Lundi", "09:00:00", "", "", "", ""}}, "", "", "", nil, true},
		"holidays are no days": {openings{{"jours_feries", "jours_feries", "09:00:00", "12:00:00", "", "", ""}}, "", "", "", nil, false},
		"a comment that limits nothing": {openings{{"Lundi", "Lundi", "09:00:00", "12:00:00", "", "", "Accueil du public."}}, "",
			"Mo 09:00-12:00", "", nil, false},
		"without appointment": {openings{{"Lundi", "Lundi", "09:00:00", "12:00:00", "", "", "Accueil sans RDV"}}, "", "Mo 09:00-12:00", "", nil, false},
		"by appointment": {openings{{"Lundi", "Jeudi", "09:00:00", "12:00:00", "14:00:00", "16:30:00", "Sur rendez-vous"}}, "",
			"", "Lundi au jeudi 9h-12h et 14h-16h30 : Sur rendez-vous.", []string{byPhone}, false},
		"by RDV in the afternoon": {openings{{"Lundi", "Lundi", "09:00:00", "12:00:00", "", "", ""}, {"Lundi", "Lundi", "14:00:00", "16:00:00", "", "", "uniquement sur RDV"}}, "",
			"Mo 09:00-12:00", "Lundi 14h-16h : uniquement sur RDV.", []string{walkIn, byPhone}, false},
		"without appointment, but not for all": {openings{{"Lundi", "Lundi", "09:00:00", "11:00:00", "", "", "Accueil sans rendez-vous uniquement pour l'inscription"}}, "",
			"", "Lundi 9h-11h : Accueil sans rendez-vous uniquement pour l'inscription.", nil, false},
		"every other week": {openings{{"Jeudi", "Jeudi", "09:00:00", "12:00:00", "", "", "semaines impaires"}}, "",
			"", "Jeudi 9h-12h : semaines impaires.", nil, false},
		"a comment that names somebody": {openings{{"Jeudi", "Jeudi", "09:00:00", "12:00:00", "", "", "Demander Mme Canari"}}, "", "", "Jeudi 9h-12h.", nil, false},
		"a comment on all": {openings{{"Lundi", "Lundi", "09:00:00", "12:00:00", "", "", ""}}, "Fermé pendant les vacances scolaires",
			"", "Lundi 9h-12h. Fermé pendant les vacances scolaires.", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := week(t, test.openings...)
			r.fields["commentaireplageouverture"] = test.general
			var p directory.Place
			notes := officeHours(r, &p)
			want := directory.Place{Hours: test.hours, Note: test.note, Access: test.access}
			if diff := cmp.Diff(want, p); diff != "" || slices.Contains(notes, BrokenHours) != test.broken {
				t.Errorf("notes %v\n%s", notes, diff)
			}
		})
	}
}

func TestARemarkOnAppointmentsIsShownAndTheHoursStay(t *testing.T) {
	r := week(t, []string{"Lundi", "Lundi", "09:00:00", "12:00:00", "", "", ""})
	r.fields["informationcomplementaire"] = "Le juriste reçoit sur rendez-vous."
	var p directory.Place
	officeHours(r, &p)
	if diff := cmp.Diff(directory.Place{Hours: "Mo 09:00-12:00", Note: "Le juriste reçoit sur rendez-vous."}, p); diff != "" {
		t.Error(diff)
	}
}

func TestTheAddressIsWhereToGo(t *testing.T) {
	const postal = `{"type_adresse":"Adresse postale","service_distribution":"BP 9","code_postal":"14053","nom_commune":"Caen Cedex 4"}`
	const real = `{"type_adresse":"Adresse","numero_voie":"1 rue Inventée","code_postal":"14000","nom_commune":"Caen"}`
	const second = `{"type_adresse":"Adresse","numero_voie":"2 rue Inventée","code_postal":"14000","nom_commune":"Caen"}`
	for name, test := range map[string]struct{ addresses, street, postcode string }{
		"the real one after the postal one": {"[" + postal + "," + real + "]", "1 rue Inventée", "14000"},
		"the first of two real ones":        {"[" + real + "," + second + "]", "1 rue Inventée", "14000"},
		"the postal one alone":              {"[" + postal + "]", "", "14053"},
		"none":                              {"[]", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var p directory.Place
			officeAddress(record{fields: map[string]any{"adresse": test.addresses}}, &p)
			if p.Street != test.street || p.Postcode != test.postcode || p.Point.Valid() {
				t.Errorf("%+v", p)
			}
		})
	}
}

// TestHoursOfOfficesAreAlwaysUnderstood draws openings of any mixture: what is written is read by package hours, and an
// opening with a comment never makes an office open.
func TestHoursOfOfficesAreAlwaysUnderstood(t *testing.T) {
	names := append(slices.Clone(weekdays), "", "jours_feries", "Lundi ")
	clocks := []string{"", "08:30:00", "09:00:00", "12:00:00", "13:30:00", "17:00:00", "24:00:00", "25:00:00", "00:00:00"}
	comments := []string{"", "", "", "Sur rendez-vous", "1er samedi du mois", "Sans rendez-vous"}
	rapid.Check(t, func(rt *rapid.T) {
		var openings [][]string
		limited := true
		for range rapid.IntRange(0, 4).Draw(rt, "openings") {
			draw := func(from []string) string { return rapid.SampledFrom(from).Draw(rt, "value") }
			one := []string{draw(names), draw(names), draw(clocks), draw(clocks), draw(clocks), draw(clocks), draw(comments)}
			limited = limited && readComment(one[6]).limits
			openings = append(openings, one)
		}
		var p directory.Place
		officeHours(week(t, openings...), &p)
		if p.Hours == "" {
			return
		}
		if limited {
			rt.Errorf("%v: only limited openings, yet %q", openings, p.Hours)
		}
		if _, err := hours.Parse(p.Hours); err != nil {
			rt.Errorf("%v: %q: %v", openings, p.Hours, err)
		}
	})
}
