package chat_test

import (
	"context"
	"fmt"
	"testing"

	"passerelle/internal/chat"
)

// BenchmarkDurableTurn is one message from end to end: heard, turned, put into words, sealed and committed with
// synchronous FULL.
func BenchmarkDurableTurn(b *testing.B) {
	c, _, _ := open(b, nil)
	p := meet(b, c, "bench")
	p.tap("Logement")
	choice := p.buttons()[0].ID
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		m := chat.Message{Channel: "terminal", Chat: "bench", ID: fmt.Sprint(n), Lang: "fr", Choice: choice}
		if n%2 == 0 {
			m.Choice = "retour"
		}
		if _, err := c.Handle(context.Background(), m); err != nil {
			b.Fatal(err)
		}
	}
}
