package main

import (
	"fmt"
	"strings"

	"passerelle/internal/directory"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
)

// wishes are what is asked in the words of the schema, each as the rules write it; empty: not asked.
type wishes struct{ service, public, particular string }

// Of the young, by its name in the schema, something is known beside: their age, which some helpers are for.
const (
	young     = "Jeunes"
	youngBand = "de_18_a_25" // in facts.yaml
)

// wishes refuses words that the rules do not have: nothing would be found, and nobody would know why.
func (c *placesNearest) wishes(guide *directory.Guide) (wishes, error) {
	var faults settingFaults
	out := wishes{
		service:    faults.known("--service", c.Service, guide.ServiceNames()),
		public:     faults.known("--public", c.Public, guide.PublicNames()),
		particular: faults.known("--particular", c.Particular, guide.ParticularNames()),
	}
	return out, faults.err()
}

// known finds a value among those that are known, whatever its accents and capitals.
func (f *settingFaults) known(option, value string, known []string) string {
	if value == "" {
		return ""
	}
	for _, k := range known {
		if listen.Normalise(k) == listen.Normalise(value) {
			return k
		}
	}
	f.add(option, fmt.Sprintf("« %s » n'est pas connu", value), "écrire l'une de ces valeurs : "+strings.Join(known, " ; "))
	return ""
}

// put asks it of the places.
func (w wishes) put(guide *directory.Guide, q *directory.Query, s *situation.Situation) {
	if w.service != "" {
		guide.Seek(q, s, []string{w.service})
	}
	if w.public != "" {
		guide.Public(q, w.public)
	}
	if w.particular != "" {
		guide.Particular(q, w.particular)
	}
}
