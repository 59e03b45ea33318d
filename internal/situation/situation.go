// Package situation holds what is known of somebody's case: declared facts, their values, and conditions on them that
// are true, false or not known.
package situation

import "math/bits"

// MaxFacts bounds the vocabulary, so that a set of facts is one machine word.
const MaxFacts = 64

// Value is what is known of one fact: nothing (the zero Value), one value, or a range ("18 à 25 ans").
type Value struct{ lo, hi int32 }

// Known tells whether anything is known.
func (v Value) Known() bool { return v.lo != 0 }

// Exact tells one value from a range.
func (v Value) Exact() bool { return v.Known() && v.lo == v.hi }

// Ordinal is the place of a choice among its declared values, from 0; -1 when it is unknown.
func (v Value) Ordinal() int { return int(v.lo) - 1 }

// within tells whether every value that v may be is one that w may be.
func (v Value) within(w Value) bool { return v.Known() && w.lo <= v.lo && v.hi <= w.hi }

// Set is a set of facts.
type Set uint64

// Has tells whether the fact of this index is in the set.
func (s Set) Has(fact int) bool { return s&(1<<fact) != 0 }

// With adds a fact.
func (s Set) With(fact int) Set { return s | 1<<fact }

// Len counts the facts.
func (s Set) Len() int { return bits.OnesCount64(uint64(s)) }

// Situation is what is known of every fact, by its index in the vocabulary. Its zero value knows nothing.
type Situation struct{ values [MaxFacts]Value }

// Get returns what is known of a fact.
func (s *Situation) Get(fact int) Value { return s.values[fact] }

// Set replaces what is known of a fact; the zero Value forgets it.
func (s *Situation) Set(fact int, v Value) { s.values[fact] = v }

// Known is the set of facts of which something is known.
func (s *Situation) Known() Set {
	var set Set
	for i, v := range s.values {
		if v.Known() {
			set = set.With(i)
		}
	}
	return set
}

// Only keeps what is known of the facts of a set and forgets the rest.
func (s *Situation) Only(keep Set) Situation {
	var out Situation
	for i, v := range s.values {
		if keep.Has(i) {
			out.values[i] = v
		}
	}
	return out
}
