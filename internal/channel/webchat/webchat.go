// Package webchat is the web page where a person talks with Passerelle: plain HTML forms, made for a small phone, a slow
// network and a screen reader. There is no script. Every screen has the four exits, Urgence among them.
package webchat

import (
	"context"
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"go.uber.org/zap"

	"passerelle/internal/chat"
)

// Channel is this channel's name.
const Channel = "web"

// maxBody bounds what a form may send. The longest message of the page's own field is far below.
const maxBody = 64 << 10

//go:embed page.html style.css icon.svg
var files embed.FS

// Talker answers messages and knows the words of the page. Package chat is one.
type Talker interface {
	Handle(context.Context, chat.Message) (chat.Reply, error)
	Sent(ctx context.Context, channel, message string) error
	Say(lang string, easy bool, id string) string
	Page(channel, lang string, easy bool, id string) chat.Page
}

// Config is what the page needs. Log and NewID may be left out.
type Config struct {
	Chat         Talker
	PublicURL    string // https: cookies then travel over https only
	Organisation string // who runs the bot; none: a demonstration
	Contact      string
	Log          *zap.Logger
	NewID        func() string // unguessable ids of messages
}

// web serves the page.
type web struct {
	Config
	page    *template.Template
	style   *asset
	icon    *asset
	cookies cookies
}

// New makes the handler of the page, of its style and of its icon. Any other path gets a page that leads back.
func New(c Config) http.Handler {
	if c.Log == nil {
		c.Log = zap.NewNop()
	}
	if c.NewID == nil {
		c.NewID = rand.Text
	}
	w := &web{
		Config:  c,
		page:    template.Must(template.ParseFS(files, "page.html")),
		style:   newAsset("style.css", "text/css; charset=utf-8"),
		icon:    newAsset("icon.svg", "image/svg+xml"),
		cookies: cookies{secure: strings.HasPrefix(c.PublicURL, "https:")},
	}
	return withHeaders(w.sameOrigin(w.routes()))
}

func (w *web) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", w.open)
	mux.HandleFunc("POST /{$}", w.talk)
	mux.Handle("GET /style.css", w.style)
	mux.Handle("GET /icon.svg", w.icon)
	mux.HandleFunc("/{$}", w.refuseMethod("GET, HEAD, POST"))
	mux.HandleFunc("/style.css", w.refuseMethod("GET, HEAD"))
	mux.HandleFunc("/icon.svg", w.refuseMethod("GET, HEAD"))
	for _, ref := range chat.Pages() {
		mux.HandleFunc("GET "+ref.Path, w.about(ref.ID))
		mux.HandleFunc(ref.Path, w.refuseMethod("GET, HEAD"))
	}
	mux.HandleFunc("/", func(out http.ResponseWriter, r *http.Request) {
		w.notice(out, r, http.StatusNotFound, textNotFound)
	})
	return mux
}

func (w *web) refuseMethod(allow string) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Allow", allow)
		w.notice(out, r, http.StatusMethodNotAllowed, textNotDone)
	}
}

// sameOrigin refuses what another site's page posts here.
func (w *web) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	if u, err := url.Parse(w.PublicURL); err == nil && u.Host != "" {
		// A proxy may pass another Host on. An address that is no origin adds nothing.
		_ = protection.AddTrustedOrigin(u.Scheme + "://" + u.Host)
	}
	protection.SetDenyHandler(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.notice(out, r, http.StatusForbidden, textRefused)
	}))
	return protection.Handler(next)
}

// open greets whoever opens the page, or takes up their conversation. With the id of a message it shows the reply to it, or
// where the conversation stands when that reply was shown before: going back and opening again always bring a page.
func (w *web) open(out http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		_ = w.write(out, r, http.StatusOK, nil)
		return
	}
	m, again := chat.Message{Chat: w.cookies.session(r), Easy: w.cookies.easy(r)}, retry{Method: "get"}
	if id := r.URL.Query().Get("m"); isMessageID(id) {
		m.ID, m.Show = id, true
		again.add("m", id)
	} else {
		m.ID, m.Start, m.Code = w.NewID(), true, r.URL.Query().Get("code")
		again.add("code", m.Code)
	}
	reply, err := w.handle(r, &m)
	w.cookies.keepSession(out, r, m.Chat, m.Start)
	w.show(out, r, m, reply, err, again)
}

// talk takes what one of the forms of the page sends, and leads to the page that shows the reply: a browser that goes back
// to a page that answers a form asks whether to send the form again.
func (w *web) talk(out http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(out, r.Body, maxBody)
	f, err := readForm(r)
	if err != nil {
		w.notice(out, r, http.StatusRequestEntityTooLarge, textTooLong)
		return
	}
	if !formID.MatchString(f.id) {
		f.id = w.NewID()
	}
	m := f.message(w.cookies.easy(r))
	if m.SetVoice {
		w.cookies.keepEasy(out, m.Easy)
	}
	m.Chat = w.cookies.session(r)
	m.ID = f.messageID(m.Chat)
	reply, err := w.handle(r, &m)
	session := m.Chat
	if err == nil && reply.Erased {
		session = newSession() // nothing ties what comes to what was
	}
	w.cookies.keepSession(out, r, session, false)
	if err != nil {
		w.show(out, r, m, reply, err, f.retry())
		return
	}
	http.Redirect(out, r, "/?m="+m.ID+"#suite", http.StatusSeeOther)
}

// handle hands a message to the conversation.
func (w *web) handle(r *http.Request, m *chat.Message) (chat.Reply, error) {
	m.Channel, m.Lang = Channel, "fr"
	reply, err := w.Chat.Handle(r.Context(), *m)
	if err != nil {
		w.event(r, "not_handled")
	}
	return reply, err
}

// show writes the page of a reply. When nothing could be kept the page says so, with the emergency numbers and a button
// that sends the same again.
func (w *web) show(out http.ResponseWriter, r *http.Request, m chat.Message, reply chat.Reply, failed error, again retry) {
	p, status := w.newPage(reply, m.Easy), http.StatusOK
	if failed != nil {
		status, p.Retry = http.StatusServiceUnavailable, &again
		out.Header().Set("Retry-After", "60")
	}
	if w.write(out, r, status, w.render("page", p)) != nil || failed != nil {
		return
	}
	if w.Chat.Sent(context.WithoutCancel(r.Context()), Channel, m.ID) != nil {
		w.event(r, "not_marked_sent")
	}
}

// event logs that something went wrong, and never with what: an error may quote the person. A person who left while we
// worked is nothing to tell.
func (w *web) event(r *http.Request, name string) {
	if r.Context().Err() == nil {
		w.Log.Error("web page", zap.String("event", name))
	}
}
