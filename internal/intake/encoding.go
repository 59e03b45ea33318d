package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// twice is what a letter with an accent becomes when its two bytes of UTF-8 are read as letters, and written as UTF-8 again.
var twice = regexp.MustCompile("Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")

// encodedTwice tells a list whose accents are broken: a place in ten is enough, for a name may hold anything once.
func encodedTwice(b *Batch) bool {
	broken := 0
	for i := range b.Places {
		if p := &b.Places[i]; twice.MatchString(p.Name) || twice.MatchString(p.Street) {
			broken++
		}
	}
	for _, q := range b.Quarantined {
		if twice.MatchString(q.Name) {
			broken++
		}
	}
	return 10*broken > len(b.Places)+len(b.Quarantined)
}

// asText is a file as UTF-8, whatever it was written in. Reading it fails at the first byte that does not fit with those
// before it: a list half understood would show names with holes in them.
func asText(body *bufio.Reader, size int) (*bufio.Reader, error) {
	head, err := body.Peek(512)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if err := foreign(head); err != nil {
		return nil, err
	}
	var r io.Reader = body
	if utf16 := wide(head); utf16 != nil {
		r = transform.NewReader(r, utf16.NewDecoder())
	} else if bytes.HasPrefix(head, []byte("\ufeff")) {
		_, _ = body.Discard(3) // they were just seen
	}
	text := bufio.NewReaderSize(transform.NewReader(r, &settler{wide: r != body, line: 1}), size)
	if head, err = text.Peek(512); err != nil && err != io.EOF {
		return nil, err
	}
	return text, markup(head)
}

// wide is the UTF-16 in which a text begins, by its mark or by the zeros between its first letters; nil for any other.
func wide(head []byte) encoding.Encoding {
	zero := func(i int) bool {
		return len(head) > 4 && head[i] == 0 && head[i+2] == 0 && head[1-i] != 0 && head[3-i] != 0
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), zero(1):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), zero(0):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

// settler turns UTF-8 or Windows-1252 into UTF-8. Which of the two is settled by the first byte beyond ASCII, and holds
// to the end.
type settler struct {
	wide    bool // the text came from UTF-16: a replacement character says that it was broken
	line    int
	settled bool
	western bool // Windows-1252
}

// Reset is never needed: a settler reads one file.
func (s *settler) Reset() {}

// Transform implements transform.Transformer.
func (s *settler) Transform(dst, src []byte, atEOF bool) (written, read int, err error) {
	for read < len(src) {
		if written+utf8.UTFMax > len(dst) {
			return written, read, transform.ErrShortDst
		}
		if c := src[read]; c < utf8.RuneSelf {
			if c == 0 {
				return written, read, fmt.Errorf("octet nul à la ligne %d : ce n’est pas du texte", s.line)
			}
			if c == '\n' {
				s.line++
			}
			dst[written] = c
			written, read = written+1, read+1
			continue
		}
		if !atEOF && !utf8.FullRune(src[read:]) {
			return written, read, transform.ErrShortSrc
		}
		letter, size, err := s.letter(src[read:])
		if err != nil {
			return written, read, err
		}
		written, read = written+utf8.EncodeRune(dst[written:], letter), read+size
	}
	return written, read, nil
}

// letter is the first letter beyond ASCII of some bytes, and how many it takes.
func (s *settler) letter(src []byte) (letter rune, size int, err error) {
	letter, size = utf8.DecodeRune(src)
	valid := letter != utf8.RuneError || size > 1
	if !s.settled {
		s.settled, s.western = true, !valid
	}
	switch {
	case s.wide && letter == utf8.RuneError:
		return 0, 0, fmt.Errorf("UTF-16 abîmé à la ligne %d", s.line)
	case !s.western && valid:
		return letter, size, nil
	case !s.western, valid && neverFrench(src):
		return 0, 0, s.mixed()
	}
	letter = charmap.Windows1252.DecodeByte(src[0])
	if letter >= 0x80 && letter <= 0x9f { // the five bytes that mean nothing
		return 0, 0, s.mixed()
	}
	return letter, 1, nil
}

// neverFrench tells UTF-8 in the midst of Windows-1252, where it would read "Ã©" or "â€™". Other pairs can be French: "É»".
func neverFrench(src []byte) bool { return src[0] == 0xc3 || src[0] == 0xe2 }

func (s *settler) mixed() error {
	return &refusal{
		fmt.Sprintf("caractère illisible à la ligne %d : le fichier mélange les encodages, ou n’est ni en UTF-8 ni en Windows-1252", s.line),
		"l’ouvrir dans un tableur et l’enregistrer en CSV, en UTF-8",
	}
}
