package chat_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"passerelle/internal/chat"
	"passerelle/internal/content"
	"passerelle/internal/source"
	"passerelle/internal/vault"
	"passerelle/storage"
)

var loadShipped = sync.OnceValues(func() (*content.Content, []source.Fault) {
	return content.Load(content.Shipped())
})

// person writes to a chat over a real database.
type person struct {
	t    testing.TB
	chat *chat.Chat
	name string
	sent int
	last chat.Reply
}

func open(t testing.TB, now func() time.Time) (*chat.Chat, *storage.Store, string) {
	t.Helper()
	c, faults := loadShipped()
	for _, f := range faults {
		t.Fatal(f)
	}
	dir := inMemory(t)
	v, err := vault.Open(filepath.Join(dir, "keys"), false)
	if err != nil {
		t.Fatal(err)
	}
	store, err := storage.Open(context.Background(), filepath.Join(dir, "data", "passerelle.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return chat.New(chat.Config{Content: c, Store: store, Vault: v, KeepHours: 24, Now: now}), store, dir
}

func meet(t testing.TB, c *chat.Chat, name string) *person {
	p := &person{t: t, chat: c, name: name}
	p.say(chat.Message{Start: true})
	return p
}

func (p *person) say(m chat.Message) chat.Reply {
	p.t.Helper()
	p.sent++
	m.Channel, m.Chat, m.ID, m.Lang = "terminal", p.name, fmt.Sprintf("%s-%d", p.name, p.sent), "fr"
	reply, err := p.chat.Handle(context.Background(), m)
	if err != nil {
		p.t.Fatalf("message %+v: %v", m, err)
	}
	p.last = reply
	return reply
}

// tap chooses the button of this label.
func (p *person) tap(label string) chat.Reply {
	p.t.Helper()
	for _, c := range p.buttons() {
		if c.Label == label {
			return p.say(chat.Message{Choice: c.ID})
		}
	}
	p.t.Fatalf("no button %q: %v", label, p.buttons())
	return chat.Reply{}
}

func (p *person) buttons() []chat.Choice {
	m := p.last.Messages[len(p.last.Messages)-1]
	return append(slices.Clone(m.Choices), m.Exits...)
}

func text(r chat.Reply) string {
	var lines []string
	for _, m := range r.Messages {
		lines = append(lines, m.Text)
	}
	return strings.Join(lines, "\n")
}

// Ten thousand inputs of every kind: each gets a reply with a way on, never the same text twice in a row, and a human at
// the third message in a row that is not understood.
func TestWhateverIsSentGetsAnAnswer(t *testing.T) {
	c, _, _ := open(t, nil)
	inputs := 10000
	if testing.Short() {
		inputs = 1000
	}
	random := rand.New(rand.NewPCG(7, 7))
	p := meet(t, c, "anybody")
	var old []string
	misses := 0
	for i := range inputs {
		before := p.last
		m := anyInput(random, p, old)
		p.say(m)
		if len(p.last.Messages) == 0 || len(p.buttons()) == 0 {
			t.Fatalf("input %d %+v: no reply, or no way on", i, m)
		}
		for _, b := range p.buttons() {
			old = append(old, b.ID)
		}
		if len(p.last.Urgent) == 0 && text(before) == text(p.last) {
			t.Fatalf("input %d %+v: the same text twice in a row:\n%s", i, m, text(p.last))
		}
		for k, message := range p.last.Messages {
			if k < len(before.Messages) && len(p.last.Urgent) == 0 && message.Text == before.Messages[k].Text {
				t.Fatalf("input %d %+v: message %d says the same twice in a row:\n%s", i, m, k, message.Text)
			}
			if strings.TrimSpace(message.Text) == "" || strings.Contains(message.Text, "<no value>") {
				t.Fatalf("input %d %+v: an empty or broken message %q", i, m, message.Text)
			}
		}
		if len(p.last.Messages) > 3 {
			t.Fatalf("input %d %+v: %d messages in one turn", i, m, len(p.last.Messages))
		}
		if m.Text != gibberish {
			misses = 0
			continue
		}
		if misses++; misses >= 3 && p.last.Messages[0].ID != "humain" {
			t.Fatalf("input %d: no human at miss %d but %s:\n%s", i, misses, p.last.Messages[0].ID, text(p.last))
		}
	}
}

const gibberish = "zzqx wrtp"

func anyInput(random *rand.Rand, p *person, old []string) chat.Message {
	buttons := p.buttons()
	switch random.IntN(12) {
	case 0, 1, 2, 3:
		return chat.Message{Choice: buttons[random.IntN(len(buttons))].ID}
	case 4:
		if len(old) > 0 {
			return chat.Message{Choice: old[random.IntN(len(old))]}
		}
		return chat.Message{Choice: "retour"}
	case 5:
		return chat.Message{Choice: forged[random.IntN(len(forged))]}
	case 6:
		return chat.Message{Command: []chat.Command{chat.Back, chat.Help, chat.Human, chat.Urgent, chat.Restart, chat.Erase}[random.IntN(6)]}
	case 7:
		return chat.Message{Text: words[random.IntN(len(words))]}
	case 8:
		return chat.Message{Start: true}
	case 9:
		return chat.Message{Show: true}
	}
	return chat.Message{Text: gibberish}
}

var forged = []string{
	"", ":", ".", "x", strings.Repeat("A", 500), "abcd.orientation.famille:logement", "abcd.!aside:changer", "é.é:é", "\x00\x01",
	"retour\n", "nesaispas ", "recommencer", "aaaa.!suite:pourquoi", "aaaa.!changer:orientation.famille", "' OR 1=1 --",
}

var words = []string{
	"🙂", "🏠🏠🏠", strings.Repeat("je ne sais plus ", 300), "مرحبا", "Привет", "你好", "कृपया", "ﷺ", "a\u0301\u0301\u0301",
	"<script>alert(1)</script>", "{{.Number}}", "%s%d%v", "19", "-1", "1", "8", "j'ai 19 ans", "j'ai 400 ans", "caf", "garde d'enfants",
	"je dors dehors", "je veux mourir", "suicide", "mort de rire", "retour", "recommencer", "aide", "humain", "urgence", "effacer",
	"oui", "non", "merci", "bonjour", "\xff\xfe\xfa", "\u202eabc", "caf et mot de passe", "banque", "  ", "\n\n", "stop",
}

func TestADangerIsAnsweredWithTheDatabaseDown(t *testing.T) {
	c, store, _ := open(t, nil)
	p := meet(t, c, "anybody")
	store.Close()
	for name, tc := range map[string]struct {
		message chat.Message
		first   string
	}{
		"words of danger":   {chat.Message{Text: "je veux mourir"}, "3114"},
		"the Urgence exit":  {chat.Message{Choice: "urgence"}, "112"},
		"anything else too": {chat.Message{Text: "bonjour"}, "112"},
	} {
		t.Run(name, func(t *testing.T) {
			m := tc.message
			m.Channel, m.Chat, m.ID, m.Lang = "terminal", p.name, name, "fr"
			reply, err := c.Handle(context.Background(), m)
			if err == nil || !reply.Lost {
				t.Errorf("err %v, lost %v: want an error and a reply that says so", err, reply.Lost)
			}
			if len(reply.Urgent) == 0 || reply.Urgent[0] != tc.first {
				t.Errorf("numbers %v, want %s first", reply.Urgent, tc.first)
			}
		})
	}
}

func TestAMessageHandledTwiceIsAnsweredWordForWord(t *testing.T) {
	c, _, _ := open(t, nil)
	p := meet(t, c, "anybody")
	p.tap("Logement")
	m := chat.Message{Channel: "terminal", Chat: p.name, ID: "same", Lang: "fr", Choice: p.buttons()[0].ID}
	first, err := c.Handle(context.Background(), m)
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.Handle(context.Background(), m)
	if err != nil {
		t.Fatal(err)
	}
	if !second.Repeated || text(first) != text(second) {
		t.Errorf("repeated %v:\n%s\nwant word for word:\n%s", second.Repeated, text(second), text(first))
	}
	if err := errors.Join(c.Sent(context.Background(), "terminal", "same"), c.MarkSent(context.Background())); err != nil {
		t.Fatal(err)
	}
	third, err := c.Handle(context.Background(), m)
	if err != nil || !third.Repeated || third.Waiting != first.Waiting {
		t.Errorf("after it was sent: %v, repeated %v, at %s, want the same place %s", err, third.Repeated, third.Waiting, first.Waiting)
	}
}

func TestAConversationIsForgottenAfterItsHours(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	c, _, _ := open(t, func() time.Time { return now })
	p := meet(t, c, "anybody")
	p.tap("Logement")
	now = now.Add(23 * time.Hour)
	if p.say(chat.Message{Start: true}); p.last.Facts["famille"] != "logement" {
		t.Errorf("after 23 hours facts are %v, want the answer kept", p.last.Facts)
	}
	now = now.Add(26 * time.Hour)
	if p.say(chat.Message{Start: true}); len(p.last.Facts) != 0 {
		t.Errorf("26 hours later facts are %v, want none", p.last.Facts)
	}
}

func TestAReloadBringsAnOpenConversationAlong(t *testing.T) {
	c, _, _ := open(t, nil)
	p := meet(t, c, "anybody")
	p.tap("Logement")
	again, _ := content.Load(content.Shipped())
	c.Serve(again, nil)
	if p.say(chat.Message{Show: true}); p.last.Waiting != "orientation.besoin" {
		t.Errorf("waiting at %s, want orientation.besoin", p.last.Waiting)
	}
}

// What a person writes is in no file of the database, sealed or not, while the conversation is open.
func TestNoWordOfAPersonIsWritten(t *testing.T) {
	c, store, dir := open(t, nil)
	p := meet(t, c, "canari-7777000123")
	p.say(chat.Message{Text: "CANARI-4f1c rue des Lilas, je veux faire ma déclaration caf"})
	p.tap("Comment faire")
	p.tap("18 à 25 ans")
	for _, hidden := range []string{"CANARI", "canari", "7777000123", "Lilas", "de_18_a_25", "prestations_caf", "orientation"} {
		for _, file := range filesOf(t, filepath.Join(dir, "data")) {
			if strings.Contains(string(file), hidden) {
				t.Errorf("%q stands in a file of the database", hidden)
			}
		}
	}
	_ = store
}

func TestAReplyAlwaysFitsItsSeal(t *testing.T) {
	c, _, _ := open(t, nil)
	for _, need := range []string{"acces_droits", "caf", "mdph", "hlm", "titre de sejour", "arnaque", "retraite", "impots"} {
		p := meet(t, c, need)
		p.say(chat.Message{Text: need})
		for range 8 {
			if p.last.Messages[0].ID == "conseil" {
				break
			}
			p.say(chat.Message{Choice: "nesaispas"})
		}
		p.say(chat.Message{Choice: "humain"})
	}
}

func TestReservedWordsWorkOnEveryScreen(t *testing.T) {
	c, _, _ := open(t, nil)
	screens := map[string]func(p *person){
		"the first question": func(p *person) {},
		"a question":         func(p *person) { p.tap("Logement") },
		"the numbers":        func(p *person) { p.say(chat.Message{Choice: "urgence"}) },
		"the humans":         func(p *person) { p.say(chat.Message{Choice: "humain"}) },
		"the advice":         func(p *person) { p.say(chat.Message{Text: "mon mari me frappe"}); p.tap("Autre aide") },
		"a choice of needs":  func(p *person) { p.say(chat.Message{Text: "caf et mot de passe"}) },
		"the resume":         func(p *person) { p.tap("Logement"); p.say(chat.Message{Start: true}) },
	}
	for word, want := range map[string]string{
		"aide": "Je pose quelques questions simples", "HUMAIN": "Voici des personnes", "Urgence !": "112",
		"recommencer": "J'ai effacé vos réponses", "effacer": "effacé", "retour": "Retour",
	} {
		for where, lead := range screens {
			t.Run(word+" on "+where, func(t *testing.T) {
				p := meet(t, c, word+where)
				lead(p)
				if p.say(chat.Message{Text: word}); !strings.Contains(text(p.last), want) {
					t.Errorf("said:\n%s\nwant %q", text(p.last), want)
				}
			})
		}
	}
}
