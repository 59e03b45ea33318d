package chat

import (
	"strconv"
	"strings"
	"time"

	"passerelle/internal/dialogue"
	"passerelle/internal/directory"
	"passerelle/internal/locale"
	"passerelle/internal/notice"
	"passerelle/internal/territory"
)

// Page is a page outside the conversation, in words: who the bot is, what it keeps, where its facts come from.
type Page struct {
	Title    string
	Lang     string
	Sections []PageSection
}

// PageSection is a part of a page.
type PageSection struct {
	Title string
	Lines []PageLine
}

// PageLine is one text; in easy words it has a sentence on each line.
type PageLine struct {
	Text  string
	URL   string // what it opens, or nothing
	Label string // of a button that opens it; empty: the text itself is the link
	Item  bool   // of a list
}

// PageRef is a page and where it is found. Title is the id of a text.
type PageRef struct{ ID, Path, Title string }

// Pages are the pages outside the conversation, in the order in which they are offered.
func Pages() []PageRef {
	var out []PageRef
	for _, ref := range notice.All() {
		out = append(out, PageRef{ref.ID, ref.Path, ref.Title()})
	}
	return out
}

// Page says one of Pages on a channel, in a voice that we have; the zero Page where there is none of that id.
func (c *Chat) Page(channel, lang string, easy bool, id string) Page {
	s := c.served.Load()
	w := writer{served: s, voice: s.Texts.Match(locale.Voice{Lang: lang, Easy: easy}), hours: c.keep, now: c.now(), channel: channel}
	page, ok := notice.Of(id, w.deployment(), w.known(id))
	if !ok {
		return Page{}
	}
	out := Page{Title: w.say(page.Title, nil), Lang: w.voice.Lang}
	for _, section := range page.Sections {
		told := PageSection{Title: w.say(section.Title, nil)}
		for _, line := range section.Lines {
			told.Lines = append(told.Lines, w.pageLine(line))
		}
		out.Sections = append(out.Sections, told)
	}
	return out
}

func (w *writer) pageLine(l notice.Line) PageLine {
	link := w.noticeLink(l.Link)
	return PageLine{Text: w.say(l.ID, w.inWords(l.Args)), URL: link.URL, Label: link.Label, Item: l.Item}
}

// noticed tells a page in short: each of its messages but the last is complete, and what is asked now comes under that.
func (w *writer) noticed(e dialogue.Noticed) {
	w.flush("suite") // an alarm stays at the head, in a message of its own
	for i, message := range notice.Brief(e.Page, w.deployment(), w.known(e.Page)) {
		if i > 0 {
			w.flush("notice." + e.Page)
		}
		for _, line := range message {
			w.lead(w.say(line.ID, w.inWords(line.Args)))
			if link := w.noticeLink(line.Link); link.URL != "" {
				w.link(link)
			}
		}
	}
	w.name("notice." + e.Page)
	w.lead("")
}

func (w *writer) noticeLink(l notice.Link) Link {
	switch {
	case l.URL == "":
		return Link{}
	case l.Label == "":
		return Link{URL: l.URL}
	}
	return Link{Label: w.say(l.Label, locale.Args{"Site": site(l.URL)}), URL: l.URL}
}

// inWords says the values of a line that have words of their own.
func (w *writer) inWords(args map[string]any) locale.Args {
	out := make(locale.Args, len(args))
	for name, value := range args {
		switch v := value.(type) {
		case notice.Hours:
			value = w.duration(int(v))
		case notice.Day:
			value = w.date(string(v))
		case notice.Month:
			value = w.month(string(v))
		case notice.Text:
			value = w.say(string(v), nil)
		case int:
			value = grouped(v)
		}
		out[name] = value
	}
	return out
}

func (w *writer) duration(hours int) string {
	if hours == 1 {
		return w.say(notice.TextHour, nil)
	}
	return w.say(notice.TextHours, locale.Args{"N": hours})
}

// month puts the month of a day into words; what is no day stays as it is.
func (w *writer) month(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return w.say(notice.TextMonth, locale.Args{"Month": w.say(locale.Month(t.Month()), nil), "Year": t.Year()})
}

// grouped writes a number as it is read: "2 845", which never breaks at the end of a line.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "\u00a0" + digits[i:]
	}
	return digits
}

// authority is the service where one may complain about one's data.
const authority = "cnil"

// deployment is what is true here, on the channel of the message.
func (w *writer) deployment() notice.Settings {
	s := w.told
	s.Channel, s.KeepHours, s.DoneHours = w.channel, int(w.hours), DoneHours
	if service, ok := w.Catalogue.Service(authority); ok {
		s.Authority = notice.Site{Name: service.Name, URL: service.Link()}
	}
	return s
}

// lister is a guide that tells which lists its places come from.
type lister interface{ Lists() []directory.Serving }

// known is where facts come from, as things stand. Only one page needs it.
func (w *writer) known(page string) notice.Known {
	if page != notice.Sources {
		return notice.Known{}
	}
	c := w.Checked
	k := notice.Known{
		Communes: territory.Source,
		Catalogue: notice.Catalogue{
			Services: c.Services, Numbers: c.Numbers, NumbersTried: c.NumbersTried, Pages: c.Pages, PagesTried: c.PagesTried,
			Unread: c.Unread, CheckedFrom: c.From, CheckedTo: c.To,
		},
	}
	for _, o := range w.Origins {
		k.Sources = append(k.Sources, notice.Source{Title: o.Title, URL: o.URL, Date: o.Date, Exact: o.Exact, Kind: o.Kind})
	}
	guide, ok := w.guide.(lister)
	if !ok {
		return k
	}
	for _, list := range guide.Lists() {
		k.Lists = append(k.Lists, notice.List{
			Attribution: strings.TrimSuffix(w.Places.Attribution(list.Source), "."), Licence: w.Places.Licence(list.Source),
			Places: list.Places, Newest: list.Newest,
		})
	}
	return k
}
