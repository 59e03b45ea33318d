package main

import (
	"crypto/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"

	"passerelle/internal/chat"
)

// kept opens the operator's database as a server does.
func (o *operator) kept() *kept {
	o.Helper()
	k, err := storeSettings{Data: filepath.Join(o.dir, "data"), Keys: filepath.Join(o.dir, "keys")}.openQuietly(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() { k.store.Close() })
	return k
}

// said are messages of as many conversations that say something of a place.
func (k *kept) said(t *testing.T, place string, kinds ...string) {
	t.Helper()
	for _, kind := range kinds {
		x := chat.Exchange{Hour: hour(time.Now())}
		_, _ = rand.Read(x.Conversation[:])
		_, _ = rand.Read(x.Message[:])
		_, _, err := k.store.Exchange(t.Context(), x, func([]byte) (chat.Outcome, error) {
			return chat.Outcome{Reply: []byte("merci"), ReplyUntil: x.Hour + 1, Reports: []chat.PlaceReport{{Place: place, Kind: kind}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func ids(lines []nearLine) (out []string) {
	for _, l := range lines {
		out = append(out, l.ID)
	}
	return out
}

func TestAPlaceThatThreeFoundClosedIsLastUntilItIsChecked(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(4, "un")))
	ask := []string{"nearest", "--near", "46.1725,1.8720", "--at", "2026-11-24T10:00:00+01:00", "--n", "100", "--json"}
	before := o.nearest("creuse", ask...)
	first, k := before[0].Key, o.kept()

	k.said(t, first, "ferme", "ne_repond_pas")
	if got := o.nearest("creuse", ask...); got[0].Key != first {
		t.Errorf("two people put it at %v", ids(got))
	}
	contains(t, o.does("status"), first+"  fermé 1, ne répond pas 1 : Médiathèque")
	k.said(t, first, "ferme")
	if got := o.nearest("creuse", ask...); slices.IndexFunc(got, func(l nearLine) bool { return l.Key == first }) != len(got)-1 {
		t.Errorf("three people put it at %v", ids(got))
	}
	contains(t, o.does("status"), first+"  fermé 2, ne répond pas 1, nommé en dernier : Médiathèque", "passerelle places checked")
	if said := o.status().Said; len(said) != 1 || !said[0].Last || said[0].Key != first {
		t.Errorf("said: %+v", said)
	}

	contains(t, o.does("checked", first), first)
	if got := ids(o.nearest("creuse", ask...)); !slices.Equal(got, ids(before)) {
		t.Errorf("once checked: %v, want %v", got, ids(before))
	}
	contains(t, o.fails("checked", first), first, "Remède")
	contains(t, newOperator(t).fails("checked", "abcdefghij"), "Remède")
}

// What a server looks at every 30 seconds: it moves when a place comes last, or does no more, and at nothing less.
func TestAServerSeesWhichPlacesComeLast(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(4, "un")))
	place := o.nearest("creuse", "nearest", "--near", "gueret", "--n", "100", "--json")[0].Key
	loaded, err := contentSettings{}.load()
	if err != nil {
		t.Fatal(err)
	}
	k := o.kept()
	guide, now, err := startGuide(t.Context(), k.store, loaded)
	if err != nil {
		t.Fatal(err)
	}
	talker := chat.New(chat.Config{Content: loaded, Guide: guide, Store: k.store, Vault: k.vault, KeepHours: 24})
	step := func(name string, moves bool, doubted ...string) {
		t.Helper()
		if moved := k.moved(t.Context(), now); moved != moves {
			t.Errorf("%s: moved %t", name, moved)
		}
		now = k.serve(t.Context(), talker, now, loaded, zap.NewNop())
		if !slices.Equal(now.doubted, doubted) || k.moved(t.Context(), now) {
			t.Errorf("%s: doubted %v, want %v", name, now.doubted, doubted)
		}
	}
	step("nothing", false)
	k.said(t, place, "ferme", "ferme")
	step("two people", false)
	k.said(t, place, "ne_repond_pas")
	step("three people", true, place)
	k.said(t, place, "ferme")
	step("a fourth", false, place)
	o.does("checked", place)
	step("somebody checked", true)
	o.does("import", o.file("creuse.csv", invented(5, "deux")))
	step("another list", true)
}

// A server that starts, or a conversation, begins with the same places last.
func TestAConversationNamesADoubtedPlaceLast(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(5, "importée")))
	args := append(o.settings(), "--at", "2026-11-24T10:00:00+01:00")
	talk := talkJSON(t, args...)
	first := talk.toGueret()[0]
	talk.end()
	key := ""
	for _, l := range o.nearest("creuse", "nearest", "--near", "gueret", "--n", "100", "--json") {
		if l.Name == first {
			key = l.Key
		}
	}
	o.kept().said(t, key, "ferme", "ferme", "ferme")
	again := talkJSON(t, args...)
	named := again.toGueret()
	again.end()
	if len(named) == 0 || named[0] == first || strings.Contains(strings.Join(named, "\n"), first) {
		t.Errorf("first was %q, then are named %q", first, named)
	}
}
