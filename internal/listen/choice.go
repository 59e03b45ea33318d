package listen

import (
	"slices"
	"strings"
)

// places are the words that mean an answer by its place on the screen; -1 is the last one.
var places = map[string]int{
	"premier": 0, "premiere": 0, "1er": 0, "1ere": 0, "un": 0, "second": 1, "seconde": 1, "deuxieme": 1, "2eme": 1, "2e": 1, "deux": 1,
	"troisieme": 2, "3eme": 2, "3e": 2, "trois": 2, "quatrieme": 3, "4eme": 3, "4e": 3, "quatre": 3, "cinquieme": 4, "5eme": 4, "cinq": 4,
	"sixieme": 5, "six": 5, "dernier": -1, "derniere": -1,
}

// around are the words that may stand around the place of an answer: "je prends le premier".
var around = []string{"le", "la", "l", "c", "est", "je", "prends", "choisis", "veux", "pour", "moi", "plutot", "numero", "no", "n", "choix", "reponse", "option", "celui", "celle", "svp", "du", "coup", "bouton", "sur"}

// Choose finds the answer that the words mean among the words on the buttons; -1 when none, or two, fit. A number, or
// "le premier", is the place of the answer.
func Choose(text string, labels []string) int {
	said := Normalise(text)
	if said == "" {
		return -1
	}
	folded := make([]string, len(labels))
	for i, label := range labels {
		folded[i] = Normalise(label)
		if folded[i] == said {
			return i
		}
	}
	if i := placeOf(said, len(labels)); i >= 0 {
		return i
	}
	return onlyOne(folded, func(label string) bool { return fits(label, said) || fits(said, label) })
}

// placeOf is the place that words tell and nothing else, of n; -1 when they do not.
func placeOf(said string, n int) int {
	words := slices.DeleteFunc(strings.Fields(said), func(w string) bool { return slices.Contains(around, w) })
	if len(words) != 1 {
		return -1
	}
	place, ok := places[words[0]]
	if len(words[0]) == 1 && words[0][0] >= '1' && words[0][0] <= '9' {
		place, ok = int(words[0][0]-'1'), true
	}
	if place < 0 {
		place = n - 1
	}
	if !ok || place >= n {
		return -1
	}
	return place
}

// fits tells whether phrase stands in text as whole words, and says enough to choose by: "oui" does where text begins
// with it.
func fits(text, phrase string) bool {
	switch {
	case len(phrase) >= 4:
		return strings.Contains(" "+text+" ", " "+phrase+" ")
	case len(phrase) == 3:
		return strings.HasPrefix(text+" ", phrase+" ")
	}
	return false
}

func onlyOne(labels []string, fits func(string) bool) int {
	found := -1
	for i, label := range labels {
		if !fits(label) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}
