package intake

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"passerelle/internal/territory"
)

func TestTmpReal(t *testing.T) {
	g, err := territory.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("../../../shared/data/places/*.gz")
	files = append(files, "../../../shared/data/places_merged.csv.gz")
	for _, name := range files {
		f, _ := os.Open(name)
		b, err := Read(context.Background(), File{Name: filepath.Base(name), Body: f, Source: "x"}, g)
		f.Close()
		if err != nil {
			t.Logf("%s: %v", filepath.Base(name), err)
			continue
		}
		t.Logf("%s: %s", filepath.Base(name), b.Layout)
		for _, l := range b.Report.Lines() {
			t.Log("    " + l)
		}
	}
}
