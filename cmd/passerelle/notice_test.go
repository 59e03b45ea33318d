package main

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/internal/chat"
)

func TestThePagesAboutTheBotTellTheSettings(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys"), "--keep-hours", "36",
		"--organisation", "La Boussole\n<b>", "--contact", "bonjour@example.org", "--public-url", "https://aide.example")
	for path, words := range map[string][]string{
		"qui-est-ce-robot": {"La Boussole &lt;b&gt; fait tourner ce robot", "bonjour@example.org", "36\u00a0heures"},
		"confidentialite":  {"La Boussole", "36\u00a0heures", "48\u00a0heures"},
		"mentions-legales": {"La Boussole &lt;b&gt; publie ce robot.", "https://aide.example"},
		"sources":          {"Source : ANCT", "Fiche la plus récente : 1er août 2024."},
	} {
		code, body := get(t, http.DefaultClient, s.url+path)
		body = strings.ReplaceAll(body, "\u00a0:", " :")
		for _, w := range words {
			if code != http.StatusOK || !strings.Contains(body, w) {
				t.Errorf("%s: %d, no %q in\n%s", path, code, w, body)
			}
		}
		if strings.Contains(body, "démonstration") {
			t.Errorf("%s calls itself a demonstration", path)
		}
	}
	if n := len(chat.Pages()); n != 4 {
		t.Errorf("%d pages, and 4 were looked at", n)
	}
}

func TestTheTerminalTellsWhoTheBotIs(t *testing.T) {
	dir := t.TempDir()
	args := []string{"chat", "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys")}
	out, _, err := command(t, "t'es qui\nvie privée\nsources\nquitter\n", args...)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Ceci est une démonstration.", "Nos messages restent sur cet ordinateur.", "Ouvrir cnil.fr : https://www.cnil.fr", "Services que je connais"} {
		if !strings.Contains(out, words) {
			t.Errorf("no %q in\n%s", words, out)
		}
	}
	t.Setenv("PASSERELLE_ORGANISATION", "La Boussole")
	out, _, err = command(t, `{"text":"qui êtes-vous ?"}`+"\n", "chat", "--json")
	if err != nil || !strings.Contains(out, "La Boussole fait tourner ce robot") || !strings.Contains(out, `"id":"notice.trust"`) {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestAnAddressWithAPasswordIsShownToNobody(t *testing.T) {
	for _, with := range []string{"serve", "chat"} {
		_, _, err := command(t, "", with, "--public-url", "https://moi:motdepasse@aide.example")
		if err == nil || !strings.Contains(err.Error(), "PASSERELLE_PUBLIC_URL") || strings.Contains(err.Error(), "motdepasse") {
			t.Errorf("%s: %v", with, err)
		}
	}
}
