package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// scenarioFiles writes one file in each half.
func scenarioFiles(t *testing.T, open, held string) (openFile, heldFile string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "held"), 0o755); err != nil {
		t.Fatal(err)
	}
	openFile, heldFile = filepath.Join(dir, "a.yaml"), filepath.Join(dir, "held", "a.yaml")
	for file, body := range map[string]string{openFile: open, heldFile: held} {
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return openFile, heldFile
}

const (
	openScenarios = `
- {id: ouvert_juste, facts: {need: justice}, expect: {any_of: [point_justice_3039], none_of: [parcoursup]}}
- {id: ouvert_faux, facts: {need: justice, population: [senior]}, expect: {any_of: [parcoursup], none_of: [point_justice_3039]}}
`
	heldScenarios = `
- {id: apart_muet, say: "xqxqxq wkwkwk", facts: {need: justice}, expect: {urgent_first: [], any_of: [point_justice_3039]}}
- {id: apart_sourd, say: "xqxqxq vkvkvk", facts: {need: urgence_suicide}, expect: {urgent_first: ["3114"]}}
`
)

// row finds the line of a table that begins with a name, with one space between its cells.
func row(t *testing.T, out, name string) string {
	t.Helper()
	for _, line := range strings.Split(out, "\n") {
		if strings.HasPrefix(line, name) {
			return strings.Join(strings.Fields(line), " ")
		}
	}
	t.Fatalf("no line %q in:\n%s", name, out)
	return ""
}

func TestFiguresTellBothHalvesSideBySide(t *testing.T) {
	open, held := scenarioFiles(t, openScenarios, heldScenarios)
	out, _, err := command(t, "", "scenarios", "--figures", open, held)
	if err != nil { // figures are told, not judged
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"scénarios":                "scénarios 2 2",
		"danger : un bon numéro":   "danger : un bon numéro en tête – 0/0 0,0 % 0/1",
		"fausses alertes":          "fausses alertes – 0/0 0,0 % 0/1",
		"aucun besoin entendu":     "aucun besoin entendu – 0/0 100,0 % 1/1",
		"un bon service":           "un bon service parmi les trois 50,0 % 1/2 100,0 % 1/1",
		"un mauvais service parmi": "un mauvais service parmi les trois 50,0 % 1/2 – 0/0",
		"senior":                   "senior 1 – – – – 0,0 % 100,0 % – 2,0",
		"  justice":                "justice → (rien) 1 apart_muet",
	} {
		if got := row(t, out, name); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, line := range strings.Split(out, "\n") {
		if utf8.RuneCountInString(line) > figuresWidth {
			t.Errorf("longer than %d: %s", figuresWidth, line)
		}
	}
}

func TestFiguresNeverQuoteAMessage(t *testing.T) {
	open, held := scenarioFiles(t, openScenarios, heldScenarios)
	out, _, err := command(t, "", "scenarios", "--figures", held, open)
	if err != nil {
		t.Fatal(err)
	}
	if quoted := regexp.MustCompile(`xqxqxq|wkwkwk|vkvkvk`).FindString(out); quoted != "" {
		t.Errorf("%q of a message stands in:\n%s", quoted, out)
	}
	if !strings.Contains(out, "danger sans bon numéro en tête :\n  apart_sourd\n") {
		t.Errorf("the danger that was missed has no name in:\n%s", out)
	}
}

func TestFiguresOfOneHalfHaveOneColumn(t *testing.T) {
	_, held := scenarioFiles(t, openScenarios, heldScenarios)
	out, _, err := command(t, "", "scenarios", "--figures", held)
	if err != nil || row(t, out, "scénarios") != "scénarios 2" || strings.Contains(out, "mise au point") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, _, err := command(t, "", "scenarios", "--figures", "--json", held); err == nil {
		t.Error("figures have no JSON, and nothing says so")
	}
}

func TestLongListsOfScenariosAreCut(t *testing.T) {
	if got := firstThat([]string{"un", "deux", "trois"}, 9); got != "un deux…" {
		t.Errorf("%q", got)
	}
	if got := firstThat([]string{"un", "deux"}, 40); got != "un deux" {
		t.Errorf("%q", got)
	}
}
