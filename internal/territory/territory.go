// Package territory knows the communes of France: from words, a postcode, a département or a point to a commune.
package territory

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Source is the line that whoever shows a commune owes to those who publish them.
const Source = "Source : INSEE, DGCL, La Poste, GeoNames"

// Commune is one commune, or one arrondissement of Paris, Lyon or Marseille.
type Commune struct {
	INSEE       string // five characters: "59350", "2A004", "97411"
	Name        string
	Departement string // INSEE code: "59", "2A", "974"
	Region      string // INSEE code
	EPCI        string // SIREN; empty where there is none
	Postcodes   []string
	Population  int
	Point       Point
	Parent      string // INSEE code of the city, for an arrondissement; empty otherwise
}

// Departement is one département or overseas collectivity.
type Departement struct {
	Code string
	Name string // "Nord", "La Réunion"
	In   string // "dans le Nord", "à La Réunion", "en Creuse"
}

// Gazetteer is every commune, loaded once and never changed. Many goroutines may ask it at once.
type Gazetteer struct {
	communes     []Commune // by INSEE code
	others       []otherName
	formerCodes  map[string]int32 // INSEE codes of former communes
	cities       map[int32][]int32
	departements map[string]*Departement
	called       map[string]*Departement // by folded name, with and without its article
	pairs        []pair
	names        index
	centres      []centre
	towns        map[townKey][]townName
	shortlists   sync.Pool
}

// Load reads the communes that the program carries.
func Load() (*Gazetteer, error) {
	departements, regions, err := readDepartements(departementsFile)
	if err != nil {
		return nil, err
	}
	g := &Gazetteer{departements: departements}
	if err := g.readCommunes(communesFile, regions); err != nil {
		return nil, err
	}
	g.called = callDepartements(departements)
	g.cities = g.citiesOf()
	var both sync.WaitGroup // two processors load in little more than half the time
	both.Go(func() { g.pairs, g.centres = g.pairPostcodes(), g.centresOf() })
	g.names = indexNames(g.communes, g.others)
	g.towns = g.townsByKey()
	both.Wait()
	g.shortlists.New = func() any { return &shortlist{counts: make([]uint8, len(g.names.forms))} }
	return g, nil
}

// Commune returns a commune by its INSEE code.
func (g *Gazetteer) Commune(insee string) (*Commune, bool) {
	i, found := g.position(insee)
	if !found {
		return nil, false
	}
	return &g.communes[i], true
}

func (g *Gazetteer) position(insee string) (int32, bool) {
	if insee == "" {
		return 0, false
	}
	i, found := slices.BinarySearchFunc(g.communes, insee, func(c Commune, code string) int { return strings.Compare(c.INSEE, code) })
	return int32(i), found
}

// Departement returns a département by its INSEE code.
func (g *Gazetteer) Departement(code string) (*Departement, bool) {
	d, found := g.departements[code]
	return d, found
}

// citiesOf lists the arrondissements of the three cities that have them, in order, by the place of the city.
func (g *Gazetteer) citiesOf() map[int32][]int32 {
	cities := make(map[int32][]int32)
	for i := range g.communes {
		if city, found := g.position(g.communes[i].Parent); found {
			cities[city] = append(cities[city], int32(i))
		}
	}
	return cities
}

// mostPopulatedFirst puts communes in the order in which people are likely to mean them.
func mostPopulatedFirst(a, b *Commune) int {
	return cmp.Or(cmp.Compare(b.Population, a.Population), strings.Compare(a.INSEE, b.INSEE))
}
