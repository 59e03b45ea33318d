package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"unique"

	"passerelle/internal/directory"
)

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
	Report       []byte // of the import, JSON
	Current      bool   // it serves; otherwise it is the previous one, to which RestorePlaces goes back
}

// Quarantined is a row that an import kept out, with why.
type Quarantined struct {
	Line   int // of the file, from 1
	ID     string
	Name   string
	Reason string
	Detail string
}

// ErrSwapping says that lists were swapped faster than they could be read.
var ErrSwapping = errors.New("the lists of places change too fast to be read")

// Generations lists what serves and what it could go back to, by source, the latest import first.
func (s *Store) Generations(ctx context.Context) (out []Generation, err error) {
	rows, err := s.db.QueryContext(ctx, listGenerations)
	if err != nil {
		return nil, fmt.Errorf("list the generations: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var g Generation
		var state string
		err := rows.Scan(&g.ID, &state, &g.Source, &g.Layout, &g.File, &g.Address, &g.URL, &g.ETag, &g.LastModified, &g.Dated,
			&g.Hour, &g.Checked, &g.Rows, &g.Kept, &g.Skipped, &g.Quarantined, &g.Report)
		if err != nil {
			return nil, fmt.Errorf("list the generations: %w", err)
		}
		g.Current = state == "current"
		out = append(out, g)
	}
	return out, rows.Err()
}

// PlacesChecked notes that the publisher of a list has nothing newer than what serves, at an hour.
func (s *Store) PlacesChecked(ctx context.Context, source string, hour int64) error {
	if _, err := s.db.ExecContext(ctx, checkGeneration, hour, source); err != nil {
		return fmt.Errorf("note that a list is up to date: %w", err)
	}
	return nil
}

// PlacesVersion is a number that changes whenever Places would answer something else.
func (s *Store) PlacesVersion(ctx context.Context) (n int64, err error) {
	if err := s.db.QueryRowContext(ctx, placesVersion).Scan(&n); err != nil {
		return 0, fmt.Errorf("read the version of the places: %w", err)
	}
	return n, nil
}

// Places reads every place that serves, by source and id, and the version they are of.
func (s *Store) Places(ctx context.Context) ([]directory.Place, int64, error) {
	sheets, err := s.Sheets(ctx)
	if err != nil {
		return nil, 0, err
	}
	places, err := sheets.Places()
	return places, sheets.Version, err
}

// Sheets are what serves at one version, read and not yet understood, which takes five times longer: who starts talks in
// between.
type Sheets struct {
	Version int64
	pages   []*placePage
}

// Sheets reads what serves. Messages pass between two pages of it; what a swap changes meanwhile is read again.
func (s *Store) Sheets(ctx context.Context) (*Sheets, error) {
	for range 3 {
		version, err := s.PlacesVersion(ctx)
		if err != nil {
			return nil, err
		}
		pages, err := s.placePages(ctx)
		if err != nil {
			return nil, err
		}
		again, err := s.PlacesVersion(ctx)
		if err != nil {
			return nil, err
		}
		if again == version {
			return &Sheets{version, pages}, nil
		}
	}
	return nil, ErrSwapping
}

func (s *Store) placePages(ctx context.Context) (pages []*placePage, err error) {
	generations, err := s.Generations(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range generations {
		for last := ""; g.Current; {
			page := new(placePage)
			if last, err = s.placePage(ctx, g.ID, last, page); err != nil {
				return nil, err
			}
			if len(page.sheets) == 0 {
				break
			}
			pages = append(pages, page)
		}
	}
	return pages, nil
}

// Places understands the sheets, on every core, once.
func (s *Sheets) Places() ([]directory.Place, error) {
	next := make(chan *placePage)
	var reading sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		reading.Go(func() {
			for page := range next {
				page.read()
			}
		})
	}
	n := 0
	for _, page := range s.pages {
		n += len(page.sheets)
		next <- page
	}
	close(next)
	reading.Wait()
	out := make([]directory.Place, 0, n)
	for _, page := range s.pages {
		if page.err != nil {
			return nil, page.err
		}
		out = append(out, page.places...)
	}
	s.pages = nil
	return out, nil
}

// placePage is some sheets of one generation.
type placePage struct {
	sheets [][]byte
	places []directory.Place
	err    error
}

// placePage reads the sheets that follow an id, and returns the last one's.
func (s *Store) placePage(ctx context.Context, generation int64, after string, page *placePage) (last string, err error) {
	rows, err := s.db.QueryContext(ctx, placesOf, generation, after, placesAtOnce)
	if err != nil {
		return "", fmt.Errorf("read the places: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var sheet []byte
		if err := rows.Scan(&last, &sheet); err != nil {
			return "", fmt.Errorf("read the places: %w", err)
		}
		page.sheets = append(page.sheets, sheet)
	}
	return last, rows.Err()
}

// read understands the sheets of a page. Words that come again in most sheets are kept once.
func (p *placePage) read() {
	p.places = make([]directory.Place, len(p.sheets))
	for i, sheet := range p.sheets {
		place := &p.places[i]
		if err := json.Unmarshal(sheet, place); err != nil {
			p.err = fmt.Errorf("read the sheet of a place: %w", err)
			return
		}
		for _, one := range []*string{&place.Source, &place.INSEE, &place.Commune, &place.Postcode, &place.Updated, &place.LocalType} {
			*one = unique.Make(*one).Value()
		}
		for _, list := range [][]string{place.Typologies, place.Services, place.Publics, place.Particular, place.Fees,
			place.Programmes, place.Access, place.Support} {
			for i := range list {
				list[i] = unique.Make(list[i]).Value()
			}
		}
	}
	p.sheets = nil
}

// Quarantined lists the rows that a generation kept out, in the order of the file.
func (s *Store) Quarantined(ctx context.Context, generation int64) (out []Quarantined, err error) {
	rows, err := s.db.QueryContext(ctx, quarantinedOf, generation)
	if err != nil {
		return nil, fmt.Errorf("read the quarantine: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var q Quarantined
		if err := rows.Scan(&q.Line, &q.ID, &q.Name, &q.Reason, &q.Detail); err != nil {
			return nil, fmt.Errorf("read the quarantine: %w", err)
		}
		out = append(out, q)
	}
	return out, rows.Err()
}

// PlaceReports tells how many people said what of each place, by the place's key, then by kind.
func (s *Store) PlaceReports(ctx context.Context) (map[string]map[string]int, error) {
	rows, err := s.db.QueryContext(ctx, listReports)
	if err != nil {
		return nil, fmt.Errorf("read what is said of places: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]map[string]int{}
	for rows.Next() {
		var place, kind string
		var n int
		if err := rows.Scan(&place, &kind, &n); err != nil {
			return nil, fmt.Errorf("read what is said of places: %w", err)
		}
		if out[place] == nil {
			out[place] = map[string]int{}
		}
		out[place][kind] = n
	}
	return out, rows.Err()
}
