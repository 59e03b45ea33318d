package chat_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"passerelle/internal/chat"
)

// BenchmarkDurableTurn is one message from end to end: heard, turned, put into words, sealed and committed with
// synchronous FULL, one after the other. Bound of the median: 250 µs.
func BenchmarkDurableTurn(b *testing.B) {
	c, _, _ := open(b, nil)
	p := meet(b, c, "bench")
	p.tap("Logement")
	choice := p.buttons()[0].ID
	b.ReportAllocs()
	var took []time.Duration
	n := 0
	for b.Loop() {
		n++
		m := chat.Message{Channel: "terminal", Chat: "bench", ID: fmt.Sprint(n), Lang: "fr", Choice: choice}
		if n%2 == 0 {
			m.Choice = "retour"
		}
		start := time.Now()
		if _, err := c.Handle(context.Background(), m); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "median-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
