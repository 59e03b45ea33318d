package storagetest

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"passerelle/internal/chat"
	"passerelle/internal/vault"
	"passerelle/storage"
)

// row is what a model keeps of a conversation or a message.
type row struct {
	bytes []byte
	until int64
}

// behaves plays random calls on a store and on two maps, and compares. Hours go both ways: clocks do.
func behaves(t *testing.T, open func(t *testing.T) Store) {
	s := opened(t, open)
	ctx := t.Context()
	rapid.Check(t, func(t *rapid.T) {
		if _, err := s.Sweep(ctx, math.MaxInt64); err != nil {
			t.Fatal(err)
		}
		trails, replies := map[vault.Key]row{}, map[vault.Key]row{}
		person := rapid.Custom(func(t *rapid.T) vault.Key { return key(rapid.ByteRange(0, 3).Draw(t, "person")) })
		message := rapid.Custom(func(t *rapid.T) vault.Key { return key(rapid.ByteRange(100, 107).Draw(t, "message")) })
		hour := rapid.Int64Range(now, now+6)
		text := rapid.SliceOfN(rapid.Byte(), 1, 40)
		t.Repeat(map[string]func(*rapid.T){
			"exchange": func(t *rapid.T) {
				x := chat.Exchange{Conversation: person.Draw(t, "k"), Message: message.Draw(t, "m"), Hour: hour.Draw(t, "hour")}
				out := chat.Outcome{TrailUntil: hour.Draw(t, "trail until"), ReplyUntil: hour.Draw(t, "reply until")}
				if rapid.Bool().Draw(t, "goes on") {
					out.Trail = text.Draw(t, "trail")
				}
				out.Reply = text.Draw(t, "reply")
				before, open := trails[x.Conversation]
				if before.until < x.Hour {
					before, open = row{}, false
				}
				old, known := replies[x.Message]
				known = known && old.until >= x.Hour

				reply, repeated, err := s.Exchange(ctx, x, func(trail []byte) (chat.Outcome, error) {
					if (trail != nil) != open || !bytes.Equal(trail, before.bytes) {
						t.Fatalf("the turn reads %x, want %x", trail, before.bytes)
					}
					return out, nil
				})
				want := out.Reply
				if known {
					want = old.bytes
				}
				if err != nil || repeated != known || !bytes.Equal(reply, want) {
					t.Fatalf("got %x, %t, %v, want %x, %t", reply, repeated, err, want, known)
				}
				if known {
					return
				}
				replies[x.Message] = row{out.Reply, out.ReplyUntil}
				delete(trails, x.Conversation)
				if out.Trail != nil {
					trails[x.Conversation] = row{out.Trail, out.TrailUntil}
				}
			},
			"mark": func(t *rapid.T) {
				m := rapid.SliceOfN(message, 0, 3).Draw(t, "messages")
				if err := s.MarkSent(ctx, m...); err != nil {
					t.Fatal(err)
				}
				for _, m := range m {
					if r, known := replies[m]; known {
						replies[m] = row{nil, r.until}
					}
				}
			},
			"erase": func(t *rapid.T) {
				k := person.Draw(t, "k")
				if err := s.Erase(ctx, k); err != nil {
					t.Fatal(err)
				}
				delete(trails, k)
			},
			"sweep": func(t *rapid.T) {
				at := hour.Draw(t, "hour")
				want := storage.Swept{Conversations: drop(trails, at), Messages: drop(replies, at)}
				if swept, err := s.Sweep(ctx, at); err != nil || swept != want {
					t.Fatalf("got %+v, %v, want %+v", swept, err, want)
				}
			},
			"": func(t *rapid.T) {
				k, at := person.Draw(t, "k"), hour.Draw(t, "hour")
				want, open := trails[k]
				open = open && want.until >= at
				got, err := s.Trail(ctx, k, at)
				if open && (err != nil || !bytes.Equal(got, want.bytes)) || !open && !errors.Is(err, chat.ErrNotFound) {
					t.Fatalf("got %x, %v, want %x, %t", got, err, want.bytes, open)
				}
			},
		})
	})
}

// drop deletes the rows that have expired and counts them.
func drop(rows map[vault.Key]row, hour int64) (n int64) {
	for k, r := range rows {
		if r.until < hour {
			delete(rows, k)
			n++
		}
	}
	return n
}
