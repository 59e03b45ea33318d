package territory

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	g := gazetteer(t)
	for name, c := range map[string]struct {
		at   Point
		want string
	}{
		"the centre of Paris is in an arrondissement": {Point{48.8596, 2.34543}, "75101"},
		"Guéret":                    {Point{46.17, 1.87}, "23096"},
		"Saint-Denis de La Réunion": {Point{-20.93, 55.45}, "97411"},
		"Ajaccio":                   {Point{41.93, 8.70}, "2A004"},
	} {
		if got, _ := g.Nearest(c.at); got.INSEE != c.want {
			t.Errorf("%s: %s %s", name, got.INSEE, got.Name)
		}
	}
	if c, km := g.Nearest(Point{math.NaN(), 0}); c == nil || !math.IsNaN(km) {
		t.Errorf("a point that is none: %v, %v km", c, km)
	}
}

func TestNoCommuneIsNearerThanTheNearest(t *testing.T) {
	g := gazetteer(t)
	rapid.Check(t, func(t *rapid.T) {
		c := &g.communes[rapid.IntRange(0, len(g.communes)-1).Draw(t, "commune")]
		from := Point{c.Point.Lat + rapid.Float64Range(-0.2, 0.2).Draw(t, "north"), c.Point.Lon + rapid.Float64Range(-0.2, 0.2).Draw(t, "east")}
		got, km := g.Nearest(from)
		if _, city := g.cities[mustPosition(g, got)]; city {
			t.Fatalf("%s has arrondissements", got.Name)
		}
		_, city := g.cities[mustPosition(g, c)]
		// Vectors of 32 bits tell apart points some metres from each other.
		if !city && from.Km(c.Point) < km-0.005 {
			t.Fatalf("%v: %s at %.3f km, though %s is at %.3f", from, got.Name, km, c.Name, from.Km(c.Point))
		}
	})
}

func mustPosition(g *Gazetteer, c *Commune) int32 {
	at, _ := g.position(c.INSEE)
	return at
}
