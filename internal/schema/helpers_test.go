package schema_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"passerelle/internal/content"
	"passerelle/internal/prove"
	"passerelle/internal/schema"
	"passerelle/internal/source"
)

// validator holds the schemas of a content, compiled, by where they stand.
type validator map[string]*jsonschema.Schema

func compile(t *testing.T, set schema.Set) validator {
	t.Helper()
	c := jsonschema.NewCompiler()
	v := make(validator)
	for room, files := range map[string]map[string][]byte{"flows": set.Flows, "locales": set.Locales} {
		for name, body := range files {
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			at := path.Join("/", room, schema.Folder, name)
			if err := c.AddResource(at, document); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			v[at] = nil
		}
	}
	for at := range v {
		compiled, err := c.Compile(at)
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		v[at] = compiled
	}
	return v
}

// judge says what the schema of a file finds wrong in it.
func (v validator) judge(t *testing.T, room, file string, value any) error {
	t.Helper()
	return v.schemaOf(t, room, file).Validate(value)
}

// schemaOf finds the schema of a file by the very line that tells an editor where to look.
func (v validator) schemaOf(t *testing.T, room, file string) *jsonschema.Schema {
	t.Helper()
	_, relative, ok := strings.Cut(schema.Comment(room, file), "$schema=")
	if !ok {
		t.Fatalf("%s/%s has no schema", room, file)
	}
	at := path.Join("/", room, path.Dir(file), relative)
	if v[at] == nil {
		t.Fatalf("%s/%s names the schema %s, which is not there", room, file, at)
	}
	return v[at]
}

// parsed is a file as an editor sees it.
func parsed(t *testing.T, body []byte) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal(body, &value); err != nil {
		t.Fatalf("%v in:\n%s", err, body)
	}
	return value
}

// yamlFiles are the files of a tree, by path.
func yamlFiles(t *testing.T, tree fs.FS) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		body, err := fs.ReadFile(tree, name)
		files[name] = body
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// small is a content that holds every key once, with texts for all that it says.
type small struct {
	t            *testing.T
	flows, texts map[string][]byte
	content      *content.Content
	schemas      validator
}

// load reads the small content, with some of its files changed: what the product says of it. It must say something of
// whatever is written, and never fall.
func (s *small) load(changed map[string][]byte) (c *content.Content, faults []source.Fault) {
	defer func() {
		if fall := recover(); fall != nil {
			s.t.Errorf("the reader falls: %v, over:\n%s", fall, changed)
			c, faults = new(content.Content), append(faults, source.Fault{What: "une panne"})
		}
	}()
	c, faults = content.Load(s.sources(changed))
	for name, body := range with(s.flows, changed) {
		if path.Dir(name) == "scenarios" && c.Book != nil {
			_, more := prove.ReadScenarios(c, name, body)
			faults = append(faults, more...)
		}
	}
	return c, faults
}

func (s *small) sources(changed map[string][]byte) content.Sources {
	layer := func(name string, files map[string][]byte) []source.Layer {
		dir := make(fstest.MapFS)
		for name, body := range files {
			dir[name] = &fstest.MapFile{Data: body}
		}
		return []source.Layer{{Name: name, FS: dir}}
	}
	return content.Sources{Flows: layer("flows", with(s.flows, changed)), Locales: layer("locales", s.texts)}
}

func with(files, changed map[string][]byte) map[string][]byte {
	out := make(map[string][]byte)
	for _, from := range []map[string][]byte{files, changed} {
		for name, body := range from {
			out[name] = body
		}
	}
	return out
}

var readSmall = sync.OnceValue(func() map[string]string {
	files := make(map[string]string)
	_ = fs.WalkDir(os.DirFS("testdata/flows"), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			body, _ := os.ReadFile(path.Join("testdata/flows", name))
			files[name] = string(body)
		}
		return err
	})
	return files
})

func smallContent(t *testing.T) *small {
	t.Helper()
	s := &small{t: t, flows: make(map[string][]byte)}
	for name, body := range readSmall() {
		s.flows[name] = []byte(body)
	}
	c, _ := s.load(nil)
	var b strings.Builder
	seen := make(map[string]bool)
	for _, r := range c.RequiredTexts() {
		if !seen[r.ID] {
			seen[r.ID] = true
			fmt.Fprintf(&b, "%q: Texte\n", r.ID)
		}
	}
	s.texts = make(map[string][]byte)
	for _, file := range []string{"tout.fr.yaml", "easy/tout.fr.yaml", "tout.en.yaml"} { // en is heard, so it needs those of danger
		s.texts[file] = []byte(b.String())
	}
	c, faults := s.load(nil)
	for _, fault := range faults {
		t.Fatal(fault)
	}
	set, err := schema.Of(s.sources(nil), c)
	if err != nil {
		t.Fatal(err)
	}
	s.content, s.schemas = c, compile(t, set)
	return s
}
