package prove_test

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/internal/content"
	"passerelle/internal/prove"
	"passerelle/internal/source"
)

// A vocabulary of a few words, so that what is heard below does not change with the shipped one.
const (
	fewWords = `
words:
  - {need: justice, terms: [pomme]}
  - {need: ecole, terms: [tulipe]}
  - {need: mobilite, terms: [rideau]}
  - {need: emploi_recherche, terms: [violet]}
  - {need: papiers_identite, weak: [cerise]}
  - {need: urgence_suicide, terms: [foudre]}
`
	fewDangers = `
kinds:
  - {id: tout, alarm: [urgence_112]}
  - {id: suicide, need: urgence_suicide, settles: {need: urgence_suicide}, alarm: [suicide_3114]}
phrases:
  - {kind: suicide, certain: [dragon], confirm: [orage]}
`
	fewLanguages = `
languages:
  - {tag: fr, words: [je, le]}
  - {tag: en, words: [the, my]}
`
)

// fewContent is the shipped content with that vocabulary instead of its own.
func fewContent(t *testing.T) *content.Content {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(flows.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || slices.Contains([]string{"words", "danger"}, path.Dir(name)) {
			return err
		}
		body, err := fs.ReadFile(flows.FS, name)
		tree[name] = &fstest.MapFile{Data: body}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"words/few.yaml": fewWords, "danger.yaml": fewDangers, "languages.yaml": fewLanguages, "lists.yaml": "lists: {}\n", "spelling.yaml": "light: []\n",
	} {
		tree[name] = &fstest.MapFile{Data: []byte(body)}
	}
	c, faults := content.Load(content.Sources{Flows: []source.Layer{{Name: "few", FS: tree}}, Locales: content.Shipped().Locales})
	for _, f := range faults {
		t.Fatal(f)
	}
	return c
}

// Each of these makes one figure different from what a near miss of its definition would count.
const measured = `
# danger: heard with a right number; offered with a question only; unheard; heard with a wrong number; of a need like
# another; its need heard, in plain words
- {id: d_right, say: dragon, facts: {need: urgence_suicide, population: [senior]}, expect: {urgent_first: ["3114"], none_of: [suicide_3114]}}
- {id: d_asked, say: orage, facts: {need: urgence_suicide}, expect: {urgent_first: ["3114"]}}
- {id: d_unheard, say: pomme, facts: {need: urgence_suicide}, expect: {urgent_first: ["3114"], none_of: [parcoursup]}}
- {id: d_other, say: dragon, facts: {need: urgence_suicide}, expect: {urgent_first: ["18"]}}
- {id: d_plain, say: pomme, facts: {need: justice}, expect: {urgent_first: ["15"]}}
- {id: d_words, say: foudre, facts: {need: urgence_suicide}}
# no danger: an alarm; a question only; no message; nothing said of an alarm
- {id: f_alarm, say: "dragon pomme", facts: {need: justice}, expect: {urgent_first: []}}
- {id: f_asked, say: orage, facts: {need: urgence_suicide}, expect: {urgent_first: []}}
- {id: f_silent, facts: {need: justice}, expect: {urgent_first: [], any_of: [point_justice_3039], none_of: [point_justice_3039]}}
- {id: f_open, say: dragon, facts: {age: 40}}
# needs: first; second; ambiguous; unheard, twice; another, by two populations; fourth
- {id: n_first, say: pomme, facts: {need: justice}, expect: {urgent_first: [], any_of: [parcoursup, point_justice_3039], helper: [juriste]}}
- {id: n_second, say: "tulipe tulipe pomme", facts: {need: justice}, expect: {urgent_first: [], any_of: [parcoursup]}}
- {id: n_weak, say: cerise, facts: {need: papiers_identite}, expect: {none_of: [parcoursup]}}
- {id: n_unheard, say: hibou, facts: {need: justice}}
- {id: n_unheard_too, say: hibou, facts: {need: ecole}}
- {id: n_other, say: tulipe, facts: {need: justice, population: [senior, handicap]}}
- {id: n_fourth, say: "pomme pomme pomme tulipe tulipe violet violet rideau", facts: {need: mobilite}}
# two needs: both offered; one only, twice
- {id: b_both, say: "pomme tulipe", facts: {need: ecole}, expect: {asks_between: [justice, ecole]}}
- {id: b_half, say: "pomme tulipe", facts: {need: justice}, expect: {asks_between: [justice, mobilite]}}
- {id: b_one, say: pomme, facts: {need: ecole}, expect: {asks_between: [justice, ecole]}}
# another language
- {id: l_en, say: "the pomme my pomme", facts: {need: justice}, expect: {helper: [ecoute]}} # the second one named
`

func measuredFew(t *testing.T, yaml string) prove.Measurement {
	t.Helper()
	c := fewContent(t)
	scenarios, faults := prove.ReadScenarios(c, "few.yaml", []byte(yaml))
	for _, f := range faults {
		t.Fatal(f)
	}
	return prove.Measure(c, scenarios)
}

func TestEachFigureCountsWhatItSays(t *testing.T) {
	m := measuredFew(t, measured)
	for f, want := range map[prove.Figure]string{
		prove.DangerRecall:  "1/5 d_asked d_unheard d_other d_plain",
		prove.FalseAlarms:   "1/4 f_alarm",
		prove.DangerNeed:    "5/6 d_unheard",
		prove.NeedFirst:     "7/12 n_second n_unheard n_unheard_too n_other n_fourth",
		prove.NeedAmong:     "7/12 n_unheard n_unheard_too n_other n_fourth b_one",
		prove.Doubtful:      "1/12 n_weak",
		prove.Unheard:       "2/12 n_unheard n_unheard_too",
		prove.Advice:        "2/3 n_second",
		prove.Wrong:         "2/4 d_right f_silent",
		prove.WrongInDanger: "1/2 d_right",
		prove.FirstHelper:   "1/2 l_en",
		prove.Between:       "1/3 b_half b_one",
	} {
		s := m.Whole.Shares[f]
		if got := fmt.Sprintf("%d/%d %s", s.Met, s.Of, strings.Join(s.Against, " ")); got != want {
			t.Errorf("figure %d: %s, want %s", f, got, want)
		}
	}
	if len(prove.Figures()) != 12 || m.Whole.Scenarios != 21 {
		t.Errorf("%d figures of %d scenarios", len(prove.Figures()), m.Whole.Scenarios)
	}
}

func TestConfusionsTellTheWorstFirst(t *testing.T) {
	var got []string
	for _, c := range measuredFew(t, measured).Confusions {
		got = append(got, fmt.Sprintf("%s>%s %s", c.Need, c.Heard, strings.Join(c.IDs, " ")))
	}
	want := []string{"justice>ecole n_second n_other", "ecole> n_unheard_too", "justice> n_unheard", "mobilite>justice n_fourth"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestScenariosAreGroupedByWhoWritesAndInWhichLanguage(t *testing.T) {
	m := measuredFew(t, measured)
	told := func(groups []prove.Group) (out []string) {
		for _, g := range groups {
			out = append(out, fmt.Sprintf("%s %d %d", g.Name, g.Scenarios, g.Shares[prove.DangerRecall].Of))
		}
		return out
	}
	if got := told(m.Populations); !slices.Equal(got, []string{"handicap 1 0", "senior 2 1", " 19 4"}) {
		t.Errorf("populations %q", got)
	}
	if got := told(m.Languages); !slices.Equal(got, []string{"fr 20 5", "en 1 0"}) {
		t.Errorf("languages %q", got)
	}
}

func TestTapsAreThoseBeforeTheFirstUsefulReply(t *testing.T) {
	// the alarm is the reply to the message itself; the buttons to justice are one more tap, and two without a message
	m := measuredFew(t, `
- {id: said, say: dragon, facts: {need: urgence_suicide}}
- {id: tapped, facts: {need: justice}}
`)
	taps := m.Whole.Taps
	if taps.Of != 2 || taps.Sum != 1+taps.Worst || taps.Worst < 2 || len(taps.Never) != 0 || taps.Mean() != float64(taps.Sum)/2 {
		t.Errorf("%+v", taps)
	}
	if nothing := measuredFew(t, "[]").Whole; nothing.Taps.Mean() != 0 || nothing.Shares[prove.Advice].Rate() != 0 {
		t.Errorf("nothing comes to %+v", nothing)
	}
}
