package supply_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/directory"
	"passerelle/internal/supply"
	"passerelle/internal/territory"
	"passerelle/storage"
)

// invented is a list of n places around Guéret, in the layout of LaMednum v1. No phone number of it is anybody's: 05 36 49
// is of the ranges that Arcep keeps for fiction.
func invented(n int, mark string) string {
	var b strings.Builder
	b.WriteString("id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,typologie,telephone,horaires,date_maj,services\n")
	for i := range n {
		fmt.Fprintf(&b, "lieu-%d,Médiathèque %d %s,Guéret,23000,23096,%d rue Inventée,%.4f,1.8720,BIB,+3353649%04d,\"Mo-Fr 09:00-12:00,13:30-17:00\",2026-09-01,Aide aux démarches administratives\n",
			i, i, mark, i+1, 46.1725+float64(i)/500, i)
	}
	return b.String()
}

// communes are read once: nobody writes into them.
var communes = sync.OnceValues(territory.Load)

// depot is a real database with an importer, at a time that the test sets.
type depot struct {
	*testing.T
	dir      string
	store    *storage.Store
	importer *supply.Importer
	now      time.Time
}

// official is the only official list, at an address where nobody is.
var official = directory.List{ID: "national", URL: "http://127.0.0.1:1/national"}

func newDepot(t *testing.T) *depot {
	t.Helper()
	d := &depot{T: t, dir: t.TempDir(), now: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)}
	t.Setenv("TMPDIR", t.TempDir()) // where downloads go: nobody else's lie there
	atlas, err := communes()
	if err != nil {
		t.Fatal(err)
	}
	d.store, err = storage.Open(t.Context(), filepath.Join(d.dir, "passerelle.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.store.Close() })
	d.importer = supply.New(supply.Config{Store: d.store, Atlas: atlas, Lists: []directory.List{official}, Now: func() time.Time { return d.now }})
	return d
}

// file writes a file and returns its name.
func (d *depot) file(name, body string) string {
	d.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		d.Fatal(err)
	}
	return path
}

// brings imports a list that must come in.
func (d *depot) brings(o supply.Order) *supply.Delivery {
	d.Helper()
	out, err := d.importer.Bring(d.Context(), o)
	if err != nil {
		d.Fatalf("%s: %v", o.What, err)
	}
	return out
}

// refuses imports one that must not, and whose refusal must say some words.
func (d *depot) refuses(o supply.Order, words ...string) {
	d.Helper()
	_, err := d.importer.Bring(d.Context(), o)
	if err == nil {
		d.Fatalf("%s is not refused", o.What)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			d.Errorf("%q is not said in:\n%v", w, err)
		}
	}
}

func (d *depot) generations() []supply.Generation {
	d.Helper()
	known, err := d.store.Generations(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	return known
}

// serves fails unless exactly these lists are served: names with their numbers of places.
func (d *depot) serves(want map[string]int) {
	d.Helper()
	got := map[string]int{}
	for _, g := range d.generations() {
		if g.Current {
			got[g.Source] = g.Kept
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		d.Errorf("served (-want +got):\n%s", diff)
	}
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
