package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"passerelle/internal/directory"
	"passerelle/internal/territory"
)

// withField is the flat JSON of testdata with one field changed.
func withField(t *testing.T, field string, value any) []byte {
	t.Helper()
	var rows []map[string]any
	if err := json.Unmarshal(fixture(t, "lamednum/flat.json"), &rows); err != nil {
		t.Fatal(err)
	}
	rows[0][field] = value
	body, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestWhatComesOutIsPlainText(t *testing.T) {
	for name, test := range map[string]struct {
		field, value string
		of           func(directory.Place) string
		want         string
	}{
		"a script in a name":                     {"nom", `Maison <script>alert("x")</script>des démarches`, nameOf, "Maison des démarches"},
		"a script that never ends":               {"nom", `Maison <script>alert(1)`, nameOf, "Maison"},
		"markup in a name":                       {"nom", `<b onclick="x()">Maison</b>`, nameOf, "Maison"},
		"markup written as entities":             {"nom", `&lt;img src=x onerror=alert(1)&gt;Maison`, nameOf, "Maison"},
		"a comparison is no markup":              {"nom", `Moins de 3 < 4 & plus`, nameOf, "Moins de 3 4 & plus"},
		"a formula":                              {"nom", `=HYPERLINK("http://exemple.fr";"Maison")`, nameOf, `HYPERLINK("http://exemple.fr";"Maison")`},
		"a formula behind a space":               {"nom", "\u00a0\t+cmd|' /C calc'!A0", nameOf, "cmd|' /C calc'!A0"},
		"a formula inside markup":                {"nom", `<i></i>@SUM(A1)`, nameOf, "SUM(A1)"},
		"control characters":                     {"nom", "Mai\x1bson\r\n\x07des\u2028démarches", nameOf, "Mai son des démarches"},
		"characters that turn text round":        {"nom", "Maison \u202egro.elpmexe\u202c \u2066x\u2069", nameOf, "Maison gro.elpmexe x"},
		"characters that are not seen":           {"nom", "Mai\u200bson\ufeff \u00adx", nameOf, "Maison x"},
		"only what is not seen, in a street":     {"adresse", "\u200b\u202e", streetOf, ""},
		"accents apart from their letters":       {"nom", "Me\u0301diathe\u0300que", nameOf, "Médiathèque"},
		"a very long name":                       {"nom", strings.Repeat("Maison ", 5000), nameOf, strings.TrimSpace(strings.Repeat("Maison ", 21)) + "…"},
		"a very long word":                       {"nom", strings.Repeat("é", 5000), nameOf, strings.Repeat("é", 149) + "…"},
		"a mailbox in a name":                    {"nom", "Maison (zephyrine.canari@exemple.fr)", nameOf, "Maison ( )"},
		"a mailbox in an address":                {"complement_adresse", "zephyrine.canari@exemple.fr", func(p directory.Place) string { return p.Complement }, ""},
		"a mailbox in the hours":                 {"horaires", "écrire à zephyrine.canari@exemple.fr", func(p directory.Place) string { return p.Hours }, "écrire à"},
		"a person in a presentation":             {"presentation_resume", "Demander Mme Canari le matin.", summaryOf, ""},
		"a person in capitals in a presentation": {"presentation_resume", "Demander MME CANARI le matin.", summaryOf, ""},
		"a mobile in a presentation":             {"presentation_resume", "Appeler le 06 00 00 00 00 le matin.", summaryOf, ""},
		"a mailbox in a presentation":            {"presentation_resume", "Écrire à zephyrine.canari@exemple.fr.", summaryOf, ""},
		"a site that is a script":                {"site_web", "javascript:alert(1)", siteOf, ""},
		"a site that is data":                    {"site_web", "data:text/html,<script>alert(1)</script>", siteOf, ""},
		"a site that hides its scheme":           {"site_web", " jAvAsCrIpT:alert(1)", siteOf, ""},
		"a site of a file":                       {"site_web", "file:///etc/passwd", siteOf, ""},
		"a site with a name before it":           {"site_web", "https://exemple.fr@piege.exemple.org/", siteOf, ""},
		"a site that turns round":                {"site_web", "https://exemple.fr/\u202egpj.exe", siteOf, ""},
		"a site with a quote":                    {"site_web", `https://exemple.fr/" onmouseover="x()`, siteOf, ""},
		"a site without a scheme":                {"site_web", "www.exemple.fr/a", siteOf, "http://www.exemple.fr/a"},
		"a site that names somebody":             {"site_web", "https://exemple.fr/?a=zephyrine.canari@exemple.fr", siteOf, ""},
		"an account of a network":                {"site_web", "https://exemple.fr/@maison", siteOf, "https://exemple.fr/@maison"},
		"a link to an appointment":               {"prise_rdv", "javascript:alert(1)", func(p directory.Place) string { return p.Booking }, ""},
		"a sheet of accessibility":               {"fiche_acces_libre", "vbscript:x", func(p directory.Place) string { return p.AccessSheet }, ""},
		"a typology of markup":                   {"typologie", "<b>|RFS", func(p directory.Place) string { return strings.Join(p.Typologies, "|") }, "RFS"},
		"a service of nowhere":                   {"services", "Piratage|Aide aux démarches administratives", func(p directory.Place) string { return strings.Join(p.Services, "|") }, paperwork},
		"a phone of letters":                     {"telephone", "<a href=tel:1>appelez</a>", func(p directory.Place) string { return p.Phone }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			batch := imported(t, "liste.json", withField(t, test.field, test.value))
			if got := test.of(batch.Places[0]); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
			trusted(t, atlas(t), batch)
		})
	}
}

func nameOf(p directory.Place) string    { return p.Name }
func streetOf(p directory.Place) string  { return p.Street }
func summaryOf(p directory.Place) string { return p.Summary }
func siteOf(p directory.Place) string    { return strings.Join(p.Sites, " ") }

// trusted holds what the others rely on: every place that is kept has a name, a commune that is known, a point in its
// surroundings, an id of its own, and nothing but plain text and web addresses; every row is accounted for.
func trusted(t *testing.T, g *territory.Gazetteer, batch *Batch) {
	t.Helper()
	ids := map[string]bool{}
	for i := range batch.Places {
		p := &batch.Places[i]
		commune, ok := g.Commune(p.INSEE)
		switch {
		case !ok || commune.Name != p.Commune:
			t.Errorf("%q is in %q, %q", p.Name, p.INSEE, p.Commune)
		case !p.Point.Valid() || p.Point.Km(commune.Point) > farKm(commune.Departement):
			t.Errorf("%q of %s is at %v", p.Name, p.Commune, p.Point)
		case p.Name == "" || p.ID == "" || ids[p.ID]:
			t.Errorf("id %q, name %q", p.ID, p.Name)
		}
		ids[p.ID] = true
		for _, text := range textsOf(reflect.ValueOf(*p)) {
			if strange := strangeIn(text); strange != "" {
				t.Errorf("%s in %q", strange, text)
			}
		}
		for _, address := range slices.Concat(p.Sites, []string{p.Booking, p.AccessSheet}) {
			if u, err := url.Parse(address); err != nil || address != "" && u.Scheme != "http" && u.Scheme != "https" {
				t.Errorf("%q is no web address", address)
			}
		}
	}
	if r := batch.Report; r.Kept != len(batch.Places) || r.Rows != r.Kept+r.Skipped+len(batch.Quarantined) {
		t.Errorf("%d places, %d put aside, %+v", len(batch.Places), len(batch.Quarantined), r)
	}
}

// textsOf is every text of a place.
func textsOf(v reflect.Value) (texts []string) {
	switch v.Kind() {
	case reflect.String:
		texts = append(texts, v.String())
	case reflect.Slice:
		for i := range v.Len() {
			texts = append(texts, textsOf(v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			texts = append(texts, textsOf(v.Field(i))...)
		}
	}
	return texts
}

func strangeIn(text string) string {
	switch {
	case !utf8.ValidString(text):
		return "no UTF-8"
	case strings.ContainsAny(text, "<>"):
		return "markup"
	case strings.TrimSpace(text) != text:
		return "blanks"
	case text != "" && strings.ContainsRune("=-@", rune(text[0])):
		return "a formula"
	case strings.IndexFunc(text, func(c rune) bool { return unicode.IsControl(c) || unicode.In(c, unicode.Cf, unicode.Zl, unicode.Zp) }) >= 0:
		return "what is not seen"
	}
	return ""
}

func TestMailboxesOfPersonsStayOut(t *testing.T) {
	for name, test := range map[string]struct {
		mailbox string
		kept    bool
	}{
		"a first name and a name":             {"zephyrine.canari@exemple.fr", false},
		"in capitals":                         {"Zephyrine.CANARI@Exemple.fr", false},
		"with an underscore and a number":     {"zephyrine_canari2@exemple.fr", false},
		"an initial":                          {"z.canari@exemple.fr", false},
		"a provider for persons":              {"maisondesdemarches@gmail.com", false},
		"another one":                         {"zcanari@orange.fr", false},
		"a provider of the Pacific":           {"zcanari@lagoon.nc", false},
		"an office at a provider for persons": {"mairie.exemple@wanadoo.fr", true},
		"an office":                           {"accueil@exemple.fr", true},
		"an office that holds a point":        {"france.services@exemple.fr", true},
		"no mailbox":                          {"accueil@", false},
		"a name before it":                    {"Zéphyrine Canari <accueil@exemple.fr>", false},
	} {
		t.Run(name, func(t *testing.T) {
			batch := imported(t, "liste.json", withField(t, "courriels", test.mailbox))
			if kept := len(batch.Places[0].Emails) == 1; kept != test.kept {
				t.Errorf("%v", batch.Places[0].Emails)
			}
		})
	}
}

func TestIdentifiers(t *testing.T) {
	row := func(id, nameOf, file string) string {
		return fmt.Sprintf("%s,,%s,Guéret,23000,7 rue de l'Exemple,2026-01-15,Gratuit,%s", id, nameOf, file)
	}
	long := strings.Repeat("i", 250)
	for name, test := range map[string]struct {
		rows    []string
		ids     []string
		skipped int
		out     Reason
		mended  int
	}{
		"each its own":                             {[]string{row("1", "a", ""), row("2", "b", "")}, []string{"1", "2"}, 0, "", 0},
		"the same row twice":                       {[]string{row("1", "a", ""), row("1", "a", "")}, []string{"1"}, 1, "", 0},
		"one taken by another place":               {[]string{row("1", "a", ""), row("1", "b", "")}, []string{"1"}, 0, IDReused, 0},
		"one taken in another source file":         {[]string{row("1", "a", "x"), row("1", "b", "y")}, []string{"x/1", "y/1"}, 0, "", 1},
		"the same place of two source files":       {[]string{row("1", "a", "x"), row("1", "a", "y")}, []string{"x/1", "y/1"}, 0, "", 1},
		"one taken in the same source file":        {[]string{row("1", "a", "x"), row("1", "b", "x")}, []string{"x/1"}, 0, IDReused, 0},
		"of 250 letters":                           {[]string{row(long, "a", "")}, []string{long}, 0, "", 0},
		"of 251 letters":                           {[]string{row(long+"i", "a", "")}, nil, 0, Malformed, 0},
		"two that differ after a hundred letters":  {[]string{row(long[:120]+"a", "a", ""), row(long[:120]+"b", "b", "")}, []string{long[:120] + "a", long[:120] + "b"}, 0, "", 0},
		"none: what it is and where stands for it": {[]string{row("", "a", ""), row("", "b", "")}, []string{"lieu-", "lieu-"}, 0, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			body := bytes.Replace(table(test.rows...), []byte("frais_a_charge"), []byte("frais_a_charge,source_file"), 1)
			batch := imported(t, "liste.csv", body)
			var ids []string
			for _, p := range batch.Places {
				id := p.ID
				if strings.HasPrefix(id, "lieu-") {
					id = "lieu-"
				}
				ids = append(ids, id)
			}
			var out Reason
			if len(batch.Quarantined) > 0 {
				out = batch.Quarantined[0].Reason
			}
			if !slices.Equal(ids, test.ids) || batch.Report.Skipped != test.skipped || out != test.out || batch.Report.Mended[IDReused] != test.mended {
				t.Errorf("%q, %v", ids, batch.Report.Lines())
			}
		})
	}
}

func TestThePlacesOfAListWithoutIdsKeepThoseMadeForThem(t *testing.T) {
	first := imported(t, "liste.csv", table(",,Maison,Guéret,23000,7 rue de l'Exemple,2026-01-15,Gratuit"))
	next := imported(t, "liste.csv", table(",,Autre,Guéret,23000,x,2026-01-15,Gratuit", ",,MAISON,GUERET,23000,7 Rue de l’Exemple,2026-10-15,Payant"))
	if first.Places[0].ID != next.Places[1].ID || next.Places[0].ID == next.Places[1].ID {
		t.Errorf("%s, then %s and %s", first.Places[0].ID, next.Places[0].ID, next.Places[1].ID)
	}
}

// FuzzRead gives any file: none may panic, and what is kept can be trusted.
func FuzzRead(f *testing.F) {
	for _, name := range []string{
		"lamednum/v1.csv", "lamednum/v0.csv", "lamednum/flat.json", "lamednum/anct.json", "lamednum/lines.ndjson", "lamednum/places.geojson",
		"lamednum/v1.csv.bz2", "lamednum/v1.tar.bz2", "franceservices/comma.csv", "franceservices/edition2020.geojson",
		"inclusion_structures_v0.json", "inclusion_services_v0.json",
	} {
		f.Add(fixture(f, name))
	}
	f.Add(gzipped(f, table(good)))
	f.Add(zipped(f, part{"v1.csv", table(good)}))
	f.Add([]byte("\xff\xfei\x00d\x00,\x00"))
	g, b := atlas(f), usualBounds()
	b.bytes = 1 << 20
	f.Fuzz(func(t *testing.T, body []byte) {
		batch, err := read(context.Background(), File{Name: "liste", Body: bytes.NewReader(body), Source: "essai"}, g, b)
		if err != nil {
			if batch != nil || !strings.HasPrefix(err.Error(), "liste refusée : ") {
				t.Errorf("%v, %v", batch, err)
			}
			return
		}
		trusted(t, g, batch)
	})
}
