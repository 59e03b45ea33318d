package flows_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"passerelle/flows"
	"passerelle/internal/listen"
	"passerelle/internal/source"
)

// A vocabulary that holds the sentences of the test set proves nothing. Short phrases occur in both by nature ("je ne sais
// pas lire"), and a general pattern is mostly lists and gaps: what gives a copy away is a long run of plain words.
const copiedWords = 6

// leastMessage is how many words make a held message recognisable inside another text: shorter ones ("pole emploi") are
// anybody's, and may only not be a whole open message.
const leastMessage = 4

func TestTheVocabularyHoldsNoSentenceOfTheHeldHalf(t *testing.T) {
	held := heldMessages(t)
	for _, run := range plainRuns(t) {
		if len(strings.Fields(run.words)) < copiedWords {
			continue
		}
		for id, message := range held {
			if stands(run.words, message) {
				t.Errorf("%s: « %s » is copied from the held scenario %s", run.file, run.words, id)
			}
		}
	}
}

func TestNoHeldMessageStandsInTheOpenFiles(t *testing.T) {
	c := shipped(t)
	runs := plainRuns(t)
	open := scenariosOf(t, c, filesOf(t, "*.yaml"))
	for id, message := range heldMessages(t) {
		long := len(strings.Fields(message)) >= leastMessage
		for _, s := range open {
			if said := listen.Normalise(s.Say); said == message || long && stands(message, said) {
				t.Errorf("the held scenario %s stands in %s", id, s.ID)
			}
		}
		for _, run := range runs {
			if long && stands(message, run.words) {
				t.Errorf("the held scenario %s stands in %s", id, run.file)
			}
		}
	}
}

// heldMessages are the messages of the held half by the id of their scenario, folded as patterns are.
func heldMessages(t *testing.T) map[string]string {
	t.Helper()
	c := shipped(t)
	out := make(map[string]string)
	for _, s := range scenariosOf(t, c, filesOf(t, heldFiles...)) {
		if said := listen.Normalise(s.Say); said != "" {
			out[s.ID] = said
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d held messages", len(out))
	}
	return out
}

// stands tells whether words stand in a text as whole words.
func stands(words, text string) bool {
	return len(words) <= len(text) && strings.Contains(" "+text+" ", " "+words+" ")
}

// run is plain words that follow each other in an entry of the vocabulary, folded.
type run struct{ file, words string }

// parted is what stands between two runs of a pattern: a list, the marks of a choice, a gap, a number.
var parted = regexp.MustCompile(`\{[^}]*\}|[()|\[\]]|\.\.|#`)

// plainRuns are those of every pattern and every list that hears something: of needs, facts, danger, and what is none.
func plainRuns(t *testing.T) []run {
	t.Helper()
	tree := source.Read(new(source.Faults), source.Layer{Name: "flows", FS: flows.FS})
	var out []run
	for _, name := range slices.Concat([]string{"danger.yaml", "lists.yaml"}, tree.Names("danger"), tree.Names("words")) {
		file, ok := tree.File(name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		for _, entry := range entries(file.Fields()) {
			for _, words := range runsOf(entry) {
				out = append(out, run{name, words})
			}
		}
	}
	if len(out) < 1000 {
		t.Fatalf("only %d entries in the vocabulary", len(out))
	}
	return out
}

func runsOf(entry string) (runs []string) {
	for _, words := range parted.Split(entry, -1) {
		if folded := listen.Normalise(words); folded != "" {
			runs = append(runs, folded)
		}
	}
	return runs
}

func TestASentenceInAPatternIsSeen(t *testing.T) {
	runs := runsOf("{proche} ne Sait plus où payer l'école (ce soir|=demain) .. [vite] fais* # jours")
	want := []string{"ne sait plus ou payer l ecole", "ce soir", "demain", "vite", "fais", "jours"}
	if !slices.Equal(runs, want) {
		t.Errorf("%q, want %q", runs, want)
	}
	message := listen.Normalise("Bonjour, mon fils ne sait plus où payer l'école. Merci")
	if !stands(runs[0], message) || stands("ecol", message) || stands(message, runs[0]) {
		t.Errorf("%q is not seen in %q, or more than it is", runs[0], message)
	}
}

// entries are the patterns and the words of a file.
func entries(root source.Fields) []string {
	var out []string
	for _, key := range []string{"calm", "nothing", "unwanted"} {
		out = append(out, root.Get(key).Texts()...)
	}
	for _, key := range []string{"phrases", "words", "renamed", "reserved"} {
		for _, item := range root.Get(key).Items() {
			f := item.Fields()
			for _, level := range []string{"certain", "confirm", "terms", "weak"} {
				out = append(out, f.Get(level).Texts()...)
			}
		}
	}
	for _, key := range []string{"lists", "moments"} {
		lists := root.Get(key).Fields()
		for _, name := range lists.Keys() {
			out = append(out, lists.Get(name).Texts()...)
		}
	}
	return out
}
