package prose

import (
	"strings"
	"unicode"
)

// longWord is the number of letters from which LIX counts a word as long.
const longWord = 7

// Measure is what the readability formulas need of a text.
type Measure struct {
	Words, Sentences, Syllables int
	Long                        int // words of 7 letters and more
}

// Measured measures a text.
func Measured(text string) Measure { return measure(split(text)) }

func measure(sentences []sentence) Measure {
	m := Measure{Sentences: len(sentences)}
	for _, s := range sentences {
		m.Words += len(s.words)
		for _, w := range s.words {
			m.Syllables += syllables(w)
			if letters(w) >= longWord {
				m.Long++
			}
		}
	}
	return m
}

// Add sums two measures.
func (m Measure) Add(o Measure) Measure {
	return Measure{m.Words + o.Words, m.Sentences + o.Sentences, m.Syllables + o.Syllables, m.Long + o.Long}
}

// KandelMoles is Flesch's ease of reading, fitted to French: about 100 is very easy, 30 is hard. Nothing is as easy as no text.
func (m Measure) KandelMoles() float64 {
	if m.Words == 0 {
		return 207
	}
	return 207 - 1.015*m.mean() - 73.6*float64(m.Syllables)/float64(m.Words)
}

// LIX is Björnsson's index: below 40 is easy, above 60 is hard.
func (m Measure) LIX() float64 {
	if m.Words == 0 {
		return 0
	}
	return m.mean() + 100*float64(m.Long)/float64(m.Words)
}

// mean is the words of a sentence.
func (m Measure) mean() float64 { return float64(m.Words) / float64(max(m.Sentences, 1)) }

// letters counts the letters of the longest part of a word: the eye stops at an apostrophe and at a hyphen.
func letters(word string) int {
	longest := 0
	for _, part := range strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune("'’-‑.", r) }) {
		n := 0
		for _, r := range part {
			if unicode.IsLetter(r) {
				n++
			}
		}
		longest = max(longest, n)
	}
	return longest
}
