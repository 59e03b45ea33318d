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
)

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
