package flow

import (
	"fmt"
	"hash/fnv"
	"maps"
	"path"
	"slices"
	"strings"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// Load reads every flow among the given files of the tree and wires them. Faults are noted in the tree; what could be
// read is returned all the same, so that one look finds every fault.
func Load(tree *source.Tree, files []string, words *situation.Vocabulary) *Book {
	r := &reader{words: words, book: &Book{steps: make(map[string]*Step)}, flows: make(map[string]*Flow)}
	for _, name := range files {
		if node, ok := tree.File(name); ok {
			r.readFlow(name, node)
		}
	}
	for _, wire := range r.wires {
		wire()
	}
	if r.book.Start == nil {
		tree.Faults.Add(source.Fault{File: "orientation.yaml", What: "aucun parcours ne porte « start: true »", Mend: "écrire « start: true » dans le parcours d'accueil"})
	}
	r.noteFacts()
	r.book.Revision = r.revision.sum()
	r.book.checkGraph(tree.Faults)
	return r.book
}

type reader struct {
	words    *situation.Vocabulary
	book     *Book
	flows    map[string]*Flow
	wires    []func() // what can only be done once every step is known
	revision fingerprint
}

// fingerprint sums up what a trail depends on, in reading order.
type fingerprint struct{ text strings.Builder }

func (f *fingerprint) note(words ...string) { f.text.WriteString(strings.Join(words, "\x00") + "\x01") }

func (f *fingerprint) sum() uint32 {
	h := fnv.New32a()
	h.Write([]byte(f.text.String()))
	return h.Sum32()
}

// noteFacts notes what answers are read by.
func (r *reader) noteFacts() {
	for _, fact := range r.words.Facts {
		r.revision.note("fact", fact.ID, fact.When.String(), fact.GroupedBy)
		for _, o := range fact.Options {
			r.revision.note("option", o.ID, o.Group, fmt.Sprint(o.Value))
		}
	}
}

func (r *reader) readFlow(file string, node source.Node) {
	f := node.Fields("flow", "start", "card", "steps")
	id := f.Need("flow")
	flow := &Flow{ID: id.Text(), node: node}
	switch stem := strings.TrimSuffix(path.Base(file), ".yaml"); {
	case !id.Exists():
		return
	case flow.ID != stem:
		id.Fault("donner au parcours le nom de son fichier : « flow: "+stem+" »", "le parcours « %s » est dans le fichier « %s »", flow.ID, file)
	case !situation.ValidID(flow.ID):
		id.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être un parcours", flow.ID)
	case len(r.flows) == MaxFlows:
		id.Fault("réunir des parcours", "plus de %d parcours", MaxFlows)
		return
	}
	r.flows[flow.ID] = flow
	r.book.Flows = append(r.book.Flows, flow)
	if f.Get("start").Bool() {
		if r.book.Start != nil {
			f.Get("start").Fault("garder un seul « start: true »", "deux parcours d'accueil : « %s » et « %s »", r.book.Start.ID, flow.ID)
		}
		r.book.Start = flow
	}
	if f.Get("card").Bool() {
		if r.book.Card != nil {
			f.Get("card").Fault("garder un seul « card: true »", "deux parcours de fiche : « %s » et « %s »", r.book.Card.ID, flow.ID)
		}
		r.book.Card = flow
	}
	r.revision.note("flow", flow.ID, f.Get("start").Text(), f.Get("card").Text())
	r.readSteps(flow, f.Need("steps").Items())
}

func (r *reader) readSteps(flow *Flow, items []source.Node) {
	for i, item := range items {
		if i == MaxSteps {
			item.Fault("couper le parcours en deux, avec call", "plus de %d étapes", MaxSteps)
			break
		}
		if step := r.readStep(flow, item); step != nil {
			flow.Steps = append(flow.Steps, step)
		}
	}
	for i, step := range flow.Steps[:max(0, len(flow.Steps)-1)] {
		step.follows = flow.Steps[i+1]
	}
	if len(flow.Steps) == 0 {
		flow.node.Fault("écrire au moins une étape", "le parcours « %s » est vide", flow.ID)
	}
}

func (r *reader) readStep(flow *Flow, item source.Node) *Step {
	f := item.Fields("id", "when", "then", "say", "ask", "choices", "unsure", "gather", "recommend", "handoff", "call", "end")
	id := f.Need("id")
	step := &Step{Flow: flow, Name: flow.ID + "." + id.Text(), When: r.words.ReadCondition(f.Get("when")), node: item}
	if !id.Exists() || !r.readKind(step, f) {
		return nil
	}
	if !situation.ValidID(id.Text()) {
		id.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être une étape", id.Text())
		return nil
	}
	if _, twice := r.book.steps[step.Name]; twice {
		id.Fault("donner un autre nom", "l'étape « %s » existe deux fois", step.Name)
		return nil
	}
	r.book.steps[step.Name] = step
	r.revision.note("step", step.Name, step.Kind.String(), step.When.String(), f.Get("then").Text(), f.Get("unsure").Text())
	r.wires = append(r.wires, func() { // before those of its choices, which go on like the step unless they say otherwise
		step.Next = r.target(flow, f.Get("then"), step.follows)
		step.Unsure = r.target(flow, f.Get("unsure"), step.Next)
	})
	r.readDetails(step, f)
	return step
}

func (r *reader) readKind(step *Step, f source.Fields) bool {
	found := 0
	for k, name := range kindNames {
		if f.Has(name) {
			step.Kind = Kind(k)
			found++
		}
	}
	if found != 1 {
		f.Fault("écrire une seule de ces clés : "+strings.Join(kindNames[:], ", "), "l'étape « %s » fait %d choses au lieu d'une", step.Name, found)
	}
	return found == 1
}

func (r *reader) readDetails(step *Step, f source.Fields) {
	if step.Kind != Ask && (f.Has("choices") || f.Has("unsure")) {
		f.Fault("retirer choices et unsure, ou écrire « ask: … »", "seule une étape ask a des choix")
	}
	switch step.Kind {
	case Ask:
		r.readAsk(step, f)
	case Handoff:
		r.readHandoff(step, f.Get("handoff"))
	case Gather:
		r.readGather(step, f.Get("gather").Fields("facts", "at_most"))
	case Call:
		called := f.Get("call")
		r.revision.note("call", called.Text())
		r.wires = append(r.wires, func() {
			if step.Calls = r.flows[called.Text()]; step.Calls == nil {
				called.Fault("écrire le nom d'un fichier de parcours, sans .yaml", "le parcours « %s » n'existe pas", called.Text())
			}
		})
	}
}

// readHandoff reads what is handed over: the names of humans, or the card.
func (r *reader) readHandoff(step *Step, what source.Node) {
	switch what.Text() {
	case "":
	case "card":
		step.Card = true
		r.revision.note("card", step.Name)
		r.wires = append(r.wires, func() {
			if step.Flow != r.book.Card {
				what.Fault("montrer la fiche dans le parcours qui porte « card: true »", "l'étape « %s » montre une fiche que ce parcours ne remplit pas", step.Name)
			}
		})
	default:
		what.Fault("écrire « handoff: » ou « handoff: card »", "« %s » ne se transmet pas", what.Text())
	}
}

func (r *reader) readGather(step *Step, f source.Fields) {
	for _, item := range f.Get("facts").Items() {
		if fact := r.fact(item); fact != nil {
			step.Facts = append(step.Facts, fact)
			r.revision.note("fact", fact.ID)
		}
	}
	n, ok := f.Need("at_most").Int()
	r.revision.note("at_most", f.Get("at_most").Text())
	if ok && (n < 1 || n > 6) {
		f.Get("at_most").Fault("écrire un nombre de 1 à 6", "« at_most: %d » pose trop ou trop peu de questions", n)
	}
	step.AtMost = n
}

func (r *reader) fact(n source.Node) *situation.Fact {
	fact, ok := r.words.Fact(n.Text())
	if !ok {
		n.Fault("déclarer ce fait dans facts.yaml", "le fait « %s » n'existe pas", n.Text())
		return nil
	}
	return fact
}

func (r *reader) readAsk(step *Step, f source.Fields) {
	if step.Fact = r.fact(f.Get("ask")); step.Fact == nil {
		return
	}
	r.revision.note("ask", step.Fact.ID)
	if step.Open() {
		if choices := f.Get("choices"); choices.Exists() {
			choices.Fault("retirer « choices » : la personne écrit sa commune", "« %s » ne se choisit pas dans une liste", step.Fact.ID)
		}
		return
	}
	if !f.Has("choices") {
		for _, o := range step.Fact.Options {
			r.addChoice(step, Choice{ID: o.ID, Value: o.Value, Group: o.Group}, source.Node{}, f)
		}
	}
	for _, item := range f.Get("choices").Items() {
		r.readChoice(step, item, f)
	}
	r.checkScreens(step, f)
}

func (r *reader) readChoice(step *Step, item source.Node, ask source.Fields) {
	if !item.IsMap() {
		r.addValue(step, item, Choice{}, source.Node{}, ask)
		return
	}
	f := item.Fields("value", "pass", "set", "then")
	c := Choice{Set: r.words.ReadSettings(f.Get("set"))}
	if pass := f.Get("pass"); pass.Exists() {
		if c.ID = pass.Text(); !situation.ValidID(c.ID) {
			pass.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être une réponse", c.ID)
		}
		r.addChoice(step, c, f.Get("then"), ask)
		return
	}
	r.addValue(step, f.Need("value"), c, f.Get("then"), ask)
}

func (r *reader) addValue(step *Step, value source.Node, c Choice, then source.Node, ask source.Fields) {
	o, ok := step.Fact.Option(value.Text())
	if !ok {
		_, err := step.Fact.Parse(value.Text())
		if err == nil {
			value.Fault("proposer une tranche déclarée dans facts.yaml", "« %s » n'est pas une réponse proposée de « %s »", value.Text(), step.Fact.ID)
		} else {
			value.Fault("écrire une valeur déclarée dans facts.yaml", "%v", err)
		}
		return
	}
	c.ID, c.Value, c.Group = o.ID, o.Value, o.Group
	r.addChoice(step, c, then, ask)
}

func (r *reader) addChoice(step *Step, c Choice, then source.Node, ask source.Fields) {
	if _, twice := step.Choice(c.ID); twice {
		ask.Fault("garder une seule fois chaque réponse", "la réponse « %s » est proposée deux fois", c.ID)
		return
	}
	if reservedChoice(c.ID) {
		ask.Fault("donner un autre nom à cette réponse", "« %s » est le nom d'une sortie fixe", c.ID)
	}
	if len(step.Name)+len(c.ID)+1 > MaxButton {
		ask.Fault("raccourcir le nom de l'étape ou de la réponse", "le bouton « %s:%s » dépasse %d octets", step.Name, c.ID, MaxButton)
	}
	r.revision.note("choice", c.ID, then.Text())
	for _, s := range c.Set {
		r.revision.note("set", s.Fact.ID, fmt.Sprint(s.Value))
	}
	step.Choices = append(step.Choices, c)
	i := len(step.Choices) - 1
	r.wires = append(r.wires, func() {
		step.Choices[i].Next = r.target(step.Flow, then, step.Next)
	})
}

// reservedChoice keeps the ids of the fixed exits and of the engine's own buttons out of flows.
func reservedChoice(id string) bool {
	switch id {
	case "retour", "nesaispas", "humain", "urgence":
		return true
	}
	return false
}

// checkScreens counts the answers of each screen: one screen a group where the fact has groups.
func (r *reader) checkScreens(step *Step, f source.Fields) {
	if step.Fact.GroupedBy != "" {
		groups := make(map[string]int)
		for _, c := range step.Choices {
			groups[c.Group]++
		}
		for _, group := range slices.Sorted(maps.Keys(groups)) {
			if n := groups[group]; n > MaxChoices {
				f.Fault("couper le groupe en deux", "%d réponses pour « %s » (%d au plus)", n, group, MaxChoices)
			}
		}
		return
	}
	if n := len(step.Choices); n < MinChoices || n > MaxChoices {
		f.Fault("couper la question en deux, ou en retirer", "%d réponses à l'étape « %s » (de %d à %d)", n, step.Name, MinChoices, MaxChoices)
	}
}

// target finds the step that "then: name" means: a step of this flow, or usual when nothing is written.
func (r *reader) target(flow *Flow, then source.Node, usual *Step) *Step {
	if !then.Exists() {
		return usual
	}
	step, ok := r.book.steps[flow.ID+"."+then.Text()]
	if !ok {
		then.Fault("écrire le nom d'une étape de ce parcours", "l'étape « %s.%s » n'existe pas", flow.ID, then.Text())
	}
	return step
}
