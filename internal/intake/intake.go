// Package intake reads the published lists of places with human help: it recognises their layout, converts every row to
// one model, and keeps out what cannot be trusted, with the reason.
package intake

import (
	"bufio"
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
	Layout      string // "lamednum-v1", "lamednum-v0", "france-services", "data-inclusion-structures", "data-inclusion-services", "dila"
	Places      []directory.Place
	Quarantined []Quarantined
	Report      Report
}

// Read reads one list: CSV or JSON, as it is or inside gzip, bzip2, zip or tar, in any of the layouts. An error refuses the
// whole of it, in French, with what it lacks or where it breaks, and a remedy; nothing of it may be used then.
func Read(ctx context.Context, f File, g *territory.Gazetteer) (*Batch, error) {
	return read(ctx, f, g, usualBounds())
}

func read(ctx context.Context, f File, g *territory.Gazetteer, b bounds) (*Batch, error) {
	d := newDesk(f, g, b)
	o := &opener{bounds: b, left: b.bytes, visit: func(name string, body *bufio.Reader) error {
		return d.receive(ctx, name, body)
	}}
	if err := o.open(f.Name, metered{f.Body, &o.left}, 0); err != nil {
		return nil, refused(err)
	}
	if d.batch.Report.Rows == 0 {
		return nil, refused(errNoRow)
	}
	if encodedTwice(d.batch) {
		return nil, refused(errEncodedTwice)
	}
	return d.batch, nil
}
