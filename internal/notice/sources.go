package notice

import "slices"

// Known is where facts come from, and how far they were checked.
type Known struct {
	Sources   []Source
	Catalogue Catalogue
	Lists     []List
	Communes  string // the line that the publishers of the communes ask for
}

// Source is a document that was read.
type Source struct {
	Title string
	URL   string // empty: none
	Date  string // YYYY-MM-DD, or empty
	Exact bool   // the day is sure, not only the month
	Kind  string
}

// Catalogue is how far the services were checked.
type Catalogue struct {
	Services               int
	Numbers, NumbersTried  int
	Pages, PagesTried      int
	Unread                 int    // services of which no page was read
	CheckedFrom, CheckedTo string // days between which all of it was read again
}

// List is a published list of places that serves now.
type List struct {
	Attribution string // the line that its publisher asks for
	Licence     string // empty: not declared
	Places      int
	Newest      string // day of the newest sheet; empty: none has a date
}

// Kinds of sources, the surest first. What is of another kind comes under the last.
var kinds = []string{"copie_officielle", "depot_public", "presse", "recoupement_tiers", "document_fourni", "non_lu", "autre"}

func (k Known) sections() []Section {
	return append([]Section{
		section("sources.services_head", k.Catalogue.read(), k.Catalogue.tried(), lines(say("sources.low"))),
		section("sources.places_head", k.lists()),
		section("sources.communes_head", k.communes()),
	}, k.documents()...)
}

func (c Catalogue) read() []Line {
	read := lines(with("sources.services", "Count", c.Services))
	switch {
	case c.CheckedTo == "":
	case c.CheckedFrom == c.CheckedTo:
		read = append(read, with("sources.read_on", "Day", Day(c.CheckedTo)))
	default:
		read = append(read, Line{ID: "notice.sources.read_between", Args: map[string]any{"From": Day(c.CheckedFrom), "To": Day(c.CheckedTo)}})
	}
	if c.Unread > 0 {
		read = append(read, with("sources.unread", "Count", c.Unread))
	}
	return read
}

// tried tells what a person has dialled and opened, and does not hide that nobody has.
func (c Catalogue) tried() []Line {
	one := func(what string, tried, all int) Line {
		if tried == 0 {
			return with("sources."+what+"_untried", "Count", all)
		}
		return Line{ID: "notice.sources." + what + "_tried", Args: map[string]any{"Count": tried, "All": all}}
	}
	return lines(one("numbers", c.NumbersTried, c.Numbers), one("pages", c.PagesTried, c.Pages))
}

func (k Known) lists() []Line {
	if len(k.Lists) == 0 {
		return lines(say("sources.places_none"))
	}
	told := lines(say("sources.places"))
	for _, list := range k.Lists {
		told = append(told, list.lines()...)
	}
	return append(told, say("sources.sheet"))
}

func (l List) lines() []Line {
	told := lines(Line{ID: "notice.sources.list", Args: map[string]any{"Attribution": l.Attribution, "Count": l.Places}, Item: true})
	if l.Licence != "" {
		told = append(told, with("sources.licence", "Licence", l.Licence))
	}
	if l.Newest != "" {
		told = append(told, with("sources.newest", "Day", Day(l.Newest)))
	}
	return told
}

func (k Known) communes() []Line {
	return lines(with("sources.communes", "Attribution", k.Communes), say("sources.communes_licence"))
}

// documents are the sources by kind, the newest first.
func (k Known) documents() []Section {
	var out []Section
	for _, kind := range kinds {
		s := section("sources.kind." + kind)
		of := slices.DeleteFunc(slices.Clone(k.Sources), func(x Source) bool { return kindOf(x) != kind })
		slices.SortStableFunc(of, newestFirst)
		for _, source := range of {
			s.Lines = append(s.Lines, source.line())
		}
		if len(s.Lines) > 0 {
			out = append(out, s)
		}
	}
	if len(out) > 0 {
		out[0].Lines = slices.Insert(out[0].Lines, 0, say("sources.elsewhere"))
	}
	return out
}

func newestFirst(a, b Source) int {
	switch {
	case a.Date > b.Date:
		return -1
	case a.Date < b.Date:
		return 1
	}
	return 0
}

func kindOf(s Source) string {
	if slices.Contains(kinds, s.Kind) {
		return s.Kind
	}
	return kinds[len(kinds)-1]
}

func (s Source) line() Line {
	l := Line{ID: "notice.sources.item", Args: map[string]any{"Title": s.Title}, Link: Link{URL: s.URL}, Item: true}
	switch {
	case s.Date == "":
		l.ID = "notice.sources.item_undated"
	case s.Exact:
		l.Args["Day"] = Day(s.Date)
	default:
		l.ID, l.Args["Month"] = "notice.sources.item_about", Month(s.Date)
	}
	return l
}
