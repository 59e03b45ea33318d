package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"passerelle/internal/directory"
	"passerelle/internal/intake"
	"passerelle/internal/starter"
	"passerelle/internal/supply"
	"passerelle/storage"
)

// placesStatus tells which lists serve and how they fare.
type placesStatus struct {
	placesSettings
	JSON bool `name:"json" help:"Un objet JSON."`
}

// listStatus is how one list fares.
type listStatus struct {
	Source      string         `json:"source"`
	Layout      string         `json:"layout"`
	File        string         `json:"file"`
	Address     string         `json:"address,omitempty"`
	URL         string         `json:"url,omitempty"`
	Attribution string         `json:"attribution"`
	Dated       string         `json:"dated"`
	Imported    string         `json:"imported"`
	Checked     string         `json:"checked"`
	Rows        int            `json:"rows"`
	Kept        int            `json:"kept"`
	Skipped     int            `json:"skipped"`
	Quarantined map[string]int `json:"quarantined"`
	Hours       int            `json:"hours_understood"`
	Age         string         `json:"age"`
	Previous    bool           `json:"previous"` // there is one to go back to
}

// placeSaid is what people say of a place.
type placeSaid struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Commune string `json:"commune"`
	Closed  int    `json:"ferme"`
	Silent  int    `json:"ne_repond_pas"`
	Last    bool   `json:"last"` // it is named last until somebody has checked it
}

// starterStatus is how the list that the program carries fares.
type starterStatus struct {
	Serving bool   `json:"serving"`
	Places  int    `json:"places"`
	Dated   string `json:"dated"`
}

// placesSummary is everything that places status tells.
type placesSummary struct {
	Lists      []listStatus  `json:"lists"`
	Starter    starterStatus `json:"starter"`
	Serving    int           `json:"serving"`
	Duplicates int           `json:"duplicates"`
	Said       []placeSaid   `json:"reports"`
	Next       []string      `json:"next"`
}

// Run tells.
func (c *placesStatus) Run(ctx context.Context, std streams) error {
	loaded, err := c.begin()
	if err != nil {
		return err
	}
	store, err := c.look(ctx)
	if err != nil {
		return err
	}
	if store != nil {
		defer store.Close()
	}
	summary, err := summarise(ctx, store, loaded.Places, time.Now())
	if err != nil {
		return err
	}
	if c.JSON {
		encoder := json.NewEncoder(std.out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(summary)
	}
	summary.tell(std.out)
	return nil
}

// summarise looks at all that serves. store is nil where nothing was ever imported.
func summarise(ctx context.Context, store *storage.Store, rules *directory.Rules, now time.Time) (*placesSummary, error) {
	var places []directory.Place
	var known []supply.Generation
	var said map[string]map[string]int
	var err error
	if store != nil {
		if places, _, err = store.Places(ctx); err != nil {
			return nil, err
		}
		if known, err = store.Generations(ctx); err != nil {
			return nil, err
		}
		if said, err = store.PlaceReports(ctx); err != nil {
			return nil, err
		}
	}
	near := supply.Gather(places)
	out := &placesSummary{
		Lists: []listStatus{}, Serving: len(near.Places), Duplicates: near.Duplicates, Said: reportedOf(said, rules.Doubted(said), near.Places),
		Starter: starterStatus{near.Starter, starter.Count, starter.Dated},
	}
	for _, g := range known {
		if g.Current {
			out.Lists = append(out.Lists, statusOf(g, rules, now))
		} else if n := len(out.Lists); n > 0 && out.Lists[n-1].Source == g.Source {
			out.Lists[n-1].Previous = true
		}
	}
	slices.SortStableFunc(out.Lists, func(a, b listStatus) int { return cmp.Compare(a.Source, b.Source) })
	out.Next = nextSteps(known, rules, now)
	return out, nil
}

func statusOf(g supply.Generation, rules *directory.Rules, now time.Time) listStatus {
	var report intake.Report
	_ = json.Unmarshal(g.Report, &report) // of an older version: its counts are missing, no more
	out := listStatus{
		Source: g.Source, Layout: g.Layout, File: g.File, Address: g.Address, URL: g.URL, Attribution: rules.Attribution(g.Source),
		Dated: g.Dated, Imported: g.ImportedAt().Format(time.DateOnly), Checked: g.CheckedAt().Format(time.DateOnly),
		Rows: g.Rows, Kept: g.Kept, Skipped: g.Skipped, Quarantined: map[string]int{}, Hours: report.Hours, Age: ageOf(g.Dated, now),
	}
	for reason, n := range report.Out {
		out.Quarantined[string(reason)] = n
	}
	return out
}

// mostReported is how many places are shown of those of which people say something; those that are named last are all
// shown.
const mostReported = 10

// reportedOf are the places of which most is said, the most first.
func reportedOf(said map[string]map[string]int, doubted []string, places []directory.Place) []placeSaid {
	out := []placeSaid{}
	if len(said) == 0 {
		return out
	}
	for i := range places {
		p := &places[i]
		key := p.Key()
		if kinds := said[key]; kinds != nil {
			out = append(out, placeSaid{key, p.Name, p.Commune, kinds["ferme"], kinds["ne_repond_pas"], slices.Contains(doubted, key)})
		}
	}
	slices.SortStableFunc(out, func(a, b placeSaid) int {
		return cmp.Or(cmp.Compare(b.Closed+b.Silent, a.Closed+a.Silent), cmp.Compare(a.Key, b.Key))
	})
	return out[:min(len(out), max(mostReported, len(doubted)))] // those who are named last are those of which most is said
}

// oldList is the age from which a list should be imported again, when its publisher has a newer one.
const oldList = 90 * 24 * time.Hour

// nextSteps are what the operator may do now.
func nextSteps(known []supply.Generation, rules *directory.Rules, now time.Time) []string {
	if len(known) == 0 {
		return []string{
			"importer la liste nationale : passerelle places import " + firstList(rules.Lists),
			"sans réseau : passerelle places import FICHIER",
		}
	}
	var out []string
	for _, g := range known {
		if !g.Current || now.Sub(g.CheckedAt()) < oldList {
			continue
		}
		from := g.Source
		if _, official := supply.Official(rules.Lists, g.Source); !official {
			from = cmp.Or(g.Address, "FICHIER --source "+g.Source)
		}
		out = append(out, fmt.Sprintf("reprendre « %s » : passerelle places import %s", g.Source, from))
	}
	return append(out, "chaque semaine sans y penser : PASSERELLE_PLACES_URL=\""+firstList(rules.Lists)+"\"")
}

func firstList(lists []directory.List) string {
	if len(lists) == 0 {
		return "ADRESSE"
	}
	return lists[0].ID
}

// statusWidth is that of a terminal that is not wide.
const statusWidth = 100

func (s *placesSummary) tell(out io.Writer) {
	line := func(format string, args ...any) {
		fmt.Fprintln(out, clipped(fmt.Sprintf(format, args...), statusWidth))
	}
	line("%s, %s.", plural(s.Serving, "lieu sert", "lieux servent"), plural(s.Duplicates, "doublon réuni", "doublons réunis"))
	for _, l := range s.Lists {
		line("")
		line("%s · %s · %s", l.Source, l.Layout, l.File)
		line("  liste %s ; importée le %s ; vérifiée le %s", datedAs(l.Dated, l.Age), l.Imported, l.Checked)
		line("  %d lignes, %d lieux, %d passées ; horaires compris : %d", l.Rows, l.Kept, l.Skipped, l.Hours)
		for _, reason := range slices.Sorted(maps.Keys(l.Quarantined)) {
			line("  mises de côté, %s : %d", strings.ReplaceAll(reason, "_", " "), l.Quarantined[reason])
		}
		if l.Address != "" {
			line("  de %s", l.Address)
		}
		if l.Previous {
			line("  version précédente gardée : passerelle places rollback %s", l.Source)
		}
	}
	line("")
	line("%s", s.Starter.words())
	if len(s.Said) > 0 {
		line("")
		line("Ce que les personnes en disent, à vérifier par téléphone ; ensuite : passerelle places checked CLÉ")
		for _, r := range s.Said {
			last := map[bool]string{true: ", nommé en dernier"}[r.Last]
			line("  %s  fermé %d, ne répond pas %d%s : %s, %s", r.Key, r.Closed, r.Silent, last, r.Name, r.Commune)
		}
	}
	line("")
	line("À faire :")
	for _, step := range s.Next {
		line("  %s", step)
	}
}

func (s starterStatus) words() string {
	if s.Serving {
		return fmt.Sprintf("Liste de départ : sert (%d lieux France services du %s, à vérifier par téléphone).", s.Places, s.Dated)
	}
	return "Liste de départ : ne sert plus, les listes importées la remplacent."
}

func datedAs(dated, age string) string {
	if dated == "" {
		return "sans date"
	}
	return fmt.Sprintf("du %s (%s)", dated, age)
}

// clipped is a line that fits a width. What is cut is an address or a name, whole in JSON.
func clipped(line string, width int) string {
	if runes := []rune(line); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return line
}
