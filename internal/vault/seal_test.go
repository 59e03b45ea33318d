package vault

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatIsSealedOpensAgainAndNothingElseDoes(t *testing.T) {
	v, other := open(t), open(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 0, MaxPlain).Draw(t, "plain")
		k := drawKey(t, "k")
		sealed, err := v.Seal(k, plain)
		if err != nil {
			t.Fatal(err)
		}
		got, err := v.Unseal(k, sealed)
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("got %d bytes and %v, want the %d sealed", len(got), err, len(plain))
		}

		wrong := drawKey(t, "wrong")
		if _, err := v.Unseal(wrong, sealed); wrong != k && !errors.Is(err, ErrSealed) {
			t.Fatalf("opened under another key: %v", err)
		}
		if _, err := other.Unseal(k, sealed); !errors.Is(err, ErrSealed) {
			t.Fatalf("opened by another vault: %v", err)
		}
		at := rapid.IntRange(0, len(sealed)-1).Draw(t, "at")
		sealed[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		if _, err := v.Unseal(k, sealed); !errors.Is(err, ErrSealed) {
			t.Fatalf("opened with byte %d changed: %v", at, err)
		}
	})
}

func TestUnsealTakesAnyBytes(t *testing.T) {
	v := open(t)
	rapid.Check(t, func(t *rapid.T) {
		junk := rapid.SliceOfN(rapid.Byte(), 0, 2*largest).Draw(t, "junk")
		if _, err := v.Unseal(drawKey(t, "k"), junk); !errors.Is(err, ErrSealed) {
			t.Fatalf("got %v", err)
		}
	})
}

func TestTheSizeTellsOnlyWhichPaddingWasNeeded(t *testing.T) {
	v := open(t)
	for _, c := range []struct{ plain, padded int }{
		{0, 1024}, {1, 1024}, {1022, 1024}, {1023, 2048}, {2046, 2048}, {2047, 4096}, {4094, 4096}, {4095, 8192}, {8191, 16384}, {MaxPlain, 16384},
	} {
		sealed, err := v.Seal(Key{}, make([]byte, c.plain))
		if err != nil {
			t.Fatal(err)
		}
		if want := nonceSize + c.padded + tagSize; len(sealed) != want {
			t.Errorf("%d bytes sealed into %d, want %d", c.plain, len(sealed), want)
		}
	}
	if _, err := v.Seal(Key{}, make([]byte, MaxPlain+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one byte too many: got %v", err)
	}
}

func TestSealingTwiceNeverGivesTheSameBytes(t *testing.T) {
	v := open(t)
	one, _ := v.Seal(Key{}, []byte("the same trail"))
	two, _ := v.Seal(Key{}, []byte("the same trail"))
	if bytes.Equal(one, two) {
		t.Error("the nonce was used twice")
	}
}

func TestUnsealLeavesItsInputAsItIs(t *testing.T) {
	v := open(t)
	sealed, _ := v.Seal(Key{}, []byte("a trail"))
	before := bytes.Clone(sealed)
	plain, err := v.Unseal(Key{}, sealed)
	if err != nil {
		t.Fatal(err)
	}
	_ = append(plain, "something after"...)
	if !bytes.Equal(before, sealed) {
		t.Error("the sealed bytes changed")
	}
}

func BenchmarkSeal(b *testing.B) {
	v, plain := open(b), make([]byte, 600)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := v.Seal(Key{1}, plain); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnseal(b *testing.B) {
	v := open(b)
	sealed, err := v.Seal(Key{1}, make([]byte, 600))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := v.Unseal(Key{1}, sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkConversation(b *testing.B) {
	v := open(b)
	b.ReportAllocs()
	for b.Loop() {
		v.Conversation("telegram", "7000000000", "7777000123")
	}
}

// open returns a vault with keys of its own.
func open(t testing.TB) *Vault {
	t.Helper()
	v, err := Open(t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func drawKey(t *rapid.T, label string) Key {
	return Key(rapid.SliceOfN(rapid.Byte(), len(Key{}), len(Key{})).Draw(t, label))
}
