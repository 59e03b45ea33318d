package storage

import (
	"context"
	"errors"
	"fmt"

	"passerelle/internal/directory"
	"passerelle/internal/supply"
)

// ErrSwapping says that lists were swapped faster than they could be read.
var ErrSwapping = errors.New("the lists of places change too fast to be read")

// Generations lists what serves and what it could go back to, by source, the latest import first.
func (s *Store) Generations(ctx context.Context) (out []supply.Generation, err error) {
	rows, err := s.db.QueryContext(ctx, listGenerations)
	if err != nil {
		return nil, fmt.Errorf("list the generations: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var g supply.Generation
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

// Places reads every place that serves, by source and id, and the version they are of. Messages pass between two pages of
// it; what a swap changes meanwhile is read again. Places share their lists of texts: nobody writes into them.
func (s *Store) Places(ctx context.Context) ([]directory.Place, int64, error) {
	for range 3 {
		version, err := s.PlacesVersion(ctx)
		if err != nil {
			return nil, 0, err
		}
		places, err := s.places(ctx)
		if err != nil {
			return nil, 0, err
		}
		again, err := s.PlacesVersion(ctx)
		if err != nil {
			return nil, 0, err
		}
		if again == version {
			return places, version, nil
		}
	}
	return nil, 0, ErrSwapping
}

func (s *Store) places(ctx context.Context) ([]directory.Place, error) {
	generations, err := s.Generations(ctx)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, g := range generations {
		if g.Current {
			n += g.Kept
		}
	}
	out, read := make([]directory.Place, 0, n), newSheets()
	for _, g := range generations {
		for last, more := "", g.Current; more; {
			before := len(out)
			if out, err = s.placePage(ctx, g.ID, last, out, read); err != nil {
				return nil, err
			}
			if more = len(out) == before+placesAtOnce; more {
				last = out[len(out)-1].ID
			}
		}
	}
	return out, nil
}

// placePage adds the places that follow an id.
func (s *Store) placePage(ctx context.Context, generation int64, after string, out []directory.Place, read *sheets) ([]directory.Place, error) {
	rows, err := s.db.QueryContext(ctx, placesOf, generation, after, placesAtOnce)
	if err != nil {
		return nil, fmt.Errorf("read the places: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var sheet string
		if err := rows.Scan(&sheet); err != nil {
			return nil, fmt.Errorf("read the places: %w", err)
		}
		out = append(out, directory.Place{})
		if err := read.read(sheet, &out[len(out)-1]); err != nil {
			return nil, err
		}
	}
	return out, rows.Err()
}

// Quarantined lists the rows that a generation kept out, in the order of the file.
func (s *Store) Quarantined(ctx context.Context, generation int64) (out []supply.Quarantined, err error) {
	rows, err := s.db.QueryContext(ctx, quarantinedOf, generation)
	if err != nil {
		return nil, fmt.Errorf("read the quarantine: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var q supply.Quarantined
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

// ClearPlaceReports forgets what people said of a place, by its key, once somebody has checked it. known is false when
// nothing was said of it.
func (s *Store) ClearPlaceReports(ctx context.Context, key string) (known bool, err error) {
	n, err := deleted(s.db.ExecContext(ctx, forgetReports, key))
	if err != nil {
		return false, fmt.Errorf("forget what was said of a place: %w", err)
	}
	return n > 0, nil
}
