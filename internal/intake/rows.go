package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// rows is one data file, row by row, never held whole. Next ends with io.EOF; a *misread is of one row, and the next ones
// can be read; any other error is of the file.
type rows interface {
	next() (record, error)
}

// misread is a row that cannot be read, alone.
type misread struct {
	line   int
	detail string
}

func (m *misread) Error() string { return fmt.Sprintf("ligne %d : %s", m.line, m.detail) }

// read finds whether a text is JSON or CSV.
func readRows(body *bufio.Reader, b bounds) (rows, error) {
	text, err := asText(body, b.field)
	if err != nil {
		return nil, err
	}
	switch firstByte(text) {
	case '{', '[':
		return newJSON(text, b)
	}
	return newCSV(text, b)
}

// sample is the first rows of a file: enough of them to know its columns, since JSON leaves out those that are empty. A
// table names its own. What could not be read among them is told again, in its place, by replayed.
func sample(from rows, size int) (*replayed, error) {
	head := &replayed{rest: from}
	if _, table := from.(*csvRows); table {
		return head, nil
	}
	for len(head.seen) < size {
		r, err := from.next()
		var one *misread
		if err != nil && !errors.As(err, &one) {
			if err == io.EOF {
				break
			}
			return nil, err
		}
		head.seen = append(head.seen, seen{r, err})
	}
	return head, nil
}

// replayed is rows of which the first were looked at.
type replayed struct {
	seen []seen
	rest rows
}

type seen struct {
	record record
	err    error
}

func (r *replayed) next() (record, error) {
	if len(r.seen) == 0 {
		return r.rest.next()
	}
	first := r.seen[0]
	r.seen = r.seen[1:]
	return first.record, first.err
}

// columns is the columns that the rows looked at have, those of the objects inside included: some APIs put an address in
// one.
func (r *replayed) columns() map[string]bool {
	found := map[string]bool{}
	if table, ok := r.rest.(*csvRows); ok {
		for _, name := range table.header {
			found[name] = true
		}
	}
	for _, row := range r.seen {
		for name, value := range row.record.fields {
			found[name] = true
			if inside, ok := value.(map[string]any); ok {
				for name := range inside {
					found[name] = true
				}
			}
		}
	}
	return found
}
