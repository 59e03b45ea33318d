package intake

import (
	"bytes"
	"context"
	"testing"
)

// BenchmarkRead reads a list of 7,898 rows, as an import does.
func BenchmarkRead(b *testing.B) {
	body, g := realList(b, "places_merged.csv.gz"), atlas(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), File{Name: "places_merged.csv.gz", Body: bytes.NewReader(body), Source: "essai"}, g); err != nil {
			b.Fatal(err)
		}
	}
}
