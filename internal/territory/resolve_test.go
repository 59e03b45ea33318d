package territory

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// readTable reads a CSV file with a header as maps.
func readTable(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := csv.NewReader(f)
	if filepath.Ext(name) == ".gz" {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		lines = csv.NewReader(z)
	}
	all, err := lines.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range all[1:] {
		row := make(map[string]string)
		for i, column := range all[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestResolve(t *testing.T) {
	g := gazetteer(t)
	for _, row := range readTable(t, "testdata/addresses.csv") {
		c, agrees, ok := g.Resolve(row["insee"], row["code_postal"], row["nom"])
		got := ""
		if ok {
			got = c.INSEE
		}
		if got != row["expected_insee"] || agrees != (row["agrees"] == "yes") {
			t.Errorf("%s: %q %q %q gives %q, agrees %v", row["why"], row["insee"], row["code_postal"], row["nom"], got, agrees)
		}
	}
}

func TestEveryCommuneIsResolvedFromItsOwnAddress(t *testing.T) {
	g := gazetteer(t)
	missed := 0
	for i := range g.communes {
		c := &g.communes[i]
		if _, city := g.cities[int32(i)]; city {
			continue
		}
		if got, agrees, ok := g.Resolve(c.INSEE, c.Postcodes[0], c.Name); !ok || got != c || !agrees {
			t.Errorf("%s %s by its code: %+v", c.INSEE, c.Name, got)
		}
		got, _, ok := g.Resolve("", c.Postcodes[0], c.Name)
		if ok && got != c {
			t.Errorf("%s %s %s by postcode and name: %s %s", c.Postcodes[0], c.INSEE, c.Name, got.INSEE, got.Name)
		}
		if !ok {
			missed++
		}
	}
	if missed > 0 {
		t.Errorf("%d communes are not found by postcode and name", missed)
	}
}

func TestPlacesOfRealListsAreResolved(t *testing.T) {
	name := filepath.Join(shared, "places_merged.csv.gz")
	if _, err := os.ReadFile(name); err != nil {
		t.Skip("the real lists of places are not here: places_merged.csv.gz")
	}
	g := gazetteer(t)
	rows := readTable(t, name)
	resolved, far, caledonian := 0, 0, 0
	for _, row := range rows {
		c, agrees, ok := g.Resolve(row["code_insee"], row["code_postal"], row["commune"])
		if !ok {
			continue
		}
		resolved++
		if row["code_insee"] == "63236" && row["code_postal"] == "98800" && c.INSEE == "98817" && !agrees {
			caledonian++
		}
		var p Point
		p.Lat, _ = strconv.ParseFloat(row["latitude"], 64)
		p.Lon, _ = strconv.ParseFloat(row["longitude"], 64)
		if p.Valid() && c.Departement != "973" && p.Km(c.Point) > 25 {
			far++
		}
	}
	t.Logf("%d of %d resolved, %d of them more than 25 km from their commune", resolved, len(rows), far)
	if resolved < 7843 {
		t.Errorf("%d of %d rows resolved, want 7843 at least", resolved, len(rows))
	}
	if caledonian != 9 {
		t.Errorf("%d rows of Le Mont-Dore in New Caledonia, want 9", caledonian)
	}
	if far > 61 {
		t.Errorf("%d rows are far from the commune found, and only 61 have a wrong point", far)
	}
}
