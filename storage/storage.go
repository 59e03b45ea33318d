// Package storage keeps sealed conversations in a database. It knows keys, sealed bytes and hours of expiry: nothing
// of a person in it can be read, and nothing in it says whose it is. Beside them, in the open, it keeps the published
// lists of places.
package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strings"

	"passerelle/internal/chat"
	"passerelle/internal/supply"
	"passerelle/internal/vault"
)

// What Open refuses. The texts are for the operator; Open adds the file and the remedy.
var (
	ErrPostgres = errors.New("PostgreSQL n'est pas encore pris en charge : " +
		"laissez pour l'instant un dossier dans PASSERELLE_DATA, la base y sera un fichier SQLite")
	ErrCorrupt    = errors.New("base abîmée, ou fichier qui n'est pas une base")
	ErrNewer      = errors.New("base plus récente que ce programme")
	ErrUnwritable = errors.New("base fermée à l'écriture")
	ErrFull       = errors.New("disque plein")
	ErrBusy       = errors.New("base tenue par un autre programme")
)

// ErrResidue says that rows are deleted, but that another program was reading the files, so that traces stay in them
// until a later sweep.
var ErrResidue = errors.New("another program keeps deleted rows in the files")

// Store is a database of conversations and of lists of places. Its methods may be called at the same time: they take turns.
type Store struct {
	db      *sql.DB
	dialect dialect
	queries queries
}

var (
	_ chat.Store   = (*Store)(nil)
	_ supply.Store = (*Store)(nil)
)

// Open opens the database at dsn, the path of a SQLite file, makes it where there is none and brings its tables up to
// date. After a crash the files may still hold deleted rows: call Sweep before the first message.
func Open(ctx context.Context, dsn string) (*Store, error) {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return nil, ErrPostgres // without the dsn, which may hold a password
	}
	s, err := open(ctx, dsn, sqlite)
	if err != nil {
		return nil, sqlite.explain(dsn, err)
	}
	return s, nil
}

func open(ctx context.Context, dsn string, d dialect) (*Store, error) {
	db, err := d.open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, dialect: d}
	if err = migrate(ctx, db, d); err == nil {
		err = s.queries.prepare(ctx, db)
	}
	if err == nil { // delete nothing: where writing is forbidden, SQLite opens for reading without a word
		_, err = s.queries.sweepMessages.ExecContext(ctx, math.MinInt64)
	}
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	return s, nil
}

// Exchange plays one message, as chat.Store says. There is one writer, so turn must not call the store.
func (s *Store) Exchange(
	ctx context.Context, x chat.Exchange, turn func(trail []byte) (chat.Outcome, error),
) (reply []byte, repeated bool, err error) {
	err = s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		err := tx.StmtContext(ctx, s.queries.reply).QueryRowContext(ctx, x.Message[:], x.Hour).Scan(&reply)
		if repeated = err == nil; repeated {
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("look for a message: %w", err)
		}
		var before trail
		err = before.scan(tx.StmtContext(ctx, s.queries.trail).QueryRowContext(ctx, x.Conversation[:], x.Hour))
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("read a trail: %w", err)
		}
		out, err := turn(before.sealed)
		if err != nil {
			return err
		}
		reply = out.Reply
		return s.record(ctx, tx, x, before, out)
	})
	if err != nil {
		return nil, false, err
	}
	return reply, repeated, nil
}

// record writes what a turn leaves behind.
func (s *Store) record(ctx context.Context, tx *sql.Tx, x chat.Exchange, before trail, out chat.Outcome) (err error) {
	switch {
	case out.Trail == nil:
		_, err = tx.StmtContext(ctx, s.queries.end).ExecContext(ctx, x.Conversation[:])
	case before.sealed != nil && before.until == out.TrailUntil: // most messages: the index need not be written
		_, err = tx.StmtContext(ctx, s.queries.rewrite).ExecContext(ctx, out.Trail, x.Conversation[:])
	default:
		_, err = tx.StmtContext(ctx, s.queries.keep).ExecContext(ctx, x.Conversation[:], out.Trail, out.TrailUntil)
	}
	if err != nil {
		return fmt.Errorf("write a trail: %w", err)
	}
	_, err = tx.StmtContext(ctx, s.queries.remember).ExecContext(ctx, x.Message[:], out.Reply, out.ReplyUntil)
	if err != nil {
		return fmt.Errorf("remember a message: %w", err)
	}
	for _, r := range out.Reports {
		if _, err := tx.StmtContext(ctx, s.queries.report).ExecContext(ctx, r.Place, r.Kind); err != nil {
			return fmt.Errorf("count what is said of a place: %w", err)
		}
	}
	return nil
}

// Trail reads a sealed trail that has not expired by hour, or chat.ErrNotFound.
func (s *Store) Trail(ctx context.Context, conversation vault.Key, hour int64) ([]byte, error) {
	var t trail
	err := t.scan(s.queries.trail.QueryRowContext(ctx, conversation[:], hour))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, chat.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read a trail: %w", err)
	}
	return t.sealed, nil
}

// Trails visits every sealed trail that has not expired by hour, until visit fails.
func (s *Store) Trails(ctx context.Context, hour int64, visit func(conversation vault.Key, sealed []byte) error) error {
	rows, err := s.queries.trails.QueryContext(ctx, hour)
	if err != nil {
		return fmt.Errorf("read the trails: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var k, sealed []byte
		if err := rows.Scan(&k, &sealed); err != nil {
			return fmt.Errorf("read a trail: %w", err)
		}
		if err := visit(vault.Key(k), sealed); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the trails: %w", err)
	}
	return nil
}

// MarkSent forgets the replies of messages that have reached the person: of all of them, or of none.
func (s *Store) MarkSent(ctx context.Context, messages ...vault.Key) error {
	if len(messages) == 0 {
		return nil
	}
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		mark := tx.StmtContext(ctx, s.queries.mark)
		for _, m := range messages {
			if _, err := mark.ExecContext(ctx, m[:]); err != nil {
				return fmt.Errorf("mark a reply: %w", err)
			}
		}
		return nil
	})
}

// Erase deletes a conversation and what its row leaves behind in the files. After ErrResidue the conversation is
// deleted all the same.
func (s *Store) Erase(ctx context.Context, conversation vault.Key) error {
	if _, err := s.queries.end.ExecContext(ctx, conversation[:]); err != nil {
		return fmt.Errorf("erase a conversation: %w", err)
	}
	return s.dialect.scrub(context.WithoutCancel(ctx), s.db)
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.db.PingContext(ctx); err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	return nil
}

// Close waits for what is under way, then closes the database.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}

// write does f in one transaction, undone when f fails or panics. The context bounds the wait for the writer; what has
// begun takes less than a millisecond and is finished, whoever stops waiting for it.
func (s *Store) write(ctx context.Context, f func(context.Context, *sql.Tx) error) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("wait for the database: %w", err)
	}
	defer func() { _ = conn.Close() }()
	ctx = context.WithoutCancel(ctx)
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to undo after a commit
	if err := f(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
