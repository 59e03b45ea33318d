package territory

import (
	"compress/gzip"
	"io"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func packText(t *testing.T, w io.Writer, text string) {
	t.Helper()
	z := gzip.NewWriter(w)
	if _, err := io.WriteString(z, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestPointIsOnEarth(t *testing.T) {
	for p, valid := range map[Point]bool{
		{48.8566, 2.3522}: true, {-21.1, 55.5}: true, {0, 55}: true, {90, 180}: true,
		{0, 0}: false, {91, 2}: false, {48, -181}: false, {math.NaN(), 2}: false, {math.Inf(1), 2}: false,
	} {
		if p.Valid() != valid {
			t.Errorf("%v valid: %v", p, p.Valid())
		}
	}
}

func TestKm(t *testing.T) {
	// A degree of a great circle is 111.195 km on a sphere of 6,371.0088 km.
	for name, c := range map[string]struct {
		a, b Point
		km   float64
	}{
		"a degree of latitude":              {Point{45, 3}, Point{46, 3}, 111.195},
		"a degree of longitude, at 60°":     {Point{60, 3}, Point{60, 4}, 55.595},
		"across the line of date":           {Point{0, 179.5}, Point{0, -179.5}, 111.195},
		"from one pole to the other":        {Point{90, 0}, Point{-90, 0}, 20015.1},
		"the same point, no distance":       {Point{45, 3}, Point{45, 3}, 0},
		"the antipode of a place in Creuse": {Point{46, 2}, Point{-46, -178}, 20015.1},
	} {
		if km := c.a.Km(c.b); math.Abs(km-c.km) > 0.1 {
			t.Errorf("%s: %.3f km, want %.3f", name, km, c.km)
		}
	}
}

func TestChordsTellTheSameDistanceAsPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		point := func(name string) Point {
			return Point{rapid.Float64Range(-89, 89).Draw(t, name+" lat"), rapid.Float64Range(-180, 180).Draw(t, name+" lon")}
		}
		p, q := point("p"), point("q")
		straight := Km(p.Vector().Chord2(q.Vector()))
		if want := p.Km(q); want < 15000 && math.Abs(straight-want) > 0.01+want/1000 {
			t.Fatalf("%v to %v: %.3f km by vectors, %.3f by angles", p, q, straight, want)
		}
		if p.Km(q) != q.Km(p) && math.Abs(p.Km(q)-q.Km(p)) > 1e-6 {
			t.Fatalf("%v and %v are not as far from each other", p, q)
		}
	})
}
