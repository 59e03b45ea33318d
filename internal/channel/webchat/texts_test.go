package webchat

import (
	"regexp"
	"slices"
	"testing"

	"passerelle/internal/locale"
)

func TestThePageHasItsWords(t *testing.T) {
	texts := newTalker(t).texts
	for _, id := range TextIDs() {
		for _, easy := range []bool{false, true} {
			if !texts.Has(locale.Voice{Lang: "fr", Easy: easy}, id) {
				t.Errorf("%s is not written (easy %v)", id, easy)
			}
		}
	}
}

func TestEachWordOfThePageIsListed(t *testing.T) {
	page, err := files.ReadFile("page.html")
	if err != nil {
		t.Fatal(err)
	}
	used := []string{textNotFound, textNotDone, textTooLong, textRefused, textUrgence}
	for _, m := range regexp.MustCompile(`\.Text "(\w+)"`).FindAllSubmatch(page, -1) {
		used = append(used, "page."+string(m[1]))
	}
	for _, id := range used {
		if !slices.Contains(TextIDs(), id) {
			t.Errorf("%s is used and not listed", id)
		}
	}
	for _, id := range TextIDs() {
		if !slices.Contains(used, id) {
			t.Errorf("%s is listed and not used", id)
		}
	}
}
