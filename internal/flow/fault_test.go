package flow_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/flow"
)

// greeting begins a flow with these steps, the first on line 4.
func greeting(steps string) map[string]string {
	return map[string]string{"accueil.yaml": "flow: accueil\nstart: true\nsteps:\n" + steps}
}

func with(files map[string]string, name, text string) map[string]string {
	files[name] = text
	return files
}

const end = "  - id: fin\n    end:\n"

func TestEveryStructuralFaultIsToldAtItsFileAndLine(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		file  string
		line  int
		says  string
	}{
		{"a target that does not exist", greeting("  - id: a\n    say:\n    then: nulle_part\n" + end), "accueil.yaml", 6, "l'étape « accueil.nulle_part » n'existe pas"},
		{"a target in another flow", with(greeting("  - id: a\n    say:\n    then: loin\n  - id: b\n    call: autre\n"+end), "autre.yaml", "flow: autre\nsteps:\n  - id: loin\n    say:\n"), "accueil.yaml", 6, "l'étape « accueil.loin » n'existe pas"},
		{"an answer that leads nowhere", greeting("  - id: a\n    ask: chat\n    choices:\n      - oui\n      - {value: non, then: nulle_part}\n" + end), "accueil.yaml", 8, "l'étape « accueil.nulle_part » n'existe pas"},
		{"an « unsure » that leads nowhere", greeting("  - id: a\n    ask: chat\n    unsure: nulle_part\n" + end), "accueil.yaml", 6, "l'étape « accueil.nulle_part » n'existe pas"},
		{"a call of a flow that does not exist", greeting("  - id: a\n    call: autre\n" + end), "accueil.yaml", 5, "le parcours « autre » n'existe pas"},
		{"a call of nothing", greeting("  - id: a\n    call:\n" + end), "accueil.yaml", 5, "le parcours «  » n'existe pas"},
		{"a step written twice", greeting("  - id: a\n    say:\n  - id: a\n    say:\n" + end), "accueil.yaml", 6, "l'étape « accueil.a » existe deux fois"},
		{"two kinds in one step", greeting("  - id: a\n    say:\n    ask: chat\n" + end), "accueil.yaml", 4, "l'étape « accueil.a » fait 2 choses"},
		{"no kind in a step", greeting("  - id: a\n    then: fin\n" + end), "accueil.yaml", 4, "l'étape « accueil.a » fait 0 choses"},
		{"a step without an id", greeting("  - say:\n" + end), "accueil.yaml", 4, "il manque « id »"},
		{"a step with an id in capitals", greeting("  - id: Un\n    say:\n" + end), "accueil.yaml", 4, "« Un » ne peut pas être une étape"},
		{"nine answers of the fact", greeting("  - id: a\n    ask: age\n" + end), "accueil.yaml", 4, "9 réponses à l'étape « accueil.a » (de 2 à 8)"},
		{"nine answers written", greeting("  - id: a\n    ask: age\n    choices: [a0, a1, a2, a3, a4, a5, a6, a7, {pass: autre}]\n" + end), "accueil.yaml", 4, "9 réponses"},
		{"one answer", greeting("  - id: a\n    ask: chat\n    choices: [oui]\n" + end), "accueil.yaml", 4, "1 réponses à l'étape « accueil.a »"},
		{"no answer", greeting("  - id: a\n    ask: chat\n    choices: []\n" + end), "accueil.yaml", 4, "0 réponses"},
		{"a question that has no answers to offer", greeting("  - id: a\n    ask: zone\n" + end), "accueil.yaml", 4, "0 réponses"},
		{"answers to a question that is answered in words", greeting("  - id: a\n    ask: lieu\n    choices: [\"59350\", \"23096\"]\n" + end), "accueil.yaml", 6, "« lieu » ne se choisit pas dans une liste"},
		{"a question about nothing", greeting("  - id: a\n    ask:\n" + end), "accueil.yaml", 5, "le fait «  » n'existe pas"},
		{"a question about a fact that is not there", greeting("  - id: a\n    ask: chien\n" + end), "accueil.yaml", 5, "le fait « chien » n'existe pas"},
		{"an answer that is no value", greeting("  - id: a\n    ask: chat\n    choices: [oui, non, si]\n" + end), "accueil.yaml", 6, "« si » n'est pas une valeur de « chat »"},
		{"a number instead of a band", greeting("  - id: a\n    ask: age\n    choices: [a0, a1, 3]\n" + end), "accueil.yaml", 6, "« 3 » n'est pas une réponse proposée de « age »"},
		{"an answer without a value", greeting("  - id: a\n    ask: chat\n    choices:\n      - oui\n      - non\n      - {set: {groupe: un}}\n" + end), "accueil.yaml", 9, "il manque « value »"},
		{"an answer offered twice", greeting("  - id: a\n    ask: chat\n    choices: [oui, non, oui]\n" + end), "accueil.yaml", 4, "la réponse « oui » est proposée deux fois"},
		{"an answer that sets what is not there", greeting("  - id: a\n    ask: chat\n    choices:\n      - oui\n      - {value: non, set: {chien: oui}}\n" + end), "accueil.yaml", 8, "le fait « chien » n'existe pas"},
		{"an answer that is named like a fixed exit", greeting("  - id: a\n    ask: chat\n    choices: [oui, non, {pass: humain}]\n" + end), "accueil.yaml", 4, "« humain » est le nom d'une sortie fixe"},
		{"a value that is named like a fixed exit", greeting("  - id: a\n    ask: retour_de\n" + end), "accueil.yaml", 4, "« retour » est le nom d'une sortie fixe"},
		{"an answer that passes on under no id", greeting("  - id: a\n    ask: chat\n    choices: [oui, non, {pass: \"a:b\"}]\n" + end), "accueil.yaml", 6, "« a:b » ne peut pas être une réponse"},
		{"a button that is too long", greeting("  - id: " + strings.Repeat("a", 39) + "\n    ask: retour_de\n    choices:\n      - aller\n      - {pass: onze_lettre}\n" + end), "accueil.yaml", 4, "dépasse 58 octets"},
		{"a card in a flow that fills none", greeting("  - id: a\n    handoff: card\n" + end), "accueil.yaml", 5, "montre une fiche que ce parcours ne remplit pas"},
		{"something else handed over", greeting("  - id: a\n    handoff: lettre\n" + end), "accueil.yaml", 5, "« lettre » ne se transmet pas"},
		{"two flows that fill the card", with(with(greeting(end), "une.yaml", "flow: une\ncard: true\nsteps:\n"+end), "zone.yaml", "flow: zone\ncard: true\nsteps:\n"+end), "zone.yaml", 2, "deux parcours de fiche"},
		{"choices of a step that asks nothing", greeting("  - id: a\n    say:\n    choices: [oui, non]\n" + end), "accueil.yaml", 4, "seule une étape ask a des choix"},
		{"« unsure » of a step that asks nothing", greeting("  - id: a\n    recommend:\n    unsure: fin\n" + end), "accueil.yaml", 4, "seule une étape ask a des choix"},
		{"a gathering of nothing", greeting("  - id: a\n    gather:\n" + end), "accueil.yaml", 5, "il manque « at_most »"},
		{"a gathering without a bound", greeting("  - id: a\n    gather:\n      facts: [age]\n" + end), "accueil.yaml", 6, "il manque « at_most »"},
		{"a gathering of seven", greeting("  - id: a\n    gather: {facts: [age], at_most: 7}\n" + end), "accueil.yaml", 5, "« at_most: 7 »"},
		{"a gathering of none", greeting("  - id: a\n    gather: {facts: [age], at_most: 0}\n" + end), "accueil.yaml", 5, "« at_most: 0 »"},
		{"a gathering of a fact that is not there", greeting("  - id: a\n    gather: {at_most: 2, facts: [age, chien]}\n" + end), "accueil.yaml", 5, "le fait « chien » n'existe pas"},
		{"a condition that cannot be read", greeting("  - id: a\n    when: chien = oui\n    say:\n" + end), "accueil.yaml", 5, "le fait « chien » n'est pas déclaré"},
		{"an unknown key in a step", greeting("  - id: a\n    says:\n    say:\n" + end), "accueil.yaml", 5, "clé inconnue « says »"},
		{"a step that nobody comes to", greeting("  - id: a\n    say:\n    then: fin\n  - id: perdue\n    say:\n" + end), "accueil.yaml", 7, "l'étape « accueil.perdue » ne peut jamais être atteinte"},
		{"a step after the end", greeting(end + "  - id: apres\n    handoff:\n"), "accueil.yaml", 6, "l'étape « accueil.apres » ne peut jamais être atteinte"},
		{"a flow that nobody calls", with(greeting(end), "autre.yaml", "flow: autre\nsteps:\n  - id: seule\n    say:\n"), "autre.yaml", 3, "l'étape « autre.seule » ne peut jamais être atteinte"},
		{"a loop without a question", greeting("  - id: a\n    say:\n  - id: b\n    say:\n    when: chat = oui\n    then: a\n" + end), "accueil.yaml", 6, "de « accueil.b » on revient à « accueil.a » sans poser de question"},
		{"a loop on itself", greeting("  - id: a\n    gather: {at_most: 1}\n    when: chat = oui\n    then: a\n" + end), "accueil.yaml", 4, "de « accueil.a » on revient à « accueil.a »"},
		{"a loop past a question that may not be asked", greeting("  - id: a\n    say:\n  - id: b\n    when: known(age)\n    ask: chat\n    choices: [{value: oui, then: fin}, {value: non, then: fin}]\n    unsure: fin\n  - id: c\n    say:\n    then: a\n" + end), "accueil.yaml", 11, "de « accueil.c » on revient à « accueil.a » sans poser de question"},
		{"a flow that calls itself", greeting("  - id: a\n    ask: chat\n    choices: [{value: oui, then: fin}, non]\n  - id: b\n    call: accueil\n" + end), "accueil.yaml", 7, "le parcours « accueil » s'appelle lui-même par « accueil.b »"},
		{"a file named unlike its flow", map[string]string{"bonjour.yaml": minimal}, "bonjour.yaml", 1, "le parcours « accueil » est dans le fichier « bonjour.yaml »"},
		{"a flow under a name with a dot", map[string]string{"a.b.yaml": "flow: a.b\nstart: true\nsteps:\n" + end}, "a.b.yaml", 1, "« a.b » ne peut pas être un parcours"},
		{"a flow without a name", with(greeting(end), "autre.yaml", "steps:\n  - id: a\n    say:\n"), "autre.yaml", 1, "il manque « flow »"},
		{"two flows to begin with", with(greeting(end), "autre.yaml", "flow: autre\nstart: true\nsteps:\n  - id: a\n    call: accueil\n  - id: fin\n    end:\n"), "autre.yaml", 2, "deux parcours d'accueil : « accueil » et « autre »"},
		{"no flow to begin with", map[string]string{"accueil.yaml": "flow: accueil\nsteps:\n" + end}, "orientation.yaml", 0, "aucun parcours ne porte « start: true »"},
		{"a beginning that ends with words", greeting("  - id: a\n    say:\n"), "accueil.yaml", 4, "le parcours d'accueil se termine par « accueil.a »"},
		{"a beginning that may run off its end", greeting("  - id: a\n    say:\n  - id: fin\n    when: chat = oui\n    end:\n"), "accueil.yaml", 6, "le parcours d'accueil se termine par « accueil.fin »"},
		{"a beginning with steps of no kind", map[string]string{"accueil.yaml": "flow: accueil\nstart: true\nsteps:\n  - id: a\n"}, "accueil.yaml", 1, "le parcours « accueil » est vide"},
		{"a beginning without steps", map[string]string{"accueil.yaml": "flow: accueil\nstart: true\nsteps: []\n"}, "accueil.yaml", 1, "le parcours « accueil » est vide"},
		{"an unknown key in a flow", map[string]string{"accueil.yaml": "flow: accueil\nbegin: true\nstart: true\nsteps:\n" + end}, "accueil.yaml", 2, "clé inconnue « begin »"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := read(c.files)
			found := false
			for _, f := range faults.Sorted() {
				at := c.line == f.Line && strings.TrimPrefix(f.File, "flows/") == c.file
				found = found || at && strings.Contains(f.What, c.says) && f.Mend != ""
			}
			if !found {
				t.Errorf("%s:%d %q is not told, but: %v", c.file, c.line, c.says, faults.Err())
			}
		})
	}
}

func TestAnAnswerThatIsNoneIsNotKept(t *testing.T) {
	b, _ := read(greeting("  - id: a\n    ask: chat\n    choices: [oui, non, si, {pass: autre}, oui]\n" + end))
	var got []string
	for _, c := range step(t, b, "accueil.a").Choices {
		got = append(got, c.ID)
	}
	if !slices.Equal(got, []string{"oui", "non", "autre"}) {
		t.Errorf("kept: %q", got)
	}
}

func TestAFaultIsToldAloneWhenNothingFollowsFromIt(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"nine answers":   greeting("  - id: a\n    ask: age\n" + end),
		"a lost step":    greeting("  - id: a\n    say:\n    then: fin\n  - id: perdue\n    say:\n" + end),
		"a loop":         greeting("  - id: a\n    say:\n  - id: b\n    say:\n    when: chat = oui\n    then: a\n" + end),
		"a reserved id":  greeting("  - id: a\n    ask: chat\n    choices: [oui, non, {pass: urgence}]\n" + end),
		"a faulty when":  greeting("  - id: a\n    when: chat\n    say:\n" + end),
		"one recursion":  greeting("  - id: a\n    ask: chat\n    choices: [{value: oui, then: fin}, non]\n  - id: b\n    call: accueil\n" + end),
		"a wrong target": greeting("  - id: a\n    ask: chat\n    unsure: nulle_part\n" + end),
	} {
		if _, faults := read(files); faults.Len() != 1 {
			t.Errorf("%s: %d faults: %v", name, faults.Len(), faults.Err())
		}
	}
}

func TestFlowsThatCallEachOtherAreToldAtEachCall(t *testing.T) {
	files := with(greeting("  - id: a\n    call: un\n"+end), "un.yaml", "flow: un\nsteps:\n  - id: q\n    ask: chat\n  - id: c\n    call: deux\n")
	files = with(files, "deux.yaml", "flow: deux\nsteps:\n  - id: q\n    ask: groupe\n  - id: c\n    call: un\n")
	_, faults := read(files)
	var told []string
	for _, f := range faults.Sorted() {
		told = append(told, fmt.Sprintf("%s:%d", f.File, f.Line))
	}
	if !slices.Equal(told, []string{"flows/deux.yaml:5", "flows/un.yaml:5"}) {
		t.Errorf("%v", faults.Err())
	}
}

func TestALoopWithAQuestionIsNoFault(t *testing.T) {
	whole(t, greeting("  - id: a\n    say:\n  - id: b\n    ask: chat\n    choices: [{value: oui, then: a}, {value: non, then: fin}]\n"+end))
	whole(t, greeting("  - id: a\n    recommend:\n    then: b\n  - id: b\n    say:\n    then: c\n  - id: c\n    ask: chat\n    choices: [{value: oui, then: a}, non]\n"+end))
}

func TestEightAnswersAndTwoAreOffered(t *testing.T) {
	b := whole(t, greeting("  - id: a\n    ask: age\n    choices: [a0, a1, a2, a3, a4, a5, a6, {pass: autre}]\n  - id: b\n    ask: chat\n    choices: [oui, {pass: autre}]\n"+end))
	if n := len(step(t, b, "accueil.a").Choices); n != flow.MaxChoices {
		t.Errorf("%d answers", n)
	}
	for _, n := range []int{1, 6} {
		if got := step(t, whole(t, greeting(fmt.Sprintf("  - id: a\n    gather: {at_most: %d}\n", n)+end)), "accueil.a").AtMost; got != n {
			t.Errorf("%d questions at most, not %d", got, n)
		}
	}
	whole(t, greeting("  - id: "+strings.Repeat("a", 39)+"\n    ask: retour_de\n    choices:\n      - aller\n      - {pass: dix_lettre}\n"+end))
}

func TestAGroupOfNineIsTooLong(t *testing.T) {
	_, faults := read(with(greeting("  - id: a\n    ask: b\n"+end), "facts.yaml",
		"facts:\n  - {id: g, type: choice, values: [x, y]}\n  - {id: b, type: choice, grouped_by: g, values: [b1, b2, b3, b4, b5, b6, b7, b8, b9]}\n"))
	if told := faults.Sorted(); len(told) != 1 || told[0].Line != 4 || !strings.Contains(told[0].What, "9 réponses pour «  » (8 au plus)") {
		t.Errorf("%v", told)
	}
}

func TestAFlowMayNotBeTooLong(t *testing.T) {
	var steps strings.Builder
	for i := range flow.MaxSteps {
		fmt.Fprintf(&steps, "  - id: s%d\n    say:\n", i)
	}
	_, faults := read(greeting(steps.String() + end))
	line := 4 + 2*flow.MaxSteps
	if told := faults.Err(); told == nil || !strings.Contains(told.Error(), fmt.Sprintf("flows/accueil.yaml:%d: plus de %d étapes", line, flow.MaxSteps)) {
		t.Errorf("%v", told)
	}
	whole(t, greeting(strings.TrimSuffix(steps.String(), fmt.Sprintf("  - id: s%d\n    say:\n", flow.MaxSteps-1))+end))
}

func TestThereMayNotBeTooManyFlows(t *testing.T) {
	files := greeting(end)
	for i := range flow.MaxFlows {
		files[fmt.Sprintf("f%03d.yaml", i)] = fmt.Sprintf("flow: f%03d\nsteps:\n  - id: a\n    say:\n", i)
	}
	b, faults := read(files)
	if len(b.Flows) != flow.MaxFlows || !strings.Contains(fmt.Sprint(faults.Err()), "flows/f099.yaml:1: plus de 100 parcours") {
		t.Errorf("%d flows", len(b.Flows))
	}
}

func TestAFaultyFlowIsNotWhole(t *testing.T) {
	for name, steps := range map[string]string{
		"a question about nothing":     "  - id: a\n    ask: chien\n" + end,
		"a question without an answer": "  - id: a\n    ask: chat\n    choices: []\n" + end,
		"a call of nothing":            "  - id: a\n    call: autre\n" + end,
		"no steps":                     "  []\n",
	} {
		if b, _ := read(greeting(steps)); b.Start.Whole() {
			t.Errorf("with %s the flow is whole", name)
		}
	}
}
