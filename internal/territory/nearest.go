package territory

import (
	"cmp"
	"slices"
	"sort"
)

// centre is the centre of a commune that can be the nearest one.
type centre struct {
	at      Vector
	commune int32
}

// centresOf lists the centres of all communes from south to north; cities are left to their arrondissements.
func (g *Gazetteer) centresOf() []centre {
	centres := make([]centre, 0, len(g.communes))
	for i := range g.communes {
		if _, city := g.cities[int32(i)]; !city {
			centres = append(centres, centre{g.communes[i].Point.Vector(), int32(i)})
		}
	}
	slices.SortFunc(centres, func(a, b centre) int { return cmp.Compare(a.at.Z, b.at.Z) })
	return centres
}

// Nearest is the commune whose centre is nearest to a point, and the kilometres between them. Cities with
// arrondissements give the arrondissement.
func (g *Gazetteer) Nearest(p Point) (c *Commune, km float64) {
	from := p.Vector()
	best, least := 0, float32(8) // no two points of the sphere are √8 apart
	north := sort.Search(len(g.centres), func(i int) bool { return g.centres[i].at.Z >= from.Z })
	// Outwards from the point's own latitude, until latitude alone is farther than the best.
	for i := north; i < len(g.centres) && !beyond(g.centres[i].at.Z-from.Z, least); i++ {
		if d := from.Chord2(g.centres[i].at); d < least {
			best, least = i, d
		}
	}
	for i := north - 1; i >= 0 && !beyond(g.centres[i].at.Z-from.Z, least); i-- {
		if d := from.Chord2(g.centres[i].at); d < least {
			best, least = i, d
		}
	}
	c = &g.communes[g.centres[best].commune]
	return c, p.Km(c.Point)
}

// beyond tells whether a step along the axis of the Earth is longer than a chord whose square is given.
func beyond(step, chord2 float32) bool { return step*step > chord2 }
