// Package directory knows places with human help and names those that fit a situation: nearest and open first, each with
// its reasons.
package directory

import "passerelle/internal/territory"

// Place is somewhere with human help. The fields are those of the French schema of digital mediation places
// (LaMednum/standard-mediation-num v1.0.2) that serve here, and a few that other lists have. No field names a person.
type Place struct {
	Source      string          `json:"source"` // the list it comes from: "france-services"
	ID          string          `json:"id"`     // as published; unique within its source
	Pivot       string          `json:"pivot,omitempty"`
	Name        string          `json:"nom"`
	INSEE       string          `json:"insee"` // of its commune, always resolved
	Commune     string          `json:"commune"`
	Postcode    string          `json:"code_postal"`
	Street      string          `json:"adresse,omitempty"`
	Complement  string          `json:"complement,omitempty"`
	Point       territory.Point `json:"point"`
	Typologies  []string        `json:"typologies,omitempty"`         // codes of the schema: RFS, ML, CCAS…
	LocalType   string          `json:"type_service_local,omitempty"` // of the DILA directory
	Phone       string          `json:"telephone,omitempty"`          // international: "+33555000001"; short numbers as dialled
	Emails      []string        `json:"courriels,omitempty"`
	Sites       []string        `json:"sites,omitempty"`
	Hours       string          `json:"horaires,omitempty"` // as published, in OpenStreetMap's syntax where it was understood
	Summary     string          `json:"presentation,omitempty"`
	Note        string          `json:"commentaire,omitempty"` // of the publisher about hours or itinerary: shown, never read
	Itinerant   bool            `json:"itinerant,omitempty"`
	Updated     string          `json:"date_maj,omitempty"` // YYYY-MM-DD; empty when undated
	Services    []string        `json:"services,omitempty"`
	Publics     []string        `json:"publics,omitempty"` // reserved to these; empty is everybody
	Particular  []string        `json:"prise_en_charge,omitempty"`
	Fees        []string        `json:"frais,omitempty"`
	Programmes  []string        `json:"dispositifs,omitempty"`
	Access      []string        `json:"modalites_acces,omitempty"`
	Support     []string        `json:"modalites_accompagnement,omitempty"`
	AccessSheet string          `json:"fiche_acces_libre,omitempty"` // URL of an accessibility sheet
	Wheelchair  bool            `json:"pmr,omitempty"`               // said to be accessible (DILA "ACC")
	Booking     string          `json:"prise_rdv,omitempty"`         // URL
	ByProxy     bool            `json:"fait_a_la_place,omitempty"`
	Unsure      bool            `json:"adresse_a_verifier,omitempty"` // its point was missing: the centre of its commune stands for it
}
