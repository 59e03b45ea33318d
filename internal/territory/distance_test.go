package territory

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		cost       int
	}{
		{"the same", "gueret", "gueret", 0},
		{"a letter left out", "monpellier", "montpellier", edit},
		{"a letter added", "lillle", "lille", edit},
		{"two letters swapped", "bougres", "bourges", edit},
		{"the key beside", "nantws", "nantwd", slip},
		{"the key above or below", "brest", "bredt", slip},
		{"another key", "brest", "brekt", edit},
		{"two mistakes", "vilurbane", "vileurbanne", 2 * edit},
		{"too many mistakes", "paris", "marseille", 4*edit + 1},
		{"nothing and something", "", "eu", 2 * edit},
	} {
		if got := distance(c.a, c.b, 4*edit); got != c.cost {
			t.Errorf("%s: %q to %q costs %d, want %d", c.name, c.a, c.b, got, c.cost)
		}
	}
}

func TestDistanceIsOne(t *testing.T) {
	word := rapid.StringMatching(`[a-f]{0,9}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		most := rapid.IntRange(0, 40).Draw(t, "most")
		full := distance(a, b, 1000)
		if full != distance(b, a, 1000) {
			t.Fatalf("%q to %q costs %d, and back %d", a, b, full, distance(b, a, 1000))
		}
		if (full == 0) != (a == b) || full > max(len(a), len(b))*edit {
			t.Fatalf("%q to %q costs %d", a, b, full)
		}
		if bounded := distance(a, b, most); bounded != min(full, most+1) {
			t.Fatalf("%q to %q costs %d within %d, %d without a bound", a, b, bounded, most, full)
		}
	})
}
