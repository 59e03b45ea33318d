package territory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes words comparable: small letters without accents, one space for all that is neither letter nor digit, and the
// abbreviations of street signs in full.
func fold(words string) string {
	if !isFrench(words) {
		words = norm.NFD.String(words)
	}
	var b strings.Builder
	b.Grow(len(words) + 8)
	gap := false
	for _, r := range words {
		letters := foldRune(r)
		if letters == "" {
			gap = gap || b.Len() > 0 && !unicode.Is(unicode.Mn, r)
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteString(letters)
	}
	return inFull(b.String())
}

// isFrench is whether foldRune knows every letter, so that none has to be taken apart.
func isFrench(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && foldRune(r) == "" {
			return false
		}
	}
	return true
}

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"

// foldRune gives the small letters or the digit that a rune stands for, or nothing.
func foldRune(r rune) string {
	switch {
	case r >= 'a' && r <= 'z':
		return alphabet[r-'a' : r-'a'+1]
	case r >= 'A' && r <= 'Z':
		return alphabet[r-'A' : r-'A'+1]
	case r >= '0' && r <= '9':
		return alphabet[26+r-'0' : 27+r-'0']
	}
	switch r {
	case 'é', 'è', 'ê', 'ë', 'É', 'È', 'Ê', 'Ë':
		return "e"
	case 'à', 'â', 'ä', 'À', 'Â', 'Ä':
		return "a"
	case 'ô', 'ö', 'Ô', 'Ö':
		return "o"
	case 'î', 'ï', 'Î', 'Ï':
		return "i"
	case 'û', 'ù', 'ü', 'Û', 'Ù', 'Ü':
		return "u"
	case 'ÿ', 'Ÿ':
		return "y"
	case 'ç', 'Ç':
		return "c"
	case 'œ', 'Œ':
		return "oe"
	case 'æ', 'Æ':
		return "ae"
	case 'ß':
		return "ss"
	}
	return ""
}

// abbreviations are words that are written short wherever they stand in a name.
var abbreviations = map[string]string{"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "gd": "grand", "gde": "grande"}

// links are written short between two words: "Chalon s/ Saône", "Aulnay s/s Bois".
var links = map[string]string{"s": "sur", "ss": "sous"}

// inFull writes abbreviations in full. It leaves a text without any untouched.
func inFull(folded string) string {
	if !strings.Contains(folded, "st") && !strings.Contains(folded, " s") && !strings.Contains(folded, "gd") {
		return folded
	}
	words := strings.Fields(folded)
	changed := false
	for i, word := range words {
		full, short := abbreviations[word]
		if !short && i > 0 && i < len(words)-1 {
			full, short = links[word]
		}
		if short {
			words[i], changed = full, true
		}
	}
	if !changed {
		return folded
	}
	return strings.Join(words, " ")
}

// cutArticle takes the article off a folded name that has more than it.
func cutArticle(folded string) (article, name string) {
	first, rest, more := strings.Cut(folded, " ")
	if !more {
		return "", folded
	}
	switch first {
	case "le", "la", "les", "l", "los", "las":
		return first, rest
	}
	return "", folded
}

// glue takes the spaces out: people forget hyphens and apostrophes.
func glue(folded string) string { return strings.ReplaceAll(folded, " ", "") }
