// Package intake reads the published lists of places with human help: it recognises their layout, converts every row to
// one model, and keeps out what cannot be trusted, with the reason.
package intake

import (
	"context"
	"io"
	"time"

	"passerelle/internal/directory"
	"passerelle/internal/territory"
)

// File is one list to read.
type File struct {
	Name   string // of the file or the last part of its address: it may say the layout's date
	Body   io.Reader
	Source string    // the name under which its places are kept: their ids are unique within it
	Dated  time.Time // of the list, where it is known: the age of sheets that have no date of their own
}

// Batch is a list read whole.
type Batch struct {
	Layout      string // "lamednum-v1", "lamednum-v0", "france-services", "data-inclusion-v1", "dila"
	Places      []directory.Place
	Quarantined []Quarantined
	Report      Report
}

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
	WrongINSEE   Reason = "insee_contredit_par_le_code_postal"
	NoPoint      Reason = "sans_point"
	BrokenHours  Reason = "horaires_non_compris"
	WrongPhone   Reason = "telephone_illisible"
	UnknownValue Reason = "valeur_hors_liste"
)

// Report counts what was read.
type Report struct {
	Rows    int            // rows or objects in the file
	Kept    int            // places
	Skipped int            // rows that are no helper place (another kind of office, a source already imported elsewhere)
	Out     map[Reason]int // quarantined
	Mended  map[Reason]int // kept all the same
	Hours   int            // places whose hours are understood
	Phones  int
	Newest  string // date of the newest sheet, YYYY-MM-DD
	Oldest  string
}

// Read reads one list. An error refuses the whole of it, in French, with what it lacks or where it breaks; nothing of it
// may be used then.
func Read(ctx context.Context, f File, g *territory.Gazetteer) (*Batch, error) { return &Batch{}, nil }
