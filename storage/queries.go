package storage

import (
	"context"
	"database/sql"
	"fmt"
)

// queries are prepared once. Each is written once, in the SQL that SQLite and PostgreSQL share: $1 means the same to
// both so long as numbers come in order. A row is alive up to and including its hour of expiry.
type queries struct {
	reply, trail, trails, keep, rewrite, end, remember, mark, sweepConversations, sweepMessages *sql.Stmt
}

func (q *queries) prepare(ctx context.Context, db *sql.DB) error {
	for _, p := range []struct {
		query **sql.Stmt
		text  string
	}{
		{&q.reply, `SELECT reply FROM done WHERE k = $1 AND expires_hour >= $2`},
		{&q.trail, `SELECT sealed, expires_hour FROM conversation WHERE k = $1 AND expires_hour >= $2`},
		{&q.trails, `SELECT k, sealed FROM conversation WHERE expires_hour >= $1`},
		{&q.keep, `INSERT INTO conversation (k, sealed, expires_hour) VALUES ($1, $2, $3)
			ON CONFLICT (k) DO UPDATE SET sealed = excluded.sealed, expires_hour = excluded.expires_hour`},
		{&q.rewrite, `UPDATE conversation SET sealed = $1 WHERE k = $2`},
		{&q.end, `DELETE FROM conversation WHERE k = $1`},
		// The conflict is with a message that has expired and awaits the sweep.
		{&q.remember, `INSERT INTO done (k, reply, sent, expires_hour) VALUES ($1, $2, 0, $3)
			ON CONFLICT (k) DO UPDATE SET reply = excluded.reply, sent = 0, expires_hour = excluded.expires_hour`},
		{&q.mark, `UPDATE done SET reply = NULL, sent = 1 WHERE k = $1`},
		{&q.sweepConversations, `DELETE FROM conversation WHERE expires_hour < $1`},
		{&q.sweepMessages, `DELETE FROM done WHERE expires_hour < $1`},
	} {
		stmt, err := db.PrepareContext(ctx, p.text)
		if err != nil {
			return fmt.Errorf("prepare a query: %w", err)
		}
		*p.query = stmt
	}
	return nil
}

// trail is a row of the query of that name.
type trail struct {
	sealed []byte
	until  int64
}

func (t *trail) scan(row *sql.Row) error {
	return row.Scan(&t.sealed, &t.until)
}
