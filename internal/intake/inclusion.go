package intake

import (
	"strings"

	"passerelle/internal/directory"
)

// inclusionStructures is the list of structures of data.inclusion, schema v1 and the v0 it replaced in April 2026. A
// structure is kept when a network it belongs to, or in v0 its own themes, says that it helps people with procedures:
// the list also has hostels, employers and garages.
func inclusionStructures() layout {
	return layout{
		name:  "data-inclusion-structures",
		needs: [][]string{{"id"}, {"source"}, {"nom"}, {"date_maj"}},
		// Some of these are of services too, which have many more of their own.
		marks:   []string{"reseaux_porteurs", "accessibilite_lieu", "horaires_accueil", "lien_source", "siret", "rna", "antenne", "horaires_ouverture", "thematiques"},
		convert: structurePlace,
	}
}

func structurePlace(r record) (directory.Place, []Reason, bool) {
	if nationalElsewhere(r) {
		return directory.Place{}, nil, false
	}
	p := inclusionPlace(r)
	p.Pivot = r.text("siret", "rna")
	if sheet := r.text("accessibilite_lieu", "accessibilite"); strings.HasPrefix(sheet, "http") {
		p.AccessSheet = sheet
	}
	p.Services = servicesOf(slugs(r, "thematiques"))
	for _, slug := range slugs(r, "reseaux_porteurs", "labels_nationaux") {
		networks[slug].join(&p)
	}
	joinTypology(&p, r.text("typologie"))
	if strings.Contains(fold(p.Name), "emmausconnect") {
		join(&p.Programmes, "Emmaüs Connect")
	}
	return p, nil, len(p.Typologies)+len(p.Programmes)+len(p.Services) > 0
}

// inclusionPlace reads what structures and services of data.inclusion have in common. Their contact_nom_prenom names a
// person: it is not read.
func inclusionPlace(r record) directory.Place {
	p := directory.Place{
		ID:         inclusionID(r.text("source"), r.text("id")),
		Name:       r.text("nom"),
		INSEE:      r.text("code_insee"),
		Postcode:   r.text("code_postal"),
		Commune:    r.text("commune"),
		Street:     r.text("adresse"),
		Complement: r.text("complement_adresse"),
		Hours:      r.text("horaires_accueil", "horaires_ouverture", "recurrence"),
		Summary:    beginning(r.text("presentation_resume", "description", "presentation_detail")),
		Updated:    r.text("date_maj"),
		Sites:      present([]string{r.text("site_web")}),
		Point:      point(r, "latitude", "longitude"),
	}
	// v0 says by contact_public whether the contact may be shown to people; v1 publishes only what may be.
	if r.text("contact_public") != "false" {
		p.Phone, p.Emails = r.text("telephone"), r.list("courriel")
	}
	return p
}

// nationalElsewhere tells that a row came to data.inclusion from the national list of digital mediation places, which is
// imported by itself with more detail (cost "sous condition", particular needs). The rows that went the other way (dora,
// fredo, soliguide) are kept here and left out there, so that each place comes in once.
func nationalElsewhere(r record) bool {
	return strings.HasPrefix(r.text("source"), "mediation-numerique")
}

// inclusionID is the id of schema v1, "source--localid". That of v0 is unique only within its source.
func inclusionID(source, id string) string {
	if source == "" || id == "" || strings.HasPrefix(id, source+"--") {
		return id
	}
	return source + "--" + id
}

// slugs is a list of codes, however the publisher wrote it: a JSON array, one written in a CSV cell, or a PostgreSQL
// array, "{a,b}". No code has a comma.
func slugs(r record, names ...string) []string {
	var all []string
	for _, value := range r.list(names...) {
		for part := range strings.SplitSeq(value, ",") {
			if part = strings.Trim(part, ` []{}"'`); part != "" {
				all = append(all, part)
			}
		}
	}
	return all
}

// join adds a value to a list that has not got it.
func join(list *[]string, value string) {
	for _, has := range *list {
		if has == value {
			return
		}
	}
	*list = append(*list, value)
}

const longestSummary = 280 // characters, as in the schema of digital mediation places

// beginning is the first longestSummary characters of a description, empty where they speak of a person.
func beginning(text string) string { return safeNote(shortened(cleaned(text), longestSummary)) }
