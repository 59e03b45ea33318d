package prove

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"passerelle/internal/catalogue"
	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/situation"
	"passerelle/internal/source"
	"passerelle/internal/territory"
)

var loaded = sync.OnceValues(func() (*content.Content, []source.Fault) { return content.Load(content.Shipped()) })

func shipped(t testing.TB) *content.Content {
	t.Helper()
	c, faults := loaded()
	if len(faults) > 0 {
		t.Fatal(source.Error(faults))
	}
	return c
}

func told(faults *source.Faults) string {
	var lines []string
	for _, f := range faults.Sorted() {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "\n")
}

// careless advises as the catalogue does, and puts one service first to whoever has a need, whoever they are.
func careless(c *content.Content, id, need string) func(*situation.Situation) catalogue.Advice {
	s, _ := c.Catalogue.Service(id)
	return func(at *situation.Situation) catalogue.Advice {
		advice := c.Catalogue.Advise(at)
		if advice.Need != nil && advice.Need.ID == need {
			advice.Services[0] = s
		}
		return advice
	}
}

func TestTheMatrixFindsWhoIsShownWhatIsNotForThem(t *testing.T) {
	c := shipped(t)
	cases := map[string]struct{ service, need, why, who string }{
		"too old":                  {"cej", "emploi_recherche", "ses bornes d'âge écartent cette personne", "public « sans précision », âge moins_16, département inconnu"},
		"too young":                {"apa", "perte_autonomie", "ses bornes d'âge écartent cette personne", "public « sans précision », âge moins_16"},
		"of another département":   {"pret_equipement_caf59", "num_equipement", "son territoire n'est pas le sien", "âge inconnu, département 01"},
		"of another region":        {"parc_auto_hdf", "mobilite", "son territoire n'est pas le sien", "âge inconnu, département 01"},
		"kept for other people":    {"crous_logement", "logement_recherche", "il est réservé à d'autres", "public « auto_entrepreneur », âge inconnu"},
		"a tool of a trade":        {"dora", "acces_droits", "c'est un outil de métier", "public « sans précision », âge inconnu"},
		"a tool of another person": {"mon_suivi_social", "aide_demarche", "il est réservé à d'autres", "public « agent_france_services »"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			m := newMatrix(c)
			m.advise = careless(c, tc.service, tc.need)
			faults := new(source.Faults)
			m.run(faults)
			s, _ := c.Catalogue.Service(tc.service)
			for _, f := range faults.Sorted() {
				at := s.At("", "")
				if f.File == at.File && f.Line == at.Line && strings.Contains(f.What, "« "+tc.service+" » est conseillé, mais "+tc.why) &&
					strings.Contains(f.What, "besoin « "+tc.need+" »") && strings.Contains(f.What, tc.who) {
					return
				}
			}
			t.Errorf("no fault that %q for %q:\n%s", tc.why, tc.who, told(faults))
		})
	}
}

func TestTheMatrixWantsAnAnswerAndAPerson(t *testing.T) {
	c := shipped(t)
	cases := map[string]struct {
		spoil func(*catalogue.Advice, *situation.Situation)
		want  string
	}{
		"no answer":  {func(a *catalogue.Advice, _ *situation.Situation) { *a = catalogue.Advice{Need: a.Need} }, "aucune réponse (besoin « retraite », public « sans précision », âge inconnu, département inconnu ; et "},
		"nobody":     {func(a *catalogue.Advice, _ *situation.Situation) { a.Services = [3]*catalogue.Service{online(c)} }, "aucune personne dans la réponse (besoin « retraite »"},
		"a link":     {func(a *catalogue.Advice, _ *situation.Situation) { a.Humans[0] = online(c) }, "après « Ça n'a pas marché », la première réponse n'est pas une personne (besoin « retraite »"},
		"mixed tool": {func(a *catalogue.Advice, _ *situation.Situation) { a.Rule = metier(c); a.Services[2] = a.Services[0] }, "des services du public se mêlent aux outils de métier (besoin « retraite »"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			m := newMatrix(c)
			m.advise = func(at *situation.Situation) catalogue.Advice {
				advice := c.Catalogue.Advise(at)
				if advice.Need != nil && advice.Need.ID == "retraite" {
					tc.spoil(&advice, at)
				}
				return advice
			}
			faults := new(source.Faults)
			m.run(faults)
			if got := told(faults); !strings.Contains(got, tc.want) {
				t.Errorf("no fault %q:\n%s", tc.want, got)
			}
		})
	}
}

// online is a service with nobody to talk to.
func online(c *content.Content) *catalogue.Service {
	i := slices.IndexFunc(c.Catalogue.Services, func(s *catalogue.Service) bool { return s.Helper == "" && s.Kind == "site" })
	return c.Catalogue.Services[i]
}

// metier is the rule that shows tools of the trade.
func metier(c *content.Content) *catalogue.Rule {
	i := slices.IndexFunc(c.Catalogue.Rules, func(r *catalogue.Rule) bool { return r.Way == catalogue.Professional })
	return c.Catalogue.Rules[i]
}

func TestTheMatrixGoesEverywhereAndSkipsWhatContradicts(t *testing.T) {
	m := newMatrix(shipped(t))
	var codes []string
	for _, a := range m.areas {
		codes = append(codes, a.code)
	}
	for _, code := range []string{"", "59", "75", "44", "69", "2A", "974", "976", "988"} {
		if !slices.Contains(codes, code) {
			t.Errorf("département %q is not tried, only %q", code, codes)
		}
	}
	for _, a := range everyArea(m.content.Atlas) { // any other is as one of those that are tried
		like := slices.ContainsFunc(m.areas, func(tried area) bool {
			return tried.code != "" && !slices.ContainsFunc(m.content.Catalogue.Services, func(s *catalogue.Service) bool {
				return m.written[s].serves(a) != m.written[s].serves(tried)
			})
		})
		if !like {
			t.Errorf("département %s is like none of those that are tried", a.code)
		}
	}
	for population, want := range map[string][]string{
		"jeune_difficulte": {"", "de_16_a_17", "de_18_a_25"}, "mineur": {"", "moins_16", "de_16_a_17"},
		"etudiant": {"", "moins_16", "de_16_a_17", "de_18_a_25", "de_26_a_30", "de_31_a_59", "plus_60"},
	} {
		p, _ := m.content.Words.Population(population)
		settled := m.settled(nil, p)
		if got := m.ages(p, &settled); !slices.Equal(got, want) {
			t.Errorf("%s may be %q, want %q", population, got, want)
		}
	}
}

func TestEveryDepartementHasACommuneToTry(t *testing.T) {
	if n := len(everyArea(shipped(t).Atlas)); n < 101 {
		t.Errorf("%d départements", n)
	}
}

func TestBandsAreReadAsYears(t *testing.T) {
	c := shipped(t)
	d := declaredIn(c.Words)
	var at situation.Situation
	if _, ok := d.ageOf(&at); ok {
		t.Error("an unknown age is known")
	}
	for words, want := range map[string]ages{"moins_16": {0, 15}, "de_18_a_25": {18, 25}, "plus_60": {60, 120}, "37": {37, 37}} {
		v, err := d.age.Parse(words)
		if err != nil {
			t.Fatal(err)
		}
		at.Set(d.age.Index, v)
		if got, _ := d.ageOf(&at); got != want {
			t.Errorf("%s is %v, want %v", words, got, want)
		}
	}
}

func TestTheProofRefusesAPopulationForWhomLittleIsWritten(t *testing.T) {
	c := shipped(t)
	m := newMatrix(c)
	anybody := m.settled(nil, nil)
	m.advise = func(at *situation.Situation) catalogue.Advice { // blind to who asks
		blind := anybody
		blind.Set(m.facts.need.Index, at.Get(m.facts.need.Index))
		return c.Catalogue.Advise(&blind)
	}
	faults := new(source.Faults)
	m.checkWritten(faults)
	got := told(faults)
	for _, want := range []string{"flows/populations.yaml:", "besoins seulement ont une réponse écrite pour « travailleur_social » (5 au moins)", "« handicap »"} {
		if !strings.Contains(got, want) {
			t.Errorf("no fault with %q:\n%s", want, got)
		}
	}
}

// nobody advises without a human, and answers nothing after a failure.
type nobody struct{ *catalogue.Catalogue }

func (n nobody) Advise(at *situation.Situation) catalogue.Advice {
	advice := n.Catalogue.Advise(at)
	advice.Humans = [3]*catalogue.Service{}
	return advice
}

func TestConversationsMustEndBeforeAPerson(t *testing.T) {
	c := shipped(t)
	talks := newConversations(newMatrix(c))
	talks.engine = dialogue.New(dialogue.Parts{Book: c.Book, Words: c.Words, Advisor: nobody{c.Catalogue}, Dangers: c.Ear.Kinds, Atlas: c.Atlas})
	faults := new(source.Faults)
	talks.run(faults)
	got := told(faults)
	for _, want := range []string{"la conversation finit sans une personne (besoin « retraite », public « famille_monoparentale »", "« Ça n'a pas marché » ne mène à personne"} {
		if !strings.Contains(got, want) {
			t.Errorf("no fault %q:\n%.2000s", want, got)
		}
	}
}

func TestConversationsAreHeldInThreePlaces(t *testing.T) {
	places := newConversations(newMatrix(shipped(t))).places
	if len(places) != 3 || places[0].code != "" || len(places[1].code) != 2 || len(places[2].code) != 3 {
		t.Errorf("places %v", places)
	}
	for _, a := range places[1:] {
		if a.commune == nil || a.commune.Point == (territory.Point{}) {
			t.Errorf("%s is nowhere", a)
		}
	}
}

func BenchmarkMatrix(b *testing.B) {
	m := newMatrix(shipped(b))
	for b.Loop() {
		m.run(new(source.Faults))
	}
}

func BenchmarkConversations(b *testing.B) {
	c := newConversations(newMatrix(shipped(b)))
	for b.Loop() {
		c.run(new(source.Faults))
	}
}
