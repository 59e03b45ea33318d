package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"passerelle/internal/directory"
	"passerelle/internal/fetch"
	"passerelle/internal/intake"
	"passerelle/internal/territory"
	"passerelle/storage"
)

// importer brings published lists into the store.
type importer struct {
	store    *storage.Store
	atlas    *territory.Gazetteer
	lists    []directory.List
	client   *http.Client
	now      func() time.Time
	progress func(step string, done, total int64) // total is below zero while it is not known
}

// order is one list to import.
type order struct {
	what   string    // a file, an address, or the name of an official list
	source string    // the name to keep it under; empty: found out
	dated  time.Time // of the list; zero: found out
	force  bool      // import it again, and even if most of its places are gone
}

// delivery is what came of an order.
type delivery struct {
	generation storage.Generation
	last       *storage.Generation // that served before; nil for a new list
	nothingNew bool                // last is the newest that its publisher has
	adopted    string              // the name that was to be, when the list was known under another one
	forced     bool                // most of its places are gone, and it was imported all the same
	report     intake.Report
}

// stock is a list on its way in.
type stock struct {
	list storage.Generation // what is known of it so far
	path string             // where its file is
	sure bool               // its name was given, or is that of an official list
	aged time.Time          // zero when no date is known
	drop func()             // removes what was downloaded
}

// bring imports one list. An error, in French, says why it is refused; what served before serves on.
func (im *importer) bring(ctx context.Context, o order) (*delivery, error) {
	known, err := im.store.Generations(ctx)
	if err != nil {
		return nil, err
	}
	in, nothingNew, err := im.take(ctx, o, known)
	if err != nil {
		return nil, im.refused(in.list.Source, known, err)
	}
	defer in.drop()
	if nothingNew {
		last := lastOf(known, in.list.Source)
		return &delivery{generation: *last, last: last, nothingNew: true}, im.store.PlacesChecked(ctx, last.Source, hour(im.now()))
	}
	batch, err := im.read(ctx, in)
	if err != nil {
		return nil, im.refused(in.list.Source, known, err)
	}
	out := &delivery{report: batch.Report}
	if out.adopted, err = im.adopt(ctx, in, batch, known); err != nil {
		return nil, err
	}
	out.last = lastOf(known, in.list.Source)
	if out.forced, err = enough(batch, out.last, out.adopted, o.force); err != nil {
		return nil, im.refused(in.list.Source, known, err)
	}
	if out.generation, err = im.described(in, batch); err != nil {
		return nil, err
	}
	if err := im.store.ReplacePlaces(ctx, out.generation, batch.Places, quarantined(batch)); err != nil {
		return nil, im.refused(in.list.Source, known, fmt.Errorf("la base n'a pas pu être écrite : %w", err))
	}
	return out, nil
}

// refused adds to a reason what goes on serving.
func (im *importer) refused(source string, known []storage.Generation, err error) error {
	switch {
	case lastOf(known, source) != nil:
		return fmt.Errorf("%w.\nLa version précédente continue de servir", err)
	case len(known) > 0:
		return fmt.Errorf("%w.\nLes listes déjà importées continuent de servir", err)
	}
	return err
}

// lastOf is the generation of a list that serves.
func lastOf(known []storage.Generation, source string) *storage.Generation {
	for i := range known {
		if known[i].Current && known[i].Source == source {
			return &known[i]
		}
	}
	return nil
}

// take finds out what is ordered, and downloads it unless the last import of that address is still the newest. What is
// known of the list is returned even with an error.
func (im *importer) take(ctx context.Context, o order, known []storage.Generation) (in *stock, nothingNew bool, err error) {
	in = &stock{drop: func() {}, sure: o.source != "", aged: o.dated, path: o.what}
	in.list.Source = o.source
	address := o.what
	if official, ok := officialList(im.lists, o.what); ok {
		in.sure, address = true, official.URL
		in.list.Source = cmp.Or(o.source, official.ID)
	} else if !isAddress(o.what) {
		in.name(filepath.Base(o.what), time.Time{})
		return in, false, nil
	}
	before := lastFrom(known, address)
	if before != nil && in.list.Source == "" {
		in.list.Source, in.sure = before.Source, true
	}
	in.list.Address = address
	got, err := fetch.Get(ctx, im.client, address, conditions(before, o, in.list.Source), im.step("Téléchargement"))
	if err != nil || got.NotModified {
		return in, got.NotModified, err
	}
	in.path, in.drop = got.File, func() { os.Remove(got.File) }
	in.list.URL, in.list.ETag, in.list.LastModified = got.URL, got.ETag, got.LastModified
	in.name(got.Name, got.Dated)
	return in, false, nil
}

// name completes a stock with what the name of its file says.
func (in *stock) name(file string, published time.Time) {
	source, dated := nameOf(file)
	in.list.File = file
	in.list.Source = cmp.Or(in.list.Source, source)
	for _, day := range []time.Time{dated, published} {
		if in.aged.IsZero() {
			in.aged = day
		}
	}
}

// lastFrom is the newest import of an address, were it turned down since: its publisher has nothing newer.
func lastFrom(known []storage.Generation, address string) *storage.Generation {
	var last *storage.Generation
	for i := range known {
		if known[i].Address == address && (last == nil || known[i].ID > last.ID) {
			last = &known[i]
		}
	}
	return last
}

// conditions ask only for what is newer than what is had, unless it is wanted again, or under another name.
func conditions(before *storage.Generation, o order, source string) fetch.Conditions {
	if before == nil || o.force || before.Source != source {
		return fetch.Conditions{}
	}
	return fetch.Conditions{ETag: before.ETag, LastModified: before.LastModified}
}

// step names what progress is of; nil when nobody watches.
func (im *importer) step(name string) func(done, total int64) {
	if im.progress == nil {
		return nil
	}
	return func(done, total int64) { im.progress(name, done, total) }
}

// read converts the file.
func (im *importer) read(ctx context.Context, in *stock) (*intake.Batch, error) {
	file, err := os.Open(in.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("« %s » n'est ni un fichier, ni une adresse, ni une liste officielle. "+
			"Remède : donner l'un des trois ; les listes officielles : %s", in.path, listNames(im.lists))
	}
	if err != nil {
		return nil, fmt.Errorf("le fichier ne s'ouvre pas : %w. Remède : en donner le droit de lecture", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		return nil, fmt.Errorf("« %s » est un dossier. Remède : donner un fichier", in.path)
	}
	body := &counted{file, 0, info.Size(), im.step("Lecture")}
	return intake.Read(ctx, intake.File{Name: in.list.File, Body: body, Source: in.list.Source, Dated: in.aged}, im.atlas)
}

// counted tells how far a file is read.
type counted struct {
	from        io.Reader
	done, total int64
	tell        func(done, total int64)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.done += int64(n)
	if c.tell != nil {
		c.tell(c.done, c.total)
	}
	return n, err
}

// adopt gives a list the name under which it is already known, and returns the one that it would have had. A name that was
// given, or under which a list serves, stands.
func (im *importer) adopt(ctx context.Context, in *stock, batch *intake.Batch, known []storage.Generation) (instead string, err error) {
	if in.sure || lastOf(known, in.list.Source) != nil {
		return "", nil
	}
	serving, _, err := im.store.Places(ctx)
	if err != nil {
		return "", err
	}
	source, same := knownList(batch.Places, batch.Layout, serving, known)
	if !same {
		return "", nil
	}
	instead, in.list.Source = in.list.Source, source
	for i := range batch.Places {
		batch.Places[i].Source = source
	}
	return instead, nil
}

// enough refuses a list most of whose places are gone: its file is cut, or its publisher has had an accident.
func enough(batch *intake.Batch, last *storage.Generation, adopted string, force bool) (forced bool, err error) {
	n := len(batch.Places)
	switch {
	case n == 0:
		return false, errors.New("aucune ligne de ce fichier n'est un lieu utilisable. Remède : vérifier le fichier")
	case last == nil || 2*n >= last.Kept:
		return false, nil
	case force:
		return true, nil
	case adopted != "":
		return false, fmt.Errorf("ce fichier n'apporte que %d des %d lieux de la liste « %s », qu'on y reconnaît : copie coupée, ou partie d'une liste "+
			"déjà importée. Remède : vérifier le fichier ; --source %s pour en faire une liste à part ; --force pour remplacer",
			n, last.Kept, last.Source, adopted)
	}
	return false, fmt.Errorf("la liste « %s » n'aurait plus que %d lieux sur %d, moins de la moitié : fichier coupé ? "+
		"Remède : vérifier le fichier ; --force pour l'importer quand même", last.Source, n, last.Kept)
}

// described is the generation that a batch makes.
func (im *importer) described(in *stock, batch *intake.Batch) (storage.Generation, error) {
	g := in.list
	report, err := json.Marshal(batch.Report)
	if err != nil {
		return g, fmt.Errorf("write the report: %w", err)
	}
	g.Layout, g.Hour, g.Report = batch.Layout, hour(im.now()), report
	g.Rows, g.Kept, g.Skipped, g.Quarantined = batch.Report.Rows, len(batch.Places), batch.Report.Skipped, len(batch.Quarantined)
	g.Dated = batch.Report.Newest
	if !in.aged.IsZero() {
		g.Dated = in.aged.Format(time.DateOnly)
	}
	return g, nil
}

func quarantined(batch *intake.Batch) []storage.Quarantined {
	out := make([]storage.Quarantined, len(batch.Quarantined))
	for i, q := range batch.Quarantined {
		out[i] = storage.Quarantined{Line: q.Line, ID: q.ID, Name: q.Name, Reason: string(q.Reason), Detail: q.Detail}
	}
	return out
}

// listNames are the official lists as a sentence names them.
func listNames(lists []directory.List) string {
	names := make([]string, len(lists))
	for i, l := range lists {
		names[i] = l.ID
	}
	return strings.Join(names, ", ")
}
