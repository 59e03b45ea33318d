package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passerelle/flows"
	"passerelle/internal/prove"
	"passerelle/locales"
)

// command runs passerelle and returns what it printed.
func command(t *testing.T, in string, args ...string) (out, errs string, err error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	err = run(context.Background(), args, streams{strings.NewReader(in), &stdout, &stderr})
	return stdout.String(), stderr.String(), err
}

func TestCheckFindsNothingToMendInWhatIsShipped(t *testing.T) {
	out, _, err := command(t, "", "check", "--json")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var r prove.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if r.Services != 235 || r.Needs != 52 || r.Flows < 3 {
		t.Errorf("%d services, %d needs, %d flows", r.Services, r.Needs, r.Flows)
	}
	if r.Taps > 3 || r.LongestOwn > 6 || r.Longest > 8 || r.Paths < 1000 {
		t.Errorf("useful after %d taps, %d questions at most, %d for oneself, %d paths", r.Taps, r.Longest, r.LongestOwn, r.Paths)
	}
	if r.Populations != 25 || r.Areas < 10 || r.Combinations < 50_000 || r.Conversations < 5_000 || r.Card < 5 {
		t.Errorf("%d populations, %d kinds of département, %d persons advised, %d conversations, %d questions of the card", r.Populations, r.Areas, r.Combinations, r.Conversations, r.Card)
	}
	if r.PlayedTaps > 3 || r.PlayedLongest > 8 {
		t.Errorf("played: useful after %d taps, %d questions at most", r.PlayedTaps, r.PlayedLongest)
	}
	if len(r.WrittenFor) != 8 {
		t.Errorf("what is written is counted for %d populations of the origin documents", len(r.WrittenFor))
	}
	if r.Elapsed > 5*time.Second {
		t.Logf("check took %v", r.Elapsed)
	}
}

// fault is an edit of a shipped file, and what check says of it.
type fault struct {
	name          string
	texts         bool
	file          string
	old, with, at string // at: words on the line of the fault
	elsewhere     string // file of the fault when it is another one than the edited
	what          string
}

// under is the directory of the file, in the content and in a layer over it.
func (f fault) under() (fs.FS, string) {
	if f.texts {
		return locales.FS, "locales"
	}
	return flows.FS, "flows"
}

// edit replaces words in a file of a directory, which is the shipped one until it is edited.
func edit(t *testing.T, dir string, from fs.FS, file, old, with string) {
	t.Helper()
	name := filepath.Join(dir, file)
	body, err := os.ReadFile(name)
	if err != nil {
		body, err = fs.ReadFile(from, file)
	}
	if err != nil {
		t.Fatal(err)
	}
	text := string(body)
	switch {
	case old == "":
		text += with
	case strings.Contains(text, old):
		text = strings.Replace(text, old, with, 1)
	default:
		t.Fatalf("%s does not hold %q any more: bring this test up to date", file, old)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// lineOf is where words stand in an edited file, from 1.
func lineOf(t *testing.T, name, words string) int {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(body), words)
	if !ok {
		t.Fatalf("%s does not hold %q", name, words)
	}
	return strings.Count(before, "\n") + 1
}

// A proof takes seconds: edits that do not hide each other's faults are checked together.
func TestCheckRefusesWithFileAndLine(t *testing.T) {
	copies := map[string][]fault{
		"walked together": {
			{"a step that no situation reaches", false, "hebergement.yaml", "when: age < 18\n", "when: age < 18 and age > 60\n", "id: mineur", "", "n'est jamais atteinte"},
			{"a missing easy text", true, "easy/hebergement.fr.yaml", "  jeune:\n    say: |-\n      Demain, allez à la mission locale.\n      Ce lieu aide les jeunes de 16 à 25 ans.\n", "", "", "locales/hebergement.fr.yaml", "le texte facile « hebergement.jeune.say » manque"},
			{"a label retour", true, "hebergement.fr.yaml", "ce_soir: Ce soir", "ce_soir: Retour", "ce_soir: Retour", "", "porte un mot réservé"},
			{"a sentence of 30 words", true, "hebergement.fr.yaml", "say: Demain, allez aussi à la mission locale.", "say: Demain matin vous allez à la mission locale avec vos papiers et une amie et vous dites que vous cherchez un lit et un repas et un bon travail pour vous.", "Demain matin", "", "phrase de 3"},
			{"a question that changes nothing", false, "hebergement.yaml", "  - id: fuite\n", "  - id: campagne\n    ask: rural\n\n  - id: fuite\n", "id: campagne", "", "ne change rien"},
			{"a phone number that is not in the catalogue", true, "hebergement.fr.yaml", "Appelez aussi le 39\u00a019.", "Appelez aussi le 01 23 45 67 89.", "say: |-\n      Appelez aussi", "", "n'est pas dans le catalogue"},
			{"a loop of answers", false, "garde_enfants.yaml", "    unsure: precisions\n", "    unsure: quand\n", "id: quand", "", "plus de 8 questions"},
			{"a need that no button reaches", false, "orientation.yaml", "      - lien\n", "", "", "flows/needs.yaml", "aucun bouton ne mène au besoin « isolement » en 3 gestes"},
			{"a need that no word reaches", false, "needs.yaml", "", "\n  - id: licorne\n    label: Licorne\n    family: lien\n    first_answer: service\n", "id: licorne", "", "aucun mot ne mène au besoin « licorne »"},
			{"six questions before the card is shown", false, "fiche.yaml", "  - id: suite\n    handoff: card\n\n", "", "id: courriel", "", "plus de 5 questions sans montrer la fiche"},
		},
		"walked in a second copy": {
			{"an unreachable step", false, "garde_enfants.yaml", "", "\n  - id: orphelin\n    end:\n", "id: orphelin", "", "ne peut jamais être atteinte"},
			{"a loop without a question", false, "garde_enfants.yaml", "  - id: vite\n    say:\n    then: precisions\n\n  - id: heures\n    say:\n    then: precisions\n", "  - id: vite\n    say:\n    then: heures\n\n  - id: heures\n    say:\n    then: vite\n", "id: heures", "", "on revient à « garde_enfants.vite » sans poser de question"},
			{"a short number that is not in the catalogue", true, "hebergement.fr.yaml", "Appelez aussi le 39\u00a019.", "Appelez aussi le 39 99.", "say: |-\n      Appelez aussi", "", "n'est pas dans le catalogue"},
			{"a service without a way", false, "services/lien.yaml", "services:\n", "services:\n  - id: vide\n    kind: site\n    name: Vide\n    needs: [isolement]\n    audience: {all: true}\n    territory: {national: true}\n    confidence: high\n\n", "id: vide", "", "ne mène nulle part"},
			{"a danger without a service", false, "danger.yaml", "alarm: [samu_social_115]", "alarm: [samu_social]", "id: abri\n", "", "le service « samu_social » n'existe pas"},
			{"a step of the card that nobody comes to", false, "fiche.yaml", "  - id: delai\n", "  - id: delai\n    when: age < 18 and age > 60\n", "id: delai", "", "n'est jamais atteinte"},
			{"a question that puts no line on the card", false, "fiche.yaml", "    ask: papiers\n", "    ask: papiers\n    choices: [{pass: un}, {pass: deux}]\n", "id: papiers", "", "ne change rien : la fiche porte les mêmes lignes"},
			{"a card that says what nobody need know", false, "fiche.yaml", "    ask: contrainte\n", "    ask: violences\n", "id: contrainte", "", "la fiche ne porte pas « violences »"},
			{"two buttons with the same words", true, "hebergement.fr.yaml", "plus_tard: Plus tard", "plus_tard: Ce soir", "plus_tard: Ce soir", "", "portent les mêmes mots"},
		},
		"wired wrongly": {
			{"a target that does not exist", false, "hebergement.yaml", "then: precisions}", "then: nulle_part}", "nulle_part", "", "l'étape « hebergement.nulle_part » n'existe pas"},
			{"a fact that is not declared", false, "hebergement.yaml", "when: violences = oui", "when: violence = oui", "violence = oui", "", "le fait « violence » n'est pas déclaré"},
			{"an unknown key", false, "hebergement.yaml", "    ask: violences\n", "    demande: violences\n", "demande:", "", "clé inconnue « demande »"},
			{"nine answers on a screen", false, "orientation.yaml", "      - numerique\n", "      - numerique\n      - justice\n", "id: famille", "", "9 réponses"},
		},
		"unreadable": {
			{"broken YAML", false, "hebergement.yaml", "  - id: age\n", "  - id: [age\n", "ask: age", "", "YAML illisible"},
		},
	}
	for name, faults := range copies {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range faults {
				from, under := f.under()
				edit(t, filepath.Join(dir, under), from, f.file, f.old, f.with)
			}
			out, _, err := command(t, "", "check", dir)
			if !errors.Is(err, errFaults) {
				t.Fatalf("check did not fail: %v\n%s", err, out)
			}
			for _, f := range faults {
				t.Run(f.name, func(t *testing.T) { f.isTold(t, dir, out) })
			}
		})
	}
}

// isTold looks for the fault in what check wrote.
func (f fault) isTold(t *testing.T, dir, out string) {
	_, under := f.under()
	where, line := under+"/"+f.file, 0
	if f.at != "" {
		line = lineOf(t, filepath.Join(dir, where), f.at)
	}
	if f.elsewhere != "" {
		where = f.elsewhere
	}
	for _, told := range strings.Split(out, "\n") {
		told = strings.TrimPrefix(told, dir+"/") // another edit may have laid that file over as well
		if strings.HasPrefix(told, where+":") && strings.Contains(told, f.what) && strings.Contains(told, "Remède : ") {
			if line > 0 && !strings.HasPrefix(told, fmt.Sprintf("%s:%d:", where, line)) {
				t.Errorf("want line %d: %s", line, told)
			}
			return
		}
	}
	t.Errorf("no fault in %s that says %q:\n%s", where, f.what, out)
}

var update = flag.Bool("update", false, "write docs/coverage.md again")

func TestCoverageIsThePageOfTheDocuments(t *testing.T) {
	page := filepath.Join("..", "..", "docs", "coverage.md")
	got, _, err := command(t, "", "check", "--coverage")
	if err != nil {
		t.Fatalf("%v\n%s", err, got)
	}
	if *update {
		if err := os.WriteFile(page, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("docs/coverage.md is not what is answered (-page +answered; go test ./cmd/passerelle -run Coverage -update writes it again)\n%s", diff)
	}
}

func TestCoverageIsNotWrittenOfFaultyContent(t *testing.T) {
	dir := t.TempDir()
	edit(t, filepath.Join(dir, "flows"), flows.FS, "hebergement.yaml", "  - id: age\n", "  - id: [age\n")
	out, _, err := command(t, "", "check", "--coverage", dir)
	if !errors.Is(err, errFaults) || strings.Contains(out, "# Ce que Passerelle répond") || !strings.Contains(out, "YAML illisible") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestUnverifiedListsNumbersNobodyHasDialled(t *testing.T) {
	out, _, err := command(t, "", "check", "--unverified")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, "samu_social_115,115 - Samu social (SIAO),phone,115,") {
		t.Errorf("115 is not to be verified:\n%.400s", out)
	}
}

func TestGraphDrawsAFlow(t *testing.T) {
	out, _, err := command(t, "", "graph", "hebergement")
	if err != nil || !strings.HasPrefix(out, "flowchart TD\n") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, _, err := command(t, "", "graph", "licorne"); err == nil || !strings.Contains(err.Error(), "orientation") {
		t.Errorf("an unknown flow: %v, want the known ones named", err)
	}
}

func TestExplainTellsWhatWasHeardAndWhy(t *testing.T) {
	out, _, err := command(t, "", "explain", "jdor dehor, j'ai 19 ans et plus de caf")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"abri (certain), à cause de « jdor dehor »", "age = 19", "prestations_caf, à cause de « plus de caf »"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestExplainReadsOneMessageALine(t *testing.T) {
	out, _, err := command(t, "je cherche une nounou\nмне негде ночевать\n", "explain", "-")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"« je cherche une nounou »", "garde_enfants", "« мне негде ночевать »", "langue   : ru"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestLiveTellsWhatAnEditedFlowDoesToOpenConversations(t *testing.T) {
	dir := t.TempDir()
	store := []string{"--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys")}
	if _, _, err := command(t, "Logement\nUn endroit où dormir\nDans le mois\n", append([]string{"chat"}, store...)...); err != nil {
		t.Fatal(err)
	}
	out, _, err := command(t, "", append([]string{"check", "--live"}, store...)...)
	if err != nil || !strings.Contains(out, "Conversations ouvertes : 1 ; 1 intactes, 0 où") {
		t.Errorf("%v\n%s", err, out)
	}
	edit(t, filepath.Join(dir, "over"), flows.FS, "hebergement.yaml", "      - {value: ce_mois, set: {need: hebergement}, then: precisions}\n", "")
	out, _, err = command(t, "", append([]string{"check", "--live", filepath.Join(dir, "over")}, store...)...)
	if err != nil || !strings.Contains(out, "Conversations ouvertes : 1 ; 0 intactes, 1 où") {
		t.Errorf("after an edit: %v\n%s", err, out)
	}
}
