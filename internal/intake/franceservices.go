package intake

import (
	"errors"
	"regexp"
	"strings"

	"passerelle/internal/directory"
	"passerelle/internal/hours"
)

// franceServices is the list of the ANCT, whose columns change names between editions.
func franceServices() layout {
	return layout{
		name: "france-services",
		needs: [][]string{
			{"id_fs", "matricule"}, {"lib_fs", "lib_france_services"}, {"adresse"}, {"lib_com", "code_postal", "insee_com"},
			{"h_lundi"},
		},
		marks:     []string{"id_fs", "lib_fs", "lib_france_services", "h_lundi", "h_samedi", "format_fs", "labellisation_fs"},
		convert:   franceServicesPlace,
		listDates: true, // labellisation_fs says when the label was given, perhaps years before the sheet was written
	}
}

// franceServicesPlace follows the rules by which the ANCT puts its own list into the national one.
func franceServicesPlace(r record) (p directory.Place, notes []Reason, ok bool) {
	p = directory.Place{
		ID: r.text("id_fs", "matricule"), Name: r.text("lib_fs", "lib_france_services"), Commune: r.text("lib_com"),
		Postcode: r.text("code_postal"), INSEE: r.text("insee_com"), Street: r.text("adresse"),
		Complement: r.text("complement_adresse", "complement.d.adresse"), Phone: r.text("telephone"),
		Emails: r.list("mail", "contact.mail"), Note: safeNote(r.text("commentaire", "commentaire.horaires")),
		Hours: weekHours(r), Point: point(r, "latitude", "longitude"),
		Updated:    strings.TrimPrefix(r.text("labellisation_fs", "labellisation"), "Espace labellisé "),
		Typologies: []string{"RFS"}, Fees: []string{"Gratuit"}, Programmes: []string{"France Services"},
		Services: []string{"Aide aux démarches administratives", "Insertion professionnelle via le numérique",
			"Maîtrise des outils numériques du quotidien", "Compréhension du monde numérique"},
	}
	p.Itinerant = travels(r)
	switch fold(r.text("prise_rdv")) {
	case "oui":
		p.Access = []string{"Téléphoner", "Contacter par mail"}
	case "non":
		p.Access = []string{"Se présenter"}
	}
	return p, nil, true
}

func travels(r record) bool {
	switch fold(r.text("format_fs")) {
	case "busequivalent", "itinerante":
		return true
	}
	return fold(r.text("itinerance")) == "oui"
}

// weekHours writes a column a day in OpenStreetMap's syntax. Where one of them is not understood the columns stand as they
// are, day by day: they are shown, and never announced as open.
func weekHours(r record) string {
	var week [7][]hours.Span
	var raw []string
	understood := true
	for day, name := range []string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"} {
		text := r.text("h_" + name)
		spans, err := dayHours(text)
		week[day], understood = spans, understood && err == nil
		if text != "" {
			raw = append(raw, name+" "+text)
		}
	}
	if !understood {
		return strings.Join(raw, " ; ")
	}
	return hours.Format(week)
}

// errPastMidnight is of hours that end before they begin: these are offices, somebody mistyped.
var errPastMidnight = errors.New("une fin avant le début")

// dayHours reads the hours of one day: "09:00 - 12:00 / 13:30 - 17:00". Empty is closed, and "00:00 - 00:00" is what an empty
// row of the form they are typed in leaves behind.
func dayHours(text string) ([]hours.Span, error) {
	var spans []hours.Span
	for _, part := range present(strings.Split(text, "/")) {
		from, to, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), "-")
		if from == "00:00" && to == from {
			continue
		}
		span, err := hours.SpanOf(from, to)
		if err == nil && span.To > 24*60 {
			err = errPastMidnight
		}
		if err != nil {
			return nil, err
		}
		spans = append(spans, span)
	}
	return spans, nil
}

var (
	mobile   = regexp.MustCompile(`(?:\+33|0033|0)\s*\(?0?\)?[\s.\-]*[67](?:[\s.\-]*\d){8}`)
	someone  = regexp.MustCompile(`\b(?:MM?\.|Mr\.?|M[Mm][Ee]s?|M[Ll][Ll][Ee]|Monsieur|MONSIEUR|Madame|MADAME)\s+\p{Lu}`)
	sentence = regexp.MustCompile(`\pL{3}`)
)

// noteLimit is the letters that a note may hold: it is read in a chat.
const noteLimit = 300

// safeNote is a comment that may be shown. One that holds an e-mail address, a mobile number or somebody's name speaks of
// a person: it is dropped whole, since what is left of it would not be what was meant.
func safeNote(text string) string {
	if strings.Contains(text, "@") || mobile.MatchString(text) || someone.MatchString(text) || !sentence.MatchString(text) {
		return ""
	}
	return shortened(text, noteLimit)
}
