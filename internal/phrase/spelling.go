package phrase

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"passerelle/internal/sound"
)

// Spelling is how people write: the words that short forms stand for, the words that count little, those that negate, and
// those that are correct French, never an error for another.
type Spelling struct {
	readings  map[string][]string
	light     map[string]bool
	negations map[string]bool
	usual     map[string]bool
	read      map[string][]string // entries read before, while a book is filled: many say the same
}

// NewSpelling knows no short form yet.
func NewSpelling() *Spelling {
	return &Spelling{readings: make(map[string][]string), light: make(map[string]bool), negations: make(map[string]bool), usual: make(map[string]bool)}
}

const maxReading = 4 // words that one short form may stand for

// Read declares that people write one word for others: "g" for "j'ai".
func (s *Spelling) Read(write, read string) error {
	form, words := rawWords(write), s.words(read)
	switch {
	case len(form) != 1:
		return fmt.Errorf("« %s » n'est pas un seul mot", write)
	case len(words) == 0 || len(words) > maxReading:
		return fmt.Errorf("« %s » n'a pas de 1 à %d mots", read, maxReading)
	case s.readings[form[0].text] != nil:
		return fmt.Errorf("« %s » a déjà une lecture", write)
	}
	s.readings[form[0].text] = words
	return nil
}

// Light declares words that may stand anywhere, and that a pattern can do without.
func (s *Spelling) Light(words ...string) { s.declare(s.light, words) }

// Negate declares words that negate what they stand in.
func (s *Spelling) Negate(words ...string) { s.declare(s.negations, words) }

// Usual declares correct words, which are never taken for a typing error.
func (s *Spelling) Usual(words ...string) { s.declare(s.usual, words) }

func (s *Spelling) declare(in map[string]bool, words []string) {
	for _, w := range words {
		for _, one := range s.words(w) {
			in[one] = true
		}
	}
}

// token is one word of a message as it is looked for; at is the place of the word that was written.
type token struct {
	text   string
	at     int
	ends   bool // a sentence ends before it
	light  bool // it counts little
	denies bool
}

func newToken(text string, at int, ends bool) token { return token{text: text, at: at, ends: ends} }

// words reads one entry of a vocabulary. A mark stays with its word: "mot*", "=mot"; "#" is any number.
func (s *Spelling) words(entry string) []string {
	if words, ok := s.read[entry]; ok {
		return words
	}
	words := s.readEntry(entry)
	if s.read != nil {
		s.read[entry] = words
	}
	return words
}

func (s *Spelling) readEntry(entry string) []string {
	var out []string
	plain := func(text string) {
		for _, t := range s.tokens(rawWords(text)) {
			out = append(out, t.text)
		}
	}
	pending := ""
	for _, piece := range strings.Fields(entry) {
		marked := piece == "#" || piece[0] == '=' || piece[len(piece)-1] == '*'
		if !marked {
			pending += " " + piece
			continue
		}
		plain(pending)
		pending = ""
		word := strings.ReplaceAll(Normalise(piece), " ", "")
		switch {
		case piece == "#":
			out = append(out, piece)
		case word == "":
		case piece[0] == '=':
			out = append(out, "="+word)
		default:
			out = append(out, word+"*")
		}
	}
	plain(pending)
	return out
}

// tokens gives words the form in which they are looked for: short forms in full, what an apostrophe cuts in two words, and
// a pronoun and its auxiliary in one.
func (s *Spelling) tokens(raws []raw) []token {
	out := make([]token, 0, len(raws)+4)
	for i := 0; i < len(raws); i++ {
		if denied := deniedAuxiliary(raws, i); denied != "" { // "je n'ai" is "j'ai", denied or not by what follows
			out = append(out, newToken(denied, i, raws[i].ends))
			i += 2
			continue
		}
		if joined := auxiliary(raws, i); joined != "" {
			out = append(out, newToken(joined, i, raws[i].ends))
			i++
			continue
		}
		out = s.appendToken(out, raws[i].text, i, raws[i].ends)
	}
	return out
}

func (s *Spelling) appendToken(out []token, text string, at int, ends bool) []token {
	if full, elided := elisions[text]; elided && s.readings[text] == nil {
		return append(out, newToken(full, at, ends))
	}
	words, short := s.readings[text]
	if !short {
		if number, rest := cutNumber(text); rest != "" {
			return append(out, newToken(number, at, ends), newToken(rest, at, false))
		}
		return append(out, newToken(text, at, ends))
	}
	for i, w := range words {
		out = append(out, newToken(w, at, ends && i == 0))
	}
	return out
}

// elisions are words that lost their vowel before an apostrophe.
var elisions = map[string]string{"j": "je", "m": "me", "t": "te", "l": "le", "d": "de", "s": "se", "n": "ne", "c": "ce", "qu": "que", "jusqu": "jusque", "lorsqu": "lorsque", "puisqu": "puisque"}

// deniedAuxiliary joins a pronoun and its auxiliary around the n' that people often leave out.
func deniedAuxiliary(raws []raw, i int) string {
	if i+2 >= len(raws) || raws[i+1].text != "n" || raws[i].text != "je" && raws[i].text != "j" {
		return ""
	}
	return auxiliary([]raw{{text: "j"}, raws[i+2]}, 0)
}

// auxiliary joins a pronoun and its auxiliary: people write "m'a", "m a" and "ma" alike.
func auxiliary(raws []raw, i int) string {
	if i+1 >= len(raws) || raws[i+1].ends {
		return ""
	}
	first, next := raws[i].text, raws[i+1].text
	if len(first) != 1 || !strings.Contains("jmtlscdy", first) {
		return ""
	}
	switch next {
	case "a", "ai", "as", "ont", "est", "es", "avait", "avaient", "avais", "etait", "etaient", "etais", "aurait", "aurai", "un", "une":
		return first + next
	}
	return ""
}

// cutNumber parts a number from the word behind it: "17ans", "3mois". What else follows is SMS ("2main").
func cutNumber(text string) (number, rest string) {
	i := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if i <= 0 {
		return "", ""
	}
	switch rest = text[i:]; rest {
	case "ans", "an", "mois", "jours", "jour", "semaines", "enfants", "enfant", "gosses", "euros", "e", "h", "km", "fois":
		return text[:i], rest
	}
	return "", ""
}

// withoutLight takes the light words out of an entry that says enough without them.
func (s *Spelling) withoutLight(words []string) []string {
	if !slices.ContainsFunc(words, func(w string) bool { return s.light[w] }) {
		return words
	}
	heavy := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return s.light[w] })
	if len(heavy) < 2 {
		return words
	}
	return heavy
}

// Known tells whether a word is one of the vocabulary, or a usual one.
func (b *Book) Known(w string) bool { return numerals[w] > 0 || b.known(w) }

// known tells whether a word is one that people write correctly: of the vocabulary, or usual.
func (b *Book) known(w string) bool {
	return len(b.lexicon.known[w]) > 0 || b.spelling.readings[w] != nil || b.spelling.usual[w] || b.spelling.light[w] || b.spelling.negations[w]
}

// cut parts words that were run together, or that lost their apostrophe: "lecole", "jeveux". What is not so stays whole.
func (b *Book) cut(tokens []token) []token {
	out := make([]token, 0, len(tokens)+4)
	for _, t := range tokens {
		if len(t.text) < 4 || b.known(t.text) || isNumber(t.text) {
			out = append(out, t)
			continue
		}
		left, right := b.parts(t.text)
		if left != "" {
			out = append(out, newToken(left, t.at, t.ends))
			t.ends = false
		}
		out = b.spelling.appendToken(out, right, t.at, t.ends)
	}
	return out
}

// parts is how a word that is not known is cut in two that are; an empty left leaves it whole.
func (b *Book) parts(word string) (left, right string) {
	if bare, ok := withoutArabicPrefix(word, b.known); ok {
		return "", bare
	}
	if !isASCII(word) {
		return "", word
	}
	if b.lexicon.soundsRight(word) {
		return "", word
	}
	_, exact := b.lexicon.exact[word]
	if full, rest, ok := elided(word, func(rest string) bool {
		return len(rest) >= 4 && b.known(rest) || !exact && len(b.lexicon.known[rest]) > 0
	}); ok {
		return full, rest
	}
	if exact || b.lexicon.hears(word) {
		return "", word
	}
	if full, rest, ok := elided(word, func(rest string) bool {
		return len(rest) >= 5 && (sound.IsVowel(rest[0]) || rest[0] == 'h') && b.lexicon.hears(rest)
	}); ok {
		return full, rest // no vowel is lost before a consonant: "script" is no "se cript"
	}
	for i := len(word) - 2; i >= 2; i-- {
		if b.known(word[:i]) && b.known(word[i:]) && max(i, len(word)-i) >= 4 {
			return word[:i], word[i:]
		}
	}
	return "", word
}

// elided cuts a word behind a pronoun or article that lost its apostrophe, where what is left will do.
func elided(word string, will func(rest string) bool) (full, rest string, ok bool) {
	for short, full := range elisions {
		if rest, cut := strings.CutPrefix(word, short); cut && will(rest) {
			return full, rest, true
		}
	}
	return "", "", false
}

// withoutArabicPrefix takes off the particles that Arabic writes with the word behind them.
func withoutArabicPrefix(word string, known func(string) bool) (string, bool) {
	if first, _ := utf8.DecodeRuneInString(word); !unicode.Is(unicode.Arabic, first) || known(word) {
		return word, false
	}
	for _, prefix := range []string{"وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok && known(rest) {
			return rest, true
		}
	}
	return word, false
}

func isASCII(w string) bool {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isNumber(w string) bool {
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}
