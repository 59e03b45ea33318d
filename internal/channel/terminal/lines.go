package terminal

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// maxLine bounds one line: the longest message of the longest channel, with room for its JSON.
const maxLine = 64 << 10

var errLong = errors.New("ligne trop longue")

// lines reads one line at a time and never more than maxLine of it.
type lines struct{ in *bufio.Reader }

func newLines(in io.Reader) *lines { return &lines{bufio.NewReaderSize(in, 4096)} }

// next returns a line without its end. A longer one comes cut, with errLong; the rest of it is passed over.
func (l *lines) next() (string, error) {
	var b strings.Builder
	long := false
	for {
		part, more, err := l.in.ReadLine()
		if err != nil {
			if b.Len() > 0 && err == io.EOF {
				return b.String(), nil
			}
			return "", err
		}
		if b.Len()+len(part) > maxLine {
			long = true
		} else {
			b.Write(part)
		}
		if !more {
			break
		}
	}
	if long {
		return b.String(), errLong
	}
	return b.String(), nil
}
