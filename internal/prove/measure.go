package prove

import (
	"cmp"
	"maps"
	"slices"

	"passerelle/internal/content"
	"passerelle/internal/listen"
)

// Measurement is what scenarios come to, as a whole and by those who write them. No message is in it, only ids: who reads
// the figures of the half kept apart must not learn its sentences.
type Measurement struct {
	Whole       Tally
	Populations []Group // as populations.yaml lists them, then those without one
	Languages   []Group // of the words, as they were heard; French first
	Confusions  []Confusion
}

// Group is the tally of some of the scenarios.
type Group struct {
	Name string // empty: of no population
	Tally
}

// Tally counts scenarios.
type Tally struct {
	Scenarios int
	Shares    [figures]Share
	Taps      Taps
}

// Confusion is a need that was heard for another, worst first; Heard is empty where none was.
type Confusion struct {
	Need, Heard string
	IDs         []string // scenarios
}

// Taps are the gestures up to the first useful reply, the message included, of the scenarios that came to one.
type Taps struct {
	Sum, Of, Worst int
	Never          []string // scenarios that came to none
}

// Mean is 0 of nothing.
func (t Taps) Mean() float64 { return ratio(t.Sum, t.Of) }

// Measure plays scenarios and counts what was heard and what was answered.
func Measure(c *content.Content, scenarios []Scenario) Measurement {
	m := counting{urgent: urgentNeeds(c), populations: make(map[string]*Tally), languages: make(map[string]*Tally), confused: make(map[[2]string][]string)}
	for i := range scenarios {
		m.add(newTrial(c, &scenarios[i]))
	}
	var order []string
	for _, p := range c.Words.Populations {
		order = append(order, p.ID)
	}
	return Measurement{
		Whole: m.whole, Populations: grouped(m.populations, append(order, "")),
		Languages:  grouped(m.languages, append([]string{french}, slices.Sorted(maps.Keys(m.languages))...)),
		Confusions: m.confusions(),
	}
}

// french is the language of the words where no other was heard.
const french = "fr"

// counting gathers what trials come to.
type counting struct {
	urgent                 map[string]bool // needs of danger
	whole                  Tally
	populations, languages map[string]*Tally
	confused               map[[2]string][]string // of a need, and what was heard for it
}

// urgentNeeds are those that a kind of danger means.
func urgentNeeds(c *content.Content) map[string]bool {
	needs := make(map[string]bool)
	for _, kind := range c.Ear.Kinds {
		if kind.Need != "" {
			needs[kind.Need] = true
		}
	}
	return needs
}

func (m *counting) add(t *trial) {
	t.urgent = m.urgent[t.need]
	m.whole.add(t)
	tallyOf(m.languages, cmp.Or(t.heard.Language, french)).add(t)
	for _, p := range t.scenario.populations {
		tallyOf(m.populations, p).add(t)
	}
	if len(t.scenario.populations) == 0 {
		tallyOf(m.populations, "").add(t)
	}
	if concerned, right := t.counts(NeedFirst); concerned && !right {
		pair := [2]string{t.need, t.firstNeed()}
		m.confused[pair] = append(m.confused[pair], t.scenario.ID)
	}
}

func tallyOf(of map[string]*Tally, name string) *Tally {
	if of[name] == nil {
		of[name] = new(Tally)
	}
	return of[name]
}

// grouped lists the tallies that there are, each once, in an order.
func grouped(of map[string]*Tally, order []string) []Group {
	var out []Group
	for _, name := range order {
		if tally := of[name]; tally != nil {
			out = append(out, Group{name, *tally})
			delete(of, name)
		}
	}
	return out
}

func (m *counting) confusions() []Confusion {
	var out []Confusion
	for pair, ids := range m.confused {
		out = append(out, Confusion{pair[0], pair[1], ids})
	}
	slices.SortFunc(out, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(len(b.IDs), len(a.IDs)), cmp.Compare(a.Need, b.Need), cmp.Compare(a.Heard, b.Heard))
	})
	return out
}

func (t *Tally) add(one *trial) {
	t.Scenarios++
	for f := range figures {
		if concerned, met := one.counts(f); concerned {
			t.Shares[f].add(one.scenario.ID, met, met == f.Wanted())
		}
	}
	t.Taps.add(one)
}

func (t *Taps) add(one *trial) {
	if !one.played.useful {
		t.Never = append(t.Never, one.scenario.ID)
		return
	}
	t.Sum += one.played.Taps
	t.Of++
	t.Worst = max(t.Worst, one.played.Taps)
}

// trial is one scenario, heard and played.
type trial struct {
	scenario *Scenario
	heard    *listen.Heard // what its first message says
	played   Played
	need     string // what the persona wants, empty where the facts do not say
	urgent   bool   // that need is one of danger
	meant    string // the need that the danger heard first means
}

func newTrial(c *content.Content, s *Scenario) *trial {
	t := &trial{scenario: s, heard: c.Ear.Hear(s.Say), played: s.Play(c)}
	t.need, _ = s.need(c)
	for _, d := range t.heard.Dangers[:min(1, len(t.heard.Dangers))] {
		if kind, ok := c.Ear.Kinds[d.Kind]; ok {
			t.meant = kind.Need
		}
	}
	return t
}
