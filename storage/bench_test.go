package storage_test

import (
	"context"
	"encoding/binary"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"passerelle/internal/chat"
	"passerelle/storage"
)

// The bound of one durable turn is 250 µs, median, on a disk that tells the truth about syncing.
func BenchmarkExchange(b *testing.B) {
	s, err := storage.Open(b.Context(), filepath.Join(b.TempDir(), "passerelle.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background()) // as a server's: it can be cancelled
	defer cancel()

	const seal = 28 // nonce and tag, beside what is padded
	outcome := chat.Outcome{Trail: make([]byte, 1024+seal), TrailUntil: 24, Reply: make([]byte, 2048+seal), ReplyUntil: 48}
	turn := func([]byte) (chat.Outcome, error) { return outcome, nil }
	var took []time.Duration
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		var x chat.Exchange
		binary.BigEndian.PutUint64(x.Conversation[:], (i%1000)*0x9e3779b97f4a7c15) // a thousand people, spread as hashes are
		binary.BigEndian.PutUint64(x.Message[:], i*0x9e3779b97f4a7c15)
		start := time.Now()
		if _, _, err := s.Exchange(ctx, x, turn); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-median")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs-p99")
}
