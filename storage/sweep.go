package storage

import (
	"context"
	"fmt"
)

// Swept says how many rows a sweep deleted, and nothing else of them.
type Swept struct {
	Conversations, Messages int64
}

// Sweep deletes what has expired by hour, then what earlier deletions left behind in the files.
func (s *Store) Sweep(ctx context.Context, hour int64) (Swept, error) {
	var swept Swept
	for _, table := range []struct {
		delete string
		count  *int64
	}{
		{`DELETE FROM conversation WHERE expires_hour < $1`, &swept.Conversations},
		{`DELETE FROM done WHERE expires_hour < $1`, &swept.Messages},
	} {
		result, err := s.db.ExecContext(ctx, table.delete, hour)
		if err != nil {
			return swept, fmt.Errorf("sweep: %w", err)
		}
		if *table.count, err = result.RowsAffected(); err != nil {
			return swept, fmt.Errorf("count what was swept: %w", err)
		}
	}
	return swept, s.dialect.scrub(ctx, s.db)
}
