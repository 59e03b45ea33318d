package storage_test

import (
	"context"
	"errors"
	"testing"

	"passerelle/storage"
	"passerelle/storage/storagetest"
)

func inMemory(t *testing.T) *storage.Store {
	t.Helper()
	s, err := storage.OpenMemory(t.Context())
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestMemoryKeepsThePromises(t *testing.T) {
	t.Parallel()
	opened := map[string]bool{}
	storagetest.Run(t, func(t *testing.T) storagetest.Store {
		if opened[t.Name()] {
			t.Skip("a database in memory ends when it is closed: there is none to open again")
		}
		opened[t.Name()] = true
		return inMemory(t)
	})
}

func TestMemoryKeepsThePromisesOnPlaces(t *testing.T) {
	t.Parallel()
	storagetest.RunPlaces(t, func(t *testing.T) storagetest.PlaceStore { return inMemory(t) })
}

func TestTwoDatabasesInMemoryAreTwo(t *testing.T) {
	one, other := inMemory(t), inMemory(t)
	remember(t, one, 1)
	remember(t, other, 2)
	for s, want := range map[*storage.Store]int{one: 1, other: 1} {
		var n int
		must(t, s.Handle().QueryRow("SELECT count(*) FROM done").Scan(&n))
		if n != want {
			t.Errorf("%d messages, want %d", n, want)
		}
	}
}

// The connection is the database: one who gives up waiting must not take it along.
func TestWhoGivesUpDoesNotTakeTheMemoryAlong(t *testing.T) {
	s := inMemory(t)
	remember(t, s, 1)
	for range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		if _, _, err := s.Places(ctx); err != nil && !errors.Is(err, context.Canceled) && ctx.Err() == nil {
			t.Fatal(err)
		}
		cancel()
	}
	var n int
	if err := s.Handle().QueryRow("SELECT count(*) FROM done").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d messages, %v", n, err)
	}
}
