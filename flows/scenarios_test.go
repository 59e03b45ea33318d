package flows_test

import (
	"os"
	"path/filepath"
	"testing"

	"passerelle/internal/content"
	"passerelle/internal/prove"
)

// Every persona of flows/scenarios finds what is right for them.
func TestScenariosPass(t *testing.T) {
	loaded, faults := content.Load(content.Shipped())
	for _, f := range faults {
		t.Fatal(f)
	}
	files, err := filepath.Glob("scenarios/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		scenarios, faults := prove.ReadScenarios(loaded, file, body)
		for _, f := range faults {
			t.Error(f)
		}
		for _, s := range scenarios {
			for _, miss := range s.Play(loaded).Misses {
				t.Error(s.Fault(miss))
			}
		}
	}
}
