package directory

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"
)

// queries are asked from where people live.
func (g *generator) queries(t testing.TB, n int) []*Query {
	at := paris(t, "2026-11-24T10:00")
	out := make([]*Query, n)
	for i := range out {
		c := g.inhabitant()
		out[i] = &Query{
			Near: g.shift(c.Point, 1), Own: []string{c.INSEE}, Departement: c.Departement, Need: "aide_demarche",
			Services: []string{"Aide aux démarches administratives"}, Aims: []string{"paperwork"},
			Now: at.Add(time.Duration(i%(7*24)) * time.Hour), Seed: uint64(i), NoCar: i%3 == 0,
		}
	}
	return out
}

func BenchmarkNearest(b *testing.B) {
	for _, size := range []int{20_000, 100_000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			places, g := generate(b, size)
			d := New(places, shipped().rules)
			queries := g.queries(b, 1000)
			b.ReportAllocs()
			b.ResetTimer()
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				if found := d.Nearest(queries[i%len(queries)], 10); len(found) == 0 {
					b.Fatal("nothing near")
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Nanoseconds()), "median-ns")
			b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds()), "p99-ns")
		})
	}
}

func BenchmarkAnswer(b *testing.B) {
	places, g := generate(b, 20_000)
	d := New(places, shipped().rules)
	queries := g.queries(b, 1000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.Answer(queries[i%len(queries)])
	}
}

func BenchmarkNew(b *testing.B) {
	places, _ := generate(b, 20_000)
	b.ReportAllocs()
	for b.Loop() {
		New(places, shipped().rules)
	}
}

func BenchmarkMerge(b *testing.B) {
	for _, size := range []int{20_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			places, _ := generate(b, size)
			b.ReportAllocs()
			b.ResetTimer()
			duplicates := 0
			for b.Loop() {
				_, duplicates = Merge(places)
			}
			b.ReportMetric(float64(duplicates), "duplicates")
		})
	}
}
