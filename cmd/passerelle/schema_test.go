package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/flows"
)

func readFile(t *testing.T, file string) string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// laidFacts makes a directory whose facts.yaml ends with more lines than the shipped one.
func laidFacts(t *testing.T, more string) string {
	t.Helper()
	facts, err := fs.ReadFile(flows.FS, "facts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "flows")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "facts.yaml"), []byte(string(facts)+more), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSchemasKnowWhatIsLaidOverTheShippedContent(t *testing.T) {
	dir := laidFacts(t, "\n  - {id: arnaque_quoi, type: choice, values: [argent, code]}\n")
	for _, given := range []string{dir, filepath.Dir(dir)} { // the flows, or what holds them
		out, _, err := command(t, "", "schema", given)
		if err != nil {
			t.Fatal(err)
		}
		if want := "18 schéma(s) dans " + filepath.Join(dir, "schemas") + "\n"; out != want {
			t.Errorf("said %q, not %q", out, want)
		}
		if !strings.Contains(readFile(t, filepath.Join(dir, "schemas", "flow.schema.json")), `"arnaque_quoi"`) {
			t.Error("the new fact is not completed")
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "locales")); err == nil {
		t.Error("a directory of texts was made where there was none")
	}
}

func TestSchemasOfTextsAloneAreTheOneOfTexts(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "maison.fr.yaml"), []byte("advice:\n  head: Voici\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := command(t, "", "schema", dir); err != nil {
		t.Fatal(err)
	}
	written, err := filepath.Glob(filepath.Join(dir, "schemas", "*"))
	if err != nil || len(written) != 1 || filepath.Base(written[0]) != "texts.schema.json" {
		t.Errorf("%v, %v", written, err)
	}
}

func TestSchemasAreWrittenForContentWithFaults(t *testing.T) {
	dir := laidFacts(t, "\n  - {id: arnaque_quoi, type: chose}\n")
	_, errs, err := command(t, "", "schema", dir)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(errs, "faute(s) dans le contenu") {
		t.Errorf("the faults are not told: %q", errs)
	}
	if readFile(t, filepath.Join(dir, "schemas", "facts.schema.json")) == "" {
		t.Error("nothing was written")
	}
}

func TestSchemasWithoutADirectoryAreWrittenWhereTheContentStands(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, _, err := command(t, "", "schema"); err == nil || !strings.Contains(err.Error(), "Remède") {
		t.Errorf("nothing to write to, and the command says: %v", err)
	}
	for _, room := range []string{"flows", "locales"} {
		if err := os.Mkdir(room, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := command(t, "", "schema"); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"flows/schemas/services.schema.json", "locales/schemas/texts.schema.json"} {
		if readFile(t, file) == "" {
			t.Errorf("%s is empty", file)
		}
	}
}
