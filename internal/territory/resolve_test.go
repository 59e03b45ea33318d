package territory

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"strconv"
	"testing"
)

func TestRes(t *testing.T) {
	g, _ := Load()
	f, _ := os.Open("../../../shared/data/places_merged.csv.gz")
	z, _ := gzip.NewReader(f)
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	ok, disagree, far := 0, 0, 0
	for _, r := range rows[1:] {
		c, agrees, found := g.Resolve(r[5], r[4], r[3])
		if found {
			ok++
		}
		if !agrees {
			disagree++
		}
		if !found || !agrees {
			t.Log(r[3], r[4], r[5], agrees, found, c)
		}
		if found {
			var p Point
			p.Lat, _ = strconv.ParseFloat(r[8], 64)
			p.Lon, _ = strconv.ParseFloat(r[9], 64)
			if p.Valid() && c.Departement != "973" && p.Km(c.Point) > 25 {
				far++
				if c.Departement != "988" {
					t.Log("FAR", r[3], r[4], r[5], c.Name, c.Departement, p.Km(c.Point), r[32])
				}
			}
		}
	}
	t.Log(ok, len(rows)-1, disagree, far)
}
