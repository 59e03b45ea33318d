package territory

import "slices"

// What else is told adds to a score or takes from it.
const (
	told          = 0.05 // the département is the one named
	contradicted  = 0.20 // it is another
	servedBonus   = 0.12 // the postcode is one of the commune's
	doubtfulBonus = 0.06
	notServed     = 0.15
	nearlyCertain = 0.99 // what any name but the very one may reach
	servedOnly    = 0.45 // a commune of the postcode with another name, before their likeness
	servedAlike   = 0.35 // times their likeness
)

// weigh counts in what the words tell beside the name.
func (h *hits) weigh(a asked) {
	h.toArrondissements(a)
	if a.postcode != "" {
		h.addServed(a)
		h.weighPostcode(a.postcode)
	}
	for i := range h.list {
		found := &h.list[i]
		c := &h.g.communes[found.commune]
		if d := a.departement; d != nil && c.Parent == "" {
			if c.Departement == d.Code {
				found.score += told
			} else {
				found.score -= contradicted
				found.often, found.leads = false, false
			}
		}
		if found.very {
			found.score = min(found.score, veryName)
		} else {
			found.score = min(found.score, nearlyCertain)
		}
	}
}

// toArrondissements puts the arrondissement that a number or a postcode tells in the place of its city. A number that may
// be the département's too ("Marseille 13") leaves both.
func (h *hits) toArrondissements(a asked) {
	for _, found := range slices.Clone(h.list) {
		c, ok := h.g.arrondissement(found.commune, a.number, a.postcode)
		if !ok {
			continue
		}
		if d := a.departement; d != nil && d.Code == h.g.communes[found.commune].Departement {
			found.commune = c
			h.add(found)
			continue
		}
		i := h.at[found.commune]
		delete(h.at, found.commune)
		h.list[i].commune = c
		h.at[c] = i
	}
}

// arrondissement is the one of a city that has a number or, without one, a postcode.
func (g *Gazetteer) arrondissement(city int32, number int, postcode string) (int32, bool) {
	parts := g.cities[city]
	if number > 0 && number <= len(parts) {
		return parts[number-1], true
	}
	if number > 0 || postcode == "" {
		return 0, false
	}
	for _, part := range parts {
		if slices.Contains(g.communes[part].Postcodes, postcode) {
			return part, true
		}
	}
	return 0, false
}

// addServed adds the communes of the postcode, by how much their names are like the words.
func (h *hits) addServed(a asked) {
	words := readingOf(a.bare).glued
	for _, c := range h.g.Postcode(a.postcode) {
		i, _ := h.g.position(c.INSEE)
		h.add(hit{commune: i, other: own, score: servedOnly + servedAlike*likeness(words, readingOf(fold(c.Name)).glued)})
	}
}

// likeness is the share of letters that two texts have in common, in order.
func likeness(a, b string) float64 {
	longest := max(len(a), len(b), 1)
	return max(0, 1-float64(distance(a, b, longest*edit))/float64(longest*edit))
}

// weighPostcode favours the communes that a postcode serves or, if no list has it, those of its département.
func (h *hits) weighPostcode(code string) {
	departements := h.g.departementsOf(code)
	listed := len(h.g.Postcode(code)) > 0
	doubtful := h.g.served(code, true)
	for i := range h.list {
		found := &h.list[i]
		c := &h.g.communes[found.commune]
		switch {
		case slices.Contains(c.Postcodes, code):
			found.score += servedBonus
		case slices.Contains(doubtful, c):
			found.score += doubtfulBonus
		case listed || !slices.Contains(departements, c.Departement):
			found.score -= notServed
			found.often, found.leads = false, false
		default:
			found.score += told
		}
	}
}
