package storage

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"
)

// memory is SQLite without any file: what it keeps is gone with the process, however that ends.
var memory = dialect{
	migrations: goose.DialectSQLite3,
	open:       openMemory,
	scrub:      func(context.Context, *sql.DB) error { return nil }, // there are no files
}

// OpenMemory makes an empty database that leaves nothing behind: it lasts until Close, and nobody else sees it.
func OpenMemory(ctx context.Context) (*Store, error) {
	s, err := open(ctx, ":memory:", memory)
	if err != nil {
		return nil, fmt.Errorf("make a database in memory: %w", err)
	}
	return s, nil
}

// openMemory holds one connection for good: each new one would be another, empty database.
func openMemory(_ context.Context, dsn string) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", dsn+"?_secure_delete=on&_foreign_keys=on&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}
