package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/directory"
	"passerelle/storage"
)

// invented is a list of n places around Guéret, in the layout of LaMednum v1. No phone number of it is anybody's: 05 36 49
// is of the ranges that Arcep keeps for fiction.
func invented(n int, mark string) string {
	var b strings.Builder
	b.WriteString("id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,typologie,telephone,horaires,date_maj,services,frais_a_charge,dispositif_programmes_nationaux,modalites_acces,itinerance\n")
	for i := range n {
		fmt.Fprintf(&b, "lieu-%d,Médiathèque %d %s,Guéret,23000,23096,%d rue Inventée,%.4f,1.8720,BIB,+3353649%04d,\"Mo-Fr 09:00-12:00,13:30-17:00\",2026-09-01,Aide aux démarches administratives,Gratuit,,Se présenter,Fixe\n",
			i, i, mark, i+1, 46.1725+float64(i)/500, i)
	}
	return b.String()
}

// operator is somebody who works on one database.
type operator struct {
	*testing.T
	dir string
}

func newOperator(t *testing.T) *operator { return &operator{t, t.TempDir()} }

func (o *operator) settings() []string {
	return []string{"--data", filepath.Join(o.dir, "data"), "--keys", filepath.Join(o.dir, "keys")}
}

// file writes a file and returns its name.
func (o *operator) file(name, body string) string {
	o.Helper()
	path := filepath.Join(o.dir, name)
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		o.Fatal(err)
	}
	return path
}

// does runs a command on places that must succeed, and returns what it says.
func (o *operator) does(args ...string) string {
	o.Helper()
	out, errs, err := command(o.T, "", append(append([]string{"places"}, args...), o.settings()...)...)
	if err != nil {
		o.Fatalf("places %s: %v\n%s%s", strings.Join(args, " "), err, out, errs)
	}
	return out
}

// fails runs one that must not.
func (o *operator) fails(args ...string) string {
	o.Helper()
	out, errs, err := command(o.T, "", append(append([]string{"places"}, args...), o.settings()...)...)
	if err == nil {
		o.Fatalf("places %s: did not fail\n%s", strings.Join(args, " "), out)
	}
	if !errors.Is(err, errFaults) {
		errs += err.Error()
	}
	return out + errs
}

func (o *operator) status() placesSummary {
	o.Helper()
	var s placesSummary
	if err := json.Unmarshal([]byte(o.does("status", "--json")), &s); err != nil {
		o.Fatal(err)
	}
	return s
}

// serves fails unless exactly these lists are served: names with their numbers of places.
func (o *operator) serves(want map[string]int) {
	o.Helper()
	got := map[string]int{}
	for _, l := range o.status().Lists {
		got[l.Source] = l.Kept
	}
	if diff := cmp.Diff(want, got); diff != "" {
		o.Errorf("served (-want +got):\n%s", diff)
	}
}

func contains(t *testing.T, said string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("%q is not said in:\n%s", w, said)
		}
	}
}

func TestAListIsNamedAfterItsFile(t *testing.T) {
	for file, want := range map[string]struct{ source, dated string }{
		"hinaura_2022-12.csv.gz":                  {"hinaura", "2022-12-01"},
		"france-services_2024-08-01.csv.gz":       {"france-services", "2024-08-01"},
		"paca_schema-v0_2023-05-17.csv.gz":        {"paca_schema-v0", "2023-05-17"},
		"grandlyon_maisons-metropole_2022.csv.gz": {"grandlyon_maisons-metropole", "2022-01-01"},
		"liste-fs-20240801.csv":                   {"liste-fs", "2024-08-01"},
		"fibre-64.csv":                            {"fibre-64", "0001-01-01"},
		"Lieux de médiation (1).csv":              {"lieux-de-m-diation", "0001-01-01"},
		`C:\données\Liste.JSON`:                   {"liste", "0001-01-01"},
		"all_latest.tar.bz2":                      {"all_latest", "0001-01-01"},
		"2024-08-01.csv":                          {"2024-08-01", "0001-01-01"},
		"liste_2024-13-45.csv":                    {"liste_2024-13-45", "0001-01-01"},
		"…":                                       {"liste", "0001-01-01"},
	} {
		source, dated := nameOf(file)
		if source != want.source || dated.Format(time.DateOnly) != want.dated {
			t.Errorf("%s: %s, %s", file, source, dated.Format(time.DateOnly))
		}
	}
}

func TestImportedPlacesServe(t *testing.T) {
	o := newOperator(t)
	said := o.does("import", o.file("creuse_2026-10-01.csv", invented(10, "un")))
	contains(t, said, "Liste « creuse »", "10 lignes lues, 10 lieux gardés", "du 1er octobre 2026", "en tout")
	o.serves(map[string]int{"creuse": 10})
	near := o.does("nearest", "--near", "gueret", "--at", "2026-11-24T10:00:00+01:00", "--n", "1", "--json")
	var line nearLine
	if err := json.Unmarshal([]byte(near), &line); err != nil {
		t.Fatalf("%v in %s", err, near)
	}
	if line.ID != "lieu-0" || line.Open == nil || !*line.Open || line.Source != "creuse" || line.Km > 3 || len(line.Reasons) == 0 {
		t.Errorf("got %+v", line)
	}
}

func TestWhatIsNoListLeavesTheLastOneServing(t *testing.T) {
	whole := invented(40, "un")
	for name, tc := range map[string]struct{ body, want string }{
		"cut to less than half":      {invented(12, "un"), "12 lieux sur 40"},
		"cut in a line":              {whole[:len(whole)/4], ""},
		"empty":                      {"", "vide"},
		"a web page":                 {"<!DOCTYPE html><title>503</title>", ""},
		"bytes":                      {strings.Repeat("\x00\xff\xfe\x01", 4000), ""},
		"gzip cut short":             {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c", ""},
		"another layout":             {"nom,ville\nMairie,Guéret\n", "il manque"},
		"columns and nothing":        {strings.SplitAfter(whole, "\n")[0], ""},
		"one line without an end":    {strings.SplitAfter(whole, "\n")[0] + strings.Repeat("a", 1<<20), ""},
		"places that are nowhere":    {strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(whole, "23096", "99999"), "23000", "00000"), "Guéret", "Nulle Part"), ""},
		"JSON that never ends":       {strings.Repeat("[", 100_000), ""},
		"UTF-16 announced, not kept": {"\xff\xfei\x00d", ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOperator(t)
			o.does("import", o.file("creuse.csv", whole))
			said := o.fails("import", o.file("creuse.csv", tc.body))
			contains(t, said, "La version précédente continue de servir", tc.want)
			o.serves(map[string]int{"creuse": 40})
		})
	}
}

func TestAListThatLosesItsPlacesIsForcedOnly(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(40, "un")))
	o.does("import", o.file("creuse.csv", invented(20, "deux"))) // half is enough
	small := o.file("creuse.csv", invented(9, "trois"))
	contains(t, o.fails("import", small), "9 lieux sur 20", "--force")
	contains(t, o.does("import", small, "--force"), "9 lieux sur 20", "(--force)")
	o.serves(map[string]int{"creuse": 9})
}

func TestAListIsKnownByItsPlaces(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(40, "un")))

	contains(t, o.fails("import", o.file("copie.csv", invented(10, "un"))), "10 des 40 lieux de la liste « creuse »", "--source copie")
	o.serves(map[string]int{"creuse": 40})

	contains(t, o.does("import", o.file("nouveau-nom.csv", invented(41, "un"))), "c'est la liste « creuse »", "--source nouveau-nom")
	o.serves(map[string]int{"creuse": 41})

	o.does("import", o.file("autre.csv", invented(40, "tout autre"))) // the same ids, other places
	o.does("import", o.file("copie.csv", invented(10, "un")), "--source", "copie")
	o.serves(map[string]int{"creuse": 41, "autre": 40, "copie": 10})
}

func TestAPartOfAListInAnotherLayoutIsAnotherList(t *testing.T) {
	places := make([]directory.Place, 10)
	for i := range places {
		places[i] = directory.Place{Source: "nationale", ID: fmt.Sprint(i), Name: "Lieu", INSEE: "23096"}
	}
	lists := []storage.Generation{{Source: "nationale", Layout: "lamednum-v1", Kept: 100, Current: true}}
	for layout, want := range map[string]bool{"lamednum-v1": true, "france-services": false} {
		if _, known := knownList(places, layout, places, lists); known != want {
			t.Errorf("%s: known %t", layout, known)
		}
	}
	lists[0].Kept = 12
	if source, known := knownList(places, "france-services", places, lists); !known || source != "nationale" {
		t.Error("a whole list in a new layout is not known")
	}
}

func TestGoingBackToTheVersionBefore(t *testing.T) {
	o := newOperator(t)
	contains(t, o.fails("rollback", "creuse"), "aucune liste")
	o.does("import", o.file("creuse_2026-01.csv", invented(10, "un")))
	contains(t, o.fails("rollback", "creuse"), "qu'une version")
	o.does("import", o.file("creuse_2026-02.csv", invented(11, "deux")))
	contains(t, o.does("rollback", "creuse"), "creuse_2026-01.csv", "10 lieux")
	o.serves(map[string]int{"creuse": 10})
	contains(t, o.fails("rollback", "cantal"), "« cantal »")
	o.does("drop", "creuse")
	o.serves(map[string]int{})
}

func TestWhatWasSetAsideIsShown(t *testing.T) {
	o := newOperator(t)
	far := strings.Replace(invented(10, "un"), "46.1745,1.8720", "43.3000,5.4000", 1)
	contains(t, o.does("import", o.file("creuse.csv", far)), "9 lieux gardés", "loin de sa commune")
	contains(t, o.does("aside", "creuse"), "creuse.csv, ligne 3, lieu-1 : Médiathèque 1 un", "1 ligne mise de côté")
	if l := o.status().Lists[0]; l.Quarantined["point_loin_de_sa_commune"] != 1 {
		t.Errorf("got %+v", l)
	}
}

func TestSeveralFilesAreImportedAndEachIsTold(t *testing.T) {
	o := newOperator(t)
	one, two, bad := o.file("a.csv", invented(3, "un")), o.file("b.csv", invented(4, "deux")), o.file("c.csv", "rien")
	contains(t, o.fails("import", one, bad, two, filepath.Join(o.dir, "absent.csv")), "« a »", "« b »", "c.csv : ", "absent.csv", "listes officielles : national")
	o.serves(map[string]int{"a": 3, "b": 4})
	contains(t, o.fails("import", one, two, "--source", "x"), "--source", "Remède")
	contains(t, o.fails("import", one, "--source", "É x", "--date", "2999-01-01"), "--source", "--date")
}

// publisher serves one list, and tells whether it is already had.
type publisher struct {
	*httptest.Server
	body, tag string
	asked     int
}

func publish(t *testing.T, body string) *publisher {
	p := &publisher{body: body, tag: `"1"`}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked++
		w.Header().Set("ETag", p.tag)
		w.Header().Set("Last-Modified", "Thu, 01 Oct 2026 06:00:00 GMT")
		switch {
		case r.URL.Path == "/r/398edc71":
			http.Redirect(w, r, "/creuse.csv", http.StatusFound)
		case r.Header.Get("If-None-Match") == p.tag:
			w.WriteHeader(http.StatusNotModified)
		default:
			fmt.Fprint(w, p.body)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

func TestAnAddressIsAskedOnlyForWhatIsNew(t *testing.T) {
	o := newOperator(t)
	p := publish(t, invented(40, "un"))
	address := p.URL + "/r/398edc71"
	contains(t, o.does("import", address), "Liste « creuse », fichier creuse.csv", "du 1er octobre 2026")
	contains(t, o.does("import", address), "rien de nouveau")
	contains(t, o.does("import", address, "--force"), "40 lieux gardés")

	p.body, p.tag = invented(3, "deux"), `"2"`
	contains(t, o.fails("import", address), "3 lieux sur 40", "La version précédente continue de servir")
	p.body, p.tag = invented(42, "trois"), `"3"`
	o.does("import", address)
	o.does("rollback", "creuse")
	contains(t, o.does("import", address), "rien de nouveau") // what was turned down does not come back by itself
	o.serves(map[string]int{"creuse": 40})

	if l := o.status().Lists[0]; l.Address != address || !strings.HasSuffix(l.URL, "/creuse.csv") || l.Dated != "2026-10-01" {
		t.Errorf("got %+v", l)
	}
	p.Close()
	contains(t, o.fails("import", address), "ne répond pas", "La version précédente continue de servir")
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), "passerelle-*.liste"))
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPlacesAreLookedForWhereOneSays(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(3, "un")))
	for name, tc := range map[string]struct {
		near string
		want string // in the report
	}{
		"by words":                   {"gueret", "Guéret, "},
		"by postcode and name":       {"23000 Guéret", "Guéret, "},
		"by a point":                 {"46.17,1.87", "Guéret, "},
		"by INSEE code":              {"23096", "Guéret, "},
		"by INSEE code, by its name": {"insee:23096", "Guéret, "},
		"by département":             {"la Creuse", "Creuse (23)"},
	} {
		t.Run(name, func(t *testing.T) {
			contains(t, o.does("nearest", "--near", tc.near, "--at", "2026-11-24T10:00:00+01:00"), tc.want, "1. ", "ouvert jusqu'à 12 h")
		})
	}
	for name, tc := range map[string]struct{ near, want string }{
		"several communes":  {"saint denis", "plusieurs communes"},
		"no commune":        {"xyzzyqwk", "aucune commune connue"},
		"outside of France": {"40.7,-74.0", "km de la commune"},
		"nowhere on Earth":  {"99,200", "point de la Terre"},
	} {
		t.Run(name, func(t *testing.T) {
			contains(t, o.fails("nearest", "--near", tc.near), tc.want, "Remède")
			var doubt struct {
				Error    string
				Communes []struct{ INSEE, Name, Departement string }
			}
			if err := json.Unmarshal([]byte(o.fails("nearest", "--near", tc.near, "--json")), &doubt); err != nil || doubt.Error == "" || doubt.Communes == nil {
				t.Errorf("%v, %+v", err, doubt)
			}
			if several := name == "several communes"; several != (len(doubt.Communes) > 1) {
				t.Errorf("%d communes", len(doubt.Communes))
			}
		})
	}
}

func TestNothingIsMadeByLooking(t *testing.T) {
	o := newOperator(t)
	contains(t, o.does("status"), "Liste de départ", "passerelle places import national")
	o.does("nearest", "--near", "gueret")
	if after := listing(t, o.dir); after != "\n" {
		t.Errorf("files were made:\n%s", after)
	}
}

func TestTheStatusFitsATerminal(t *testing.T) {
	o := newOperator(t)
	long := o.file(strings.Repeat("liste-au-nom-interminable-", 6)+".csv", invented(3, strings.Repeat("interminable ", 12)))
	o.does("import", long)
	o.does("import", long, "--force")
	for _, line := range strings.Split(o.does("status"), "\n") {
		if n := len([]rune(line)); n > statusWidth {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}

func TestTheOfficialFilesAreImported(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/places/*.csv.gz")
	if len(files) == 0 {
		t.Skip("the published lists of ../shared/data/places are not here")
	}
	imported := map[string]int{ // lieux gardés, au moins
		"france-services_2024-08-01": 2800, "conseillers-numeriques_2022-07": 2650, "hinaura_2022-12": 670, "charente_2023-07-11": 180,
		"paca_schema-v0_2023-05-17": 630, "nouvelle-caledonie_2024-03-20": 80, "bus-france-services-charente_2023-10-03": 10,
	}
	o := newOperator(t)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".csv.gz")
		least, official := imported[name]
		out, errs, err := command(t, "", append([]string{"places", "import", file}, o.settings()...)...)
		switch {
		case official && err != nil:
			t.Errorf("%s: %s", name, errs)
		case err != nil && !strings.Contains(errs, "il manque"):
			t.Errorf("%s is refused without what it lacks: %s", name, errs)
		}
		if official {
			source, _ := nameOf(name)
			for _, l := range o.status().Lists {
				if l.Source == source && l.Kept < least {
					t.Errorf("%s: %d places\n%s", name, l.Kept, out)
				}
			}
		}
	}
	if s := o.status(); s.Starter.Serving || s.Serving < 6000 {
		t.Errorf("%d places serve, the starter %t", s.Serving, s.Starter.Serving)
	}
}

// BenchmarkColdStartWithPlaces times the program from its start as a process to its first answer, with all communes and
// 20,000 places, and its memory at the end. Bounds: 500 ms, 120 MB.
func BenchmarkColdStartWithPlaces(b *testing.B) {
	dir := b.TempDir()
	binary, list := filepath.Join(dir, "passerelle"), filepath.Join(dir, "lieux.csv")
	if err := os.WriteFile(list, []byte(scattered(20_000)), 0o600); err != nil {
		b.Fatal(err)
	}
	kept := []string{"--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys")}
	for _, c := range [][]string{{"go", "build", "-o", binary, "."}, append([]string{binary, "places", "import", list}, kept...)} {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	var answered time.Duration
	var memory int64
	n := 0
	for b.Loop() {
		n++
		start := time.Now()
		c := exec.Command(binary, append([]string{"chat"}, kept...)...)
		c.Stdin = strings.NewReader("je dors dehors\n")
		out, err := c.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Start(); err != nil {
			b.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for lines.Scan() && !strings.Contains(lines.Text(), "115") {
		}
		answered += time.Since(start)
		for lines.Scan() {
		}
		if err := c.Wait(); err != nil {
			b.Fatal(err)
		}
		if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
			memory = max(memory, usage.Maxrss)
		}
	}
	b.ReportMetric(float64(answered.Milliseconds())/float64(n), "ms-to-first-answer")
	b.ReportMetric(float64(memory)/1024, "MB")
}

// scattered is a list of n places, each of its own name, all over one commune's surroundings.
func scattered(n int) string {
	lines := strings.SplitAfter(invented(n, "un"), "\n")
	for i := range n {
		from := fmt.Sprintf("%.4f,1.8720", 46.1725+float64(i)/500)
		lines[i+1] = strings.Replace(lines[i+1], from, fmt.Sprintf("%.4f,%.4f", 46.05+float64(i%150)/700, 1.75+float64(i/150)/600), 1)
	}
	return strings.Join(lines, "")
}
