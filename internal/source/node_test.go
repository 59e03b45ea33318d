package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"passerelle/internal/source"
)

// parse reads a document that must be readable.
func parse(t testing.TB, text string) (source.Fields, *source.Faults) {
	t.Helper()
	faults := new(source.Faults)
	node, ok := source.Parse(faults, "essai.yaml", []byte(text))
	if !ok {
		t.Fatalf("the document is refused: %v", faults.Sorted())
	}
	return node.Fields(), faults
}

// only returns the single fault that was noted.
func only(t testing.TB, faults *source.Faults) source.Fault {
	t.Helper()
	if faults.Len() != 1 {
		t.Fatalf("%d faults instead of one: %v", faults.Len(), faults.Sorted())
	}
	return faults.Sorted()[0]
}

const everyKind = `# un commentaire
mot: bonjour
simple: 'entre guillemets'
double: "un
  deux"
bloc: |-
  première ligne
  seconde ligne
plie: >
  une seule
  ligne

nombre: 12
vrai: true
liste:
  - a
  - b
courte: [c,
  d]
objet:
  cle: valeur
accolades: {x: 1,
  y: 2}
lourd:
  - id: un
    nom: premier
  - {id: deux}
`

func TestEveryKindOfValueKnowsItsLine(t *testing.T) {
	root, faults := parse(t, everyKind)
	at := func(name string, n source.Node, line int) {
		t.Helper()
		if n.Line() != line {
			t.Errorf("%s stands at line %d, not %d", name, n.Line(), line)
		}
	}
	at("the document", root.Node, 2)
	at("a plain word", root.Get("mot"), 2)
	at("single quotes", root.Get("simple"), 3)
	at("double quotes over two lines", root.Get("double"), 4)
	at("a literal block", root.Get("bloc"), 6)
	at("a folded block", root.Get("plie"), 9)
	at("a number", root.Get("nombre"), 13)
	at("a truth", root.Get("vrai"), 14)
	at("the second item of a list", root.Get("liste").Items()[1], 17)
	at("the first item of a list in brackets", root.Get("courte").Items()[0], 18)
	at("the second item of a list in brackets", root.Get("courte").Items()[1], 19)
	at("a mapping", root.Get("objet"), 21)
	at("a value in it", root.Get("objet").Fields().Get("cle"), 21)
	at("a key", root.Key("objet"), 20)
	at("a mapping in braces", root.Get("accolades"), 22)
	at("the second value in braces", root.Get("accolades").Fields().Get("y"), 23)
	items := root.Get("lourd").Items()
	at("a mapping in a list", items[0], 25)
	at("its second key", items[0].Fields().Key("nom"), 26)
	at("a mapping in braces in a list", items[1], 27)
	if faults.Len() > 0 {
		t.Error(faults.Err())
	}
}

func TestEveryKindOfValueIsReadAsWritten(t *testing.T) {
	root, faults := parse(t, everyKind)
	for key, want := range map[string]string{
		"mot": "bonjour", "simple": "entre guillemets", "double": "un deux", "bloc": "première ligne\nseconde ligne",
		"plie": "une seule ligne\n", "nombre": "12", "vrai": "true", "absent": "",
	} {
		if got := root.Get(key).Text(); got != want {
			t.Errorf("%s is read %q, not %q", key, got, want)
		}
	}
	if n, ok := root.Get("nombre").Int(); n != 12 || !ok {
		t.Errorf("the number is read %d, %v", n, ok)
	}
	if !root.Get("vrai").Bool() || root.Get("absent").Bool() {
		t.Error("true is not read true, or what is absent is")
	}
	if got := root.Get("courte").Texts(); !slices.Equal(got, []string{"c", "d"}) {
		t.Errorf("the list is read %q", got)
	}
	if got := root.Get("mot").Texts(); !slices.Equal(got, []string{"bonjour"}) {
		t.Errorf("one lone value is read %q, not as a list of one", got)
	}
	if root.Get("absent").Items() != nil {
		t.Error("what is absent is not an empty list")
	}
	if !root.Get("objet").IsMap() || !root.Get("accolades").IsMap() || root.Get("mot").IsMap() || root.Get("liste").IsMap() || root.Get("absent").IsMap() {
		t.Error("mappings are not told from the rest")
	}
	if want := []string{"mot", "simple", "double", "bloc", "plie", "nombre", "vrai", "liste", "courte", "objet", "accolades", "lourd"}; !slices.Equal(root.Keys(), want) {
		t.Errorf("the keys are %q", root.Keys())
	}
	if faults.Len() > 0 {
		t.Error(faults.Err())
	}
}

func TestNumbersWithZerosInFrontStayAsWritten(t *testing.T) {
	root, _ := parse(t, "departements: [01, \"02\", 2A, 971]\n")
	if got := root.Get("departements").Texts(); !slices.Equal(got, []string{"01", "02", "2A", "971"}) {
		t.Errorf("read %q", got)
	}
}

func TestAnUnknownKeyNamesItsLineAndListsTheKnownOnes(t *testing.T) {
	faults := new(source.Faults)
	node, _ := source.Parse(faults, "flows/facts.yaml", []byte("facts:\n  - id: age\n    typ: number\n"))
	item := node.Fields("facts").Get("facts").Items()[0]
	fields := item.Fields("id", "type", "values")
	fault := only(t, faults)
	if fault.File != "flows/facts.yaml" || fault.Line != 3 {
		t.Errorf("the fault stands at %s:%d", fault.File, fault.Line)
	}
	if !strings.Contains(fault.What, "« typ »") || !strings.Contains(fault.Mend, "id, type, values") {
		t.Errorf("the fault does not name the key and the known ones: %s", fault)
	}
	if fields.Has("typ") || !slices.Equal(fields.Keys(), []string{"id"}) {
		t.Errorf("the unknown key was kept: %q", fields.Keys())
	}
}

func TestWhatCannotBeReadIsRefusedAtItsLine(t *testing.T) {
	for _, c := range []struct {
		name, text string
		line       int
		what       string
	}{
		{"a key written twice", "a: 1\nb: 2\na: 3\n", 3, `"a" already defined`},
		{"a key written twice in braces", "x: 1\ny: {a: 1, a: 2}\n", 2, `"a" already defined`},
		{"a key written twice in a nested mapping", "x:\n  a: 1\n  b: 2\n  a: 3\n", 4, `"a" already defined`},
		{"an empty file", "", 1, "fichier vide"},
		{"a file of comments", "# rien\n\n# rien non plus\n", 1, "fichier vide"},
		{"two documents", "a: 1\n---\nb: 2\n", 1, "plusieurs documents"},
		{"a byte that is not UTF-8", "a: 1\nb: \"caf\xe9\"\n", 2, "UTF-8"},
		{"a file in Latin-1", "# R\xe9ponses\na: 1\n", 1, "UTF-8"},
		{"an open bracket", "a: 1\nb: [c, d\n", 2, "YAML illisible"},
		{"an open quote", "a: 1\n\nb: 'c\n", 3, "YAML illisible"},
		{"a tab as indent", "a:\n\tb: 1\n", 2, "YAML illisible"},
		{"two colons", "a: 1\nb: c: d\n", 2, "YAML illisible"},
		{"an indent that belongs nowhere", "a:\n  - b\n - c\n", 3, "YAML illisible"},
	} {
		t.Run(c.name, func(t *testing.T) {
			faults := new(source.Faults)
			if _, ok := source.Parse(faults, "essai.yaml", []byte(c.text)); ok {
				t.Fatal("it is accepted")
			}
			fault := only(t, faults)
			if fault.File != "essai.yaml" || fault.Line != c.line || !strings.Contains(fault.What, c.what) || fault.Mend == "" {
				t.Errorf("%s", fault)
			}
			if strings.Contains(fault.What, "\n") {
				t.Errorf("the fault runs over several lines: %q", fault.What)
			}
		})
	}
}

func TestAFileThatBeginsWithAMarkIsReadLikeAnother(t *testing.T) {
	root, faults := parse(t, "\ufeffflow: accueil\n")
	if got := root.Get("flow").Text(); got != "accueil" || faults.Len() > 0 {
		t.Errorf("read %q from the keys %q", got, root.Keys())
	}
}

func TestOneDocumentMayBeginWithThreeDashes(t *testing.T) {
	root, _ := parse(t, "---\na: 1\n")
	if root.Get("a").Text() != "1" {
		t.Error("the document is not read")
	}
}

func TestAValueOfTheWrongKindIsAFaultAtItsLine(t *testing.T) {
	for _, c := range []struct {
		name, text string
		read       func(source.Fields)
		line       int
		what       string
	}{
		{"an anchor as text", "a: 1\nb: &x mot\n", func(f source.Fields) { f.Get("b").Text() }, 2, "ancres"},
		{"an alias as text", "a: 1\nb: *x\n", func(f source.Fields) { f.Get("b").Text() }, 2, "ancres"},
		{"an anchor as a list", "a: 1\nb: &x [c]\n", func(f source.Fields) { f.Get("b").Texts() }, 2, "ancres"},
		{"an alias as a mapping", "a: 1\nb: *x\n", func(f source.Fields) { f.Get("b").Fields() }, 2, "une liste de clés"},
		{"an anchored mapping", "a: 1\nb: &x\n  c: 1\n", func(f source.Fields) { f.Get("b").Fields() }, 2, "une liste de clés"},
		{"a tag", "a: 1\nb: !!str 12\n", func(f source.Fields) { f.Get("b").Text() }, 2, "étiquettes"},
		{"a list as text", "a: 1\nb: [c]\n", func(f source.Fields) { f.Get("b").Text() }, 2, "un texte est attendu"},
		{"a mapping as text", "a: 1\nb:\n  c: 1\n", func(f source.Fields) { f.Get("b").Text() }, 3, "un texte est attendu"},
		{"a list as a mapping", "a: 1\nb: [c]\n", func(f source.Fields) { f.Get("b").Fields() }, 2, "une liste de clés"},
		{"a word as a mapping", "a: 1\nb: mot\n", func(f source.Fields) { f.Get("b").Fields("c") }, 2, "une liste de clés"},
		{"a word as a number", "a: 1\nb: douze\n", func(f source.Fields) { f.Get("b").Int() }, 2, "« douze » n'est pas un nombre entier"},
		{"a fraction as a number", "a: 1\nb: 1.5\n", func(f source.Fields) { f.Get("b").Int() }, 2, "« 1.5 » n'est pas un nombre entier"},
		{"yes as a truth", "a: 1\nb: oui\n", func(f source.Fields) { f.Get("b").Bool() }, 2, "« oui » n'est ni true ni false"},
		{"a quoted truth", "a: 1\nb: \"true\"\n", func(f source.Fields) { f.Get("b").Bool() }, 2, "« true » n'est ni true ni false"},
		{"a needed key that is absent", "a: 1\nb: 2\n", func(f source.Fields) { f.Need("c") }, 1, "il manque « c »"},
		{"a needed key with nothing after it", "a: 1\nc:\n", func(f source.Fields) { f.Need("c") }, 2, "il manque « c »"},
		{"a key that an absent mapping needs", "a: 1\nc:\n", func(f source.Fields) { f.Get("c").Fields("d").Need("d") }, 2, "il manque « d »"},
		{"a fault at an absent value", "a: 1\nc:\n", func(f source.Fields) { f.Get("c").Fault("écrire c", "rien") }, 2, "rien"},
		{"a fault at a value that is not written", "a: 1\nc:\n", func(f source.Fields) { f.Get("e").Fault("écrire e", "rien") }, 1, "rien"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, faults := parse(t, c.text)
			c.read(root)
			fault := only(t, faults)
			if fault.File != "essai.yaml" || fault.Line != c.line || !strings.Contains(fault.What, c.what) || fault.Mend == "" {
				t.Errorf("%s", fault)
			}
		})
	}
}

func TestAKeyWithNothingAfterItIsWrittenButHasNoValue(t *testing.T) {
	for _, text := range []string{"end:\n", "end: null\n", "end: ~\n"} {
		root, faults := parse(t, text)
		if !root.Has("end") || root.Get("end").Exists() || root.Get("end").Text() != "" || root.Has("autre") {
			t.Errorf("%q is not read as a bare key", text)
		}
		if faults.Len() > 0 {
			t.Error(faults.Err())
		}
	}
}

func TestTheLineOfAValueIsTheLineItIsWrittenOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		line := 1
		want := make(map[string]int)
		for i := range rapid.IntRange(1, 30).Draw(t, "keys") {
			for range rapid.IntRange(0, 2).Draw(t, "blank lines") {
				text.WriteString(rapid.SampledFrom([]string{"\n", "# remarque\n"}).Draw(t, "blank"))
				line++
			}
			key := fmt.Sprintf("k%d", i)
			value := rapid.SampledFrom([]string{"mot", "\"é: #\"", "'l''un'", "12", "|-\n  a\n  b", "[a, b]", "{a: 1}"}).Draw(t, "value")
			fmt.Fprintf(&text, "%s: %s\n", key, value)
			want[key] = line
			line += 1 + strings.Count(value, "\n")
		}
		faults := new(source.Faults)
		node, ok := source.Parse(faults, "essai.yaml", []byte(text.String()))
		if !ok {
			t.Fatal(faults.Err())
		}
		root := node.Fields()
		for key, line := range want {
			if got := root.Get(key).Line(); got != line {
				t.Fatalf("%s stands at line %d, not %d, of:\n%s", key, got, line, text.String())
			}
		}
	})
}
