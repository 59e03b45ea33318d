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
	if line.ID != "lieu-0" || line.Open == nil || !*line.Open || line.Source != "creuse" || line.Km == nil || *line.Km > 3 || len(line.Reasons) == 0 {
		t.Errorf("got %+v", line)
	}
}

func TestAnImportTellsWhatWasOutOfTheOrdinary(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(40, "un")))
	contains(t, o.does("import", o.file("nouveau-nom.csv", invented(41, "un"))), "c'est la liste « creuse »", "--source nouveau-nom", "rollback creuse")
	small := o.file("creuse.csv", invented(9, "deux"))
	contains(t, o.fails("import", small), "9 lieux sur 41", "--force", "La version précédente continue de servir")
	contains(t, o.does("import", small, "--force"), "9 lieux sur 41", "(--force)")
	o.serves(map[string]int{"creuse": 9})
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

func TestAnAddressIsImportedAndShown(t *testing.T) {
	o := newOperator(t)
	publisher := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "", time.Date(2026, 10, 1, 6, 0, 0, 0, time.UTC), strings.NewReader(invented(40, "un")))
	}))
	t.Cleanup(publisher.Close)
	address := publisher.URL + "/creuse.csv"
	contains(t, o.does("import", address), "Liste « creuse », fichier creuse.csv", "du 1er octobre 2026")
	contains(t, o.does("import", address), "rien de nouveau")
	if l := o.status().Lists[0]; l.Address != address || l.URL != address || l.Dated != "2026-10-01" {
		t.Errorf("got %+v", l)
	}
	publisher.Close()
	contains(t, o.fails("import", address), "ne répond pas", "La version précédente continue de servir")
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
			source, _, _ := strings.Cut(name, "_20")
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
