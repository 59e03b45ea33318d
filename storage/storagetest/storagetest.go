// Package storagetest is what a store of conversations promises, as tests that every database must pass.
package storagetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"passerelle/internal/chat"
	"passerelle/internal/vault"
	"passerelle/storage"
)

// Store is what a database offers.
type Store interface {
	chat.Store
	Trails(ctx context.Context, hour int64, visit func(conversation vault.Key, sealed []byte) error) error
	Sweep(ctx context.Context, hour int64) (storage.Swept, error)
	Ping(ctx context.Context) error
	Close() error
}

// Filer is a store whose rows lie in files, which are then searched for what should be gone from them.
type Filer interface {
	Files() []string
}

// Run plays the promises. open opens the database of its test: an empty one at first, the same one when called again.
func Run(t *testing.T, open func(t *testing.T) Store) {
	for _, promise := range []struct {
		name string
		test func(t *testing.T, open func(t *testing.T) Store)
	}{
		{"a message handled twice runs its turn once and is answered word for word", twice},
		{"a turn reads the trail that the turn before it left", follows},
		{"a turn that fails leaves nothing", fails},
		{"a turn that panics leaves nothing and the store goes on", panics},
		{"an expired trail is absent", expires},
		{"an expired message is handled anew", expiredMessage},
		{"an ended conversation is absent and its message is still known", ends},
		{"a reply marked sent is forgotten and its message is not", marks},
		{"every open trail is visited once, an expired one never, until the visitor fails", visits},
		{"reopening keeps everything", reopens},
		{"erasing leaves no residue, and leaves the others", erases},
		{"a sweep deletes what has expired, counts it and leaves no residue", sweeps},
		{"two goroutines on one conversation are serialised", serialised},
		{"one who stopped waiting has changed nothing", cancelled},
		{"bytes come back as they were", bytesAsTheyWere},
		{"errors tell neither keys nor what is kept", silentErrors},
		{"any sequence of calls behaves as two maps would", behaves},
	} {
		t.Run(promise.name, func(t *testing.T) { promise.test(t, open) })
	}
}

const now = 500_000 // an hour in 2027

func twice(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	x := exchange(1, 1)
	turns := 0
	turn := func([]byte) (chat.Outcome, error) {
		turns++
		return outcome("trail", fmt.Sprintf("reply %d", turns)), nil
	}
	reply, repeated, err := s.Exchange(t.Context(), x, turn)
	if err != nil || repeated || string(reply) != "reply 1" {
		t.Fatalf("first: got %q, %t, %v", reply, repeated, err)
	}
	for _, later := range []int64{0, 1, 48} {
		x.Hour = now + later
		reply, repeated, err = s.Exchange(t.Context(), x, turn)
		if err != nil || !repeated || string(reply) != "reply 1" {
			t.Errorf("%d hours later: got %q, %t, %v", later, reply, repeated, err)
		}
	}
	x.Conversation = key(2) // Telegram's ids are unique across chats: the message decides
	if _, repeated, _ = s.Exchange(t.Context(), x, turn); !repeated || turns != 1 {
		t.Errorf("turns played: %d", turns)
	}
}

func visits(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	for i := range byte(3) {
		_, _, err := s.Exchange(t.Context(), exchange(i, i), func([]byte) (chat.Outcome, error) {
			out := outcome(fmt.Sprint(i), "reply")
			out.TrailUntil = now + int64(i)
			return out, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	seen := map[vault.Key]string{}
	err := s.Trails(t.Context(), now+1, func(k vault.Key, sealed []byte) error {
		seen[k] = string(sealed)
		return nil
	})
	if err != nil || len(seen) != 2 || seen[key(1)] != "1" || seen[key(2)] != "2" {
		t.Errorf("visited %v, %v", seen, err)
	}
	stop, calls := errors.New("stop"), 0
	err = s.Trails(t.Context(), now, func(vault.Key, []byte) error { calls++; return stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("after the visitor failed: %d calls, %v", calls, err)
	}
}

func follows(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	for i, want := range []string{"", "1", "12", "123"} {
		x := exchange(1, byte(i))
		x.Hour = now + int64(i/2) // so that a trail is kept both within its hour and past it
		_, _, err := s.Exchange(t.Context(), x, func(trail []byte) (chat.Outcome, error) {
			if string(trail) != want || (i == 0) != (trail == nil) {
				t.Errorf("turn %d reads %q, want %q", i, trail, want)
			}
			out := outcome(fmt.Sprint(string(trail), i+1), "reply")
			out.TrailUntil = x.Hour + 24
			return out, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for hour, alive := range map[int64]bool{now: true, now + 25: true, now + 26: false} { // the last turn's hour counts
		trail, err := s.Trail(t.Context(), key(1), hour)
		if alive && (err != nil || string(trail) != "1234") || !alive && !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("hour %d: got %q, %v", hour-now, trail, err)
		}
	}
}

func fails(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	failure := errors.New("no way on")
	fail := func([]byte) (chat.Outcome, error) { return outcome("half", "half"), failure }
	if reply, repeated, err := s.Exchange(t.Context(), exchange(1, 1), fail); !errors.Is(err, failure) || repeated || reply != nil {
		t.Errorf("got %q, %t, %v", reply, repeated, err)
	}
	absent(t, s, key(1))
	play(t, s, exchange(1, 1), "trail", "reply") // the message is not known: its repeat is its first time
	if _, _, err := s.Exchange(t.Context(), exchange(1, 2), fail); !errors.Is(err, failure) {
		t.Errorf("got %v", err)
	}
	present(t, s, key(1), "trail")
}

func panics(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	play(t, s, exchange(1, 1), "trail", "reply")
	func() {
		defer func() {
			if got := recover(); got != "boom" {
				t.Errorf("recovered %v", got)
			}
		}()
		_, _, _ = s.Exchange(t.Context(), exchange(1, 2), func([]byte) (chat.Outcome, error) { panic("boom") })
	}()
	present(t, s, key(1), "trail")
	play(t, s, exchange(1, 2), "trail, then", "reply")
}

func expires(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	play(t, s, exchange(1, 1), "trail", "reply") // until now + 24
	for hour, alive := range map[int64]bool{now: true, now + 24: true, now + 25: false, now + 1000: false} {
		_, err := s.Trail(t.Context(), key(1), hour)
		if alive && err != nil || !alive && !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("%d hours later: got %v", hour-now, err)
		}
	}
	x := exchange(1, 2)
	x.Hour = now + 25
	_, _, err := s.Exchange(t.Context(), x, func(trail []byte) (chat.Outcome, error) {
		if trail != nil {
			t.Errorf("the turn reads %q", trail)
		}
		return chat.Outcome{Trail: []byte("anew"), TrailUntil: now + 49, ReplyUntil: now + 73}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	present(t, s, key(1), "anew") // over the row that awaited the sweep
}

func expiredMessage(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	play(t, s, exchange(1, 1), "trail", "reply")
	x := exchange(1, 1)
	x.Hour = now + 49
	anew := outcome("trail", "another reply")
	anew.ReplyUntil = now + 97
	reply, repeated, err := s.Exchange(t.Context(), x, func([]byte) (chat.Outcome, error) { return anew, nil })
	if err != nil || repeated || string(reply) != "another reply" {
		t.Errorf("got %q, %t, %v", reply, repeated, err)
	}
	known(t, s, x, "another reply")
}

func ends(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	play(t, s, exchange(1, 1), "trail", "reply")
	end := func([]byte) (chat.Outcome, error) {
		return chat.Outcome{Reply: []byte("goodbye"), ReplyUntil: now + 48}, nil
	}
	for i, x := range []chat.Exchange{exchange(1, 2), exchange(2, 3)} { // the second ends what never began
		if _, _, err := s.Exchange(t.Context(), x, end); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		absent(t, s, x.Conversation)
		known(t, s, x, "goodbye")
	}
}

func marks(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	for m := byte(1); m <= 4; m++ {
		play(t, s, exchange(1, m), "trail", "reply")
	}
	for _, sent := range [][]vault.Key{nil, {key(101)}, {key(102), key(103), key(102)}, {key(99)}, {key(101)}} {
		if err := s.MarkSent(t.Context(), sent...); err != nil {
			t.Fatal(err)
		}
	}
	for m := byte(1); m <= 3; m++ {
		if reply, repeated, err := s.Exchange(t.Context(), exchange(1, m), never(t)); err != nil || !repeated || reply != nil {
			t.Errorf("message %d: got %q, %t, %v", m, reply, repeated, err)
		}
	}
	known(t, s, exchange(1, 4), "reply")
	present(t, s, key(1), "trail")
}

func reopens(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	play(t, s, exchange(1, 1), "trail one", "reply one")
	play(t, s, exchange(2, 2), "trail two", "reply two")
	play(t, s, exchange(3, 3), "trail three", "reply three")
	if err := errors.Join(s.MarkSent(t.Context(), key(102)), s.Erase(t.Context(), key(3)), s.Close()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s = opened(t, open)
		if err := s.Ping(t.Context()); err != nil {
			t.Error(err)
		}
		present(t, s, key(1), "trail one")
		present(t, s, key(2), "trail two")
		absent(t, s, key(3))
		known(t, s, exchange(1, 1), "reply one")
		known(t, s, exchange(3, 3), "reply three")
		if reply, repeated, err := s.Exchange(t.Context(), exchange(2, 2), never(t)); err != nil || !repeated || reply != nil {
			t.Errorf("got %q, %t, %v", reply, repeated, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func serialised(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	const each = 50
	var all sync.WaitGroup
	for g := range byte(2) {
		all.Go(func() {
			for i := range byte(each) {
				x := exchange(1, g*each+i)
				_, _, err := s.Exchange(t.Context(), x, func(trail []byte) (chat.Outcome, error) {
					return outcome(string(trail)+"+", "reply"), nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	present(t, s, key(1), strings.Repeat("+", 2*each))
}

func cancelled(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	play(t, s, exchange(1, 1), "trail", "reply")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := s.Exchange(ctx, exchange(1, 2), never(t))
	_, trailErr := s.Trail(ctx, key(1), now)
	_, sweepErr := s.Sweep(ctx, now+1000)
	for name, err := range map[string]error{
		"exchange": err, "trail": trailErr, "mark": s.MarkSent(ctx, key(101)),
		"erase": s.Erase(ctx, key(1)), "sweep": sweepErr, "ping": s.Ping(ctx),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	present(t, s, key(1), "trail")
	known(t, s, exchange(1, 1), "reply")
}

func bytesAsTheyWere(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	long := make([]byte, 16384+28) // the longest that a vault seals
	_, _ = rand.Read(long)
	for i, text := range []string{"\x00", "a\x00b", "\xff\xfe", "'; DROP TABLE done; --", string(long)} {
		x := exchange(byte(i), byte(i))
		play(t, s, x, text, text)
		present(t, s, x.Conversation, text)
		known(t, s, x, text)
	}
	silent := exchange(9, 9)
	_, _, err := s.Exchange(t.Context(), silent, func([]byte) (chat.Outcome, error) {
		return chat.Outcome{ReplyUntil: now + 48}, nil
	})
	if reply, repeated, again := s.Exchange(t.Context(), silent, never(t)); err != nil || again != nil || !repeated || reply != nil {
		t.Errorf("a turn without a reply: got %q, %t, %v, %v", reply, repeated, err, again)
	}
}

// opened opens the store of a test, which closes it.
func opened(t *testing.T, open func(t *testing.T) Store) Store {
	t.Helper()
	s := open(t)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func key(n byte) vault.Key { return vault.Key{15: n} }

// exchange names a message, whose key is none of those of people.
func exchange(person, message byte) chat.Exchange {
	return chat.Exchange{Conversation: key(person), Message: key(100 + message), Hour: now}
}

// outcome lives as long as the real ones do.
func outcome(trail, reply string) chat.Outcome {
	return chat.Outcome{Trail: []byte(trail), TrailUntil: now + 24, Reply: []byte(reply), ReplyUntil: now + 48}
}

func play(t *testing.T, s Store, x chat.Exchange, trail, reply string) {
	t.Helper()
	got, repeated, err := s.Exchange(t.Context(), x, func([]byte) (chat.Outcome, error) { return outcome(trail, reply), nil })
	if err != nil || repeated || string(got) != reply {
		t.Fatalf("got %d bytes, %t, %v", len(got), repeated, err)
	}
}

func never(t *testing.T) func([]byte) (chat.Outcome, error) {
	return func([]byte) (chat.Outcome, error) {
		t.Error("the turn was played")
		return chat.Outcome{}, nil
	}
}

func present(t *testing.T, s Store, conversation vault.Key, want string) {
	t.Helper()
	if trail, err := s.Trail(t.Context(), conversation, now); err != nil || string(trail) != want {
		t.Errorf("got a trail of %d bytes, %v, want %d", len(trail), err, len(want))
	}
}

func absent(t *testing.T, s Store, conversation vault.Key) {
	t.Helper()
	if trail, err := s.Trail(t.Context(), conversation, now); !errors.Is(err, chat.ErrNotFound) || trail != nil {
		t.Errorf("got a trail of %d bytes, %v", len(trail), err)
	}
}

func known(t *testing.T, s Store, x chat.Exchange, want string) {
	t.Helper()
	reply, repeated, err := s.Exchange(t.Context(), x, never(t))
	if err != nil || !repeated || string(reply) != want {
		t.Errorf("got a reply of %d bytes, %t, %v, want %d", len(reply), repeated, err, len(want))
	}
}
