package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/directory"
	"passerelle/internal/hours"
	"passerelle/internal/territory"
)

// canary is the name of a person, in the fixtures wherever the official shapes have one.
const canary = "canari"

// converted reads a fixture with a layout; the rows that are skipped are counted.
func converted(t *testing.T, file string, l layout) (places []directory.Place, notes []Reason, skipped int) {
	t.Helper()
	for _, r := range recordsOf(t, file) {
		p, told, ok := l.convert(r)
		if !ok {
			skipped++
			continue
		}
		places, notes = append(places, p), append(notes, told...)
	}
	return places, notes, skipped
}

func recordsOf(t *testing.T, file string) (records []record) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	list, err := readRows(bufio.NewReader(bytes.NewReader(body)), usualBounds())
	if err != nil {
		t.Fatal(err)
	}
	for {
		r, err := list.next()
		if err == io.EOF {
			return records
		}
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
}

func columnsOf(records []record) map[string]bool {
	columns := map[string]bool{}
	for _, r := range records {
		for name := range r.fields {
			columns[name] = true
		}
	}
	return columns
}

func TestEachFixtureIsOfItsOwnLayout(t *testing.T) {
	for file, want := range map[string]string{
		"inclusion_structures_v1.json": "data-inclusion-structures",
		"inclusion_structures_v1.csv":  "data-inclusion-structures",
		"inclusion_structures_v0.json": "data-inclusion-structures",
		"inclusion_services_v1.json":   "data-inclusion-services",
		"inclusion_services_v0.json":   "data-inclusion-services",
		"dila_bulk.json":               "dila",
		"dila_api.json":                "dila",
	} {
		t.Run(file, func(t *testing.T) {
			if taken, err := recognise(columnsOf(recordsOf(t, file))); err != nil || taken.name != want {
				t.Errorf("taken for %s (%v)", taken.name, err)
			}
		})
	}
}

func TestAStructureIsReadFromJSONAndFromCSVAlike(t *testing.T) {
	fromJSON, _, skipped := converted(t, "inclusion_structures_v1.json", inclusionStructures())
	fromCSV, _, skippedCSV := converted(t, "inclusion_structures_v1.csv", inclusionStructures())
	if diff := cmp.Diff(fromJSON, fromCSV); diff != "" || skipped != 3 || skippedCSV != 3 {
		t.Errorf("%d and %d skipped, want 3 (an employer, a shop, a national place)\n%s", skipped, skippedCSV, diff)
	}
	want := directory.Place{
		ID: "dora--guichet-42", Pivot: "11111111100029", Name: "Maison des démarches inventée", INSEE: "23096", Commune: "Guéret",
		Postcode: "23000", Street: "7 rue de l'Exemple", Complement: "Rez-de-chaussée",
		Point: territory.Point{Lat: 46.1698, Lon: 1.8712}, Typologies: []string{"RFS"}, Phone: "+33536490011",
		Emails: []string{"accueil@demarches.exemple.fr"}, Sites: []string{"https://demarches.exemple.fr"},
		Hours: "Mo-Fr 09:00-12:00; PH off", Updated: "2026-02-14",
		Services: []string{paperwork, work, everyday, culture}, Support: []string{oneToOne},
		Programmes:  []string{"France Services", "Aidants Connect", "Conseillers numériques"},
		AccessSheet: "https://acceslibre.beta.gouv.fr/app/23-gueret/a/association/erp/exemple/",
	}
	summary := fromJSON[0].Summary
	fromJSON[0].Summary = ""
	if diff := cmp.Diff(want, fromJSON[0]); diff != "" {
		t.Error(diff)
	}
	if n := len([]rune(summary)); n > longestSummary || n < 200 || !strings.HasPrefix(summary, "Une équipe aide chacun") {
		t.Errorf("summary of %d characters: %s", n, summary)
	}
	if got := fromJSON[2]; got.Name != "Emmaüs Connect inventé" || !slices.Equal(got.Programmes, []string{"Emmaüs Connect"}) {
		t.Errorf("Emmaüs Connect is %+v", got)
	}
}

func TestAStructureOfTheOlderSchema(t *testing.T) {
	places, _, skipped := converted(t, "inclusion_structures_v0.json", inclusionStructures())
	want := []directory.Place{{
		ID: "cd35--77", Pivot: "11111111100037", Name: "CDAS inventé", INSEE: "64445", Commune: "Pau", Postcode: "64000",
		Street: "9 rue de l'Exemple", Point: territory.Point{Lat: 43.3, Lon: -0.37}, Typologies: []string{"PAD", "CDAS"},
		Phone: "+33536490021", Emails: []string{"accueil@cdas.exemple.fr"}, Sites: []string{"https://cdas.exemple.fr"},
		Hours: "Mo-Fr 08:30-12:30", Summary: "Un lieu inventé.", Updated: "2025-05-02", Services: []string{paperwork},
		Programmes: []string{"Conseillers numériques"}, AccessSheet: "https://acceslibre.beta.gouv.fr/app/64-pau/a/exemple/",
	}}
	if diff := cmp.Diff(want, places); diff != "" || skipped != 1 {
		t.Errorf("%d skipped, want the garage\n%s", skipped, diff)
	}
}

func TestServicesOfDataInclusion(t *testing.T) {
	places, notes, skipped := converted(t, "inclusion_services_v1.json", inclusionServices())
	here := directory.Place{INSEE: "23096", Commune: "Guéret", Postcode: "23000", Street: "7 rue de l'Exemple", Updated: "2026-01-20"}
	paper, cv, french := here, here, here
	paper.ID, paper.Name = "dora--guichet-42/dora--s1", "Aide aux démarches inventée"
	paper.Point = territory.Point{Lat: 46.1698, Lon: 1.8712}
	paper.Phone, paper.Emails = "+33536490011", []string{"zephyrine.canari@exemple.fr"} // sifted with those of every list
	paper.Hours, paper.Services, paper.Fees = "We 14:00-17:00", []string{paperwork, everyday}, []string{freeOfCost}
	paper.Publics, paper.Access = []string{"Jeunes", "Étudiants"}, []string{walkIn, byPhone, byMail, bookOnline}
	paper.Support, paper.Booking = []string{oneToOne, fromAfar}, "https://www.exemple.fr/prendre-rdv"
	cv.ID, cv.Name, cv.Summary = "dora--guichet-42/dora--s2", "Atelier CV inventé", "Un service inventé."
	cv.Services, cv.Fees, cv.Support = []string{work}, []string{paid}, []string{workshop}
	cv.Sites, cv.Note = []string{"https://www.exemple.fr/inscription"}, "Pour : jeunes, demandeurs d'emploi."
	french.ID, french.Name, french.Summary = "dora--guichet-42/dora--s8", "Cours de français inventé", "Un service inventé."
	french.Services = []string{readFrench}
	if diff := cmp.Diff([]directory.Place{paper, cv, french}, places); diff != "" || skipped != 5 || len(notes) > 0 {
		t.Errorf("%d skipped, notes %v\n%s", skipped, notes, diff)
	}
}

func TestServicesOfTheOlderSchema(t *testing.T) {
	places, _, skipped := converted(t, "inclusion_services_v0.json", inclusionServices())
	want := []directory.Place{{
		ID: "cd35--77/cd35--s9", Name: "Accès aux droits inventé", INSEE: "64445", Commune: "Pau", Postcode: "64000",
		Street: "9 rue de l'Exemple", Summary: "Un service inventé.", Updated: "2025-05-02", Hours: "We 09:00-12:00",
		Services: []string{paperwork, connection}, Fees: []string{onCondition, paid}, Particular: []string{"Surdité"},
		Note: "Pour : personnes sourdes, seniors.", Access: []string{bookOnline, byPhone}, Support: []string{oneToOne}, ByProxy: true,
		Booking: "https://www.exemple.fr/agenda", Sites: []string{"https://www.exemple.fr/formulaire"},
		// its contact is not public: neither phone nor mail
	}}
	if diff := cmp.Diff(want, places); diff != "" || skipped != 2 {
		t.Errorf("%d skipped, want that for professionals and that suspended\n%s", skipped, diff)
	}
}

func TestWhichStructuresHelp(t *testing.T) {
	for name, test := range map[string]struct {
		fields     map[string]any
		typologies []string
		programmes []string
	}{
		"a mission locale":                   {field("reseauxporteurs", "mission-locale"), []string{"ML"}, nil},
		"a CCAS":                             {field("reseauxporteurs", "ccas-cias"), []string{"CCAS"}, nil},
		"a CCAS by the union of them, in v0": {field("labelsnationaux", "unccas"), []string{"CCAS"}, nil},
		"a PIMMS":                            {field("reseauxporteurs", "pimms-mediation"), []string{"PIMMS"}, nil},
		"a public digital space":             {field("reseauxporteurs", "espaces-publics-numeriques"), []string{"EPN"}, nil},
		"a maison des solidarités is one of the département": {field("reseauxporteurs", "{maisons-des-solidarites,departements}"), []string{"MDS", "DEPT"}, nil},
		"a Caf":                                 {field("reseauxporteurs", "caf"), []string{"CAF"}, nil},
		"a CPAM":                                {field("reseauxporteurs", "cpam"), []string{"CPAM"}, nil},
		"an MSA":                                {field("reseauxporteurs", "mutualite-sociale-agricole"), []string{"MSA"}, nil},
		"France Travail":                        {field("reseauxporteurs", "france-travail"), []string{"FT"}, nil},
		"Cap emploi":                            {field("reseauxporteurs", "cap-emploi-reseau-cheops"), []string{"CAP_EMPLOI"}, nil},
		"an MDPH":                               {field("reseauxporteurs", "mdph"), []string{"MDPH"}, nil},
		"a point-justice":                       {field("reseauxporteurs", `["points-justice"]`), []string{"PAD"}, nil},
		"an information point for the young":    {field("reseauxporteurs", "reseau-information-jeunesse"), []string{"PIJ_BIJ"}, nil},
		"the Red Cross":                         {field("reseauxporteurs", "croix-rouge"), nil, []string{"La Croix Rouge"}},
		"a conseiller numérique":                {field("reseauxporteurs", "conseillers-numeriques"), nil, []string{"Conseillers numériques"}},
		"France Services by the typology of v0": {field("typologie", "RFS"), []string{"RFS"}, []string{"France Services"}},
		"a prefecture by the typology of v0":    {field("typologie", "PREF"), []string{"PREF"}, nil},
		"no employer":                           {field("typologie", "EI"), nil, nil},
		"no network":                            {nil, nil, nil},
		"no town hall's other services":         {field("reseauxporteurs", "communes"), nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p, _, ok := structurePlace(record{fields: test.fields})
			if diff := cmp.Diff([][]string{test.typologies, test.programmes}, [][]string{p.Typologies, p.Programmes}); diff != "" {
				t.Error(diff)
			}
			if want := len(test.typologies)+len(test.programmes) > 0; ok != want {
				t.Errorf("kept %v, want %v", ok, want)
			}
		})
	}
}

func field(name string, value any) map[string]any { return map[string]any{name: value} }

func TestThemesAreServices(t *testing.T) {
	const learn, parents = "numerique--maitriser-les-fondamentaux-du-numerique", "famille--soutien-a-la-parentalite-et-a-leducation"
	for name, test := range map[string]struct {
		themes, services []string
	}{
		"help online is paperwork":                 {[]string{"numerique--acceder-a-des-services-en-ligne"}, []string{paperwork}},
		"twice the same once":                      {[]string{"sante--constituer-un-dossier-mdph-invalidite", "numerique--acceder-a-des-services-en-ligne"}, []string{paperwork}},
		"a computer to buy":                        {[]string{"numerique--acquerir-un-equipement"}, []string{equipment}},
		"a computer to use":                        {[]string{"numerique--acquerir-un-equipement", "numerique--acceder-a-une-connexion-internet"}, []string{connection}},
		"a computer to buy, in v0, and one to use": {[]string{"numerique--s-equiper-en-materiel-informatique", "numerique--acceder-a-du-materiel"}, []string{equipment, connection}},
		"parenthood alone is not digital":          {[]string{parents}, nil},
		"parenthood and the digital":               {[]string{parents, learn}, []string{everyday, parenthood}},
		"leisure and the digital":                  {[]string{"remobilisation--activites-sportives-et-culturelles", learn}, []string{everyday, leisure}},
		"a garage":                                 {[]string{"mobilite--entretenir-reparer-son-vehicule"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.services, servicesOf(test.themes)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPublicsReserveAPlaceOnlyWhenAllAreKnown(t *testing.T) {
	for name, test := range map[string]struct {
		slugs   string
		publics []string
		note    string
		unknown bool
	}{
		"nobody said":               {"", nil, "", false},
		"everybody":                 {"tous-publics", nil, "", false},
		"everybody, among others":   {"jeunes,tous-publics", nil, "", false},
		"the young":                 {"jeunes", []string{"Jeunes"}, "", false},
		"women and families":        {"femmes,familles", []string{"Femmes", "Familles et/ou enfants"}, "", false},
		"old people twice":          {"seniors-65,retraites", []string{"Seniors"}, "", false},
		"the young and job seekers": {"jeunes,demandeurs-emploi", nil, "Pour : jeunes, demandeurs d'emploi.", false},
		"a public of tomorrow":      {"jeunes,martiens", nil, "Pour : jeunes.", true},
	} {
		t.Run(name, func(t *testing.T) {
			var p directory.Place
			notes := publicsOf(record{fields: field("publics", test.slugs)}, &p)
			if !slices.Equal(p.Publics, test.publics) || p.Note != test.note || slices.Contains(notes, UnknownValue) != test.unknown {
				t.Errorf("publics %v, note %q, notes %v", p.Publics, p.Note, notes)
			}
		})
	}
}

func TestNobodyIsNamed(t *testing.T) {
	for file, l := range map[string]layout{
		"inclusion_services_v1.json": inclusionServices(), "inclusion_services_v0.json": inclusionServices(),
		"dila_bulk.json": dila(), "dila_api.json": dila(),
	} {
		if raw, err := os.ReadFile(filepath.Join("testdata", file)); err != nil || !strings.Contains(strings.ToLower(string(raw)), canary) {
			t.Fatalf("%s names nobody: this test proves nothing (%v)", file, err)
		}
		places, _, _ := converted(t, file, l)
		for _, p := range places {
			p.Emails, _ = publicMailboxes(p.Emails) // as every list's
			kept, err := json.Marshal(p)
			if err != nil || strings.Contains(strings.ToLower(string(kept)), canary) {
				t.Errorf("%s: %s (%v)", file, kept, err)
			}
		}
	}
}

func TestHowHelpIsGivenAndWhatItCosts(t *testing.T) {
	for name, test := range map[string]struct {
		fields  map[string]any
		support []string
		fees    []string
		unknown bool
	}{
		"nothing said":              {nil, nil, nil, false},
		"in autonomy, in v0":        {field("types", "autonomie"), []string{onOnesOwn}, nil, false},
		"by workshop and from afar": {map[string]any{"type": "atelier", "modesaccueil": "a-distance"}, []string{workshop, fromAfar}, nil, false},
		"equipment is no support":   {field("type", "aide-materielle"), nil, nil, false},
		"a digital pass is paying":  {field("frais", "{pass-numerique,payant}"), nil, []string{paid}, false},
		"a cost of tomorrow":        {field("frais", "troc"), nil, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			r, p := record{fields: test.fields}, directory.Place{}
			support, _ := supportOf(r)
			notes := feesOf(r, &p)
			if !slices.Equal(support, test.support) || !slices.Equal(p.Fees, test.fees) || slices.Contains(notes, UnknownValue) != test.unknown {
				t.Errorf("support %v, fees %v, notes %v", support, p.Fees, notes)
			}
		})
	}
}

// FuzzRows gives any object to the three layouts: none may fail, and what is kept of the hours of an office is understood.
func FuzzRows(f *testing.F) {
	f.Add(`{"pivot":"[{\"type_service_local\":\"ccas\"}]","plage_ouverture":[{"nom_jour_debut":"Lundi","nom_jour_fin":"Mardi","valeur_heure_debut_1":"09:00:00","valeur_heure_fin_1":"12:00:00","commentaire":"sur rdv"}],"adresse":[{}]}`)
	f.Add(`{"reseaux_porteurs":"{caf,cpam}","description":"é","latitude":"x"}`)
	f.Add(`{"thematiques":["numerique--acquerir-un-equipement"],"publics":[["jeunes"],null],"frais":{"a":1}}`)
	f.Fuzz(func(t *testing.T, text string) {
		value, err := decodeJSON(text)
		object, ok := value.(map[string]any)
		if err != nil || !ok {
			return
		}
		for _, l := range []layout{inclusionStructures(), inclusionServices(), dila()} {
			p, _, ok := l.convert(record{fields: object})
			if n := len([]rune(p.Summary)); n > longestSummary {
				t.Errorf("a summary of %d characters", n)
			}
			if _, err := hours.Parse(p.Hours); ok && l.name == "dila" && p.Hours != "" && err != nil {
				t.Errorf("%q: %v", p.Hours, err)
			}
		}
	})
}

// TestTheWordsOfTheNationalSchema holds every value these tables give against the enumerations of the national schema.
func TestTheWordsOfTheNationalSchema(t *testing.T) {
	ours := []string{readFrench, reckon} // no service of the national schema: see themes
	check := func(e enumeration, value string) {
		t.Helper()
		if kept, ok := e.of(value); value != "" && !slices.Contains(ours, value) && (!ok || kept != value) {
			t.Errorf("%q is no value of the schema", value)
		}
	}
	for _, service := range themes {
		check(lamednumServices(), service)
	}
	for _, n := range networks {
		check(lamednumProgrammes(), n.programme)
		check(lamednumSupport(), n.support)
		for _, service := range n.services {
			check(lamednumServices(), service)
		}
	}
	for _, who := range audiences {
		check(lamednumPublics(), who.public)
		check(lamednumParticular(), who.particular)
	}
	for _, way := range accesses {
		check(lamednumAccess(), way)
	}
	for _, fee := range fees {
		check(lamednumFees(), fee)
	}
	for _, support := range []string{oneToOne, workshop, onOnesOwn, fromAfar} {
		check(lamednumSupport(), support)
	}
}
