package flow

import (
	"fmt"
	"html"
	"strings"

	"passerelle/internal/source"
)

// Successors lists every step that may come right after this one, whatever the situation. Calls lead to the first step
// of the called flow as well.
func (s *Step) Successors() []*Step {
	var out []*Step
	add := func(next *Step) {
		if next == nil {
			return
		}
		for _, seen := range out {
			if seen == next {
				return
			}
		}
		out = append(out, next)
	}
	if s.Kind == Call && s.Calls != nil {
		add(s.Calls.First())
	}
	for _, c := range s.Choices {
		add(c.Next)
	}
	switch s.Kind {
	case Ask:
		if s.Open() {
			add(s.Next)
		}
		add(s.Unsure)
	case End:
	default:
		add(s.Next)
	}
	if s.When != nil {
		add(s.follows)
	}
	return out
}

func (b *Book) checkGraph(faults *source.Faults) {
	if b.Start == nil || len(b.Start.Steps) == 0 {
		return
	}
	b.checkReach(faults)
	b.checkLoops(faults)
	b.checkCalls(faults)
	b.checkEnding(faults)
}

func (b *Book) checkReach(faults *source.Faults) {
	reached := make(map[*Step]bool)
	var visit func(*Step)
	visit = func(s *Step) {
		if s == nil || reached[s] {
			return
		}
		reached[s] = true
		for _, next := range s.Successors() {
			visit(next)
		}
	}
	visit(b.Start.First())
	if b.Card != nil { // offered after any advice, called by none
		visit(b.Card.First())
	}
	for _, flow := range b.Flows {
		for _, step := range flow.Steps {
			if !reached[step] {
				faults.Add(step.At(fmt.Sprintf("l'étape « %s » ne peut jamais être atteinte", step.Name), "y mener par « then: » ou « call: », ou la retirer"))
			}
		}
	}
}

// checkLoops looks for a way back to a step on which nobody is asked anything.
func (b *Book) checkLoops(faults *source.Faults) {
	const (
		open = 1
		done = 2
	)
	state := make(map[*Step]int)
	var visit func(*Step)
	visit = func(s *Step) {
		state[s] = open
		for _, next := range s.silent() {
			switch state[next] {
			case open:
				faults.Add(s.At(fmt.Sprintf("de « %s » on revient à « %s » sans poser de question", s.Name, next.Name), "mener vers une étape plus loin, ou poser une question dans la boucle"))
			case 0:
				visit(next)
			}
		}
		state[s] = done
	}
	for _, flow := range b.Flows {
		for _, step := range flow.Steps {
			if state[step] == 0 {
				visit(step)
			}
		}
	}
}

// silent lists the steps that may come right after this one without anybody being asked anything: one that waits does so
// only when its condition lets it.
func (s *Step) silent() []*Step {
	switch {
	case !s.Kind.Waits():
		return s.Successors()
	case s.When != nil && s.follows != nil:
		return []*Step{s.follows}
	}
	return nil
}

// checkCalls refuses a flow that calls itself, by way of others or not: each round would leave one more to come back to.
func (b *Book) checkCalls(faults *source.Faults) {
	for _, flow := range b.Flows {
		for _, step := range flow.Steps {
			if step.Calls != nil && step.Calls.mayCall(flow, make(map[*Flow]bool)) {
				faults.Add(step.At(fmt.Sprintf("le parcours « %s » s'appelle lui-même par « %s »", flow.ID, step.Name), "mener à une étape du parcours par « then: », ou retirer cet appel"))
			}
		}
	}
}

// mayCall tells whether a flow is the other, or calls it sooner or later.
func (f *Flow) mayCall(other *Flow, seen map[*Flow]bool) bool {
	if f == other {
		return true
	}
	seen[f] = true
	for _, step := range f.Steps {
		if step.Calls != nil && !seen[step.Calls] && step.Calls.mayCall(other, seen) {
			return true
		}
	}
	return false
}

// checkEnding refuses a start flow that runs off its last step: nobody would have the word.
func (b *Book) checkEnding(faults *source.Faults) {
	last := b.Start.Steps[len(b.Start.Steps)-1]
	if last.When != nil || (last.Kind != End && last.Kind != Handoff && last.Kind != Recommend) {
		faults.Add(last.At(fmt.Sprintf("le parcours d'accueil se termine par « %s »", last.Name), "finir par une étape end, handoff ou recommend, sans « when »"))
	}
}

// Mermaid draws a flow as text that Mermaid renders. Labels are the ids that authors know.
func (f *Flow) Mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for _, s := range f.Steps {
		fmt.Fprintf(&b, "    %s%s\n", nodeID(s), shape(s))
	}
	for _, s := range f.Steps {
		f.writeEdges(&b, s)
	}
	return b.String()
}

func nodeID(s *Step) string { return strings.ReplaceAll(s.Name, ".", "_") }

// shape is a step as Mermaid draws it: what it does, then the condition under which it is taken.
func shape(s *Step) string {
	label := strings.TrimPrefix(s.Name, s.Flow.ID+".") + "<br/>" + s.Kind.String()
	form := "[%q]"
	switch s.Kind {
	case Ask:
		label, form = label+" "+s.Fact.ID, "{%q}"
	case Gather:
		label, form = fmt.Sprintf("%s ≤ %d", label, s.AtMost), "{{%q}}"
	case Call:
		label, form = label+" "+s.Calls.ID, "[[%q]]"
	case Recommend, Handoff:
		form = "([%q])"
		if s.Card {
			label += " card"
		}
	case End:
		form = "((%q))"
	}
	if s.When != nil {
		label += "<br/>si " + html.EscapeString(s.When.String())
	}
	return fmt.Sprintf(form, label)
}

func (f *Flow) writeEdges(b *strings.Builder, s *Step) {
	edge := func(to *Step, label string) {
		if to == nil || to.Flow != f {
			return
		}
		if label != "" {
			label = "|\"" + label + "\"|"
		}
		fmt.Fprintf(b, "    %s -->%s %s\n", nodeID(s), label, nodeID(to))
	}
	switch s.Kind {
	case End:
	case Ask:
		byTarget := make(map[*Step][]string)
		var order []*Step
		note := func(to *Step, label string) {
			if _, ok := byTarget[to]; !ok {
				order = append(order, to)
			}
			byTarget[to] = append(byTarget[to], label)
		}
		if s.Open() {
			note(s.Next, s.Fact.ID)
		}
		for _, c := range s.Choices {
			note(c.Next, c.ID)
		}
		note(s.Unsure, "je ne sais pas")
		for _, to := range order {
			label := strings.Join(byTarget[to], ", ")
			if len(byTarget[to]) > 4 {
				label = fmt.Sprintf("%d réponses", len(byTarget[to]))
			}
			edge(to, label)
		}
	default:
		edge(s.Next, "")
	}
	if s.When != nil && (s.Kind == Ask || s.Kind == End || s.follows != s.Next) { // these two have no arrow to Next
		edge(s.follows, "sinon")
	}
}
