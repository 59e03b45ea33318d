package storage

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// dialect is what differs between databases.
type dialect struct {
	migrations goose.Dialect
	// open returns a handle on the database, which it makes where there is none and refuses when it is damaged.
	open func(ctx context.Context, dsn string) (*sql.DB, error)
	// scrub removes from the files what deleted rows left there, or answers ErrResidue.
	scrub func(ctx context.Context, db *sql.DB) error
	// explain puts a failure to open into words for the operator.
	explain func(dsn string, err error) error
}

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables up to date. It never goes back, and leaves a database newer than this program alone.
func migrate(ctx context.Context, db *sql.DB, d dialect) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	provider, err := goose.NewProvider(d.migrations, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	have, known, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the version of the tables: %w", err)
	}
	if have > known {
		return ErrNewer
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}
