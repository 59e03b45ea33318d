package schema_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"passerelle/internal/source"
)

var every = flag.Bool("every", false, "change every place of every file in every way, not one of each sort")

// What is broken in one place is refused by the schema, in the editor, and by the readers, in check.
func TestWhatIsBrokenIsRefusedByTheSchemaAndByTheReader(t *testing.T) {
	s := smallContent(t)
	for _, c := range []struct{ name, file, old, with string }{
		{"a key that does not exist", "accueil.yaml", "unsure: fin", "sinon: fin"},
		{"a step that does two things", "accueil.yaml", "    recommend:\n", "    recommend:\n    end:\n"},
		{"a step that does nothing", "accueil.yaml", "    recommend:\n", ""},
		{"a step without its name", "accueil.yaml", "  - id: mot\n    when:", "  - when:"},
		{"a step with an accent", "accueil.yaml", "id: mot\n", "id: été\n"},
		{"a flow without steps", "carte.yaml", "  - id: montre\n    handoff: card\n  - id: chat\n    ask: chat\n", "  []\n"},
		{"answers without a question", "accueil.yaml", "    recommend:\n", "    recommend:\n    choices: [rouge, bleu]\n"},
		{"a question on a fact that does not exist", "accueil.yaml", "ask: couleur", "ask: coleur"},
		{"a question on a fact that has no answers", "carte.yaml", "ask: chat", "ask: departement"},
		{"an answer that is not one of the fact", "accueil.yaml", "choices: [rouge,", "choices: [jaune,"},
		{"one answer only", "accueil.yaml", "choices: [rouge, {value: bleu, then: fin}]", "choices: [rouge]"},
		{"nine answers on a screen", "accueil.yaml", "choices: [a, b]", "choices: [a, b, c, d, e, f, g, h, i]"},
		{"a long fact without choices", "accueil.yaml", "    choices: [a, b]\n", ""},
		{"answers to the question of the commune", "accueil.yaml", "    ask: commune\n", "    ask: commune\n    choices: [\"23096\", \"59350\"]\n"},
		{"a button with the name of a fixed exit", "accueil.yaml", "pass: autre,", "pass: retour,"},
		{"an answer without a value", "accueil.yaml", "{pass: autre, then: fin}", "{then: fin}"},
		{"a fact that does not exist follows", "accueil.yaml", "set: {chat: oui}", "set: {chien: oui}"},
		{"a value that does not exist follows", "accueil.yaml", "set: {chat: oui}", "set: {chat: peut_etre}"},
		{"too many questions", "accueil.yaml", "at_most: 2", "at_most: 7"},
		{"no bound to the questions", "accueil.yaml", ", at_most: 2", ""},
		{"a flow that does not exist", "accueil.yaml", "call: carte", "call: fiche"},
		{"something that is not handed over", "accueil.yaml", "    handoff:\n", "    handoff: clés\n"},
		{"a condition on a fact that does not exist", "accueil.yaml", "and age < 18", "and agee < 18"},
		{"a condition on a value that does not exist", "accueil.yaml", "chat = oui and", "chat = si and"},
		{"an order on what is no number", "accueil.yaml", "chat = oui and", "chat > oui and"},
		{"a condition that stops short", "accueil.yaml", "chat = oui and age < 18", "chat = oui and"},
		{"a condition in other words", "accueil.yaml", "chat = oui and age < 18", "chat est oui"},
		{"a type of fact that does not exist", "facts.yaml", "id: chat, type: yesno", "id: chat, type: bool"},
		{"a number without bounds", "facts.yaml", "    min: 0\n", ""},
		{"a choice without values", "facts.yaml", ", values: [rouge, vert, bleu]", ""},
		{"true in other words", "facts.yaml", "sensitive: true", "sensitive: vrai"},
		{"a fact logged otherwise", "facts.yaml", "log: value", "log: all"},
		{"a need without its family", "needs.yaml", "    family: vie\n", ""},
		{"somebody at the end who is nobody", "needs.yaml", "always: [refuge]", "always: [appel]"},
		{"a population without its condition", "populations.yaml", "    is: ", "    si: "},
		{"a service for a need that does not exist", "services/a.yaml", "needs: [papier, soin]", "needs: [paiper]"},
		{"a service for a population that does not exist", "services/a.yaml", "suits: [maitre]", "suits: [maire]"},
		{"a service with a helper who does not exist", "services/a.yaml", "helper: guichet", "helper: guichets"},
		{"a service without a way", "services/a.yaml", "    url: null\n    phone: {number: \"36 46\", cost: prix_appel_normal}\n", ""},
		{"a service that is nowhere", "services/a.yaml", "{regions: [\"32\"], departements: [\"2A\"]}", "{}"},
		{"a service in a region that does not exist", "services/a.yaml", "regions: [\"32\"]", "regions: [\"Nord\"]"},
		{"a price of a call that does not exist", "services/a.yaml", "cost: prix_appel_normal", "cost: gratis"},
		{"a number in letters", "services/a.yaml", "\"36 46\"", "trente-six"},
		{"a page without https", "services/a.yaml", "https://exemple.invalid", "exemple.invalid"},
		{"a source that is not declared", "services/a.yaml", "sources: [vu]", "sources: [lu]"},
		{"a date in other words", "services/a.yaml", "on: \"2026-01-01\"", "on: hier"},
		{"a status that does not exist", "services/a.yaml", "status: etudiant", "status: retraite"},
		{"a rule that leads nowhere", "referral.yaml", "way: unclear", "way: nowhere"},
		{"a door of another kind", "referral.yaml", "doors:\n  guichet: [refuge]", "doors:\n  guichet: [secours]"},
		{"words that say nothing", "words/a.yaml", "{settles: {chat: oui}, terms: [mon chat]}", "{terms: [mon chat]}"},
		{"a list that is a text", "lists.yaml", "  betes: [chat, \"chien*\", \"=rat\"]\n  proches: [\"{betes}\", \"mon voisin\"]\n", "  - betes\n"},
		{"a reading of nothing", "spelling.yaml", "{write: g, read: \"j'ai\"}", "{write: g}"},
		{"light words under another name", "spelling.yaml", "light:", "legers:"},
		{"a language without its words", "languages.yaml", "{tag: fr, words: [je, le]}", "{tag: fr}"},
		{"a moment that does not exist", "danger.yaml", "  past: [", "  hier: ["},
		{"a danger that is told without its name", "danger/a.yaml", "{kind: feu, lang: fr,", "{lang: fr,"},
		{"a number that is no fact of numbers", "words/a.yaml", "{settles: {chat: oui}", "{settles: {chat: \"#\"}"},
		{"words that command nothing", "words/a.yaml", "command: back", "command: retour"},
		{"a danger with a service that has no number", "danger.yaml", "id: tout, alarm: [secours]", "id: tout, alarm: [refuge]"},
		{"a code with a space", "entries.yaml", "code: abc", "code: a b c"},
		{"a weight that is missing", "places.yaml", "price_free: 0, ", ""},
		{"a weight with a comma", "places.yaml", "travel_per_km: 1.3", "travel_per_km: \"1,3\""},
		{"a limit of nothing", "places.yaml", "shown: 3", "shown: 0"},
		{"a search for nobody", "places.yaml", "{needs: [soin], none: true}", "{needs: [soin]}"},
		{"a helper that nothing tells", "places.yaml", "    programmes: [Réseau]\n    typologies: [MUNI]\n    types: [mairie]\n", ""},
		{"an age out of bounds", "scenarios/a.yaml", "age: 27", "age: 270"},
		{"a service that is not advised by anybody", "scenarios/a.yaml", "any_of: [refuge]", "any_of: [foyer]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := string(s.flows[c.file])
			if !strings.Contains(body, c.old) {
				t.Fatalf("%s does not hold %q any more", c.file, c.old)
			}
			broken := []byte(strings.Replace(body, c.old, c.with, 1))
			if s.schemas.judge(t, "flows", c.file, parsed(t, broken)) == nil {
				t.Error("the schema takes it")
			}
			if _, faults := s.load(map[string][]byte{c.file: broken}); len(faults) == 0 {
				t.Error("the reader takes it")
			}
		})
	}
}

func TestTextsAreRefusedAlike(t *testing.T) {
	s := smallContent(t)
	for _, c := range []struct {
		name, body string
		taken      bool
	}{
		{"texts in texts", "maison:\n  bonjour: Bonjour\n  chiffre: 12\n  \"a.b\": Oui\n", true},
		{"a text that is empty", "maison:\n  bonjour: \"\"\n", false},
		{"a text of spaces", "maison:\n  bonjour: \"  \"\n", false},
		{"a text that is not there", "maison:\n  bonjour:\n", false},
		{"a list", "maison:\n  bonjour: [Bonjour, Salut]\n", false},
	} {
		for _, file := range []string{"maison.fr.yaml", "easy/maison.fr.yaml"} {
			if err := s.schemas.judge(t, "locales", file, parsed(t, []byte(c.body))); (err == nil) != c.taken {
				t.Errorf("%s: the schema says %v", c.name, err)
			}
		}
		with := *s
		with.texts = maps.Clone(s.texts)
		with.texts["maison.fr.yaml"], with.texts["easy/maison.fr.yaml"] = []byte(c.body), []byte(c.body)
		if _, faults := with.load(nil); (len(faults) == 0) != c.taken {
			t.Errorf("%s: the reader says %v", c.name, faults)
		}
	}
}

var listed = regexp.MustCompile(`écrire une de ces clés : (.*)$`)

// Every mapping in which the schema takes some keys only, the reader takes the same ones. Every such mapping of every
// schema is looked at: a key that a reader learns, or forgets, is found here.
func TestEachMappingTakesTheKeysOfItsReader(t *testing.T) {
	s := smallContent(t)
	closed, seen := s.schemas.closedMappings(), make(map[string]bool)
	for file, body := range s.flows {
		value := parsed(t, body)
		for _, at := range mappings(value, nil) {
			strange := change(value, at, func(v any) any {
				out := maps.Clone(v.(map[string]any))
				out["zzz"] = 1
				return out
			})
			takes := s.keysTaken(t, file, strange, closed, seen)
			_, faults := s.load(map[string][]byte{file: encoded(t, strange)})
			switch i := slices.IndexFunc(faults, func(f source.Fault) bool { return strings.Contains(f.What, "clé inconnue « zzz »") }); {
			case i >= 0:
				keys := strings.Split(listed.FindStringSubmatch(faults[i].Mend)[1], ", ")
				if more, less := beyond(keys, takes), beyond(takes, keys); len(more)+len(less) > 0 {
					t.Errorf("%s, %s: the reader takes %v more than the schema, and %v less", file, at.keys(), more, less)
				}
			case len(faults) == 0 && takes != nil:
				t.Errorf("%s, %s: the reader takes any key, the schema %v", file, at.keys(), takes)
			}
		}
	}
	for at := range closed {
		if !seen[at] {
			t.Errorf("testdata/flows has nothing for %s: nobody looks whether its keys are those of the reader", at)
		}
	}
}

// beyond is what one list holds and the other does not.
func beyond(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}

// keysTaken are the keys that the schema takes where it refuses "zzz"; nil where it takes any.
func (s *small) keysTaken(t *testing.T, file string, value any, closed map[string]*jsonschema.Schema, seen map[string]bool) []string {
	t.Helper()
	var refused *jsonschema.ValidationError
	if !errors.As(s.schemas.judge(t, "flows", file, value), &refused) {
		return nil
	}
	var keys []string
	each(refused, func(e *jsonschema.ValidationError) {
		if extra, ok := e.ErrorKind.(*kind.AdditionalProperties); ok && slices.Contains(extra.Properties, "zzz") {
			keys = slices.Collect(maps.Keys(closed[e.SchemaURL].Properties))
			seen[e.SchemaURL] = true
		}
	})
	return keys
}

// Where a reader lists the words that it takes, the schema lists the same ones.
func TestEachListOfWordsIsTheOneOfItsReader(t *testing.T) {
	s := smallContent(t)
	compared := make(map[string]bool)
	for file, body := range s.flows {
		value := parsed(t, body)
		for _, at := range places(value, nil) {
			changed := change(value, at, func(any) any { return "zzz" })
			words := s.wordsTaken(t, file, changed, at)
			if words == nil || compared[file+at.keys()] {
				continue
			}
			for _, f := range s.faultsOf(file, encoded(t, changed)) {
				if listed := listOf(f.Mend); listed != nil && strings.Contains(f.What, "zzz") {
					compared[file+at.keys()] = true
					if more, less := beyond(listed, words), beyond(words, listed); len(more)+len(less) > 0 {
						t.Errorf("%s, %s: the reader lists %v more than the schema, and %v less", file, at.keys(), more, less)
					}
				}
			}
		}
	}
	if len(compared) < 13 {
		t.Errorf("few lists were compared, readers may tell them otherwise now: %v", slices.Sorted(maps.Keys(compared)))
	}
}

// listOf is the words that a remedy lists: "écrire back, help ou stop".
func listOf(mend string) []string {
	_, words, ok := strings.Cut(mend, "écrire ")
	if !ok {
		return nil
	}
	if _, after, cut := strings.Cut(words, " : "); cut {
		words = after
	}
	list := strings.Split(strings.ReplaceAll(words, " ou ", ", "), ", ")
	if len(list) < 2 || slices.ContainsFunc(list, func(word string) bool { return strings.ContainsAny(word, " «") }) {
		return nil
	}
	return list
}

// wordsTaken are those of the list that a value is not in.
func (s *small) wordsTaken(t *testing.T, file string, value any, at place) []string {
	t.Helper()
	var refused *jsonschema.ValidationError
	if !errors.As(s.schemas.judge(t, "flows", file, value), &refused) {
		return nil
	}
	var words []string
	each(refused, func(e *jsonschema.ValidationError) {
		if list, ok := e.ErrorKind.(*kind.Enum); ok && list.Got == "zzz" && len(e.InstanceLocation) >= len(at) {
			words = nil
			for _, want := range list.Want {
				words = append(words, fmt.Sprint(want))
			}
		}
	})
	return words
}

func each(e *jsonschema.ValidationError, look func(*jsonschema.ValidationError)) {
	look(e)
	for _, cause := range e.Causes {
		each(cause, look)
	}
}

// closedMappings finds the mappings that take some keys only, by where they stand.
func (v validator) closedMappings() map[string]*jsonschema.Schema {
	out, visited := make(map[string]*jsonschema.Schema), make(map[*jsonschema.Schema]bool)
	var visit func(*jsonschema.Schema)
	visit = func(at *jsonschema.Schema) {
		if at == nil || visited[at] {
			return
		}
		visited[at] = true
		if shut, ok := at.AdditionalProperties.(bool); ok && !shut {
			out[at.Location] = at
		}
		for _, under := range slices.Concat([]*jsonschema.Schema{at.Ref, at.If, at.Then, at.Items2020}, at.AllOf, at.AnyOf, at.OneOf, slices.Collect(maps.Values(at.Properties))) {
			visit(under)
		}
	}
	for _, whole := range v {
		visit(whole)
	}
	return out
}

// place is a way into a file: keys and numbers of items.
type place []any

// mappings lists the places of a file where keys stand.
func mappings(value any, at place) []place {
	var out []place
	for _, p := range places(value, at) {
		if _, ok := valueAt(value, p[len(at):]).(map[string]any); ok {
			out = append(out, p)
		}
	}
	return out
}

// places lists the places of a file, the whole of it first.
func places(value any, at place) []place {
	out := []place{at}
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			out = append(out, places(v[key], append(slices.Clone(at), key))...)
		}
	case []any:
		for i, item := range v {
			out = append(out, places(item, append(slices.Clone(at), i))...)
		}
	}
	return out
}

func valueAt(value any, at place) any {
	for _, step := range at {
		switch step := step.(type) {
		case string:
			value = value.(map[string]any)[step]
		case int:
			value = value.([]any)[step]
		}
	}
	return value
}

// gone is what change puts where a key is to be left out.
type gone struct{}

// change is a file with one of its values changed.
func change(value any, at place, to func(any) any) any {
	if len(at) == 0 {
		return to(value)
	}
	switch step := at[0].(type) {
	case string:
		out := maps.Clone(value.(map[string]any))
		if out[step] = change(out[step], at[1:], to); out[step] == (gone{}) {
			delete(out, step)
		}
		return out
	default:
		out := slices.Clone(value.([]any))
		i := step.(int)
		if out[i] = change(out[i], at[1:], to); out[i] == (gone{}) {
			return slices.Delete(out, i, i+1)
		}
		return out
	}
}

// encoded writes a file as JSON, which is YAML.
func encoded(t *testing.T, value any) []byte {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// unread are keys that no reader looks at: what the schema says of them, it says alone.
var unread = regexp.MustCompile(`^(.* (say|recommend|end|all)|needs (data_inclusion_thematiques|situation_labo_2018)|populations (label|origin|data_inclusion_publics)|rules origin|` +
	`services (summary|cost|offline|franceconnect|mobile|phone_evidence|source_url|eligibility note)|renamed (old|new|when)|(phrases|reserved) lang|words (lang|type))$`)

// Whatever is changed in a file, what the schema refuses, the reader refuses. Two things are left aside: a key with nothing
// after it, which a reader takes for one that is not there, and an editor for one that is not finished; and true for a word,
// which an editor would offer everywhere.
func TestTheEditorUnderlinesNothingThatTheReaderTakes(t *testing.T) {
	s := smallContent(t)
	for file, body := range s.flows {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			value, seen := parsed(t, body), make(map[string]bool)
			for _, at := range places(value, nil) {
				if key := at.keys(); !unread.MatchString(key) && (*every || !seen[key]) {
					seen[key] = true
					s.changeAll(t, file, value, at)
				}
			}
		})
	}
}

// keys is a place without the numbers of its items.
func (at place) keys() string {
	var keys []string
	for _, step := range at {
		if key, ok := step.(string); ok {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, " ")
}

// changes are what may become of a value; the last ones are tried with -every only.
var changes = []struct {
	name   string
	to     func(any) any
	seldom bool
}{
	{"left out", func(any) any { return gone{} }, false},
	{"a word", func(any) any { return "zzz" }, false},
	{"a number", func(any) any { return 12 }, false},
	{"an empty list", func(any) any { return []any{} }, false},
	{"in a list", func(v any) any { return []any{v} }, false},
	{"an empty mapping", func(any) any { return map[string]any{} }, true},
	{"the id of something else", func(any) any { return "papier" }, true},
	{"the first of a list", first, true},
	{"in quotes", quoted, true},
}

func (s *small) changeAll(t *testing.T, file string, value any, at place) {
	for _, c := range changes {
		changed := change(value, at, c.to)
		if changed == (gone{}) || c.seldom && !*every {
			continue
		}
		body := encoded(t, changed)
		err := s.schemas.judge(t, "flows", file, parsed(t, body))
		if err != nil && !s.refuses(file, body) {
			t.Errorf("%v, %s: the reader takes it, the schema says %v", at, c.name, err)
		}
	}
}

func first(v any) any {
	if list, ok := v.([]any); ok && len(list) > 0 {
		return list[0]
	}
	return v
}

func quoted(v any) any {
	switch v.(type) {
	case map[string]any, []any:
		return v
	}
	return fmt.Sprint(v)
}

// refuses tells whether the readers find a fault in a file.
func (s *small) refuses(file string, body []byte) bool {
	return slices.ContainsFunc(s.faultsOf(file, body), func(f source.Fault) bool { return !strings.HasPrefix(f.What, "le texte «") })
}

// faultsOf is what the readers find wrong in a file. No texts are read: they take most of the time.
func (s *small) faultsOf(file string, body []byte) []source.Fault {
	without := *s
	without.texts = nil
	_, faults := without.load(map[string][]byte{file: body})
	return faults
}
