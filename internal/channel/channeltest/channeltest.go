// Package channeltest is what every channel must do: one list of stories that a person lives the same way everywhere.
package channeltest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/internal/chat"
	"passerelle/internal/content"
	"passerelle/internal/directory"
	"passerelle/internal/starter"
	"passerelle/internal/vault"
	"passerelle/storage"
)

// Screen is what a person sees or hears after one gesture.
type Screen struct {
	Text    string
	Buttons []string // labels, in order, the fixed exits last
}

// Person is somebody in front of one channel.
type Person interface {
	Open() Screen // comes, or comes back
	Say(words string) Screen
	Tap(label string) Screen // a button on the screen
}

// Run lives every story on a channel. meet puts a person in front of it.
func Run(t *testing.T, meet func(t *testing.T, talker *chat.Chat) Person) {
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			p := &player{t: t, person: meet(t, Talker(t))}
			p.see(p.person.Open())
			s.live(p)
		})
	}
}

// Moment is when the stories happen: a Tuesday on which offices are open.
var Moment = time.Date(2026, 11, 24, 10, 0, 0, 0, time.FixedZone("CET", 3600))

// Talker is a chat over the shipped content, the places that the program carries and a real database.
func Talker(t testing.TB) *chat.Chat {
	t.Helper()
	loaded, faults := content.Load(content.Shipped())
	for _, f := range faults {
		t.Fatal(f)
	}
	dir := t.TempDir()
	v, err := vault.Open(filepath.Join(dir, "keys"), false)
	if err != nil {
		t.Fatal(err)
	}
	store, err := storage.Open(context.Background(), filepath.Join(dir, "data", "passerelle.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	guide := directory.NewGuide(directory.New(starter.Places(), loaded.Places), loaded.Places, loaded.Atlas, loaded.Words)
	return chat.New(chat.Config{
		Content: loaded, Guide: guide, Store: store, Vault: v, KeepHours: 24, Now: func() time.Time { return Moment },
	})
}

type story struct {
	name string
	live func(*player)
}

var exits = []string{"Je ne sais pas", "Retour", "Parler à quelqu'un", "Urgence"}

var stories = []story{
	{"a single mother who needs childcare on Monday, back and change included", func(p *player) {
		p.tap("Enfants, école")
		p.tap("Faire garder un enfant")
		p.hears("monenfant.fr")
		p.tap("Quelques heures")
		p.tap("Retour")
		p.tap("Dans les prochains jours")
		p.hears("relais petite enfance")
		p.tap("3 ans ou moins")
		p.tap("Recherche d'emploi")
		p.hears("Dans quelle commune êtes-vous ?")
		p.say("59000 lille")
		p.hears("Je cherche près de Lille, dans le Nord.", "Voici ce que vous pouvez faire", "Sans internet", "Voici des lieux près de Lille")
		p.tap("Pourquoi ?")
		p.hears("Vous cherchez un emploi")
		p.tap("Je m'arrête là")
		p.hears("Merci d'avoir écrit")
	}},
	{"a 19-year-old with nowhere to sleep tonight, in his own words", func(p *player) {
		p.say("slt jdor dehor jsp quoi faire")
		p.hears("115")
		p.tap("Autre aide")
		p.tap("18 à 25 ans")
		p.hears("mission locale")
		p.tap("Non, autre raison")
		p.tap("Je préfère ne pas dire")
		p.hears("115 - Samu social", "Accueil de jour")
		p.tap("Ça n'a pas marché")
		p.hears("Ces personnes peuvent reprendre avec vous")
	}},
	{"a villager finds somebody near, and says that a door is closed", func(p *player) {
		p.say("je n'arrive pas à faire ma carte d'identité")
		for range 4 {
			if slices.Contains(p.screen.Buttons, "Je préfère ne pas dire") {
				break
			}
			p.tap("Je ne sais pas")
		}
		p.say("saint denis")
		p.hears("Laquelle est la vôtre ?")
		p.tap("Une autre commune")
		p.say("gueret")
		p.hears("Voici des lieux près de Guéret", "Ouvert maintenant", "C'est gratuit.", "Appelez avant d'y aller.", "Source : ")
		p.tap("1. Ce lieu est fermé")
		p.hears("Merci de me le dire", "Voici des lieux près de Guéret")
		p.tap("Pourquoi ?")
		p.hears("C'est ouvert maintenant.")
	}},
	{"danger is answered first, in the middle of anything", func(p *player) {
		p.tap("Papiers et lettres")
		p.say("mon mari me frappe")
		p.hears("17", "39 19", "114")
		p.tap("J'ai appelé")
		p.hears("Je reste là", "39 19")
	}},
	{"the Urgence button shows every number at once", func(p *player) {
		p.tap("Urgence")
		p.hears("112", "15", "17", "18", "115", "119", "39 19", "31 14", "114 par SMS")
	}},
	{"three messages that are not understood lead to a human", func(p *player) {
		for range 3 {
			p.say("zzqx wrtp")
		}
		p.hears("Ces personnes peuvent vous aider", "France Services")
	}},
	{"leaving and coming back finds the answers again", func(p *player) {
		p.tap("Logement")
		p.see(p.person.Open())
		p.hears("J'ai gardé vos réponses")
		p.tap("Continuer")
		p.hears("Que voulez-vous faire ?")
	}},
	{"erasing leaves nothing to come back to", func(p *player) {
		p.tap("Logement")
		p.say("effacer")
		p.hears("J'ai effacé vos réponses")
		p.see(p.person.Open())
		p.hears("De quoi avez-vous besoin ?")
	}},
	{"je ne sais pas leads on from the first question", func(p *player) {
		p.tap("Je ne sais pas")
		p.hears("Une personne peut vous aider à y voir clair", "39 39")
	}},
	{"words that hold two needs are asked about", func(p *player) {
		p.say("je cherche une crèche et j'ai perdu ma carte d'identité")
		p.hears("Choisissez ce qui compte le plus")
		p.tap("Autre chose")
		p.hears("De quoi avez-vous besoin ?")
	}},
	{"hostile words are only words", func(p *player) {
		p.say("<script>alert(1)</script> {{.Number}} '; DROP TABLE conversation; --")
		p.hears("Quel est votre souci du moment ?")
	}},
}

// player lives a story and looks at each screen.
type player struct {
	t      *testing.T
	person Person
	screen Screen
}

func (p *player) see(s Screen) {
	p.t.Helper()
	p.screen = s
	if strings.TrimSpace(s.Text) == "" {
		p.t.Fatal("an empty screen")
	}
	for _, exit := range exits {
		if !slices.Contains(s.Buttons, exit) {
			p.t.Errorf("« %s » is not on the screen: %v", exit, s.Buttons)
		}
	}
}

func (p *player) tap(label string) {
	p.t.Helper()
	if !slices.Contains(p.screen.Buttons, label) {
		p.t.Fatalf("no button « %s » among %v under:\n%s", label, p.screen.Buttons, p.screen.Text)
	}
	p.see(p.person.Tap(label))
}

func (p *player) say(words string) {
	p.t.Helper()
	p.see(p.person.Say(words))
}

// hears looks for words; a no-break space counts as a space.
func (p *player) hears(words ...string) {
	p.t.Helper()
	text := strings.ReplaceAll(p.screen.Text, "\u00a0", " ")
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.t.Errorf("« %s » is not said:\n%s", w, text)
		}
	}
}
