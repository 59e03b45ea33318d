package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxRunes bounds the part of a message that is read: Telegram's own limit.
const MaxRunes = 4096

// Normalise folds a message the way patterns are: small letters, no accents, œ and æ in two letters, and one space for
// anything that is not a letter, a digit or %.
func Normalise(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for i, w := range rawWords(text) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// raw is one word as it was written, folded. ends tells that a sentence ends before it.
type raw struct {
	text string
	ends bool
}

// rawWords cuts a message into its words.
func rawWords(text string) []raw {
	f := folder{out: make([]raw, 0, len(text)/5+1)}
	decomposed := norm.NFD.String(strings.ToValidUTF8(text, " "))
	read := 0
	for i, r := range decomposed {
		if read++; read > MaxRunes {
			break
		}
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9': // most there is
			f.letter(r)
		case unicode.Is(unicode.Mn, r) || r == 'ـ': // accents, and what only makes an Arabic word longer
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '%':
			f.letter(r)
		default:
			f.cut()
			f.ends = f.ends || endsSentence(r, decomposed[i+utf8.RuneLen(r):])
		}
	}
	f.cut()
	return f.out
}

// endsSentence tells whether a mark ends a sentence: "r.s.a" has none that does.
func endsSentence(r rune, after string) bool {
	switch r {
	case '\n', ';', '!', '?', '؟', '…':
		return true
	case '.':
		next, _ := utf8.DecodeRuneInString(after)
		return after == "" || unicode.IsSpace(next)
	}
	return false
}

type folder struct {
	out  []raw
	word []byte
	last rune
	size int // bytes that it was folded into
	run  int
	ends bool
}

// letter adds one letter to the word being read. Who drags a letter ("aiiide") writes it once.
func (f *folder) letter(r rune) {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
	} else {
		r = unicode.ToLower(r)
	}
	if r == f.last && (r < '0' || r > '9') && unicode.IsLetter(r) {
		f.run++
	} else {
		f.last, f.run = r, 1
	}
	switch {
	case f.run == 3 && r != 'e':
		f.word = f.word[:len(f.word)-f.size]
		return
	case f.run >= 3:
		return
	}
	before := len(f.word)
	f.word = appendFolded(f.word, r)
	f.size = len(f.word) - before
}

func (f *folder) cut() {
	if len(f.word) > 0 {
		f.out = append(f.out, raw{string(f.word), f.ends})
		f.word, f.ends = f.word[:0], false
	}
	f.last, f.run = 0, 0
}

func appendFolded(out []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return append(out, byte(r))
	}
	switch r {
	case 'œ':
		return append(out, "oe"...)
	case 'æ':
		return append(out, "ae"...)
	case 'ß':
		return append(out, 's')
	case 'ı':
		return append(out, 'i')
	case 'ł':
		return append(out, 'l')
	case 'ø':
		return append(out, 'o')
	case 'đ':
		return append(out, 'd')
	case 'ى':
		r = 'ي'
	}
	return utf8.AppendRune(out, r)
}
