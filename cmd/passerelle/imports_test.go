package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed is which rooms of the house each room may open: imports point one way. Every room is here, or the test fails.
var allowed = map[string][]string{
	"flows": {}, "locales": {},

	"internal/source": {}, "internal/prose": {}, "internal/vault": {}, "internal/sound": {},
	"internal/territory": {"internal/sound"}, "internal/hours": {}, "internal/fetch": {}, "internal/notice": {},
	"internal/situation": {"internal/source"},

	"internal/flow":      {"internal/source", "internal/situation"},
	"internal/catalogue": {"internal/source", "internal/situation"},
	"internal/phrase":    {"internal/sound"},
	"internal/listen":    {"internal/source", "internal/phrase", "internal/territory"},
	"internal/directory": {"internal/source", "internal/situation", "internal/territory", "internal/hours"},
	"internal/intake":    {"internal/directory", "internal/territory", "internal/hours"},
	"internal/starter":   {"internal/directory", "internal/intake", "internal/territory"}, // the last two for its generator
	"internal/supply":    {"internal/fetch", "internal/intake", "internal/directory", "internal/territory", "internal/starter"},
	"internal/locale":    {"internal/source"},

	"internal/dialogue": {"internal/situation", "internal/territory", "internal/flow", "internal/catalogue", "internal/directory", "internal/listen"},
	"internal/content":  {"flows", "locales", "internal/source", "internal/situation", "internal/flow", "internal/catalogue", "internal/listen", "internal/locale", "internal/dialogue", "internal/territory", "internal/hours", "internal/directory"},

	"internal/schema": {"internal/source", "internal/situation", "internal/flow", "internal/catalogue", "internal/listen", "internal/locale", "internal/content"},

	"internal/chat":  {"internal/vault", "internal/territory", "internal/hours", "internal/catalogue", "internal/directory", "internal/listen", "internal/locale", "internal/dialogue", "internal/content", "internal/notice"},
	"internal/prove": {"internal/source", "internal/prose", "internal/situation", "internal/territory", "internal/flow", "internal/catalogue", "internal/listen", "internal/locale", "internal/dialogue", "internal/content"},

	"internal/channel/terminal": {"internal/chat"},
	"internal/channel/webchat":  {"internal/chat"},
	"storage":                   {"internal/chat", "internal/vault", "internal/directory", "internal/supply"},

	// Suites that tests share may open what they test.
	"internal/channel/channeltest": nil, "storage/storagetest": nil,
	"cmd/passerelle": nil,
}

const module = "passerelle/"

func TestImportsPointOneWay(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := make(map[string]bool)
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && file != root {
			return filepath.SkipDir
		}
		if path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		rel, _ := filepath.Rel(root, file)
		room := filepath.ToSlash(filepath.Dir(rel))
		seen[room] = true
		rooms, known := allowed[room]
		if !known {
			t.Errorf("%s: the room %s is not in the table of allowed imports", rel, room)
			return nil
		}
		for _, opened := range importsOf(t, file) {
			if opened == room { // a generator beside what it generates for
				continue
			}
			if rooms != nil && !slices.Contains(rooms, opened) {
				t.Errorf("%s imports %s: %s may open only %v", rel, opened, room, rooms)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range allowed {
		if !seen[room] {
			t.Errorf("the table names %s, which holds no code", room)
		}
	}
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, body, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var ours []string
	for _, i := range parsed.Imports {
		name, _ := strconv.Unquote(i.Path.Value)
		if strings.HasPrefix(name, module) {
			ours = append(ours, strings.TrimPrefix(name, module))
		}
	}
	return ours
}
