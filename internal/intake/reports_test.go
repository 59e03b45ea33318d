package intake

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/hours"
)

var update = flag.Bool("update", false, "write the reports of testdata/reports anew")

// published is the lists that were really published (Licence Ouverte 2.0; see the README beside them).
var published = []string{
	"places/aix-en-provence.csv.gz", "places/angers.csv.gz", "places/bus-france-services-charente_2023-10-03.csv.gz",
	"places/charente_2023-07-11.csv.gz", "places/conseillers-numeriques_2022-07.csv.gz", "places/corse.csv.gz",
	"places/creuse.csv.gz", "places/epernay.csv.gz", "places/etapes-numeriques-la-poste.csv.gz", "places/fibre-64.csv.gz",
	"places/france-services_2024-08-01.csv.gz", "places/gironde.csv.gz", "places/grandlyon_maisons-metropole_2022.csv.gz",
	"places/hinaura_2022-12.csv.gz", "places/hub-lo_centre-val-de-loire.csv.gz", "places/maine-et-loire.csv.gz",
	"places/mednum-bfc_2023-03.csv.gz", "places/nouvelle-caledonie_2024-03-20.csv.gz", "places/paca_schema-v0_2023-05-17.csv.gz",
	"places/paca_schema-v1_2023-05-17.csv.gz", "places/ultra-num_outre-mer.csv.gz", "places_merged.csv.gz",
}

// readReal reads one of them as an import does.
func readReal(tb testing.TB, name string) (*Batch, error) {
	tb.Helper()
	body, base := realList(tb, name), filepath.Base(name)
	return Read(context.Background(), File{Name: base, Body: bytes.NewReader(body), Source: "essai"}, atlas(tb))
}

// TestWhatIsSaidOfRealLists holds what an operator reads of every list that could be had. Those refused lack what no guess
// can replace: an id, a name, an address, or a sign that the row is of an office.
func TestWhatIsSaidOfRealLists(t *testing.T) {
	for _, name := range published {
		t.Run(name, func(t *testing.T) {
			batch, err := readReal(t, name)
			said := ""
			if err != nil {
				said = err.Error() + "\n"
			} else {
				said = batch.Layout + "\n" + strings.Join(batch.Report.Lines(), "\n") + "\n"
			}
			golden := filepath.Join("testdata", "reports", strings.TrimSuffix(filepath.Base(name), ".csv.gz")+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(said), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), said); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestKnownDirtOfRealLists holds the reports against what the README beside the lists counts by other means.
func TestKnownDirtOfRealLists(t *testing.T) {
	t.Run("the nine rows of Mont-Dore that bear the code of another are in New Caledonia", func(t *testing.T) {
		batch, err := readReal(t, "places/nouvelle-caledonie_2024-03-20.csv.gz")
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for _, p := range batch.Places {
			if p.INSEE[:3] != "988" {
				t.Errorf("%s is in %s", p.Name, p.INSEE)
			}
			if p.Commune == "Mont-Dore" || p.Commune == "Le Mont-Dore" {
				count++
			}
		}
		if count < 9 || batch.Report.Mended[WrongINSEE] != 9 {
			t.Errorf("%d places of Mont-Dore, %d codes contradicted", count, batch.Report.Mended[WrongINSEE])
		}
	})
	merged, err := readReal(t, "places_merged.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("the 61 rows far from their commune, but for those whose other name was found nearer", func(t *testing.T) {
		far, g := merged.Report.Out[FarFromCommune], atlas(t)
		islands := 0 // in New Caledonia, where communes are larger
		for _, p := range merged.Places {
			commune, _ := g.Commune(p.INSEE)
			if commune.Departement != "973" && p.Point.Km(commune.Point) > 25 {
				islands++
			}
		}
		if far != 43 || islands != 12 {
			t.Errorf("%d put aside, %d kept", far, islands)
		}
	})
	t.Run("the 43 rows of hours that the oracle does not understand, and a few spans that it reads as days", func(t *testing.T) {
		wrong := oracleErrors(t)
		errors, doubtful := 0, 0
		for _, p := range merged.Places {
			_, err := hours.Parse(p.Hours)
			switch {
			case wrong[p.Hours] && err == nil:
				t.Errorf("%q is understood", p.Hours)
			case wrong[p.Hours]:
				errors++
			case p.Hours != "" && err != nil:
				if doubtful++; !doubtfulSpan(p.Hours) {
					t.Errorf("%q is not understood", p.Hours)
				}
			}
		}
		if errors != 43 || errors+doubtful != merged.Report.Mended[BrokenHours] {
			t.Errorf("%d and %d, %d counted", errors, doubtful, merged.Report.Mended[BrokenHours])
		}
	})
	t.Run("every row is accounted for, and the 74 ids of several files are told apart", func(t *testing.T) {
		if r := merged.Report; r.Rows != 7898 || r.Out[IDReused] != 0 || r.Mended[IDReused] != 71 {
			t.Errorf("%+v", r)
		}
	})
}

var (
	spans     = regexp.MustCompile(`(\d\d:\d\d)-(\d\d:\d\d)`)
	bareHours = regexp.MustCompile(`(^|[^:\d])\d\d?-\d\d?($|[^:\d])`)
)

// doubtfulSpan tells a span that ends when it begins, "14:00-14:00", and hours without minutes, "14-17": for the oracle the
// first lasts a day, and here both are a mistake.
func doubtfulSpan(text string) bool {
	if bareHours.MatchString(text) {
		return true
	}
	for _, span := range spans.FindAllStringSubmatch(text, -1) {
		if span[1] == span[2] {
			return true
		}
	}
	return false
}

// oracleErrors is the hours that another program of this trade, written by others, refuses.
func oracleErrors(t *testing.T) map[string]bool {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(realList(t, "horaires_cases.csv.gz")))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string]bool{}
	for _, line := range lines {
		if line[2] == "error" {
			wrong[line[0]] = true
		}
	}
	return wrong
}
