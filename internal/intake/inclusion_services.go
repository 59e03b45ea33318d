package intake

import (
	"slices"
	"strings"

	"passerelle/internal/directory"
)

// inclusionServices is the list of services of data.inclusion, schema v1 and v0. A service is kept as the place where it
// is given, under its own name since the list does not give that of its structure. zone_eligibilite is not read: a place
// says where help is given, not who may have it.
func inclusionServices() layout {
	return layout{
		name:  "data-inclusion-services",
		needs: [][]string{{"id"}, {"source"}, {"structure_id"}, {"nom"}, {"date_maj"}, {"thematiques"}},
		marks: []string{"structure_id", "thematiques", "modes_accueil", "modes_mobilisation", "mobilisable_par", "zone_eligibilite",
			"lien_source", "profils", "modes_orientation_beneficiaire", "zone_diffusion_type"},
		convert: servicePlace,
	}
}

func servicePlace(r record) (directory.Place, []Reason, bool) {
	services := servicesOf(slugs(r, "thematiques"))
	if len(services) == 0 || nationalElsewhere(r) || forProfessionals(r) || onlyMoney(r) || suspended(r) {
		return directory.Place{}, nil, false
	}
	p := inclusionPlace(r)
	p.ID = inclusionID(r.text("source"), r.text("structure_id")) + "/" + p.ID
	p.Services = services
	p.Access = accessOf(r)
	p.Support, p.ByProxy = supportOf(r)
	linksOf(r, &p)
	notes := append(feesOf(r, &p), publicsOf(r, &p)...)
	nowhere := p.INSEE == "" && p.Postcode == "" && p.Commune == ""
	return p, notes, !nowhere || !slices.Contains(p.Support, fromAfar) // a helpline is no place
}

// forProfessionals tells that people cannot ask for this service themselves: a social worker must.
func forProfessionals(r record) bool {
	if by := slugs(r, "mobilisable_par"); len(by) > 0 {
		return !slices.Contains(by, "usagers")
	}
	return len(slugs(r, "modes_orientation_beneficiaire")) == 0 && len(slugs(r, "modes_orientation_accompagnateur")) > 0
}

// onlyMoney tells that a service is a sum, with nobody to see.
func onlyMoney(r record) bool {
	kinds := slugs(r, "type", "types")
	for _, kind := range kinds {
		if kind != "aide-financiere" && kind != "financement" {
			return false
		}
	}
	return len(kinds) > 0
}

// suspended tells that a service of v0 had ended when its sheet was written.
func suspended(r record) bool {
	end := r.text("date_suspension")
	return end != "" && end <= r.text("date_maj")
}

var accesses = map[string]string{
	"se-presenter":        walkIn,
	"telephoner":          byPhone,
	"envoyer-un-courriel": byMail,
	"envoyer-un-mail":     byMail,     // v0
	"prendre-rdv":         bookOnline, // v0
	"lien-de-rendez-vous": bookOnline, // see accessOf
}

func accessOf(r record) []string {
	var access []string
	for _, mode := range slugs(r, "modes_mobilisation", "modes_orientation_beneficiaire") {
		if mode == "utiliser-lien-mobilisation" && books(r.text("lien_mobilisation")) {
			mode = "lien-de-rendez-vous"
		}
		if way, ok := accesses[mode]; ok {
			join(&access, way)
		}
	}
	return access
}

// books tells that a link is to an appointment. A lien_mobilisation is as often a form or a page to read.
func books(link string) bool {
	words := strings.ToLower(link)
	return strings.Contains(words, "rdv") || strings.Contains(words, "rendez-vous")
}

func linksOf(r record, p *directory.Place) {
	if link := r.text("prise_rdv"); link != "" {
		p.Booking = link
	}
	for _, name := range []string{"lien_mobilisation", "page_web", "formulaire_en_ligne"} {
		switch link := r.text(name); {
		case link == "":
		case p.Booking == "" && books(link):
			p.Booking = link
		default:
			join(&p.Sites, link)
		}
	}
}

// supportOf is how help is given, and whether it is given in the person's place (the "delegation" of v0).
func supportOf(r record) (support []string, byProxy bool) {
	for _, kind := range slugs(r, "type", "types") {
		switch kind {
		case "accompagnement":
			join(&support, oneToOne)
		case "atelier":
			join(&support, workshop)
		case "autonomie":
			join(&support, onOnesOwn)
		case "delegation":
			byProxy = true
		}
	}
	if slices.Contains(slugs(r, "modes_accueil"), "a-distance") {
		join(&support, fromAfar)
	}
	return support, byProxy
}

var fees = map[string]string{
	"gratuit":                 freeOfCost,
	"gratuit-sous-conditions": onCondition, // this and the next two: v0
	"adhesion":                paid,
	"pass-numerique":          paid,
	"payant":                  paid,
}

func feesOf(r record, p *directory.Place) (notes []Reason) {
	for _, fee := range slugs(r, "frais") {
		known, ok := fees[fee]
		if !ok {
			notes = append(notes, UnknownValue)
			continue
		}
		join(&p.Fees, known)
	}
	return notes
}

// audience is a public of data.inclusion: as the national schema has it, if it does, and as people say it.
type audience struct{ public, particular, words string }

const everybody = "tous-publics"

var audiences = map[string]audience{
	everybody:                            {},
	"jeunes":                             {public: "Jeunes", words: "jeunes"},
	"etudiants":                          {public: "Étudiants", words: "étudiants"},
	"familles":                           {public: "Familles et/ou enfants", words: "familles"},
	"femmes":                             {public: "Femmes", words: "femmes"},
	"seniors":                            {public: "Seniors", words: "seniors"},
	"actifs":                             {words: "personnes qui travaillent"},
	"beneficiaires-des-minimas-sociaux":  {words: "personnes qui ont un minimum social"},
	"demandeurs-emploi":                  {words: "demandeurs d'emploi"},
	"personnes-en-situation-de-handicap": {words: "personnes handicapées"},
	"personnes-en-situation-durgence":    {words: "personnes en situation d'urgence"},
	"personnes-en-situation-juridique-specifique": {words: "personnes sorties de prison ou suivies par la justice"},
	"personnes-exilees":                           {words: "personnes exilées"},
	"residents-qpv-frr":                           {words: "habitants des quartiers prioritaires ou de zones rurales"},
	// v0
	"adultes":                            {words: "adultes"},
	"alternants":                         {words: "alternants"},
	"beneficiaires-rsa":                  {words: "personnes au RSA"},
	"deficience-visuelle":                {particular: "Déficience visuelle", words: "personnes malvoyantes"},
	"demandeurs-demploi":                 {words: "demandeurs d'emploi"},
	"familles-enfants":                   {public: "Familles et/ou enfants", words: "familles"},
	"handicaps-mentaux":                  {particular: "Handicaps mentaux", words: "personnes handicapées"},
	"handicaps-psychiques":               {particular: "Handicaps mentaux", words: "personnes handicapées"},
	"jeunes-16-26":                       {public: "Jeunes", words: "jeunes"},
	"locataires":                         {words: "locataires"},
	"personnes-de-nationalite-etrangere": {words: "personnes de nationalité étrangère"},
	"personnes-en-situation-illettrisme": {particular: "Illettrisme", words: "personnes qui lisent difficilement"},
	"personnes-handicapees":              {words: "personnes handicapées"},
	"proprietaires":                      {words: "propriétaires"},
	"public-langues-etrangeres":          {particular: "Langues étrangères (autres)", words: "personnes qui parlent une autre langue"},
	"retraites":                          {public: "Seniors", words: "retraités"},
	"salaries":                           {words: "salariés"},
	"sans-domicile-fixe":                 {words: "personnes sans domicile"},
	"seniors-65":                         {public: "Seniors", words: "seniors"},
	"sortants-de-detention":              {words: "personnes sorties de prison"},
	"surdite":                            {particular: "Surdité", words: "personnes sourdes"},
	"victimes":                           {words: "victimes"},
}

// publicsOf reserves a place to its publics only when the national schema knows all of them: of "jeunes" and "demandeurs
// d'emploi" together, keeping the first would hide the place from the second. Otherwise the place stays open to everybody
// and its publics are shown.
func publicsOf(r record, p *directory.Place) (notes []Reason) {
	var publics, words []string
	slugs := slugs(r, "publics", "profils")
	for _, slug := range slugs {
		who, ok := audiences[slug]
		if !ok {
			notes = append(notes, UnknownValue)
			continue
		}
		if who.particular != "" {
			join(&p.Particular, who.particular)
		}
		if who.public != "" {
			publics = append(publics, who.public)
		}
		join(&words, who.words)
	}
	switch {
	case len(words) == 0 || slices.Contains(slugs, everybody):
	case len(publics) == len(slugs):
		for _, public := range publics {
			join(&p.Publics, public)
		}
	default:
		p.Note = "Pour : " + strings.Join(words, ", ") + "."
	}
	return notes
}
