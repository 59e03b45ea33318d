package dialogue_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/catalogue"
	"passerelle/internal/dialogue"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
)

// advised is a conversation that rests on the advice about a need.
func advised(t *testing.T, need string, facts ...listen.Fact) *talk {
	t.Helper()
	c := &talk{t: t, engine: shipped(t).Engine(nil)}
	c.turn(dialogue.Input{Heard: &listen.Heard{Needs: []listen.Finding{{Need: need}}, Facts: facts}, Nonce: nonce})
	for c.last.Screen.Question {
		c.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce})
	}
	return c
}

// lines are the lines of the card shown last: "appareil=telephone".
func (c *talk) lines() []string {
	c.t.Helper()
	shown := find[dialogue.Carded](c.last)
	if shown == nil {
		c.t.Fatalf("no card at %s: %+v", c.last.State.Waiting, c.last.Events)
	}
	var out []string
	for _, l := range shown.Card.Lines {
		out = append(out, l.Fact+"="+l.Value)
	}
	return out
}

func TestTheCardIsFilledLineByLineAndAnyLineCanBeTakenOff(t *testing.T) {
	c := advised(t, "papiers_identite")
	c.tap("fiche")
	if card := find[dialogue.Carded](c.last); card == nil || card.Card.Need.ID != "papiers_identite" || card.Card.Service == nil || len(card.Card.Lines) > 0 {
		t.Fatalf("%+v", c.last.Events)
	}
	c.tap("completer")
	for _, answer := range []string{"demande", "rien", "telephone", "accompagne"} {
		c.tap(answer)
	}
	want := []string{"objectif=demande", "deja_fait=rien", "appareil=telephone", "autonomie=accompagne"}
	if got := c.lines(); !slices.Equal(got, want) {
		t.Fatalf("%q", got)
	}
	c.tap("retirer")
	c.tap("deja_fait")
	want = slices.Delete(want, 1, 2)
	if got := c.lines(); !slices.Equal(got, want) {
		t.Fatalf("taken off: %q", got)
	}
	c.turn(dialogue.Input{Command: dialogue.Back, Nonce: nonce})
	if got := c.lines(); len(got) != 4 {
		t.Fatalf("back: %q", got)
	}
	c.tap("completer")
	if r := c.tap("fin"); r.State.Waiting != "fiche.delai" {
		t.Fatalf("« Montrer la fiche » in the middle leads to %s", r.State.Waiting)
	}
	if got := c.lines(); len(got) != 4 {
		t.Fatalf("shown in the middle: %q", got)
	}
	if r := c.tap("fin"); find[dialogue.Ended](r) == nil {
		t.Fatalf("the end is %s", r.State.Waiting)
	}
}

func TestJeNeSaisPasAddsNoLineAndAFactThatIsKnownIsNotAskedAgain(t *testing.T) {
	c := advised(t, "impots", listen.Fact{ID: "appareil", Value: "aucun"})
	c.tap("fiche")
	if got := c.lines(); !slices.Equal(got, []string{"appareil=aucun"}) {
		t.Fatalf("what is known already: %q", got)
	}
	c.tap("completer")
	asked := 0
	for c.last.Screen.Question {
		if strings.Contains(c.last.State.Waiting, "appareil") {
			t.Error("what is known is asked again")
		}
		c.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce})
		asked++
	}
	if got := c.lines(); asked != 3 || !slices.Equal(got, []string{"appareil=aucun"}) {
		t.Errorf("%d questions, %q", asked, got)
	}
}

func TestACardOfAProfessionalSaysTheTradeAndTheDepartementAndNothingMore(t *testing.T) {
	c := advised(t, "prestations_caf", listen.Fact{ID: "pour_qui", Value: "professionnel"}, listen.Fact{ID: "metier", Value: "travailleur_social"}, listen.Fact{ID: "commune", Value: "23096"})
	c.tap("fiche")
	card := find[dialogue.Carded](c.last).Card
	if card.JobValue != "travailleur_social" || card.Departement == nil || card.Departement.Code != "23" {
		t.Errorf("%+v", card)
	}
}

func TestNoCardIsOfferedInDangerNorWithoutANeed(t *testing.T) {
	for _, need := range []string{"urgence_danger", "urgence_violence", "urgence_suicide", "urgence_abri"} {
		c := advised(t, need)
		for _, o := range c.last.Screen.Options {
			if strings.HasSuffix(o.ID, ":fiche") {
				t.Errorf("%s: a card is offered", need)
			}
		}
	}
	c := begin(t, shipped(t).Engine(nil))
	c.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce})
	for _, o := range c.last.Screen.Options {
		if strings.HasSuffix(o.ID, ":fiche") {
			t.Error("a card is offered without a need")
		}
	}
}

func TestAButtonOfTheCardThatIsOverDoesNothing(t *testing.T) {
	c := advised(t, "impots")
	before := bytes.Clone(c.bytes)
	for _, id := range []string{"!fiche:appareil", "!suite:completer", "!suite:retirer"} {
		r := c.turn(dialogue.Input{Choice: nonce + "." + id, Nonce: nonce})
		if r.Events[0] != dialogue.Event(dialogue.Said{Key: "said.stale_other"}) {
			t.Errorf("%s: %+v", id, r.Events)
		}
	}
	after, _ := dialogue.Decode(c.bytes)
	old, _ := dialogue.Decode(before)
	if !slices.Equal(after.Entries, old.Entries) {
		t.Errorf("the trail changed: %+v", after.Entries)
	}
}

// TestNothingOnACardCanTellWhoSomebodyIs holds the card's own flow to closed values of facts that are not sensitive.
func TestNothingOnACardCanTellWhoSomebodyIs(t *testing.T) {
	c := shipped(t)
	asks := 0
	for _, step := range c.Book.Card.Steps {
		if step.Kind != flow.Ask {
			continue
		}
		asks++
		if f := step.Fact; f.Sensitive || f.Type != situation.Choice && f.Type != situation.YesNo {
			t.Errorf("%s asks %s", step.Name, f.ID)
		}
	}
	if asks < 8 {
		t.Errorf("%d questions", asks)
	}
}

func TestWhatDidNotWorkIsHeardByTheRules(t *testing.T) {
	c := advised(t, "papiers_identite")
	r := c.tap("pas_marche")
	handed := find[dialogue.HandedOff](r)
	if handed == nil || handed.Advice.Rule == nil || handed.Advice.Rule.Way != catalogue.Failed {
		t.Fatalf("%+v", r.Events)
	}
	for _, s := range handed.Advice.Humans {
		if s != nil && (s.Kind == "demarche" || s.Kind == "site") {
			t.Errorf("%s is another link", s.ID)
		}
	}
	c.turn(dialogue.Input{Command: dialogue.Back, Nonce: nonce})
	if rule := c.last.State.Advice.Rule; rule != nil && rule.Way == catalogue.Failed {
		t.Error("after going back it still has not worked")
	}
}

func TestAProfessionalRemainsOneForTheNextRequest(t *testing.T) {
	c := begin(t, shipped(t).Engine(nil))
	c.tap("autre_sujet")
	if r := c.tap("pour_mon_metier"); find[dialogue.Advised](r) == nil {
		t.Errorf("no directory for a professional yet: %+v", r.Events)
	}
	if c.last.State.Waiting != "professionnel.quoi" {
		t.Fatalf("at %s", c.last.State.Waiting)
	}
	r := c.tap("orienter")
	if r.State.Waiting != "orientation.famille_pour" {
		t.Fatalf("at %s: %+v", r.State.Waiting, r.Events)
	}
	c.tap("argent")
	c.tap("impots")
	for c.last.Screen.Question {
		c.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce})
	}
	if r = c.tap("autre_demande"); r.State.Waiting != "professionnel.quoi" {
		t.Errorf("the next request begins at %s", r.State.Waiting)
	}
}

// A stuck MDPH file is not a request for the AAH: what comes after the desk in an advice is for other needs.
func TestTheCardNamesTheDeskOfTheNeedAndNotWhatIsListedAfterIt(t *testing.T) {
	for name, c := range map[string]struct {
		need  string
		facts []listen.Fact
		want  string
	}{
		"a deaf man whose MDPH file is stuck": {"handicap", []listen.Fact{{ID: "sourd", Value: "oui"}, {ID: "blocage", Value: "refus"}}, "mdph"},
		"an alimony that stopped":             {"parentalite", []listen.Fact{{ID: "service", Value: "aripa_3238"}, {ID: "blocage", Value: "quoi"}}, "aripa_3238"},
		"a letter of the Caf":                 {"prestations_caf", []listen.Fact{{ID: "lettre", Value: "oui"}}, "caf"},
	} {
		talk := advised(t, c.need, c.facts...)
		for _, failed := range []bool{false, true} {
			if failed {
				talk.turn(dialogue.Input{Command: dialogue.Back, Nonce: nonce})
				talk.tap("pas_marche")
			}
			talk.tap("fiche")
			if card := find[dialogue.Carded](talk.last).Card; card.Service == nil || card.Service.ID != c.want {
				t.Errorf("%s, failed %v: %v", name, failed, card.Service)
			}
		}
	}
}
