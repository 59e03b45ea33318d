package webchat

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"passerelle/flows"
	"passerelle/internal/chat"
	"passerelle/internal/content"
	"passerelle/internal/source"
	"passerelle/internal/vault"
	"passerelle/locales"
	"passerelle/storage"
)

func realChat(t *testing.T) *chat.Chat {
	c, faults := content.Load(content.Sources{Flows: []source.Layer{{FS: flows.FS}}, Locales: []source.Layer{{FS: locales.FS}}})
	t.Log(len(faults), "faults")
	for i, f := range faults {
		if i < 5 {
			t.Log(f)
		}
	}
	dir := t.TempDir()
	st, err := storage.Open(context.Background(), dir+"/x.db")
	if err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(dir+"/keys", false)
	if err != nil {
		t.Fatal(err)
	}
	return chat.New(chat.Config{Content: c, Store: st, Vault: v, KeepHours: 24})
}

func TestScratch(t *testing.T) {
	c := realChat(t)
	n := 0
	send := func(m chat.Message) chat.Reply {
		n++
		m.Channel, m.Chat, m.ID, m.Lang = "web", "a", fmt.Sprint(n), "fr"
		r, err := c.Handle(context.Background(), m)
		if err != nil {
			t.Log(err)
		}
		b, _ := json.MarshalIndent(r, "", " ")
		t.Log(string(b))
		return r
	}
	send(chat.Message{Start: true})
	r := send(chat.Message{Text: "je veux faire garder ma fille"})
	for i := 0; i < 9 && r.Waiting != "conseil"; i++ {
		r = send(chat.Message{Choice: r.Messages[len(r.Messages)-1].Choices[0].ID})
	}
	send(chat.Message{Choice: r.Messages[len(r.Messages)-1].Choices[0].ID})
	send(chat.Message{Choice: "humain"})
	send(chat.Message{Choice: "urgence"})
	send(chat.Message{Command: chat.Erase})
}
