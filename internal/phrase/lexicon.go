package phrase

import (
	"slices"
	"strings"

	"github.com/kljensen/snowball/french"

	"passerelle/internal/sound"
)

// Bounds of what is heard though it is written otherwise.
const (
	shortestStem  = 4 // letters: shorter ones are those of too many words
	shortestSound = 3 // sounds
	shortestNear  = 5 // letters of a word in which one may be wrong
)

// lexicon is every word that patterns hold, and the ways by which each is heard.
type lexicon struct {
	units    unit
	exact    map[string]unit   // "=mot"
	classes  map[string]unit   // by stem, or by the word where its stem is too short
	prefixes map[string]unit   // "mot*"
	written  map[string]unit   // words as patterns write them, with their class
	stems    map[string]string // classes of words, while the lexicon is filled: finding one takes its time
	known    map[string][]unit
	sounds   map[string][]unit
	near     nearby
	shortest int // bytes of the shortest prefix
}

func newLexicon() lexicon {
	return lexicon{exact: make(map[string]unit), classes: make(map[string]unit), prefixes: make(map[string]unit), written: make(map[string]unit), stems: make(map[string]string)}
}

func (l *lexicon) newUnit() unit {
	l.units++
	return l.units
}

// unit is what a word of a pattern is looked for by.
func (l *lexicon) unit(word string) unit {
	if word == "#" {
		return number
	}
	if bare, ok := strings.CutPrefix(word, "="); ok {
		return l.named(l.exact, bare)
	}
	if bare, ok := strings.CutSuffix(word, "*"); ok {
		return l.named(l.prefixes, bare)
	}
	u, ok := l.written[word]
	if !ok {
		u = l.named(l.classes, l.classOf(word))
		l.written[word] = u
	}
	return u
}

// classOf is the class of a word, found once while the lexicon is filled.
func (l *lexicon) classOf(word string) string {
	if class, ok := l.stems[word]; ok {
		return class
	}
	class := classOf(word)
	if l.stems != nil {
		l.stems[word] = class
	}
	return class
}

func (l *lexicon) named(in map[string]unit, name string) unit {
	u, ok := in[name]
	if !ok {
		u = l.newUnit()
		in[name] = u
	}
	return u
}

// classOf is the stem that the forms of a word share, or the word where its stem is too short to tell it from others.
func classOf(word string) string {
	if len(word) < shortestStem || !isASCII(word) {
		return word
	}
	word = singular(word)
	stem := french.Stem(word, false)
	if len(stem) > shortestStem || len(stem) == shortestStem && inflects(word, stem) {
		return stem
	}
	return word
}

// singular takes the mark of many off a word, and one e of "frappée": the stemmer knows them by accents that are not there.
func singular(word string) string {
	if len(word) > shortestStem && (word[len(word)-1] == 's' || word[len(word)-1] == 'x') && word[len(word)-2] != 's' {
		word = word[:len(word)-1]
	}
	if strings.HasSuffix(word, "ee") && len(word) > shortestStem {
		word = word[:len(word)-1]
	}
	return word
}

// inflects tells whether a word is a short stem and a common ending: "garder", but not "saisie", which "sais" is no form of.
func inflects(word, stem string) bool {
	if strings.HasSuffix(word, "ier") { // "papier" is no form of "papi"
		return false
	}
	switch ending, _ := strings.CutPrefix(word, stem); ending {
	case "", "s", "e", "es", "er", "ee", "ees", "ez", "ent", "ant", "ait", "ais", "aient", "ons", "era", "erait", "x":
		return true
	}
	return false
}

// close indexes the words once all are there.
func (l *lexicon) close(s *Spelling) {
	l.shortest = 1 << 10
	for p := range l.prefixes {
		l.shortest = min(l.shortest, len(p))
	}
	l.known, l.sounds = make(map[string][]unit, len(l.written)), make(map[string][]unit, len(l.written))
	for w, u := range l.written {
		l.known[w] = l.spelt(w)
		l.indexSound(w, u)
	}
	for w := range s.usual {
		if units := l.spelt(w); len(units) > 0 {
			l.known[w] = units
		}
	}
	l.near = indexNear(l.written)
	l.stems = nil // of what people write nothing is kept
}

func (l *lexicon) indexSound(w string, u unit) {
	for _, key := range l.soundsOf(w) {
		if !slices.Contains(l.sounds[key], u) {
			l.sounds[key] = append(l.sounds[key], u)
		}
	}
}

// soundsOf is how a French word sounds, and its stem: an ending that is misspelt does not matter.
func (l *lexicon) soundsOf(w string) []string {
	if !isASCII(w) || isNumber(w) {
		return nil
	}
	var out []string
	whole := string(sound.Of(nil, w))
	if len(whole) >= shortestSound {
		out = append(out, whole)
	}
	if stem := l.classOf(w); stem != w {
		if key := string(sound.Of(nil, stem)); len(key) >= shortestSound && key != whole {
			out = append(out, key)
		}
	}
	return out
}

// spelt lists the units of a word that is spelt as it should be.
func (l *lexicon) spelt(w string) []unit {
	out := l.begun(w)
	if u, ok := l.exact[w]; ok {
		out = append(out, u)
	}
	if u, ok := l.classes[l.classOf(w)]; ok {
		out = append(out, u)
	}
	return out
}

// asWritten lists the units of a word that patterns hold letter by letter.
func (l *lexicon) asWritten(w string) []unit {
	out := l.begun(w)
	if u, ok := l.exact[w]; ok {
		out = append(out, u)
	}
	if u, ok := l.written[w]; ok {
		out = append(out, u)
	}
	return out
}

// begun lists the beginnings of words that a word has.
func (l *lexicon) begun(w string) (out []unit) {
	for i := l.shortest; i <= len(w); i++ {
		if u, ok := l.prefixes[w[:i]]; ok {
			out = append(out, u)
		}
	}
	return out
}

// unitsOf lists what a word of a message may be: itself where it is known, else what it sounds like, else what differs by
// one letter.
func (b *Book) unitsOf(w string) []unit {
	l := &b.lexicon
	if units, ok := l.known[w]; ok {
		return units
	}
	if u, ok := l.exact[w]; ok { // most are of other languages: "lecole" may still be "l'école"
		return append(l.misspelt(w), u)
	}
	if b.spelling.usual[w] || b.spelling.light[w] || isNumber(w) {
		return nil
	}
	return l.misspelt(w)
}

func (l *lexicon) misspelt(w string) []unit {
	begun := l.begun(w) // a beginning, of another language mostly, does not tell that a word is spelt right
	if u, ok := l.classes[l.classOf(w)]; ok {
		return append(begun, u)
	}
	for _, key := range l.soundsOf(w) {
		if units := l.sounds[key]; len(units) > 0 {
			return append(begun, units...)
		}
	}
	return append(begun, l.near.to(w)...)
}

// soundsRight tells whether a word that is not known sounds like one of the vocabulary, whole.
func (l *lexicon) soundsRight(w string) bool {
	sounds := l.soundsOf(w)
	return len(sounds) > 0 && len(l.sounds[sounds[0]]) > 0
}

// hears tells whether a word that is not known is heard all the same.
func (l *lexicon) hears(w string) bool { return len(l.misspelt(w)) > 0 }
