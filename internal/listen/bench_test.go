package listen_test

import (
	"strings"
	"testing"
)

// BenchmarkHear hears one message as people write them, and one of the longest that a channel lets through. Bounds:
// 300 µs for the first, 2 ms for the second.
func BenchmarkHear(b *testing.B) {
	ear := shipped()
	for name, message := range map[string]string{
		"one message":      "slt g 19 ans g arreté lécole et mes parents m'ont viré, je sais pas où dormir ce soir, la caf répond pas",
		"4096 characters":  strings.Repeat("je cherche un logement pas cher et de l'aide pour la caf. ", 71)[:4096],
		"of one long word": strings.Repeat("a", 4096),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ear.Hear(message)
			}
		})
	}
}
