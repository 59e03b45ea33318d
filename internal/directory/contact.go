package directory

import (
	"slices"
	"strconv"
)

// Values of the French schema that are asked for by name.
const (
	Free = "Gratuit"
	Paid = "Payant"
)

// Offers tells whether a place belongs to a national programme.
func (p *Place) Offers(programme string) bool { return slices.Contains(p.Programmes, programme) }

// Map is the address of a page that shows the place on a map. It says nothing of who looks.
func (p *Place) Map() string {
	lat, lon := strconv.FormatFloat(p.Point.Lat, 'f', 5, 64), strconv.FormatFloat(p.Point.Lon, 'f', 5, 64)
	return "https://www.openstreetmap.org/?mlat=" + lat + "&mlon=" + lon + "#map=17/" + lat + "/" + lon
}

// Departement is the code of the département that a place stands in.
func (p *Place) Departement() string { return departementOf(p.INSEE) }
