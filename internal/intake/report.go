package intake

import (
	"fmt"
	"maps"
	"slices"
)

// Quarantined is a row that is kept out, with why.
type Quarantined struct {
	Line   int // of the file, from 1; the rank of the object in JSON
	ID     string
	Name   string
	Reason Reason
	Detail string // French, for the operator: "à 645 km de sa commune"
}

// Reason says why a row is kept out, or what was mended in it.
type Reason string

// Reasons to keep a row out.
const (
	FarFromCommune Reason = "point_loin_de_sa_commune"
	IDReused       Reason = "identifiant_repris"
	NoCommune      Reason = "commune_introuvable"
	NoName         Reason = "sans_nom"
	Malformed      Reason = "ligne_illisible"
)

// What was mended or noted in rows that are kept.
const (
	WrongINSEE     Reason = "insee_contredit_par_le_code_postal"
	NoPoint        Reason = "sans_point"
	SwappedPoint   Reason = "latitude_et_longitude_inversees"
	BrokenHours    Reason = "horaires_non_compris"
	WrongPhone     Reason = "telephone_illisible"
	WrongDate      Reason = "date_invraisemblable"
	PrivateMailbox Reason = "courriel_d_une_personne"
	UnknownValue   Reason = "valeur_hors_liste"
	// and IDReused, where the source files of a list made of several tell its rows apart
)

// Report counts what was read.
type Report struct {
	Rows    int            // rows or objects in the file
	Kept    int            // places
	Skipped int            // rows that are no helper place (another kind of office, a source already imported elsewhere) or repeat another
	Out     map[Reason]int // quarantined
	Mended  map[Reason]int // kept all the same
	Hours   int            // places whose hours are understood
	Phones  int
	Newest  string // date of the newest sheet, YYYY-MM-DD
	Oldest  string

	examples map[Reason][]Quarantined // the first few of each
}

// examplesEach is how many rows of each reason a report quotes.
const examplesEach = 3

// put counts a row that is kept out.
func (r *Report) put(q Quarantined) {
	r.Out[q.Reason]++
	if len(r.examples[q.Reason]) < examplesEach {
		r.examples[q.Reason] = append(r.examples[q.Reason], q)
	}
}

// keep counts a place and what was mended in it, each reason once.
func (r *Report) keep(updated string, hours, phone bool, mended []Reason) {
	r.Kept++
	if hours {
		r.Hours++
	}
	if phone {
		r.Phones++
	}
	if updated != "" {
		r.Newest = max(r.Newest, updated)
		if r.Oldest == "" || updated < r.Oldest {
			r.Oldest = updated
		}
	}
	for _, reason := range distinctReasons(mended) {
		r.Mended[reason]++
	}
}

func distinctReasons(reasons []Reason) []Reason {
	slices.Sort(reasons)
	return slices.Compact(reasons)
}

// Lines is the report as an operator reads it, in French.
func (r Report) Lines() []string {
	lines := []string{fmt.Sprintf("%d lignes lues, %d lieux gardés, %d passées (autre chose qu’un lieu d’aide, ou déjà lues)",
		r.Rows, r.Kept, r.Skipped)}
	for _, reason := range slices.Sorted(maps.Keys(r.Out)) {
		lines = append(lines, fmt.Sprintf("mises de côté, %s : %d", saidOf(reason), r.Out[reason]))
		for _, q := range r.examples[reason] {
			lines = append(lines, fmt.Sprintf("  %d. %s : %s", q.Line, first(q.Name, q.ID, "(sans nom)"), q.Detail))
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(r.Mended)) {
		lines = append(lines, fmt.Sprintf("gardées, %s : %d", saidOf(reason), r.Mended[reason]))
	}
	lines = append(lines, fmt.Sprintf("horaires compris : %s ; téléphone : %s", share(r.Hours, r.Kept), share(r.Phones, r.Kept)))
	if r.Newest != "" {
		lines = append(lines, fmt.Sprintf("fiches du %s au %s", r.Oldest, r.Newest))
	}
	return lines
}

// share is a part of a whole, in hundredths.
func share(part, whole int) string {
	if whole == 0 {
		return "aucun"
	}
	return fmt.Sprintf("%d %%", (100*part+whole/2)/whole)
}

// saidOf is a reason in words.
func saidOf(reason Reason) string {
	words := map[Reason]string{
		FarFromCommune: "point loin de sa commune",
		IDReused:       "identifiant déjà pris par une autre ligne",
		NoCommune:      "commune introuvable",
		NoName:         "sans nom",
		Malformed:      "ligne illisible",
		WrongINSEE:     "code INSEE contredit par le code postal (corrigé)",
		NoPoint:        "sans coordonnées (centre de la commune)",
		SwappedPoint:   "latitude et longitude inversées (corrigé)",
		BrokenHours:    "horaires non compris (montrés tels quels)",
		WrongPhone:     "téléphone illisible (retiré)",
		WrongDate:      "date invraisemblable (retirée)",
		PrivateMailbox: "courriel d’une personne (retiré)",
		UnknownValue:   "valeur hors liste (retirée)",
	}
	return first(words[reason], string(reason))
}
