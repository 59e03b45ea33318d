package storage

import (
	"context"
	"database/sql"
	"fmt"
)

// queries are prepared once. Each is written once, in the SQL that SQLite and PostgreSQL share: $1 means the same to
// both so long as numbers come in order. A row is alive up to and including its hour of expiry.
type queries struct {
	reply, trail, trails, keep, rewrite, end, remember, mark, report, sweepConversations, sweepMessages *sql.Stmt
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
		{&q.report, `INSERT INTO place_report (place, kind, n) VALUES ($1, $2, 1)
			ON CONFLICT (place, kind) DO UPDATE SET n = place_report.n + 1`},
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

// Queries on lists of places are rare, or long beside the time to prepare them: they are written here and prepared where
// they run. An import that has not ended is loading; what it or a swap leaves to be deleted is gone.
const (
	generationColumns = `id, state, source, layout, file, address, url, etag, last_modified, dated, imported_hour, checked_hour,
		rows, kept, skipped, quarantined, report`

	newGeneration = `INSERT INTO place_generation (` + generationColumns + `)
		SELECT coalesce(max(id), 0) + 1, 'loading', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
		FROM place_generation WHERE true RETURNING id`
	listGenerations = `SELECT ` + generationColumns + ` FROM place_generation
		WHERE state IN ('current', 'previous') ORDER BY source, id DESC`
	checkGeneration = `UPDATE place_generation SET checked_hour = $1 WHERE source = $2 AND state = 'current'`
	moveGeneration  = `UPDATE place_generation SET state = $1 WHERE source = $2 AND state = $3`
	serveGeneration = `UPDATE place_generation SET state = 'current' WHERE id = $1 AND state = 'loading'`
	stillLoading    = `SELECT count(*) > 0 FROM place_generation WHERE id = $1 AND state = 'loading'`
	setGeneration   = `UPDATE place_generation SET state = $1 WHERE id = $2`
	bothGenerations = `SELECT c.id, p.id FROM place_generation c JOIN place_generation p ON p.source = c.source
		WHERE c.source = $1 AND c.state = 'current' AND p.state = 'previous'`
	leaveUnended    = `UPDATE place_generation SET state = 'gone' WHERE state = 'loading' AND imported_hour < $1`
	goneGenerations = `SELECT id FROM place_generation WHERE state = 'gone' ORDER BY id`
	endGeneration   = `DELETE FROM place_generation WHERE id = $1`

	addPlace     = `INSERT INTO place (generation, id, sheet) VALUES ($1, $2, $3)`
	placesOf     = `SELECT sheet FROM place WHERE generation = $1 AND id > $2 ORDER BY id LIMIT $3`
	sheetServing = `SELECT p.sheet FROM place p JOIN place_generation g ON g.id = p.generation
		WHERE g.source = $1 AND g.state = 'current' AND p.id = $2`
	endPlaces = `DELETE FROM place WHERE generation = $1
		AND id IN (SELECT id FROM place WHERE generation = $1 ORDER BY id LIMIT $2)`

	addQuarantined = `INSERT INTO place_quarantine (generation, n, line, id, name, reason, detail)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`
	quarantinedOf  = `SELECT line, id, name, reason, detail FROM place_quarantine WHERE generation = $1 ORDER BY n`
	endQuarantined = `DELETE FROM place_quarantine WHERE generation = $1
		AND n IN (SELECT n FROM place_quarantine WHERE generation = $1 ORDER BY n LIMIT $2)`

	placesVersion = `SELECT n FROM place_version`
	newVersion    = `UPDATE place_version SET n = n + 1`
	listReports   = `SELECT place, kind, n FROM place_report`
	forgetReports = `DELETE FROM place_report WHERE place = $1`
)
