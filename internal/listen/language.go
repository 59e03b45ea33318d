package listen

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"passerelle/internal/phrase"
)

// language is what tells one language from the others: its commonest short words, and letters that only it has.
type language struct {
	tag     string
	words   map[string]bool
	letters string
	script  *unicode.RangeTable // writing that is this language's where no other is told; nil: none
	settles []Fact              // what is known of who writes in it
}

// languageFrench is the language that needs no telling.
const languageFrench = "fr"

// leastWords is how many words of a language a message must hold to be in it, unless a letter tells.
const leastWords = 2

// languageOf is the language of a message; nil where it is French, or cannot be told.
func (e *Ear) languageOf(m *phrase.Message) *language {
	var best *language
	most := 0
	for i := range e.languages {
		l := &e.languages[i]
		if n := l.count(m); n > most || n == most && l.tag == languageFrench {
			best, most = l, n
		}
	}
	if best == nil || most < min(leastWords, m.Len()) {
		return e.writtenAs(m)
	}
	if best.tag == languageFrench {
		return nil
	}
	return best
}

// writtenAs is the language of a script in which a message is written, when its words tell none.
func (e *Ear) writtenAs(m *phrase.Message) *language {
	for i := range e.languages {
		for at := range m.Len() {
			first, _ := utf8.DecodeRuneInString(m.Token(at))
			if script := e.languages[i].script; script != nil && unicode.Is(script, first) {
				return &e.languages[i]
			}
		}
	}
	return nil
}

// count is how many words of a message speak for a language. A letter of its own is worth two.
func (l *language) count(m *phrase.Message) int {
	n := 0
	for i := range m.Len() {
		w := m.Token(i)
		if l.words[w] {
			n++
		}
		if l.letters != "" && strings.ContainsAny(w, l.letters) {
			n += leastWords
		}
	}
	return n
}
