package webchat

import (
	"net/http"
	"strings"
	"testing"
)

func TestTheSessionCookie(t *testing.T) {
	for name, c := range map[string]struct {
		public, cookie string
		secure         bool
	}{
		"over http":  {"http://127.0.0.1:8080", "passerelle", false},
		"over https": {"https://aide.example", "__Host-passerelle", true},
		"no address": {"", "passerelle", false},
	} {
		t.Run(name, func(t *testing.T) {
			f := newTalker(t)
			b := open(t, Config{Chat: f, PublicURL: c.public}).get("/")
			got := b.cookie(c.cookie)
			if got == nil || len(b.Cookies()) != 1 {
				t.Fatalf("cookies %v", b.Cookies())
			}
			if !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Path != "/" || got.Domain != "" || got.MaxAge != 3*24*3600 || got.Secure != c.secure {
				t.Errorf("cookie %v", got)
			}
			if f.last(t).Chat != got.Value || !wellFormed(got.Value) {
				t.Errorf("the conversation is %q, the cookie %q", f.last(t).Chat, got.Value)
			}
		})
	}
}

func TestASessionIsKeptWhileItIsWellFormed(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f}).get("/")
	first := b.cookie("passerelle").Value
	if b.post("text", "rsa"); f.last(t).Chat != first || b.cookie("passerelle") != nil {
		t.Error("an answer changes the session")
	}
	if b.get("/"); b.cookie("passerelle").Value != first {
		t.Error("opening the page again changes the session")
	}
	for _, odd := range []string{"x", first[:42], first + "A", strings.Repeat("*", 43), first[:42] + "_", ""} {
		r, _ := http.NewRequest("POST", b.base+"/", nil)
		r.AddCookie(&http.Cookie{Name: "passerelle", Value: odd})
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		fresh := response.Cookies()
		if len(fresh) != 1 || !wellFormed(fresh[0].Value) || fresh[0].Value == first || f.last(t).Chat != fresh[0].Value {
			t.Errorf("cookie %q is answered with %v", odd, fresh)
		}
	}
}

func TestErasingBreaksTheTie(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f}).get("/")
	first := b.cookie("passerelle").Value
	b.post("command", "erase")
	if f.last(t).Chat != first {
		t.Error("another conversation was erased")
	}
	if c := b.cookie("passerelle"); c == nil || c.Value == first {
		t.Error("the session goes on")
	}
}
