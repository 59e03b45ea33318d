package phrase_test

import (
	"strings"
	"testing"
)

// BenchmarkHostile reads what makes the search go back most: words that negate, count little and begin patterns with gaps.
func BenchmarkHostile(b *testing.B) {
	read := book(b, "ne .. ne .. ne .. ne", "pas .. pas .. ne", "{proche} .. frappe .. {proche}", "[ne] [pas] [le] mari")
	for _, message := range []string{strings.Repeat("ne pas ", 585), strings.Repeat("mari frappe ne le ", 227)} {
		b.Run(message[:7], func(b *testing.B) {
			for b.Loop() {
				find(read, message)
			}
		})
	}
}
