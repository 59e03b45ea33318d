package notice

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// laid writes a page down: a section a line, then its texts with what they name.
func laid(p Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.Title)
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "# %s\n", s.Title)
		writeLines(&b, s.Lines)
	}
	return b.String()
}

func writeLines(b *strings.Builder, all []Line) {
	for _, l := range all {
		fmt.Fprint(b, strings.TrimPrefix(l.ID, "notice."))
		for _, name := range sorted(l.Args) {
			fmt.Fprintf(b, " %s=%v", name, l.Args[name])
		}
		if l.Link.URL != "" {
			fmt.Fprintf(b, " -> %s", l.Link.URL)
		}
		b.WriteString("\n")
	}
}

func sorted(args map[string]any) []string {
	var names []string
	for name := range args {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func of(t *testing.T, page string, s Settings, known Known) string {
	t.Helper()
	p, ok := Of(page, s, known)
	if !ok || p.ID != page {
		t.Fatalf("no page %s", page)
	}
	return laid(p)
}

var (
	demo    = Settings{Channel: "web", KeepHours: 24, DoneHours: 48}
	someone = Settings{
		Channel: "web", KeepHours: 1, DoneHours: 48, Organisation: "La Boussole", Contact: "bonjour@example.org",
		PublicURL: "https://aide.example", Authority: Site{"CNIL", "https://cnil.example"},
	}
)

func on(channel string, s Settings) Settings {
	s.Channel = channel
	return s
}

func TestThePageOfTrustTellsTheSixThings(t *testing.T) {
	for name, c := range map[string]struct {
		settings Settings
		want     string
	}{
		"a demonstration": {demo, `notice.trust.title
# notice.trust.what
trust.program
trust.not_state
# notice.trust.who
demo
# notice.trust.kept_head
trust.kept Hours=24
trust.kept_not
# notice.trust.carry_head
carry.web
# notice.trust.erase_head
erase
`},
		"run by somebody": {someone, `notice.trust.title
# notice.trust.what
trust.program
trust.not_state
# notice.trust.who
run_by Name=La Boussole
contact Contact=bonjour@example.org
# notice.trust.kept_head
trust.kept Hours=1
trust.kept_not
# notice.trust.carry_head
carry.web
# notice.trust.erase_head
erase
`},
	} {
		if got := of(t, Trust, c.settings, Known{}); got != c.want {
			t.Errorf("%s:\n%s\nnot\n%s", name, got, c.want)
		}
	}
}

func TestWhatIsNotKnownIsSaidToBeUnknown(t *testing.T) {
	silent := Settings{Channel: "web", Organisation: "La Boussole"}
	for page, want := range map[string][]string{
		Trust: {"run_by Name=La Boussole", "contact_none"}, Legal: {"legal.publisher Name=La Boussole", "contact_none", "legal.host_unknown"},
		Privacy: {"run_by Name=La Boussole", "contact_none"},
	} {
		got := of(t, page, silent, Known{})
		for _, line := range want {
			if !strings.Contains(got, "\n"+line+"\n") {
				t.Errorf("%s has no %q:\n%s", page, line, got)
			}
		}
		if strings.Contains(got, "\ndemo\n") || strings.Contains(got, "legal.address") || strings.Contains(got, "complain") {
			t.Errorf("%s tells what is not so:\n%s", page, got)
		}
	}
	for _, page := range []string{Trust, Privacy, Legal} {
		got := of(t, page, demo, Known{})
		if !strings.Contains(got, "\ndemo\n") || regexp.MustCompile(`Name=|Contact=|contact|->`).MatchString(got) {
			t.Errorf("a demonstration names somebody:\n%s", got)
		}
	}
	if got := of(t, Legal, Settings{Contact: "01", Channel: "web"}, Known{}); !strings.Contains(got, "\ndemo\ncontact Contact=01\n") || !strings.Contains(got, "legal.host Contact=01") {
		t.Errorf("a contact without a name:\n%s", got)
	}
}

func TestThePageTellsWhatIsTrueOnItsChannel(t *testing.T) {
	for channel, c := range map[string]struct{ has, hasNot []string }{
		"web":      {[]string{"carry.web", "privacy.cookies", "privacy.address", "erase"}, []string{"erase_word", "carry.terminal"}},
		"terminal": {[]string{"carry.terminal", "erase_word"}, []string{"privacy.cookies", "privacy.address", "carry.web"}},
		"telegram": {[]string{"carry.telegram", "carry.other_door -> https://aide.example", "erase"}, []string{"privacy.cookies", "privacy.address", "carry.web", "erase_word"}},
		"other":    {[]string{"erase"}, []string{"carry.web", "carry.terminal", "carry.telegram", "carry.other_door"}},
	} {
		got := of(t, Privacy, on(channel, someone), Known{})
		for _, line := range c.has {
			if !strings.Contains(got, "\n"+line+"\n") {
				t.Errorf("%s has no %q:\n%s", channel, line, got)
			}
		}
		for _, line := range c.hasNot {
			if strings.Contains(got, "\n"+line) {
				t.Errorf("%s has %q:\n%s", channel, line, got)
			}
		}
	}
	if got := of(t, Trust, on("telegram", demo), Known{}); strings.Contains(got, "other_door") {
		t.Errorf("another door that is not there:\n%s", got)
	}
}

func TestTheRightsNameTheAuthorityOfTheCatalogueOnly(t *testing.T) {
	if got := of(t, Privacy, someone, Known{}); !strings.Contains(got, "privacy.complain Name=CNIL -> https://cnil.example\n") {
		t.Errorf("%s", got)
	}
	for _, site := range []Site{{}, {Name: "CNIL"}, {URL: "https://cnil.example"}} {
		s := someone
		s.Authority = site
		if got := of(t, Privacy, s, Known{}); strings.Contains(got, "complain") {
			t.Errorf("%+v:\n%s", site, got)
		}
	}
}

func TestTheSourcesAreToldByKindTheNewestFirst(t *testing.T) {
	known := Known{
		Communes:  "Source : INSEE",
		Catalogue: Catalogue{Services: 235, Numbers: 90, Pages: 200, PagesTried: 12, Unread: 3, CheckedFrom: "2026-11-01", CheckedTo: "2026-11-22"},
		Lists:     []List{{"Source : ANCT", "Licence Ouverte 2.0", 2845, "2024-08-01"}, {"Source : essai", "", 2, ""}},
		Sources: []Source{
			{"Article", "https://a.example", "2012-01-31", false, "presse"},
			{"Fiche", "https://b.example", "2024-07-22", true, "copie_officielle"},
			{"Fiche plus jeune", "", "2025-07-22", true, "copie_officielle"},
			{"Rumeur", "", "", false, "jamais_vu"},
		},
	}
	want := `notice.sources.title
# notice.sources.services_head
sources.services Count=235
sources.read_between From=2026-11-01 To=2026-11-22
sources.unread Count=3
sources.numbers_untried Count=90
sources.pages_tried All=200 Count=12
sources.low
# notice.sources.places_head
sources.places
sources.list Attribution=Source : ANCT Count=2845
sources.licence Licence=Licence Ouverte 2.0
sources.newest Day=2024-08-01
sources.list Attribution=Source : essai Count=2
sources.sheet
# notice.sources.communes_head
sources.communes Attribution=Source : INSEE
sources.communes_licence
# notice.sources.kind.copie_officielle
sources.elsewhere
sources.item Day=2025-07-22 Title=Fiche plus jeune
sources.item Day=2024-07-22 Title=Fiche -> https://b.example
# notice.sources.kind.presse
sources.item_about Month=2012-01-31 Title=Article -> https://a.example
# notice.sources.kind.autre
sources.item_undated Title=Rumeur
`
	if got := of(t, Sources, demo, known); got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	bare := of(t, Sources, demo, Known{Catalogue: Catalogue{CheckedFrom: "2026-11-22", CheckedTo: "2026-11-22"}})
	if !strings.Contains(bare, "sources.read_on Day=2026-11-22\n") || !strings.Contains(bare, "sources.places_none\n") || strings.Contains(bare, "unread") || strings.Contains(bare, "kind") {
		t.Errorf("%s", bare)
	}
	if undated := of(t, Sources, demo, Known{}); strings.Contains(undated, "read_on") || strings.Contains(undated, "read_between") {
		t.Errorf("%s", undated)
	}
}

func brief(page string, s Settings, known Known) string {
	var b strings.Builder
	for i, message := range Brief(page, s, known) {
		if i > 0 {
			b.WriteString("---\n")
		}
		writeLines(&b, message)
	}
	return b.String()
}

func TestTheShortFormsFitInTwoMessages(t *testing.T) {
	known := Known{Catalogue: Catalogue{Services: 2, Numbers: 1, Pages: 1}, Lists: []List{{"Source : ANCT", "Licence", 5, "2024-08-01"}}}
	for page, want := range map[string]string{
		Trust: "brief.trust\nrun_by Name=La Boussole\ncontact Contact=bonjour@example.org\ntrust.kept Hours=1\ncarry.terminal\nerase_word\n" +
			"brief.whole -> https://aide.example/qui-est-ce-robot\n",
		Privacy: "privacy.until Hours=1\nprivacy.never\nprivacy.count_none\nprivacy.see_none\ncarry.terminal\n---\nprivacy.see_machine\nerase_word\n" +
			"run_by Name=La Boussole\ncontact Contact=bonjour@example.org\nprivacy.complain Name=CNIL -> https://cnil.example\nbrief.whole -> https://aide.example/confidentialite\n",
		Sources: "sources.services Count=2\nsources.numbers_untried Count=1\nsources.pages_untried Count=1\nsources.list Attribution=Source : ANCT Count=5\n" +
			"brief.whole -> https://aide.example/sources\n",
		Legal: "", "nothing": "",
	} {
		if got := brief(page, on("terminal", someone), known); got != want {
			t.Errorf("%s:\n%s\nnot\n%s", page, got, want)
		}
	}
	if got := brief(Trust, demo, known); got != "brief.trust\ndemo\ntrust.kept Hours=24\ncarry.web\nerase\nbrief.whole_foot Title=notice.trust.title\n" {
		t.Errorf("on the page, at its foot:\n%s", got)
	}
	if got := brief(Trust, on("terminal", demo), known); strings.Contains(got, "whole") {
		t.Errorf("a page that is nowhere:\n%s", got)
	}
}

func TestEveryTextIsListed(t *testing.T) {
	ids := TextIDs()
	if n := len(slices.Compact(slices.Sorted(slices.Values(ids)))); n != len(ids) {
		t.Errorf("%d ids, %d of them once", len(ids), n)
	}
	known := Known{
		Catalogue: Catalogue{CheckedFrom: "2026-11-01", CheckedTo: "2026-11-22", Unread: 1}, Lists: []List{{"a", "b", 1, "2024-08-01"}},
		Sources: []Source{{Title: "a"}, {Title: "b", Date: "2024-08-01"}, {Title: "c", Date: "2024-08-01", Exact: true}},
	}
	tried := Known{Catalogue: Catalogue{CheckedFrom: "2026-11-22", CheckedTo: "2026-11-22", NumbersTried: 1, PagesTried: 1}}
	for _, kind := range kinds {
		known.Sources = append(known.Sources, Source{Title: kind, Kind: kind})
	}
	asked := map[string]bool{TextHour: true, TextHours: true, TextMonth: true, "notice.carry.open": true}
	for _, s := range []Settings{demo, someone, on("other", demo), on("terminal", someone), on("telegram", someone), {Organisation: "x", Channel: "web"}} {
		for _, ref := range All() {
			for _, k := range []Known{known, tried} {
				p, ok := Of(ref.ID, s, k)
				if !ok {
					t.Fatalf("no page %s", ref.ID)
				}
				asked[p.Title] = true
				for _, section := range p.Sections {
					asked[section.Title] = true
					if len(section.Lines) == 0 {
						t.Errorf("%s: nothing under %s", ref.ID, section.Title)
					}
					for _, l := range section.Lines {
						asked[l.ID] = true
					}
				}
				for _, message := range Brief(ref.ID, s, k) {
					for _, l := range message {
						asked[l.ID] = true
					}
				}
			}
		}
	}
	for _, id := range ids {
		if !asked[id] {
			t.Errorf("%s is listed and never asked for", id)
		}
		delete(asked, id)
	}
	for id := range asked {
		t.Errorf("%s is asked for and not listed", id)
	}
	if _, ok := Of("ailleurs", demo, Known{}); ok {
		t.Error("a page that does not exist")
	}
	if _, ok := Find("ailleurs"); ok {
		t.Error("a page that does not exist is found")
	}
}
