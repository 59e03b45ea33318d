package webchat

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestHeadersStandOnEveryResponse(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t)})
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	for name, try := range map[string]func() *browser{
		"page":      func() *browser { return b.get("/") },
		"answer":    func() *browser { return b.post("text", "rsa") },
		"not found": func() *browser { return b.get("/nowhere") },
		"method":    func() *browser { return b.do("PUT", "/", nil) },
		"too long":  func() *browser { return b.post("text", strings.Repeat("a", 70<<10)) },
		"refused":   func() *browser { return b.do("POST", "/", nil, append(form, "Sec-Fetch-Site", "cross-site")...) },
		"style":     func() *browser { return b.get("/style.css") },
		"redirect":  func() *browser { return b.get("/a//b") },
		"reply":     func() *browser { return open(t, Config{Chat: newTalker(t)}).stay().post("text", "rsa") },
	} {
		t.Run(name, func(t *testing.T) {
			h := try().Header
			for header, want := range headers {
				if got := h.Get(header); got != want && !(name == "style" && header == "Cache-Control") {
					t.Errorf("%s: %q", header, got)
				}
			}
		})
	}
}

func TestOtherRequestsGetAKindPage(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f})
	for name, c := range map[string]struct {
		try    func()
		status int
		words  string
	}{
		"unknown path":    {func() { b.get("/nowhere") }, http.StatusNotFound, "Il n'y a rien à cette adresse."},
		"post elsewhere":  {func() { b.do("POST", "/x/y", nil) }, http.StatusNotFound, "Il n'y a rien à cette adresse."},
		"other method":    {func() { b.do("DELETE", "/", nil) }, http.StatusMethodNotAllowed, "Je n'ai pas pu faire cela."},
		"post to a style": {func() { b.do("POST", "/style.css", nil) }, http.StatusMethodNotAllowed, "Je n'ai pas pu faire cela."},
		"too long":        {func() { b.post("text", strings.Repeat("é", 33<<10)) }, http.StatusRequestEntityTooLarge, "Écrivez un message plus court."},
	} {
		t.Run(name, func(t *testing.T) {
			c.try()
			b.status(c.status)
			b.has(c.words, "Revenir au robot", `value="urgence"`, `lang="fr"`)
			if len(f.heard) != 0 {
				t.Error("something was heard")
			}
		})
	}
	if b.do("DELETE", "/", nil); b.Header.Get("Allow") != "GET, HEAD, POST" {
		t.Errorf("Allow: %q", b.Header.Get("Allow"))
	}
}

func TestOtherSitesCannotSpeakForAPerson(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f, PublicURL: "https://aide.example/robot"})
	try := func(header ...string) int {
		body := strings.NewReader(url.Values{"command": {"erase"}}.Encode())
		return b.do("POST", "/", body, append(header, "Content-Type", "application/x-www-form-urlencoded")...).StatusCode
	}
	for _, refused := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://autre.example"}, {"Origin", "null"},
	} {
		if got := try(refused...); got != http.StatusForbidden || len(f.heard) != 0 {
			t.Errorf("%v: status %d", refused, got)
		}
		b.has("Ce message vient d'un autre site", "Revenir au robot", `value="urgence"`)
	}
	for _, accepted := range [][]string{
		{"Sec-Fetch-Site", "same-origin"}, {"Origin", b.base}, {"Origin", "https://aide.example", "Sec-Fetch-Site", "cross-site"}, nil,
	} {
		if got := try(accepted...); got != http.StatusOK {
			t.Errorf("%v: status %d", accepted, got)
		}
	}
}

func TestTheStyleIsKeptByItsContent(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t)}).get("/")
	_, address, _ := strings.Cut(b.page, `href="/style.css?v=`)
	version, _, _ := strings.Cut(address, `"`)
	b.get("/style.css?v=" + version)
	if got := b.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("this version: %q", got)
	}
	if got := b.Header.Get("Content-Type"); got != "text/css; charset=utf-8" {
		t.Errorf("type %q", got)
	}
	if got := b.get("/style.css?v=0").Header.Get("Cache-Control"); strings.Contains(got, "immutable") {
		t.Errorf("another version: %q", got)
	}
	b.hasNot("http:", "url(", "@import")
}

func TestPagesAreZippedForWhoReadsZip(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t)})
	for header, want := range map[string]string{"gzip": "gzip", "br, gzip;q=0.8": "gzip", "gzip;q=0": "", "br": "", "identity": ""} {
		for _, path := range []string{"/", "/style.css", "/nowhere"} {
			if got := b.do("GET", path, nil, "Accept-Encoding", header).Header.Get("Content-Encoding"); got != want {
				t.Errorf("%s of %s: %q", header, path, got)
			}
		}
	}
}
