package directory

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/hours"
	"passerelle/internal/territory"
)

const (
	paperwork = "Aide aux démarches administratives"
	allDay    = "Mo-Su 00:00-24:00"
)

var guéret = territory.Point{Lat: 46.1717, Lon: 1.8714}

// at is a place with nothing special, so many kilometres north of a point.
func at(id string, from territory.Point, km float64, change ...func(*Place)) Place {
	p := Place{
		Source: "essai", ID: id, Name: id, INSEE: "23096", Point: territory.Point{Lat: from.Lat + km/111.195, Lon: from.Lon},
		Phone: "+33199000001", Hours: "Mo-Fr 09:00-17:00", Updated: "2026-10-01", Services: []string{paperwork},
		Fees: []string{Free}, Access: []string{"Se présenter"},
	}
	for _, c := range change {
		c(&p)
	}
	return p
}

func of(programme string) func(*Place) { return func(p *Place) { p.Programmes = []string{programme} } }

// bare is an office of which only the type is known.
func bare(typology, kind string) func(*Place) {
	return func(p *Place) {
		p.Services, p.Typologies, p.LocalType = nil, nil, kind
		if typology != "" {
			p.Typologies = []string{typology}
		}
	}
}

func in(insee string) func(*Place) { return func(p *Place) { p.INSEE = insee } }

func byPhone(p *Place) { p.Support, p.Access = []string{"À distance"}, []string{"Téléphoner"} }

func guideTo(places ...Place) *Guide {
	c := shipped()
	return NewGuide(New(places, c.rules), c.rules, gazetteer(), c.words)
}

func (g *Guide) ids(t *testing.T, clock, need string, pairs ...string) []string {
	t.Helper()
	return placeIDs(g.Near(saying(t, pairs...), need, paris(t, clock), nil).Places)
}

const tuesday = "2026-11-24T10:00"

func TestWhoIsNamedForWhat(t *testing.T) {
	guide := guideTo(
		at("caf", guéret, 0.2, bare("CAF", "")),
		at("cpam", guéret, 0.3, bare("", "cpam")),
		at("sécu", guéret, 0.05, func(p *Place) { p.Typologies = []string{"CPAM"} }), // lists paperwork: its own
		at("msa", guéret, 0.1, bare("", "msa")),
		at("mairie", guéret, 0.4, bare("", "mairie")),
		at("mairie-epn", guéret, 2, func(p *Place) { p.Typologies = []string{"MUNI"} }),
		at("ccas", guéret, 1.5, bare("CCAS", "ccas")),
		at("mission", guéret, 5, bare("", "mission_locale")),
		at("france-services", guéret, 4, of("France Services")),
		at("droit", guéret, 6, bare("PAD", "")),
	)
	for _, c := range []struct {
		name, need string
		facts      []string
		want       []string
	}{
		{"a Caf serves its benefits", "prestations_caf", nil, []string{"caf", "ccas", "france-services"}},
		{"and is never named for a pension", "retraite", nil, []string{"france-services", "mairie-epn"}},
		{"a CPAM is named for health cover alone", "sante_droits", nil, []string{"sécu", "cpam", "ccas"}},
		{"a farmer goes to the MSA and not to the Caf", "prestations_caf", []string{"agricole", "oui"}, []string{"msa", "ccas", "france-services"}},
		{"a mairie serves identity papers without saying so", "papiers_identite", nil, []string{"mairie", "france-services", "mairie-epn"}},
		{"a bed is asked of social workers first", "hebergement", nil, []string{"ccas", "mission", "france-services"}},
		{"a mission locale is not for the old", "hebergement", []string{"age", "71"}, []string{"ccas", "france-services"}},
		{"nor for students", "hebergement", []string{"age", "20", "activite", "etudes"}, []string{"ccas", "france-services"}},
		{"a trial is a lawyer's", "justice", nil, []string{"droit", "france-services"}},
		{"a fire is nobody's there", "urgence_danger", nil, []string{}},
		{"nor is a suicide", "urgence_suicide", nil, []string{}},
		{"while nothing is known, those who help with everything", "", nil, []string{"france-services", "mairie-epn", "ccas"}},
		{"a mission locale has no part in identity papers", "papiers_identite", []string{"age", "de_18_a_25"}, []string{"mairie", "france-services", "mairie-epn"}},
		{"for work it comes first", "emploi_recherche", []string{"age", "19"}, []string{"mission"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := guide.ids(t, tuesday, c.need, append([]string{"commune", "23096"}, c.facts...)...)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNobodyIsNamedWithoutAPlaceOrADirectory(t *testing.T) {
	guide := guideTo(at("a", guéret, 1))
	if a := guide.Near(saying(t), "aide_demarche", paris(t, tuesday), nil); !a.Empty() {
		t.Errorf("named %v without knowing where", placeIDs(a.Places))
	}
	c := shipped()
	none := NewGuide(nil, c.rules, gazetteer(), c.words)
	if a := none.Near(saying(t, "commune", "23096"), "aide_demarche", paris(t, tuesday), nil); !a.Empty() {
		t.Error("named places of no directory")
	}
	if none.Serves("aide_demarche") || !guide.Serves("aide_demarche") || guide.Serves("urgence_enfant") {
		t.Error("Serves does not tell who can be named")
	}
	if _, ok := none.Place("aaaaaaaaaa"); ok {
		t.Error("found a place of no directory")
	}
}

func TestTheYoungHearOfAMissionLocaleOfTheirDépartement(t *testing.T) {
	guide := guideTo(
		at("a", guéret, 1), at("b", guéret, 2), at("c", guéret, 3),
		at("mission", guéret, 70, bare("", "mission_locale"), in("23193")),
		at("elsewhere", guéret, 60, bare("", "mission_locale"), in("36044")),
	)
	for _, c := range []struct {
		name  string
		facts []string
		want  []string
	}{
		{"of 19", []string{"age", "19"}, []string{"a", "b", "mission"}},
		{"of 18 to 25", []string{"age", "de_18_a_25"}, []string{"a", "b", "mission"}},
		{"whoever they are, not others", []string{"age", "40"}, []string{"a", "b", "c"}},
		{"nor pupils", []string{"age", "17", "activite", "lycee"}, []string{"a", "b", "c"}},
		{"nor while the age is unknown", nil, []string{"a", "b", "c"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := guide.ids(t, tuesday, "aide_demarche", append([]string{"commune", "23096"}, c.facts...)...)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSomeoneWhoActsForThemIsAmongTheFirst(t *testing.T) {
	guide := guideTo(
		at("a", guéret, 1, of("France Services")), at("b", guéret, 1.1, of("France Services")), at("c", guéret, 1.2, of("France Services")),
		at("connect", guéret, 10, of("Aidants Connect")),
		at("mission", guéret, 20, bare("ML", "")),
	)
	facts := []string{"commune", "23096", "autonomie", "a_ma_place"}
	if diff := cmp.Diff([]string{"a", "b", "connect"}, guide.ids(t, tuesday, "aide_demarche", facts...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got := guide.ids(t, tuesday, "aide_demarche", append(facts, "age", "20")...)
	if diff := cmp.Diff([]string{"a", "connect", "mission"}, got); diff != "" {
		t.Errorf("with a mission locale too (-want +got):\n%s", diff)
	}
	far := guideTo(at("a", guéret, 1, of("France Services")), at("connect", guéret, 40, of("Aidants Connect")))
	if got := far.ids(t, tuesday, "aide_demarche", facts...); slices.Contains(got, "connect") && len(got) > 2 {
		t.Errorf("named %v", got)
	}
}

func TestWithADépartementAloneThePhoneComesFirst(t *testing.T) {
	guide := guideTo(
		at("a", guéret, 0), at("b", guéret, 30), at("phone", guéret, 60, byPhone, func(p *Place) { p.Fees = nil }),
		at("elsewhere", guéret, 1, in("36044")),
	)
	a := guide.Near(saying(t, "departement", "23"), "aide_demarche", paris(t, tuesday), nil)
	if len(a.Places) != 3 || a.Places[0].Place.ID != "phone" || !a.Places[0].Remote {
		t.Fatalf("named %v", placeIDs(a.Places))
	}
	for _, f := range a.Places {
		if f.Km >= 0 || f.Place.ID == "elsewhere" {
			t.Errorf("%s at %v km", f.Place.ID, f.Km)
		}
	}
	if a.Far {
		t.Error("far from nobody knows where")
	}
}

func TestAHelperByPhoneIsAddedWhenGoingIsTooMuch(t *testing.T) {
	remote := at("phone", guéret, 80, byPhone, in("23193"))
	for _, c := range []struct {
		name  string
		place Place
		clock string
		facts []string
		phone bool
		far   bool
	}{
		{"not for a place near", at("a", guéret, 2), tuesday, nil, false, false},
		{"for one that is far", at("a", guéret, 20), tuesday, nil, true, true},
		{"without a car, sooner", at("a", guéret, 8), tuesday, []string{"voiture", "non"}, true, true},
		{"which with one is near", at("a", guéret, 8), tuesday, []string{"voiture", "oui"}, false, false},
		{"when it opens after tomorrow", at("a", guéret, 1, func(p *Place) { p.Hours = "Fr 09:00-12:00" }), tuesday, nil, true, false},
		{"not when it opens tomorrow", at("a", guéret, 1, func(p *Place) { p.Hours = "We 09:00-12:00" }), tuesday, nil, false, false},
		{"not when nobody knows when it opens", at("a", guéret, 1, func(p *Place) { p.Hours = "" }), tuesday, nil, false, false},
		{"when nothing is near", at("a", guéret, 300, in("59350")), tuesday, nil, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			guide := guideTo(c.place, remote)
			a := guide.Near(saying(t, append([]string{"commune", "23096"}, c.facts...)...), "aide_demarche", paris(t, c.clock), nil)
			if (a.Phone != nil) != c.phone && !slices.Contains(placeIDs(a.Places), "phone") || a.Far != c.far {
				t.Errorf("phone %v, far %v, places %v", a.Phone != nil, a.Far, placeIDs(a.Places))
			}
		})
	}
}

func TestAReportedPlaceIsNotNamedAgain(t *testing.T) {
	guide := guideTo(at("a", guéret, 1), at("b", guéret, 2))
	s, now := saying(t, "commune", "23096"), paris(t, tuesday)
	first := guide.Near(s, "aide_demarche", now, nil).Places[0].Place
	again := guide.Near(s, "aide_demarche", now, []string{first.Key(), "no such key"})
	if diff := cmp.Diff([]string{"b"}, placeIDs(again.Places)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAPlaceWithoutHoursIsNeverAnnouncedOpen(t *testing.T) {
	guide := guideTo(at("silent", guéret, 1, func(p *Place) { p.Hours = "" }), at("garbled", guéret, 2, func(p *Place) { p.Hours = "9h-12h30" }))
	s := saying(t, "commune", "23096")
	for hour := range 24 * 14 {
		a := guide.Near(s, "aide_demarche", paris(t, tuesday).Add(time.Duration(hour)*time.Hour), nil)
		for _, f := range a.Places {
			if f.Opening.State == hours.Open || says(f, "place.term.open.now") {
				t.Fatalf("%s is announced open at %d h", f.Place.ID, hour)
			}
		}
	}
}

func says(f Found, id string) bool {
	return slices.ContainsFunc(f.Terms, func(t Term) bool { return t.ID == id })
}

func TestOnAPublicHolidayNothingIsAnnouncedOpen(t *testing.T) {
	guide := guideTo(at("a", guéret, 1, func(p *Place) { p.Hours = "Mo-Sa 09:00-17:00" }))
	for _, clock := range []string{"2026-12-25T10:00", "2026-07-14T10:00"} {
		f := guide.Near(saying(t, "commune", "23096"), "aide_demarche", paris(t, clock), nil).Places[0]
		if f.Opening.State == hours.Open || f.Opening.Holiday == "" || !says(f, "place.term.open.holiday") {
			t.Errorf("%s: %+v, terms %+v", clock, f.Opening, f.Terms)
		}
	}
	// What opens the day after is no worse than what opens then on any other day.
	f := guide.Near(saying(t, "commune", "23096"), "aide_demarche", paris(t, "2026-07-14T10:00"), nil).Places[0]
	if i := slices.IndexFunc(f.Terms, func(t Term) bool { return t.ID == "place.term.open.holiday" }); f.Terms[i].Cost != 3 {
		t.Errorf("the holiday costs %v", f.Terms[i].Cost)
	}
}

func TestAPlaceOfTheirCommuneIsNeverTooFar(t *testing.T) {
	// Maripasoula, in French Guiana, is as wide as a département.
	c, ok := gazetteer().Commune("97353")
	if !ok {
		t.Fatal("no such commune")
	}
	guide := guideTo(
		at("own", c.Point, 60, in("97353")), at("neighbour", c.Point, 61, in("97356")),
		at("mistaken", guéret, 0, in("97353")), // 7,000 km from its commune
	)
	if diff := cmp.Diff([]string{"own"}, guide.ids(t, tuesday, "aide_demarche", "commune", "97353")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	f, why, _ := guide.dir.Judge(&Query{Near: c.Point, Own: []string{"97353"}, Services: []string{paperwork}, Now: paris(t, tuesday)}, guide.key("mistaken"))
	if why != TooFar {
		t.Errorf("at %.0f km: %q", f.Km, why)
	}
}

func (g *Guide) key(id string) string { return (&Place{Source: "essai", ID: id}).Key() }

func TestATownHallReceivesItsOwn(t *testing.T) {
	guide := guideTo(
		at("ccas-voisin", guéret, 0.3, bare("CCAS", "ccas"), in("23193")),
		at("ccas", guéret, 2, bare("CCAS", "ccas")),
		at("maison-sociale", guéret, 4, bare("MDS", "mds"), in("23193")),
	)
	for _, c := range []struct {
		name  string
		facts []string
		want  []string
	}{
		{"the CCAS of the next commune is not for them", []string{"commune", "23096"}, []string{"ccas", "maison-sociale"}},
		{"nor is any where only the département is known", []string{"departement", "23"}, []string{"maison-sociale"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, guide.ids(t, tuesday, "budget_dettes", c.facts...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParisIsAnsweredByArrondissement(t *testing.T) {
	var places []Place
	for _, insee := range []string{"75101", "75103", "75110", "75111", "75112", "75120"} {
		c, ok := gazetteer().Commune(insee)
		if !ok {
			t.Fatalf("no commune %s", insee)
		}
		places = append(places, at(insee+"-a", c.Point, 0.3, in(insee)), at(insee+"-b", c.Point, 0.5, in(insee)))
	}
	found, sure := gazetteer().Find("75011"), false
	if len(found.Candidates) > 0 {
		sure = found.Sure
	}
	if !sure || found.Candidates[0].Commune.INSEE != "75111" {
		t.Fatalf("75011 is not the 11e: %+v", found)
	}
	got := guideTo(places...).ids(t, tuesday, "aide_demarche", "commune", "75111")
	if len(got) != 3 || got[0] != "75111-a" || got[1] != "75111-b" {
		t.Errorf("named %v", got)
	}
	q, _ := guideTo(places...).Query(saying(t, "commune", "75056"), "aide_demarche", paris(t, tuesday))
	slices.Sort(q.Own)
	if diff := cmp.Diff([]string{"75056", "75101", "75103", "75110", "75111", "75112", "75120"}, q.Own); diff != "" {
		t.Errorf("the whole city is not one commune (-want +got):\n%s", diff)
	}
	q, _ = guideTo(places...).Query(saying(t, "commune", "75111"), "aide_demarche", paris(t, tuesday))
	if diff := cmp.Diff([]string{"75111", "75056"}, q.Own); diff != "" {
		t.Errorf("sheets that say Paris alone are not of the 11e too (-want +got):\n%s", diff)
	}
}

func TestTheirOwnCommuneComesFirstWhenLittleElseDiffers(t *testing.T) {
	closedAtTen := func(p *Place) { p.Hours = "Mo-Fr 14:00-19:00" }
	guide := guideTo(
		at("20e", territory.Point{Lat: 48.8594, Lon: 2.3765}, 1.1, in("75120")),
		at("11e", territory.Point{Lat: 48.8594, Lon: 2.3765}, 1, in("75111"), closedAtTen),
	)
	if got := guide.ids(t, tuesday, "papiers_identite", "commune", "75111"); !slices.Equal(got, []string{"11e", "20e"}) {
		t.Errorf("from the 11e: %v", got)
	}
	if got := guide.ids(t, tuesday, "papiers_identite", "commune", "75112"); !slices.Equal(got, []string{"20e", "11e"}) {
		t.Errorf("from the 12e: %v", got)
	}
}

func TestEqualPlacesTakeTurnsFromDayToDay(t *testing.T) {
	var places []Place
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		places = append(places, at(id, guéret, 1, func(p *Place) { p.Hours = allDay }))
	}
	guide := guideTo(places...)
	firsts := make(map[string]bool)
	for day := range 20 {
		morning := paris(t, "2026-09-01T08:00").AddDate(0, 0, day)
		s := saying(t, "commune", "23096")
		first := placeIDs(guide.Near(s, "aide_demarche", morning, nil).Places)
		evening := placeIDs(guide.Near(s, "aide_demarche", morning.Add(14*time.Hour), nil).Places)
		if diff := cmp.Diff(first, evening); diff != "" {
			t.Errorf("day %d, morning and evening (-want +got):\n%s", day, diff)
		}
		firsts[first[0]] = true
	}
	if len(firsts) < 4 {
		t.Errorf("in twenty days only %v came first", firsts)
	}
}

func TestTheGuideTellsWhichFactsItReads(t *testing.T) {
	guide := guideTo()
	for _, c := range []struct {
		fact string
		want bool
	}{{"commune", true}, {"departement", true}, {"age", true}, {"fauteuil", true}, {"voiture", true}, {"autonomie", true}, {"activite", true}, {"logement", false}, {"violences", false}} {
		f, ok := shipped().words.Fact(c.fact)
		if !ok {
			t.Fatalf("no fact %s", c.fact)
		}
		if guide.Reads().Has(f.Index) != c.want {
			t.Errorf("%s read: %v", c.fact, !c.want)
		}
	}
}
