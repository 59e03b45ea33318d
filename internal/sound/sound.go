// Package sound tells how French words sound, roughly: words that are spelt otherwise and said alike have one sound.
package sound

import "strings"

// Of adds to out how a folded word (small letters without accents) sounds to a French ear. Capitals stand for sounds that
// take several letters. Letters that are not French stand for themselves.
func Of(out []byte, word string) []byte { return soundOfWord(out, voiced(word)) }

// voiced takes off the letters that are not said at the end of a word.
func voiced(word string) string {
	for len(word) > 2 && strings.IndexByte("stxzdp", word[len(word)-1]) >= 0 {
		word = word[:len(word)-1]
	}
	if len(word) > 3 && strings.HasSuffix(word, "er") {
		word = word[:len(word)-1]
	}
	if n := len(word); n > 4 && (strings.HasSuffix(word, "ce") || strings.HasSuffix(word, "ge")) {
		return word[:n-2] + map[byte]string{'c': "ss", 'g': "j"}[word[n-2]] // said softly: vacances, garage
	}
	if n := len(word); n > 3 && strings.HasSuffix(word, "se") && IsVowel(word[n-3]) {
		return word[:n-2] + "z" // said, and softly: Toulouse
	}
	for len(word) > 2 && word[len(word)-1] == 'e' {
		word = word[:len(word)-1]
	}
	return word
}

// spelling is letters that make one sound.
type spelling struct{ letters, sound string }

// spellings by first letter; the longer ones stand first.
var spellings = [128][]spelling{
	'a': {{"aux", "o"}, {"au", "o"}, {"ai", "e"}, {"ay", "e"}},
	'c': {{"chr", "kr"}, {"chl", "kl"}, {"ch", "S"}, {"ck", "k"}, {"ci", "si"}, {"cy", "si"}, {"c", "k"}},
	'e': {{"eau", "o"}, {"eu", "E"}, {"ei", "e"}, {"ey", "e"}},
	'g': {{"gn", "N"}, {"gue", "ge"}, {"gui", "gi"}, {"guy", "gi"}, {"gea", "ja"}, {"geo", "jo"}, {"gi", "ji"}, {"gy", "ji"}},
	'h': {{"h", ""}},
	'o': {{"oeu", "E"}, {"oe", "e"}, {"ou", "U"}, {"oi", "Wa"}, {"oy", "Wa"}},
	'p': {{"ph", "f"}},
	'q': {{"qu", "k"}, {"q", "k"}},
	's': {{"sch", "S"}, {"sh", "S"}},
	't': {{"tion", "siO"}},
	'w': {{"w", "v"}},
	'x': {{"x", "ks"}},
	'y': {{"y", "i"}},
}

// nasals are vowels said through the nose when no vowel and no n or m follows.
var nasals = [128][]spelling{
	'a': {{"ain", "I"}, {"aim", "I"}, {"an", "A"}, {"am", "A"}},
	'e': {{"ein", "I"}, {"en", "A"}, {"em", "A"}},
	'i': {{"ien", "iI"}, {"in", "I"}, {"im", "I"}},
	'o': {{"on", "O"}, {"om", "O"}},
	'u': {{"un", "I"}, {"um", "I"}},
	'y': {{"yn", "I"}, {"ym", "I"}},
}

// IsVowel tells whether a letter is a vowel.
func IsVowel(b byte) bool {
	switch b {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

func soundOfWord(out []byte, word string) []byte {
	for i := 0; i < len(word); {
		s, n := spelt(word, i)
		i += n
		if len(s) == 1 && len(out) > 0 && out[len(out)-1] == s[0] && !IsVowel(s[0]) {
			continue // a consonant written twice
		}
		out = append(out, s...)
	}
	return out
}

// spelt is the next sound of a word, and how many letters it takes.
func spelt(word string, i int) (string, int) {
	rest := word[i:]
	for _, s := range nasals[rest[0]&0x7f] {
		if strings.HasPrefix(rest, s.letters) && !carriesOn(rest[len(s.letters):]) {
			return s.sound, len(s.letters) + silentAfter(rest[len(s.letters):])
		}
	}
	if softened(rest) {
		if rest[0] == 'c' {
			return "s", 1
		}
		return "j", 1
	}
	for _, s := range spellings[rest[0]&0x7f] {
		if strings.HasPrefix(rest, s.letters) {
			return s.sound, len(s.letters)
		}
	}
	if rest[0] == 's' && i > 0 && IsVowel(word[i-1]) && len(rest) > 1 && IsVowel(rest[1]) {
		return "z", 1
	}
	return rest[:1], 1
}

// softened tells whether a c or a g is said softly before an e that is said. Of "gea" and "geo" it is not.
func softened(rest string) bool {
	if len(rest) < 2 || rest[0] != 'c' && rest[0] != 'g' || strings.HasPrefix(rest, "gea") || strings.HasPrefix(rest, "geo") {
		return false
	}
	return rest[1] == 'e'
}

// silentAfter is 1 when the t of "mont", "pont", "saint" ends a part of a word, and is not said: Montpellier.
func silentAfter(rest string) int {
	if len(rest) > 1 && rest[0] == 't' && !IsVowel(rest[1]) && rest[1] != 'r' && rest[1] != 'h' {
		return 1
	}
	return 0
}

// carriesOn is whether what follows keeps a vowel from being said through the nose.
func carriesOn(rest string) bool {
	return rest != "" && (IsVowel(rest[0]) || rest[0] == 'n' || rest[0] == 'm')
}
