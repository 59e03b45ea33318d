// Package prove walks every path of every flow, lints every text and plays scenarios: what it does not refuse, nobody
// can run into.
package prove

import (
	"runtime"
	"sync"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/source"
)

// Report is what was found and what was proven.
type Report struct {
	Faults        []source.Fault `json:"faults"`
	Flows         int            `json:"flows"`
	Steps         int            `json:"steps"`
	Needs         int            `json:"needs"`
	Services      int            `json:"services"`
	Texts         int            `json:"texts"`
	Paths         uint64         `json:"paths"`           // ways through, each a different list of answers
	Situations    int            `json:"situations"`      // (place, known facts) reached
	Longest       int            `json:"longest_path"`    // questions before the whole advice
	LongestOwn    int            `json:"longest_own"`     // of those who do not write for somebody else
	Taps          int            `json:"taps_to_advised"` // to the first useful answer, on the slowest path
	Slowest       []string       `json:"slowest_path"`    // the questions of that longest path
	Card          int            `json:"card_questions"`  // of the card's flow, each of which puts a line on it
	Combinations  int            `json:"combinations"`    // need, population, age, département: each advised, nobody wronged
	Populations   int            `json:"populations"`     // among them
	Areas         int            `json:"areas"`           // kinds of département among them, unknown included
	Conversations int            `json:"conversations"`   // played by buttons, each to a person
	PlayedTaps    int            `json:"played_taps"`     // to the first useful answer, on the slowest of those
	PlayedLongest int            `json:"played_longest"`  // questions, on the longest of those
	WrittenFor    []WrittenFor   `json:"written_for"`     // the populations of the origin documents
	Elapsed       time.Duration  `json:"-"`
}

// Content proves what was loaded. loading are the faults that loading found. Where an arrow of the flows leads nowhere,
// paths are not walked, because what would be walked is not what an author means; and who is advised what is proven once
// everything else holds.
func Content(c *content.Content, loading []source.Fault) Report {
	begin := time.Now()
	faults := new(source.Faults)
	for _, f := range loading {
		faults.Add(f)
	}
	r := Report{Needs: len(c.Catalogue.Needs), Services: len(c.Catalogue.Services)}
	if c.Book != nil {
		r.Flows = len(c.Book.Flows)
		for _, f := range c.Book.Flows {
			r.Steps += len(f.Steps)
		}
	}
	var proofs []proof
	if c.Texts != nil {
		proofs = append(proofs, proveTexts)
	}
	if walkable(c) {
		proofs = append(proofs, provePaths, proveReach)
	}
	for _, found := range sideBySide(proofs, func(p proof) *source.Faults { return p.run(c, &r) }) {
		for _, f := range found.Sorted() {
			faults.Add(f)
		}
	}
	if faults.Len() == 0 { // else a thousand people would tell the same fault again
		provePeople(c, faults, &r)
	}
	r.Faults = faults.Sorted()
	r.Elapsed = time.Since(begin)
	return r
}

// proof reads the content, notes faults, and fills its own part of the report.
type proof func(*content.Content, *source.Faults, *Report)

func (p proof) run(c *content.Content, r *Report) *source.Faults {
	faults := new(source.Faults)
	p(c, faults, r)
	return faults
}

// sideBySide works on every item, on all processors; what comes of it stands in the order of the items.
func sideBySide[I, O any](items []I, work func(I) O) []O {
	out := make([]O, len(items))
	next := make(chan int)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := range next {
				out[i] = work(items[i])
			}
		})
	}
	for i := range items {
		next <- i
	}
	close(next)
	all.Wait()
	return out
}

func proveTexts(c *content.Content, faults *source.Faults, r *Report) {
	r.Texts = len(c.Texts.All)
	Texts(c, faults)
}

func provePaths(c *content.Content, faults *source.Faults, r *Report) {
	w := newWalk(c, faults)
	w.run()
	r.Paths, r.Situations, r.Longest, r.Taps, r.Slowest = w.paths, len(w.seen), w.longest, w.taps, w.longestPath
	r.LongestOwn, r.Card = w.longestOwn, len(w.cardQuestions)
}

func proveReach(c *content.Content, faults *source.Faults, _ *Report) {
	checkReach(c, c.Engine(nil), faults)
}

func provePeople(c *content.Content, faults *source.Faults, r *Report) {
	m := newMatrix(c)
	r.Combinations, r.Populations, r.Areas = m.run(faults), len(c.Words.Populations), len(m.areas)
	r.WrittenFor = m.checkWritten(faults)
	played := newConversations(m).run(faults)
	r.Conversations, r.PlayedTaps, r.PlayedLongest = played.conversations, played.taps, played.questions
}

// walkable tells whether every arrow of the flows leads somewhere, so that walking them means something.
func walkable(c *content.Content) bool {
	if c.Book == nil || c.Book.Start == nil {
		return false
	}
	for _, f := range c.Book.Flows {
		if !f.Whole() {
			return false
		}
	}
	return true
}
