package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	if r.Taps > 3 || r.Longest > 6 || r.Paths < 1000 {
		t.Errorf("useful after %d taps, %d questions at most, %d paths", r.Taps, r.Longest, r.Paths)
	}
	if r.Elapsed > 5*time.Second {
		t.Logf("check took %v", r.Elapsed)
	}
}

// edit copies one shipped file into a directory with words replaced, and returns the line where the new words stand.
func edit(t *testing.T, dir string, from fs.FS, file, old, with, at string) (line int) {
	t.Helper()
	body, err := fs.ReadFile(from, file)
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
	name := filepath.Join(dir, file)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if at == "" {
		return 0
	}
	return strings.Count(text[:strings.Index(text, at)], "\n") + 1
}

func TestCheckRefusesWithFileAndLine(t *testing.T) {
	cases := []struct {
		name          string
		texts         bool
		file          string
		old, with, at string // at: words on the line of the fault
		elsewhere     string // file of the fault when it is another one than the edited
		what          string
	}{
		{"a target that does not exist", false, "hebergement.yaml", "then: precisions}", "then: nulle_part}", "nulle_part", "", "l'étape « hebergement.nulle_part » n'existe pas"},
		{"an unreachable step", false, "garde_enfants.yaml", "", "\n  - id: orphelin\n    end:\n", "id: orphelin", "", "ne peut jamais être atteinte"},
		{"a step that no situation reaches", false, "hebergement.yaml", "when: age < 18\n", "when: age < 18 and age > 60\n", "id: mineur", "", "n'est jamais atteinte"},
		{"a loop without a question", false, "garde_enfants.yaml", "  - id: vite\n    say:\n    then: precisions\n\n  - id: heures\n    say:\n    then: precisions\n", "  - id: vite\n    say:\n    then: heures\n\n  - id: heures\n    say:\n    then: vite\n", "id: heures", "", "on revient à « garde_enfants.vite » sans poser de question"},
		{"a missing easy text", true, "easy/hebergement.fr.yaml", "  jeune:\n    say: |-\n      Demain, allez à la mission locale.\n      Ce lieu aide les jeunes de 16 à 25 ans.\n", "", "", "locales/hebergement.fr.yaml", "le texte facile « hebergement.jeune.say » manque"},
		{"a label retour", true, "hebergement.fr.yaml", "ce_soir: Ce soir", "ce_soir: Retour", "ce_soir: Retour", "", "porte un mot réservé"},
		{"a sentence of 30 words", true, "hebergement.fr.yaml", "say: Demain, allez aussi à la mission locale.", "say: Demain matin vous allez à la mission locale avec vos papiers et une amie et vous dites que vous cherchez un lit et un repas et un bon travail pour vous.", "Demain matin", "", "phrase de 3"},
		{"a question that changes nothing", false, "hebergement.yaml", "  - id: fuite\n", "  - id: campagne\n    ask: rural\n\n  - id: fuite\n", "id: campagne", "", "ne change rien"},
		{"a phone number that is not in the catalogue", true, "hebergement.fr.yaml", "Appelez aussi le 39 19.", "Appelez aussi le 01 23 45 67 89.", "say: |-\n      Appelez aussi", "", "n'est pas dans le catalogue"},
		{"a short number that is not in the catalogue", true, "hebergement.fr.yaml", "Appelez aussi le 39 19.", "Appelez aussi le 39 99.", "say: |-\n      Appelez aussi", "", "n'est pas dans le catalogue"},
		{"a fact that is not declared", false, "hebergement.yaml", "when: violences = oui", "when: violence = oui", "violence = oui", "", "le fait « violence » n'est pas déclaré"},
		{"an unknown key", false, "hebergement.yaml", "    ask: violences\n", "    demande: violences\n", "demande:", "", "clé inconnue « demande »"},
		{"a loop of answers", false, "garde_enfants.yaml", "    unsure: precisions\n", "    unsure: quand\n", "id: quand", "", "plus de 8 questions"},
		{"broken YAML", false, "hebergement.yaml", "  - id: age\n", "  - id: [age\n", "ask: age", "", "YAML illisible"},
		{"nine answers on a screen", false, "orientation.yaml", "      - numerique\n", "      - numerique\n      - justice\n", "id: famille", "", "9 réponses"},
		{"a service without a way", false, "services/lien.yaml", "services:\n", "services:\n  - id: vide\n    kind: site\n    name: Vide\n    needs: [isolement]\n    audience: {all: true}\n    territory: {national: true}\n    confidence: high\n\n", "id: vide", "", "ne mène nulle part"},
		{"a danger without a service", false, "danger.yaml", "alarm: [samu_social_115]", "alarm: [samu_social]", "id: abri", "", "le service « samu_social » n'existe pas"},
		{"two buttons with the same words", true, "hebergement.fr.yaml", "plus_tard: Plus tard", "plus_tard: Ce soir", "plus_tard: Ce soir", "", "portent les mêmes mots"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			from, under := fs.FS(flows.FS), "flows"
			if tc.texts {
				from, under = locales.FS, "locales"
			}
			line := edit(t, filepath.Join(dir, under), from, tc.file, tc.old, tc.with, tc.at)
			out, _, err := command(t, "", "check", dir)
			if !errors.Is(err, errFaults) {
				t.Fatalf("check did not fail: %v\n%s", err, out)
			}
			where := filepath.Join(dir, under, tc.file)
			if tc.elsewhere != "" {
				where = tc.elsewhere
			}
			for _, fault := range strings.Split(out, "\n") {
				if strings.HasPrefix(fault, where+":") && strings.Contains(fault, tc.what) && strings.Contains(fault, "Remède : ") {
					if line > 0 && !strings.HasPrefix(fault, fmt.Sprintf("%s:%d:", where, line)) {
						t.Errorf("want line %d: %s", line, fault)
					}
					return
				}
			}
			t.Errorf("no fault in %s that says %q:\n%s", where, tc.what, out)
		})
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
	for _, want := range []string{"abri (certain), à cause de « jdor dehor »", "age = 19", "prestations_caf, à cause de « caf »"} {
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
	edit(t, filepath.Join(dir, "over"), flows.FS, "hebergement.yaml", "      - {value: ce_mois, set: {need: hebergement}, then: precisions}\n", "", "")
	out, _, err = command(t, "", append([]string{"check", "--live", filepath.Join(dir, "over")}, store...)...)
	if err != nil || !strings.Contains(out, "Conversations ouvertes : 1 ; 0 intactes, 1 où") {
		t.Errorf("after an edit: %v\n%s", err, out)
	}
}
