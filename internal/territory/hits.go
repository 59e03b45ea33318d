package territory

import (
	"cmp"
	"math"
	"slices"
)

// hit is a commune that was found, by which name, and how well.
type hit struct {
	commune int32
	other   int32 // the other name, or own
	score   float64
	exact   bool // the letters are the same, apart from an article
	very    bool // the words are the very name of the commune
	begun   bool // the name goes on after the words
	often   bool // the words often mean it all the same
	leads   bool // it is so much more populated than those with the very name that it comes first
}

// hits are the communes found for some words, each once.
type hits struct {
	g    *Gazetteer
	list []hit
	at   map[int32]int
	only *Departement // the reading at hand holds in this département alone
}

func (g *Gazetteer) newHits() *hits { return &hits{g: g, at: make(map[int32]int)} }

// add keeps the best score of each commune.
func (h *hits) add(found hit) {
	if h.only != nil {
		if h.g.communes[found.commune].Departement != h.only.Code {
			return
		}
		found.score += told
	}
	i, known := h.at[found.commune]
	if !known {
		h.at[found.commune] = len(h.list)
		h.list = append(h.list, found)
		return
	}
	if found.score > h.list[i].score {
		h.list[i] = found
	}
}

// weight is how populated a commune is, between 0 and 1, by its order of magnitude.
func (h *hits) weight(commune int32) float64 {
	return min(1, math.Log10(float64(1+h.g.communes[commune].Population))/6.4)
}

// best is the highest score so far.
func (h *hits) best() float64 {
	best := 0.0
	for _, found := range h.list {
		best = max(best, found.score)
	}
	return best
}

// sort puts the best first; among equals, the most populated. What is too weak goes. A town that most people mean by the
// name of others comes first, one that is often meant second, or too many homonyms would hide it.
func (h *hits) sort() {
	h.list = slices.DeleteFunc(h.list, func(found hit) bool { return found.score < weak })
	slices.SortFunc(h.list, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), mostPopulatedFirst(&h.g.communes[a.commune], &h.g.communes[b.commune]))
	})
	h.bringForward(0, func(found hit) bool { return found.leads || h.outweighs(found) })
	h.bringForward(1, func(found hit) bool { return found.often })
}

// nearlyAsGood is how little less a score may be to count as the same.
const nearlyAsGood = 0.03

// bringForward puts at a place the most populated commune of a kind that stands behind it, unless one stands there.
func (h *hits) bringForward(place int, is func(hit) bool) {
	best := -1
	for i, found := range h.list {
		if is(found) && i >= place && (best < 0 || h.people(found) > h.people(h.list[best])) {
			best = i
		}
	}
	if best > place {
		found := h.list[best]
		h.list = slices.Insert(slices.Delete(h.list, best, best+1), place, found)
	}
}

// outweighs is whether a town comes so near the best, where that is not the words, that being far more populated decides:
// "agin" is Agen, not Agnin.
func (h *hits) outweighs(found hit) bool {
	best, people := h.list[0], h.people(found)
	return !best.exact && !best.begun && best.score < mostNearly && people >= max(smallTown, twentyTimes*h.people(best)) &&
		best.score-found.score < nearlyAsGood
}

func (h *hits) people(found hit) int { return h.g.communes[found.commune].Population }

// sure is whether the first commune stands apart.
func (h *hits) sure() bool {
	if len(h.list) == 0 || h.list[0].score < certain {
		return false
	}
	return len(h.list) == 1 || h.list[0].score-h.list[1].score > gap-1e-9
}

func (h *hits) candidates() []Candidate {
	candidates := make([]Candidate, 0, mostCandidates)
	for _, found := range h.list[:min(len(h.list), mostCandidates)] {
		c := Candidate{Commune: &h.g.communes[found.commune], Score: found.score}
		if found.other != own {
			c.Heard = h.g.others[found.other].text
		}
		candidates = append(candidates, c)
	}
	return candidates
}
