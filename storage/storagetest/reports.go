package storagetest

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/chat"
	"passerelle/internal/directory"
)

func says(place, kind string) func([]byte) (chat.Outcome, error) {
	return func([]byte) (chat.Outcome, error) {
		out := outcome("trail", "reply")
		out.Reports = []chat.PlaceReport{{Place: place, Kind: kind}}
		return out, nil
	}
}

func countsOnce(t *testing.T, s PlaceStore) {
	for _, said := range []struct {
		message     byte
		place, kind string
	}{{1, "x", "ferme"}, {1, "x", "ferme"}, {2, "x", "ferme"}, {3, "x", "ne_repond_pas"}, {4, "y", "ferme"}, {4, "z", "ferme"}} {
		if _, _, err := s.Exchange(t.Context(), exchange(said.message, said.message), says(said.place, said.kind)); err != nil {
			t.Fatal(err)
		}
	}
	failure := errors.New("no")
	_, _, err := s.Exchange(t.Context(), exchange(5, 5), func([]byte) (chat.Outcome, error) {
		out, _ := says("x", "ferme")(nil)
		return out, failure
	})
	if !errors.Is(err, failure) {
		t.Error(err)
	}
	said(t, s, map[string]map[string]int{"x": {"ferme": 2, "ne_repond_pas": 1}, "y": {"ferme": 1}})
}

func said(t *testing.T, s PlaceStore, want map[string]map[string]int) {
	t.Helper()
	got, err := s.PlaceReports(t.Context())
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, said (-want +got):\n%s", err, diff)
	}
}

func forgetsWhatWasSaid(t *testing.T, s PlaceStore) {
	imported(t, s, "a", 3, "un")
	same, changes, gone := lieu("a", 0), lieu("a", 1), lieu("a", 2)
	elsewhere := lieu("b", 0)
	want := map[string]map[string]int{}
	for m, p := range []directory.Place{same, changes, gone, elsewhere} {
		if _, _, err := s.Exchange(t.Context(), exchange(byte(m), byte(m)), says(p.Key(), "ferme")); err != nil {
			t.Fatal(err)
		}
		want[p.Key()] = map[string]int{"ferme": 1}
	}
	g, places := list("a", 2, "un")
	places[0].Updated = "2026-10-01" // a list dated anew, nothing else
	places[1].Phone = "+33555000009"
	if err := s.ReplacePlaces(t.Context(), g, places, nil); err != nil {
		t.Fatal(err)
	}
	delete(want, changes.Key())
	said(t, s, want)
}

func forgetsWhatWasChecked(t *testing.T, s PlaceStore) {
	for m, report := range [][2]string{{"x", "ferme"}, {"x", "ne_repond_pas"}, {"y", "ferme"}} {
		if _, _, err := s.Exchange(t.Context(), exchange(byte(m), byte(m)), says(report[0], report[1])); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []bool{true, false} {
		if known, err := s.ClearPlaceReports(t.Context(), "x"); err != nil || known != want {
			t.Errorf("known %t, want %t, %v", known, want, err)
		}
	}
	said(t, s, map[string]map[string]int{"y": {"ferme": 1}})
}
