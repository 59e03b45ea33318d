package content

import (
	"net/url"
	"time"

	"passerelle/internal/source"
)

// Origin is a document that facts of the catalogue come from. Package catalogue checks that a service cites one that
// exists; here they are kept to be shown.
type Origin struct {
	ID    string
	Title string
	URL   string // empty: none
	Date  string // YYYY-MM-DD, or empty
	Exact bool   // the day is sure, not only the month
	Kind  string
}

// Checked is how far the services were checked: what was read, and what a person has dialled or opened.
type Checked struct {
	Services              int
	Numbers, NumbersTried int
	Pages, PagesTried     int
	Unread                int    // services of which no page was read
	From, To              string // days between which their sheets were read again; empty: none says when
}

func loadOrigins(tree *source.Tree) []Origin {
	file, ok := tree.File("sources.yaml")
	if !ok {
		return nil
	}
	var out []Origin
	for _, item := range file.Fields().Get("sources").Items() {
		f := item.Fields()
		o := Origin{ID: f.Get("id").Text(), Title: f.Need("title").Text(), Kind: f.Get("kind").Text()}
		o.URL = pageOf(f.Get("url"))
		o.Date = dayOf(f.Get("date"))
		o.Exact = o.Date != "" && f.Get("date_precision").Text() == "day"
		out = append(out, o)
	}
	return out
}

// pageOf is an address that a page may show as a link.
func pageOf(n source.Node) string {
	address := n.Text()
	u, err := url.Parse(address)
	if address != "" && (err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http") {
		n.Fault("écrire une adresse complète, qui commence par https://, ou null", "« %s » n'est pas une adresse de page", address)
		return ""
	}
	return address
}

func dayOf(n source.Node) string {
	day := n.Text()
	if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
		n.Fault("écrire la date entre guillemets : \"2026-12-31\"", "« %s » n'est pas une date", day)
		return ""
	}
	return day
}

// tally counts what was checked; a number or a page that several services share counts once.
type tally struct {
	Checked
	numbers, pages map[string]bool // whether somebody tried it
}

func loadChecked(tree *source.Tree) Checked {
	c := tally{numbers: make(map[string]bool), pages: make(map[string]bool)}
	for _, name := range tree.Names("services") {
		file, _ := tree.File(name)
		for _, item := range file.Fields().Get("services").Items() {
			c.add(item.Fields())
		}
	}
	c.Numbers, c.NumbersTried = count(c.numbers)
	c.Pages, c.PagesTried = count(c.pages)
	return c.Checked
}

func (c *tally) add(service source.Fields) {
	c.Services++
	if service.Get("evidence").Text() == "not_read" {
		c.Unread++
	}
	tried := triedOf(service.Get("verified"))
	for _, phone := range service.Get("phone").Items() {
		number := phone.Fields().Get("number").Text()
		c.numbers[number] = c.numbers[number] || tried["phone"]
	}
	if page := service.Get("url").Text(); page != "" {
		c.pages[page] = c.pages[page] || tried["url"]
	}
	day := dayOf(service.Get("checked"))
	if day != "" && (c.From == "" || day < c.From) {
		c.From = day
	}
	c.To = max(c.To, day)
}

// triedOf tells what of a service a person has tried, whatever they found: "phone", "url".
func triedOf(verified source.Node) map[string]bool {
	tried := make(map[string]bool)
	for _, item := range verified.Items() {
		tried[item.Fields().Get("what").Text()] = true
	}
	return tried
}

// count tells how many there are, each once however many services share it, and how many of them were tried.
func count(seen map[string]bool) (all, tried int) {
	for _, was := range seen {
		if was {
			tried++
		}
	}
	return len(seen), tried
}
