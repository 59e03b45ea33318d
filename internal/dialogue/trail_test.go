package dialogue_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"passerelle/internal/dialogue"
)

func TestATrailReadsBackAsItWasWritten(t *testing.T) {
	text := rapid.StringMatching(`[a-z_.!:]{0,58}`)
	rapid.Check(t, func(t *rapid.T) {
		want := &dialogue.Trail{
			Revision: rapid.Uint32().Draw(t, "revision"),
			Lang:     "fr",
			Easy:     rapid.Bool().Draw(t, "easy"),
			Nonce:    "abcd",
			Misses:   rapid.Uint8().Draw(t, "misses"),
			Again:    rapid.Uint8().Draw(t, "again"),
			Said:     rapid.Uint32().Draw(t, "said"),
			Aside:    dialogue.Aside{Kind: dialogue.AsideChange, Arg: text.Draw(t, "arg")},
			Entries: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) dialogue.Entry {
				return dialogue.Entry{
					Step: text.Draw(t, "step"), Fact: text.Draw(t, "fact"), Value: text.Draw(t, "value"),
					How: dialogue.How(rapid.IntRange(0, 4).Draw(t, "how")), First: rapid.Bool().Draw(t, "first"),
				}
			}), 0, dialogue.MaxEntries).Draw(t, "entries"),
		}
		got, err := dialogue.Decode(want.Append(nil))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestACutTrailIsRefused(t *testing.T) {
	c := fiveAnswers(t, shipped(t).Engine(nil))
	for n := range c.bytes {
		if _, err := dialogue.Decode(c.bytes[:n]); !errors.Is(err, dialogue.ErrTrail) {
			t.Fatalf("cut at %d of %d bytes: %v, want ErrTrail", n, len(c.bytes), err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(fiveAnswers(f, shipped(f).Engine(nil)).bytes)
	engine := shipped(f).Engine(nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		trail, err := dialogue.Decode(data)
		if err != nil {
			return
		}
		r := engine.Turn(trail, "fr", false, dialogue.Input{Show: true, Nonce: nonce})
		if len(r.Events) == 0 {
			t.Error("a turn said nothing")
		}
	})
}
