package webchat

import (
	"bytes"
	"net/http"
	"slices"

	"go.uber.org/zap"

	"passerelle/internal/chat"
)

// page is what the template shows.
type page struct {
	words          func(id string) string
	Lang, Dir      string
	Easy           bool
	Style, Icon    string
	ID             string // of the message that a form of this page sends
	Notice         string // in place of a conversation: one sentence
	About          *aboutPage
	EasyAsked      bool // by the address of the page, and not by a cookie
	Messages       []message
	Choices, Exits []chat.Choice
	Answered       []chat.Answered
	Retry          *retry
	RunBy, Contact string
}

// Text gives the words of the page itself.
func (p *page) Text(name string) string { return together(p.words("page." + name)) }

func (w *web) newPage(reply chat.Reply, easy bool) *page {
	p := w.blank(reply.Lang, easy)
	p.Answered = reply.Answered
	p.Messages = readMessages(reply)
	if n := len(reply.Messages); n > 0 {
		p.Choices, p.Exits = reply.Messages[n-1].Choices, reply.Messages[n-1].Exits
	}
	p.Exits = withUrgence(p.Exits, p.words(textUrgence))
	return p
}

// blank is a page before anything is said on it.
func (w *web) blank(lang string, easy bool) *page {
	if lang == "" {
		lang = "fr"
	}
	return &page{
		words: func(id string) string { return w.Chat.Say(lang, easy, id) },
		Lang:  lang, Dir: direction(lang), Easy: easy, ID: w.NewID(),
		Style: w.style.URL(), Icon: w.icon.URL(), RunBy: w.Organisation, Contact: w.Contact,
	}
}

// withUrgence makes sure that the emergency exit is there, whatever the reply.
func withUrgence(exits []chat.Choice, label string) []chat.Choice {
	if slices.ContainsFunc(exits, func(c chat.Choice) bool { return c.ID == exitUrgent }) {
		return exits
	}
	return slices.Concat(exits, []chat.Choice{{ID: exitUrgent, Label: label}})
}

// notice is a page in place of the conversation: a sentence, the way back, and Urgence.
func (w *web) notice(out http.ResponseWriter, r *http.Request, status int, text string) {
	p := w.blank("fr", w.cookies.easy(r))
	p.Notice = p.words(text)
	p.Exits = withUrgence(nil, p.words(textUrgence))
	_ = w.write(out, r, status, w.render("notice", p)) // the person left: nobody to tell
}

// render fills the template. It can only fail by a mistake in the template, which the tests would meet.
func (w *web) render(name string, p *page) []byte {
	var b bytes.Buffer
	if err := w.page.ExecuteTemplate(&b, name, p); err != nil {
		w.Log.Error("web page", zap.String("event", "not_rendered"))
	}
	return b.Bytes()
}

// direction is the way a language is written.
func direction(lang string) string {
	switch lang {
	case "ar", "fa", "he", "ps", "ur":
		return "rtl"
	}
	return "ltr"
}

// linked is a page and some of its links, for the part of the template that shows them.
type linked struct {
	Page  *page
	Links []link
}

// With pairs the page with links.
func (p *page) With(links []link) linked { return linked{p, links} }
