package territory

import (
	"runtime"
	"slices"
	"testing"
	"time"
)

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var g *Gazetteer
	for b.Loop() {
		var err error
		if g, err = Load(); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-kept")
	runtime.KeepAlive(g)
}

// BenchmarkFind asks every string of the shared table in turn, and reports the median and the slowest of twenty.
func BenchmarkFind(b *testing.B) {
	g := gazetteer(b)
	var asked []string
	for _, row := range readTable(b, "testdata/commune_match_cases.csv") {
		asked = append(asked, row["query"]+" "+row["code_postal"])
	}
	times := make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		g.Find(asked[i%len(asked)])
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "µs-median")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds()), "µs-p95")
}

func BenchmarkNearest(b *testing.B) {
	g := gazetteer(b)
	b.ReportAllocs()
	for b.Loop() {
		g.Nearest(Point{46.17, 1.87})
	}
}

func BenchmarkResolve(b *testing.B) {
	g := gazetteer(b)
	b.ReportAllocs()
	for b.Loop() {
		g.Resolve("", "59260", "HELLEMMES LILLE")
	}
}
