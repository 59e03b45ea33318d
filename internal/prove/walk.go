package prove

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// What a conversation promises (design.md, section 3).
const (
	MaxTaps       = 3      // to the first useful answer
	MaxQuestions  = 8      // on any path
	MaxSituations = 300000 // walked before we say that the flows are too wide to prove
)

// walk explores every situation that answers can lead to. A situation is the set of answers given: two orders of the
// same answers are walked once.
type walk struct {
	content *content.Content
	engine  *dialogue.Engine
	facts   *declared
	asked   map[string]bool // steps that ask, by name
	read    situation.Set   // facts that a condition of the flows or of the catalogue reads
	wide    *atomic.Int64   // situations walked so far, by all
	found

	cardQuestions map[string]bool // come to
}

// spot is one situation reached, with what follows from it.
type spot struct {
	paths     uint64
	signature uint64 // equal where everything that can follow is equal
}

func newWalk(c *content.Content, faults *source.Faults) *walk {
	w := &walk{content: c, engine: c.Engine(nil), facts: declaredIn(c.Words), asked: make(map[string]bool), wide: new(atomic.Int64), found: newFound(faults), cardQuestions: make(map[string]bool)}
	for _, f := range c.Book.Flows {
		for _, s := range f.Steps {
			w.asked[s.Name] = s.Kind == flow.Ask
			w.read |= s.When.Facts()
		}
	}
	for _, f := range c.Words.Facts {
		w.read |= f.When.Facts()
	}
	w.read |= c.Catalogue.Reads()
	return w
}

// nonce is the same for all: nobody taps an old button here.
const nonce = "0000"

func (w *walk) run() {
	var all []stage
	for _, in := range w.openings() {
		taps := 1
		if in.Start {
			taps = 0
		}
		first := w.engine.Turn(nil, "fr", false, in)
		all = append(all, stage{first, taps, useful(first.Events)})
	}
	w.walkParts(all)
	for _, s := range all {
		w.paths += w.visit(s.at, s.taps, s.advised).paths
	}
	if w.tooWide() {
		w.faults.Add(source.Fault{File: "flows", What: fmt.Sprintf("plus de %d situations à parcourir", MaxSituations), Mend: "baisser « at_most » ou couper un parcours en deux"})
		return
	}
	w.follow()
	w.walkCards()
	w.checkVisited()
}

func (w *walk) tooWide() bool { return w.wide.Load() > MaxSituations }

// openings are the ways a conversation begins: the greeting, an entry code, a need said at once, a danger said at once
// and then left behind.
func (w *walk) openings() []dialogue.Input {
	out := []dialogue.Input{{Start: true, Nonce: nonce}}
	for _, code := range slices.Sorted(maps.Keys(w.content.Entries)) {
		entry := w.content.Entries[code]
		in := dialogue.Input{Start: true, Nonce: nonce}
		for _, f := range entry.Facts {
			in.Presets = append(in.Presets, listen.Fact{ID: f.Fact.ID, Value: f.Fact.Format(f.Value)})
		}
		out = append(out, in)
	}
	for _, need := range w.content.Catalogue.Needs {
		out = append(out, dialogue.Input{Nonce: nonce, Heard: &listen.Heard{Needs: []listen.Finding{{Need: need.ID}}}})
	}
	for _, id := range slices.Sorted(maps.Keys(w.content.Ear.Kinds)) {
		if kind := w.content.Ear.Kinds[id]; len(kind.Settles) > 0 {
			out = append(out, dialogue.Input{Nonce: nonce, Heard: &listen.Heard{Facts: kind.Settles}})
		}
	}
	return out
}

// visit walks on from a turn; taps are the answers given so far, advised tells whether one of them brought something
// useful.
func (w *walk) visit(r dialogue.Result, taps int, advised bool) *spot {
	w.note(r)
	key := w.place(r)
	if s, ok := w.seen[key]; ok {
		return s
	}
	s := &spot{}
	w.seen[key] = s
	if w.wide.Add(1) > MaxSituations {
		return s
	}
	w.checkPromises(r, taps, advised)
	if !r.Screen.Question || r.State.Questions > MaxQuestions { // too long already: what follows is worse
		w.rests(r)
		s.paths, s.signature = 1, ending(r)
		return s
	}
	if r.Screen.Place {
		w.places(r, s, taps, advised)
	} else {
		w.answers(r, s, taps, advised)
	}
	return s
}

// answers walks every answer to a question, and checks that at least two of them lead to different things.
func (w *walk) answers(r dialogue.Result, s *spot, taps int, advised bool) {
	sum := fnv.New64a()
	differ := false
	var first uint64
	for i, o := range r.Screen.Options {
		if strings.Contains(o.ID, ".!") { // « Je m'arrête là » is always there and never an answer
			continue
		}
		next, after := w.tap(r, o.ID, taps, advised)
		s.paths += next.paths
		led := next.signature ^ saidOn(after)
		if i == 0 {
			first = led
		}
		differ = differ || led != first
		fmt.Fprintf(sum, "%x;", led)
	}
	next, after := w.tap(r, dialogue.ExitUnsure, taps, advised)
	s.paths += next.paths
	fmt.Fprintf(sum, "%x", next.signature^saidOn(after))
	s.signature = sum.Sum64()
	if !differ {
		w.changesNothing(r.State.Waiting)
	}
}

func (w *walk) tap(r dialogue.Result, id string, taps int, advised bool) (*spot, dialogue.Result) {
	return w.turn(r, dialogue.Input{Choice: id, Nonce: nonce}, taps, advised)
}

func (w *walk) turn(r dialogue.Result, in dialogue.Input, taps int, advised bool) (*spot, dialogue.Result) {
	after := w.engine.Turn(r.Trail.Clone(), "fr", false, in)
	return w.visit(after, taps+1, advised || useful(after.Events)), after
}

// samples are communes that stand for the others: what services say of territory is known by region and département.
// Guéret, then Paris 11e, Lille, Saint-Denis de La Réunion and Nouméa.
var samples = []string{"23096", "75111", "59350", "97411", "98818"}

// places walks the question of where one is: unsaid, then in the communes that are offered different services. The answer
// brings the places near, so it changes something wherever places can help at all.
func (w *walk) places(r dialogue.Result, s *spot, taps int, advised bool) {
	need, _ := w.content.Words.Fact("need")
	if !w.content.Places.Serves(need.Format(r.State.Situation.Get(need.Index))) {
		w.changesNothing(r.State.Waiting)
	}
	sum := fnv.New64a()
	next, after := w.tap(r, dialogue.ExitUnsure, taps, advised)
	s.paths += next.paths
	fmt.Fprintf(sum, "%x", next.signature^saidOn(after))
	for _, insee := range w.samplesFor(&r.State.Situation) {
		if c, ok := w.content.Atlas.Commune(insee); ok {
			next, after := w.turn(r, dialogue.Input{Point: &c.Point, Nonce: nonce}, taps, advised)
			s.paths += next.paths
			fmt.Fprintf(sum, ";%x", next.signature^saidOn(after))
		}
	}
	s.signature = sum.Sum64()
}

// samplesFor are the communes worth walking: one, unless a service asks about territory.
func (w *walk) samplesFor(s *situation.Situation) []string {
	matter := w.content.Catalogue.Facts(s)
	for _, f := range w.content.Words.Facts {
		if (f.Type == situation.Commune || f.Type == situation.Departement) && matter.Has(f.Index) {
			return samples
		}
	}
	return samples[:1]
}

// rests keeps what can be tapped at a rest, once for each step.
func (w *walk) rests(r dialogue.Result) {
	for _, o := range r.Screen.Options {
		if once := r.State.Waiting + " " + o.ID; w.follows[once].at.Trail == nil {
			w.follows[once] = followed{r, o}
		}
	}
	if r.Screen.Question {
		return
	}
	professional := w.facts.says(&r.State.Situation, w.facts.forWhom, "professionnel")
	w.advised[professional] = true
	if _, ok := labelled(r, cardLabel); ok && w.cards[professional] == nil {
		w.cards[professional] = &r
	}
}

// follow taps what is offered after advice, once for each step: everything must lead on.
func (w *walk) follow() {
	for _, name := range slices.Sorted(maps.Keys(w.follows)) {
		from := w.follows[name]
		after := w.then(from.at, from.option.ID)
		w.note(after)
		if len(after.Screen.Options) == 0 {
			w.at(from.at.State.Waiting, fmt.Sprintf("après « %s » il n'y a plus rien à choisir", from.option.Label), "mener vers un conseil, une personne ou une fin")
		}
	}
}

// note remembers which steps somebody comes to.
func (w *walk) note(r dialogue.Result) {
	w.visited[r.State.Waiting] = true
	for _, event := range r.Events {
		if said, ok := event.(dialogue.Said); ok {
			w.visited[strings.TrimSuffix(said.Key, ".say")] = true
		}
	}
}

func (w *walk) checkPromises(r dialogue.Result, taps int, advised bool) {
	waiting := r.State.Waiting
	switch {
	case taps >= MaxTaps && !advised:
		w.at(waiting, fmt.Sprintf("après %d réponses, rien d'utile n'a été dit", taps), "connaître le besoin en 3 réponses au plus")
	case r.State.Questions > MaxQuestions:
		w.at(waiting, fmt.Sprintf("plus de %d questions sur un chemin qui passe ici", MaxQuestions), "ne pas revenir en arrière, poser moins de questions, ou baisser « at_most »")
	}
	if !advised {
		w.taps = max(w.taps, taps+1)
	}
	if whom := w.facts.forWhom; whom == nil || !r.State.Situation.Get(whom.Index).Known() || w.facts.says(&r.State.Situation, whom, "moi") {
		w.longestOwn = max(w.longestOwn, r.State.Questions)
	}
	if r.State.Questions > w.longest {
		w.longest, w.longestPath = r.State.Questions, questions(r.Trail)
	}
	for _, event := range r.Events {
		switch e := event.(type) {
		case dialogue.Advised:
			if !e.Best && e.Advice.Humans[0] == nil {
				w.at(waiting, "ce conseil ne mène à aucune personne", "ajouter un service avec « helper: » pour ce besoin, ou « always » dans needs.yaml")
			}
		case dialogue.HandedOff:
			if e.Why == dialogue.AfterLimit {
				w.at(w.content.Book.Start.First().Name, "un chemin tourne en rond sans poser de question", "regarder les « then: » et les « when: » des étapes qui se suivent")
			}
			if e.Advice.Humans[0] == nil {
				w.at(waiting, "aucune personne à proposer ici", "remplir « always » dans needs.yaml")
			}
		}
	}
}

func (w *walk) changesNothing(question string) {
	if !w.idle[question] {
		w.idle[question] = true
		w.at(question, fmt.Sprintf("la question « %s » ne change rien : chaque réponse mène au même conseil", question), "la retirer, ou donner à ses réponses un « then: », un « set: » ou un service qui en dépend")
	}
}

// at notes a fault at the step of a question or of a rest.
func (w *walk) at(name, what, mend string) {
	for {
		if step, ok := w.content.Book.Step(name); ok {
			w.faults.Add(step.At(what, mend))
			return
		}
		i := strings.LastIndexByte(name, '.')
		if i < 0 {
			w.faults.Add(source.Fault{File: "flows", What: what, Mend: mend})
			return
		}
		name = name[:i]
	}
}

// checkVisited finds the steps that the wiring reaches but no situation does.
func (w *walk) checkVisited() {
	for _, f := range w.content.Book.Flows {
		for _, s := range f.Steps {
			switch s.Kind {
			case flow.Gather, flow.Call:
				continue
			}
			if !w.visited[s.Name] {
				w.faults.Add(s.At(fmt.Sprintf("l'étape « %s » n'est jamais atteinte : aucune situation n'y mène", s.Name), "corriger sa condition ou celles des étapes d'avant, ou la retirer"))
			}
		}
	}
}

// place is the identity of a situation: where it waits, and the set of answers. How a fact became known is no matter, but
// for the questions of a gathering, which are counted; a fact that only groups another is no matter once that one is known.
func (w *walk) place(r dialogue.Result) string {
	answers := make([]string, 0, len(r.Trail.Entries)+1)
	for _, e := range r.Trail.Entries {
		switch {
		case e.How != dialogue.Unsure && e.Fact != "" && w.grouped(e.Fact, r):
		case e.How == dialogue.Told || e.How == dialogue.Preset || (e.How == dialogue.Tapped && w.asked[e.Step]):
			answers = append(answers, e.Fact+"\x00"+e.Value)
		default:
			answers = append(answers, e.Step+"\x00"+e.Fact+"\x00"+e.Value)
		}
	}
	slices.Sort(answers)
	return r.State.Waiting + "\x01" + strings.Join(answers, "\x01")
}

// grouped tells whether a fact did nothing but choose the screen of another one, which is known now.
func (w *walk) grouped(id string, r dialogue.Result) bool {
	for _, f := range w.content.Words.Facts {
		if f.GroupedBy == id && r.State.Situation.Get(f.Index).Known() {
			grouping, _ := w.content.Words.Fact(id)
			return !w.read.Has(grouping.Index)
		}
	}
	return false
}

// ending is what a path leads to: the place of rest and the advice.
func ending(r dialogue.Result) uint64 {
	sum := fnv.New64a()
	for _, s := range r.State.Advice.Services {
		if s != nil {
			sum.Write([]byte(s.ID + ";"))
		}
	}
	for _, s := range r.State.Advice.Humans {
		if s != nil {
			sum.Write([]byte(s.ID + ","))
		}
	}
	return sum.Sum64()
}

// saidOn sums up what the flow said on the way to a turn.
func saidOn(r dialogue.Result) uint64 {
	sum := fnv.New64a()
	for _, event := range r.Events {
		if said, ok := event.(dialogue.Said); ok && strings.HasSuffix(said.Key, ".say") {
			sum.Write([]byte(said.Key))
		}
	}
	return sum.Sum64()
}

// useful tells whether a turn brought something: advice, a human or a number.
func useful(events []dialogue.Event) bool {
	for _, event := range events {
		switch event.(type) {
		case dialogue.Advised, dialogue.HandedOff, dialogue.Alarmed:
			return true
		}
	}
	return false
}

func questions(t *dialogue.Trail) []string {
	var out []string
	for _, e := range t.Entries {
		if e.Step != "" {
			out = append(out, e.Step)
		}
	}
	return out
}
