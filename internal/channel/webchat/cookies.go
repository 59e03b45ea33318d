package webchat

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"time"
)

const (
	sessionBytes = 32
	sessionLife  = 3 * 24 * time.Hour // the longest that a silent conversation may be kept
	easyLife     = 180 * 24 * time.Hour
	easyCookie   = "facile"
)

// cookies are the two things that a browser remembers for us: which conversation is its own, and easy or plain words.
type cookies struct{ secure bool }

func (c cookies) sessionName() string {
	if c.secure {
		return "__Host-passerelle"
	}
	return "passerelle"
}

// session is the conversation of this browser, or a new one when it has none that we could have made.
func (c cookies) session(r *http.Request) string {
	cookie, err := r.Cookie(c.sessionName())
	if err != nil || !wellFormed(cookie.Value) {
		return newSession()
	}
	return cookie.Value
}

// keepSession gives a new session to the browser, and three more days to one that opens the page again. Otherwise it says
// nothing: browsers go back faster to a page that changed no cookie.
func (c cookies) keepSession(w http.ResponseWriter, r *http.Request, session string, opened bool) {
	known, err := r.Cookie(c.sessionName())
	if err == nil && known.Value == session && !opened {
		return
	}
	c.keep(w, c.sessionName(), session, sessionLife)
}

func (c cookies) easy(r *http.Request) bool {
	cookie, err := r.Cookie(easyCookie)
	return err == nil && cookie.Value == "1"
}

func (c cookies) keepEasy(w http.ResponseWriter, easy bool) {
	value := "0"
	if easy {
		value = "1"
	}
	c.keep(w, easyCookie, value, easyLife)
}

func (c cookies) keep(w http.ResponseWriter, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(life.Seconds()),
		Secure: c.secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func newSession() string {
	var key [sessionBytes]byte
	rand.Read(key[:]) // never fails (Go 1.24)
	return base64.RawURLEncoding.EncodeToString(key[:])
}

func wellFormed(session string) bool {
	key, err := base64.RawURLEncoding.Strict().DecodeString(session)
	return err == nil && len(key) == sessionBytes
}
