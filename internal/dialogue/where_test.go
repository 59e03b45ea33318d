package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/internal/dialogue"
	"passerelle/internal/directory"
	"passerelle/internal/listen"
	"passerelle/internal/territory"
)

// morning is a Tuesday on which offices are open.
var morning = time.Date(2026, 11, 24, 10, 0, 0, 0, time.FixedZone("CET", 3600))

// fewPlaces are invented places around Guéret.
func fewPlaces() []directory.Place {
	paperwork := []string{"Aide aux démarches administratives"}
	place := func(id, name string, lat, lon float64) directory.Place {
		return directory.Place{
			Source: "test", ID: id, Name: name, INSEE: "23096", Commune: "Guéret", Postcode: "23000", Street: "1 place fictive",
			Point: territory.Point{Lat: lat, Lon: lon}, Phone: "+33536490001", Hours: "Mo-Fr 09:00-17:00", Updated: "2026-10-01",
			Services: paperwork, Fees: []string{directory.Free},
		}
	}
	first := place("a", "France services de la place", 46.1717, 1.8714)
	first.Programmes, first.Typologies = []string{"France Services"}, []string{"RFS"}
	return []directory.Place{
		first, place("b", "Médiathèque du pont", 46.169, 1.866), place("c", "Espace numérique", 46.18, 1.86),
		place("d", "Maison du bourg", 46.20, 1.88), place("e", "Centre social", 46.21, 1.89),
	}
}

// around begins a conversation whose need is known and in which only the place is asked.
func around(t *testing.T, places []directory.Place) *talk {
	t.Helper()
	c := shipped(t)
	guide := directory.NewGuide(directory.New(places, c.Places), c.Places, c.Atlas, c.Words)
	talk := begin(t, c.Engine(guide))
	talk.turn(dialogue.Input{Heard: &listen.Heard{Needs: []listen.Finding{{Need: "papiers_identite"}}}, Nonce: nonce, Now: morning})
	for talk.last.Screen.Question && !talk.last.Screen.Place {
		talk.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce, Now: morning})
	}
	if !talk.last.Screen.Place {
		t.Fatalf("the place is not asked: %s", talk.last.State.Waiting)
	}
	return talk
}

func (c *talk) write(words string) dialogue.Result {
	c.t.Helper()
	in := written(words)
	in.Now = morning
	return c.turn(in)
}

func names(a directory.Answer) []string {
	var out []string
	for _, f := range a.Places {
		out = append(out, f.Place.ID)
	}
	return out
}

func TestThePlaceIsSaidInWordsOrByALocation(t *testing.T) {
	for name, in := range map[string]dialogue.Input{
		"the name":                  written("Guéret"),
		"the name and the postcode": written("23000 gueret"),
		"a location":                {Point: &territory.Point{Lat: 46.17, Lon: 1.87}, Nonce: nonce},
	} {
		t.Run(name, func(t *testing.T) {
			c := around(t, fewPlaces())
			in.Now = morning
			r := c.turn(in)
			if got := names(r.State.Places); len(got) != 3 || got[0] != "a" {
				t.Fatalf("places near Guéret: %v", got)
			}
			placed, nearby := find[dialogue.Placed](r), find[dialogue.Nearby](r)
			if placed == nil || placed.Commune.INSEE != "23096" || nearby == nil || r.State.Waiting != "orientation.conseil" {
				t.Errorf("waiting at %s after %+v", r.State.Waiting, r.Events)
			}
		})
	}
}

// find is the first event of a kind; nil when there is none.
func find[E dialogue.Event](r dialogue.Result) *E {
	for _, event := range r.Events {
		if e, ok := event.(E); ok {
			return &e
		}
	}
	return nil
}

func TestADoubtfulPlaceIsAskedAbout(t *testing.T) {
	c := around(t, fewPlaces())
	r := c.write("saint denis")
	if r.Trail.Aside.Kind != dialogue.AsideWhich {
		t.Fatalf("saint denis is taken without asking: %+v", r.Events)
	}
	labels := make([]string, 0, 6)
	for _, o := range r.Screen.Options {
		labels = append(labels, o.Name)
	}
	if !slices.Contains(labels, "Saint-Denis (93)") || !slices.Contains(labels, "Saint-Denis (974)") || len(labels) > 8 {
		t.Fatalf("offered: %v", labels)
	}
	r = c.tap("97411")
	if placed := find[dialogue.Placed](r); placed == nil || placed.Commune.INSEE != "97411" {
		t.Errorf("the choice is not taken: %+v", r.Events)
	}
}

func TestEveryCommuneOfAPostcodeIsOffered(t *testing.T) {
	c := around(t, fewPlaces())
	seen := make(map[string]bool)
	r := c.write("51300")
	for range 20 {
		for _, o := range r.Screen.Options {
			if o.Name != "" {
				seen[o.Name] = true
			}
		}
		if n := len(r.Screen.Options); n < 2 || n > 8 {
			t.Fatalf("%d answers on one screen", n)
		}
		more := slices.IndexFunc(r.Screen.Options, func(o dialogue.Option) bool { return strings.HasSuffix(o.ID, ":plus_de_communes") })
		if more < 0 {
			break
		}
		r = c.tap("plus_de_communes")
	}
	if len(seen) != 46 {
		t.Errorf("%d communes of 51300 are offered, not 46 (places.md, section 3)", len(seen))
	}
}

func TestWhoWouldRatherNotSayIsTakenOn(t *testing.T) {
	c := around(t, fewPlaces())
	r := c.tap("prefere_pas")
	if r.State.Waiting != "orientation.conseil" || len(r.State.Places.Places) != 0 || find[dialogue.Advised](r) == nil {
		t.Fatalf("waiting at %s with %v", r.State.Waiting, names(r.State.Places))
	}
	c.tap("lieu")
	if r = c.write("gueret"); len(r.State.Places.Places) == 0 || find[dialogue.Nearby](r) == nil {
		t.Errorf("a place said after all brings nobody: %+v", r.Events)
	}
}

func TestADepartementAloneIsEnough(t *testing.T) {
	c := around(t, fewPlaces())
	r := c.write("la Creuse")
	if placed := find[dialogue.Placed](r); placed == nil || placed.Commune != nil || placed.Departement.Code != "23" {
		t.Fatalf("la Creuse is not heard: %+v", r.Events)
	}
	if given := r.State.Answered[len(r.State.Answered)-1]; given.Name != "Creuse" {
		t.Errorf("the answer reads %+v", given)
	}
	if len(r.State.Places.Places) == 0 || r.State.Places.Places[0].Km >= 0 {
		t.Errorf("places of the département: %+v", r.State.Places)
	}
	if r = c.turn(dialogue.Input{Command: dialogue.Back, Nonce: nonce, Now: morning}); !r.Screen.Place {
		t.Errorf("back leads to %s", r.State.Waiting)
	}
}

func TestAPlaceIsChangedLikeAnyAnswer(t *testing.T) {
	c := around(t, fewPlaces())
	r := c.write("lille")
	given := r.State.Answered[len(r.State.Answered)-1]
	if given.Name != "Lille" {
		t.Fatalf("the answer reads %+v", given)
	}
	c.turn(dialogue.Input{Choice: given.ID, Nonce: nonce, Now: morning})
	if r = c.write("gueret"); !slices.Equal(names(r.State.Places), []string{"a", "b", "c"}) {
		t.Errorf("after the change: %v, %+v", names(r.State.Places), r.Events)
	}
}

func TestAnotherSubjectAtThePlaceQuestionIsHeard(t *testing.T) {
	c := around(t, fewPlaces())
	r := c.turn(dialogue.Input{Heard: &listen.Heard{Needs: []listen.Finding{{Need: "prestations_caf"}}}, Words: "en fait c'est la caf", Nonce: nonce, Now: morning})
	if r.Trail.Aside.Kind != dialogue.AsideSwitch {
		t.Errorf("the caf is taken for a commune: %+v", r.Events)
	}
	c = around(t, fewPlaces())
	if r = c.turn(dialogue.Input{Heard: &listen.Heard{Dangers: []listen.Danger{{Kind: "violence", Certain: true}}}, Words: "lille", Nonce: nonce, Now: morning}); find[dialogue.Alarmed](r) == nil {
		t.Error("danger is not heard at the place question")
	}
}

func TestAPlaceReportedIsCountedOnceAndLeftOut(t *testing.T) {
	c := around(t, fewPlaces())
	r := c.write("gueret")
	key := r.State.Places.Places[0].Place.Key()
	closed := dialogue.Input{Choice: dialogue.ReportButton(nonce, key, dialogue.PlaceClosed), Nonce: nonce, Now: morning}
	r = c.turn(closed)
	if reported := find[dialogue.Reported](r); reported == nil || *reported != (dialogue.Reported{Place: key, Report: dialogue.PlaceClosed}) {
		t.Fatalf("not reported: %+v", r.Events)
	}
	if slices.Contains(names(r.State.Places), "a") || len(r.State.Places.Places) != 3 {
		t.Errorf("places named after: %v", names(r.State.Places))
	}
	if r = c.turn(closed); find[dialogue.Reported](r) != nil {
		t.Error("the same tap counts twice")
	}
	forged := dialogue.Input{Choice: dialogue.ReportButton(nonce, "aaaaaaaaaa", dialogue.PlaceClosed), Nonce: nonce, Now: morning}
	if r = c.turn(forged); find[dialogue.Reported](r) != nil {
		t.Error("a place that was never named is counted")
	}
}

func TestALocationAbroadAsksForTheName(t *testing.T) {
	for name, p := range map[string]struct {
		at     territory.Point
		abroad bool
	}{
		"Brussels":                        {territory.Point{Lat: 50.85, Lon: 4.35}, true},
		"the middle of the Atlantic":      {territory.Point{Lat: 40, Lon: -40}, true},
		"the forest south of Maripasoula": {territory.Point{Lat: 2.9, Lon: -53.6}, false},
	} {
		c := around(t, fewPlaces())
		r := c.turn(dialogue.Input{Point: &p.at, Nonce: nonce, Now: morning})
		if told := r.Events[0] == dialogue.Event(dialogue.Said{Key: "said.place_abroad"}); told != p.abroad || told != r.Screen.Place {
			t.Errorf("%s is answered %+v", name, r.Events)
		}
	}
}

func TestWhoAsksForAPersonMayHaveOneNear(t *testing.T) {
	c := shipped(t)
	guide := directory.NewGuide(directory.New(fewPlaces(), c.Places), c.Places, c.Atlas, c.Words)
	talk := begin(t, c.Engine(guide))
	talk.turn(dialogue.Input{Command: dialogue.Human, Nonce: nonce, Now: morning})
	if r := talk.tap("lieu"); !r.Screen.Place {
		t.Fatalf("the place is not asked: %+v", r.Screen)
	}
	r := talk.write("guéret")
	if nearby := find[dialogue.Nearby](r); nearby == nil || find[dialogue.HandedOff](r) == nil {
		t.Fatalf("nobody near is named: %+v", r.Events)
	}
	if r = talk.tap("continuer"); r.State.Waiting != "orientation.famille" {
		t.Errorf("the conversation goes on at %s", r.State.Waiting)
	}
}

func TestInDangerNobodyIsAskedWhere(t *testing.T) {
	c := shipped(t)
	guide := directory.NewGuide(directory.New(fewPlaces(), c.Places), c.Places, c.Atlas, c.Words)
	for _, need := range []string{"urgence_danger", "urgence_violence", "urgence_enfant", "urgence_suicide"} {
		talk := begin(t, c.Engine(guide))
		r := talk.turn(dialogue.Input{Heard: &listen.Heard{Needs: []listen.Finding{{Need: need}}}, Nonce: nonce, Now: morning})
		for range 6 {
			if r.Screen.Place {
				t.Fatalf("%s: the place is asked", need)
			}
			if !r.Screen.Question {
				break
			}
			r = talk.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce, Now: morning})
		}
	}
}

func TestYesAndNoAnswerWhatWasProposed(t *testing.T) {
	heard := func(c *talk, command string) dialogue.Result {
		return c.turn(dialogue.Input{Heard: &listen.Heard{Command: command}, Words: "oui", Nonce: nonce, Now: morning})
	}
	c := around(t, fewPlaces())
	if r := c.write("geret"); r.Trail.Aside.Kind != dialogue.AsideWhich {
		t.Fatalf("a typing error is taken without asking: %+v", r.Events)
	}
	if c.last.Trail.Aside.Arg == "23096" {
		if r := heard(c, "yes"); find[dialogue.Placed](r) == nil {
			t.Errorf("yes does not take the one commune offered: %+v", r.Events)
		}
	}
	c = around(t, fewPlaces())
	c.write("saint denis")
	if r := heard(c, "no"); !r.Screen.Place || r.Trail.Aside.Kind != dialogue.NoAside {
		t.Errorf("no does not ask again: %+v", r.Trail.Aside)
	}
	if r := heard(c, "no"); r.State.Waiting != "orientation.conseil" {
		t.Errorf("no is not taken for a refusal: %s", r.State.Waiting)
	}
}

func TestADepartementChoosesAmongTheCommunesOffered(t *testing.T) {
	for _, words := range []string{"93", "93200", "la seine saint denis"} {
		c := around(t, fewPlaces())
		c.write("saint denis")
		if placed := find[dialogue.Placed](c.write(words)); placed == nil || placed.Commune == nil || placed.Commune.INSEE != "93066" {
			t.Errorf("%s does not choose Saint-Denis (93): %+v", words, c.last.Events)
		}
	}
}

func TestWhatWasSaidOfAPlaceIsCountedOnceWhateverFollows(t *testing.T) {
	for name, then := range map[string]dialogue.Command{"back": dialogue.Back, "restart": dialogue.Restart} {
		c := around(t, fewPlaces())
		c.write("gueret")
		key := c.last.State.Places.Places[0].Place.Key()
		closed := dialogue.Input{Choice: dialogue.ReportButton(nonce, key, dialogue.PlaceClosed), Nonce: nonce, Now: morning}
		c.turn(closed)
		c.turn(dialogue.Input{Command: then, Nonce: nonce, Now: morning})
		if r := c.turn(closed); find[dialogue.Reported](r) != nil {
			t.Errorf("counted again after %s", name)
		}
	}
}

func TestAnotherCommuneIsHeardAfterTheAdvice(t *testing.T) {
	c := around(t, fewPlaces())
	c.write("lille")
	if r := c.write("gueret"); !slices.Equal(names(r.State.Places), []string{"a", "b", "c"}) || find[dialogue.Nearby](r) == nil {
		t.Errorf("gueret, after the advice: %v %+v", names(r.State.Places), r.Events)
	}
	c.tap("lieu") // « Changer de commune »
	if r := c.write("la creuse"); find[dialogue.Placed](r) == nil || r.State.Answered[len(r.State.Answered)-1].Name != "Creuse" {
		t.Errorf("a département after a commune: %+v", r.State.Answered)
	}
	if r := c.write("gueret"); len(names(r.State.Places)) != 3 {
		t.Errorf("a commune after a département: %+v", r.Events)
	}
	if r := c.turn(dialogue.Input{Command: dialogue.Back, Nonce: nonce, Now: morning}); !r.Screen.Place {
		t.Errorf("back leads to %s", r.State.Waiting)
	}
}

func TestSomebodyToCallIsAlwaysNamed(t *testing.T) {
	for _, need := range []string{"num_equipement", "num_connexion", "papiers_identite", "isolement", "arnaques"} {
		for _, words := range []string{"98600", "97353", "saint pierre et miquelon", "guéret"} {
			c := shipped(t)
			guide := directory.NewGuide(directory.New(fewPlaces(), c.Places), c.Places, c.Atlas, c.Words)
			talk := begin(t, c.Engine(guide))
			talk.turn(dialogue.Input{Heard: &listen.Heard{Needs: []listen.Finding{{Need: need}}}, Nonce: nonce, Now: morning})
			for talk.last.Screen.Question && !talk.last.Screen.Place {
				talk.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce, Now: morning})
			}
			r := talk.write(words)
			for range 2 { // a postcode of several communes, or a doubt
				if r.Trail.Aside.Kind == dialogue.AsideWhich {
					r = talk.turn(dialogue.Input{Choice: r.Screen.Options[0].ID, Nonce: nonce, Now: morning})
				}
			}
			nearby := find[dialogue.Nearby](r)
			if nearby == nil || nearby.Line == nil && nearby.Places.Phone == nil && len(nearby.Places.Places) == 0 {
				t.Errorf("%s at %s: nobody is named: %+v", need, words, r.Events)
			}
		}
	}
}

func TestWhoWouldRatherNotSayIsHeardAtTheChoiceBetweenCommunes(t *testing.T) {
	c := around(t, fewPlaces())
	c.write("saint denis")
	unsure := dialogue.Input{Heard: &listen.Heard{Command: "unsure"}, Words: "je préfère ne pas dire", Nonce: nonce, Now: morning}
	if r := c.turn(unsure); r.State.Waiting != "orientation.conseil" {
		t.Errorf("the refusal leads to %s", r.State.Waiting)
	}
}
