package territory

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for words, want := range map[string]string{
		"L'Haÿ-les-Roses":         "l hay les roses",
		"  ŒUILLY ":               "oeuilly",
		"e\u0301vry":              "evry",
		"STE-FOY-LÈS-LYON":        "sainte foy les lyon",
		"st. étienne":             "saint etienne",
		"Chalon s/ Saône":         "chalon sur saone",
		"Aulnay s/s Bois":         "aulnay sur sur bois",
		"brest":                   "brest",
		"":                        "",
		"🙂":                       "",
		"Saint‑Denis (974)":       "saint denis 974",
		"l’Île-d’Yeu":             "l ile d yeu",
		"gde synthe":              "grande synthe",
		"Ñ, ŵ: letters of others": "n w letters of others",
	} {
		if got := fold(words); got != want {
			t.Errorf("fold(%q) = %q, want %q", words, got, want)
		}
	}
}

func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := fold(rapid.String().Draw(t, "words"))
		if twice := fold(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}
