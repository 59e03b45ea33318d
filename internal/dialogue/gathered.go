package dialogue

import (
	"passerelle/internal/flow"
	"passerelle/internal/situation"
)

// gathered remembers, for one turn, what a gathering had left to ask: a turn replays its trail twice at least, and to find
// that nothing is left costs an advice for each answer of each fact.
type gathered struct {
	asked [gatherings]gathering
	next  int
}

// gatherings is how many are remembered: those of a flow or two.
const gatherings = 4

type gathering struct {
	step      *flow.Step
	situation situation.Situation
	refused   situation.Set
	fact      *situation.Fact
}

func (g *gathered) recall(step *flow.Step, s *situation.Situation, refused situation.Set) (*situation.Fact, bool) {
	for i := range g.asked {
		if a := &g.asked[i]; a.step == step && a.refused == refused && a.situation == *s {
			return a.fact, true
		}
	}
	return nil, false
}

func (g *gathered) note(step *flow.Step, s *situation.Situation, refused situation.Set, fact *situation.Fact) {
	g.asked[g.next] = gathering{step, *s, refused, fact}
	g.next = (g.next + 1) % gatherings
}
