package catalogue

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
)

// WriteUnverified writes as CSV every number and page that a person must still try, the least sure first: service, what,
// value, why, source date, file, line.
func (c *Catalogue) WriteUnverified(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"service", "nom", "quoi", "valeur", "pourquoi", "date_source", "fichier", "ligne"})
	leastSure := slices.Clone(c.Services)
	slices.SortStableFunc(leastSure, func(a, b *Service) int { return a.rank() - b.rank() })
	for _, s := range leastSure {
		row := func(what, value, why string) {
			out.Write([]string{s.ID, s.Name, what, value, why, s.facts.SourceDate, s.node.File(), strconv.Itoa(s.node.Line())})
		}
		if s.checked("phone") == "" {
			for _, p := range s.phones {
				row("phone", p.Number, s.doubt(s.facts.PhoneToVerify))
			}
		}
		if s.URL != "" && s.checked("url") == "" {
			row("url", s.URL, s.doubt(s.facts.URLToVerify))
		}
	}
	out.Flush()
	return out.Error()
}

// rank puts first what was never read in an official source, then what is unsure for another reason.
func (s *Service) rank() int {
	switch {
	case s.facts.PhoneToVerify || s.facts.URLToVerify:
		return 0
	case s.Low:
		return 1
	}
	return 2
}

func (s *Service) doubt(toVerify bool) string {
	switch {
	case s.Low:
		return "confiance basse, numéro non montré"
	case toVerify:
		return "jamais lu dans une source officielle"
	}
	return "lu dans une copie, jamais essayé"
}
