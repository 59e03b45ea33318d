package storage

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"passerelle/internal/directory"
)

// sheets reads the sheets of places as this package writes them. encoding/json takes 12 µs for one, a quarter of a second
// for all of France, and a start has half a second: here most of a sheet stays where it is and the fields point into it.
// What is repeated from sheet to sheet is kept once. Whatever is not as expected goes to encoding/json.
type sheets struct {
	words map[string]string
	lists map[string][]string // by their JSON
}

// sheetOf writes a sheet: JSON, in which & < > stay as they are.
func sheetOf(p directory.Place) (string, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(p); err != nil {
		return "", fmt.Errorf("write the sheet of %s: %w", p.ID, err)
	}
	return strings.TrimSuffix(out.String(), "\n"), nil
}

func newSheets() *sheets { return &sheets{make(map[string]string), make(map[string][]string)} }

func (s *sheets) read(text string, p *directory.Place) error {
	scan := scanner{rest: text}
	if s.object(&scan, p) && scan.ok && scan.rest == "" {
		return nil
	}
	*p = directory.Place{}
	if err := json.Unmarshal([]byte(text), p); err != nil {
		return fmt.Errorf("read the sheet of a place: %w", err)
	}
	return nil
}

func (s *sheets) object(scan *scanner, p *directory.Place) bool {
	scan.ok = true
	scan.take(`{"`)
	for scan.ok {
		name, rest, found := strings.Cut(scan.rest, `":`)
		if !found {
			return false
		}
		scan.rest = rest
		if !s.field(scan, p, name) {
			return false
		}
		if strings.HasPrefix(scan.rest, "}") {
			scan.rest = scan.rest[1:]
			return true
		}
		scan.take(`,"`)
	}
	return false
}

// field reads the value of one field; false when there is none of this name.
func (s *sheets) field(scan *scanner, p *directory.Place, name string) bool {
	if into := repeated(p, name); into != nil {
		*into = s.word(scan.text())
	} else if into := own(p, name); into != nil {
		*into = scan.text()
	} else if into := list(p, name); into != nil {
		*into = s.list(scan)
	} else if into := flag(p, name); into != nil {
		*into = scan.yes()
	} else if name == "point" {
		scan.take(`{"Lat":`)
		p.Point.Lat = scan.number(',')
		scan.take(`"Lon":`)
		p.Point.Lon = scan.number('}')
	} else {
		return false
	}
	return true
}

// repeated are the texts that many sheets share.
func repeated(p *directory.Place, name string) *string {
	switch name {
	case "source":
		return &p.Source
	case "insee":
		return &p.INSEE
	case "commune":
		return &p.Commune
	case "code_postal":
		return &p.Postcode
	case "type_service_local":
		return &p.LocalType
	case "date_maj":
		return &p.Updated
	}
	return nil
}

// own are the texts that are of one sheet.
func own(p *directory.Place, name string) *string {
	switch name {
	case "id":
		return &p.ID
	case "pivot":
		return &p.Pivot
	case "nom":
		return &p.Name
	case "adresse":
		return &p.Street
	case "complement":
		return &p.Complement
	case "telephone":
		return &p.Phone
	case "horaires":
		return &p.Hours
	case "presentation":
		return &p.Summary
	case "commentaire":
		return &p.Note
	case "fiche_acces_libre":
		return &p.AccessSheet
	case "prise_rdv":
		return &p.Booking
	}
	return nil
}

func list(p *directory.Place, name string) *[]string {
	switch name {
	case "typologies":
		return &p.Typologies
	case "courriels":
		return &p.Emails
	case "sites":
		return &p.Sites
	case "services":
		return &p.Services
	case "publics":
		return &p.Publics
	case "prise_en_charge":
		return &p.Particular
	case "frais":
		return &p.Fees
	case "dispositifs":
		return &p.Programmes
	case "modalites_acces":
		return &p.Access
	case "modalites_accompagnement":
		return &p.Support
	}
	return nil
}

func flag(p *directory.Place, name string) *bool {
	switch name {
	case "itinerant":
		return &p.Itinerant
	case "pmr":
		return &p.Wheelchair
	case "fait_a_la_place":
		return &p.ByProxy
	case "adresse_a_verifier":
		return &p.Unsure
	}
	return nil
}

func (s *sheets) word(text string) string {
	if one, ok := s.words[text]; ok {
		return one
	}
	s.words[text] = text
	return text
}

// list reads a list of texts. Sheets share those that are the same: nobody writes into them.
func (s *sheets) list(scan *scanner) []string {
	end := strings.IndexByte(scan.rest, ']') // of the list, or of a text in it: then the list is read and not kept
	if end < 0 {
		scan.ok = false
		return nil
	}
	written, after := scan.rest[:end+1], scan.rest[end+1:]
	if one, ok := s.lists[written]; ok {
		scan.rest = after
		return one
	}
	var out []string
	scan.take("[")
	for scan.ok {
		out = append(out, s.word(scan.text()))
		if strings.HasPrefix(scan.rest, "]") {
			scan.rest = scan.rest[1:]
			if scan.rest == after {
				s.lists[written] = out
			}
			return out
		}
		scan.take(",")
	}
	return nil
}

// scanner goes through JSON without a space, as encoding/json writes it. After one surprise it is not ok any more.
type scanner struct {
	rest string
	ok   bool
}

func (s *scanner) take(what string) {
	rest, found := strings.CutPrefix(s.rest, what)
	s.rest, s.ok = rest, s.ok && found
}

// text reads a text that holds no escape.
func (s *scanner) text() string {
	s.take(`"`)
	end := strings.IndexByte(s.rest, '"')
	if !s.ok || end < 0 || strings.IndexByte(s.rest[:end], '\\') >= 0 {
		s.ok = false
		return ""
	}
	text := s.rest[:end]
	s.rest = s.rest[end+1:]
	return text
}

func (s *scanner) yes() bool {
	s.take("true") // false is not written
	return s.ok
}

// number reads a number and the sign that ends it.
func (s *scanner) number(end byte) float64 {
	at := strings.IndexByte(s.rest, end)
	if !s.ok || at < 0 {
		s.ok = false
		return 0
	}
	n, err := strconv.ParseFloat(s.rest[:at], 64)
	s.ok = s.ok && err == nil
	s.rest = s.rest[at+1:]
	return n
}
