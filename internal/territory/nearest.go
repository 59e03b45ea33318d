package territory

// centre is the centre of a commune that can be the nearest one.
type centre struct {
	at      Vector
	commune int32
}

// centresOf lists the centres of all communes; cities are left to their arrondissements.
func (g *Gazetteer) centresOf() []centre {
	centres := make([]centre, 0, len(g.communes))
	for i := range g.communes {
		if _, city := g.cities[int32(i)]; !city {
			centres = append(centres, centre{g.communes[i].Point.Vector(), int32(i)})
		}
	}
	return centres
}

// Nearest is the commune whose centre is nearest to a point, and the kilometres between them. Cities with
// arrondissements give the arrondissement.
func (g *Gazetteer) Nearest(p Point) (c *Commune, km float64) {
	from := p.Vector()
	best, least := 0, float32(8) // no two points of the sphere are √8 apart
	for i := range g.centres {
		if d := from.Chord2(g.centres[i].at); d < least {
			best, least = i, d
		}
	}
	c = &g.communes[g.centres[best].commune]
	return c, p.Km(c.Point)
}
