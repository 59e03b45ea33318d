package sound_test

import (
	"testing"

	"pgregory.net/rapid"

	"passerelle/internal/sound"
)

func of(word string) string { return string(sound.Of(nil, word)) }

func TestWordsThatAreSaidAlikeSoundAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"logement", "lojeman"}, {"caf", "kaf"}, {"frapper", "frape"}, {"hopital", "opital"}, {"bateau", "bato"},
		{"question", "kestion"}, {"photo", "foto"}, {"vacances", "vakansse"}, {"motivation", "motivassion"}, {"beaucoup", "bocou"}, {"maison", "mezon"}, {"travaux", "travo"},
	} {
		if of(pair[0]) != of(pair[1]) {
			t.Errorf("%s sounds %q, %s sounds %q", pair[0], of(pair[0]), pair[1], of(pair[1]))
		}
	}
	for _, pair := range [][2]string{{"maison", "raison"}, {"pont", "pain"}, {"caf", "chef"}, {"vol", "viol"}} {
		if of(pair[0]) == of(pair[1]) {
			t.Errorf("%s and %s both sound %q", pair[0], pair[1], of(pair[0]))
		}
	}
}

func TestAnythingHasASoundNoLongerThanTwiceItsLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.String().Draw(t, "word")
		if len(of(word)) > 2*len(word) {
			t.Fatalf("%q sounds %q", word, of(word))
		}
	})
}
