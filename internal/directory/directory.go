package directory

import (
	"cmp"
	"slices"

	"passerelle/internal/situation"
)

// Directory is every known place, ready to be searched. It never changes, and many may read it at once.
type Directory struct {
	rules         *Rules
	places        []Place // from south to north, as everything that follows
	entries       []entry
	turns         []uint64
	profiles      []profile
	zones         []string
	services      map[string]uint32
	remotes       []int32 // those that help from a distance
	byKey         map[string]int32
	byCommune     map[string][]int32 // by INSEE code
	byDepartement map[string][]int32
}

// New prepares places to be searched. They are copied.
func New(places []Place, rules *Rules) *Directory {
	d := &Directory{
		rules: rules, places: make([]Place, len(places)), entries: make([]entry, len(places)), turns: make([]uint64, len(places)),
		byKey: make(map[string]int32, len(places)), byCommune: make(map[string][]int32), byDepartement: make(map[string][]int32),
	}
	c := newCompiler(rules)
	for i, from := range northwards(places) {
		d.places[i] = places[from]
		d.add(c, int32(i))
	}
	d.profiles, d.zones, d.services = c.profiles, c.zones, c.services
	return d
}

// northwards orders places from south to north. Their numbers are sorted, not the places: those are large.
func northwards(places []Place) []int32 {
	order := make([]int32, len(places))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(places[a].Point.Lat, places[b].Point.Lat) })
	return order
}

func (d *Directory) add(c *compiler, i int32) {
	p := &d.places[i]
	e := c.entry(p)
	key, turn := p.identity()
	d.entries[i], d.turns[i], d.byKey[key] = e, turn, i
	d.byCommune[p.INSEE] = append(d.byCommune[p.INSEE], i)
	departement := c.zones[e.zone]
	d.byDepartement[departement] = append(d.byDepartement[departement], i)
	if e.traits&remote != 0 {
		d.remotes = append(d.remotes, i)
	}
}

// Len counts the places.
func (d *Directory) Len() int { return len(d.places) }

// Place returns a place by its key.
func (d *Directory) Place(key string) (*Place, bool) {
	i, ok := d.byKey[key]
	if !ok {
		return nil, false
	}
	return &d.places[i], true
}

// departementOf is the code of the département of a commune, "" where the code is none.
func departementOf(insee string) string {
	if len(insee) != len("23096") {
		return ""
	}
	return situation.DepartementOf(insee)
}
