package chat_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/internal/chat"
	"passerelle/internal/dialogue"
	"passerelle/internal/directory"
	"passerelle/internal/locale"
	"passerelle/internal/notice"
	"passerelle/internal/situation"
)

// about is a chat that says its pages; it talks with nobody, and keeps nothing.
func about(t testing.TB, told notice.Settings, guide dialogue.Guide) *chat.Chat {
	t.Helper()
	c, faults := loadShipped()
	for _, f := range faults {
		t.Fatal(f)
	}
	return chat.New(chat.Config{Content: c, Guide: guide, KeepHours: 24, Notice: told})
}

var boussole = notice.Settings{Organisation: "La Boussole", Contact: "bonjour@example.org", PublicURL: "https://aide.example"}

func read(p chat.Page) string {
	var b strings.Builder
	b.WriteString(p.Title + "\n")
	for _, s := range p.Sections {
		b.WriteString("# " + s.Title + "\n")
		for _, l := range s.Lines {
			b.WriteString(l.Text + "\n")
		}
	}
	return b.String()
}

func TestEveryTextOfThePagesIsWrittenTwice(t *testing.T) {
	c, _ := loadShipped()
	for _, id := range notice.TextIDs() {
		for _, easy := range []bool{false, true} {
			if !c.Texts.Has(locale.Voice{Lang: locale.Default, Easy: easy}, id) {
				t.Errorf("%s is not written, easy: %v", id, easy)
			}
		}
	}
}

// lists is a guide that knows lists and no place.
type lists []directory.Serving

func (l lists) Near(*situation.Situation, string, time.Time, []string) directory.Answer {
	return directory.Answer{}
}
func (l lists) Serves(string) bool         { return false }
func (l lists) Lists() []directory.Serving { return l }

// Nothing stands for what is not known, no variable is left open, and no line is longer than a message may be.
func TestThePagesAreWholeWhateverTheSettings(t *testing.T) {
	serving := lists{{Source: "france-services-2024-08-01", Places: 2845, Newest: "2024-08-01"}, {Source: "inconnue", Places: 3}}
	for name, told := range map[string]notice.Settings{"a demonstration": {}, "run by somebody": boussole, "without an address": {Organisation: "La Boussole"}, "a contact alone": {Contact: "bonjour@example.org"}} {
		for _, guide := range []dialogue.Guide{nil, serving} {
			c := about(t, told, guide)
			for _, channel := range []string{"web", "terminal", "telegram", "autre"} {
				for _, easy := range []bool{false, true} {
					for _, ref := range chat.Pages() {
						checkPage(t, name+", "+channel+", "+ref.ID, c.Page(channel, "fr", easy, ref.ID))
					}
				}
			}
		}
	}
	if p := about(t, boussole, nil).Page("web", "fr", false, "ailleurs"); p.Title != "" || len(p.Sections) > 0 {
		t.Errorf("a page that does not exist: %+v", p)
	}
}

func checkPage(t *testing.T, name string, p chat.Page) {
	t.Helper()
	if p.Title == "" || p.Lang != "fr" || len(p.Sections) < 3 {
		t.Errorf("%s: %+v", name, p)
	}
	for _, s := range p.Sections {
		if s.Title == "" || len(s.Lines) == 0 {
			t.Errorf("%s: a section is empty: %+v", name, s)
		}
		for _, l := range s.Lines {
			if l.Text == "" || strings.Contains(l.Text, "<no value>") || strings.Contains(l.Text, "{{") || strings.Contains(l.Text, "<nil>") || len([]rune(l.Text)) > 300 {
				t.Errorf("%s: %q", name, l.Text)
			}
			if l.URL != "" && !strings.HasPrefix(l.URL, "https://") && !strings.HasPrefix(l.URL, "http://") {
				t.Errorf("%s leads to %q", name, l.URL)
			}
		}
	}
}

func TestADemonstrationNamesNobody(t *testing.T) {
	c := about(t, notice.Settings{}, nil)
	for _, ref := range chat.Pages() {
		if ref.ID == notice.Sources {
			continue
		}
		p := read(c.Page("web", "fr", false, ref.ID))
		if !strings.Contains(p, "Ceci est une démonstration. Je ne connais pas encore le nom du responsable.") {
			t.Errorf("%s does not say that it is a demonstration:\n%s", ref.ID, p)
		}
		for _, invented := range []string{"DPO", "SIRET", "association", "directeur", "@", "Pour écrire", "délégué"} {
			if strings.Contains(p, invented) {
				t.Errorf("%s has %q:\n%s", ref.ID, invented, p)
			}
		}
	}
}

func TestThePagesTellTheSettings(t *testing.T) {
	c := about(t, boussole, nil)
	for id, want := range map[string][]string{
		notice.Trust:   {"La Boussole fait tourner ce robot et en est responsable.", "bonjour@example.org", "Après 24\u00a0heures de silence", "ni la Caf, ni la préfecture"},
		notice.Privacy: {"La Boussole", "pendant 48\u00a0heures", "je ne compte rien de vos demandes", "plaindre à la CNIL"},
		notice.Legal:   {"La Boussole publie ce robot.", "https://aide.example", "licence MIT", "demandez ici : bonjour@example.org"},
	} {
		p := read(c.Page("web", "fr", false, id))
		for _, words := range want {
			if !strings.Contains(p, words) {
				t.Errorf("%s has no %q:\n%s", id, words, p)
			}
		}
		if strings.Contains(p, "démonstration") {
			t.Errorf("%s calls itself a demonstration:\n%s", id, p)
		}
	}
	one := about(t, notice.Settings{}, nil)
	if p := read(one.Page("telegram", "fr", true, notice.Trust)); !strings.Contains(p, "Telegram porte nos messages.\n") || strings.Contains(p, "par ce site") {
		t.Errorf("on Telegram, in easy words:\n%s", p)
	}
}

func TestTheSourcesAreThoseOfTheContent(t *testing.T) {
	c, _ := loadShipped()
	p := about(t, notice.Settings{}, lists{{Source: "france-services-2024-08-01", Places: 2845, Newest: "2024-08-01"}}).Page("web", "fr", false, notice.Sources)
	said := read(p)
	for _, words := range []string{
		"Services que je connais : 235.", "Dernière lecture de leurs fiches : 22 novembre 2026.",
		"Source : ANCT / Banque des Territoires, liste France services. Lieux : 2\u00a0845.", "Licence Ouverte 2.0", "Fiche la plus récente : 1er août 2024.",
		"Source : INSEE, DGCL, La Poste, GeoNames.", "vers janvier 2012.", ", sans date.",
	} {
		if !strings.Contains(said, words) {
			t.Errorf("no %q in:\n%s", words, said)
		}
	}
	shown := 0
	for _, s := range p.Sections {
		for _, l := range s.Lines {
			if l.Item && !strings.HasPrefix(l.Text, "Source : ") {
				shown++
			}
		}
	}
	if shown != len(c.Origins) || shown < 40 {
		t.Errorf("%d sources are shown of %d", shown, len(c.Origins))
	}
	if n := c.Checked; n.NumbersTried == 0 && !strings.Contains(said, "Personne n'a encore composé leurs") || n.NumbersTried > 0 && strings.Contains(said, "Personne n'a encore composé") {
		t.Errorf("what was tried is not told as it is:\n%s", said)
	}
}

// At a question, after an advice, in an interlude: the answer, then what was asked before, with its buttons.
func TestWhoAsksAboutTheBotIsToldAndAskedAgain(t *testing.T) {
	asked := []struct{ words, says string }{
		{"Confidentialité", "je ne compte rien de vos demandes"}, {"vie privée", "Elle pourrait ouvrir vos réponses"}, {"mes données !", "plaindre à la CNIL"},
		{"qui êtes-vous ?", "ni la préfecture"}, {"t'es qui", "Je suis un programme."}, {"Qui es-tu ?", "démonstration"}, {"c'est qui", "Écrivez « effacer »"},
		{"sources", "Services que je connais : 235."},
	}
	for name, prepare := range map[string]func(p *person){
		"at the first question": func(*person) {},
		"at a later question":   func(p *person) { p.tap("Logement") },
		"after an advice":       untilAdvised,
		"after a goodbye":       func(p *person) { untilAdvised(p); p.tap("Je m'arrête là") },
		"in an interlude":       func(p *person) { p.tap("Logement"); p.say(chat.Message{Start: true}) },
		"among the humans":      func(p *person) { p.tap("Parler à quelqu'un") },
		"when all is erased":    func(p *person) { p.tap("Logement"); p.say(chat.Message{Text: "effacer"}) },
	} {
		t.Run(name, func(t *testing.T) {
			c, _, _ := open(t, nil)
			p := meet(t, c, "anybody")
			prepare(p)
			if name == "when all is erased" {
				p.say(chat.Message{Text: "t'es qui"})
			}
			before, waiting := p.buttons(), p.last.Waiting
			for _, a := range asked {
				reply := p.say(chat.Message{Text: a.words})
				if !strings.Contains(text(reply), a.says) {
					t.Errorf("%q is answered:\n%s", a.words, text(reply))
				}
				if !slices.Equal(p.buttons(), before) || reply.Waiting != waiting {
					t.Errorf("after %q: %v, waiting at %s; before: %v, at %s", a.words, p.buttons(), reply.Waiting, before, waiting)
				}
				if n := len(reply.Messages); n > 2 {
					t.Errorf("%q is answered in %d messages", a.words, n)
				}
				last := reply.Messages[len(reply.Messages)-1]
				if !strings.Contains(last.Text, "?") && name != "after a goodbye" || strings.HasSuffix(last.Text, "\n") || len(last.Exits) != 4 {
					t.Errorf("after %q nothing is asked:\n%s", a.words, last.Text)
				}
			}
		})
	}
}

// untilAdvised answers « Je ne sais pas » until the advice is whole.
func untilAdvised(p *person) {
	p.tap("Logement")
	p.tap(p.buttons()[0].Label)
	for range 10 {
		if slices.ContainsFunc(p.buttons(), func(c chat.Choice) bool { return c.Label == "Pourquoi ?" }) {
			return
		}
		p.tap("Je ne sais pas")
	}
	p.t.Fatalf("no advice: %v", p.buttons())
}

// The numbers of an alarm stay at the head, whatever is asked meanwhile.
func TestAnAlarmStaysAtTheHead(t *testing.T) {
	c, _, _ := open(t, nil)
	p := meet(t, c, "anybody")
	p.say(chat.Message{Text: "je dors dehors"})
	before := p.buttons()
	reply := p.say(chat.Message{Text: "t'es qui"})
	if len(reply.Urgent) == 0 || reply.Urgent[0] != "115" || !strings.Contains(reply.Messages[0].Text, "115") || !strings.Contains(text(reply), "Je suis un programme.") || !slices.Equal(p.buttons(), before) {
		t.Errorf("%q, buttons %v:\n%s", reply.Urgent, p.buttons(), text(reply))
	}
	if again := p.say(chat.Message{Text: "confidentialité"}); len(again.Messages) > 3 || again.Urgent[0] != "115" {
		t.Errorf("%d messages:\n%s", len(again.Messages), text(again))
	}
}

func TestTheWordsToEraseOnesDataErase(t *testing.T) {
	for _, words := range []string{"effacer mes données", "Efface mes données !", "supprimez mes données", "oubliez-moi"} {
		c, _, _ := open(t, nil)
		p := meet(t, c, "anybody")
		p.tap("Logement")
		if reply := p.say(chat.Message{Text: words}); !reply.Erased {
			t.Errorf("%q is answered:\n%s", words, text(reply))
		}
	}
}

func TestThePageOfTheBotIsOneTapAwayWhereItIsServed(t *testing.T) {
	c := about(t, boussole, nil)
	p := c.Page("telegram", "fr", false, notice.Privacy)
	var open []string
	for _, s := range p.Sections {
		for _, l := range s.Lines {
			if l.URL != "" {
				open = append(open, l.Label+" "+l.URL)
			}
		}
	}
	if want := []string{"Ouvrir la page web https://aide.example", "Ouvrir cnil.fr https://www.cnil.fr"}; !slices.Equal(open, want) {
		t.Errorf("%q, not %q", open, want)
	}
	paths := regexp.MustCompile(`^/[a-z-]+$`)
	for _, ref := range chat.Pages() {
		if !paths.MatchString(ref.Path) {
			t.Errorf("%s is at %s", ref.ID, ref.Path)
		}
	}
}

// Wherever a conversation has come to: never more than three messages, never the same twice, and the same buttons after.
func TestAWordAboutTheBotIsAnsweredAnywhere(t *testing.T) {
	c, _, _ := open(t, nil)
	random := rand.New(rand.NewPCG(4, 4))
	p := meet(t, c, "anybody")
	var old []string
	words := []string{"confidentialité", "t'es qui", "sources"}
	for i := range 1500 {
		for _, b := range p.buttons() {
			old = append(old, b.ID)
		}
		p.say(anyInput(random, p, old))
		erased := p.last.Erased
		for range random.IntN(3) {
			before, word := p.last, words[random.IntN(len(words))]
			buttons := p.buttons()
			p.say(chat.Message{Text: word})
			if len(p.last.Messages) > 3 || !slices.ContainsFunc(p.last.Messages, func(m chat.Outgoing) bool { return strings.HasPrefix(m.ID, "notice.") || len(p.last.Urgent) > 0 }) {
				t.Fatalf("input %d, %s: %d messages\n%s", i, word, len(p.last.Messages), text(p.last))
			}
			if !erased && !slices.Equal(p.buttons(), buttons) {
				t.Fatalf("input %d, %s: %v, before: %v\n%s", i, word, p.buttons(), buttons, text(p.last))
			}
			erased = false
			for k, m := range p.last.Messages {
				if k < len(before.Messages) && len(p.last.Urgent) == 0 && m.Text == before.Messages[k].Text {
					t.Fatalf("input %d, %s: the same twice in a row:\n%s", i, word, m.Text)
				}
			}
		}
	}
}
