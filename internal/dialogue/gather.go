package dialogue

import (
	"slices"

	"passerelle/internal/flow"
	"passerelle/internal/situation"
)

// gather takes the answers that a gathering has, and asks the next fact that still matters, up to its bound.
func (r *replay) gather(step *flow.Step) (next *flow.Step, resting bool) {
	asked := 0
	for i := range r.trail.Entries {
		e := &r.trail.Entries[i]
		if r.holds(i) || !r.engine.gathers(step, e) {
			continue
		}
		fact, _ := r.engine.words.Fact(e.Fact)
		if !fact.Sensible(&r.situation) || (e.How != Unsure && !r.put(e.Fact, e.Value)) {
			continue
		}
		asked++
		r.questions++
		r.answered(i)
	}
	if asked >= step.AtMost || r.answers() >= FullAnswer-r.toCome(step) {
		return step.Next, false
	}
	if r.fact = r.nextToGather(step); r.fact == nil {
		return step.Next, false
	}
	r.rest = atQuestion
	r.choices = r.engine.answers[r.fact.Index]
	return nil, true
}

// FullAnswer is how many questions there are at most before the whole advice (design.md, section 3): a gathering gives up
// those that would go beyond.
const FullAnswer = 6

// answers counts the answers given so far, those at steps that the flows no longer have among them.
func (r *replay) answers() (n int) {
	for i := range r.trail.Entries {
		if e := &r.trail.Entries[i]; e.Step != "" && e.Step[0] != '!' && r.holds(i) {
			n++
		}
	}
	return n
}

// toCome counts the questions that the flow of a gathering still has to put after it: where the person is.
func (r *replay) toCome(step *flow.Step) int {
	if c := r.engine.commune; c == nil || r.situation.Get(c.Index).Known() || !slices.ContainsFunc(step.Flow.Steps, (*flow.Step).Open) {
		return 0
	}
	return 1
}

// refused is the set of facts to which "je ne sais pas" was already said.
func (r *replay) refused() situation.Set {
	var set situation.Set
	for i := range r.trail.Entries {
		if e := &r.trail.Entries[i]; e.How == Unsure && r.holds(i) {
			if fact, ok := r.engine.words.Fact(e.Fact); ok {
				set = set.With(fact.Index)
			}
		}
	}
	return set
}

// nextToGather is the fact that a gathering asks next; nil when none is left.
func (r *replay) nextToGather(step *flow.Step) *situation.Fact {
	refused := r.refused()
	if fact, ok := r.known.recall(step, &r.situation, refused); ok {
		return fact
	}
	fact := r.engine.nextToGather(step, &r.situation, refused)
	r.known.note(step, &r.situation, refused, fact)
	return fact
}

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
