// Package starter carries the places that a fresh program answers with: the France Services of one day. They are facts of
// the list that ANCT publishes (Licence Ouverte 2.0); each tells its date, and an import of a newer list retires them.
package starter

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"passerelle/internal/directory"
)

// Source is the name of the list, and Dated its day.
const (
	Source = "france-services-" + Dated
	Dated  = "2024-08-01"
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

// Decode reads a packed list.
func Decode(packed []byte) ([]directory.Place, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open the list of the program: %w", err)
	}
	var places []directory.Place
	if err := json.NewDecoder(unzip).Decode(&places); err != nil {
		return nil, fmt.Errorf("read the list of the program: %w", err)
	}
	for i := range places {
		p := &places[i]
		p.Source, p.Typologies, p.Fees, p.Programmes = common.Source, common.Typologies, common.Fees, common.Programmes
		p.Services, p.Updated = common.Services, common.Updated
	}
	return places, nil
}

// Encode packs a list: only what is told of a place, and what distinguishes it from the others. Who answers its mail may be
// a person, so no address of one is kept.
func Encode(places []directory.Place) ([]byte, error) {
	kept := make([]directory.Place, len(places))
	for i, p := range places {
		kept[i] = directory.Place{
			ID: p.ID, Name: p.Name, INSEE: p.INSEE, Commune: p.Commune, Postcode: p.Postcode, Street: p.Street, Complement: p.Complement,
			Point: p.Point, Phone: p.Phone, Hours: p.Hours, Note: p.Note, Itinerant: p.Itinerant, Access: p.Access, Unsure: p.Unsure,
		}
	}
	var packed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(zip).Encode(kept); err != nil {
		return nil, fmt.Errorf("pack a list: %w", err)
	}
	if err := zip.Close(); err != nil {
		return nil, fmt.Errorf("pack a list: %w", err)
	}
	return packed.Bytes(), nil
}
