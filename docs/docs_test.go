// Package docs_test keeps the pages true: what they quote stands in the files, what they show as an example passes the
// same proof as the shipped content, every setting is told, and no link is broken.
package docs_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/internal/content"
	"passerelle/internal/prove"
	"passerelle/internal/source"
	"passerelle/locales"
)

// block is one YAML example of a page. Its first line is a comment that says which file it belongs to, and where.
type block struct{ file, place, body string }

var fenced = regexp.MustCompile("(?s)```yaml\n# ([^\n,]+)(?:, ([^\n]*))?\n(.*?)```")

func examples(t *testing.T, page string) []block {
	t.Helper()
	var out []block
	for _, m := range fenced.FindAllStringSubmatch(read(t, page), -1) {
		out = append(out, block{m[1], m[2], m[3]})
	}
	if len(out) == 0 {
		t.Fatalf("%s shows no example", page)
	}
	return out
}

func read(t *testing.T, file string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func exists(file string) bool {
	_, err := os.Stat(filepath.Join("..", file))
	return err == nil
}

func TestWhatAuthorsReadIsQuotedFromTheFiles(t *testing.T) {
	for _, b := range examples(t, "docs/authors.md") {
		if b.place != "" || !exists(b.file) {
			continue
		}
		rest := strings.Split(read(t, b.file), "\n")
		for _, line := range strings.Split(strings.TrimSpace(b.body), "\n") {
			at := indexOf(rest, line)
			if at < 0 {
				t.Errorf("docs/authors.md quotes %s, which no longer says, at this place: %s", b.file, line)
				break
			}
			rest = rest[at+1:]
		}
	}
}

func indexOf(lines []string, line string) int {
	for i, l := range lines {
		if strings.TrimSpace(l) == strings.TrimSpace(line) {
			return i
		}
	}
	return -1
}

func TestExamplesForAuthorsPassTheProof(t *testing.T) {
	laid := fstest.MapFS{}
	for _, b := range examples(t, "docs/authors.md") {
		if b.place == "" && exists(b.file) {
			continue
		}
		body := b.body
		if b.place != "" {
			body = put(t, b, read(t, b.file))
		}
		laid[b.file] = &fstest.MapFile{Data: []byte(body)}
	}
	c, faults := content.Load(content.Sources{
		Flows:   []source.Layer{{Name: "flows", FS: flows.FS}, {Name: "docs/authors.md flows", FS: sub(t, laid, "flows")}},
		Locales: []source.Layer{{Name: "locales", FS: locales.FS}, {Name: "docs/authors.md locales", FS: sub(t, laid, "locales")}},
	})
	for _, fault := range prove.Content(c, faults).Faults {
		t.Error(fault)
	}
}

// put sets an example where its comment says: at the end of a file, or before the line that holds some words.
func put(t *testing.T, b block, whole string) string {
	t.Helper()
	if b.place == "à la fin" {
		return whole + "\n" + b.body
	}
	words := strings.TrimSuffix(strings.TrimPrefix(b.place, "avant « "), " »")
	at := strings.Index(whole, words)
	if at < 0 {
		t.Fatalf("docs/authors.md: %s has no %q", b.file, words)
	}
	at = strings.LastIndexByte(whole[:at], '\n') + 1
	return whole[:at] + b.body + whole[at:]
}

func sub(t *testing.T, from fs.FS, dir string) fs.FS {
	t.Helper()
	out, err := fs.Sub(from, dir)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var (
	setting = regexp.MustCompile(`env:"(PASSERELLE_\w+)"(?: default:"([^"]*)")?`)
	named   = regexp.MustCompile(`PASSERELLE_[A-Z_]+`)
)

func TestEverySettingIsInTheReadme(t *testing.T) {
	files, err := filepath.Glob("../cmd/passerelle/*.go")
	if err != nil {
		t.Fatal(err)
	}
	readme := read(t, "README.md")
	known := map[string]bool{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range setting.FindAllStringSubmatch(string(body), -1) {
			known[m[1]] = true
			row := fmt.Sprintf("| `%s` |", m[1])
			if m[2] != "" {
				row += fmt.Sprintf(" `%s` |", m[2])
			}
			if !strings.Contains(readme, row) {
				t.Errorf("README.md has no row %s in its table of settings", row)
			}
		}
	}
	for _, name := range named.FindAllString(readme, -1) {
		if !known[name] {
			t.Errorf("README.md tells of %s, which is no setting", name)
		}
	}
}

var link = regexp.MustCompile(`\[[^\]]*\]\(([^)#\s]+)[^)]*\)`)

func TestLinksLeadToFiles(t *testing.T) {
	pages := []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}
	inside, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := filepath.Glob("decisions/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(inside, decisions...) {
		pages = append(pages, path.Join("docs", filepath.ToSlash(page)))
	}
	for _, page := range pages {
		for _, m := range link.FindAllStringSubmatch(read(t, page), -1) {
			if !strings.Contains(m[1], ":") && !exists(path.Join(path.Dir(page), m[1])) {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
	}
}
