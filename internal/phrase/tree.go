package phrase

import (
	"cmp"
	"slices"
)

// tree is the edges of the states, those of one state side by side and sorted: a search goes through them all the time.
type tree struct {
	first []int32 // where the edges of each state begin
	by    []unit
	to    []int32
	masks []mask              // of each state: the units that go on from it
	roots [firstState][]int32 // of the two roots, which have thousands of edges: the state behind each unit; 0 where there is none
}

// mask is a set of units, roughly: two that share none have nothing in common.
type mask [2]uint64

func (m *mask) add(u unit) { m[u>>6&1] |= 1 << (u & 63) }

func (m *mask) may(u unit) bool { return m[u>>6&1]>>(u&63)&1 == 1 }

func (m *mask) meets(other *mask) bool { return m[0]&other[0]|m[1]&other[1] != 0 }

func plant(edges map[edge]int32, states int32, units unit) tree {
	sorted := make([]edge, 0, len(edges))
	for e := range edges {
		sorted = append(sorted, e)
	}
	slices.SortFunc(sorted, func(a, b edge) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.by, b.by)) })
	t := tree{first: make([]int32, states+1), by: make([]unit, len(sorted)), to: make([]int32, len(sorted)), masks: make([]mask, states)}
	for i, e := range sorted {
		t.by[i], t.to[i] = e.by, edges[e]
		t.first[e.from+1]++
		if e.by != gap {
			t.masks[e.from].add(e.by)
		}
	}
	for i := range states {
		t.first[i+1] += t.first[i]
	}
	for _, root := range []int32{patternRoot, listRoot} {
		t.roots[root] = make([]int32, units+1)
		for i := t.first[root]; i < t.first[root+1]; i++ {
			t.roots[root][t.by[i]] = t.to[i]
		}
	}
	return t
}

// few is how many edges are looked through one by one.
const few = 16

// next is the state behind a unit, from a state.
func (t *tree) next(from int32, by unit) (int32, bool) {
	if from < firstState && by != gap {
		to := t.roots[from][by]
		return to, to != 0
	}
	i, end := t.first[from], t.first[from+1]
	if end-i > few {
		at, found := slices.BinarySearch(t.by[i:end], by)
		if !found {
			return 0, false
		}
		return t.to[i+int32(at)], true
	}
	for ; i < end; i++ {
		if t.by[i] == by {
			return t.to[i], true
		}
	}
	return 0, false
}

// leaf tells whether nothing follows a state.
func (t *tree) leaf(state int32) bool { return t.first[state] == t.first[state+1] }
