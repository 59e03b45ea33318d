package schema_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"testing"

	"passerelle/internal/content"
	"passerelle/internal/schema"
)

var update = flag.Bool("update", false, "write the schemas, and the lines that name them, anew")

var rooms = map[string]fs.FS{"flows": os.DirFS("../../flows"), "locales": os.DirFS("../../locales")}

func shipped(t *testing.T) schema.Set {
	t.Helper()
	c, faults := content.Load(content.Shipped())
	for _, fault := range faults {
		t.Error(fault)
	}
	set, err := schema.Of(content.Shipped(), c)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestEveryShippedFileIsWhatItsSchemaSays(t *testing.T) {
	v := compile(t, shipped(t))
	for room, tree := range rooms {
		for name, body := range yamlFiles(t, tree) {
			if err := v.judge(t, room, name, parsed(t, body)); err != nil {
				t.Errorf("%s/%s: %v", room, name, err)
			}
		}
	}
}

func TestTheSchemasInTheTreeAreThoseOfItsContent(t *testing.T) {
	set := shipped(t)
	for room, files := range map[string]map[string][]byte{"flows": set.Flows, "locales": set.Locales} {
		dir := filepath.Join("..", "..", room, schema.Folder)
		written, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range written {
			if files[filepath.Base(file)] == nil {
				t.Errorf("%s is the schema of nothing: remove it", file)
			}
		}
		for name, want := range files {
			file := filepath.Join(dir, name)
			if *update {
				if err := os.MkdirAll(dir, 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, want, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is not what the content says now. Run: go run ./cmd/passerelle schema", path.Join(room, schema.Folder, name))
			}
		}
	}
}

func TestEveryShippedFileNamesItsSchema(t *testing.T) {
	for room, tree := range rooms {
		for name, body := range yamlFiles(t, tree) {
			want := schema.Comment(room, name)
			if want == "" {
				t.Errorf("%s/%s stands where nothing reads it", room, name)
				continue
			}
			if *update {
				body = named(t, filepath.Join("..", "..", room, name), body, want)
			}
			if first, _, _ := bytes.Cut(body, []byte("\n")); string(first) != want {
				t.Errorf("%s/%s: its first line must be: %s", room, name, want)
			}
		}
	}
}

// named writes the line that names its schema at the head of a file that has none, or another.
func named(t *testing.T, file string, body []byte, line string) []byte {
	t.Helper()
	first, rest, _ := bytes.Cut(body, []byte("\n"))
	switch {
	case string(first) == line:
		return body
	case !bytes.HasPrefix(first, []byte("# yaml-language-server:")):
		rest = body
	}
	body = append([]byte(line+"\n"), rest...)
	if err := os.WriteFile(file, body, 0o644); err != nil {
		t.Fatal(err)
	}
	return body
}

func TestSchemasAreWrittenForAContentOfWhichAFileIsUnreadable(t *testing.T) {
	s := smallContent(t)
	for file := range s.flows {
		broken := map[string][]byte{file: []byte("a: [\n")}
		c, faults := s.load(broken)
		if len(faults) == 0 {
			t.Fatalf("%s is broken and nothing says so", file)
		}
		if c.Book == nil { // no facts, no names to write
			continue
		}
		set, err := schema.Of(s.sources(broken), c)
		if err != nil {
			t.Errorf("without %s: %v", file, err)
		}
		compile(t, set)
	}
}
