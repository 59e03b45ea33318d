package source_test

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/source"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestALaterLayerReplacesTheSamePathAndSaysSo(t *testing.T) {
	faults := new(source.Faults)
	tree := source.Read(faults,
		source.Layer{Name: "flows", FS: fstest.MapFS{"a.yaml": file("v: 1"), "b.yaml": file("v: 1"), "d/c.yaml": file("v: 1")}},
		source.Layer{Name: "/etc/passerelle", FS: fstest.MapFS{"d/c.yaml": file("v: 2"), "a.yaml": file("v: 2"), "new.yaml": file("v: 2")}},
	)
	for name, want := range map[string]string{"a.yaml": "2", "b.yaml": "1", "d/c.yaml": "2", "new.yaml": "2"} {
		node, ok := tree.File(name)
		if got := node.Fields().Get("v").Text(); !ok || got != want {
			t.Errorf("%s says %q, not %q", name, got, want)
		}
	}
	for name, want := range map[string]int{"a.yaml": 1, "b.yaml": 0, "d/c.yaml": 1, "new.yaml": 1} {
		if got := tree.Layer(name); got != want {
			t.Errorf("%s was read from the layer %d, not %d", name, got, want)
		}
	}
	if want := []string{"/etc/passerelle/a.yaml", "/etc/passerelle/d/c.yaml"}; !slices.Equal(tree.Replaced, want) {
		t.Errorf("said to be replaced: %q", tree.Replaced)
	}
	node, _ := tree.File("a.yaml")
	if node.File() != "/etc/passerelle/a.yaml" {
		t.Errorf("the file calls itself %q", node.File())
	}
	if faults.Len() > 0 {
		t.Error(faults.Err())
	}
}

func TestOnlyTheYAMLFilesOfADirectoryAreNamedInOrder(t *testing.T) {
	tree := source.Read(new(source.Faults), source.Layer{Name: "x", FS: fstest.MapFS{
		"b.yaml": file("v: 1"), "a.yaml": file("v: 1"), ".hidden.yaml": file("v: 1"), "note.md": file("# note"), "c.yml": file("v: 1"),
		"words/z.yaml": file("v: 1"), "words/y.yaml": file("v: 1"), "words/deep/x.yaml": file("v: 1"),
	}})
	if got := tree.Names("."); !slices.Equal(got, []string{"a.yaml", "b.yaml"}) {
		t.Errorf("at the root: %q", got)
	}
	if got := tree.Names("words"); !slices.Equal(got, []string{"words/y.yaml", "words/z.yaml"}) {
		t.Errorf("in words: %q", got)
	}
	if _, ok := tree.File("note.md"); ok {
		t.Error("a file that is not YAML was read")
	}
}

func TestAFileThatCannotBeReadIsLeftOutAndTold(t *testing.T) {
	faults := new(source.Faults)
	tree := source.Read(faults, source.Layer{Name: "flows", FS: fstest.MapFS{
		"long.yaml":  {Data: bytes.Repeat([]byte("#"), source.MaxFileBytes+1)},
		"bound.yaml": {Data: append([]byte("v: 1\n"), bytes.Repeat([]byte("#"), source.MaxFileBytes-5)...)},
		"bad.yaml":   file("a: [1"),
		"good.yaml":  file("v: 1"),
	}})
	if got := tree.Names("."); !slices.Equal(got, []string{"bound.yaml", "good.yaml"}) {
		t.Errorf("read: %q", got)
	}
	told := faults.Sorted()
	if len(told) != 2 || told[0].File != "flows/bad.yaml" || told[1].File != "flows/long.yaml" || !strings.Contains(told[1].What, "1048577 octets (1048576 au plus)") {
		t.Errorf("%v", told)
	}
}

// closed is a directory whose files cannot be opened.
type closed struct{ fs.FS }

var errClosed = errors.New("fermé")

func (c closed) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".yaml") || name == "shut" {
		return nil, errClosed
	}
	return c.FS.Open(name)
}

func TestADirectoryOrAFileThatDoesNotOpenIsTold(t *testing.T) {
	faults := new(source.Faults)
	source.Read(faults, source.Layer{Name: "flows", FS: closed{fstest.MapFS{"a.yaml": file("v: 1")}}})
	if f := only(t, faults); f.File != "flows/a.yaml" || !strings.Contains(f.What, "fichier illisible (fermé)") {
		t.Errorf("%s", f)
	}
	faults = new(source.Faults)
	source.Read(faults, source.Layer{Name: "flows", FS: closed{fstest.MapFS{"shut/a.txt": file("v: 1")}}})
	if f := only(t, faults); f.File != "flows" || !strings.Contains(f.What, "dossier illisible (fermé)") {
		t.Errorf("%s", f)
	}
}
