package territory

import "testing"

func TestNamesThatSoundAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"toulouze", "toulouse"}, {"lion", "lyon"}, {"dunkerke", "dunkerque"}, {"pontarlie", "pontarlier"}, {"bezier", "beziers"},
		{"carpentra", "carpentras"}, {"aubervillier", "aubervilliers"}, {"marsseille", "marseille"}, {"sin denis", "saint denis"},
		{"monpelier", "montpellier"}, {"bordo", "bordeaux"}, {"filipe", "philippe"}, {"brive la gaillarde", "la brive la gaillarde"},
	} {
		if a, b := string(soundOf(nil, pair[0])), string(soundOf(nil, pair[1])); a != b {
			t.Errorf("%s sounds %q, %s sounds %q", pair[0], a, pair[1], b)
		}
	}
	for _, pair := range [][2]string{{"paris", "lyon"}, {"bordeaux", "bourdeau"}, {"nantes", "nice"}, {"rouen", "rennes"}} {
		if a, b := string(soundOf(nil, pair[0])), string(soundOf(nil, pair[1])); a == b {
			t.Errorf("%s and %s both sound %q", pair[0], pair[1], a)
		}
	}
}
