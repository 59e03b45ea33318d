package prose

import (
	"regexp"
	"strings"
	"unicode"
)

// variable is a template variable such as {{.Place}}.
var variable = regexp.MustCompile(`\{\{[^{}\n\r]*\}\}`)

// listMark is the head of a line of a list: its dot ends no sentence.
var listMark = regexp.MustCompile(`^\s*(?:[-–—•*]|\d{1,2}[.)])\s+`)

// slot stands for a variable while a text is taken apart (a private-use rune).
const slot = '\uE000'

// sentence is a sentence with at least one word.
type sentence struct {
	line  int      // two sentences of one line have the same number
	words []string // as a reader counts them: "l'argent" and "36 46" are one word
	terms []string // as a dictionary has them: lower case, elisions and hyphens undone
}

// opening is the beginning of a sentence, enough for an author to find it.
func (s sentence) opening() string {
	words := s.words[:min(4, len(s.words))]
	return strings.TrimRight(strings.ReplaceAll(strings.Join(words, " "), string(slot), "…"), ".!?…,;:")
}

// split takes a text apart. A sentence ends at . ! ? … before a space, and at the end of a line. A colon ends nothing.
func split(text string) []sentence {
	text = variable.ReplaceAllString(text, string(slot))
	var sentences []sentence
	for n, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = listMark.ReplaceAllString(line, "")
		var current []string
		flush := func() {
			if words := gather(current); len(words) > 0 {
				sentences = append(sentences, sentence{line: n, words: words, terms: terms(strings.Join(current, " "))})
			}
			current = nil
		}
		for _, field := range strings.FieldsFunc(line, unicode.IsSpace) {
			current = append(current, field)
			if ends(field) {
				flush()
			}
		}
		flush()
	}
	return sentences
}

// ends says whether a sentence ends with this field: its last rune, closing quotes and brackets apart, is . ! ? or ….
func ends(field string) bool {
	field = strings.TrimRight(field, `»"”’')]*_`)
	return strings.HasSuffix(field, ".") || strings.HasSuffix(field, "!") || strings.HasSuffix(field, "?") || strings.HasSuffix(field, "…")
}

// gather makes words of fields: it drops lone signs and joins the groups of one number.
func gather(fields []string) []string {
	var words []string
	open := false // the last word is a number that the next group of digits continues
	for _, field := range fields {
		if !strings.ContainsFunc(field, spoken) {
			open = false
			continue
		}
		digits := isDigits(strings.TrimRight(field, ".,;:!?…)»"))
		if open && digits {
			words[len(words)-1] += " " + field
		} else {
			words = append(words, field)
		}
		open = isDigits(strings.TrimLeft(field, "(«"))
	}
	return words
}

// spoken says whether a rune makes a word of what holds it.
func spoken(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == slot }

func isDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}

// maybe keeps "peut-être" one word, so that its second half is not taken for the verb.
var maybe = strings.NewReplacer("peut-être", "peutêtre", "peut\u2011être", "peutêtre")

// terms lists the words of a text as a dictionary has them: "N'écrivez-vous" gives n, écrivez, vous.
func terms(text string) []string {
	return strings.FieldsFunc(maybe.Replace(strings.ToLower(text)), func(r rune) bool { return !spoken(r) && (!unicode.IsMark(r) || joins(r)) })
}
