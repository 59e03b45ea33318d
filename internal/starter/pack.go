package starter

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"passerelle/internal/directory"
	"passerelle/internal/territory"
)

// sheets is a list column by column: what is alike stands together, and takes a quarter less room once compressed.
type sheets struct {
	IDs         []string   `json:"id"`
	Names       []string   `json:"nom"`
	INSEE       []string   `json:"insee"`
	Communes    []string   `json:"commune"`
	Postcodes   []string   `json:"code_postal"`
	Streets     []string   `json:"adresse"`
	Complements []string   `json:"complement"`
	Lat         []int      `json:"latitude"` // in metres or so, see grain
	Lon         []int      `json:"longitude"`
	Phones      []string   `json:"telephone"`
	Hours       []string   `json:"horaires"`
	Notes       []string   `json:"commentaire"`
	Itinerant   []bool     `json:"itinerant"`
	Access      [][]string `json:"modalites_acces"`
	Unsure      []bool     `json:"adresse_a_verifier"`
}

// grain is how finely a degree is told: a hundred-thousandth is a metre.
const grain = 100_000

// add takes only what is told of a place, and what distinguishes it from the others. Who answers its mail may be a person,
// so no address of one is kept.
func (s *sheets) add(p *directory.Place) {
	s.IDs, s.Names = append(s.IDs, p.ID), append(s.Names, p.Name)
	s.INSEE, s.Communes, s.Postcodes = append(s.INSEE, p.INSEE), append(s.Communes, p.Commune), append(s.Postcodes, p.Postcode)
	s.Streets, s.Complements = append(s.Streets, p.Street), append(s.Complements, p.Complement)
	s.Lat, s.Lon = append(s.Lat, grains(p.Point.Lat)), append(s.Lon, grains(p.Point.Lon))
	s.Phones, s.Hours, s.Notes = append(s.Phones, p.Phone), append(s.Hours, p.Hours), append(s.Notes, p.Note)
	s.Itinerant, s.Access, s.Unsure = append(s.Itinerant, p.Itinerant), append(s.Access, p.Access), append(s.Unsure, p.Unsure)
}

func grains(degrees float64) int { return int(math.Round(degrees * grain)) }

// place is one of the list, with what all of it have in common.
func (s *sheets) place(i int) directory.Place {
	p := common
	p.ID, p.Name = s.IDs[i], s.Names[i]
	p.INSEE, p.Commune, p.Postcode = s.INSEE[i], s.Communes[i], s.Postcodes[i]
	p.Street, p.Complement = s.Streets[i], s.Complements[i]
	p.Point = territory.Point{Lat: float64(s.Lat[i]) / grain, Lon: float64(s.Lon[i]) / grain}
	p.Phone, p.Hours, p.Note = s.Phones[i], s.Hours[i], s.Notes[i]
	p.Itinerant, p.Access, p.Unsure = s.Itinerant[i], s.Access[i], s.Unsure[i]
	return p
}

// whole tells that every column is as long as the first.
func (s *sheets) whole() bool {
	for _, length := range []int{
		len(s.Names), len(s.INSEE), len(s.Communes), len(s.Postcodes), len(s.Streets), len(s.Complements), len(s.Lat), len(s.Lon),
		len(s.Phones), len(s.Hours), len(s.Notes), len(s.Itinerant), len(s.Access), len(s.Unsure),
	} {
		if length != len(s.IDs) {
			return false
		}
	}
	return true
}

// Decode reads a packed list.
func Decode(packed []byte) ([]directory.Place, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open the list of the program: %w", err)
	}
	var list sheets
	if err := json.NewDecoder(unzip).Decode(&list); err != nil {
		return nil, fmt.Errorf("read the list of the program: %w", err)
	}
	if !list.whole() {
		return nil, errors.New("read the list of the program: its columns are of several lengths")
	}
	places := make([]directory.Place, len(list.IDs))
	for i := range places {
		places[i] = list.place(i)
	}
	return places, nil
}

// Encode packs a list. Points are rounded to a metre.
func Encode(places []directory.Place) ([]byte, error) {
	var list sheets
	for i := range places {
		list.add(&places[i])
	}
	var packed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(zip).Encode(list); err != nil {
		return nil, fmt.Errorf("pack a list: %w", err)
	}
	if err := zip.Close(); err != nil {
		return nil, fmt.Errorf("pack a list: %w", err)
	}
	return packed.Bytes(), nil
}
