package content_test

import (
	"slices"
	"strings"
	"testing"

	"passerelle/internal/content"
	"passerelle/internal/source"
)

func TestTheShippedSourcesAreRead(t *testing.T) {
	t.Parallel()
	c, _ := content.Load(shippedSources())
	if len(c.Origins) < 44 {
		t.Errorf("%d sources", len(c.Origins))
	}
	first := slices.IndexFunc(c.Origins, func(o content.Origin) bool { return o.ID == "aj26" })
	want := content.Origin{ID: "aj26", Title: "Dépôt betagouv/aides-jeunes, commit 8843e65", URL: "https://github.com/betagouv/aides-jeunes", Date: "2026-08-19", Exact: true, Kind: "depot_public"}
	if first < 0 || c.Origins[first] != want {
		t.Errorf("%+v", c.Origins)
	}
	numbers, pages, unread := make(map[string]bool), make(map[string]bool), 0 // each once, however many services share it
	for _, s := range c.Catalogue.Services {
		for _, p := range s.AllPhones() {
			numbers[p.Number] = true
		}
		if s.URL != "" {
			pages[s.URL] = true
		}
		if s.Doubtful {
			unread++
		}
	}
	if k := c.Checked; k.Services != len(c.Catalogue.Services) || k.Numbers != len(numbers) || k.Pages != len(pages) || k.Unread != unread || k.From > k.To || k.To == "" {
		t.Errorf("%+v, but %d numbers, %d pages, %d unread", k, len(numbers), len(pages), unread)
	}
}

func TestWhatAPersonTriedIsCounted(t *testing.T) {
	t.Parallel()
	services := small["services/a.yaml"]
	services = strings.Replace(services, "    phone:", "    checked: \"2026-11-02\"\n    verified: [{what: phone, on: \"2026-01-01\", result: ok}]\n    phone:", 1)
	services = strings.Replace(services, "    helper: guichet\n", "    helper: guichet\n    url: \"https://exemple.invalid\"\n    evidence: not_read\n    checked: \"2026-10-01\"\n    verified: [{what: url, on: \"2026-01-01\", result: ok}]\n", 1)
	c, faults := load(edited("services/a.yaml", services), written())
	if len(faults) > 0 {
		t.Fatal(source.Error(faults))
	}
	if want := (content.Checked{Services: 2, Numbers: 1, NumbersTried: 1, Pages: 1, PagesTried: 1, Unread: 1, From: "2026-10-01", To: "2026-11-02"}); c.Checked != want {
		t.Errorf("%+v, not %+v", c.Checked, want)
	}
	if want := []content.Origin{{ID: "vu", Title: "Vu", URL: "https://exemple.invalid"}}; !slices.Equal(c.Origins, want) {
		t.Errorf("%+v", c.Origins)
	}
}

func TestAMistakeInTheSourcesIsToldAtItsLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ line, want string }{
		"without a title":       {`{id: vu, url: "https://exemple.invalid"}`, "flows/sources.yaml:2: il manque « title »"},
		"an address of no page": {`{id: vu, title: Vu, url: "javascript:alert(1)"}`, "flows/sources.yaml:2: « javascript:alert(1) » n'est pas une adresse de page"},
		"a day of no calendar":  {`{id: vu, title: Vu, date: "2026-13-01"}`, "flows/sources.yaml:2: « 2026-13-01 » n'est pas une date"},
	} {
		_, told := load(edited("sources.yaml", "sources:\n  - "+c.line+"\n"), written())
		if !slices.ContainsFunc(told, func(f source.Fault) bool { return strings.HasPrefix(f.String(), c.want) && f.Mend != "" }) {
			t.Errorf("%s: %q is not told, but: %v", name, c.want, source.Error(told))
		}
	}
}
