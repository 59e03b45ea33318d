package dialogue_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
)

// answers taps n random answers, "je ne sais pas" now and then, and returns what was tapped. It stops early where the
// conversation comes to rest.
func (c *talk) answers(random *rand.Rand, n int) []dialogue.Input {
	var tapped []dialogue.Input
	for len(tapped) < n && c.last.Screen.Question {
		in := dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce}
		if c.last.Screen.Place && random.IntN(2) > 0 {
			in = written(anyPlace[random.IntN(len(anyPlace))])
		} else if questions := realAnswers(c.last.Screen); len(questions) > 0 && random.IntN(8) > 0 {
			in.Choice = questions[random.IntN(len(questions))]
		}
		c.turn(in)
		tapped = append(tapped, in)
	}
	return tapped
}

// communeNames are words that name one commune without doubt, by its code; anyPlace is them all.
var (
	communeNames = map[string]string{"23096": "Guéret", "59350": "59000 lille", "75111": "paris 11", "97411": "97400 saint denis"}
	anyPlace     = slices.Sorted(maps.Values(communeNames))
)

func written(words string) dialogue.Input {
	return dialogue.Input{Heard: &listen.Heard{}, Words: words, Nonce: nonce}
}

func realAnswers(s dialogue.Screen) []string {
	var ids []string
	for _, o := range s.Options {
		if !strings.Contains(o.ID, ".!") {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

func TestGoingBackAndGivingTheSameAnswersGivesTheSameBytes(t *testing.T) {
	engine := shipped(t).Engine(nil)
	for seed := range uint64(1000) {
		random := rand.New(rand.NewPCG(seed, 1))
		c := begin(t, engine)
		tapped := c.answers(random, 1+random.IntN(8))
		before := bytes.Clone(c.bytes)
		k := 1 + random.IntN(len(tapped))
		for range k {
			c.turn(dialogue.Input{Command: dialogue.Back, Nonce: nonce})
		}
		for _, in := range tapped[len(tapped)-k:] {
			c.turn(in)
		}
		if !bytes.Equal(before, c.bytes) {
			t.Fatalf("seed %d: back × %d then the same answers: the trail differs", seed, k)
		}
	}
}

func TestAChangedAnswerLeavesNoFactWithoutItsQuestion(t *testing.T) {
	c := shipped(t)
	engine := c.Engine(nil)
	changed := 0
	for seed := range uint64(1000) {
		random := rand.New(rand.NewPCG(seed, 2))
		talk := begin(t, engine)
		talk.answers(random, 2+random.IntN(7))
		if !talk.changeOne(random, c) {
			continue
		}
		changed++
		again := begin(t, engine)
		again.answerLike(talk.last.Trail)
		got, want := facts(c, talk.last), facts(c, again.last)
		for fact, value := range got {
			if _, asked := want[fact]; !asked && talk.stillTrue(c, fact, again.last.State.Waiting) {
				want[fact] = value
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d: facts after the change (+) are not those of the same answers given afresh (-):\n%s", seed, diff)
		}
	}
	if changed < 500 {
		t.Fatalf("only %d of 1000 conversations changed an answer: the test proves too little", changed)
	}
}

// stillTrue tells whether a fact was answered at a gathering step of the flow where the conversation is now, and makes
// sense there: it stays true, though the question would not be put again where it no longer changes the advice.
func (c *talk) stillTrue(content *content.Content, id, waiting string) bool {
	if id == "departement" {
		id = "commune" // which tells it
	}
	fact, _ := content.Words.Fact(id)
	for _, e := range c.last.Trail.Entries {
		if asked, ok := content.Book.Step(e.Step); ok && asked.Open() && e.Fact == id {
			return true // where one is does not depend on who asks
		}
		step, ok := content.Book.Step(strings.TrimSuffix(e.Step, "."+id))
		if ok && e.Fact == id && step.Kind == flow.Gather && strings.HasPrefix(waiting, step.Flow.ID+".") {
			return slices.Contains(step.Facts, fact) && fact.When.Eval(&c.last.State.Situation) != situation.No
		}
	}
	return false
}

// changeOne taps an old button with another answer and says yes; false when there is nothing to change.
func (c *talk) changeOne(random *rand.Rand, content *content.Content) bool {
	var old []string
	for _, e := range c.last.Trail.Entries {
		step, ok := content.Book.Step(e.Step)
		if !ok || e.How != dialogue.Tapped {
			continue
		}
		for _, choice := range step.Choices {
			if choice.ID != e.Value && choice.Value.Known() && choice.Group == "" {
				old = append(old, nonce+"."+e.Step+":"+choice.ID)
			}
		}
	}
	if len(old) == 0 {
		return false
	}
	c.turn(dialogue.Input{Choice: old[random.IntN(len(old))], Nonce: nonce})
	c.tap("changer")
	return true
}

// answerLike gives a fresh conversation the answers of a trail, by the name of each question.
func (c *talk) answerLike(trail *dialogue.Trail) {
	for c.last.Screen.Question {
		id := ""
		for _, e := range trail.Entries {
			switch {
			case e.Step != c.last.State.Waiting:
			case e.How == dialogue.Unsure:
				id = dialogue.ExitUnsure
			default:
				id = nonce + "." + e.Step + ":" + e.Value
			}
		}
		if id == "" {
			return
		}
		before := c.last.State.Waiting
		in := dialogue.Input{Choice: id, Nonce: nonce}
		if _, insee, _ := strings.Cut(id, ":"); c.last.Screen.Place && insee != "" {
			in = written(communeNames[insee])
		}
		c.turn(in)
		if c.last.State.Waiting == before {
			return // an answer that this question no longer offers
		}
	}
}

func facts(c *content.Content, r dialogue.Result) map[string]string {
	out := make(map[string]string)
	for _, f := range c.Words.Facts {
		if v := r.State.Situation.Get(f.Index); v.Known() {
			out[f.ID] = f.Format(v)
		}
	}
	return out
}

func TestAnOldButtonOffersToChangeThatAnswer(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	c.tap("famille")
	c.tap("garde_enfants")
	c.tap("vite")
	c.turn(dialogue.Input{Choice: nonce + ".garde_enfants.quand:durable", Nonce: nonce})
	wantSaid(t, c.last, "said.change")
	r := c.tap("changer")
	wantSaid(t, r, "said.changed")
	if got := facts(shipped(t), r)["garde_quand"]; got != "durable" {
		t.Errorf("garde_quand = %q after the change, want durable", got)
	}
}

func TestAButtonOfAnotherConversationGetsAKindWordAndTheQuestion(t *testing.T) {
	for name, id := range map[string]string{
		"another nonce":         "Xxxx.orientation.famille:logement",
		"no nonce":              "orientation.famille:logement",
		"a step that is not":    nonce + ".nulle.part:oui",
		"an answer that is not": nonce + ".orientation.famille:licorne",
		"an engine word":        nonce + ".!aside:licorne",
		"only a nonce":          nonce,
		"empty step":            nonce + ".:",
		"a later step":          nonce + ".garde_enfants.quand:vite",
		"an injected line":      nonce + ".orientation.famille:logement\nurgence",
	} {
		t.Run(name, func(t *testing.T) {
			c := begin(t, shipped(t).Engine(nil))
			r := c.turn(dialogue.Input{Choice: id, Nonce: nonce})
			wantSaid(t, r, "said.stale_other")
			if r.State.Waiting != "orientation.famille" || len(r.Trail.Entries) != 0 {
				t.Errorf("the conversation moved to %s with %d entries", r.State.Waiting, len(r.Trail.Entries))
			}
		})
	}
}

func wantSaid(t *testing.T, r dialogue.Result, key string) {
	t.Helper()
	for _, e := range r.Events {
		if said, ok := e.(dialogue.Said); ok && said.Key == key {
			return
		}
	}
	t.Errorf("%s was not said: %+v", key, r.Events)
}

func TestMisunderstoodThreeTimesLeadsToAHuman(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	miss := dialogue.Input{Heard: &listen.Heard{}, Nonce: nonce}
	if asked := c.turn(miss).Events[0].(dialogue.Asked); asked.Variant != dialogue.Hint {
		t.Errorf("first miss: variant %v, want the hint", asked.Variant)
	}
	if asked := c.turn(miss).Events[0].(dialogue.Asked); asked.Variant != dialogue.Examples {
		t.Errorf("second miss: variant %v, want examples", asked.Variant)
	}
	for n := 3; n < 6; n++ {
		handed, ok := c.turn(miss).Events[0].(dialogue.HandedOff)
		if !ok || handed.Advice.Humans[0] == nil {
			t.Fatalf("miss %d does not lead to a human: %+v", n, c.last.Events)
		}
	}
	if c.last.Again == 0 {
		t.Error("the same was said twice in a row without a sign of it")
	}
}

func TestDangerComesBeforeAnythingElse(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	r := c.turn(dialogue.Input{Nonce: nonce, Heard: &listen.Heard{
		Dangers: []listen.Danger{{Kind: "suicide", Certain: true}}, Needs: []listen.Finding{{Need: "logement_social"}}, Command: "back",
	}})
	if alarm, ok := r.Events[0].(dialogue.Alarmed); !ok || alarm.Kind != "suicide" {
		t.Fatalf("the first event is %+v, want the alarm", r.Events[0])
	}
	if len(r.Events) != 1 || r.Screen.Question {
		t.Errorf("something is asked beside the numbers: %+v", r.Events)
	}
}

func TestUnsureIsAnAnswerToEveryQuestion(t *testing.T) {
	engine := shipped(t).Engine(nil)
	for _, need := range []string{"logement", "famille", "emploi", "argent", "sante", "papiers", "numerique"} {
		c := begin(t, engine)
		c.tap(need)
		for c.last.Screen.Question {
			before := c.last.State.Waiting
			c.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce})
			if c.last.State.Waiting == before {
				t.Fatalf("« je ne sais pas » does not pass %s", before)
			}
		}
	}
}

func TestANewRequestKeepsThePersonAndForgetsTheRequest(t *testing.T) {
	content := shipped(t)
	c := begin(t, content.Engine(nil))
	for _, choice := range []string{"famille", "garde_enfants", "vite", "de_0_a_3", "fin", "autre_demande"} {
		c.tap(choice)
	}
	want := map[string]string{"enfant_age": "de_0_a_3", "enfants": "oui"}
	if diff := cmp.Diff(want, facts(content, c.last)); diff != "" {
		t.Errorf("facts after a new request (-want +got):\n%s", diff)
	}
}

func TestAConversationFoundAgainOffersToGoOnOrToStartOver(t *testing.T) {
	content := shipped(t)
	c := begin(t, content.Engine(nil))
	c.tap("logement")
	wantSaid(t, c.turn(dialogue.Input{Start: true, Nonce: "Othr"}), "said.resume")
	c.tap("continuer")
	if c.last.State.Waiting != "orientation.besoin" {
		t.Errorf("continued at %s, want orientation.besoin", c.last.State.Waiting)
	}
	c.turn(dialogue.Input{Start: true, Nonce: "Othr"})
	c.turn(dialogue.Input{Choice: c.last.Screen.Options[1].ID, Nonce: "Othr"})
	if len(c.last.Trail.Entries) != 0 || c.last.Trail.Nonce != "Othr" {
		t.Errorf("starting over keeps %d entries and nonce %s", len(c.last.Trail.Entries), c.last.Trail.Nonce)
	}
}

func TestACodeNeverDestroysAnOpenConversation(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	c.tap("logement")
	c.turn(dialogue.Input{Start: true, Nonce: nonce, Presets: []listen.Fact{{ID: "need", Value: "garde_enfants"}}})
	wantSaid(t, c.last, "said.resume")
	if len(c.last.Trail.Entries) != 1 {
		t.Errorf("the trail has %d entries, want the one that was there", len(c.last.Trail.Entries))
	}
}

func TestEraseLeavesNothing(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	c.tap("logement")
	r := c.turn(dialogue.Input{Command: dialogue.Erase, Nonce: nonce})
	if r.Trail != nil || r.State.Waiting != "" {
		t.Errorf("after erasing: trail %v, state %+v", r.Trail, r.State)
	}
}

func TestStoredConversationAfterSixAnswersIsSmall(t *testing.T) {
	c := fiveAnswers(t, shipped(t).Engine(nil))
	c.turn(written("paris 11"))
	if n := len(c.last.Trail.Entries); n != 6 {
		t.Fatalf("%d answers, want 6", n)
	}
	if len(c.bytes) > 600 {
		t.Errorf("%d bytes after 6 answers, want at most 600", len(c.bytes))
	}
}

func TestTheTrailDoesNotGrowWithTheTurns(t *testing.T) {
	engine := shipped(t).Engine(nil)
	few, many := afterTurns(t, engine, 5), afterTurns(t, engine, 100)
	if !bytes.Equal(few.bytes, many.bytes) {
		t.Errorf("the same place after 5 and 100 turns: %d and %d bytes", len(few.bytes), len(many.bytes))
	}
}

func TestWhatIsToldAgainTakesThePlaceOfWhatWasTold(t *testing.T) {
	content := shipped(t)
	c := begin(t, content.Engine(nil))
	c.turn(dialogue.Input{Nonce: nonce, Heard: &listen.Heard{Needs: []listen.Finding{{Need: "hebergement"}}}})
	for _, age := range []string{"19", "20", "40"} {
		c.turn(dialogue.Input{Nonce: nonce, Heard: &listen.Heard{Facts: []listen.Fact{{ID: "age", Value: age}}}})
	}
	if got := facts(content, c.last)["age"]; got != "40" || len(c.last.Trail.Entries) != 2 {
		t.Errorf("age %s with %d entries, want 40 with the need and the age", got, len(c.last.Trail.Entries))
	}
}

func TestAChangedAnswerTellsWhatFollowsFromIt(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	for _, choice := range []string{"logement", "hebergement", "ce_soir", "de_18_a_25", "non"} {
		c.tap(choice)
	}
	c.turn(dialogue.Input{Choice: nonce + ".hebergement.age:de_16_a_17", Nonce: nonce})
	r := c.tap("changer")
	wantSaid(t, r, "hebergement.mineur.say")
	for _, e := range r.Events {
		if said, ok := e.(dialogue.Said); ok && said.Key == "hebergement.abri.say" {
			t.Error("what was told before the change is told again")
		}
	}
}
