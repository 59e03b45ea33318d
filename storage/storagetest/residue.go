package storagetest

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"passerelle/internal/chat"
	"passerelle/internal/vault"
	"passerelle/storage"
)

func erases(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	const people = 40
	keys := randomKeys(2 * people)
	canary := func(person, version int) []byte { // found whole or in any part of 16 bytes
		return bytes.Repeat(fmt.Appendf(nil, "CANARI-%03d-%04d|", person, version), 65)
	}
	for version := range 3 {
		for person := range people {
			x := chat.Exchange{Conversation: keys[person], Message: randomKeys(1)[0], Hour: now}
			play(t, s, x, string(canary(person, version)), "reply")
		}
	}
	if _, ok := s.(Filer); ok && found(t, s, []byte("CANARI-001")) == 0 {
		t.Error("living rows are not found either: the search is blind")
	}
	for person := 1; person < people; person += 2 {
		if err := s.Erase(t.Context(), keys[person]); err != nil {
			t.Fatal(err)
		}
		absent(t, s, keys[person])
		if n := found(t, s, fmt.Appendf(nil, "CANARI-%03d", person)); n != 0 {
			t.Fatalf("person %d: %d traces of the trail", person, n)
		}
		if n := found(t, s, keys[person][:]); n != 0 {
			t.Fatalf("person %d: %d traces of the key", person, n)
		}
	}
	for person := 0; person < people; person += 2 {
		present(t, s, keys[person], string(canary(person, 2)))
	}
	if err := s.Erase(t.Context(), keys[people]); err != nil {
		t.Errorf("erasing nobody: %v", err)
	}
}

func sweeps(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	const people = 50
	keys := randomKeys(2 * people)
	for i := range people {
		until := int64(now + i%2) // the odd ones live an hour longer
		_, _, err := s.Exchange(t.Context(), chat.Exchange{Conversation: keys[i], Message: keys[people+i], Hour: now},
			func([]byte) (chat.Outcome, error) {
				text := bytes.Repeat(fmt.Appendf(nil, "CANARI-%d-%03d|", i%2, i), 75)
				return chat.Outcome{Trail: text, TrailUntil: until, Reply: text, ReplyUntil: until}, nil
			})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		hour int64
		want storage.Swept
	}{
		{now, storage.Swept{}},
		{now + 1, storage.Swept{Conversations: people / 2, Messages: people / 2}},
		{now + 1, storage.Swept{}},
	} {
		if swept, err := s.Sweep(t.Context(), c.hour); err != nil || swept != c.want {
			t.Fatalf("hour %d: got %+v, %v, want %+v", c.hour-now, swept, err, c.want)
		}
	}
	traces := found(t, s, []byte("CANARI-0"))
	for i := range people {
		x := chat.Exchange{Conversation: keys[i], Message: keys[people+i], Hour: now}
		if i%2 == 1 {
			if reply, repeated, err := s.Exchange(t.Context(), x, never(t)); err != nil || !repeated || len(reply) == 0 {
				t.Errorf("message %d: got %d bytes, %t, %v", i, len(reply), repeated, err)
			}
			continue
		}
		absent(t, s, keys[i])
		traces += found(t, s, keys[i][:]) + found(t, s, keys[people+i][:])
	}
	if traces != 0 {
		t.Errorf("%d traces of what was swept", traces)
	}
	if err := s.MarkSent(t.Context(), keys[people:]...); err != nil {
		t.Fatal(err)
	}
	for i := range people {
		if err := s.Erase(t.Context(), keys[i]); err != nil {
			t.Fatal(err)
		}
	}
	if n := found(t, s, []byte("CANARI-")); n != 0 {
		t.Errorf("%d traces of replies that were sent and trails that were erased", n)
	}
}

func silentErrors(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	x := chat.Exchange{Conversation: vault.Key([]byte("conversation key")), Message: vault.Key([]byte("message key 1234")), Hour: now}
	play(t, s, x, "the trail", "the reply")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, _, err := s.Exchange(t.Context(), x, never(t))
	_, trailErr := s.Trail(t.Context(), x.Conversation, now)
	_, sweepErr := s.Sweep(t.Context(), now)
	for name, err := range map[string]error{
		"exchange": err, "trail": trailErr, "mark": s.MarkSent(t.Context(), x.Message),
		"erase": s.Erase(t.Context(), x.Conversation), "sweep": sweepErr, "ping": s.Ping(t.Context()),
	} {
		if err == nil {
			t.Errorf("%s: a closed store gave no error", name)
			continue
		}
		for _, form := range []string{"%s", "%x", "%v", "%d"} {
			for _, secret := range []any{x.Conversation[:], x.Message[:], []byte("the trail"), []byte("the reply")} {
				if strings.Contains(err.Error(), fmt.Sprintf(form, secret)) {
					t.Errorf("%s: the error tells a secret", name)
				}
			}
		}
	}
}

func randomKeys(n int) []vault.Key {
	keys := make([]vault.Key, n)
	for i := range keys {
		_, _ = rand.Read(keys[i][:])
	}
	return keys
}

// found counts the places of the store's files where mark stands, while the store is open.
func found(t *testing.T, s Store, mark []byte) (n int) {
	t.Helper()
	files, ok := s.(Filer)
	if !ok {
		return 0
	}
	for _, file := range files.Files() {
		text, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		n += bytes.Count(text, mark)
	}
	return n
}
