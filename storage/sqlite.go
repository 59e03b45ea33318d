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
	"syscall"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

var sqlite = dialect{
	migrations: goose.DialectSQLite3,
	open:       openSQLite,
	scrub:      scrubSQLite,
	explain:    explainSQLite,
}

// Every connection is opened with these.
const sqliteOptions = "_journal_mode=WAL" + // who reads does not wait for who writes
	"&_synchronous=FULL" + // the driver is built for NORMAL, which loses the last commits at a power failure
	"&_secure_delete=on" + // deleted bytes are overwritten with zeros
	"&_busy_timeout=5000" + // a backup, or the program that is about to stop, in milliseconds
	"&_foreign_keys=on" +
	"&_txlock=immediate" + // who reads, then writes, must not find the lock taken in between
	"&_cache_size=-8000" // kilobytes

// What checkPragmas expects to find again: SQLite says nothing of an option that it does not follow.
var sqlitePragmas = []struct{ name, want string }{
	{"journal_mode", "wal"},
	{"synchronous", "2"},
	{"secure_delete", "1"},
	{"busy_timeout", "5000"},
	{"foreign_keys", "1"},
}

// A row of 2 kB, as most replies are once sealed, fits whole in a page of 16 kB. In a smaller one it overflows, and then
// each comparison of a search reads the file: in memory an exchange takes 105 µs so, 135 in pages of 8 kB, 155 in the
// usual 4 kB.
const sqliteNew = "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL"

// openSQLite opens the file at path, or makes it, and refuses one that is damaged or that does not obey.
func openSQLite(ctx context.Context, path string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the database: %w", err)
	}
	if err := makeFile(path); err != nil {
		return nil, fmt.Errorf("make the database: %w", err)
	}
	if err := checkFile(ctx, path); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite3", sqliteURI(path, sqliteOptions))
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	db.SetMaxOpenConns(1) // one writer
	if err := checkPragmas(ctx, db); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}

// sqliteURI escapes what a URI would read as something else than a path: space, ?, #, %.
func sqliteURI(path, options string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), OmitHost: true, RawQuery: options}
	return u.String()
}

// makeFile makes an empty database that only its owner reads; SQLite gives its other files the same mode. A file that
// exists is not opened here: closing it would drop the locks of a store already open in this process.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return syscall.EISDIR
		}
		return nil
	}
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", sqliteURI(path, ""))
	if err != nil {
		return err
	}
	_, err = db.Exec(sqliteNew)
	return errors.Join(err, db.Close())
}

// checkFile reads the whole file. It may not write: the last connection that may would, on closing, pour the
// write-ahead log into a damaged file.
func checkFile(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", sqliteURI(path, "mode=ro&_busy_timeout=5000"))
	if err != nil {
		return fmt.Errorf("check the database: %w", err)
	}
	defer func() { _ = db.Close() }()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return fmt.Errorf("check the database: %w", err)
	}
	if verdict != "ok" {
		return ErrCorrupt // without the verdict, which is no help to an operator
	}
	return nil
}

func checkPragmas(ctx context.Context, db *sql.DB) error {
	for _, p := range sqlitePragmas {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return fmt.Errorf("check %s: %w", p.name, err)
		}
		if got != p.want {
			return fmt.Errorf("check %s: it is %s, not %s", p.name, got, p.want)
		}
	}
	return nil
}

// scrubSQLite moves everything from the write-ahead log into the file, where secure_delete has put zeros, and cuts the
// log to nothing. Any lesser checkpoint leaves the deleted rows in the log.
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

// explainSQLite names the file, and the remedy where the operator has one. Nothing of a database that is refused is
// moved or deleted.
func explainSQLite(path string, err error) error {
	var failure sqlite3.Error
	_ = errors.As(err, &failure)
	switch {
	case errors.Is(err, ErrCorrupt), failure.Code == sqlite3.ErrCorrupt, failure.Code == sqlite3.ErrNotADB:
		return fmt.Errorf("%w : %s. Ses données n'ont pas été touchées. Gardez une copie de ce fichier, "+
			"puis remettez la dernière sauvegarde : passerelle restore FICHIER", ErrCorrupt, path)
	case errors.Is(err, ErrNewer):
		return fmt.Errorf("%w : %s. Ses données n'ont pas été touchées. Installez la version de passerelle qui l'a écrite, "+
			"ou remettez une sauvegarde faite par celle-ci : passerelle restore FICHIER", ErrNewer, path)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Errorf("%s est un dossier, il faut un fichier : déplacez-le, ou mettez un autre dossier dans PASSERELLE_DATA", path)
	case failure.Code == sqlite3.ErrBusy, failure.Code == sqlite3.ErrLocked:
		return fmt.Errorf("%w : %s. Arrêtez cet autre programme ou attendez qu'il finisse, puis relancez", ErrBusy, path)
	case failure.Code == sqlite3.ErrFull:
		return fmt.Errorf("%w : %s ne peut plus grandir. Libérez de la place, puis relancez", ErrFull, path)
	case errors.Is(err, fs.ErrPermission), failure.Code == sqlite3.ErrReadonly, failure.Code == sqlite3.ErrPerm,
		failure.Code == sqlite3.ErrCantOpen:
		return fmt.Errorf("%w : %s. Le compte qui lance passerelle doit pouvoir écrire dans ce fichier et dans son dossier : "+
			"donnez-lui ces droits, ou mettez un autre dossier dans PASSERELLE_DATA", ErrUnwritable, path)
	}
	return fmt.Errorf("impossible d'ouvrir la base %s : %w", path, err)
}
