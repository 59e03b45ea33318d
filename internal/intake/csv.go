package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// csvRows reads a table as publishers write them: the delimiter is found, a quote inside a quoted field need not be
// doubled, a line may be blank. Unlike encoding/csv it never holds more than one bounded field, however hostile the file.
type csvRows struct {
	r      *bufio.Reader
	bounds bounds
	comma  byte
	ends   string   // what may end a cell without quotes, or begin one with them
	header []string // folded
	names  names
	line   int // of the next row
	cell   []byte
	cells  []string
	closed bool // the last row ended with its line
	stray  bool // it holds a quote that may open a cell, after a line break inside another: the one before lacks its end
}

func newCSV(r *bufio.Reader, b bounds) (*csvRows, error) {
	c := &csvRows{r: r, bounds: b, comma: delimiter(r), names: names{}, line: 1}
	c.ends = string(c.comma) + "\"\r\n"
	cells, err := c.row()
	if err == io.EOF {
		return nil, errNoRow
	}
	if err != nil {
		return nil, err
	}
	for _, cell := range cells {
		c.header = append(c.header, fold(cell))
	}
	return c, nil
}

// delimiter is the one that the first line has most, outside quotes.
func delimiter(r *bufio.Reader) byte {
	head, _ := r.Peek(r.Size())
	counts, quoted := map[byte]int{}, false
	for _, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			return most(counts)
		default:
			counts[c]++
		}
	}
	return most(counts)
}

func most(counts map[byte]int) byte {
	best := byte(',')
	for _, candidate := range []byte(";\t|") {
		if counts[candidate] > counts[best] {
			best = candidate
		}
	}
	return best
}

func (c *csvRows) next() (record, error) {
	for blank := 0; ; {
		line := c.line
		cells, err := c.row()
		if err != nil {
			return record{}, err
		}
		if len(cells) == 1 && cells[0] == "" {
			if blank++; blank > c.bounds.rows {
				return record{}, fmt.Errorf("plus de %d lignes vides", c.bounds.rows)
			}
			continue
		}
		switch {
		case !c.closed && len(cells) < len(c.header):
			return record{}, errTruncated
		case c.stray:
			return record{}, &misread{line, fmt.Sprintf("un guillemet manque : ce qui suit, jusqu’à la ligne %d, est perdu", c.line-1)}
		}
		return c.record(line, cells)
	}
}

func (c *csvRows) record(line int, cells []string) (record, error) {
	for len(cells) > len(c.header) && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) != len(c.header) {
		return record{}, &misread{line, fmt.Sprintf("%d colonnes au lieu de %d", len(cells), len(c.header))}
	}
	r := record{line, make(map[string]any, len(cells)), c.names}
	for i, cell := range cells {
		if name := c.header[i]; cell != "" && r.fields[name] == nil {
			r.fields[name] = cell
		}
	}
	return r, nil
}

// row is the cells of one line, or of several when a quoted cell holds line breaks; they last until the next.
func (c *csvRows) row() (cells []string, err error) {
	c.closed, c.stray, cells = false, false, c.cells[:0]
	for size := 0; ; {
		end, err := c.field()
		if err != nil {
			if err == io.EOF && len(cells) == 0 && len(c.cell) == 0 {
				return nil, io.EOF
			}
			if err != io.EOF {
				return nil, err
			}
		}
		cells, size = append(cells, string(c.cell)), size+len(c.cell)
		switch {
		case len(cells) > c.bounds.columns:
			return nil, fmt.Errorf("plus de %d colonnes à la ligne %d", c.bounds.columns, c.line)
		case size > c.bounds.object:
			return nil, fmt.Errorf("plus de %d octets à la ligne %d", c.bounds.object, c.line)
		}
		if end != c.comma {
			c.closed, c.cells = end == '\n', cells
			return cells, nil
		}
	}
}

// field reads one cell and says what ended it: the delimiter, a line break, or 0 with io.EOF at the end of the file.
func (c *csvRows) field() (end byte, err error) {
	c.cell = c.cell[:0]
	for {
		if err := c.until(c.ends); err != nil {
			return 0, err
		}
		b, err := c.r.ReadByte()
		if err != nil {
			return 0, err
		}
		switch {
		case b == '"' && len(c.cell) == 0:
			if err := c.quoted(); err != nil {
				return 0, err
			}
			continue
		case b == c.comma:
			return b, nil
		case b == '\r' && c.peek() == '\n':
			continue
		case b == '\n', b == '\r':
			c.line++
			return '\n', nil
		}
		if err := c.add([]byte{b}); err != nil {
			return 0, err
		}
	}
}

// until adds what is at hand of a cell before the first of some bytes.
func (c *csvRows) until(stops string) error {
	ahead, _ := c.r.Peek(c.r.Buffered())
	n := bytes.IndexAny(ahead, stops)
	if n < 0 {
		n = len(ahead)
	}
	if n == 0 {
		return nil
	}
	err := c.add(ahead[:n])
	_, _ = c.r.Discard(n) // they were just seen
	return err
}

// quoted reads on to the quote that closes a cell: one that the delimiter, the end of the line or of the file follows.
func (c *csvRows) quoted() error {
	for broken := false; ; {
		if err := c.until("\"\n"); err != nil {
			return err
		}
		b, err := c.r.ReadByte()
		if err == io.EOF {
			return errTruncated
		}
		if err != nil {
			return err
		}
		if b == '"' {
			switch follows := c.peek(); follows {
			case '"':
				_, _ = c.r.Discard(1) // it was just seen
			case c.comma, '\n', '\r', 0:
				return nil
			default:
				c.stray = c.stray || broken
			}
		}
		if b == '\n' {
			c.line++
			broken = true
		}
		if err := c.add([]byte{b}); err != nil {
			return err
		}
	}
}

func (c *csvRows) add(text []byte) error {
	if c.cell = append(c.cell, text...); len(c.cell) > c.bounds.field {
		return fmt.Errorf("un champ de plus de %d octets à la ligne %d : le fichier est tronqué, ou un guillemet manque",
			c.bounds.field, c.line)
	}
	return nil
}

// peek is the next byte, 0 at the end: no text holds a zero (see settler).
func (c *csvRows) peek() byte {
	next, _ := c.r.Peek(1)
	if len(next) == 0 {
		return 0
	}
	return next[0]
}
