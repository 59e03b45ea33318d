package intake

import (
	"regexp"
	"slices"
	"strings"

	"passerelle/internal/directory"
	"passerelle/internal/territory"
)

// lamednumNeeds is what both generations share. The schema requires a date and the identity of the organisation; a list
// with neither is of somebody's rounds, names and mobiles included (Creuse): it is refused.
func lamednumNeeds() [][]string {
	return [][]string{
		{"id"}, {"nom"}, {"commune", "code_postal", "code_insee"}, {"adresse", "nom_voie"},
		{"date_maj", "pivot", "siret"},
	}
}

func lamednumV1() layout {
	return layout{
		name:  "lamednum-v1",
		needs: lamednumNeeds(),
		marks: []string{"courriels", "itinerance", "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge",
			"dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels", "modalites_acces",
			"fiche_acces_libre"},
		convert: lamednumReader(),
	}
}

func lamednumV0() layout {
	return layout{
		name:  "lamednum-v0",
		needs: lamednumNeeds(),
		marks: []string{"cle_ban", "courriel", "publics_accueillis", "public_accueillis", "conditions_acces", "conditions_access",
			"labels_nationaux", "labels_autres", "accessibilite"},
		convert: lamednumReader(),
	}
}

// lamednum reads both generations of the schema: real lists mix their columns.
type lamednum struct {
	services, publics, particular, fees, programmes, access, support, itinerance enumeration
}

func lamednumReader() func(record) (directory.Place, []Reason, bool) {
	l := lamednum{
		lamednumServices(), lamednumPublics(), lamednumParticular(), lamednumFees(), lamednumProgrammes(), lamednumAccess(),
		lamednumSupport(), lamednumItinerance(),
	}
	return l.convert
}

func (l lamednum) convert(r record) (p directory.Place, notes []Reason, ok bool) {
	address := r.object("adresse")
	p = directory.Place{
		ID: r.text("id"), Pivot: r.text("pivot", "siret"), Name: r.text("nom"),
		Commune:    first(r.text("commune"), address.text("commune")),
		Postcode:   first(r.text("code_postal"), address.text("code_postal")),
		INSEE:      first(r.text("code_insee"), address.text("code_insee")),
		Street:     first(r.text("adresse"), street(address)),
		Complement: first(r.text("complement_adresse"), address.text("complement_adresse")),
		Phone:      r.text("telephone"), Emails: r.list("courriels", "courriel"), Sites: r.list("site_web"),
		Hours: r.text("horaires"), Summary: beginning(r.text("presentation_resume")), Updated: r.text("date_maj"),
		Typologies:  typologies(r.list("typologie", "typologies")),
		AccessSheet: r.text("fiche_acces_libre", "accessibilite"), Booking: r.text("prise_rdv"),
		Point: point(r, "latitude", "longitude"),
	}
	if !l.enumerated(r, &p) {
		notes = append(notes, UnknownValue)
	}
	return p, notes, true
}

// enumerated fills what has a list of values; false when some are not of their list: those are left out.
func (l lamednum) enumerated(r record, p *directory.Place) (all bool) {
	all = true
	read := func(e enumeration, columns ...string) []string {
		kept, unknown := e.read(r.list(columns...))
		all = all && !unknown
		return kept
	}
	p.Services = read(l.services, "services")
	p.Fees = read(l.fees, "frais_a_charge", "conditions_acces", "conditions_access")
	p.Programmes = read(l.programmes, "dispositif_programmes_nationaux", "labels_nationaux")
	p.Access = read(l.access, "modalites_acces")
	p.Support = read(l.support, "modalites_accompagnement")
	if i := slices.Index(p.Support, byProxy); i >= 0 {
		p.Support, p.ByProxy = slices.Delete(p.Support, i, i+1), true
	}
	p.Itinerant = slices.Equal(read(l.itinerance, "itinerance"), []string{"Itinérant"})
	p.Particular = read(l.particular, "prise_en_charge_specifique")
	return l.received(r, p) && all
}

// received reads who is received: one column of v0 holds what two of v1 do.
func (l lamednum) received(r record, p *directory.Place) (all bool) {
	all = true
	var publics []string
	for _, value := range r.list("publics_specifiquement_adresses", "publics_accueillis", "public_accueillis") {
		one, unknown := l.publics.read([]string{value})
		if unknown {
			one, unknown = l.particular.read([]string{value})
			p.Particular = append(p.Particular, one...)
			all = all && !unknown
			continue
		}
		publics = append(publics, one...)
	}
	p.Publics, p.Particular = reserved(publics), distinct(p.Particular)
	return all
}

// reserved is whom a place is reserved to. Where adults are received nobody is turned away for their age, so the ages
// listed beside them reserve nothing: v0 wrote "everybody" as the list of all ages.
func reserved(publics []string) []string {
	if !slices.Contains(publics, adults) {
		return distinct(publics)
	}
	ages := []string{adults, "Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors"}
	return distinct(slices.DeleteFunc(publics, func(one string) bool { return slices.Contains(ages, one) }))
}

func distinct(values []string) []string {
	var kept []string
	for _, value := range values {
		if !slices.Contains(kept, value) {
			kept = append(kept, value)
		}
	}
	return kept
}

// street is the street of a nested address: "12", "bis", "rue de la Paix".
func street(address record) string {
	return strings.Join(present([]string{
		address.text("numero_voie"), address.text("repetition"), address.text("nom_voie"),
	}), " ")
}

var typologyCode = regexp.MustCompile(`^[A-Za-z0-9_]{1,24}$`)

// typologies keeps what looks like a code: the schema does not list them.
func typologies(values []string) []string {
	return slices.DeleteFunc(values, func(code string) bool { return !typologyCode.MatchString(code) })
}

// point is the coordinates of two columns; the zero Point, which is not valid, when either is missing.
func point(r record, lat, lon string) territory.Point {
	y, hasLat := r.number(lat)
	x, hasLon := r.number(lon)
	if !hasLat || !hasLon {
		return territory.Point{}
	}
	return territory.Point{Lat: y, Lon: x}
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
