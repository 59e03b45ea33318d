package storage_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/internal/chat"
	"passerelle/internal/vault"
	"passerelle/storage"
	"passerelle/storage/storagetest"
)

const now = 500_000

func TestSQLiteKeepsThePromises(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	storagetest.Run(t, func(t *testing.T) storagetest.Store {
		path := filepath.Join(root, strings.ReplaceAll(t.Name(), "/", "_"), "passerelle.db")
		return file{open(t, path), path}
	})
}

// file is a store with its files, so that they are searched.
type file struct {
	*storage.Store
	path string
}

func (f file) Files() []string {
	return []string{f.path, f.path + "-wal", f.path + "-shm"}
}

func TestPostgresIsRefusedWithoutTellingThePassword(t *testing.T) {
	for _, dsn := range []string{"postgres://me:secret@host/db", "postgresql:///db"} {
		_, err := storage.Open(t.Context(), dsn)
		if !errors.Is(err, storage.ErrPostgres) || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "PASSERELLE_DATA") {
			t.Errorf("got %v", err)
		}
	}
}

func TestAnyPathIsAPath(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"plain", "with space", "what?mode=memory", "100%", "%41", "a#b", "a&b=c", "été", "a;b", ":memory:", "file:x", `quote"'`, "a+b"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(root, name, name+".db")
			s := open(t, path)
			remember(t, s, 1)
			must(t, s.Close())
			if info, err := os.Stat(path); err != nil || info.Size() == 0 {
				t.Errorf("no database there: %v", err)
			}
			if s = open(t, path); !remembers(t, s, 1) {
				t.Error("the database opened again is another one")
			}
			entries, err := os.ReadDir(root)
			must(t, err)
			for _, e := range entries {
				if !e.IsDir() {
					t.Errorf("a file appeared beside: %s", e.Name())
				}
			}
			must(t, s.Close())
			must(t, os.RemoveAll(filepath.Dir(path)))
		})
	}
}

func TestARelativePathStartsFromHere(t *testing.T) {
	t.Chdir(t.TempDir())
	remember(t, open(t, "data/passerelle.db"), 1)
	if _, err := os.Stat("data/passerelle.db"); err != nil {
		t.Error(err)
	}
}

func TestOnlyTheOwnerReadsTheFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "data")
	path := filepath.Join(dir, "passerelle.db")
	remember(t, open(t, path), 1)
	for name, want := range map[string]fs.FileMode{
		filepath.Dir(dir): 0o700, dir: 0o700, path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600,
	} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: got %v, %v, want %o", filepath.Base(name), info, err, want)
		}
	}
}

func TestRefusedFilesAreNamedAndLeftAsTheyAre(t *testing.T) {
	for _, c := range []struct {
		name   string
		spoil  func(t *testing.T, path string)
		want   error
		remedy string
	}{
		{"a text", func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte("Bonjour, ceci n'est pas une base.\n"), 0o600))
		}, storage.ErrCorrupt, "passerelle restore"},
		{"a long text", func(t *testing.T, path string) {
			must(t, os.WriteFile(path, bytes.Repeat([]byte("Bonjour. "), 5000), 0o600))
		}, storage.ErrCorrupt, "passerelle restore"},
		{"a database cut short", func(t *testing.T, path string) {
			fill(t, path)
			must(t, os.Truncate(path, 3*8192))
		}, storage.ErrCorrupt, "passerelle restore"},
		{"a database with a page of zeros", func(t *testing.T, path string) {
			fill(t, path)
			overwrite(t, path, 2*8192, make([]byte, 8192))
		}, storage.ErrCorrupt, "passerelle restore"},
		{"a database whose header is gone", func(t *testing.T, path string) {
			fill(t, path)
			overwrite(t, path, 0, make([]byte, 100))
		}, storage.ErrCorrupt, "passerelle restore"},
		{"a damaged database whose last commits are still in the log", func(t *testing.T, path string) {
			fill(t, path)
			s := open(t, path)
			remember(t, s, 200)
			saved := snapshot(t, path)
			must(t, s.Close())
			for name, text := range saved {
				must(t, os.WriteFile(filepath.Join(filepath.Dir(path), name), text, 0o600))
			}
			overwrite(t, path, 4*8192, bytes.Repeat([]byte{0xff}, 20*8192))
		}, storage.ErrCorrupt, "passerelle restore"},
		{"a database of a later version", func(t *testing.T, path string) {
			s := open(t, path)
			_, err := s.Handle().Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
			must(t, err)
			must(t, s.Close())
		}, storage.ErrNewer, "Installez la version"},
		{"a directory", func(t *testing.T, path string) {
			must(t, os.Mkdir(path, 0o700))
		}, nil, "PASSERELLE_DATA"},
		{"a path through a file", func(t *testing.T, path string) {
			must(t, os.Remove(filepath.Dir(path)))
			must(t, os.WriteFile(filepath.Dir(path), nil, 0o600))
		}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "data", "passerelle.db")
			must(t, os.Mkdir(filepath.Dir(path), 0o700))
			c.spoil(t, path)
			before := snapshot(t, path)
			s, err := storage.Open(t.Context(), path)
			if err == nil {
				_ = s.Close()
				t.Fatal("opened")
			}
			if c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), c.remedy) {
				t.Errorf("%q names neither the file nor the remedy", err)
			}
			if after := snapshot(t, path); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Error("the refusal changed the files")
			}
		})
	}
}

// Whatever bytes are damaged, a conversation comes back as it was or not at all.
func TestADamagedDatabaseNeverAnswersWrongly(t *testing.T) {
	t.Parallel()
	copies := 150
	if testing.Short() {
		copies = 15
	}
	keys, err := vault.Open(t.TempDir(), false)
	must(t, err)
	const people = 20
	path := filepath.Join(t.TempDir(), "passerelle.db")
	s := open(t, path)
	for i := range people {
		k := keys.Conversation("web", "", fmt.Sprint(i))
		sealed, err := keys.Seal(k, fmt.Appendf(nil, "the trail of %d", i))
		must(t, err)
		_, _, err = s.Exchange(t.Context(), chat.Exchange{Conversation: k, Message: keys.Message("web", fmt.Sprint(i)), Hour: now},
			func([]byte) (chat.Outcome, error) { return chat.Outcome{Trail: sealed, TrailUntil: now}, nil })
		must(t, err)
	}
	must(t, s.Close())
	sound, err := os.ReadFile(path)
	must(t, err)

	random := rand.New(rand.NewPCG(1, 2))
	refused, kept, lost := 0, 0, 0
	path = filepath.Join(t.TempDir(), "copy.db")
	for range copies {
		damaged := bytes.Clone(sound)
		for range 1 + random.IntN(64) {
			damaged[random.IntN(len(damaged))] ^= byte(1 + random.IntN(255))
		}
		must(t, os.WriteFile(path, damaged, 0o600))
		s, err := storage.Open(t.Context(), path)
		if err != nil {
			refused++
			continue
		}
		for i := range people {
			k := keys.Conversation("web", "", fmt.Sprint(i))
			sealed, err := s.Trail(t.Context(), k, now)
			if err == nil {
				plain, err := keys.Unseal(k, sealed)
				if err == nil && string(plain) != fmt.Sprintf("the trail of %d", i) {
					t.Errorf("person %d reads %q", i, plain)
				} else if err == nil {
					kept++
					continue
				}
			}
			lost++
		}
		must(t, s.Close())
		for _, rest := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + rest)
		}
	}
	t.Logf("%d copies: %d refused; in the others %d trails kept, %d lost", copies, refused, kept, lost)
}

// After a power failure the log may be cut anywhere: what was committed before the cut is there, nothing in part.
func TestALogCutShortGivesACommitAndNotAMix(t *testing.T) {
	t.Parallel()
	const messages = 4
	dir := t.TempDir()
	path := filepath.Join(dir, "passerelle.db")
	s := open(t, path)
	_, err := s.Sweep(t.Context(), now) // the log starts empty, its tables are in the file
	must(t, err)
	for i := range uint64(messages) {
		remember(t, s, i)
	}
	files := snapshot(t, path)
	must(t, s.Close())
	log := files["passerelle.db-wal"]
	if len(log) == 0 {
		t.Fatal("nothing to cut")
	}

	cut := filepath.Join(t.TempDir(), "passerelle.db")
	step, last := 512, -1
	if testing.Short() {
		step = 4096
	}
	for at := 0; ; at = min(at+step, len(log)) {
		must(t, os.WriteFile(cut, files["passerelle.db"], 0o600))
		must(t, os.WriteFile(cut+"-wal", log[:at], 0o600))
		got := whole(t, cut, messages)
		if got < last {
			t.Fatalf("cut at %d of %d: %d messages, %d with less", at, len(log), got, last)
		}
		last = got
		if at == len(log) {
			break
		}
	}
	if last != messages {
		t.Errorf("the whole log gives %d messages", last)
	}

	// A log of another database is not taken for its own.
	must(t, os.WriteFile(cut, files["passerelle.db"], 0o600))
	must(t, os.WriteFile(cut+"-wal", bytes.Repeat([]byte{0x37}, len(log)), 0o600))
	if got := whole(t, cut, messages); got != 0 {
		t.Errorf("a foreign log gives %d messages", got)
	}
}

func TestAFullDiskLeavesNothingInPartAndRecovers(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "passerelle.db"))
	limit := func(pages int) {
		_, err := s.Handle().Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages))
		must(t, err)
	}
	limit(12)
	n := uint64(0)
	for ; n < 100; n++ {
		if _, _, err := s.Exchange(t.Context(), message(n), counted(t)); err != nil {
			if !strings.Contains(err.Error(), "full") {
				t.Errorf("got %v", err)
			}
			break
		}
	}
	if n == 0 || n == 100 {
		t.Fatalf("the disk was full after %d messages", n)
	}
	if remembers(t, s, n) || count(t, s) != n {
		t.Errorf("after %d messages the trail counts %d", n, count(t, s))
	}
	limit(1000)
	remember(t, s, n)
	if count(t, s) != n+1 {
		t.Errorf("with room again the trail counts %d", count(t, s))
	}
}

func TestEraseSaysWhenAnotherProgramKeepsTraces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "passerelle.db")
	s := open(t, path)
	remember(t, s, 1)
	_, err := s.Handle().Exec("PRAGMA busy_timeout = 20")
	must(t, err)
	reader, err := sql.Open("sqlite3", path)
	must(t, err)
	defer reader.Close()
	reading, err := reader.Begin()
	must(t, err)
	var rows int
	must(t, reading.QueryRow("SELECT count(*) FROM conversation").Scan(&rows))

	if err := s.Erase(t.Context(), counter); !errors.Is(err, storage.ErrResidue) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Trail(t.Context(), counter, now); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("the conversation: got %v", err)
	}
	must(t, reading.Rollback())
	if _, err := s.Sweep(t.Context(), now); err != nil {
		t.Errorf("once the reader is gone: %v", err)
	}
}

func TestAStoreHeldBeyondPatienceIsRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("waits five seconds")
	}
	t.Parallel()
	path := filepath.Join(t.TempDir(), "passerelle.db")
	must(t, open(t, path).Close())
	other, err := sql.Open("sqlite3", path+"?_locking_mode=EXCLUSIVE&_journal_mode=WAL")
	must(t, err)
	defer other.Close()
	_, err = other.Exec("UPDATE done SET sent = 1")
	must(t, err)
	if _, err := storage.Open(context.Background(), path); !errors.Is(err, storage.ErrBusy) || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
}

func open(t testing.TB, path string) *storage.Store {
	t.Helper()
	s, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// counter is a conversation whose trail is the number of its turns, in a row of the real size.
var counter = vault.Key{1}

func message(n uint64) chat.Exchange {
	x := chat.Exchange{Conversation: counter, Hour: now}
	binary.BigEndian.PutUint64(x.Message[:], (n+1)*0x9e3779b97f4a7c15) // spread as hashes are
	return x
}

func counted(t testing.TB) func([]byte) (chat.Outcome, error) {
	return func(trail []byte) (chat.Outcome, error) {
		next := make([]byte, 1052)
		if trail != nil {
			copy(next, trail)
		}
		binary.BigEndian.PutUint64(next, binary.BigEndian.Uint64(next)+1)
		return chat.Outcome{Trail: next, TrailUntil: now + 24, Reply: next, ReplyUntil: now + 48}, nil
	}
}

func remember(t testing.TB, s *storage.Store, n uint64) {
	t.Helper()
	if _, repeated, err := s.Exchange(t.Context(), message(n), counted(t)); err != nil || repeated {
		t.Fatalf("message %d: repeated %t, %v", n, repeated, err)
	}
}

func remembers(t testing.TB, s *storage.Store, n uint64) bool {
	t.Helper()
	ask := errors.New("only asking")
	_, repeated, err := s.Exchange(t.Context(), message(n), func([]byte) (chat.Outcome, error) { return chat.Outcome{}, ask })
	if err != nil && !errors.Is(err, ask) {
		t.Fatal(err)
	}
	return repeated
}

func count(t testing.TB, s *storage.Store) uint64 {
	t.Helper()
	trail, err := s.Trail(t.Context(), counter, now)
	if errors.Is(err, chat.ErrNotFound) {
		return 0
	}
	must(t, err)
	return binary.BigEndian.Uint64(trail)
}

// whole opens a database and returns how many of the messages it knows, having made sure that they are the first ones
// and that the trail has counted just these.
func whole(t testing.TB, path string, messages uint64) int {
	t.Helper()
	s := open(t, path)
	n := count(t, s)
	for i := range messages {
		if remembers(t, s, i) != (i < n) {
			t.Fatalf("the trail counts %d messages; message %d is known: %t", n, i, i >= n)
		}
	}
	must(t, s.Close())
	return int(n)
}

// fill makes a database of some fifty pages.
func fill(t testing.TB, path string) {
	t.Helper()
	s := open(t, path)
	for i := range uint64(100) {
		x := message(i)
		x.Conversation = vault.Key(x.Message[:])
		_, _, err := s.Exchange(t.Context(), x, counted(t))
		must(t, err)
	}
	must(t, s.Close())
}

func overwrite(t testing.TB, path string, at int64, with []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(t, err)
	_, err = f.WriteAt(with, at)
	must(t, errors.Join(err, f.Close()))
}

// snapshot reads the files of a database. The index of its log is left out: each opening rebuilds it, and may add an
// empty log.
func snapshot(t testing.TB, path string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return files
	}
	for _, e := range entries {
		if e.IsDir() || strings.HasSuffix(e.Name(), "-shm") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(filepath.Dir(path), e.Name()))
		must(t, err)
		if len(text) > 0 {
			files[e.Name()] = text
		}
	}
	return files
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
