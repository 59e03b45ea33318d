package listen

import (
	"slices"
	"strings"

	"passerelle/internal/phrase"
)

// The lists of words behind which a place is named, and the facts that it settles.
const (
	listBeforePlace = "avant_un_lieu"
	factCommune     = "commune"
	factDepartement = "departement"
)

const (
	placeWords = 5      // words of the longest name that is looked for
	placeFinds = 2      // names that are looked up in one message: each costs as much as hearing the rest
	manyPeople = 20_000 // who live in a commune whose name is a word as well: "Tours", but not "Douze"
)

// hearPlace takes a commune or a département named in passing: "à Lens", "dans le 62", "59000 Lille". One that two
// communes share is not taken: it is asked when it matters.
func (e *Ear) hearPlace(m *phrase.Message, h *Heard) {
	if e.Atlas == nil {
		return
	}
	finds := 0
	for i := range m.Len() {
		for _, from := range append(m.EndOf(listBeforePlace, i), postcodeAt(m, i)...) {
			to := e.nameEnds(m, from)
			if to == from || finds == placeFinds {
				continue
			}
			finds++
			if e.takePlace(m.Said(from, to), to == from+1 && e.book.Known(m.Token(from)), h) {
				return
			}
		}
	}
}

func postcodeAt(m *phrase.Message, i int) []int {
	if isDigits(m.Token(i), 5) {
		return []int{i}
	}
	return nil
}

// nameEnds is where the longest name of a place ends that begins at a token; from itself when none does.
func (e *Ear) nameEnds(m *phrase.Message, from int) int {
	for to := min(from+placeWords, m.Len()); to > from; to-- {
		name := m.Said(from, to)
		if e.Atlas.Bears(name) || to == from+1 && isCode(m, from) {
			return to
		}
	}
	return from
}

// isCode tells whether a number may be a département or a postcode: "dans le 62", but not "de 62 ans".
func isCode(m *phrase.Message, at int) bool {
	code := m.Token(at)
	if isDigits(code, 5) {
		return true
	}
	counts := at+1 < m.Len() && slices.Contains(counted, m.Token(at+1))
	return (isDigits(code, 2) || isDigits(code, 3)) && !counts
}

// counted are the words that make the number before them a count.
var counted = []string{"ans", "an", "mois", "jours", "jour", "semaines", "heures", "h", "euros", "e", "km", "enfants", "fois", "et", "personnes", "m2", "minutes", "pour", "%"}

// takePlace takes a name for a place; one that is a word as well must be of a commune where many live.
func (e *Ear) takePlace(name string, word bool, h *Heard) bool {
	found := e.Atlas.Find(name)
	switch {
	case word && (len(found.Candidates) == 0 || found.Candidates[0].Commune.Population < manyPeople):
		return false
	case len(found.Candidates) > 0 && (found.Sure || found.Postcode != "" && len(found.Candidates) == 1):
		h.addFact(Fact{ID: factCommune, Value: found.Candidates[0].Commune.INSEE, Words: name})
	case len(found.Candidates) == 0 && found.Departement != nil:
		h.addFact(Fact{ID: factDepartement, Value: found.Departement.Code, Words: name})
	default:
		return false
	}
	return true
}

func isDigits(w string, n int) bool { return len(w) == n && strings.Trim(w, "0123456789") == "" }
