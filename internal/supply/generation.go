package supply

import "time"

// Generation is one list of places, as it was imported once.
type Generation struct {
	ID           int64  // given by the store; later imports have greater ones
	Source       string // the name of the list
	Layout       string // how it is written: "france-services"
	File         string // its name as published: some publishers ask that it be told
	Address      string // asked for; empty for a file
	URL          string // where it was in the end: some publishers ask that it be told
	ETag         string // of the answer, as the server wrote it
	LastModified string // of the answer, as the server wrote it
	Dated        string // day of the list, YYYY-MM-DD; empty when unknown
	Hour         int64  // of the import, in hours since 1970-01-01T00:00Z
	Checked      int64  // hour when its publisher last had nothing newer; that of the import at first
	Rows         int    // in the file
	Kept         int    // places
	Skipped      int    // rows that are no helper place
	Quarantined  int    // rows kept out
	Report       []byte // of the import: an intake.Report in JSON
	Current      bool   // it serves; otherwise it is the previous one, kept to go back to
}

// Quarantined is a row that an import kept out, with why.
type Quarantined struct {
	Line   int // of the file, from 1
	ID     string
	Name   string
	Reason string // an intake.Reason
	Detail string // French, for the operator
}

// ImportedAt is when the list was imported, to the hour, in UTC.
func (g *Generation) ImportedAt() time.Time { return momentOf(g.Hour) }

// CheckedAt is when its publisher last had nothing newer, to the hour, in UTC.
func (g *Generation) CheckedAt() time.Time { return momentOf(g.Checked) }

func momentOf(hour int64) time.Time { return time.Unix(hour*3600, 0).UTC() }

func hourOf(t time.Time) int64 { return t.Unix() / 3600 }

// Serving is the generation of a list that serves; nil when there is none.
func Serving(known []Generation, source string) *Generation {
	for i := range known {
		if known[i].Current && known[i].Source == source {
			return &known[i]
		}
	}
	return nil
}

// newestFrom is the newest import of an address, were it turned down since: its publisher has nothing newer.
func newestFrom(known []Generation, address string) *Generation {
	var last *Generation
	for i := range known {
		if known[i].Address == address && (last == nil || known[i].ID > last.ID) {
			last = &known[i]
		}
	}
	return last
}
