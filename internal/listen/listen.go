// Package listen hears what people write: danger first, then needs, facts stated in passing, reserved words, and which
// answer on the screen is meant. It works in memory and keeps nothing.
package listen

import (
	"slices"

	"passerelle/internal/phrase"
	"passerelle/internal/territory"
)

// MaxRunes bounds the part of a message that is read.
const MaxRunes = phrase.MaxRunes

// Normalise folds a message the way the vocabulary is compared.
func Normalise(text string) string { return phrase.Normalise(text) }

// Ear knows the vocabulary and hears with it.
type Ear struct {
	Kinds     map[string]*Kind
	Old       []Renaming // names that changed
	Languages []string   // tags of the languages that it tells from French
	Atlas     Places     // nil: no place is heard

	book      *phrase.Book
	rank      map[string]int // of each kind of danger: the most pressing first
	meanings  []meaning
	said      []saying
	reserved  map[string]string // commands by their words
	languages []language
}

// Places knows the communes, for those that are named in passing.
type Places interface {
	Bears(name string) bool
	Find(words string) territory.Match
}

// hit is a pattern that stands in a message, with what it means.
type hit struct {
	phrase.Match
	*meaning
}

// Hear reads one message. It never fails: what is not understood is simply not in the answer.
func (e *Ear) Hear(text string) *Heard {
	m := e.book.Read(text)
	foreign := e.languageOf(m)
	if foreign != nil {
		m = e.book.ReadForeign(text)
	}
	var hits [groups][]hit
	m.Each(func(found phrase.Match) {
		what := &e.meanings[found.ID]
		hits[what.group] = append(hits[what.group], hit{found, what})
	})
	h := new(Heard)
	e.hearDangers(m, &hits, h)
	for _, found := range hits[commands] {
		if m.Whole(found.Match) {
			h.Command = found.command
		}
	}
	hearWords(m, &hits, h)
	for _, found := range hits[renamings] {
		if !slices.Contains(h.Renamed, found.renamed) {
			h.Renamed = append(h.Renamed, found.renamed)
		}
	}
	e.hearPlace(m, h)
	if foreign != nil {
		h.Language = foreign.tag
		for _, f := range foreign.settles {
			h.addFact(Fact{ID: f.ID, Value: f.Value, Words: m.Said(0, m.Len())})
		}
	}
	return h
}

// Reads is a message as it is read: short forms in full, words cut where they were run together.
func (e *Ear) Reads(text string) string { return e.book.Read(text).String() }
