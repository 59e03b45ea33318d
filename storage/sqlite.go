package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

var sqlite = dialect{migrations: goose.DialectSQLite3, scrub: scrubSQLite, explain: explainSQLite}

// Every connection is opened with these; checkPragmas makes sure of it, as SQLite ignores what it does not know.
var sqliteOptions = "_journal_mode=WAL" + // readers and the writer do not wait for each other
	"&_synchronous=FULL" + // the driver is built for NORMAL, which loses the last commits at a power failure
	"&_secure_delete=on" + // deleted bytes are overwritten with zeros
	"&_busy_timeout=5000" + // a backup, or the process that is about to stop
	"&_foreign_keys=on" +
	"&_txlock=immediate" + // a transaction that reads then writes must not find the lock taken in between
	"&_stmt_cache_size=16&_cache_size=" + os.Getenv("CS") // BEGIN and COMMIT are prepared once

var sqlitePragmas = []struct{ name, want string }{
	{"journal_mode", "wal"},
	{"synchronous", "2"},
	{"secure_delete", "1"},
	{"busy_timeout", "5000"},
	{"foreign_keys", "1"},
}

// openSQLite opens the file at path, or makes it, and checks that it is sound. Nothing of a file that it refuses is
// moved or deleted.
func openSQLite(ctx context.Context, path string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the database: %w", err)
	}
	if err := makeFile(path); err != nil {
		return nil, explainSQLite(path, err)
	}
	db, err := sql.Open("sqlite3", sqliteDSN(path))
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	db.SetMaxOpenConns(1) // one writer, in the order of arrival
	if err := errors.Join(checkPragmas(ctx, db), checkSound(ctx, db)); err != nil {
		_ = db.Close()
		return nil, explainSQLite(path, err)
	}
	return db, nil
}

// sqliteDSN escapes what a URI would read as something else than a path: space, ?, #, %.
func sqliteDSN(path string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), OmitHost: true, RawQuery: sqliteOptions}
	return u.String()
}

// makeFile makes an empty database that only its owner reads; SQLite gives its other files the same mode. A file that
// exists is not even opened: closing it would drop the locks of a store already open in this process.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Path: path, OmitHost: true}).String())
	if err != nil {
		return err
	}
	if _, err := db.Exec("PRAGMA page_size=" + os.Getenv("PS") + "; PRAGMA journal_mode=WAL"); err != nil {
		return err
	}
	return db.Close()
}

func checkPragmas(ctx context.Context, db *sql.DB) error {
	for _, p := range sqlitePragmas {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return fmt.Errorf("check %s: %w", p.name, err)
		}
		if got != p.want {
			return fmt.Errorf("check %s: the database says %s, not %s", p.name, got, p.want)
		}
	}
	return nil
}

func checkSound(ctx context.Context, db *sql.DB) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return fmt.Errorf("check the database: %w", err)
	}
	if verdict != "ok" {
		return ErrCorrupt
	}
	return nil
}

// scrubSQLite moves everything from the write-ahead log into the file, where secure_delete has put zeros, and cuts the
// log to nothing. Any other checkpoint leaves the deleted rows in the log.
func scrubSQLite(ctx context.Context, db *sql.DB) error {
	var busy, frames, moved int
	err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	if err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	if busy != 0 {
		return ErrResidue
	}
	return nil
}

// explainSQLite names the file and the remedy where the cause is one that an operator can act on.
func explainSQLite(path string, err error) error {
	var failure sqlite3.Error
	_ = errors.As(err, &failure)
	switch {
	case errors.Is(err, ErrCorrupt), failure.Code == sqlite3.ErrCorrupt, failure.Code == sqlite3.ErrNotADB:
		return fmt.Errorf("%w : %s. Rien n'a été modifié. Gardez une copie de ce fichier, "+
			"puis remettez la dernière sauvegarde : passerelle restore FICHIER", ErrCorrupt, path)
	case errors.Is(err, ErrNewer):
		return fmt.Errorf("%w : %s. Rien n'a été modifié. Installez la version de passerelle qui l'a écrite, "+
			"ou remettez une sauvegarde faite par celle-ci : passerelle restore FICHIER", ErrNewer, path)
	case failure.Code == sqlite3.ErrBusy, failure.Code == sqlite3.ErrLocked:
		return fmt.Errorf("%w : %s. Arrêtez l'autre passerelle ou attendez la fin de la sauvegarde, puis relancez", ErrBusy, path)
	case errors.Is(err, fs.ErrPermission), failure.Code == sqlite3.ErrReadonly, failure.Code == sqlite3.ErrCantOpen,
		failure.Code == sqlite3.ErrPerm:
		return fmt.Errorf("%w : %s. Le compte qui lance passerelle doit pouvoir écrire dans ce fichier et dans son dossier ; "+
			"donnez-lui ces droits, ou un autre dossier dans PASSERELLE_DATA", ErrUnwritable, path)
	}
	return fmt.Errorf("ouvrir la base %s : %w", path, err)
}
