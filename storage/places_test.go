package storage_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/internal/chat"
	"passerelle/internal/directory"
	"passerelle/internal/supply"
	"passerelle/internal/territory"
	"passerelle/storage"
	"passerelle/storage/storagetest"
)

func TestSQLiteKeepsThePromisesOnPlaces(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	storagetest.RunPlaces(t, func(t *testing.T) storagetest.PlaceStore {
		return open(t, filepath.Join(root, strings.ReplaceAll(t.Name(), "/", "_"), "passerelle.db"))
	})
}

// helpers are n places as a real list has them, in size and in repetition.
func helpers(n int) (supply.Generation, []directory.Place) {
	places := make([]directory.Place, n)
	for i := range places {
		places[i] = directory.Place{
			Source: "liste", ID: fmt.Sprintf("france-services-%06d", i*7919%n), Name: fmt.Sprintf("France services numéro %d", i),
			INSEE: "23096", Commune: "Guéret", Postcode: "23000", Street: fmt.Sprintf("%d rue de la République", i),
			Point: territory.Point{Lat: 46 + float64(i)/1e5, Lon: 1.87}, Typologies: []string{"RFS"}, Phone: "+33555000001",
			Emails: []string{"accueil@example.org"}, Hours: "Mo 13:30-17:00; Tu-Th 09:00-12:00,13:30-17:00; Fr 09:00-12:00,13:30-16:00",
			Updated: "2024-08-01", Services: []string{"Aide aux démarches administratives", "Insertion professionnelle via le numérique",
				"Maîtrise des outils numériques du quotidien", "Compréhension du monde numérique"},
			Fees: []string{"Gratuit"}, Programmes: []string{"France Services"}, Access: []string{"Se présenter"},
		}
	}
	return supply.Generation{Source: "liste", File: "liste.csv", Hour: now, Rows: n, Kept: n}, places
}

func servedNow(t testing.TB, s *storage.Store) int {
	t.Helper()
	places, _, err := s.Places(t.Context())
	must(t, err)
	return len(places)
}

func TestAnImportKilledAtAnyMomentLeavesWhatServes(t *testing.T) {
	t.Parallel()
	kills := 8
	if testing.Short() {
		kills = 3
	}
	path := filepath.Join(t.TempDir(), "passerelle.db")
	s := open(t, path)
	g, places := helpers(100)
	must(t, s.ReplacePlaces(t.Context(), g, places, nil))
	must(t, s.Close())
	for kill := range kills {
		run, out := start(t, "import "+path)
		ready := make([]byte, 1)
		if _, err := out.Read(ready); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(kill*40) * time.Millisecond)
		must(t, run.Process.Kill())
		_, _ = run.Process.Wait()
		s := open(t, path)
		if n := servedNow(t, s); n != 100 && n != 5000 {
			t.Fatalf("kill %d: %d places are served", kill, n)
		}
		must(t, s.Close())
	}
	s = open(t, path)
	_, err := s.Sweep(t.Context(), now+1000)
	must(t, err)
	for table, want := range map[string]int{"place_generation": 2, "place": -1} {
		var n int
		must(t, s.Handle().QueryRow("SELECT count(*) FROM "+table).Scan(&n))
		if n > want && want >= 0 {
			t.Errorf("%d rows of %s are left", n, table)
		}
	}
	var astray int
	must(t, s.Handle().QueryRow("SELECT count(*) FROM place WHERE generation NOT IN (SELECT id FROM place_generation WHERE state IN ('current', 'previous'))").Scan(&astray))
	if astray != 0 {
		t.Errorf("%d rows of dead imports are left", astray)
	}
}

func TestAnImportOnAFullDiskLeavesWhatServes(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "passerelle.db"))
	g, places := helpers(100)
	must(t, s.ReplacePlaces(t.Context(), g, places, nil))
	remember(t, s, 1)
	_, err := s.Handle().Exec("PRAGMA max_page_count = 100")
	must(t, err)
	g, places = helpers(5000)
	if err := s.ReplacePlaces(t.Context(), g, places, nil); err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("got %v", err)
	}
	if n := servedNow(t, s); n != 100 {
		t.Errorf("%d places are served", n)
	}
	remember(t, s, 2) // there is room again for people
}

func BenchmarkImport20000Places(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "passerelle.db"))
	g, places := helpers(20_000)
	var waits []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		ctx, cancel := context.WithCancel(b.Context())
		done := make(chan []time.Duration)
		go func() { done <- talkUntil(ctx, s) }()
		if err := s.ReplacePlaces(b.Context(), g, places, nil); err != nil {
			b.Fatal(err)
		}
		cancel()
		waits = append(waits, <-done...)
	}
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)-1].Microseconds())/1000, "ms-longest-wait")
	b.ReportMetric(float64(waits[len(waits)*99/100].Microseconds())/1000, "ms-p99-wait")
}

// talkUntil plays messages, ten a second and more, and returns how long each took.
func talkUntil(ctx context.Context, s *storage.Store) (took []time.Duration) {
	for n := uint64(0); ; n++ {
		x := message(n<<20 | uint64(time.Now().UnixNano())&0xfffff)
		start := time.Now()
		_, _, err := s.Exchange(ctx, x, func([]byte) (chat.Outcome, error) {
			return chat.Outcome{Trail: make([]byte, 1052), TrailUntil: now + 24, Reply: make([]byte, 2076), ReplyUntil: now + 48}, nil
		})
		if errors.Is(err, context.Canceled) {
			return took
		}
		took = append(took, time.Since(start))
		time.Sleep(2 * time.Millisecond)
	}
}

func BenchmarkRead20000Places(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "passerelle.db"))
	g, places := helpers(20_000)
	must(b, s.ReplacePlaces(b.Context(), g, places, nil))
	b.ReportAllocs()
	for b.Loop() {
		if n := servedNow(b, s); n != 20_000 {
			b.Fatal(n)
		}
	}
}
