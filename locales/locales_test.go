package locales_test

import (
	"slices"
	"strings"
	"testing"

	"passerelle/internal/content"
	"passerelle/internal/prove"
	"passerelle/internal/source"
)

// TestTexts judges every text of every file, plain and easy: the same ids and variables, words that people can read,
// numbers of the catalogue. One topic: go test ./locales -run TestTexts/hebergement. With -v, how readable each file is.
func TestTexts(t *testing.T) {
	loaded, loading := content.Load(content.Shipped())
	faults := new(source.Faults)
	for _, f := range loading {
		faults.Add(f)
	}
	byFile := make(map[string][]source.Fault)
	files := prove.Texts(loaded, faults)
	for _, f := range faults.Sorted() {
		byFile[f.File] = append(byFile[f.File], f)
	}
	if len(files) < 20 {
		t.Fatalf("only %d files of texts were read", len(files))
	}
	for _, file := range files {
		dir := "locales/"
		if file.Voice.Easy {
			dir += "easy/"
		}
		name := dir + file.Topic + "." + file.Voice.Lang + ".yaml"
		t.Run(file.Topic+map[bool]string{true: "/easy", false: "/plain"}[file.Voice.Easy], func(t *testing.T) {
			t.Logf("%d words, Kandel-Moles %.0f, LIX %.0f", file.Words, file.KandelMoles(), file.LIX())
			for _, f := range byFile[name] {
				t.Error(f)
			}
			delete(byFile, name)
		})
	}
	for name, list := range byFile {
		if strings.HasPrefix(name, "locales") {
			t.Errorf("%s: %v", name, slices.Clone(list))
		}
	}
}
