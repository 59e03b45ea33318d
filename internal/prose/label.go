package prose

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

const labelMax = 24 // characters that fit on a button of a phone, at large text size

// reserved are the words that work at every step: another button of the same name would hide them.
var reserved = []string{"retour", "recommencer", "aide", "humain", "effacer", "urgence", "je ne sais pas", "parler a quelqu un"}

// buttonEmoji are the emoji whose spoken French name is short and says what the button does.
var buttonEmoji = []string{"🍽", "🛏", "🏥", "📄", "🏠", "📍", "☎", "↩"}

// acronyms may be a label on their own.
const acronyms = " AAH ADIL AEEH AME ANEF ANTS APA APL CAF CCAS CEJ CEP CIDFF CMI CMP CPAM CPF DALO DORA EPIDE FSL HLM MDPH MSA OFII OFPRA PACEA PASS PMI RSA SAMU SIAO SMS SPIP TVA VAE "

// Label judges a button.
func Label(text string) []Finding {
	var found findings
	shown := strings.TrimSpace(variable.ReplaceAllString(text, ""))
	if strings.TrimSpace(text) == "" {
		found.add("empty", Fault, "bouton vide", "écrire le mot qui distingue ce bouton")
		return found
	}
	if n := visible(shown); n > labelMax {
		found.add("label", Fault, fmt.Sprintf("bouton de %d caractères (%d au plus)", n, labelMax), "garder le mot qui distingue ce bouton")
	}
	if folded := fold(text); slices.Contains(reserved, folded) {
		found.add("reserved", Fault, fmt.Sprintf("« %s » est un bouton fixe", folded), "choisir un autre mot")
	}
	if shouts(shown) {
		found.add("capitals", Fault, "bouton tout en capitales", "écrire en minuscules")
	}
	if n := emojis(shown); n > 1 || n == 1 && !slices.ContainsFunc(buttonEmoji, func(e string) bool { return strings.HasPrefix(shown, e) }) {
		found.add("emoji", Warning, "émoji hors de la liste, ou ailleurs qu'au début", "un seul émoji de la liste, en tête, ou aucun")
	}
	return found
}

// visible counts the characters that take room.
func visible(text string) int {
	n := 0
	for _, r := range text {
		if !joins(r) && !unicode.IsMark(r) {
			n++
		}
	}
	return n
}

// shouts says whether all the words of a label are in capitals and one of them is not an acronym.
func shouts(text string) bool {
	if strings.ContainsFunc(text, unicode.IsLower) {
		return false
	}
	return slices.ContainsFunc(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }), func(w string) bool {
		return allCapitals(w) && !strings.Contains(acronyms, " "+w+" ")
	})
}

var bare = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i", "ô", "o", "ö", "o",
	"ù", "u", "û", "u", "ü", "u", "ç", "c", "œ", "oe", "æ", "ae")

// fold makes labels that sound alike equal: lower case, no accents, no signs.
func fold(text string) string {
	return bare.Replace(strings.Join(terms(variable.ReplaceAllString(text, " x ")), " "))
}
