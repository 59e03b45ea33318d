package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"passerelle/internal/directory"
	"passerelle/internal/hours"
)

var weekdays = []string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}

// plage is one opening of the DILA: the same one or two spans on several days.
type plage struct {
	first, last int // days of the week, Monday 0; the first may come after the last
	spans       []hours.Span
	limit       comment
}

// officeHours reads the plain openings of an office into its hours and the others into its note, as people read them: a
// comment ("premier samedi du mois", "hors vacances scolaires", "uniquement pour…") limits an opening in ways that are not
// understood, and nobody is to be sent to a closed door. Openings by appointment say how to come.
func officeHours(r record, p *directory.Place) (notes []Reason) {
	plain, limited, ok := readPlages(r)
	week, agrees := weekOf(plain)
	if !ok || !agrees {
		notes = append(notes, BrokenHours)
	}
	whole := readComment(r.text("commentaire_plage_ouverture")) // of which openings, it does not say
	if len(notes) > 0 || whole.limits {
		plain, limited, week = nil, slices.Concat(plain, limited), [7][]hours.Span{}
	}
	p.Hours = hours.Format(week)
	booked := whole.appointment
	for _, one := range limited {
		booked = booked || one.limit.appointment
		addNote(p, one.String())
	}
	addNote(p, whole.shown)
	// A remark on the office may be of one of its desks only: shown, and nothing is made of it.
	if remark := readComment(r.text("information_complementaire")); remark.appointment {
		addNote(p, remark.shown)
	}
	if booked && len(plain) > 0 {
		join(&p.Access, walkIn)
	}
	if booked {
		join(&p.Access, byPhone)
	}
	return notes
}

// readPlages is the openings of an office, those that a comment limits apart. False when one of them cannot be read.
// Openings on public holidays are left out: hours say nothing of those days, here as in the other lists.
func readPlages(r record) (plain, limited []plage, ok bool) {
	ok = true
	for _, row := range r.objects("plage_ouverture") {
		if name := fold(row.text("nom_jour_debut")); name == "" || name == "joursferies" {
			continue
		}
		one, readable := readPlage(row)
		switch {
		case !readable:
			ok = false
		case one.limit.limits:
			limited = append(limited, one)
		default:
			plain = append(plain, one)
		}
	}
	return plain, limited, ok
}

func readPlage(r record) (p plage, ok bool) {
	p = plage{first: weekday(r.text("nom_jour_debut")), last: weekday(r.text("nom_jour_fin", "nom_jour_debut")), limit: readComment(r.text("commentaire"))}
	for _, n := range []string{"1", "2"} {
		opens, closes := r.text("valeur_heure_debut_"+n), r.text("valeur_heure_fin_"+n)
		if opens == "" && closes == "" {
			continue
		}
		s, ok := readSpan(opens, closes)
		if !ok {
			return p, false
		}
		p.spans = append(p.spans, s)
	}
	return p, p.first >= 0 && p.last >= 0
}

func weekday(name string) int { return slices.Index(weekdays, fold(name)) }

// readSpan reads two times of one day: no office is open at night, and a closing before the opening is a mistake.
func readSpan(opens, closes string) (hours.Span, bool) {
	s, err := hours.SpanOf(opens, closes)
	return s, err == nil && s.To <= 24*60
}

// weekOf lays openings over a week; false when two of them overlap without being the same.
func weekOf(plages []plage) (week [7][]hours.Span, agrees bool) {
	for _, p := range plages {
		for d := p.first; ; d = (d + 1) % 7 {
			for _, s := range p.spans {
				if !slices.Contains(week[d], s) {
					week[d] = append(week[d], s)
				}
			}
			if d == p.last {
				break
			}
		}
	}
	for _, spans := range week {
		slices.SortFunc(spans, func(a, b hours.Span) int { return a.From - b.From })
		for i := 1; i < len(spans); i++ {
			if spans[i].From < spans[i-1].To {
				return week, false
			}
		}
	}
	return week, true
}

// String is a limited opening as people read it: "samedi 9h-12h : premier samedi du mois".
func (p plage) String() string {
	when := weekdays[p.first]
	if p.last != p.first {
		when += " au " + weekdays[p.last]
	}
	var spans []string
	for _, s := range p.spans {
		spans = append(spans, frenchTime(s.From)+"-"+frenchTime(s.To))
	}
	when = strings.TrimSpace(when + " " + strings.Join(spans, " et "))
	return strings.Join(present([]string{when, p.limit.shown}), " : ")
}

func frenchTime(minutes int) string {
	if minutes%60 == 0 {
		return fmt.Sprintf("%dh", minutes/60)
	}
	return fmt.Sprintf("%dh%02d", minutes/60, minutes%60)
}

// comment is what a remark takes away from an opening.
type comment struct {
	limits      bool
	appointment bool   // it speaks of coming by appointment
	shown       string // empty where it speaks of a person
}

// harmless are remarks that limit nothing, as plainWords leaves them.
var harmless = []string{"", "accueil", "accueil du public", "accueil physique", "accueil sans rendez-vous", "acces libre",
	"avec ou sans rendez-vous", "en journee continue", "journee continue", "ouvert au public", "ouverture au public",
	"sans interruption", "sans rendez-vous"}

func readComment(remark string) comment {
	words := plainWords(remark)
	if slices.Contains(harmless, words) {
		return comment{}
	}
	asked := strings.NewReplacer("sans rendez-vous", "", "hors rendez-vous", "").Replace(words)
	return comment{
		limits:      true,
		appointment: strings.Contains(asked, "rendez-vous"),
		shown:       strings.TrimRight(beginning(remark), " ."),
	}
}

// plainWords is a remark without capitals, accents or its full stop, an appointment always written alike.
func plainWords(remark string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(remark)) {
		if !unicode.Is(unicode.Mn, c) {
			b.WriteRune(c)
		}
	}
	words := strings.Join(strings.Fields(strings.Trim(b.String(), " .!")), " ")
	return strings.NewReplacer("rdv", "rendez-vous", "rendez vous", "rendez-vous").Replace(words)
}
