package locales_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"passerelle/internal/prose"
	"passerelle/locales"
)

// text is one message of a locale file.
type text struct {
	id, words string
	line      int
}

// levels are the two directories of French texts.
var levels = []struct {
	level prose.Level
	dir   string
}{{prose.Plain, "."}, {prose.Easy, "easy"}}

// TestTexts reads every topic in plain and in easy French: the same ids, the same variables, and words that people
// can read. One topic: go test ./locales -run 'TestTexts/services'. With -v the warnings are told too.
func TestTexts(t *testing.T) {
	names := serviceNames(t)
	for _, topic := range topics(t) {
		t.Run(topic, func(t *testing.T) {
			var read [2][]text
			for i, l := range levels {
				file := path.Join(l.dir, topic+".fr.yaml")
				data, err := fs.ReadFile(locales.FS, file)
				if err != nil {
					t.Errorf("locales/%s is missing: each text exists in plain and in easy French", file)
					continue
				}
				read[i] = flatten(t, file, data)
				judge(t, l.level, file, read[i], names)
			}
			same(t, topic, read[0], read[1])
		})
	}
}

// An id belongs to one topic: go-i18n keeps one message of each id.
func TestEachIDStandsInOneFile(t *testing.T) {
	for _, l := range levels {
		owner := map[string]string{}
		for _, file := range files(t, l.dir, "*.fr.yaml") {
			data, err := fs.ReadFile(locales.FS, file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range flatten(t, file, data) {
				if first, ok := owner[m.id]; ok {
					t.Errorf("locales/%s:%d: %s is already in locales/%s", file, m.line, m.id, first)
				}
				owner[m.id] = file
			}
		}
	}
}

// A translation has no text that the French has not, and the same variables. It may lack texts: French is then served.
func TestTranslations(t *testing.T) {
	for _, file := range files(t, ".", "*.yaml") {
		topic, tag, _ := strings.Cut(strings.TrimSuffix(file, ".yaml"), ".")
		if tag == "fr" {
			continue
		}
		t.Run(file, func(t *testing.T) {
			data, err := fs.ReadFile(locales.FS, file)
			if err != nil {
				t.Fatal(err)
			}
			french, err := fs.ReadFile(locales.FS, topic+".fr.yaml")
			if err != nil {
				t.Fatalf("locales/%s: there is no locales/%s.fr.yaml", file, topic)
			}
			compare(t, file, flatten(t, file, data), byID(flatten(t, topic+".fr.yaml", french)))
		})
	}
}

// judge tells the faults of a file, message by message, then of its sum. Labels are not part of the sum.
func judge(t *testing.T, level prose.Level, file string, texts []text, names map[string]string) {
	t.Helper()
	var sum prose.Measure
	for _, m := range texts {
		var found []prose.Finding
		if isLabel(m.id) {
			found = prose.Label(m.words)
		} else {
			found = prose.Message(level, m.words, exceptions(m.id, names)...)
			sum = sum.Add(prose.Measured(m.words))
		}
		for _, f := range found {
			if f.Rule == "reserved" && isExit(m.id) {
				continue
			}
			report(t, fmt.Sprintf("locales/%s:%d: %s", file, m.line, m.id), f)
		}
	}
	for _, f := range prose.File(level, sum) {
		report(t, "locales/"+file, f)
	}
	t.Logf("locales/%s: %d words, Kandel-Moles %.0f, LIX %.0f", file, sum.Words, sum.KandelMoles(), sum.LIX())
}

func report(t *testing.T, where string, f prose.Finding) {
	t.Helper()
	if f.Severity == prose.Fault {
		t.Errorf("%s: %s ; %s", where, f.What, f.Mend)
	} else {
		t.Logf("%s: (avis) %s ; %s", where, f.What, f.Mend)
	}
}

// isLabel says whether a text is a button: a short name, an option, or a fixed exit.
func isLabel(id string) bool {
	parts := strings.Split(id, ".")
	return slices.Contains(parts, "opt") || parts[len(parts)-1] == "short" || isExit(id) && len(parts) == 2
}

// isExit says whether a text belongs to the fixed exits, the only ones that may have their names.
func isExit(id string) bool { return strings.HasPrefix(id, "exit.") }

// exceptions are the names of services that a text may say: its own service's, and the names of several words.
func exceptions(id string, names map[string]string) []string {
	var allowed []string
	parts := strings.Split(id, ".")
	for service, name := range names {
		if slices.Contains(parts, service) || strings.Contains(name, " ") && !strings.Contains(name, "(") {
			allowed = append(allowed, name)
		}
	}
	return allowed
}

// same wants each text at both levels, with the same variables.
func same(t *testing.T, topic string, plain, easy []text) {
	t.Helper()
	compare(t, path.Join("easy", topic+".fr.yaml"), easy, byID(plain))
	inEasy := byID(easy)
	for _, m := range plain {
		if _, ok := inEasy[m.id]; !ok {
			t.Errorf("locales/%s.fr.yaml:%d: %s has no easy text", topic, m.line, m.id)
		}
	}
}

// compare wants each text of a file in the plain French, with the same variables.
func compare(t *testing.T, file string, texts []text, plain map[string]text) {
	t.Helper()
	for _, m := range texts {
		p, ok := plain[m.id]
		if !ok {
			t.Errorf("locales/%s:%d: %s has no plain text", file, m.line, m.id)
			continue
		}
		if got, want := variables(m.words), variables(p.words); !slices.Equal(got, want) {
			t.Errorf("locales/%s:%d: %s uses %v, the plain text uses %v", file, m.line, m.id, got, want)
		}
	}
}

func byID(texts []text) map[string]text {
	all := map[string]text{}
	for _, m := range texts {
		all[m.id] = m
	}
	return all
}

var variable = regexp.MustCompile(`\{\{-?\s*\.?(.*?)\s*-?\}\}`)

// variables are the names of the template variables of a text, each once.
func variables(words string) []string {
	names := map[string]bool{}
	for _, m := range variable.FindAllStringSubmatch(words, -1) {
		names[m[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// topics are the names of the French files, at either level.
func topics(t *testing.T) []string {
	t.Helper()
	all := map[string]bool{}
	for _, l := range levels {
		for _, file := range files(t, l.dir, "*.fr.yaml") {
			all[strings.TrimSuffix(path.Base(file), ".fr.yaml")] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

func files(t *testing.T, dir, pattern string) []string {
	t.Helper()
	found, err := fs.Glob(locales.FS, path.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// claimed are the keys that make go-i18n take a map for a message.
var claimed = []string{"id", "description", "hash", "leftdelim", "rightdelim", "zero", "one", "two", "few", "many", "other"}

// flatten lists the messages of a file with their dotted ids, in the order of the file.
func flatten(t *testing.T, file string, data []byte) []text {
	t.Helper()
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		t.Errorf("locales/%s: %v", file, err)
		return nil
	}
	var texts []text
	fault := func(n ast.Node, format string, args ...any) {
		t.Errorf("locales/%s:%d: %s", file, n.GetToken().Position.Line, fmt.Sprintf(format, args...))
	}
	seen := map[string]bool{}
	var walk func(id string, n ast.Node)
	walk = func(id string, n ast.Node) {
		switch n := n.(type) {
		case *ast.MappingNode:
			for _, v := range n.Values {
				walk(id, v)
			}
		case *ast.MappingValueNode:
			key := strings.Trim(n.Key.String(), `"'`)
			if slices.Contains(claimed, strings.ToLower(key)) {
				fault(n.Key, "the key %q under %q is taken by go-i18n: choose another", key, id)
			}
			walk(strings.TrimPrefix(id+"."+key, "."), n.Value)
		case *ast.StringNode:
			add(&texts, seen, fault, n, id, n.Value)
		case *ast.LiteralNode:
			add(&texts, seen, fault, n, id, n.Value.Value)
		default:
			fault(n, "%s is not a text: write it between quotes", id)
		}
	}
	for _, doc := range parsed.Docs {
		if doc.Body != nil {
			walk("", doc.Body)
		}
	}
	return texts
}

func add(texts *[]text, seen map[string]bool, fault func(ast.Node, string, ...any), n ast.Node, id, words string) {
	if seen[id] {
		fault(n, "%s is written twice", id)
	}
	seen[id] = true
	*texts = append(*texts, text{id: id, words: words, line: n.GetToken().Position.Line})
}

// serviceNames are the names in the catalogue by service: a text says a name as it is.
func serviceNames(t *testing.T) map[string]string {
	t.Helper()
	catalogue := os.DirFS("../flows/services")
	found, err := fs.Glob(catalogue, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, file := range found {
		data, err := fs.ReadFile(catalogue, file)
		if err != nil {
			t.Fatal(err)
		}
		var family struct {
			Services []struct{ ID, Name string }
		}
		if err := yaml.Unmarshal(data, &family); err != nil {
			t.Logf("flows/services/%s: its names are not known: %v", file, err)
		}
		for _, s := range family.Services {
			names[s.ID] = s.Name
		}
	}
	return names
}
