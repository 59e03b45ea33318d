package territory

import "strings"

// reading is one way to read words as a name, in the shapes in which it is compared.
type reading struct {
	key     string // "la roche sur yon"
	article string // "la"
	bare    string // "roche sur yon"
	glued   string // "rochesuryon"
}

func readingOf(text string) reading {
	article, bare := cutArticle(text)
	return reading{text, article, bare, glue(bare)}
}

// Scores of the ways to find a name, before what else the words tell.
const (
	veryName       = 1.0
	otherSpacing   = 0.98
	lackingArticle = 0.96
	otherArticle   = 0.90
	mostNearly     = 0.94 // what any looser way may reach
	begun          = 0.78 // the first words of a longer name
	cut            = 0.70 // the first letters of a name
	cutLetter      = 0.01 // less for each letter that lacks
	heardAlike     = 0.70
	heardWritten   = 0.10 // times their likeness in writing
	nearlyWritten  = 0.88 // times the share of letters that are right
	otherInitial   = 0.04 // less: people seldom miss the first letter
	partOfWords    = 0.55 // a name among other words
	partLength     = 0.20 // times its share of the letters
	partFirst      = 0.05 // it comes first
	fairShare      = 0.3
	fairWeight     = 0.6
	byWeight       = 0.14 // times how populated the commune is: where more people live, more are asked about
)

// What other names cost: they may be those of a hamlet, while the name of a commune is the commune's.
const (
	byOtherName = 0.03
	byHamlet    = 0.01 // more, where it is a hamlet's
)

// gather finds the communes that the words may name.
func (g *Gazetteer) gather(a asked) *hits {
	h := g.newHits()
	if h.shortForm(a.bare); len(h.list) > 0 {
		return h
	}
	h.spelled(readingOf(a.text))
	if h.best() < veryName-byOtherName {
		h.look(readingOf(a.bare))
		if a.bare != a.text {
			h.look(readingOf(a.text))
		}
		if left, d := g.departementIn(a.bare); d != nil {
			h.only = d
			h.shortForm(left)
			h.look(readingOf(left))
			h.only = nil
		}
	}
	h.settle(a)
	return h
}

// look tries every way to find a name, the loose ones where the strict ones found nothing.
func (h *hits) look(r reading) {
	h.spelled(r)
	if h.best() >= otherArticle {
		return
	}
	h.sounding(r)
	h.nearly(r)
	h.among(r)
}

// spelled finds names that are the words, or begin with them.
func (h *hits) spelled(r reading) {
	h.begin(r, r.glued)
	if r.article != "" {
		h.begin(r, glue(r.key))
	}
}

const (
	shortestBeginning = 4 // letters that the beginning of a name needs
	shortestWord      = 3 // letters that a whole word at its beginning needs: "Aix"
)

func (h *hits) begin(r reading, text string) {
	x := &h.g.names
	forms := x.being(text)
	if len(text) >= shortestWord {
		forms = x.beginning(text)
	}
	for _, f := range forms {
		n := x.names[f.name]
		if len(text) < shortestBeginning && len(f.text) > len(text) && !goesOn(r, n) {
			continue
		}
		found := hit{commune: n.commune, other: n.other}
		if len(f.text) == len(text) {
			found.exact, found.score = true, sameLetters(r, n.key)
		} else {
			found.score, found.begun = h.longer(r, n, len(f.text)-len(text))
		}
		found.very = n.other == own && found.score == veryName
		found.score -= h.otherness(n)
		h.add(found)
	}
}

// otherness is what a name costs for not being the commune's own.
func (h *hits) otherness(n name) float64 {
	switch {
	case n.other == own:
		return 0
	case h.g.others[n.other].kind == hamletName:
		return byOtherName + byHamlet
	}
	return byOtherName
}

// sameLetters scores a name that has the letters of the words, apart from an article.
func sameLetters(r reading, key string) float64 {
	article, bare := cutArticle(key)
	switch {
	case key == r.key:
		return veryName
	case article == r.article || glue(key) == glue(r.key):
		return otherSpacing
	case r.article == "" && bare != "":
		return lackingArticle
	}
	return otherArticle
}

// longer scores a name that goes on after the words: with whole words, or with the end of one.
func (h *hits) longer(r reading, n name, missing int) (score float64, words bool) {
	if goesOn(r, n) {
		return begun + byWeight*h.weight(n.commune), true
	}
	return cut - cutLetter*float64(missing) + byWeight*h.weight(n.commune), false
}

// goesOn is whether a name has more words behind those of the reading.
func goesOn(r reading, n name) bool {
	_, bare := cutArticle(n.key)
	return strings.HasPrefix(bare, r.bare) && strings.HasPrefix(bare[len(r.bare):], " ")
}

// sounding finds names that sound like the words.
func (h *hits) sounding(r reading) {
	if len(r.glued) < 3 {
		return
	}
	for _, s := range h.g.names.sounding(r.key) {
		n := h.g.names.names[uint32(s)]
		h.addLoosely(n, heardAlike+heardWritten*likeness(r.key, n.key))
	}
}

// addLoosely adds a name that is not quite the words: the more populated its commune, the likelier.
func (h *hits) addLoosely(n name, score float64) {
	score += byWeight*h.weight(n.commune) - h.otherness(n)
	h.add(hit{commune: n.commune, other: n.other, score: min(score, mostNearly)})
}

// nearly finds names that differ from the words by a few letters.
func (h *hits) nearly(r reading) {
	if len(r.glued) < shortestBeginning || len(r.glued) > longestCompared {
		return
	}
	x := &h.g.names
	list := h.g.shortlists.Get().(*shortlist)
	defer h.g.shortlists.Put(list)
	for _, i := range list.nearest(x, r.glued) {
		f := x.forms[i]
		longest := max(len(f.text), len(r.glued))
		cost := distance(r.glued, f.text, (1+longest/5)*edit)
		if cost > (1+longest/5)*edit {
			continue
		}
		n := x.names[f.name]
		score := nearlyWritten * (1 - float64(cost)/float64(edit*longest))
		if f.text[0] != r.glued[0] {
			score -= otherInitial
		}
		h.addLoosely(n, score)
	}
}

// among finds names that are some of the words, in a row.
func (h *hits) among(r reading) {
	words := strings.Fields(r.key)
	for i := range words {
		for j := i + 1; j <= min(len(words), i+6); j++ {
			if j-i < len(words) {
				h.part(readingOf(strings.Join(words[i:j], " ")), len(glue(r.key)), i == 0)
			}
		}
	}
}

// part adds the communes that bear a part of the words as a name: not as a hamlet's, which may be anywhere.
func (h *hits) part(r reading, whole int, first bool) {
	if len(r.glued) < 3 {
		return
	}
	for _, f := range h.g.names.being(r.glued) {
		n := h.g.names.names[f.name]
		if sameLetters(r, n.key) < lackingArticle || n.other != own && h.g.others[n.other].kind == hamletName {
			continue
		}
		share := float64(len(r.glued)) / float64(whole)
		if share < fairShare && h.weight(n.commune) < fairWeight {
			continue // a long sentence always holds the name of some village
		}
		score := partOfWords + partLength*share
		if first {
			score += partFirst
		}
		h.addLoosely(n, score)
	}
}
