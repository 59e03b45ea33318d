package territory

import (
	"slices"
	"strconv"
)

// pair is a postcode with the place of one commune that it serves, in one number so that thousands sort at once:
// postcode, then whether the pair is doubtful, then the commune.
type pair uint64

const doubtfulPair = pair(1) << 31

func pairOf(code string, commune int32, doubtful bool) pair {
	n, _ := strconv.ParseUint(code, 10, 32) // five digits, all of them; a foreign code finds nothing
	p := pair(n)<<32 | pair(commune)
	if doubtful {
		p |= doubtfulPair
	}
	return p
}

func (p pair) commune() int32 { return int32(p &^ doubtfulPair & (1<<31 - 1)) }

// pairPostcodes sorts the postcodes with their communes; cities are left to their arrondissements. Pairs that were read
// as doubtful are there already.
func (g *Gazetteer) pairPostcodes() []pair {
	pairs := slices.Grow(g.pairs, expectedCommunes*11/10)
	for i := range g.communes {
		if _, city := g.cities[int32(i)]; city {
			continue
		}
		for _, code := range g.communes[i].Postcodes {
			pairs = append(pairs, pairOf(code, int32(i), false))
		}
	}
	slices.Sort(pairs)
	return pairs
}

// Postcode lists the communes of a postcode, the most populated first; arrondissements stand for their city.
// Communes that only one doubtful list gives it are told where there is no other.
func (g *Gazetteer) Postcode(code string) []*Commune {
	if sure := g.served(code, false); len(sure) > 0 {
		return sure
	}
	return g.served(code, true)
}

// served lists the communes of the pairs of a postcode that are doubtful, or of those that are not.
func (g *Gazetteer) served(code string, doubtful bool) []*Commune {
	if !isPostcode(code) {
		return nil
	}
	first, last := pairOf(code, 0, false), pairOf(code, 0, true)
	if doubtful {
		first, last = last, last|(1<<31-1)
	}
	i, _ := slices.BinarySearch(g.pairs, first)
	j, _ := slices.BinarySearch(g.pairs, last)
	communes := make([]*Commune, 0, j-i)
	for _, p := range g.pairs[i:j] {
		communes = append(communes, &g.communes[p.commune()])
	}
	slices.SortFunc(communes, mostPopulatedFirst)
	return communes
}

func isPostcode(code string) bool {
	if len(code) != 5 {
		return false
	}
	for i := range code {
		if code[i] < '0' || code[i] > '9' {
			return false
		}
	}
	return true
}

// around lists the pairs of every postcode that begins with the same n digits.
func (g *Gazetteer) around(code string, n int) []pair {
	const zeros, nines = "00000", "99999"
	i, _ := slices.BinarySearch(g.pairs, pairOf(code[:n]+zeros[n:], 0, false))
	j, _ := slices.BinarySearch(g.pairs, pairOf(code[:n]+nines[n:], 0, true)|(1<<31-1))
	return g.pairs[i:j]
}

// departementsOf tells where a postcode is: in the départements of its communes, or, for one that no list has (CEDEX), of
// the communes whose postcodes begin alike. The first two digits alone tell nothing in Corsica and overseas.
func (g *Gazetteer) departementsOf(code string) []string {
	if !isPostcode(code) {
		return nil
	}
	for _, digits := range []int{5, 3, 2} {
		if digits == 2 && !twoDigitsTell(code) {
			break
		}
		if found := g.departementsAmong(g.around(code, digits)); len(found) > 0 {
			return found
		}
	}
	return nil
}

// twoDigitsTell is whether a postcode begins with the number of its département: not in Corsica, nor overseas.
func twoDigitsTell(code string) bool { return code[:2] != "20" && code[:2] < "97" }

func (g *Gazetteer) departementsAmong(pairs []pair) []string {
	var found []string
	for _, p := range pairs {
		if d := g.communes[p.commune()].Departement; p&doubtfulPair == 0 && !slices.Contains(found, d) {
			found = append(found, d)
		}
	}
	return found
}

// likely is the town that a postcode no list has most probably serves: the most populated of those whose postcodes begin
// with the same three digits (or two, where a whole département shares them). Only a guess.
func (g *Gazetteer) likely(code string) *Commune {
	for _, digits := range []int{3, 2} {
		if digits == 2 && !twoDigitsTell(code) {
			return nil
		}
		var best *Commune
		for _, p := range g.around(code, digits) {
			if c := g.whole(&g.communes[p.commune()]); best == nil || mostPopulatedFirst(c, best) < 0 {
				best = c
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// whole is the city of an arrondissement, or the commune itself.
func (g *Gazetteer) whole(c *Commune) *Commune {
	if city, found := g.Commune(c.Parent); found {
		return city
	}
	return c
}
