package catalogue_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"passerelle/flows"
	"passerelle/internal/catalogue"
	"passerelle/internal/situation"
)

func TestTheWholeCatalogueIsThere(t *testing.T) {
	k := shipped()
	if len(k.Services) != 235 || len(k.Needs) != 52 || len(k.Families) != 12 {
		t.Errorf("%d services, %d needs, %d families", len(k.Services), len(k.Needs), len(k.Families))
	}
	for _, s := range k.Services {
		if found, ok := k.Service(s.ID); !ok || found != s || len(s.Needs) == 0 || s.Name == "" {
			t.Errorf("%s is lost, or for nothing", s.ID)
		}
	}
	for _, n := range k.Needs {
		if found, ok := k.Need(n.ID); !ok || found != n || len(k.Of(n)) == 0 {
			t.Errorf("%s is lost, or without a service", n.ID)
		}
	}
	for _, s := range k.Always() {
		if s.Helper == "" || !s.Fits(new(situation.Situation)) {
			t.Errorf("%s is no human for everybody", s.ID)
		}
	}
	if _, ok := k.Service("pole_emploi"); ok {
		t.Error("a service that is not there is found")
	}
}

func TestEveryServiceStandsInTheFileOfItsFirstNeed(t *testing.T) {
	k := shipped()
	for _, s := range k.Services {
		want := "flows/services/" + s.Needs[0].Family + ".yaml"
		if at := s.At("", ""); at.File != want {
			t.Errorf("%s stands in %s, its first need is of %s", s.ID, at.File, want)
		}
	}
}

func TestTheFactsBorrowTheirValuesFromTheNeeds(t *testing.T) {
	lists := shipped().Lists()
	if len(lists["needs"]) != 52 || len(lists["families"]) != 12 {
		t.Fatalf("%d needs, %d families", len(lists["needs"]), len(lists["families"]))
	}
	for i, n := range shipped().Needs {
		if l := lists["needs"][i]; l.ID != n.ID || l.Group != n.Family {
			t.Errorf("%s is listed as %s of %s", n.ID, l.ID, l.Group)
		}
	}
}

func TestLowConfidenceShowsNoNumber(t *testing.T) {
	low := 0
	for _, s := range shipped().Services {
		if !s.Low {
			if len(s.Phones()) != len(s.AllPhones()) {
				t.Errorf("%s hides a number", s.ID)
			}
			continue
		}
		low++
		if len(s.Phones()) > 0 {
			t.Errorf("%s, of low confidence, shows %v", s.ID, s.Phones())
		}
	}
	if low != 12 {
		t.Errorf("%d services of low confidence", low)
	}
	if s := shipped().service(t, "agirc_arrco"); !s.Low || len(s.AllPhones()) == 0 {
		t.Error("agirc_arrco is not of low confidence, or has no number on file")
	}
	k := small(t, service("a", "confidence: low"), service("b", "confidence: medium"), service("c", "confidence: medium", "evidence: not_read"))
	if a := k.Advise(k.told(t, "need", "papier")); a.Services[0].ID != "b" || a.Services[1].ID != "c" {
		t.Errorf("what is not sure does not come after what is: %q", ids(a.Services[:]))
	}
}

const phone = `phone: [{number: "01 02 03 04 05", cost: gratuit}, {number: "3939", cost: surtaxe}]`

func TestWhatACheckFoundWrongIsHidden(t *testing.T) {
	for _, c := range []struct {
		name, checks string
		phones       int
		link         bool
	}{
		{"never tried", "verified: absent", 2, true},
		{"a number found right", `verified: [{what: phone, on: "2026-01-01", result: ok}]`, 2, true},
		{"a number found wrong", `verified: [{what: phone, on: "2026-01-01", result: faux}]`, 0, true},
		{"a page found wrong", `verified: [{what: url, on: "2026-01-01", result: faux}]`, 2, false},
		{"a number found wrong, then right", `verified: [{what: phone, on: "2026-01-01", result: faux}, {what: phone, on: "2026-02-01", result: ok}]`, 2, true},
		{"the same, the newest written first", `verified: [{what: phone, on: "2026-02-01", result: ok}, {what: phone, on: "2026-01-01", result: faux}]`, 2, true},
		{"a number found right, then wrong", `verified: [{what: phone, on: "2026-02-01", result: faux}, {what: phone, on: "2026-01-01", result: ok}]`, 0, true},
		{"twice on one day, the last word counts", `verified: [{what: phone, on: "2026-01-01", result: ok}, {what: phone, on: "2026-01-01", result: faux}]`, 0, true},
		{"a page found right says nothing of the number", `verified: [{what: phone, on: "2026-01-01", result: faux}, {what: url, on: "2026-02-01", result: ok}]`, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := small(t, service("a", phone, c.checks)).service(t, "a")
			if len(s.Phones()) != c.phones || len(s.AllPhones()) != 2 || (s.Link() != "") != c.link || s.URL == "" {
				t.Errorf("shown: %v, %q", s.Phones(), s.Link())
			}
		})
	}
	s := small(t, service("a", phone)).service(t, "a")
	if want := []catalogue.Phone{{Number: "01 02 03 04 05", Cost: "gratuit"}, {Number: "3939", Cost: "surtaxe"}}; !slices.Equal(s.Phones(), want) {
		t.Errorf("%v", s.Phones())
	}
}

func TestTheReasonsAreTheFactsUsed(t *testing.T) {
	k := small(t,
		service("logement", "audience: {limited_to: [mineur, parent], suits: [senior, handicap]}", "eligibility: {age_min: 16, age_max: 25}", "territory: {departements: [\"59\"]}"),
		service("asf", "eligibility: {has_children: true, single_parent: true, child_age_min: 6, child_age_max: 18, qf_max: 850, status: demandeur_emploi}"),
		service("aah", "eligibility: {disability: true}"),
		service("aeeh", "eligibility: {disability: true, has_children: true}"),
		service("outil", "audience: {limited_to: [travailleur_social, agent_france_services]}"),
		service("tous"),
	)
	for _, c := range []struct {
		service string
		facts   []string
		want    []catalogue.Reason
	}{
		{"tous", []string{"age", "19"}, nil},
		{"logement", nil, []catalogue.Reason{{Key: "reason.population.mineur.if"}, {Key: "reason.age_min.if", N: 16}, {Key: "reason.age_max.if", N: 25}, {Key: "reason.territory.if"}}},
		{"logement", []string{"age", "17"}, []catalogue.Reason{{Key: "reason.population.mineur.yes"}, {Key: "reason.age_min.yes", N: 16}, {Key: "reason.age_max.yes", N: 25}, {Key: "reason.territory.if"}}},
		{"logement", []string{"age", "20", "enfants", "oui"}, []catalogue.Reason{{Key: "reason.population.parent.yes"}, {Key: "reason.age_min.yes", N: 16}, {Key: "reason.age_max.yes", N: 25}, {Key: "reason.territory.if"}}},
		{"logement", []string{"age", "20"}, []catalogue.Reason{{Key: "reason.age_min.yes", N: 16}, {Key: "reason.age_max.yes", N: 25}, {Key: "reason.population.parent.if"}, {Key: "reason.territory.if"}}},
		{"logement", []string{"commune", "59350"}, []catalogue.Reason{{Key: "reason.territory.yes"}, {Key: "reason.population.mineur.if"}, {Key: "reason.age_min.if", N: 16}, {Key: "reason.age_max.if", N: 25}}},
		{"asf", []string{"enfants", "oui", "enfant_age", "7"}, []catalogue.Reason{{Key: "reason.children.yes"}, {Key: "reason.child_age_min.yes", N: 6}, {Key: "reason.child_age_max.yes", N: 18}, {Key: "reason.single_parent.if"}, {Key: "reason.qf_max.if", N: 850}, {Key: "reason.status.demandeur_emploi.if"}}},
		{"asf", []string{"parent_seul", "oui", "quotient_familial", "850", "activite", "recherche_emploi"}, []catalogue.Reason{{Key: "reason.children.yes"}, {Key: "reason.single_parent.yes"}, {Key: "reason.qf_max.yes", N: 850}, {Key: "reason.status.demandeur_emploi.yes"}, {Key: "reason.child_age_max.if", N: 18}}},
		{"aah", []string{"sourd", "oui"}, []catalogue.Reason{{Key: "reason.disability.yes"}}},
		{"aah", []string{"handicap", "non"}, []catalogue.Reason{{Key: "reason.disability.if"}}},
		{"aeeh", []string{"enfant_handicap", "oui"}, []catalogue.Reason{{Key: "reason.children.yes"}, {Key: "reason.child_disability.yes"}}},
		{"outil", []string{"metier", "conseiller_numerique"}, []catalogue.Reason{{Key: "reason.population.agent_france_services.yes"}}},
		{"outil", []string{"metier", "travailleur_social"}, []catalogue.Reason{{Key: "reason.population.travailleur_social.yes"}}},
	} {
		if got := k.service(t, c.service).Why(k.told(t, c.facts...)); !slices.Equal(got, c.want) {
			t.Errorf("%s, %v: %v, not %v", c.service, c.facts, got, c.want)
		}
	}
}

func TestAnyDisabilityIsOneAndAnOlderAgeMayCountWithIt(t *testing.T) {
	k := small(t, service("cej", "eligibility: {age_min: 16, age_max: 25, age_max_handicap: 29}"))
	s := k.service(t, "cej")
	for _, c := range []struct {
		facts []string
		fits  bool
	}{
		{[]string{"age", "25", "handicap", "non"}, true},
		{[]string{"age", "26", "handicap", "non"}, false},
		{[]string{"age", "26"}, true}, // not known to be without
		{[]string{"age", "29", "handicap", "oui"}, true},
		{[]string{"age", "30", "handicap", "oui"}, false},
		{[]string{"age", "de_26_a_30", "handicap", "oui"}, true},
		{[]string{"age", "de_26_a_30", "handicap", "non"}, false},
		{[]string{"age", "15", "handicap", "oui"}, false},
	} {
		if got := s.Fits(k.told(t, c.facts...)); got != c.fits {
			t.Errorf("%v: fits is %v", c.facts, got)
		}
	}
}

func TestTheAgeOfTheYoungestChildNeverExcludesForAnOlderOne(t *testing.T) {
	s := small(t, service("colo", "eligibility: {has_children: true, child_age_min: 10, child_age_max: 12}"))
	colo := s.service(t, "colo")
	for age, fits := range map[string]bool{"2": true, "de_0_a_3": true, "10": true, "12": true, "13": false, "plus_11": true} {
		if got := colo.Fits(s.told(t, "enfants", "oui", "enfant_age", age)); got != fits {
			t.Errorf("youngest of %s: fits is %v", age, got)
		}
	}
}

func TestEveryReasonIsMetOrOpenAndItsTextIsListed(t *testing.T) {
	k := shipped()
	keys := k.ReasonKeys()
	if len(keys) != len(slices.Compact(slices.Sorted(slices.Values(keys)))) {
		t.Error("a text is listed twice")
	}
	rapid.Check(t, func(t *rapid.T) {
		s, told := draw(t, k)
		for _, service := range k.Services {
			open := false
			for _, r := range service.Why(s) {
				if !slices.Contains(keys, r.Key) {
					t.Fatalf("%s: the text %s is not listed", service.ID, r.Key)
				}
				met := strings.HasSuffix(r.Key, ".yes")
				if met && open {
					t.Fatalf("%s, told %v: what is met comes after what is not known", service.ID, told)
				}
				open = open || !met
			}
			empty := service.Why(new(situation.Situation))
			if slices.ContainsFunc(empty, func(r catalogue.Reason) bool { return strings.HasSuffix(r.Key, ".yes") }) {
				t.Fatalf("%s: a reason is met by nothing: %v", service.ID, empty)
			}
		}
	})
}

// rows reads the CSV of what is to be tried, without its head.
func rows(t *testing.T, c *catalogue.Catalogue) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := c.WriteUnverified(&b); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(all[0], ","); got != "service,nom,quoi,valeur,pourquoi,date_source,fichier,ligne" {
		t.Errorf("the head is %q", got)
	}
	return all[1:]
}

func TestEveryNumberNeverReadIsListedToBeTriedAtItsLine(t *testing.T) {
	k := shipped()
	listed := make(map[string]bool)
	for _, row := range rows(t, k.Catalogue) {
		if listed[row[0]+row[2]+row[3]] {
			t.Errorf("%s is listed twice", row)
		}
		listed[row[0]+row[2]+row[3]] = true
		s := k.service(t, row[0])
		body, err := fs.ReadFile(flows.FS, strings.TrimPrefix(row[6], "flows/"))
		if err != nil {
			t.Fatal(err)
		}
		var line int
		fmt.Sscan(row[7], &line)
		if got := strings.TrimSpace(strings.Split(string(body), "\n")[line-1]); got != "- id: "+s.ID {
			t.Errorf("%s is said to stand at %s:%s, where one reads %q", s.ID, row[6], row[7], got)
		}
	}
	asked := regexp.MustCompile(`(?m)^ +phone_to_verify: true`)
	toVerify, said := 0, 0
	for _, name := range k.tree.Names("services") {
		body, _ := fs.ReadFile(flows.FS, name)
		said += len(asked.FindAll(body, -1))
		file, _ := k.tree.File(name)
		for _, item := range file.Fields().Get("services").Items() {
			f := item.Fields()
			if !f.Get("phone_to_verify").Bool() {
				continue
			}
			toVerify++
			for _, p := range f.Get("phone").Items() {
				if number := p.Fields().Get("number").Text(); !listed[f.Get("id").Text()+"phone"+number] {
					t.Errorf("%s %s is not listed", f.Get("id").Text(), number)
				}
			}
		}
	}
	if toVerify == 0 || toVerify != said {
		t.Errorf("%d services have a number to verify, %d files say so", toVerify, said)
	}
}

func TestWhatWasTriedIsNoLongerListed(t *testing.T) {
	k := small(t,
		service("jamais_lu", phone, "phone_to_verify: true", "url_to_verify: true", "source_date: \"2024-05-01\""),
		service("lu", phone),
		service("basse", phone, "confidence: low"),
		service("bon", phone, `verified: [{what: phone, on: "2026-01-01", result: ok}]`),
		service("bonne_page", phone, `verified: [{what: url, on: "2026-01-01", result: ok}]`),
		service("tout_bon", phone, `verified: [{what: url, on: "2026-01-01", result: ok}, {what: phone, on: "2026-01-01", result: ok}]`),
		service("sans_page", phone, "url: absent"),
	)
	const never, copied, hidden = "jamais lu dans une source officielle", "lu dans une copie, jamais essayé", "confiance basse, numéro non montré"
	var got []string
	for _, row := range rows(t, k.Catalogue) {
		if row[0] != "secours" {
			got = append(got, strings.Join([]string{row[0], row[2], row[3], row[4], row[5]}, "|"))
		}
	}
	want := []string{
		"jamais_lu|phone|01 02 03 04 05|" + never + "|2024-05-01", "jamais_lu|phone|3939|" + never + "|2024-05-01", "jamais_lu|url|https://exemple.invalid/jamais_lu|" + never + "|2024-05-01",
		"basse|phone|01 02 03 04 05|" + hidden + "|", "basse|phone|3939|" + hidden + "|", "basse|url|https://exemple.invalid/basse|" + hidden + "|",
		"lu|phone|01 02 03 04 05|" + copied + "|", "lu|phone|3939|" + copied + "|", "lu|url|https://exemple.invalid/lu|" + copied + "|",
		"bon|url|https://exemple.invalid/bon|" + copied + "|",
		"bonne_page|phone|01 02 03 04 05|" + copied + "|", "bonne_page|phone|3939|" + copied + "|",
		"sans_page|phone|01 02 03 04 05|" + copied + "|", "sans_page|phone|3939|" + copied + "|",
	}
	if !slices.Equal(got, want) {
		t.Errorf("listed:\n%s\nwanted:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, fs.ErrClosed }

func TestAListThatCannotBeWrittenSaysSo(t *testing.T) {
	if err := shipped().WriteUnverified(full{}); err == nil {
		t.Error("no error")
	}
}
