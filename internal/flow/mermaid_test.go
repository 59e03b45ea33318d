package flow_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestAFlowIsDrawn(t *testing.T) {
	b, _ := shipped()
	drawn := make(map[string]string)
	for _, f := range b.Flows {
		drawn[f.ID] = f.Mermaid()
	}
	small := whole(t, map[string]string{"accueil.yaml": strings.Replace(accueil, "then: soins", "then: rien", 1), "soins.yaml": soins})
	early := whole(t, greeting("  - id: a\n    when: known(chat)\n    ask: chat\n    choices: [{value: oui, then: c}, {value: non, then: c}]\n    unsure: c\n  - id: b\n    when: chat = oui\n    end:\n  - id: c\n    handoff:\n    then: d\n  - id: d\n    end:\n"))
	drawn["passages"] = early.Start.Mermaid()
	drawn["accueil"], drawn["soins"] = small.Flows[0].Mermaid(), small.Flows[1].Mermaid()
	for _, name := range []string{"hebergement", "accueil", "soins", "passages"} {
		golden := filepath.Join("testdata", name+".mmd")
		if *update {
			if err := os.WriteFile(golden, []byte(drawn[name]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if drawn[name] != string(want) {
			t.Errorf("%s is drawn otherwise (go test ./internal/flow -update rewrites it):\n%s", name, drawn[name])
		}
	}
}

func TestEveryStepOfADrawingIsDrawnOnceAndEveryArrowJoinsTwo(t *testing.T) {
	b, _ := shipped()
	for _, f := range b.Flows {
		nodes := make(map[string]int)
		for _, line := range strings.Split(strings.TrimSpace(f.Mermaid()), "\n")[1:] {
			line = strings.TrimSpace(line)
			if from, to, arrow := strings.Cut(line, " -->"); arrow {
				to = to[strings.LastIndexByte(to, ' ')+1:]
				if nodes[from] != 1 || nodes[to] != 1 {
					t.Errorf("%s: an arrow hangs in the air: %s", f.ID, line)
				}
				continue
			}
			nodes[line[:strings.IndexAny(line, "[{(")]]++
		}
		if len(nodes) != len(f.Steps) {
			t.Errorf("%s: %d of %d steps are drawn", f.ID, len(nodes), len(f.Steps))
		}
	}
}
