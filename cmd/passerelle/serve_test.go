package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// server is the whole program, serving on a port of its own choosing.
type server struct {
	t    *testing.T
	url  string
	logs *safeBuffer
	stop context.CancelFunc
	done chan error
}

// safeBuffer is written by the server and read by the test.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func serve(t *testing.T, args ...string) *server {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	s := &server{t: t, logs: new(safeBuffer), stop: stop, done: make(chan error, 1)}
	go func() {
		err := run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), streams{strings.NewReader(""), write, s.logs})
		write.CloseWithError(io.EOF)
		s.done <- err
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("the server did not start: %v", <-s.done)
	}
	go io.Copy(io.Discard, read)
	s.url = strings.TrimSpace(line[strings.Index(line, "http://"):])
	t.Cleanup(s.close)
	return s
}

func (s *server) close() {
	s.stop()
	select {
	case err := <-s.done:
		if err != nil {
			s.t.Errorf("the server ended with %v", err)
		}
	case <-time.After(15 * time.Second):
		s.t.Error("the server did not stop")
	}
	s.done <- nil
}

func get(t *testing.T, client *http.Client, url string) (int, string) {
	t.Helper()
	answer, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestServeGreetsAndIsWell(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys"))
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	if code, body := get(t, client, s.url); code != 200 || !strings.Contains(body, "De quoi avez-vous besoin") {
		t.Errorf("%d\n%.500s", code, body)
	}
	if code, body := get(t, client, s.url+"healthz"); code != 200 || body != "ok\n" {
		t.Errorf("health: %d %q", code, body)
	}
	if out, _, err := command(t, "", "healthcheck", "--listen", strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), "/")); err != nil || out != "ok\n" {
		t.Errorf("healthcheck: %v %q", err, out)
	}
}

func TestAConversationOutlivesARestart(t *testing.T) {
	dir := t.TempDir()
	args := []string{"--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys")}
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	first := serve(t, args...)
	get(t, client, first.url)
	form := map[string][]string{"text": {"je cherche une assistante maternelle"}}
	request, _ := http.NewRequest(http.MethodPost, first.url, strings.NewReader("text="+strings.ReplaceAll(form["text"][0], " ", "+")))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", strings.TrimSuffix(first.url, "/"))
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	first.close()

	second := serve(t, args...)
	for _, c := range jar.Cookies(request.URL) {
		again, _ := http.NewRequest(http.MethodGet, second.url, nil)
		jar.SetCookies(again.URL, []*http.Cookie{c})
	}
	if _, body := get(t, client, second.url); !strings.Contains(body, "gardé vos réponses") {
		t.Errorf("the conversation is not found again:\n%.1500s", body)
	}
}

func TestBadSettingsAreAllToldWithARemedy(t *testing.T) {
	_, _, err := command(t, "", "serve", "--listen", "nulle part", "--keep-hours", "99", "--public-url", "aide", "--flows", "/nulle/part", "--data", "d", "--keys", "d/keys")
	if err == nil {
		t.Fatal("served with bad settings")
	}
	for _, name := range []string{"PASSERELLE_LISTEN", "PASSERELLE_KEEP_HOURS", "PASSERELLE_PUBLIC_URL", "PASSERELLE_FLOWS", "PASSERELLE_KEYS"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in:\n%v", name, err)
		}
	}
	if n := strings.Count(err.Error(), "Remède"); n != 5 {
		t.Errorf("%d remedies for 5 settings:\n%v", n, err)
	}
}

func TestAFaultyStartLeavesEverythingAsItWas(t *testing.T) {
	cases := map[string]struct {
		prepare func(t *testing.T, dir string) []string
		want    string
	}{
		"keys missing beside a database": {func(t *testing.T, dir string) []string {
			chatOnce(t, dir)
			os.RemoveAll(filepath.Join(dir, "keys"))
			return nil
		}, "clé"},
		"a key cut short": {func(t *testing.T, dir string) []string {
			chatOnce(t, dir)
			os.WriteFile(filepath.Join(dir, "keys", "state.key"), []byte("court"), 0o600)
			return nil
		}, "state.key"},
		"a file that is not a database": {func(t *testing.T, dir string) []string {
			chatOnce(t, dir)
			os.WriteFile(filepath.Join(dir, "data", databaseName), []byte(strings.Repeat("pas une base ", 100)), 0o600)
			return nil
		}, databaseName},
		"a broken flow": {func(t *testing.T, dir string) []string {
			over := filepath.Join(dir, "flows")
			os.MkdirAll(over, 0o755)
			os.WriteFile(filepath.Join(over, "hebergement.yaml"), []byte("flow: hebergement\nsteps:\n  - id: quand\n    ask: licorne\n"), 0o644)
			return []string{"--flows", over}
		}, "hebergement.yaml:4"},
		"a broken text": {func(t *testing.T, dir string) []string {
			over := filepath.Join(dir, "locales")
			os.MkdirAll(over, 0o755)
			os.WriteFile(filepath.Join(over, "hebergement.fr.yaml"), []byte("hebergement:\n  quand:\n    ask: \"{{.Oups\"\n"), 0o644)
			return []string{"--locales", over}
		}, "hebergement.fr.yaml:3"},
		"PostgreSQL, for now": {func(t *testing.T, dir string) []string {
			return []string{"--data", "postgres://localhost/passerelle"}
		}, "PASSERELLE_DATA"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			args := append([]string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys")}, tc.prepare(t, dir)...)
			before := listing(t, dir)
			_, _, err := command(t, "", args...)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want one that names %q", err, tc.want)
			}
			if after := listing(t, dir); after != before {
				t.Errorf("files changed from\n%s\nto\n%s", before, after)
			}
		})
	}
}

func chatOnce(t *testing.T, dir string) {
	t.Helper()
	if _, _, err := command(t, "1\nquitter\n", "chat", "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys")); err != nil {
		t.Fatal(err)
	}
}

// listing names the files of a directory with their sizes, SQLite's own companions left out.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err == nil && !strings.HasSuffix(name, "-wal") && !strings.HasSuffix(name, "-shm") {
			info, _ := entry.Info()
			out.WriteString(strings.TrimPrefix(name, dir))
			if !entry.IsDir() {
				out.WriteString(" " + info.Mode().String())
			}
			out.WriteString("\n")
		}
		return nil
	})
	return out.String()
}

func TestTheTerminalFindsItsConversationAgain(t *testing.T) {
	dir := t.TempDir()
	args := []string{"chat", "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys")}
	if _, _, err := command(t, "3\n", args...); err != nil {
		t.Fatal(err)
	}
	out, _, err := command(t, "1\n", args...)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, "J'ai gardé vos réponses") || !strings.Contains(out, "Que voulez-vous faire ?") {
		t.Errorf("the conversation is not found again:\n%s", out)
	}
}

func TestAnOpenConversationTakesTheVoiceAskedForNow(t *testing.T) {
	dir := t.TempDir()
	args := []string{"chat", "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys")}
	if _, _, err := command(t, "3\n", args...); err != nil {
		t.Fatal(err)
	}
	out, _, err := command(t, "", append(args, "--easy")...)
	if err != nil || !strings.Contains(out, "Bonjour.\nJ'ai gardé vos réponses.\n") {
		t.Errorf("not in easy words: %v\n%s", err, out)
	}
}

func TestAJSONConversationLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	out, _, err := command(t, `{"text":"je dors dehors"}`+"\n", "chat", "--json")
	if err != nil || !strings.Contains(out, `"115"`) {
		t.Fatalf("%v\n%s", err, out)
	}
	if left := listing(t, dir); left != "\n" {
		t.Errorf("left behind:\n%s", left)
	}
}

// A person writes words that could name them, and things go wrong: no log line and no file of the program holds them.
func TestNoWordOfAPersonIsInALogOrAFile(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys"))
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	get(t, client, s.url)
	post := func(body string) {
		request, _ := http.NewRequest(http.MethodPost, s.url, strings.NewReader(body))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", strings.TrimSuffix(s.url, "/"))
		request.Header.Set("User-Agent", "Zébulon-CANARI")
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	post("text=CANARI-4f1c+rue+des+Lilas+59193+0612345678+caf")
	post("choice=CANARI-4f1c")
	os.RemoveAll(filepath.Join(dir, "data")) // the disk goes away under the server
	post("text=CANARI-4f1c+encore")
	session := ""
	request, _ := http.NewRequest(http.MethodGet, s.url, nil)
	for _, c := range jar.Cookies(request.URL) {
		session = c.Value
	}
	s.close()
	for _, secret := range []string{"CANARI", "Lilas", "0612345678", "59193", "127.0.0.1:5", session} {
		if secret != "" && strings.Contains(s.logs.String(), secret) {
			t.Errorf("%q stands in the logs:\n%s", secret, s.logs)
		}
	}
}
