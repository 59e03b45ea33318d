package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"passerelle/internal/directory"
	"passerelle/internal/supply"
)

// Limits of an import.
const (
	placesAtOnce  = 500 // rows of a transaction: a message that comes meanwhile waits for one of these, a few milliseconds
	importUnended = 2   // hours after which an import that has neither ended nor failed is taken for dead
)

// errSwept says that an import took so long that it was taken for dead.
var errSwept = errors.New("the import was swept meanwhile")

// ErrNoPrevious says that a list has no generation to go back to.
var ErrNoPrevious = errors.New("no previous generation of this list")

// ReplacePlaces makes places the current generation of g.Source, and the one that was current the previous one; older
// ones are deleted. It writes them beside what serves, a few hundred at a time so that messages pass in between, and
// swaps in one short transaction: whatever fails before it, the last generation goes on serving. Every place is of
// g.Source and no two have one id. What people said of a place is forgotten when its sheet has changed.
func (s *Store) ReplacePlaces(ctx context.Context, g supply.Generation, places []directory.Place, quarantined []supply.Quarantined) error {
	if err := s.sweepPlaces(ctx, g.Hour); err != nil {
		return err
	}
	id, err := s.beginGeneration(ctx, g)
	if err != nil {
		return err
	}
	changed, err := s.load(ctx, id, places, quarantined)
	if err == nil {
		err = s.swap(ctx, id, g.Source, changed)
	}
	clear := context.WithoutCancel(ctx)
	if err != nil {
		_, left := s.db.ExecContext(clear, setGeneration, "gone", id)
		return errors.Join(err, left, s.endGone(clear))
	}
	_ = s.endGone(clear) // the swap is done; what this fails to delete, the next sweep deletes
	return nil
}

// beginGeneration writes a generation that does not serve yet.
func (s *Store) beginGeneration(ctx context.Context, g supply.Generation) (id int64, err error) {
	err = s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, newGeneration, g.Source, g.Layout, g.File, g.Address, g.URL, g.ETag, g.LastModified, g.Dated,
			g.Hour, g.Hour, g.Rows, g.Kept, g.Skipped, g.Quarantined, string(g.Report)).Scan(&id)
	})
	if err != nil {
		return 0, fmt.Errorf("begin an import: %w", err)
	}
	return id, nil
}

// load writes the rows of a generation. It returns the keys of reported places whose sheets are not what they were.
func (s *Store) load(ctx context.Context, id int64, places []directory.Place, quarantined []supply.Quarantined) (changed []string, err error) {
	reported, err := s.PlaceReports(ctx)
	if err != nil {
		return nil, err
	}
	places = slices.Clone(places) // in the order of the index: each page of it is written once
	slices.SortFunc(places, func(a, b directory.Place) int { return cmp.Compare(a.ID, b.ID) })
	err = s.inTurns(ctx, id, len(places), addPlace, func(ctx context.Context, add *sql.Stmt, i int) error {
		sheet, err := sheetOf(places[i])
		if err != nil {
			return err
		}
		_, err = add.ExecContext(ctx, id, places[i].ID, sheet)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("write the places: %w", err)
	}
	err = s.inTurns(ctx, id, len(quarantined), addQuarantined, func(ctx context.Context, add *sql.Stmt, i int) error {
		q := quarantined[i]
		_, err := add.ExecContext(ctx, id, i, q.Line, q.ID, q.Name, q.Reason, q.Detail)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("write the quarantine: %w", err)
	}
	for _, p := range places {
		if reported[p.Key()] != nil {
			same, err := s.sameSheet(ctx, p)
			if err != nil {
				return nil, err
			}
			if !same {
				changed = append(changed, p.Key())
			}
		}
	}
	return changed, nil
}

// inTurns does a query n times for a generation, in transactions of placesAtOnce, as long as nobody has swept it. Between
// two of them it rests as long as it wrote, so that another process, which asks for the lock again and again, finds it free.
func (s *Store) inTurns(ctx context.Context, id int64, n int, query string, do func(ctx context.Context, stmt *sql.Stmt, i int) error) error {
	for from := 0; from < n; from += placesAtOnce {
		start := time.Now()
		err := s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
			var loading bool
			if err := tx.QueryRowContext(ctx, stillLoading, id).Scan(&loading); err != nil {
				return err
			}
			if !loading {
				return errSwept
			}
			stmt, err := tx.PrepareContext(ctx, query)
			if err != nil {
				return err
			}
			defer func() { _ = stmt.Close() }()
			for i := from; i < min(n, from+placesAtOnce); i++ {
				if err := do(ctx, stmt, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := rest(ctx, time.Since(start)); err != nil {
			return err
		}
	}
	return nil
}

// rest lets others write for a while.
func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// sameSheet tells whether a place is served with this very sheet. Its date alone changes nothing: lists that date all of
// their rows by the day of their file would bring back every week a place that people found closed.
func (s *Store) sameSheet(ctx context.Context, p directory.Place) (bool, error) {
	var sheet string
	err := s.db.QueryRowContext(ctx, sheetServing, p.Source, p.ID).Scan(&sheet)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the sheet of %s: %w", p.ID, err)
	}
	var before directory.Place
	if err := newSheets().read(sheet, &before); err != nil {
		return false, err
	}
	before.Updated, p.Updated = "", ""
	was, err := sheetOf(before)
	if err != nil {
		return false, err
	}
	is, err := sheetOf(p)
	return was == is, err
}

// swap puts a loaded generation in the place of the current one.
func (s *Store) swap(ctx context.Context, id int64, source string, changed []string) error {
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, move := range [][2]string{{"gone", "previous"}, {"previous", "current"}} {
			if _, err := tx.ExecContext(ctx, moveGeneration, move[0], source, move[1]); err != nil {
				return fmt.Errorf("set the last generation aside: %w", err)
			}
		}
		served, err := deleted(tx.ExecContext(ctx, serveGeneration, id))
		if err != nil {
			return fmt.Errorf("serve the new generation: %w", err)
		}
		if served != 1 {
			return errSwept
		}
		for _, place := range changed {
			if _, err := tx.ExecContext(ctx, forgetReports, place); err != nil {
				return fmt.Errorf("forget what was said of a place: %w", err)
			}
		}
		return bump(ctx, tx)
	})
}

// bump tells whoever serves that the places are others.
func bump(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, newVersion); err != nil {
		return fmt.Errorf("number the swap: %w", err)
	}
	return nil
}

// RestorePlaces serves the previous generation of a list again, and keeps the current one in its place: done twice, it
// changes nothing. ErrNoPrevious when there is none.
func (s *Store) RestorePlaces(ctx context.Context, source string) error {
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var current, previous int64
		err := tx.QueryRowContext(ctx, bothGenerations, source).Scan(&current, &previous)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNoPrevious
		}
		if err != nil {
			return fmt.Errorf("find the previous generation: %w", err)
		}
		for _, turn := range []struct { // through a state of which there may be several
			state string
			id    int64
		}{{"gone", current}, {"current", previous}, {"previous", current}} {
			if _, err := tx.ExecContext(ctx, setGeneration, turn.state, turn.id); err != nil {
				return fmt.Errorf("go back to the previous generation: %w", err)
			}
		}
		return bump(ctx, tx)
	})
}

// DropPlaces deletes every generation of a list.
func (s *Store) DropPlaces(ctx context.Context, source string) error {
	err := s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, state := range []string{"current", "previous"} {
			if _, err := tx.ExecContext(ctx, moveGeneration, "gone", source, state); err != nil {
				return fmt.Errorf("drop a list: %w", err)
			}
		}
		return bump(ctx, tx)
	})
	if err != nil {
		return err
	}
	return s.endGone(ctx)
}

// sweepPlaces deletes the rows of imports that died, and those that a swap left to be deleted.
func (s *Store) sweepPlaces(ctx context.Context, hour int64) error {
	if _, err := s.db.ExecContext(ctx, leaveUnended, hour-importUnended); err != nil {
		return fmt.Errorf("sweep imports: %w", err)
	}
	return s.endGone(ctx)
}

// endGone deletes generations that serve no more, a few hundred rows at a time.
func (s *Store) endGone(ctx context.Context) error {
	gone, err := s.goneGenerations(ctx)
	if err != nil {
		return err
	}
	for _, id := range gone {
		for _, rows := range []string{endPlaces, endQuarantined} {
			for {
				start := time.Now()
				n, err := deleted(s.db.ExecContext(ctx, rows, id, placesAtOnce))
				if err != nil {
					return fmt.Errorf("delete places that serve no more: %w", err)
				}
				if n == 0 {
					break
				}
				if err := rest(ctx, time.Since(start)); err != nil {
					return err
				}
			}
		}
		if _, err := s.db.ExecContext(ctx, endGeneration, id); err != nil {
			return fmt.Errorf("delete a generation: %w", err)
		}
	}
	return nil
}

func (s *Store) goneGenerations(ctx context.Context) (ids []int64, err error) {
	rows, err := s.db.QueryContext(ctx, goneGenerations)
	if err != nil {
		return nil, fmt.Errorf("list what serves no more: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("list what serves no more: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
