package supply

import (
	"context"
	"strings"

	"passerelle/internal/directory"
	"passerelle/internal/intake"
)

// adopt gives a list the name under which it is already known, and returns the one that it would have had. A name that was
// given, or under which a list serves, stands.
func (m *Importer) adopt(ctx context.Context, in *stock, batch *intake.Batch, known []Generation) (insteadOf string, err error) {
	if in.sure || Serving(known, in.list.Source) != nil {
		return "", nil
	}
	serving, _, err := m.store.Places(ctx)
	if err != nil {
		return "", err
	}
	source, same := knownList(batch.Places, batch.Layout, serving, known)
	if !same {
		return "", nil
	}
	insteadOf, in.list.Source = in.list.Source, source
	for i := range batch.Places {
		batch.Places[i].Source = source
	}
	return insteadOf, nil
}

// sameList is the part of a file's rows that must stand in one list for the file to be taken for an edition of it.
const sameList = 0.8

// knownList finds the list that places are an edition of, by what they are and not by the name of their file: of the lists
// that serve, the one in which at least four rows in five stand already. A file that brings only a part of a list is an
// edition of it if it is written in the same layout, as its truncated copy would be; otherwise it is another publisher's.
// See docs/decisions/0008.
func knownList(places []directory.Place, layout string, serving []directory.Place, lists []Generation) (source string, known bool) {
	rows := make(map[string]bool, len(places))
	for i := range places {
		rows[fingerprint(&places[i])] = true
	}
	found := map[string]int{}
	for i := range serving {
		if rows[fingerprint(&serving[i])] {
			found[serving[i].Source]++
		}
	}
	most := 0
	for _, g := range lists {
		n := found[g.Source]
		whole := 2*len(places) >= g.Kept
		if g.Current && n > most && float64(n) >= sameList*float64(len(rows)) && (whole || g.Layout == layout) {
			source, most = g.Source, n
		}
	}
	return source, most > 0
}

// fingerprint is what a row keeps from one edition to the next.
func fingerprint(p *directory.Place) string {
	return p.ID + "\x00" + strings.ToLower(p.Name) + "\x00" + p.INSEE
}
