package territory

import (
	"slices"
	"strings"
)

// sound is how a name sounds, as a hash, with the place of the name below it, so that thousands sort at once.
type sound uint64

func indexSounds(names []name) []sound {
	sounds := make([]sound, len(names))
	for i, n := range names {
		sounds[i] = hashSound(n.key) | sound(i)
	}
	slices.Sort(sounds)
	return sounds
}

// hashSound is FNV-1a of how a key sounds, in the upper half.
func hashSound(key string) sound {
	var room [longestCompared]byte
	hash := uint32(2166136261)
	for _, b := range soundOf(room[:0], key) {
		hash = (hash ^ uint32(b)) * 16777619
	}
	return sound(hash) << 32
}

// sounding lists the names that sound like a key. Two sounds of one hash are no harm: what is heard is always asked.
func (x *index) sounding(key string) []sound {
	hash := hashSound(key)
	i, _ := slices.BinarySearch(x.sounds, hash)
	j, _ := slices.BinarySearch(x.sounds, hash+1<<32)
	return x.sounds[i:j]
}

// soundOf adds to out how a folded name sounds to a French ear, roughly: capitals stand for sounds that take several
// letters. The article is not heard.
func soundOf(out []byte, key string) []byte {
	_, bare := cutArticle(key)
	for word := range strings.SplitSeq(bare, " ") {
		out = soundOfWord(out, voiced(word))
	}
	return out
}

// voiced takes off the letters that are not said at the end of a word.
func voiced(word string) string {
	for len(word) > 2 && strings.IndexByte("stxzdp", word[len(word)-1]) >= 0 {
		word = word[:len(word)-1]
	}
	if len(word) > 3 && strings.HasSuffix(word, "er") {
		word = word[:len(word)-1]
	}
	if n := len(word); n > 3 && strings.HasSuffix(word, "se") && isVowel(word[n-3]) {
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
	'c': {{"chr", "kr"}, {"chl", "kl"}, {"ch", "S"}, {"ck", "k"}, {"ce", "se"}, {"ci", "si"}, {"cy", "si"}, {"c", "k"}},
	'e': {{"eau", "o"}, {"eu", "E"}, {"ei", "e"}, {"ey", "e"}},
	'g': {{"gn", "N"}, {"gue", "ge"}, {"gui", "gi"}, {"guy", "gi"}, {"gea", "ja"}, {"geo", "jo"}, {"ge", "je"}, {"gi", "ji"}, {"gy", "ji"}},
	'h': {{"h", ""}},
	'o': {{"oeu", "E"}, {"oe", "e"}, {"ou", "U"}, {"oi", "Wa"}, {"oy", "Wa"}},
	'p': {{"ph", "f"}},
	'q': {{"qu", "k"}, {"q", "k"}},
	's': {{"sch", "S"}, {"sh", "S"}},
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

func isVowel(b byte) bool {
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
		if len(s) == 1 && len(out) > 0 && out[len(out)-1] == s[0] && !isVowel(s[0]) {
			continue // a consonant written twice
		}
		out = append(out, s...)
	}
	return out
}

// spelt is the next sound of a word, and how many letters it takes.
func spelt(word string, i int) (string, int) {
	rest := word[i:]
	for _, s := range nasals[rest[0]] {
		if strings.HasPrefix(rest, s.letters) && !carriesOn(rest[len(s.letters):]) {
			return s.sound, len(s.letters) + silentAfter(rest[len(s.letters):])
		}
	}
	for _, s := range spellings[rest[0]] {
		if strings.HasPrefix(rest, s.letters) {
			return s.sound, len(s.letters)
		}
	}
	if rest[0] == 's' && i > 0 && isVowel(word[i-1]) && len(rest) > 1 && isVowel(rest[1]) {
		return "z", 1
	}
	return rest[:1], 1
}

// silentAfter is 1 when the t of "mont", "pont", "saint" ends a part of a word, and is not said: Montpellier.
func silentAfter(rest string) int {
	if len(rest) > 1 && rest[0] == 't' && !isVowel(rest[1]) && rest[1] != 'r' && rest[1] != 'h' {
		return 1
	}
	return 0
}

// carriesOn is whether what follows keeps a vowel from being said through the nose.
func carriesOn(rest string) bool {
	return rest != "" && (isVowel(rest[0]) || rest[0] == 'n' || rest[0] == 'm')
}
