package supply

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"passerelle/internal/intake"
)

// Order is one list to import.
type Order struct {
	What   string    // a file, an address, or the name of an official list
	Source string    // the name to keep it under, a ValidName; empty: found out
	Dated  time.Time // day of the list; zero: found out
	Force  bool      // import it again, and even if most of its places are gone

	// Progress, which may be nil, is told how many bytes a step has done, of a total that is below zero while it is not
	// known. Steps are named in French.
	Progress func(step string, done, total int64)
}

// step tells the progress of one step; nil when nobody watches.
func (o Order) step(name string) func(done, total int64) {
	if o.Progress == nil {
		return nil
	}
	return func(done, total int64) { o.Progress(name, done, total) }
}

// Delivery is what came of an order.
type Delivery struct {
	Generation Generation    // that serves now; of a new one, the store alone knows the ID
	Last       *Generation   // that served before; nil for a new list
	NothingNew bool          // Last is the newest that its publisher has: it serves on, and there is no Report
	InsteadOf  string        // the name that its file gives, when the list was known under another one; empty otherwise
	Forced     bool          // most of its places are gone, and it was imported all the same
	Report     intake.Report // of what was read
}

// Bring imports one list. An error, in French, says why it is refused, with a remedy; what served before serves on.
func (m *Importer) Bring(ctx context.Context, o Order) (*Delivery, error) {
	known, err := m.store.Generations(ctx)
	if err != nil {
		return nil, err
	}
	in, nothingNew, err := m.take(ctx, o, known)
	if err != nil {
		return nil, refused(in.list.Source, known, err)
	}
	defer in.drop()
	if nothingNew {
		last := Serving(known, in.list.Source)
		return &Delivery{Generation: *last, Last: last, NothingNew: true}, m.store.PlacesChecked(ctx, last.Source, hourOf(m.now()))
	}
	batch, err := m.read(ctx, o, in)
	if err != nil {
		return nil, refused(in.list.Source, known, err)
	}
	out := &Delivery{Report: batch.Report}
	if out.InsteadOf, err = m.adopt(ctx, in, batch, known); err != nil {
		return nil, err
	}
	out.Last = Serving(known, in.list.Source)
	if out.Forced, err = enough(batch, out.Last, out.InsteadOf, o.Force); err != nil {
		return nil, refused(in.list.Source, known, err)
	}
	if out.Generation, err = described(in, batch, m.now()); err != nil {
		return nil, err
	}
	if err := m.store.ReplacePlaces(ctx, out.Generation, batch.Places, quarantined(batch)); err != nil {
		return nil, refused(in.list.Source, known, fmt.Errorf("la base n'a pas pu être écrite : %w", err))
	}
	return out, nil
}

// refused adds to a reason what goes on serving.
func refused(source string, known []Generation, err error) error {
	switch {
	case Serving(known, source) != nil:
		return fmt.Errorf("%w.\nLa version précédente continue de servir", err)
	case len(known) > 0:
		return fmt.Errorf("%w.\nLes listes déjà importées continuent de servir", err)
	}
	return err
}

// enough refuses a list most of whose places are gone: its file is cut, or its publisher has had an accident.
func enough(batch *intake.Batch, last *Generation, insteadOf string, force bool) (forced bool, err error) {
	n := len(batch.Places)
	switch {
	case n == 0:
		return false, errors.New("aucune ligne de ce fichier n'est un lieu utilisable. Remède : vérifier le fichier")
	case last == nil || 2*n >= last.Kept:
		return false, nil
	case force:
		return true, nil
	case insteadOf != "":
		return false, fmt.Errorf("ce fichier n'apporte que %d des %d lieux de la liste « %s », qu'on y reconnaît : copie coupée, ou partie d'une liste "+
			"déjà importée. Remède : vérifier le fichier ; --source %s pour en faire une liste à part ; --force pour remplacer",
			n, last.Kept, last.Source, insteadOf)
	}
	return false, fmt.Errorf("la liste « %s » n'aurait plus que %d lieux sur %d, moins de la moitié : fichier coupé ? "+
		"Remède : vérifier le fichier ; --force pour l'importer quand même", last.Source, n, last.Kept)
}

// described is the generation that a batch makes.
func described(in *stock, batch *intake.Batch, now time.Time) (Generation, error) {
	g := in.list
	report, err := json.Marshal(batch.Report)
	if err != nil {
		return g, fmt.Errorf("write the report: %w", err)
	}
	g.Layout, g.Hour, g.Report = batch.Layout, hourOf(now), report
	g.Rows, g.Kept, g.Skipped, g.Quarantined = batch.Report.Rows, len(batch.Places), batch.Report.Skipped, len(batch.Quarantined)
	g.Dated = batch.Report.Newest
	if !in.aged.IsZero() {
		g.Dated = in.aged.Format(time.DateOnly)
	}
	return g, nil
}

func quarantined(batch *intake.Batch) []Quarantined {
	out := make([]Quarantined, len(batch.Quarantined))
	for i, q := range batch.Quarantined {
		out[i] = Quarantined{Line: q.Line, ID: q.ID, Name: q.Name, Reason: string(q.Reason), Detail: q.Detail}
	}
	return out
}
