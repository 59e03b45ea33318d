package intake

import (
	"strings"

	"passerelle/internal/directory"
)

// dila is the directory of local offices of Service-Public.gouv.fr, in its bulk file or in pages of its API: the same
// sheets, whose nested values the API writes as JSON text. Its affectation_personne names persons and the descriptions of
// its phones may: they are not read.
func dila() layout {
	return layout{
		name:    "dila",
		needs:   [][]string{{"id"}, {"nom"}, {"pivot"}, {"adresse"}},
		marks:   []string{"plage_ouverture", "code_insee_commune", "url_service_public", "site_internet", "adresse_courriel", "date_modification", "ancien_code_pivot"},
		convert: officePlace,
	}
}

func officePlace(r record) (directory.Place, []Reason, bool) {
	code, kind, ok := officeOf(r)
	if !ok {
		return directory.Place{}, nil, false
	}
	p := directory.Place{
		ID:        r.text("id"),
		Pivot:     r.text("siret"),
		Name:      r.text("nom"),
		INSEE:     r.text("code_insee_commune"), // the office's own; the pivot has the communes it serves
		LocalType: code,
		Phone:     firstValue(r, "telephone"),
		Emails:    r.list("adresse_courriel"),
		Summary:   beginning(r.text("mission")),
		Updated:   r.text("date_modification"),
		Fees:      []string{freeOfCost}, // public offices
	}
	joinOffice(&p, kind)
	p.Sites = officeSites(r)
	officeAddress(r, &p)
	return p, officeHours(r, &p), true
}

// joinOffice adds what the kind of an office says. The older code of France Services was also that of the "maisons de
// services au public" it replaced, which promised less: the sheet's name tells them apart.
func joinOffice(p *directory.Place, kind officeKind) {
	switch {
	case kind.typology == "":
	case kind.typology != franceServicesNetwork.typology:
		p.Typologies = []string{kind.typology}
	case kind.now != "" && !strings.Contains(fold(p.Name), "franceservices"):
		p.Typologies = []string{"MSAP"}
	default:
		franceServicesNetwork.join(p)
	}
}

// firstValue is the first value of a list of objects; some exports write the value alone.
func firstValue(r record, name string) string {
	for _, one := range r.objects(name) {
		if value := one.text("valeur"); value != "" {
			return value
		}
	}
	return r.text(name)
}

func officeSites(r record) []string {
	var sites []string
	for _, site := range r.objects("site_internet") {
		for _, address := range site.list("valeur") {
			join(&sites, address)
		}
	}
	if sheet := r.text("url_service_public"); sheet != "" {
		join(&sites, sheet)
	}
	return sites
}

// officeAddress reads where to go: an "Adresse postale" is where to write, often in another town, and is only better than
// nothing.
func officeAddress(r record, p *directory.Place) {
	addresses := r.objects("adresse")
	if len(addresses) == 0 {
		return
	}
	chosen := addresses[0]
	for _, address := range addresses {
		if !strings.Contains(fold(address.text("type_adresse")), "postale") {
			chosen = address
			break
		}
	}
	p.Street = chosen.text("numero_voie")
	p.Complement = strings.Join(present([]string{chosen.text("complement1"), chosen.text("complement2")}), ", ")
	p.Postcode, p.Commune = chosen.text("code_postal"), chosen.text("nom_commune")
	p.Point = point(chosen, "latitude", "longitude")
	switch chosen.text("accessibilite") {
	case "ACC":
		p.Wheelchair = true
	case "DEM":
		addNote(p, "accessible en fauteuil roulant sur demande")
	}
}

// addNote adds a sentence to what is shown of a place.
func addNote(p *directory.Place, words string) {
	runes := []rune(strings.TrimRight(words, " ."))
	if len(runes) == 0 {
		return
	}
	p.Note = strings.Join(present([]string{p.Note, strings.ToUpper(string(runes[:1])) + string(runes[1:]) + "."}), " ")
}
