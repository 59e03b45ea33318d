package supply

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"passerelle/internal/fetch"
	"passerelle/internal/intake"
)

// stock is a list on its way in.
type stock struct {
	list Generation // what is known of it so far
	path string     // where its file is
	sure bool       // its name was given, or is that of an official list
	aged time.Time  // zero when no date is known
	drop func()     // removes what was downloaded
}

// take finds out what is ordered, and downloads it unless the last import of that address is still the newest. What is
// known of the list is returned even with an error.
func (m *Importer) take(ctx context.Context, o Order, known []Generation) (in *stock, nothingNew bool, err error) {
	in = &stock{drop: func() {}, sure: o.Source != "", aged: o.Dated, path: o.What}
	in.list.Source = o.Source
	address := o.What
	if official, ok := Official(m.lists, o.What); ok {
		in.sure, address = true, official.URL
		in.list.Source = cmp.Or(o.Source, official.ID)
	} else if !IsAddress(o.What) {
		in.name(filepath.Base(o.What), time.Time{})
		return in, false, nil
	}
	before := newestFrom(known, address)
	if before != nil && in.list.Source == "" {
		in.list.Source, in.sure = before.Source, true
	}
	in.list.Address = address
	got, err := fetch.Get(ctx, m.client, address, conditions(before, o, in.list.Source), o.step("Téléchargement"))
	if err != nil || got.NotModified {
		return in, got.NotModified, err
	}
	in.path, in.drop = got.File, func() { os.Remove(got.File) }
	in.list.URL, in.list.ETag, in.list.LastModified = got.URL, got.ETag, got.LastModified
	in.name(got.Name, got.Dated)
	return in, false, nil
}

// name completes a stock with what the name of its file says.
func (s *stock) name(file string, published time.Time) {
	source, dated := nameOf(file)
	s.list.File = file
	s.list.Source = cmp.Or(s.list.Source, source)
	for _, day := range []time.Time{dated, published} {
		if s.aged.IsZero() {
			s.aged = day
		}
	}
}

// conditions ask only for what is newer than what is had, unless it is wanted again, or under another name.
func conditions(before *Generation, o Order, source string) fetch.Conditions {
	if before == nil || o.Force || before.Source != source {
		return fetch.Conditions{}
	}
	return fetch.Conditions{ETag: before.ETag, LastModified: before.LastModified}
}

// read converts the file.
func (m *Importer) read(ctx context.Context, o Order, in *stock) (*intake.Batch, error) {
	file, err := os.Open(in.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("« %s » n'est ni un fichier, ni une adresse, ni une liste officielle. "+
			"Remède : donner l'un des trois ; les listes officielles : %s", in.path, Names(m.lists))
	}
	if err != nil {
		return nil, fmt.Errorf("le fichier ne s'ouvre pas : %w. Remède : en donner le droit de lecture", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		return nil, fmt.Errorf("« %s » est un dossier. Remède : donner un fichier", in.path)
	}
	body := &counted{file, 0, info.Size(), o.step("Lecture")}
	return intake.Read(ctx, intake.File{Name: in.list.File, Body: body, Source: in.list.Source, Dated: in.aged}, m.atlas)
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
