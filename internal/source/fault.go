// Package source reads the YAML that authors write, keeps the file and line of every value, and gathers every mistake.
package source

import (
	"fmt"
	"sort"
	"strings"
	"sync"
)

// Fault is one mistake in the content: where it stands, what it is, how to mend it. What and Mend are French,
// for authors.
type Fault struct {
	File string `json:"file"`
	Line int    `json:"line"` // from 1; 0 when the whole file is meant
	What string `json:"what"`
	Mend string `json:"mend"`
}

func (f Fault) String() string {
	place := f.File
	if f.Line > 0 {
		place = fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return fmt.Sprintf("%s: %s. Remède : %s.", place, f.What, f.Mend)
}

// Faults gathers mistakes so that an author sees them all, not the first.
type Faults struct {
	lock sync.Mutex // files are read side by side
	list []Fault
	seen map[Fault]bool
}

// Add notes a mistake once, however many ways lead to it.
func (f *Faults) Add(fault Fault) {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.seen == nil {
		f.seen = make(map[Fault]bool)
	}
	if f.seen[fault] {
		return
	}
	f.seen[fault] = true
	f.list = append(f.list, fault)
}

// Len tells how many mistakes were noted.
func (f *Faults) Len() int { return len(f.list) }

// Sorted returns the mistakes by file and line.
func (f *Faults) Sorted() []Fault {
	out := append([]Fault(nil), f.list...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].File != out[j].File {
			return out[i].File < out[j].File
		}
		return out[i].Line < out[j].Line
	})
	return out
}

// Err is nil when nothing was noted, otherwise an error that lists every mistake.
func (f *Faults) Err() error {
	if len(f.list) == 0 {
		return nil
	}
	return Error(f.Sorted())
}

// Error is a list of mistakes as an error.
type Error []Fault

func (e Error) Error() string {
	lines := make([]string, len(e))
	for i, fault := range e {
		lines[i] = fault.String()
	}
	return strings.Join(lines, "\n")
}
