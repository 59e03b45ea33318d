package storage

import (
	"context"
	"database/sql"
	"fmt"
)

// Swept says how many rows a sweep deleted, and nothing else of them.
type Swept struct {
	Conversations, Messages int64
}

// Sweep deletes what has expired by hour and the imports of places that died, then what this and earlier deletions left behind in the files.
func (s *Store) Sweep(ctx context.Context, hour int64) (swept Swept, err error) {
	if swept.Conversations, err = deleted(s.queries.sweepConversations.ExecContext(ctx, hour)); err != nil {
		return swept, fmt.Errorf("sweep conversations: %w", err)
	}
	if swept.Messages, err = deleted(s.queries.sweepMessages.ExecContext(ctx, hour)); err != nil {
		return swept, fmt.Errorf("sweep messages: %w", err)
	}
	if err = s.sweepPlaces(ctx, hour); err != nil {
		return swept, err
	}
	return swept, s.dialect.scrub(ctx, s.db)
}

func deleted(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
