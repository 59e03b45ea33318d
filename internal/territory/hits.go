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

// sort puts the best first; among equals, the most populated. What is too weak goes. A town that is often meant by the name
// of others comes second, or too many homonyms would hide it.
func (h *hits) sort() {
	h.list = slices.DeleteFunc(h.list, func(found hit) bool { return found.score < weak })
	slices.SortFunc(h.list, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), mostPopulatedFirst(&h.g.communes[a.commune], &h.g.communes[b.commune]))
	})
	if i := slices.IndexFunc(h.list, func(found hit) bool { return found.often }); i > 1 {
		town := h.list[i]
		h.list = slices.Insert(slices.Delete(h.list, i, i+1), 1, town)
	}
}

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
