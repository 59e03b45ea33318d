package prove

import (
	"fmt"
	"slices"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/territory"
)

// area is a département, with its region and one commune in it. Its zero value is "not known".
type area struct {
	code, region string
	commune      *territory.Commune
}

func (a area) String() string {
	if a.code == "" {
		return "département inconnu"
	}
	return "département " + a.code
}

// everyArea lists the départements and overseas collectivities that have a commune.
func everyArea(atlas *territory.Gazetteer) []area {
	var codes []string
	for n := range 100 {
		codes = append(codes, fmt.Sprintf("%02d", n))
		if n == 20 {
			codes = append(codes, "2A", "2B")
		}
	}
	for n := 970; n < 990; n++ {
		codes = append(codes, fmt.Sprint(n))
	}
	var out []area
	for _, code := range codes {
		if _, ok := atlas.Departement(code); !ok {
			continue
		}
		if c := aCommune(atlas, code); c != nil {
			out = append(out, area{code, c.Region, c})
		}
	}
	return out
}

// aCommune finds one commune of a département by trying codes.
func aCommune(atlas *territory.Gazetteer, departement string) *territory.Commune {
	digits := 5 - len(departement)
	for n := range 999 {
		if c, ok := atlas.Commune(fmt.Sprintf("%s%0*d", departement, digits, n)); ok {
			return c
		}
	}
	return nil
}

// apart are départements that are always tried by themselves: their codes are not numbers of two digits, and overseas
// other bodies do the same work.
var apart = []string{"2A", "974", "976", "988"}

// areas are the départements worth trying: not known; one for each set of services that are for people there, so that any
// other is as one of these; and those apart.
func areas(atlas *territory.Gazetteer, services []*catalogue.Service, written map[*catalogue.Service]*bounds) []area {
	out := []area{{}}
	seen := make(map[string]bool)
	for _, a := range everyArea(atlas) {
		var served []string
		for _, s := range services {
			if b := written[s]; b.local() && b.serves(a) {
				served = append(served, s.ID)
			}
		}
		if key := strings.Join(served, " "); !seen[key] || slices.Contains(apart, a.code) {
			seen[key] = true
			out = append(out, a)
		}
	}
	return out
}
