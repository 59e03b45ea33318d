package main

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"
)

// refresher is an importer on a database of its own, at a time that the test sets.
func refresher(t *testing.T, now *time.Time) (*importer, *operator) {
	t.Helper()
	o := newOperator(t)
	loaded, err := contentSettings{}.load()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := storeSettings{Data: filepath.Join(o.dir, "data"), Keys: filepath.Join(o.dir, "keys")}.openQuietly(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.store.Close() })
	im := newImporter(kept, loaded)
	im.now = func() time.Time { return *now }
	return im, o
}

func TestListsAreAskedForOnceAWeekAndSoonerAfterAFailure(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	im, o := refresher(t, &now)
	p := publish(t, invented(40, "un"))
	address := p.URL + "/creuse.csv?cle=CANARI"
	core, logs := observer.New(zap.InfoLevel)
	log := zap.New(core)

	for _, step := range []struct {
		name        string
		after       time.Duration
		do          func()
		asked, kept int
		wait        time.Duration
	}{
		{"never imported", 0, func() {}, 1, 40, refreshEvery},
		{"an hour later", time.Hour, func() {}, 0, 40, refreshEvery - time.Hour},
		{"a week later, nothing new", refreshEvery, func() {}, 1, 40, refreshEvery},
		{"a day later", 24 * time.Hour, func() {}, 0, 40, refreshEvery - 24*time.Hour},
		{"a week later, cut short", refreshEvery, func() { p.body, p.tag = invented(3, "deux"), `"2"` }, 1, 40, refreshAgain},
		{"six hours later, cut still", refreshAgain, func() {}, 1, 40, refreshAgain},
		{"six hours later, mended", refreshAgain, func() { p.body, p.tag = invented(45, "trois"), `"3"` }, 1, 45, refreshEvery},
	} {
		now = now.Add(step.after)
		step.do()
		p.asked = 0
		if wait := im.refresh(t.Context(), []string{address}, log); wait != step.wait {
			t.Errorf("%s: waits %s, not %s", step.name, wait, step.wait)
		}
		if p.asked != step.asked {
			t.Errorf("%s: asked %d times", step.name, p.asked)
		}
		o.serves(map[string]int{"creuse": step.kept})
	}
	for _, entry := range logs.All() {
		if strings.Contains(entry.Message, "CANARI") || len(entry.Context) > 0 {
			t.Errorf("logged: %v", entry)
		}
	}
	if logs.Len() != 2 {
		t.Errorf("%d failures are logged", logs.Len())
	}
}

func TestListsThatAreNoneAreRefusedAtStart(t *testing.T) {
	for lists, want := range map[string]string{"national inconnue": "inconnue", "ftp://exemple.fr/liste": "https://"} {
		_, _, err := command(t, "", append([]string{"serve", "--listen", "127.0.0.1:0", "--places-url", lists}, newOperator(t).settings()...)...)
		if err == nil || !strings.Contains(err.Error(), "PASSERELLE_PLACES_URL") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", lists, err)
		}
	}
}

// A server in a process of its own takes in what another process imports, and goes on answering.
func TestAServerSeesWhatAnotherProcessImports(t *testing.T) {
	o := newOperator(t)
	binary := filepath.Join(o.dir, "passerelle")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	server := exec.Command(binary, append([]string{"serve", "--listen", "127.0.0.1:0"}, o.settings()...)...)
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	logs := new(safeBuffer)
	server.Stderr = logs
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%v\n%s", err, logs)
	}
	url := strings.TrimSpace(line[strings.Index(line, "http://"):])

	list := o.file("creuse.csv", invented(500, "un"))
	imported := exec.Command(binary, append([]string{"places", "import", list}, o.settings()...)...)
	if said, err := imported.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if code, _ := get(t, http.DefaultClient, url+"healthz"); code != http.StatusOK {
		t.Errorf("the server answers %d", code)
	}
	if err := server.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); !strings.Contains(logs.String(), "places reloaded"); {
		if time.Now().After(deadline) {
			t.Fatalf("the server did not take the places in:\n%s", logs)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
