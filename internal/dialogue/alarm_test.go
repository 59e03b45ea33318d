package dialogue_test

import (
	"slices"
	"testing"

	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
)

// danger is a message in which dangers were heard, beside a need.
func danger(dangers ...listen.Danger) dialogue.Input {
	in := hear()
	in.Heard.Dangers = dangers
	return in
}

func TestTheAlarmFitsTheDangersTheMomentAndTheAge(t *testing.T) {
	for _, c := range []struct {
		name string
		in   dialogue.Input
		want dialogue.Alarmed
	}{
		{"one", danger(listen.Danger{Kind: "abri", Certain: true}), dialogue.Alarmed{Kind: "abri", Certain: true}},
		{"to confirm", danger(listen.Danger{Kind: "abri"}), dialogue.Alarmed{Kind: "abri"}},
		{"two, the most pressing first", danger(listen.Danger{Kind: "vital", Certain: true}, listen.Danger{Kind: "violence", Certain: true}), dialogue.Alarmed{Kind: "vital", Also: "violence", Certain: true}},
		{"a second one that is in doubt", danger(listen.Danger{Kind: "vital", Certain: true}, listen.Danger{Kind: "violence"}), dialogue.Alarmed{Kind: "vital", Certain: true}},
		{"two that are shown alike", danger(listen.Danger{Kind: "suicide_geste", Certain: true}, listen.Danger{Kind: "suicide", Certain: true, Moment: listen.Now}), dialogue.Alarmed{Kind: "suicide_geste", Certain: true}},
		{"now", danger(listen.Danger{Kind: "suicide", Certain: true, Moment: listen.Now}), dialogue.Alarmed{Kind: "suicide_geste", Certain: true}},
		{"now, in doubt", danger(listen.Danger{Kind: "suicide", Moment: listen.Now}), dialogue.Alarmed{Kind: "suicide"}},
		{"in the past, in doubt", danger(listen.Danger{Kind: "violence", Moment: listen.Past}), dialogue.Alarmed{Kind: "violence"}},
	} {
		talk := &talk{t: t, engine: shipped(t).Engine(nil)}
		if got := find[dialogue.Alarmed](talk.turn(c.in)); got == nil || *got != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestAnAlarmIsToldInTheLanguageOfItsWords(t *testing.T) {
	c := &talk{t: t, engine: shipped(t).Engine(nil)}
	in := danger(listen.Danger{Kind: "suicide"}, listen.Danger{Kind: "abri"})
	in.Heard.Language = "uk"
	r := c.turn(in)
	alarm := find[dialogue.Alarmed](r)
	if alarm == nil || alarm.Lang != "uk" || !slices.ContainsFunc(r.Screen.Options, func(o dialogue.Option) bool { return o.Lang == "uk" }) {
		t.Fatalf("%+v, %+v", r.Events, r.Screen.Options)
	}
	if again := find[dialogue.Alarmed](c.turn(dialogue.Input{Show: true, Nonce: nonce})); again == nil || *again != *alarm {
		t.Errorf("shown again: %+v", again)
	}
	if yes := find[dialogue.Alarmed](c.tap("oui")); yes == nil || yes.Lang != "uk" || !yes.Certain {
		t.Errorf("confirmed: %+v", yes)
	}
}

func TestWhoSaysYesToADangerLosesNothingElseSaid(t *testing.T) {
	c := &talk{t: t, engine: shipped(t).Engine(nil)}
	in := hear("papiers_identite")
	in.Heard.Dangers = []listen.Danger{{Kind: "agression"}}
	c.turn(in)
	c.tap("oui")
	if c.tap("autre_aide"); c.fact("need") != "papiers_identite" {
		t.Errorf("after the numbers: %v", facts(shipped(t), c.last))
	}
}

func TestWhoWritesInAnotherLanguageIsToldOnceThatWeWriteInFrench(t *testing.T) {
	c := &talk{t: t, engine: shipped(t).Engine(nil)}
	in := hear("logement_social")
	in.Heard.Language = "en"
	if note := find[dialogue.Foreign](c.turn(in)); note == nil || note.Lang != "en" {
		t.Errorf("%+v", c.last.Events)
	}
	in = hear("age=40")
	in.Heard.Language = "en"
	if note := find[dialogue.Foreign](c.turn(in)); note != nil {
		t.Errorf("told again: %+v", c.last.Events)
	}
}

func TestACommuneSaidInPassingIsToldBackAndNotAsked(t *testing.T) {
	c := &talk{t: t, engine: shipped(t).Engine(nil)}
	r := c.turn(hear("logement_social", "commune=59350"))
	if placed := find[dialogue.Placed](r); placed == nil || placed.Commune.Name != "Lille" {
		t.Errorf("%+v", r.Events)
	}
	for c.last.Screen.Question {
		if c.last.Screen.Place {
			t.Fatal("the commune is asked again")
		}
		c.unsure()
	}
	if c.fact("commune") != "59350" {
		t.Errorf("%v", facts(shipped(t), c.last))
	}
}
