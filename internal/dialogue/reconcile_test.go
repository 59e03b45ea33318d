package dialogue_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/internal/content"
	"passerelle/internal/dialogue"
)

// edited is one shipped flow with words replaced, as an author would edit it.
func edited(t *testing.T, file string, changes ...string) *content.Content {
	t.Helper()
	body, err := flows.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(body)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("%s does not hold %q any more: bring this test up to date", file, changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	return laidOver(t, fstest.MapFS{file: {Data: []byte(text)}})
}

// parked are 200 conversations left at every step that answers can lead to.
func parked(t *testing.T, c *content.Content) []*talk {
	engine := c.Engine(nil)
	var out []*talk
	steps := make(map[string]bool)
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 3))
		talk := begin(t, engine)
		talk.tap([]string{"logement", "famille"}[seed%2])
		talk.tap([]string{"hebergement", "garde_enfants"}[seed%2])
		talk.answers(random, int(seed/2)%7)
		if seed%5 == 4 && !talk.last.Screen.Question {
			talk.tap([]string{"fin", "pourquoi"}[random.IntN(2)])
		}
		steps[talk.last.State.Waiting] = true
		out = append(out, talk)
	}
	for _, name := range []string{"hebergement.quand", "hebergement.age", "hebergement.fuite", "hebergement.conseil_abri", "hebergement.conseil", "garde_enfants.quand", "garde_enfants.conseil"} {
		if !steps[name] {
			t.Fatalf("no conversation is parked at %s", name)
		}
	}
	return out
}

func TestConversationsSurviveAnEditedFlow(t *testing.T) {
	cases := map[string]struct {
		file    string
		changes []string
		gone    map[string]bool // answers that are offered no more: "question=value"
	}{
		"a step removed": {
			file:    "hebergement.yaml",
			changes: []string{"  - id: age\n    ask: age\n", ""},
		},
		"a step renamed": {
			file:    "hebergement.yaml",
			changes: []string{"  - id: quand\n", "  - id: moment\n"},
		},
		"a step split in two": {
			file: "garde_enfants.yaml",
			changes: []string{
				"      - vite\n      - {value: quelques_heures, then: heures}\n      - {value: durable, then: durable}\n    unsure: precisions\n",
				"      - vite\n      - {pass: autre, then: suite}\n    unsure: precisions\n    then: vite\n\n" +
					"  - id: suite\n    ask: garde_quand\n    choices: [{value: quelques_heures, then: heures}, {value: durable, then: durable}]\n    unsure: precisions\n",
			},
			gone: map[string]bool{"garde_quand=quelques_heures": true, "garde_quand=durable": true},
		},
		"a choice dropped": {
			file:    "hebergement.yaml",
			changes: []string{"      - {value: ce_mois, set: {need: hebergement}, then: precisions}\n", ""},
			gone:    map[string]bool{"hebergement_quand=ce_mois": true},
		},
	}
	before := shipped(t)
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			after := edited(t, tc.file, tc.changes...)
			engine := after.Engine(nil)
			if after.Book.Revision == before.Book.Revision {
				t.Fatal("the edited flow has the same revision")
			}
			for i, c := range parked(t, before) {
				kept := c.last.Trail.Clone()
				c.engine = engine
				c.turn(dialogue.Input{Show: true, Nonce: nonce})
				if len(c.last.Events) == 0 || len(c.last.Screen.Options) == 0 {
					t.Fatalf("conversation %d died with %v", i, kept.Entries)
				}
				c.wantEntries(t, before, i, kept, tc.gone)
				c.answers(rand.New(rand.NewPCG(uint64(i), 4)), 20)
				if c.last.Screen.Question {
					t.Fatalf("conversation %d does not come to rest: %s", i, c.last.State.Waiting)
				}
				c.wantEntries(t, before, i, kept, tc.gone)
			}
		})
	}
}

// wantEntries looks for every answer of the old trail in the new one. What was known and is still offered stays known.
func (c *talk) wantEntries(t *testing.T, content *content.Content, i int, kept *dialogue.Trail, gone map[string]bool) {
	t.Helper()
	for _, old := range kept.Entries {
		found := false
		for _, e := range c.last.Trail.Entries {
			found = found || (e.Step == old.Step && e.Fact == old.Fact && e.Value == old.Value && e.How == old.How)
		}
		if !found {
			t.Fatalf("conversation %d lost the answer %+v", i, old)
		}
	}
	known := facts(content, c.last)
	for _, old := range kept.Entries {
		if old.Fact == "" || old.How == dialogue.Unsure || old.Fact == "need" || gone[old.Fact+"="+old.Value] {
			continue
		}
		if blocked(kept, gone) {
			return // a question before it has to be answered again first
		}
		if known[old.Fact] != old.Value {
			t.Fatalf("conversation %d: %s is %q, was answered %q", i, old.Fact, known[old.Fact], old.Value)
		}
	}
}

func blocked(t *dialogue.Trail, gone map[string]bool) bool {
	for _, e := range t.Entries {
		if gone[e.Fact+"="+e.Value] {
			return true
		}
	}
	return false
}

func TestAnEditedFlowSaysSoWhenAnAnswerNoLongerHolds(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	for _, choice := range []string{"logement", "hebergement", "ce_mois"} {
		c.tap(choice)
	}
	c.engine = edited(t, "hebergement.yaml", "      - {value: ce_mois, set: {need: hebergement}, then: precisions}\n", "").Engine(nil)
	wantSaid(t, c.turn(dialogue.Input{Show: true, Nonce: nonce}), "said.flow_changed")
	if c.last.State.Waiting != "hebergement.quand" {
		t.Errorf("waiting at %s, want the question whose answer was dropped", c.last.State.Waiting)
	}
}
