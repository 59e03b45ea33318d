package prose

import (
	"strings"
	"unicode"
)

// syllables counts how long a word is aloud; a word has at least one. It is an estimate: a final mute e is not
// counted, one inside a word is ("seu-le-ment"). A variable counts one, so that it is never what makes a text hard.
func syllables(word string) int {
	n, digits := 0, 0
	for _, part := range strings.FieldsFunc(word, func(r rune) bool { return !spoken(r) && !unicode.IsMark(r) }) {
		digits += strings.IndexFunc(part+"x", func(r rune) bool { return !unicode.IsDigit(r) })
		part = strings.TrimLeftFunc(part, unicode.IsDigit)
		n += partSyllables(part)
	}
	// Three syllables for two digits is what numbers are aloud. Past four digits a number is dialled or copied, not read.
	n += min(digits, 4) * 3 / 2
	return max(n, 1)
}

// partSyllables counts a run of letters: "l" of "l'argent" gives 0.
func partSyllables(part string) int {
	if part == "" {
		return 0
	}
	if isAcronym(part) {
		return acronymSyllables(part)
	}
	part = strings.ToLower(part)
	if n, ok := oddSyllables[part]; ok {
		return n
	}
	n := vowelGroups(silence(part))
	if n == 0 && strings.ContainsFunc(part, isVowel) {
		return 1
	}
	return n
}

// oddSyllables are everyday words the rules get wrong.
var oddSyllables = map[string]int{
	"pays": 2, "août": 1, "ouest": 1, "oui": 1, "web": 1, "mail": 1, "mails": 1, "monsieur": 2, "madame": 2, "client": 2, "femme": 1, "femmes": 1,
}

// silence drops what is written and not heard: the u of qu and gu, the final e, es and verbs' ent.
func silence(w string) string {
	mute := strings.HasSuffix(w, "ent") && !sounded(w)
	w = strings.ReplaceAll(w, "qu", "q")
	for _, v := range []string{"e", "é", "è", "ê", "i"} {
		w = strings.ReplaceAll(w, "gu"+v, "g"+v)
	}
	cut := ""
	switch {
	case mute:
		cut = "ent"
	case strings.HasSuffix(w, "es"):
		cut = "es"
	case strings.HasSuffix(w, "e"):
		cut = "e"
	}
	if short := strings.TrimSuffix(w, cut); strings.ContainsFunc(short, isVowel) {
		return short
	}
	return w
}

// sounded says whether a final "ent" is heard: in "argent" and "document", not in "vivent".
func sounded(w string) bool {
	if strings.HasSuffix(w, "ment") {
		return !strings.Contains(" aiment dorment endorment ferment forment confirment suppriment impriment expriment estiment consomment nomment ", " "+w+" ")
	}
	const heard = " absent accident adolescent agent apparent argent cent content dent différent évident excellent fréquent innocent insolent lent " +
		"parent patient permanent présent président prudent récent régent sergent souvent talent urgent vent violent "
	return strings.Contains(heard, " "+w+" ")
}

// vowelGroups counts the vowels that are heard apart: each group counts one, and some groups are two sounds.
func vowelGroups(w string) int {
	n, start := 0, 0
	runes := []rune(w)
	for i, r := range runes {
		switch {
		case !isVowel(r):
			continue
		case i == 0 || !isVowel(runes[i-1]), apart(runes, start, i):
			n++
			start = i
		}
	}
	return n
}

// apart says whether the vowel at i, after another one, opens a new syllable. The syllable so far began at start.
func apart(w []rune, start, i int) bool {
	before, r := w[i-1], w[i]
	next := rune(0)
	if i+1 < len(w) {
		next = w[i+1]
	}
	group := string(w[start:i])
	switch {
	case strings.ContainsRune("ïëü", r): // maïs, Noël
		return true
	case r == 'y': // payer, appuyez
		return isVowel(next)
	case before == 'é': // création, réunion
		return true
	case before == 'y':
		return false
	case r == 'é' || r == 'è': // aérien, loué; but société, pièce
		return before != 'i'
	case before == 'i': // ouvrier, client, oublier: a consonant and l or r before the i
		return start >= 2 && group == "i" && strings.ContainsRune("lr", w[start-1]) && !isVowel(w[start-2]) && w[start-2] != w[start-1]
	case before == 'o' && r == 'a', before == 'a' && r == 'o': // oasis, cacao
		return true
	case before == 'o' && r == 'o': // coopérer, coordonnées; but alcool
		return i == 2 && w[0] == 'c' && next != 'l'
	case group == "ou" && (r == 'e' || r == 'a'): // louer, douane
		return true
	case group == "u" && strings.ContainsRune("aeo", r): // situation, continuer; but accueil
		return start > 0 && w[start-1] != 'c' && w[start-1] != 'g'
	}
	return false
}

func isVowel(r rune) bool { return strings.ContainsRune("aàâäeéèêëiîïoôöuùûüyÿœæ", r) }

// isAcronym says whether a word is written as one: RSA, SMS.
func isAcronym(part string) bool {
	n := 0
	for _, r := range part {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 5
}

// acronymSyllables counts an acronym as it is said: most are spelled (R S A), some are read like words (CAF).
func acronymSyllables(part string) int {
	const read = " CAF PASS SIAO OFII OFPRA SAMU DALO CROUS ADIL ANIL EPIDE PACEA SMIC ANEF ASPA ARIPA ACRE INSEE PIMMS DORA "
	if strings.Contains(read, " "+part+" ") {
		return max(1, vowelGroups(silence(strings.ToLower(part))))
	}
	n := 0
	for _, r := range part {
		switch r {
		case 'W':
			n += 3
		case 'Y':
			n += 2
		default:
			n++
		}
	}
	return n
}
