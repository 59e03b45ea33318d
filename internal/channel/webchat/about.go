package webchat

import (
	"html/template"
	"net/http"
	"strings"

	"passerelle/internal/chat"
)

// aboutPage is a page outside the conversation, laid out.
type aboutPage struct {
	Title    string
	Sections []aboutSection
}

type aboutSection struct {
	Title  string
	Blocks []aboutBlock
}

// aboutBlock is one paragraph, or the items of a list.
type aboutBlock struct {
	List  bool
	Lines []aboutLine
}

// aboutLine is one text: a sentence a line, or all of it a link.
type aboutLine struct {
	Words []string
	Whole template.URL // what the words themselves open
	Links []link       // buttons under the words
}

// about serves a page outside the conversation. Nothing is set in the browser: it may be read before anything is agreed to.
func (w *web) about(id string) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) {
		easy, asked := w.wishes(r)
		read := w.Chat.Page(Channel, "fr", easy, id)
		p := w.blank(read.Lang, easy)
		p.About, p.EasyAsked = layAbout(read), asked
		p.Exits = withUrgence(nil, p.words(textUrgence))
		_ = w.write(out, r, http.StatusOK, w.render("about", p)) // the person left: nobody to tell
	}
}

// wishes are the words that the address of the page asks for, else those that this browser remembers.
func (w *web) wishes(r *http.Request) (easy, asked bool) {
	switch r.URL.Query().Get(easyCookie) {
	case "1":
		return true, true
	case "0":
		return false, true
	}
	return w.cookies.easy(r), false
}

func layAbout(read chat.Page) *aboutPage {
	out := &aboutPage{Title: together(read.Title)}
	for _, s := range read.Sections {
		out.Sections = append(out.Sections, aboutSection{together(s.Title), layBlocks(s.Lines)})
	}
	return out
}

func layBlocks(lines []chat.PageLine) []aboutBlock {
	var blocks []aboutBlock
	for _, l := range lines {
		if last := len(blocks) - 1; l.Item && last >= 0 && blocks[last].List {
			blocks[last].Lines = append(blocks[last].Lines, layLine(l))
		} else {
			blocks = append(blocks, aboutBlock{l.Item, []aboutLine{layLine(l)}})
		}
	}
	return blocks
}

func layLine(l chat.PageLine) aboutLine {
	line := aboutLine{Words: strings.Split(together(l.Text), "\n")}
	if l.Label != "" {
		line.Links = readLinks([]chat.Link{{Label: l.Label, URL: l.URL}})
	} else if site, ok := siteURL(l.URL); ok {
		line.Whole = site
	}
	return line
}

// footLink is a page outside the conversation, offered at the foot of every page.
type footLink struct{ Path, Title string }

// Foot lists them; who reads easy words without a cookie goes on reading them.
func (p *page) Foot() []footLink {
	query := ""
	if p.EasyAsked {
		query = "?" + easyCookie + "=" + map[bool]string{true: "1", false: "0"}[p.Easy]
	}
	var all []footLink
	for _, ref := range chat.Pages() {
		all = append(all, footLink{ref.Path + query, together(p.words(ref.Title))})
	}
	return all
}
