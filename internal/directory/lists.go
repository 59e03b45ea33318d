package directory

import (
	"cmp"
	"slices"
)

// Serving is a list of which places serve.
type Serving struct {
	Source string
	Places int
	Newest string // day of its newest sheet; empty: none has a date
}

// Lists are the lists that the places of a guide come from, the longest first.
func (g *Guide) Lists() []Serving {
	if g.dir == nil {
		return nil
	}
	at := make(map[string]int)
	var out []Serving
	for i := range g.dir.places {
		p := &g.dir.places[i]
		n, seen := at[p.Source]
		if !seen {
			n = len(out)
			at[p.Source] = n
			out = append(out, Serving{Source: p.Source})
		}
		out[n].Places++
		out[n].Newest = max(out[n].Newest, p.Updated)
	}
	slices.SortStableFunc(out, func(a, b Serving) int {
		return cmp.Or(cmp.Compare(b.Places, a.Places), cmp.Compare(a.Source, b.Source))
	})
	return out
}
