package territory

import (
	"strings"
	"unicode/utf8"

	"passerelle/internal/sound"
)

// Said is the name as people say it: "Paris 11e" for the arrondissement.
func (c *Commune) Said() string { return strings.TrimSuffix(c.Name, " Arrondissement") }

// Of is the name behind "près" or "à côté": "du Mans", "des Ulis", "d'Angoulême", "de La Rochelle".
func (c *Commune) Of() string {
	name := c.Said()
	switch {
	case strings.HasPrefix(name, "Le "):
		return "du " + strings.TrimPrefix(name, "Le ")
	case strings.HasPrefix(name, "Les "):
		return "des " + strings.TrimPrefix(name, "Les ")
	case elides(name):
		return "d'" + name
	}
	return "de " + name
}

// At is the name behind "je suis": "au Mans", "aux Ulis", "à Guéret".
func (c *Commune) At() string {
	name := c.Said()
	switch {
	case strings.HasPrefix(name, "Le "):
		return "au " + strings.TrimPrefix(name, "Le ")
	case strings.HasPrefix(name, "Les "):
		return "aux " + strings.TrimPrefix(name, "Les ")
	}
	return "à " + name
}

// elides is whether "de" loses its e before a name. Before a vowel it does. Before H nothing is written that tells whether
// it is mute (Hyères) or not (Houilles), and people say both of many: "de" is never wrong to the ear. Y is a vowel before a
// consonant (Yvetot) or alone (Y), and most often none before a vowel (Yenne).
func elides(name string) bool {
	first, size := utf8.DecodeRuneInString(name)
	letters := foldRune(first)
	if letters == "y" {
		next, _ := utf8.DecodeRuneInString(name[size:])
		after := foldRune(next)
		return after == "" || !sound.IsVowel(after[0])
	}
	return letters != "" && sound.IsVowel(letters[0])
}
