package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/territory"
)

// ranking is what is read of ranking_cases.json, a fixture of invented places around Guéret: see the README beside it.
type ranking struct {
	Places []map[string]any // columns of the schema; lat and lon
	Cases  []rankingCase
}

type rankingCase struct {
	Case  string
	Query struct {
		Lat, Lon     float64
		Now, Service string
		NoCar        bool `json:"no_car"`
		Wheelchair   bool
		OnBehalf     bool `json:"on_behalf"`
		Public, Need []string
	}
	Order []string `json:"expected_order"`
	Costs map[string]float64
}

func readRanking(t *testing.T) (r ranking) {
	t.Helper()
	body, err := os.ReadFile("../../internal/directory/testdata/ranking_cases.json")
	if err == nil {
		err = json.Unmarshal(body, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var rankingColumns = []string{"id", "nom", "commune", "code_insee", "adresse", "latitude", "longitude", "services", "horaires", "frais_a_charge",
	"dispositif_programmes_nationaux", "modalites_acces", "modalites_accompagnement", "publics_specifiquement_adresses",
	"prise_en_charge_specifique", "telephone", "typologie", "date_maj", "itinerance", "fiche_acces_libre"}

// list is the fixture as a published file. Two of its places lie far from their communes, which an import refuses: they are
// given those where they lie.
func (r ranking) list(t *testing.T) string {
	t.Helper()
	loaded, err := contentSettings{}.load()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	file := csv.NewWriter(&out)
	rows := [][]string{rankingColumns}
	for _, p := range r.Places {
		p["latitude"], p["longitude"] = p["lat"], p["lon"]
		if p["id"] == "G" || p["id"] == "K" {
			nearest, _ := loaded.Atlas.Nearest(territory.Point{Lat: p["lat"].(float64), Lon: p["lon"].(float64)})
			p["code_insee"] = nearest.INSEE
		}
		row := make([]string, len(rankingColumns))
		for i, column := range rankingColumns {
			if p[column] != nil {
				row[i] = fmt.Sprint(p[column])
			}
		}
		rows = append(rows, row)
	}
	if err := file.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// args is a case as an operator asks it. The places that the program carries are among the answers: there is room for them.
func (c rankingCase) args() []string {
	q := c.Query
	args := []string{"nearest", "--near", fmt.Sprintf("%v,%v", q.Lat, q.Lon), "--at", q.Now + ":00+01:00", "--n", "100", "--json", "--service", q.Service}
	for flag, given := range map[string]bool{"--no-car": q.NoCar, "--wheelchair": q.Wheelchair, "--on-behalf": q.OnBehalf} {
		if given {
			args = append(args, flag)
		}
	}
	for _, public := range q.Public {
		args = append(args, "--public", public)
	}
	for _, need := range q.Need {
		args = append(args, "--particular", need)
	}
	return args
}

// nearest runs the command and reads what it answers of one list.
func (o *operator) nearest(source string, args ...string) (found []nearLine) {
	o.Helper()
	lines := json.NewDecoder(strings.NewReader(o.does(args...)))
	for lines.More() {
		var line nearLine
		if err := lines.Decode(&line); err != nil {
			o.Fatal(err)
		}
		if line.Source == source {
			found = append(found, line)
		}
	}
	return found
}

func TestTheTenCasesOfTheFormulaAtTheTerminal(t *testing.T) {
	r := readRanking(t)
	o := newOperator(t)
	o.does("import", o.file("cas.csv", r.list(t)))
	o.serves(map[string]int{"cas": len(r.Places)})
	for _, c := range r.Cases {
		t.Run(c.Case, func(t *testing.T) {
			var order []string
			costs := map[string]float64{}
			for _, line := range o.nearest("cas", c.args()...) {
				order, costs[line.ID] = append(order, line.ID), line.Cost
			}
			if diff := cmp.Diff(c.Order, order); diff != "" {
				t.Errorf("order (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.Costs, costs); diff != "" {
				t.Errorf("costs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsAskedInTheWordsOfTheSchema(t *testing.T) {
	r := readRanking(t)
	o := newOperator(t)
	o.does("import", o.file("cas.csv", r.list(t)))
	ids := func(options ...string) (ids []string) {
		args := append([]string{"nearest", "--near", "46.1717,1.8714", "--at", "2026-11-23T14:00:00+01:00", "--n", "100", "--json"}, options...)
		for _, line := range o.nearest("cas", args...) {
			ids = append(ids, line.ID)
		}
		return ids
	}
	for name, tc := range map[string]struct{ loose, exact []string }{
		"service":    {[]string{"--service", "maitrise des outils numeriques du quotidien"}, []string{"--service", "Maîtrise des outils numériques du quotidien"}},
		"public":     {[]string{"--public", "SENIORS"}, []string{"--public", "Seniors"}},
		"particular": {[]string{"--particular", "deficience visuelle"}, []string{"--particular", "Déficience visuelle"}},
	} {
		if diff := cmp.Diff(ids(tc.exact...), ids(tc.loose...)); diff != "" {
			t.Errorf("%s, without accents and capitals (-exact +loose):\n%s", name, diff)
		}
	}
	if got := ids("--public", "Seniors"); slices.Contains(got, "D") || len(got) < 5 {
		t.Errorf("a place reserved to the young is named to the old: %v", got)
	}
	said := o.fails("nearest", "--near", "gueret", "--service", "Pêche à la ligne", "--public", "Martiens", "--particular", "Vertige")
	contains(t, said, "--service", "Aide aux démarches administratives", "--public", "Jeunes ; ", "--particular", "Illettrisme")
}

func TestTheAgeOfTheYoungIsKnownUnlessAnotherIsSaid(t *testing.T) {
	r := readRanking(t)
	o := newOperator(t)
	o.does("import", o.file("cas.csv", r.list(t)))
	cost := func(options ...string) float64 {
		args := append([]string{"nearest", "--near", "46.1717,1.8714", "--at", "2026-11-23T14:00:00+01:00", "--n", "100", "--json",
			"--service", "Insertion professionnelle via le numérique", "--public", "Jeunes"}, options...)
		for _, line := range o.nearest("cas", args...) {
			if line.ID == "D" {
				return line.Cost
			}
		}
		t.Fatalf("the place for the young is not named: %v", args)
		return 0
	}
	if young, older := cost(), cost("--age", "29"); young != -4.51 || older <= young {
		t.Errorf("it costs %v to the young and %v at 29", young, older)
	}
}

func TestADistanceIsToldAsFarAsItIsKnown(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(3, "un")))
	for _, line := range o.nearest("creuse", "nearest", "--near", "gueret", "--json") {
		if line.Km == nil || *line.Km != rounded(*line.Km, 10) || *line.Km > 3 {
			t.Errorf("%s lies at %v km", line.ID, line.Km)
		}
	}
	said := o.does("nearest", "--near", "la Creuse", "--json", "--n", "1")
	contains(t, said, `"km":null`)
}
