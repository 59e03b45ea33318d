package prove

import (
	"fmt"
	"slices"

	"passerelle/internal/catalogue"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// How much must be written for a population of the origin documents. What the catalogue knows of it must be seen: a third
// of those answers at most may give way to services that fit its people better still. And below five needs, which is where
// the catalogue names the least named of them today, a population would be no more than a word in a list.
const (
	mostlyWritten = 2.0 / 3
	fewestWritten = 5
)

// WrittenFor is how many needs have an answer written for a population: a service that names it, or a referral rule that
// speaks of it.
type WrittenFor struct {
	Population string `json:"population"`
	Named      int    `json:"named"`      // needs for which the catalogue has a service that names it
	ByService  int    `json:"by_service"` // needs where such a service is among the three of the answer
	ByRule     int    `json:"by_rule"`    // needs where only a rule leads for it
	Needs      int    `json:"needs"`
}

// Written is how many needs have an answer written for the population.
func (w WrittenFor) Written() int { return w.ByService + w.ByRule }

func (w WrittenFor) least() int {
	return max(fewestWritten, int(mostlyWritten*float64(w.Named)))
}

// originDocuments marks the eight populations of the origin documents.
const originDocuments = "document_depart"

// checkWritten counts what is written for the populations of the origin documents, and refuses too little.
func (m *matrix) checkWritten(faults *source.Faults) []WrittenFor {
	var out []WrittenFor
	for _, p := range m.content.Words.Populations {
		if p.Origin != originDocuments {
			continue
		}
		w := m.writtenFor(p)
		if w.Written() < w.least() {
			faults.Add(p.At(fmt.Sprintf("%d besoins seulement ont une réponse écrite pour « %s » (%d au moins)", w.Written(), p.ID, w.least()), "nommer ce public dans « audience » de services, ou écrire une règle dans referral.yaml"))
		}
		out = append(out, w)
	}
	return out
}

func (m *matrix) writtenFor(p *situation.Population) WrittenFor {
	w := WrittenFor{Population: p.ID, Needs: len(m.content.Catalogue.Needs)}
	for _, need := range m.content.Catalogue.Needs {
		if m.catalogueNames(need, p) {
			w.Named++
		}
		switch _, how := m.answerFor(need, p); how {
		case byService:
			w.ByService++
		case byRule:
			w.ByRule++
		}
	}
	return w
}

// how an answer is written for somebody.
type how uint8

const (
	forAnybody how = iota
	byService
	byRule
)

// answerFor is the answer to somebody of a population with a need, and how it is written for them. A rule that leads for
// anybody with this need is not.
func (m *matrix) answerFor(need *catalogue.Need, p *situation.Population) (catalogue.Advice, how) {
	at, anybody, person := m.settled(need, p), m.settled(need, nil), m.settled(nil, p)
	advice := m.advise(&at)
	names := func(s *catalogue.Service) bool { return s != nil && m.written[s].writtenFor(p, &person) }
	switch {
	case slices.ContainsFunc(advice.Services[:], names):
		return advice, byService
	case advice.Rule != nil && advice.Rule != m.advise(&anybody).Rule:
		return advice, byRule
	}
	return advice, forAnybody
}

// catalogueNames tells whether a service for a need names a population.
func (m *matrix) catalogueNames(need *catalogue.Need, p *situation.Population) bool {
	return slices.ContainsFunc(m.content.Catalogue.Services, func(s *catalogue.Service) bool {
		b := m.written[s]
		return slices.Contains(s.Needs, need) && (slices.Contains(b.suits, p) || slices.Contains(b.limited, p))
	})
}
