// Package storage keeps sealed conversations in a database. It knows keys, sealed bytes and hours of expiry: nothing
// in it can be read, and nothing in it says whose it is.
package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"passerelle/internal/chat"
	"passerelle/internal/vault"
)

// What Open refuses. The texts are for the operator; Open adds the file and the remedy.
var (
	ErrPostgres = errors.New("PostgreSQL n'est pas encore pris en charge : " +
		"laissez pour l'instant un dossier dans PASSERELLE_DATA, la base y sera un fichier SQLite")
	ErrCorrupt    = errors.New("base abîmée, ou fichier qui n'est pas une base")
	ErrNewer      = errors.New("base plus récente que ce programme")
	ErrUnwritable = errors.New("base fermée à l'écriture")
	ErrBusy       = errors.New("base tenue par un autre programme")
)

// ErrResidue says that rows are deleted, but that another program held the files, so that traces stay in them until
// the next sweep.
var ErrResidue = errors.New("another program kept the deleted rows from leaving the files")

// Store is a database of conversations. Its methods may be called at the same time: they take turns.
type Store struct {
	db      *sql.DB
	dialect dialect
	queries queries
}

var _ chat.Store = (*Store)(nil)

// Open opens the database at dsn, the path of a SQLite file, makes it where there is none and brings its tables up to
// date. After a crash the files may still hold deleted rows: call Sweep before the first message.
func Open(ctx context.Context, dsn string) (*Store, error) {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return nil, ErrPostgres // without the dsn, which may hold a password
	}
	db, err := openSQLite(ctx, dsn)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, dialect: sqlite}
	if err := errors.Join(migrate(ctx, db, s.dialect), s.queries.prepare(ctx, db)); err != nil {
		_ = db.Close()
		return nil, s.dialect.explain(dsn, err)
	}
	return s, nil
}

// Exchange plays one message, as chat.Store says. The database has one writer: turn must not call the store.
func (s *Store) Exchange(
	ctx context.Context, x chat.Exchange, turn func(trail []byte) (chat.Outcome, error),
) (reply []byte, repeated bool, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, false, fmt.Errorf("begin an exchange: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // nothing after a commit; everything when turn fails or panics

	ctx = context.WithoutCancel(ctx)
	err = tx.StmtContext(ctx, s.queries.reply).QueryRowContext(ctx, x.Message[:], x.Hour).Scan(&reply)
	if err == nil {
		return reply, true, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return nil, false, fmt.Errorf("look for a message: %w", err)
	}
	var trail []byte
	var until int64
	err = tx.StmtContext(ctx, s.queries.trail).QueryRowContext(ctx, x.Conversation[:], x.Hour).Scan(&trail, &until)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, false, fmt.Errorf("read a trail: %w", err)
	}

	out, err := turn(trail)
	if err != nil {
		return nil, false, err
	}

	if out.Trail == nil {
		_, err = tx.StmtContext(ctx, s.queries.end).ExecContext(ctx, x.Conversation[:])
	} else if trail != nil && until == out.TrailUntil {
		_, err = tx.StmtContext(ctx, s.queries.rewrite).ExecContext(ctx, out.Trail, x.Conversation[:])
	} else {
		_, err = tx.StmtContext(ctx, s.queries.keep).ExecContext(ctx, x.Conversation[:], out.Trail, out.TrailUntil)
	}
	if err != nil {
		return nil, false, fmt.Errorf("write a trail: %w", err)
	}
	if _, err = tx.StmtContext(ctx, s.queries.remember).ExecContext(ctx, x.Message[:], out.Reply, out.ReplyUntil); err != nil {
		return nil, false, fmt.Errorf("remember a message: %w", err)
	}
	if err = tx.Commit(); err != nil {
		return nil, false, fmt.Errorf("commit an exchange: %w", err)
	}
	return out.Reply, false, nil
}

// Trail reads a sealed trail that has not expired by hour, or chat.ErrNotFound.
func (s *Store) Trail(ctx context.Context, conversation vault.Key, hour int64) ([]byte, error) {
	var trail []byte
	var until int64
	err := s.queries.trail.QueryRowContext(ctx, conversation[:], hour).Scan(&trail, &until)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, chat.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read a trail: %w", err)
	}
	return trail, nil
}

// MarkSent forgets the replies of messages that have reached the person, all of them or none.
func (s *Store) MarkSent(ctx context.Context, messages ...vault.Key) error {
	if len(messages) == 0 {
		return nil
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin to mark replies: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	mark := tx.StmtContext(ctx, s.queries.mark)
	for _, m := range messages {
		if _, err := mark.ExecContext(ctx, m[:]); err != nil {
			return fmt.Errorf("mark a reply: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit marks: %w", err)
	}
	return nil
}

// Erase deletes a conversation and what its row leaves behind in the files. ErrResidue says that only the first was
// possible.
func (s *Store) Erase(ctx context.Context, conversation vault.Key) error {
	if _, err := s.queries.end.ExecContext(ctx, conversation[:]); err != nil {
		return fmt.Errorf("erase a conversation: %w", err)
	}
	return s.dialect.scrub(ctx, s.db)
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
