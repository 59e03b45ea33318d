package source_test

import (
	"io/fs"
	"path"
	"testing"

	"passerelle/flows"
	"passerelle/internal/source"
)

// FuzzParse reads anything as a file of content, and everything in it in every way: it never panics, it ends, and each
// fault names its file and a line of it.
func FuzzParse(f *testing.F) {
	err := fs.WalkDir(flows.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".yaml" {
			return err
		}
		body, err := fs.ReadFile(flows.FS, name)
		if len(body) < 2000 {
			f.Add(body)
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{everyKind, "", "\ufeff", "a: &x 1\nb: *x\n", "<<: *x\n", "a: !!str 1\n", "? [a]\n: b\n", "? a\n", "- - -\n", "{", "[", "a: |", "a: >-\n\n", "--- a\n--- b\n", "&a : b\n", "a: \xff", "%YAML 1.2\n", "...\n", "\"\\u12", "!", "!!binary |\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > 4096 {
			return // the library's time grows with the square of the nesting; only operators write these files
		}
		faults := new(source.Faults)
		if node, ok := source.Parse(faults, "essai.yaml", body); ok {
			readAll(node, 0)
		} else if faults.Len() != 1 {
			t.Errorf("refused with %d faults", faults.Len())
		}
		lines := 1
		for _, b := range body {
			if b == '\n' || b == '\r' {
				lines++
			}
		}
		for _, fault := range faults.Sorted() {
			if fault.File != "essai.yaml" || fault.Line < 1 || fault.Line > lines || fault.What == "" || fault.Mend == "" {
				t.Errorf("of %d lines: %s", lines, fault)
			}
		}
	})
}

func readAll(n source.Node, depth int) {
	n.Text()
	n.Int()
	n.Bool()
	n.Texts()
	n.Line()
	if n.IsMap() && depth < 50 {
		n.Fields("a", "b")
		f := n.Fields()
		for _, key := range f.Keys() {
			f.Key(key).Text()
			f.Need(key)
			readAll(f.Get(key), depth+1)
		}
		f.Need("absent")
	}
	for _, item := range n.Items() {
		if item != n && depth < 50 {
			readAll(item, depth+1)
		}
	}
}
