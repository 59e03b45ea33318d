// Package notice composes the pages that tell a person whom they talk to, what is kept of them and where facts come from.
// A page is ids of texts in order, with what each names; whoever has the words says them. Only what the settings and the
// content say is told: where they are silent, the page says that it does not know.
package notice

// The pages. Their texts are "notice.<page>.…".
const (
	Trust   = "trust"
	Privacy = "privacy"
	Legal   = "legal"
	Sources = "sources"
)

// Ref is a page and where it is served.
type Ref struct{ ID, Path string }

// Title is the text id of its title.
func (r Ref) Title() string { return title(r.ID) }

func title(page string) string { return "notice." + page + ".title" }

// All lists every page, in the order in which they are offered.
func All() []Ref {
	return []Ref{{Trust, "/qui-est-ce-robot"}, {Privacy, "/confidentialite"}, {Legal, "/mentions-legales"}, {Sources, "/sources"}}
}

// Find returns a page by its id.
func Find(id string) (Ref, bool) {
	for _, ref := range All() {
		if ref.ID == id {
			return ref, true
		}
	}
	return Ref{}, false
}

// Settings are what is true of this deployment, on one channel.
type Settings struct {
	Organisation string // who answers for the bot; empty: nobody yet, it is a demonstration
	Contact      string
	PublicURL    string // of the web page
	Channel      string // who carries the messages
	KeepHours    int    // of silence, before a conversation is erased
	DoneHours    int    // before the mark of a handled message is erased
	Authority    Site   // to whom one may complain; without a name, none is known
}

// Channels whose carrier has a text of its own.
const (
	web      = "web"
	terminal = "terminal"
	telegram = "telegram"
)

// Site is a page of somebody else, with its name.
type Site struct{ Name, URL string }

// Page is one page, to be said.
type Page struct {
	ID       string
	Title    string // text id
	Sections []Section
}

// Section is a part of a page.
type Section struct {
	Title string // text id
	Lines []Line
}

// Line is one text.
type Line struct {
	ID   string
	Args map[string]any
	Link Link
	Item bool // of a list
}

// Link is what a line opens; without an address, nothing.
type Link struct {
	URL   string
	Label string // text id; empty: the line itself is the link
	Args  map[string]any
}

// Values that are said in words.
type (
	Hours int    // a duration
	Day   string // "2026-11-22"
	Month string // the same, of which only the month is sure
	Text  string // the id of a text
)

// say is a line without anything to fill in.
func say(id string) Line { return Line{ID: "notice." + id} }

// with is a line with one thing to fill in.
func with(id, name string, value any) Line {
	return Line{ID: "notice." + id, Args: map[string]any{name: value}}
}

// openSite is the text of a link that leads to another site.
const openSite = "link.open" // .Site
