//go:build unix

package storage_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"passerelle/storage"
)

// TestChild is not a test: it is what the tests below run in another process.
func TestChild(t *testing.T) {
	role, path, _ := strings.Cut(os.Getenv("STORAGE_TEST_CHILD"), " ")
	switch role {
	case "hold": // the lock of the database, for a while
		db, err := sql.Open("sqlite3", path)
		must(t, err)
		db.SetMaxOpenConns(1)
		_, err = db.Exec("BEGIN EXCLUSIVE")
		must(t, err)
		fmt.Println("held")
		time.Sleep(700 * time.Millisecond)
		_, err = db.Exec("COMMIT")
		must(t, err)
	case "talk": // until killed, saying each message that is committed
		s := open(t, path)
		for n := count(t, s); ; n++ {
			remember(t, s, n)
			fmt.Println(n)
		}
	case "import": // places, until killed
		s := open(t, path)
		g, places := helpers(5000)
		fmt.Print("!")
		for {
			must(t, s.ReplacePlaces(t.Context(), g, places, nil))
		}
	default:
		t.Skip("run by other tests")
	}
}

func TestAnotherProcessHoldingTheLockOnlyDelays(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "passerelle.db")
	s := open(t, path)
	lines := child(t, "hold "+path)
	if !lines.Scan() || lines.Text() != "held" {
		t.Fatalf("the other process says %q", lines.Text())
	}
	start := time.Now()
	remember(t, s, 1)
	if waited := time.Since(start); waited < 300*time.Millisecond {
		t.Errorf("waited only %s", waited)
	}
}

func TestKilledAtAnyMomentNothingSaidIsLost(t *testing.T) {
	t.Parallel()
	kills := 10
	if testing.Short() {
		kills = 3
	}
	path := filepath.Join(t.TempDir(), "passerelle.db")
	must(t, open(t, path).Close())
	acknowledged := uint64(0)
	for kill := range kills {
		lines, stop := talker(t, path)
		for range 1 + 3*kill {
			if !lines.Scan() {
				t.Fatal("the other process stopped by itself")
			}
		}
		stop()
		last := lines.Text()
		for lines.Scan() {
			last = lines.Text()
		}
		var n uint64
		if _, err := fmt.Sscan(last, &n); err == nil {
			acknowledged = n + 1
		}
		s := open(t, path)
		if got := count(t, s); got < acknowledged || got > acknowledged+1 { // the last commit may not have been said
			t.Fatalf("kill %d: %d messages acknowledged, %d counted", kill, acknowledged, got)
		}
		for i := range count(t, s) {
			if !remembers(t, s, i) {
				t.Fatalf("kill %d: message %d is lost", kill, i)
			}
		}
		must(t, s.Close())
	}
}

func TestADirectoryClosedToWritingIsRefused(t *testing.T) {
	if os.Geteuid() == 0 { // root may write everywhere: play it again as nobody
		run := exec.Command("/proc/self/exe", "-test.run=^"+t.Name()+"$", "-test.v")
		run.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		out, err := run.CombinedOutput()
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
			t.Skip("cannot give root up here")
		}
		if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
			t.Fatalf("as nobody: %v\n%s", err, out)
		}
		return
	}
	for name, spoil := range map[string]func(path string) error{
		"no database yet":        func(path string) error { return os.Chmod(filepath.Dir(path), 0o500) },
		"no directory either":    func(path string) error { return os.Chmod(filepath.Dir(filepath.Dir(path)), 0o500) },
		"a database in it":       func(path string) error { return makeThen(path, filepath.Dir(path), 0o500) },
		"a read-only database":   func(path string) error { return makeThen(path, path, 0o400) },
		"an unreadable database": func(path string) error { return makeThen(path, path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "house", "data", "passerelle.db")
			must(t, os.MkdirAll(filepath.Dir(path), 0o700))
			if name == "no directory either" {
				must(t, os.Remove(filepath.Dir(path)))
			}
			must(t, spoil(path))
			t.Cleanup(func() {
				_ = os.Chmod(filepath.Dir(filepath.Dir(path)), 0o700)
				_ = os.Chmod(filepath.Dir(path), 0o700)
			})
			s, err := storage.Open(t.Context(), path)
			if err == nil {
				_ = s.Close()
				t.Fatal("opened")
			}
			if !errors.Is(err, storage.ErrUnwritable) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func makeThen(path, forbid string, mode os.FileMode) error {
	s, err := storage.Open(context.Background(), path)
	if err != nil {
		return err
	}
	return errors.Join(s.Close(), os.Chmod(forbid, mode))
}

// child runs a role in another process, which is waited for at the end of the test, and returns what it says.
func child(t *testing.T, role string) *bufio.Scanner {
	t.Helper()
	_, out := start(t, role)
	return bufio.NewScanner(out)
}

func talker(t *testing.T, path string) (lines *bufio.Scanner, kill func()) {
	t.Helper()
	run, out := start(t, "talk "+path)
	return bufio.NewScanner(out), func() { must(t, run.Process.Kill()) }
}

func start(t *testing.T, role string) (*exec.Cmd, io.Reader) {
	t.Helper()
	run := exec.Command(os.Args[0], "-test.run=^TestChild$")
	run.Env = append(os.Environ(), "STORAGE_TEST_CHILD="+role)
	out, err := run.StdoutPipe()
	must(t, err)
	must(t, run.Start())
	t.Cleanup(func() {
		_, _ = io.Copy(io.Discard, out)
		_ = run.Wait()
	})
	return run, out
}
