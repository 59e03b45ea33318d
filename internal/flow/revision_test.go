package flow_test

import (
	"strings"
	"testing"
)

func TestTheRevisionChangesWithWhatATrailDependsOn(t *testing.T) {
	base := map[string]string{"accueil.yaml": accueil, "soins.yaml": soins, "facts.yaml": facts}
	// The step "rien" is passed over: these flows have one fault, which does not matter here.
	revision := func(file, old, new string) uint32 {
		files := make(map[string]string)
		for name, text := range base {
			files[name] = text
		}
		if !strings.Contains(files[file], old) {
			t.Fatalf("%s has no %q", file, old)
		}
		files[file] = strings.Replace(files[file], old, new, 1)
		b, _ := read(files)
		return b.Revision
	}
	was := revision("accueil.yaml", "flow: accueil", "flow: accueil")
	for _, c := range []struct{ name, file, old, new string }{
		{"a new step", "soins.yaml", "  - id: conseil", "  - id: pause\n    say:\n  - id: conseil"},
		{"a step that goes", "accueil.yaml", "  - id: rien\n    say:\n", ""},
		{"another name of a step", "accueil.yaml", "id: bonjour", "id: salut"},
		{"another kind of a step", "accueil.yaml", "    say:", "    recommend:"},
		{"another order of steps", "accueil.yaml", "  - id: rien\n    say:\n  - id: soins\n    call: soins\n", "  - id: soins\n    call: soins\n  - id: rien\n    say:\n"},
		{"another condition", "soins.yaml", "groupe = deux", "groupe = un"},
		{"a condition that goes", "soins.yaml", "    when: groupe = deux\n", ""},
		{"another question", "soins.yaml", "ask: dans", "ask: groupe"},
		{"a new answer", "accueil.yaml", "      - {pass: autre}\n", "      - {pass: autre}\n      - {pass: encore}\n"},
		{"an answer that goes", "accueil.yaml", "      - {pass: autre}\n", ""},
		{"another order of answers", "accueil.yaml", "      - oui\n      - {value: non, set: {groupe: deux}, then: fin}\n", "      - {value: non, set: {groupe: deux}, then: fin}\n      - oui\n"},
		{"an answer that leads elsewhere", "accueil.yaml", "set: {groupe: deux}, then: fin", "set: {groupe: deux}, then: rien"},
		{"an answer that sets something else", "accueil.yaml", "set: {groupe: deux}", "set: {groupe: un}"},
		{"an answer that sets nothing more", "accueil.yaml", "set: {groupe: deux}, ", ""},
		{"another way on", "accueil.yaml", "    then: soins", "    then: fin"},
		{"another way on for who does not know", "accueil.yaml", "    unsure: fin", "    unsure: soins"},
		{"another flow to call", "accueil.yaml", "call: soins", "call: accueil"},
		{"another fact to gather", "soins.yaml", "[groupe, age]", "[groupe, chat]"},
		{"another number of questions", "soins.yaml", "at_most: 2", "at_most: 3"},
		{"another flow to begin with", "accueil.yaml", "start: true\n", ""},
		{"another value of a fact", "facts.yaml", "values: [un, deux]", "values: [un, deux, trois]"},
		{"another bound of a band", "facts.yaml", "{id: a0, from: 0, to: 0}", "{id: a0, from: 0, to: 1}"},
		{"another sense of a fact", "facts.yaml", "{id: chat, type: yesno}", "{id: chat, type: yesno, when: groupe = un}"},
	} {
		if revision(c.file, c.old, c.new) == was {
			t.Errorf("%s: the revision stays", c.name)
		}
	}
	for _, c := range []struct{ name, file, old, new string }{
		{"a comment", "accueil.yaml", "  - id: bonjour", "  # dire bonjour\n  - id: bonjour # ici"},
		{"a comment in the facts", "facts.yaml", "facts:", "# les faits\nfacts:"},
		{"a blank line", "soins.yaml", "steps:\n", "steps:\n\n"},
		{"brackets instead of dashes", "soins.yaml", "gather: {facts: [groupe, age], at_most: 2}", "gather:\n      facts:\n        - groupe\n        - age\n      at_most: 2"},
		{"quotes", "accueil.yaml", "unsure: fin", "unsure: \"fin\""},
		{"another order of keys", "accueil.yaml", "  - id: soins\n    call: soins\n", "  - call: soins\n    id: soins\n"},
	} {
		if revision(c.file, c.old, c.new) != was {
			t.Errorf("%s: the revision changes", c.name)
		}
	}
}
