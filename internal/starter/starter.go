// Package starter carries the places that a fresh program answers with: the France Services of one day. They are facts of
// the list that ANCT publishes (Licence Ouverte 2.0); each tells its date, and an import of a newer list retires them.
package starter

import (
	_ "embed"
	"slices"
	"sync"

	"passerelle/internal/directory"
)

// Source is the name of the list, Dated its day, and Count its places, for who need not read them.
const (
	Source = "france-services-" + Dated
	Dated  = "2024-08-01"
	Count  = 2845
)

//go:generate go run generate.go ../../../shared/data/places/france-services_2024-08-01.csv.gz

//go:embed france-services.json.gz
var list []byte

// Places are the places of the list, whose sheets are all of the same day. Nobody may change them.
func Places() []directory.Place { return slices.Clone(read()) }

// read opens the list once. It is part of the program, and a test reads it: it cannot be broken.
var read = sync.OnceValue(func() []directory.Place {
	places, err := Decode(list)
	if err != nil {
		panic(err)
	}
	return places
})

// common is what all sheets of the list have in common, by the rules of ANCT for the national schema.
var common = directory.Place{
	Source: Source, Typologies: []string{"RFS"}, Fees: []string{directory.Free}, Programmes: []string{"France Services"}, Updated: Dated,
	Services: []string{
		"Aide aux démarches administratives", "Insertion professionnelle via le numérique",
		"Maîtrise des outils numériques du quotidien", "Compréhension du monde numérique",
	},
}
