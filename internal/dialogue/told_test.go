package dialogue_test

import (
	"slices"
	"strings"
	"testing"

	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
)

// hear is what somebody writes, as it is heard: needs by their id, facts as "fact=value".
func hear(words ...string) dialogue.Input {
	h := &listen.Heard{}
	for _, w := range words {
		if fact, value, ok := strings.Cut(w, "="); ok {
			h.Facts = append(h.Facts, listen.Fact{ID: fact, Value: value})
		} else {
			h.Needs = append(h.Needs, listen.Finding{Need: w})
		}
	}
	return dialogue.Input{Heard: h, Words: strings.Join(words, " "), Nonce: nonce}
}

func (c *talk) unsure() { c.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce}) }

// fact is what is known of a fact now; empty when nothing is.
func (c *talk) fact(id string) string {
	return facts(shipped(c.t), c.last)[id]
}

func TestWhatIsSaidOfAnotherRequestBelongsToThatOne(t *testing.T) {
	engine := shipped(t).Engine(nil)
	for name, c := range map[string]struct {
		answer  string
		blocage string
	}{"when it is taken": {"prestations_caf", "refus"}, "when it is declined": {"continuer", ""}} {
		talk := &talk{t: t, engine: engine}
		talk.turn(hear("retraite"))
		talk.turn(hear("prestations_caf", "blocage=refus"))
		if talk.tap(c.answer); talk.fact("blocage") != c.blocage {
			t.Errorf("%s: blocage is %q", name, talk.fact("blocage"))
		}
	}
}

func TestWhoWritesForSomebodyElseDoesNotLendThemTheirAge(t *testing.T) {
	c := &talk{t: t, engine: shipped(t).Engine(nil)}
	c.turn(hear("emploi_recherche", "age=19"))
	c.turn(dialogue.Input{Command: dialogue.Human, Nonce: nonce})
	c.tap("autre_demande")
	c.tap("autre_sujet")
	c.tap("pour_un_proche")
	if age := c.fact("age"); age != "" || c.fact("pour_qui") != "proche" {
		t.Errorf("the one they help is said to be %s", age)
	}
}

func TestSayingInTheMiddleThatItIsForSomebodyElseLosesNoAnswer(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	c.tap("argent")
	c.tap("retraite")
	c.turn(hear("age=70"))
	c.turn(hear("pour_qui=proche"))
	if c.fact("need") != "retraite" || c.fact("age") != "70" {
		t.Errorf("what is left: %v", facts(shipped(t), c.last))
	}
}

func TestAStopThatIsTakenBackStopsNothingLater(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	c.tap("argent")
	c.tap("energie")
	for !c.last.Screen.Place {
		c.unsure()
	}
	c.tap("fin")
	if r := c.turn(hear("age=70")); find[dialogue.Ended](r) != nil || !r.Screen.Question {
		t.Fatalf("who says more after the goodbye hears %s", r.State.Waiting)
	}
	for c.last.Screen.Question {
		c.unsure()
	}
	c.tap("fiche")
	if r := c.tap("completer"); !r.Screen.Question {
		t.Errorf("the card asks nothing: %s", r.State.Waiting)
	}
	c.tap("fin")
	if r := c.tap("completer"); !r.Screen.Question {
		t.Errorf("who saw the card in the middle cannot go on: %s", r.State.Waiting)
	}
}

func TestALineTakenOffTheCardStaysOffForTheNextRequest(t *testing.T) {
	c := advised(t, "impots", listen.Fact{ID: "appareil", Value: "telephone"})
	c.tap("fiche")
	c.tap("retirer")
	c.tap("appareil")
	c.tap("autre_demande")
	c.turn(hear("energie"))
	for c.last.Screen.Question {
		c.unsure()
	}
	c.tap("fiche")
	if lines := c.lines(); slices.Contains(lines, "appareil=telephone") {
		t.Errorf("%q", lines)
	}
}

func TestAnAnswerChangedFromTheCardBringsTheAdviceFirst(t *testing.T) {
	c := advised(t, "impots")
	c.turn(dialogue.Input{Command: dialogue.Restart, Nonce: nonce})
	c.tap("argent")
	c.tap("impots")
	for c.last.Screen.Question {
		c.unsure()
	}
	c.tap("fiche")
	c.tap("completer")
	c.tap("compte")
	for _, o := range c.last.State.Answered {
		if strings.HasSuffix(o.ID, ":orientation.besoin") {
			c.turn(dialogue.Input{Choice: o.ID, Nonce: nonce})
		}
	}
	c.tap("retraite")
	for c.last.Screen.Question {
		if strings.HasPrefix(c.last.State.Waiting, "fiche.") {
			t.Fatalf("the card goes on before the advice: %s", c.last.State.Waiting)
		}
		c.unsure()
	}
	if find[dialogue.Advised](c.last) == nil || c.fact("objectif") != "" {
		t.Errorf("at %s, aim %q", c.last.State.Waiting, c.fact("objectif"))
	}
}

func TestAMessageOfDangerLosesNothingElseItSays(t *testing.T) {
	engine := shipped(t).Engine(nil)
	c := &talk{t: t, engine: engine}
	in := hear("papiers_identite", "age=40")
	in.Heard.Dangers = []listen.Danger{{Kind: "violence"}}
	c.turn(in)
	if c.tap("non"); c.fact("age") != "40" || c.fact("need") != "papiers_identite" {
		t.Errorf("after the numbers: %v", facts(shipped(t), c.last))
	}
	minor := &talk{t: t, engine: engine}
	in = hear("age=17")
	in.Heard.Dangers = []listen.Danger{{Kind: "abri", Certain: true}}
	r := minor.turn(in)
	if alarm := find[dialogue.Alarmed](r); alarm == nil || alarm.Kind != "abri_mineur" || minor.fact("age") != "17" {
		t.Errorf("at 17: %+v", r.Events)
	}
	if best := r.State.Advice.Services[0]; best == nil || best.ID != "enfance_119" {
		t.Errorf("at 17 the first door is %v", best)
	}
}

func TestANeedIsMoreThanTheButtonOfItsFamily(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	in := hear("logement_social")
	in.Pick = func(options []dialogue.Option) int {
		return slices.IndexFunc(options, func(o dialogue.Option) bool { return strings.HasSuffix(o.ID, ":logement") })
	}
	if c.turn(in); c.fact("need") != "logement_social" {
		t.Errorf("« un logement social » is heard as %v", facts(shipped(t), c.last))
	}
}

func TestGreetingSomebodyNewIsAWelcome(t *testing.T) {
	c := &talk{t: t, engine: shipped(t).Engine(nil)}
	r := c.turn(dialogue.Input{Heard: &listen.Heard{Command: "greet"}, Words: "bonjour", Nonce: nonce})
	if r.Events[0] != dialogue.Event(dialogue.Said{Key: "said.welcome"}) {
		t.Errorf("%+v", r.Events)
	}
}

func TestWhoDoesNotKnowBetweenTwoNeedsBeginsWithTheFirst(t *testing.T) {
	c := &talk{t: t, engine: shipped(t).Engine(nil)}
	if r := c.turn(hear("impots", "energie", "age=40")); r.Trail.Aside.Kind != dialogue.AsideBetween {
		t.Fatalf("%+v", r.Events)
	}
	if c.unsure(); c.fact("need") != "impots" || c.fact("age") != "40" {
		t.Errorf("%v", facts(shipped(t), c.last))
	}
}
