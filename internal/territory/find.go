package territory

import (
	"cmp"
	"slices"
)

// Match is what words about a place may mean.
type Match struct {
	Candidates  []Candidate  // best first: five at most, but all those of a postcode
	Sure        bool         // the first candidate, or the département where there is none, may be taken without asking
	Departement *Departement // the words name a département; beside candidates, they may mean either
	Postcode    string       // the words were a postcode alone: every commune of it is a candidate
}

// Candidate is a commune that words may mean.
type Candidate struct {
	Commune *Commune
	Score   float64 // 1 is the very name
	Heard   string  // the other name by which it was found ("Lomme" for Lille), or ""
}

const (
	// A commune is taken without asking when its score is certain and no other comes nearer than the gap.
	certain = 0.95
	gap     = 0.1
	// understood is the score below which words beside a postcode are left aside.
	understood = 0.68
	// farFetched is the score below which the best commune is none, nor are those behind it: asking again in other words is
	// better than a wild guess. Of the tables' answers, the least has 0.737.
	farFetched = 0.71
	// weak is the score below which a commune is no candidate.
	weak = 0.55
	// guessed is the score of what a postcode alone suggests.
	guessed = 0.6
	// mostCandidates may be shown for words.
	mostCandidates = 5
)

// Find tells which commune or département words may mean. The words may hold a postcode beside the name.
func (g *Gazetteer) Find(words string) Match {
	a := g.read(words)
	switch {
	case a.postcode != "" && (a.text == "" || g.nowhere(a)):
		return g.findPostcode(a.postcode)
	case a.text == "":
		return Match{Departement: a.departement, Sure: a.departement != nil}
	case g.nowhere(a):
		return Match{}
	}
	if m, found := g.findElsewhere(a); found {
		return m
	}
	if m, found := g.findDepartement(a); found {
		return m
	}
	return g.findName(a)
}

// findName looks for the communes that the words may name.
func (g *Gazetteer) findName(a asked) Match {
	h := g.gather(a)
	h.weigh(a)
	h.sort()
	if a.postcode != "" && (len(h.list) == 0 || h.list[0].score < understood) {
		return g.findPostcode(a.postcode)
	}
	if a.postcode == "" && (len(h.list) == 0 || h.list[0].score < farFetched) {
		return Match{}
	}
	return Match{Candidates: h.candidates(), Sure: h.sure()}
}

// findPostcode gives every commune of a postcode: sure if there is but one. One that no list has (CEDEX) gives a guess.
func (g *Gazetteer) findPostcode(code string) Match {
	m := Match{Postcode: code}
	if sure := g.served(code, false); len(sure) > 0 {
		m.Candidates = scored(sure, 1-gap)
		m.Sure = len(sure) == 1
		if m.Sure {
			m.Candidates[0].Score = 1
		}
		return m
	}
	if doubtful := g.served(code, true); len(doubtful) > 0 {
		m.Candidates = scored(doubtful, guessed)
	} else if c := g.likely(code); c != nil {
		m.Candidates = scored([]*Commune{c}, guessed)
	}
	return m
}

func scored(communes []*Commune, score float64) []Candidate {
	candidates := make([]Candidate, len(communes))
	for i, c := range communes {
		candidates[i] = Candidate{Commune: c, Score: score}
	}
	return candidates
}

// findDepartement tells whether the words name a département. An article, "dans" or "en" leave no doubt; bare, "Vienne"
// may be a commune; after "à" it is one. The city of Paris is its own département.
func (g *Gazetteer) findDepartement(a asked) (m Match, found bool) {
	d := cmp.Or(g.departementNamed(a.text), g.departementNamed(a.bare))
	if d == nil || a.postcode != "" || a.departement != nil && a.departement != d || a.departement == nil && a.number > 0 {
		return Match{}, false
	}
	m.Departement, m.Sure = d, true
	if article, _ := cutArticle(a.bare); article != "" || a.within() {
		return m, true
	}
	called := g.bearers(a.bare)
	if len(called) > 0 && (a.at() || slices.ContainsFunc(called, g.hasArrondissements)) {
		return Match{}, false
	}
	m.Candidates = scored(called[:min(len(called), mostCandidates)], 1)
	m.Sure = len(called) == 0
	return m, true
}

// bearers lists the communes whose own name, folded, is a text: the most populated first.
func (g *Gazetteer) bearers(text string) []*Commune {
	var bearers []*Commune
	for _, f := range g.names.being(glue(text)) {
		if n := g.names.names[f.name]; n.other == own && n.key == text {
			bearers = append(bearers, &g.communes[n.commune])
		}
	}
	slices.SortFunc(bearers, mostPopulatedFirst)
	return bearers
}

func (g *Gazetteer) hasArrondissements(c *Commune) bool {
	i, _ := g.position(c.INSEE)
	return len(g.cities[i]) > 0
}
