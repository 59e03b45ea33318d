package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/chat"
	"passerelle/internal/directory"
	"passerelle/internal/supply"
	"passerelle/internal/territory"
	"passerelle/storage"
)

// PlaceStore is what a database offers for lists of places.
type PlaceStore interface {
	Store
	supply.Store
	RestorePlaces(ctx context.Context, source string) error
	DropPlaces(ctx context.Context, source string) error
	PlacesVersion(ctx context.Context) (int64, error)
	PlaceReports(ctx context.Context) (map[string]map[string]int, error)
	ClearPlaceReports(ctx context.Context, key string) (known bool, err error)
	Quarantined(ctx context.Context, generation int64) ([]supply.Quarantined, error)
}

// RunPlaces plays the promises about places, as Run does for conversations.
func RunPlaces(t *testing.T, open func(t *testing.T) PlaceStore) {
	for _, promise := range []struct {
		name string
		test func(t *testing.T, s PlaceStore)
	}{
		{"places come back as they were", placesAsTheyWere},
		{"an import replaces its own list and no other", replacesItsOwn},
		{"the previous generation is kept, older ones are deleted", keepsThePrevious},
		{"going back serves the previous generation, going back again the last one", goesBack},
		{"a list that is dropped is gone", drops},
		{"an import that fails half-way leaves what serves", failsHalfWay},
		{"an import that is given up leaves what serves", givenUp},
		{"an import that died is swept, one that is under way is not", sweepsTheDead},
		{"of two imports at once one serves and the other is the previous", twoAtOnce},
		{"who reads during swaps reads one generation whole", readsWhole},
		{"messages pass while places are imported", passes},
		{"what is said of a place counts once, with its message", countsOnce},
		{"what was said of a place is forgotten when its sheet changes", forgetsWhatWasSaid},
		{"what was said of a place is forgotten when somebody has checked it", forgetsWhatWasChecked},
		{"the version changes at each swap and at nothing else", versions},
		{"a list that is up to date is noted", notesUpToDate},
	} {
		t.Run(promise.name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() { _ = s.Close() })
			promise.test(t, s)
		})
	}
}

// lieu is a place of a list.
func lieu(source string, n int) directory.Place {
	return directory.Place{
		Source: source, ID: fmt.Sprintf("%05d", n), Name: fmt.Sprintf("Lieu %d", n), INSEE: "23096", Commune: "Guéret", Postcode: "23000",
		Point: territory.Point{Lat: 46.17, Lon: 1.87}, Services: []string{"Aide aux démarches administratives"}, Updated: "2026-09-01",
	}
}

// list is a generation of n places, all of which carry a mark.
func list(source string, n int, mark string) (supply.Generation, []directory.Place) {
	places := make([]directory.Place, n)
	for i := range places {
		places[i] = lieu(source, i)
		places[i].Summary = mark
	}
	return supply.Generation{Source: source, Layout: "lamednum-v1", File: mark + ".csv", Hour: now, Rows: n, Kept: n}, places
}

func imported(t *testing.T, s PlaceStore, source string, n int, mark string) {
	t.Helper()
	g, places := list(source, n, mark)
	if err := s.ReplacePlaces(t.Context(), g, places, nil); err != nil {
		t.Fatal(err)
	}
}

// served fails unless exactly these lists are served: n places with their mark, by source.
func served(t *testing.T, s PlaceStore, want ...string) {
	t.Helper()
	places, _, err := s.Places(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, n := 0, 0; i < len(places); i++ {
		n++
		if i+1 == len(places) || places[i+1].Source != places[i].Source || places[i+1].Summary != places[i].Summary {
			got = append(got, fmt.Sprintf("%s %d %s", places[i].Source, n, places[i].Summary))
			n = 0
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("served (-want +got):\n%s", diff)
	}
}

func placesAsTheyWere(t *testing.T, s PlaceStore) {
	whole := directory.Place{
		Source: "liste", ID: "é'\"\x01 ;--", Pivot: "13002603200016", Name: "L’Espace «numérique»\n2", INSEE: "2A004", Commune: "Ajaccio",
		Postcode: "20000", Street: "1 rue", Complement: "bât. B", Point: territory.Point{Lat: 41.926701, Lon: 8.736900},
		Typologies: []string{"RFS", "ML"}, LocalType: "mairie", Phone: "+33495000000", Emails: []string{"a@example.org"},
		Sites: []string{"https://example.org/?a=1&b=2"}, Hours: "Mo-Fr 09:00-12:00", Summary: "<b>", Note: "note", Itinerant: true,
		Updated: "2024-02-29", Services: []string{"a", "b"}, Publics: []string{"Jeunes"}, Particular: []string{"Illettrisme"},
		Fees: []string{"Gratuit"}, Programmes: []string{"France Services"}, Access: []string{"Téléphoner"},
		Support: []string{"À distance"}, AccessSheet: "https://example.org/acces", Wheelchair: true, Booking: "https://example.org/rdv",
		ByProxy: true, Unsure: true,
	}
	bare := directory.Place{Source: "liste", ID: "b", Name: "Nu"}
	g := supply.Generation{
		Source: "liste", Layout: "dila", File: "f.csv", Address: "https://example.org/r/f", URL: "https://example.org/f", ETag: `W/"x"`, LastModified: "Thu, 01 Aug 2024 00:00:00 GMT",
		Dated: "2024-08-01", Hour: now, Rows: 4, Kept: 2, Skipped: 1, Quarantined: 1, Report: []byte(`{"Rows":4}`),
	}
	out := []supply.Quarantined{{Line: 7, ID: "q", Name: "Loin", Reason: "point_loin_de_sa_commune", Detail: "à 645 km de sa commune"}}
	if err := s.ReplacePlaces(t.Context(), g, []directory.Place{whole, bare}, out); err != nil {
		t.Fatal(err)
	}
	places, _, err := s.Places(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]directory.Place{bare, whole}, places); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	all, err := s.Generations(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d generations, %v", len(all), err)
	}
	kept, err := s.Quarantined(t.Context(), all[0].ID)
	if diff := cmp.Diff(out, kept); err != nil || diff != "" {
		t.Errorf("%v, quarantine (-want +got):\n%s", err, diff)
	}
	g.ID, g.Checked, g.Current = all[0].ID, now, true
	if diff := cmp.Diff(g, all[0]); diff != "" {
		t.Errorf("generation (-want +got):\n%s", diff)
	}
}

func replacesItsOwn(t *testing.T, s PlaceStore) {
	served(t, s)
	imported(t, s, "a", 3, "un")
	imported(t, s, "b", 1001, "un") // more than two pages
	served(t, s, "a 3 un", "b 1001 un")
	imported(t, s, "a", 2, "deux")
	served(t, s, "a 2 deux", "b 1001 un")
	imported(t, s, "b", 0, "vide")
	served(t, s, "a 2 deux")
}

func keepsThePrevious(t *testing.T, s PlaceStore) {
	for i, mark := range []string{"un", "deux", "trois", "quatre"} {
		imported(t, s, "a", 600+i, mark)
	}
	all, err := s.Generations(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatalf("%d generations, %v", len(all), err)
	}
	if !all[0].Current || all[0].File != "quatre.csv" || all[1].Current || all[1].File != "trois.csv" || all[0].ID <= all[1].ID {
		t.Errorf("got %+v", all)
	}
}

func goesBack(t *testing.T, s PlaceStore) {
	if err := s.RestorePlaces(t.Context(), "a"); !errors.Is(err, storage.ErrNoPrevious) {
		t.Errorf("of nothing: got %v", err)
	}
	imported(t, s, "a", 2, "un")
	imported(t, s, "b", 1, "un")
	if err := s.RestorePlaces(t.Context(), "a"); !errors.Is(err, storage.ErrNoPrevious) {
		t.Errorf("of one generation: got %v", err)
	}
	imported(t, s, "a", 3, "deux")
	for _, want := range []string{"a 2 un", "a 3 deux", "a 2 un"} {
		if err := s.RestorePlaces(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		served(t, s, want, "b 1 un")
	}
	imported(t, s, "a", 4, "trois")
	if err := s.RestorePlaces(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	served(t, s, "a 2 un", "b 1 un") // what served before the import, not what had been turned down
}

func drops(t *testing.T, s PlaceStore) {
	imported(t, s, "a", 2, "un")
	imported(t, s, "a", 700, "deux")
	imported(t, s, "b", 1, "un")
	if err := s.DropPlaces(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	served(t, s, "b 1 un")
	if all, err := s.Generations(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d generations, %v", len(all), err)
	}
}

func failsHalfWay(t *testing.T, s PlaceStore) {
	imported(t, s, "a", 700, "un")
	version, _ := s.PlacesVersion(t.Context())
	g, places := list("a", 1200, "deux")
	places = append(places, places[1199]) // the same id again, in the last rows to be written
	if err := s.ReplacePlaces(t.Context(), g, places, nil); err == nil {
		t.Fatal("an id came twice")
	}
	served(t, s, "a 700 un")
	if after, _ := s.PlacesVersion(t.Context()); after != version {
		t.Error("the version has changed")
	}
	if all, err := s.Generations(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d generations, %v", len(all), err)
	}
	imported(t, s, "a", 3, "trois")
	served(t, s, "a 3 trois")
}

func givenUp(t *testing.T, s PlaceStore) {
	imported(t, s, "a", 3, "un")
	g, places := list("a", 20_000, "deux")
	ctx, cancel := context.WithCancel(t.Context())
	var importing sync.WaitGroup
	importing.Go(func() {
		if err := s.ReplacePlaces(ctx, g, places, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	for m := byte(1); m <= 3; m++ {
		play(t, s, exchange(1, m), "trail", "reply") // so that some of it is written
	}
	cancel()
	importing.Wait()
	served(t, s, "a 3 un")
}

func sweepsTheDead(t *testing.T, s PlaceStore) {
	imported(t, s, "a", 3, "un")
	for _, c := range []struct {
		name string
		late int64 // hours between the beginning of an import and a sweep that comes into the midst of it
		lost bool
	}{{"within its time", 2, false}, {"past it", 3, true}} {
		g, places := list("a", 5000, c.name)
		done := make(chan error, 1)
		go func() { done <- s.ReplacePlaces(t.Context(), g, places, nil) }()
		play(t, s, exchange(1, byte(c.late)), "trail", "reply") // the import has begun, or begins after the sweep
		_, err := s.Sweep(t.Context(), now+c.late)
		if imported := <-done; err != nil || imported != nil && !c.lost {
			t.Errorf("%s: the sweep says %v, the import %v", c.name, err, imported)
		} else if imported == nil {
			served(t, s, "a 5000 "+c.name)
		} else {
			served(t, s, "a 5000 within its time")
		}
	}
}

func twoAtOnce(t *testing.T, s PlaceStore) {
	var all sync.WaitGroup
	for _, mark := range []string{"un", "deux"} {
		g, places := list("a", 1500, mark)
		all.Go(func() {
			if err := s.ReplacePlaces(t.Context(), g, places, nil); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	generations, err := s.Generations(t.Context())
	if err != nil || len(generations) != 2 || generations[0].Current == generations[1].Current {
		t.Fatalf("got %+v, %v", generations, err)
	}
	for range generations {
		for _, g := range generations {
			if g.Current {
				served(t, s, "a 1500 "+g.File[:len(g.File)-len(".csv")])
			}
		}
		if err := s.RestorePlaces(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		if generations, err = s.Generations(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func readsWhole(t *testing.T, s PlaceStore) {
	const n = 1100
	imported(t, s, "a", n, "0")
	var stop atomic.Bool
	var reading sync.WaitGroup
	reading.Go(func() {
		for !stop.Load() {
			places, _, err := s.Places(t.Context())
			if errors.Is(err, storage.ErrSwapping) {
				continue
			}
			if err != nil || len(places) != n {
				t.Errorf("%d places, %v", len(places), err)
				return
			}
			for _, p := range places {
				if p.Summary != places[0].Summary {
					t.Errorf("two generations at once: %s and %s", p.Summary, places[0].Summary)
					return
				}
			}
		}
	})
	for swap := range 8 {
		imported(t, s, "a", n, fmt.Sprint(swap+1))
	}
	stop.Store(true)
	reading.Wait()
}

func passes(t *testing.T, s PlaceStore) {
	g, places := list("a", 10_000, "un")
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.ReplacePlaces(t.Context(), g, places, nil); err != nil {
			t.Error(err)
		}
	}()
	handled := 0
	for during := true; during; {
		select {
		case <-done:
			during = false
		default:
			play(t, s, chat.Exchange{Conversation: key(1), Message: randomKeys(1)[0], Hour: now}, "trail", "reply")
			handled++
		}
	}
	if handled < 20 { // one for each transaction of the import, at least
		t.Errorf("%d messages passed", handled)
	}
	served(t, s, "a 10000 un")
}

func versions(t *testing.T, s PlaceStore) {
	last := int64(-1)
	for _, step := range []struct {
		name    string
		do      func() error
		changes bool
	}{
		{"nothing", func() error { return nil }, true},
		{"nothing again", func() error { return nil }, false},
		{"an import", func() error { imported(t, s, "a", 1, "un"); return nil }, true},
		{"a message", func() error { play(t, s, exchange(1, 1), "trail", "reply"); return nil }, false},
		{"a second import", func() error { imported(t, s, "a", 1, "deux"); return nil }, true},
		{"going back", func() error { return s.RestorePlaces(t.Context(), "a") }, true},
		{"a sweep", func() error { _, err := s.Sweep(t.Context(), now); return err }, false},
		{"dropping", func() error { return s.DropPlaces(t.Context(), "a") }, true},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		n, err := s.PlacesVersion(t.Context())
		if _, read, readErr := s.Places(t.Context()); err != nil || readErr != nil || read != n {
			t.Errorf("%s: version %d, read with %d, %v, %v", step.name, n, read, err, readErr)
		}
		if (n != last) != step.changes {
			t.Errorf("%s: version %d after %d", step.name, n, last)
		}
		last = n
	}
}

func notesUpToDate(t *testing.T, s PlaceStore) {
	imported(t, s, "a", 1, "un")
	imported(t, s, "a", 1, "deux")
	imported(t, s, "b", 1, "un")
	if err := s.PlacesChecked(t.Context(), "a", now+200); err != nil {
		t.Fatal(err)
	}
	all, err := s.Generations(t.Context())
	if err != nil || len(all) != 3 {
		t.Fatalf("%d generations, %v", len(all), err)
	}
	for _, g := range all {
		if want := now + 200*map[bool]int64{true: 1}[g.Source == "a" && g.Current]; g.Checked != want || g.Hour != now {
			t.Errorf("%s %t: checked at %d", g.Source, g.Current, g.Checked)
		}
	}
}
