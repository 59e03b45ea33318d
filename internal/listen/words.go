package listen

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"passerelle/internal/phrase"
)

// unwantedReach is how many words behind "je ne cherche pas" a need may begin and be meant by it.
const unwantedReach = 3

// hearWords takes needs and facts from the words that say them.
func hearWords(m *phrase.Message, hits *[groups][]hit, h *Heard) {
	said := slices.DeleteFunc(hits[words], func(found hit) bool {
		return slices.ContainsFunc(hits[nothing], func(n hit) bool { return found.Meets(n.Match) && !found.Hides(n.Match) })
	})
	slices.SortStableFunc(said, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.Weight(), a.Weight()))
	})
	seen := make(map[seenHit]bool, len(said))
	for i, found := range said {
		if hiddenAmong(said, i) {
			continue
		}
		text := m.Words(found.From, found.To)
		for _, f := range found.settles {
			if value, ok := found.value(f); ok {
				h.addFact(Fact{ID: f.ID, Value: value, Words: text})
			}
		}
		if once := (seenHit{found.ID, found.From}); !seen[once] && !unwanted(found, hits[refusals]) {
			seen[once] = true
			for _, need := range found.needs {
				h.addNeed(Finding{Need: need, Words: text, Weak: found.weak, weight: found.Weight()})
			}
		}
	}
	h.rankNeeds()
}

// seenHit tells two finds of one pattern at one place apart from two finds.
type seenHit struct{ id, from int }

// hiddenAmong tells whether the words of a hit are all those of a longer one. Hits are sorted by where they begin.
func hiddenAmong(said []hit, i int) bool {
	for j := range said {
		if said[j].From > said[i].From {
			return false
		}
		if said[j].Hides(said[i].Match) {
			return true
		}
	}
	return false
}

// unwanted tells whether a need is named only to say that it is not the request.
func unwanted(found hit, refused []hit) bool {
	return slices.ContainsFunc(refused, func(r hit) bool {
		return found.From >= r.To && found.From-r.To <= unwantedReach
	})
}

// value is what a hit says of a fact: a number where it stands for one, the contrary where a yes is denied.
func (h hit) value(f Fact) (string, bool) {
	switch {
	case f.Value == "#":
		return strconv.Itoa(h.Number), true
	case !h.Negated || len(h.needs) > 0:
		return f.Value, true
	case f.Value == "oui":
		return "non", true
	}
	return "", false
}

// addNeed adds a find to its need: two ambiguous words of one need decide together.
func (h *Heard) addNeed(f Finding) {
	for i := range h.Needs {
		if known := &h.Needs[i]; known.Need == f.Need {
			known.Weak = known.Weak && f.Weak && known.Words == f.Words
			known.weight += f.weight
			if !strings.Contains(known.Words, f.Words) {
				known.Words += " + " + f.Words
			}
			return
		}
	}
	h.Needs = append(h.Needs, f)
}

// rankNeeds forgets ambiguous words where a clear one stands beside them, and puts the need with most words first.
func (h *Heard) rankNeeds() {
	clear := slices.DeleteFunc(slices.Clone(h.Needs), func(f Finding) bool { return f.Weak })
	if len(clear) > 0 {
		h.Needs = clear
	}
	slices.SortStableFunc(h.Needs, func(a, b Finding) int { return cmp.Compare(b.weight, a.weight) })
}
