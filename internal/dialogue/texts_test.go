package dialogue_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"passerelle/internal/dialogue"
)

var said = regexp.MustCompile(`\.say\("(\w+)"\)`)

// Every sentence that the engine says is in the list of texts that content must have.
func TestEverySentenceOfTheEngineIsListed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	ids := dialogue.TextIDs()
	found := 0
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllSubmatch(body, -1) {
			if len(m[1]) == 0 {
				continue
			}
			found++
			if id := "said." + string(m[1]); !slices.Contains(ids, id) {
				t.Errorf("%s says %q, which dialogue.TextIDs does not list", file, id)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d sentences found in the code: the test looks in the wrong place", found)
	}
}
