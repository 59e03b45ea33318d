package territory

import (
	"encoding/csv"
	"os"
	"testing"
)

func TestTry(t *testing.T) {
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	f, _ := os.Open("testdata/commune_match_cases.csv")
	rows, _ := csv.NewReader(f).ReadAll()
	ok := 0
	for _, r := range rows[1:] {
		m := g.Find(r[0] + " " + r[1])
		if len(m.Candidates) > 0 && m.Candidates[0].Commune.INSEE == r[2] {
			ok++
			if m.Candidates[0].Commune.INSEE == r[2] && os.Getenv("V") == "" {
				continue
			}
		}
		t.Log(r[0], r[1], r[3], "sure", m.Sure)
		for _, c := range m.Candidates[:min(4, len(m.Candidates))] {
			t.Log("      ", c.Commune.Name, c.Commune.Departement, c.Score, c.Heard)
		}
	}
	t.Log(ok)
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Load()
	}
}
