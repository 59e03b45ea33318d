package intake

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"passerelle/internal/directory"
	"passerelle/internal/hours"
)

// drawnRows is rows of a list, each with an id of its own, in the values and the dirt of real ones.
func drawnRows(rt *rapid.T) []map[string]string {
	draw := func(column string, values ...string) string { return rapid.SampledFrom(values).Draw(rt, column) }
	var rows []map[string]string
	for i := range rapid.IntRange(1, 6).Draw(rt, "rows") {
		rows = append(rows, map[string]string{
			"id":             fmt.Sprint("essai-", i),
			"pivot":          draw("pivot", "", "00000000000000", "11111111100045"),
			"nom":            draw("nom", "Maison inventée", "MÉDIATHÈQUE, « l'Exemple »", "", "=A1", "a;b|c", "deux\nlignes", `un "guillemet"`),
			"commune":        draw("commune", "Guéret", "GUERET", "Cayenne", "Mont-Dore", "Paris", "Lyon 3e", "Nulle-Part", ""),
			"code_postal":    draw("code_postal", "23000", "97300", "98800", "75011", "69003", "1000", "380000", ""),
			"code_insee":     draw("code_insee", "", "", "23096", "63236", "75056", "99999"),
			"adresse":        draw("adresse", "7 rue de l'Exemple", "", "<b>place</b>"),
			"latitude":       draw("latitude", "46.1698", "1.8712", "4.93", "", "48,86", "abc", "1e9"),
			"longitude":      draw("longitude", "1.8712", "46.1698", "-52.33", "", "2,38", "NaN"),
			"telephone":      draw("telephone", "+33536490011", "05 36 49 00 11", "0", ""),
			"courriels":      draw("courriels", "accueil@exemple.fr", "zephyrine.canari@exemple.fr", ""),
			"horaires":       draw("horaires", "Mo-Fr 09:00-12:00", "Tu 08:30", "09:00-12:00-14:00", "Mo-Su 08:00-20:00; PH off", ""),
			"date_maj":       draw("date_maj", "2026-01-15", "1969-12-31", "hier", ""),
			"services":       draw("services", paperwork+"|"+everyday, "Piratage", ""),
			"frais_a_charge": draw("frais_a_charge", "Gratuit", "Gratuit|Payant", ""),
		})
	}
	return rows
}

// written is rows as a CSV whose columns are in this order.
func written(rt *rapid.T, columns []string, rows []map[string]string, comma rune) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = comma
	lines := [][]string{columns}
	for _, row := range rows {
		line := make([]string, len(columns))
		for i, column := range columns {
			line[i] = row[column]
		}
		lines = append(lines, line)
	}
	if err := w.WriteAll(lines); err != nil {
		rt.Fatal(err)
	}
	return out.Bytes()
}

// TestTheOrderOfColumnsAndRowsChangesNothing also holds, of every list drawn, that what is kept can be trusted.
func TestTheOrderOfColumnsAndRowsChangesNothing(t *testing.T) {
	g := atlas(t)
	rapid.Check(t, func(rt *rapid.T) {
		rows := drawnRows(rt)
		columns := []string{"id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "latitude", "longitude", "telephone",
			"courriels", "horaires", "date_maj", "services", "frais_a_charge"}
		read := func(body []byte) *Batch {
			batch, err := Read(context.Background(), File{Name: "liste.csv", Body: bytes.NewReader(body), Source: "essai"}, g)
			if err != nil {
				rt.Fatalf("%v\n%s", err, body)
			}
			return batch
		}
		plain := read(written(rt, columns, rows, ','))
		shuffled := read(written(rt, rapid.Permutation(columns).Draw(rt, "columns"), rapid.Permutation(rows).Draw(rt, "order"),
			rapid.SampledFrom([]rune(",;\t")).Draw(rt, "comma")))
		byID := func(a, b directory.Place) int { return cmp.Compare(a.ID, b.ID) }
		slices.SortFunc(plain.Places, byID)
		slices.SortFunc(shuffled.Places, byID)
		if diff := gocmp.Diff(plain.Places, shuffled.Places); diff != "" {
			rt.Fatal(diff)
		}
		trusted(t, g, plain)
		broken := 0
		for _, p := range plain.Places {
			if _, err := hours.Parse(p.Hours); p.Hours != "" && err != nil {
				broken++
			}
		}
		if broken != plain.Report.Mended[BrokenHours] {
			rt.Errorf("%d places of broken hours, %d counted", broken, plain.Report.Mended[BrokenHours])
		}
	})
}

// TestRealListsCanBeTrusted holds the same of what was really published.
func TestRealListsCanBeTrusted(t *testing.T) {
	for _, name := range published {
		t.Run(name, func(t *testing.T) {
			if batch, err := readReal(t, name); err == nil {
				trusted(t, atlas(t), batch)
			}
		})
	}
}
