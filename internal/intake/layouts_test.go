package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"passerelle/internal/directory"
	"passerelle/internal/territory"
)

// fixture is a committed file.
func fixture(tb testing.TB, name string) []byte {
	tb.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

// imported reads a list that must be read.
func imported(tb testing.TB, name string, body []byte) *Batch {
	tb.Helper()
	batch, err := Read(context.Background(), File{Name: name, Body: bytes.NewReader(body), Source: "essai"}, atlas(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return batch
}

func gzipped(tb testing.TB, body []byte) []byte {
	tb.Helper()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := z.Write(body)
	if err != nil || z.Close() != nil {
		tb.Fatal(err)
	}
	return packed.Bytes()
}

// part is a file of an archive.
type part struct {
	name string
	body []byte
}

func zipped(tb testing.TB, parts ...part) []byte {
	tb.Helper()
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, p := range parts {
		entry, err := z.Create(p.name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := entry.Write(p.body); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return packed.Bytes()
}

func tarred(tb testing.TB, parts ...part) []byte {
	tb.Helper()
	var packed bytes.Buffer
	w := tar.NewWriter(&packed)
	for _, p := range parts {
		if err := w.WriteHeader(&tar.Header{Name: p.name, Mode: 0o644, Size: int64(len(p.body)), Typeflag: tar.TypeReg}); err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write(p.body); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return packed.Bytes()
}

// mediationPlace is the place of testdata/lamednum.
func mediationPlace() directory.Place {
	return directory.Place{
		Source: "essai", ID: "essai-1", Pivot: "11111111100045", Name: "Maison des démarches inventée", INSEE: "23096", Commune: "Guéret",
		Postcode: "23000", Street: "7 rue de l'Exemple", Complement: "Rez-de-chaussée", Point: territory.Point{Lat: 46.1698, Lon: 1.8712},
		Typologies: []string{"RFS", "CCAS"}, Phone: "+33536490011", Emails: []string{"accueil@demarches.exemple.fr"},
		Sites: []string{"https://demarches.exemple.fr"}, Hours: "Mo-Fr 09:00-12:00; Sa 10:00-12:00",
		Summary: "Une équipe aide chacun, « pas à pas ».", Updated: "2026-01-15", Services: []string{paperwork, everyday},
		Publics: []string{"Jeunes", "Seniors"}, Particular: []string{"Surdité", "Illettrisme"}, Fees: []string{freeOfCost},
		Programmes: []string{"France Services", "Conseillers numériques"}, Access: []string{walkIn, byPhone},
		Support:     []string{onOnesOwn, oneToOne},
		AccessSheet: "https://acceslibre.beta.gouv.fr/app/23-gueret/a/exemple/", Booking: "https://rdv.exemple.fr/demarches",
	}
}

// oneOf is the only place of a batch, and nobody is named in it.
func oneOf(t *testing.T, batch *Batch) directory.Place {
	t.Helper()
	if len(batch.Places) != 1 {
		t.Fatalf("%d places: %v", len(batch.Places), batch.Report.Lines())
	}
	text, err := json.Marshal(batch.Places[0])
	if err != nil || strings.Contains(strings.ToLower(string(text)), canary) {
		t.Errorf("%s (%v)", text, err)
	}
	return batch.Places[0]
}

func TestTheSamePlaceFromEveryShapeOfTheNationalSchema(t *testing.T) {
	v1 := fixture(t, "lamednum/v1.csv")
	for name, test := range map[string]struct {
		body   []byte
		layout string
	}{
		"the CSV of v1":                {v1, "lamednum-v1"},
		"the CSV of v0":                {fixture(t, "lamednum/v0.csv"), "lamednum-v0"},
		"the flat JSON":                {fixture(t, "lamednum/flat.json"), "lamednum-v1"},
		"the nested JSON of the ANCT":  {fixture(t, "lamednum/anct.json"), "lamednum-v1"},
		"GeoJSON":                      {fixture(t, "lamednum/places.geojson"), "lamednum-v1"},
		"one JSON object a line":       {fixture(t, "lamednum/lines.ndjson"), "lamednum-v1"},
		"with a byte order mark":       {append([]byte("\ufeff"), v1...), "lamednum-v1"},
		"lines of Windows":             {bytes.ReplaceAll(v1, []byte("\n"), []byte("\r\n")), "lamednum-v1"},
		"blank lines after each other": {append(bytes.Replace(v1, []byte("prise_rdv\n"), []byte("prise_rdv\n\n\n"), 1), "\n\n"...), "lamednum-v1"},
		"columns that nobody knows":    {bytes.Replace(bytes.Replace(v1, []byte("prise_rdv\n"), []byte("prise_rdv,,x\n"), 1), []byte("rdv.exemple.fr/demarches\n"), []byte("rdv.exemple.fr/demarches,a,b\n"), 1), "lamednum-v1"},
		"UTF-16 of Windows":            {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes, v1), "lamednum-v1"},
		"UTF-16 the other way round":   {encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes, v1), "lamednum-v1"},
		"UTF-16 without its mark":      {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes, v1), "lamednum-v1"},
		"Windows-1252":                 {encoded(t, charmap.Windows1252.NewEncoder().Bytes, v1), "lamednum-v1"},
		"gzip":                         {gzipped(t, v1), "lamednum-v1"},
		"bzip2":                        {fixture(t, "lamednum/v1.csv.bz2"), "lamednum-v1"},
		"tar":                          {tarred(t, part{"data/v1.csv", v1}), "lamednum-v1"},
		"tar.gz, beside a notice":      {gzipped(t, tarred(t, part{"LISEZMOI.txt", []byte("Bonjour")}, part{"v1.csv", v1})), "lamednum-v1"},
		"tar.bz2":                      {fixture(t, "lamednum/v1.tar.bz2"), "lamednum-v1"},
		"zip, beside what macOS hides": {zipped(t, part{"__MACOSX/._v1.csv", []byte("\x00\x05")}, part{"v1.csv", v1}), "lamednum-v1"},
		"gzip inside zip":              {zipped(t, part{"v1.csv.gz", gzipped(t, v1)}), "lamednum-v1"},
	} {
		t.Run(name, func(t *testing.T) {
			batch, want := imported(t, "essai", test.body), mediationPlace()
			if test.layout == "lamednum-v0" { // which cannot say how to come
				want.Access = nil
			}
			if diff := cmp.Diff(want, oneOf(t, batch)); diff != "" || batch.Layout != test.layout {
				t.Errorf("%s\n%s", batch.Layout, diff)
			}
			if batch.Report.Hours != 1 || batch.Report.Phones != 1 || batch.Report.Newest != "2026-01-15" {
				t.Errorf("%+v", batch.Report)
			}
		})
	}
}

func encoded(t *testing.T, encode func([]byte) ([]byte, error), body []byte) []byte {
	t.Helper()
	out, err := encode(body)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheSameFranceServicesFromEveryEdition(t *testing.T) {
	want := directory.Place{
		Source: "essai", ID: "9001", Name: "France services inventée de Guéret", INSEE: "23096", Commune: "Guéret", Postcode: "23000",
		Street: "3 place de l'Exemple", Complement: "Bâtiment B", Point: territory.Point{Lat: 46.1698, Lon: 1.8712},
		Typologies: []string{"RFS"}, Phone: "+33536490012", Emails: []string{"accueil@demarches.exemple.fr"},
		Hours: "Mo 09:00-12:00,13:30-17:00; Tu,Fr 09:00-12:00", Note: "Premier samedi du mois : sur la place.", Itinerant: true,
		Updated: "2025-12-01", Services: []string{paperwork, work, everyday, culture}, Fees: []string{freeOfCost},
		Programmes: []string{"France Services"},
	}
	for file, test := range map[string]struct{ name, body string }{
		"with commas, as on GitHub":           {"liste-fs-20251201.csv", "comma.csv"},
		"with semicolons, as on data.gouv.fr": {"france-services-2025-12-01.csv", "semicolon.csv"},
		"in the edition of 2020":              {"france_services_20251201.geojson", "edition2020.geojson"},
	} {
		t.Run(file, func(t *testing.T) {
			batch := imported(t, test.name, fixture(t, "franceservices/"+test.body))
			got := oneOf(t, batch)
			if !strings.HasPrefix(test.body, "edition2020") { // which does not say whether to book
				want.Access = []string{walkIn}
			} else {
				want.Access = nil
			}
			if diff := cmp.Diff(want, got); diff != "" || batch.Layout != "france-services" {
				t.Errorf("%s\n%s", batch.Layout, diff)
			}
		})
	}
}

func TestOpenFilesOfDataInclusionAndTheDILAAreReadWhole(t *testing.T) {
	for file, test := range map[string]struct {
		layout              string
		rows, places, aside int
	}{
		"inclusion_structures_v1.json": {"data-inclusion-structures", 6, 3, 0},
		"inclusion_structures_v1.csv":  {"data-inclusion-structures", 6, 3, 0},
		"inclusion_services_v1.json":   {"data-inclusion-services", 8, 3, 0},
		"dila_bulk.json":               {"dila", 4, 3, 0},
		"dila_api.json":                {"dila", 4, 3, 0},
	} {
		t.Run(file, func(t *testing.T) {
			batch := imported(t, file, fixture(t, file))
			if r := batch.Report; batch.Layout != test.layout || r.Rows != test.rows || r.Kept != test.places || len(batch.Quarantined) != test.aside {
				t.Errorf("%s: %v", batch.Layout, r.Lines())
			}
		})
	}
}

// TestTheAgeOfASheet tells a date of the sheet from that of its list.
func TestTheAgeOfASheet(t *testing.T) {
	dated := func(date string) []byte {
		return bytes.Replace(fixture(t, "lamednum/v1.csv"), []byte("2026-01-15"), []byte(date), 1)
	}
	for name, test := range map[string]struct {
		file string
		body []byte
		want string
		bad  bool
	}{
		"its own":                            {"liste_2026-02-01.csv", dated("2026-01-15"), "2026-01-15", false},
		"its own, with the time":             {"liste.csv", dated("2026-01-15T10:00:00+01:00"), "2026-01-15", false},
		"that of the list where it has none": {"liste_2026-02-01.csv", dated(""), "2026-02-01", false},
		"none at all":                        {"liste.csv", dated(""), "", false},
		"before there were such lists":       {"liste_2026-02-01.csv", dated("1969-12-31"), "", true},
		"to come":                            {"liste_2026-02-01.csv", dated("2222-01-01"), "", true},
		"unreadable":                         {"liste_2026-02-01.csv", dated("hier"), "", true},
	} {
		t.Run(name, func(t *testing.T) {
			batch := imported(t, test.file, test.body)
			if got := batch.Places[0].Updated; got != test.want || (batch.Report.Mended[WrongDate] == 1) != test.bad {
				t.Errorf("%q, %v", got, batch.Report.Mended)
			}
		})
	}
}
