// Package prove walks every path of every flow, lints every text and plays scenarios: what it does not refuse, nobody
// can run into.
package prove

import (
	"time"

	"passerelle/internal/content"
	"passerelle/internal/source"
)

// Report is what was found and what was proven.
type Report struct {
	Faults     []source.Fault `json:"faults"`
	Flows      int            `json:"flows"`
	Steps      int            `json:"steps"`
	Needs      int            `json:"needs"`
	Services   int            `json:"services"`
	Texts      int            `json:"texts"`
	Paths      uint64         `json:"paths"`           // ways through, each a different list of answers
	Situations int            `json:"situations"`      // (place, known facts) reached
	Longest    int            `json:"longest_path"`    // questions before the whole advice
	Taps       int            `json:"taps_to_advised"` // to the first useful answer, on the slowest path
	Slowest    []string       `json:"slowest_path"`    // the questions of that longest path
	Elapsed    time.Duration  `json:"-"`
}

// Content proves what was loaded. loading are the faults that loading found; with some, paths are not walked, because
// what would be walked is not what an author means.
func Content(c *content.Content, loading []source.Fault) Report {
	begin := time.Now()
	faults := new(source.Faults)
	for _, f := range loading {
		faults.Add(f)
	}
	r := Report{Needs: len(c.Catalogue.Needs), Services: len(c.Catalogue.Services)}
	if c.Texts != nil {
		r.Texts = len(c.Texts.All)
		Texts(c, faults)
	}
	if c.Book != nil {
		r.Flows = len(c.Book.Flows)
		for _, f := range c.Book.Flows {
			r.Steps += len(f.Steps)
		}
	}
	if walkable(c) {
		w := newWalk(c, faults)
		w.run()
		r.Paths, r.Situations, r.Longest, r.Taps, r.Slowest = w.paths, len(w.seen), w.longest, w.taps, w.longestPath
	}
	r.Faults = faults.Sorted()
	r.Elapsed = time.Since(begin)
	return r
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
