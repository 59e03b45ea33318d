package dialogue

import (
	"passerelle/internal/listen"
)

// listen acts on words that say no danger: a reserved word, the words of a button, or something in passing.
func (t *turn) listen() {
	h := t.in.Heard
	agrees := h.Command == "yes" || h.Command == "no" // first of all an answer to the question on the screen
	if h.Command != "" && !agrees {
		t.reserved(h.Command)
		return
	}
	if t.namesNeed() {
		t.understand()
		return
	}
	screen := t.screen()
	if t.in.Pick != nil && len(screen.Options) > 0 {
		if i := t.in.Pick(screen.Options); i >= 0 {
			if !t.tellBeside(screen.Options[i].ID) {
				t.choose(screen.Options[i].ID)
			}
			return
		}
	}
	switch {
	case agrees:
		t.agree(h.Command == "yes")
	case t.asksWhere() && t.hearPlace():
	default:
		t.understand()
	}
}

// namesNeed tells whether a message names needs where only their family is asked: "un logement social" is more than the
// button "Logement".
func (t *turn) namesNeed() bool {
	return t.now.rest == atQuestion && t.trail.Aside.Kind == NoAside && t.now.fact != nil &&
		t.now.fact.ID == t.engine.need.GroupedBy && sure(t.freshNeeds())
}

// tellBeside takes a message that says a button and something more: "je suis conseillère, un jeune veut un logement" is the
// button "Logement", and a trade. All of it is told at once, since the trade may lead past the question.
func (t *turn) tellBeside(id string) bool {
	var told []Entry
	for _, f := range t.freshFacts() {
		if t.now.fact == nil || f.Fact != t.now.fact.ID {
			told = append(told, f)
		}
	}
	if len(told) == 0 || t.now.rest != atQuestion || t.trail.Aside.Kind != NoAside {
		return false
	}
	for i := range t.now.choices {
		c := &t.now.choices[i]
		if c.Value.Known() && id == button(t.trail.Nonce, t.now.question(), c.ID) {
			t.trail.add(append(told, Entry{Fact: t.now.fact.ID, Value: c.ID, How: Told})...)
			t.advance()
			return true
		}
	}
	return false
}

var commands = map[string]Command{
	"back": Back, "restart": Restart, "help": Help, "human": Human, "erase": Erase, "urgent": Urgent,
	"trust": Trust, "privacy": Privacy, "sources": Sources,
}

func (t *turn) reserved(word string) {
	switch c, ok := commands[word]; {
	case ok:
		t.command(c)
	case word == "unsure":
		t.unsure()
	case word == "stop":
		t.stop()
	case word == "greet" && (t.begun || t.trail.Aside.Kind == AsideResume):
		t.redisplay()
	case word == "greet":
		t.trail.Misses = 0
		t.say("hello")
		t.showBriefly()
	default:
		t.miss()
	}
}

// understand takes needs and facts said in passing.
func (t *turn) understand() {
	facts := t.freshFacts()
	needs := t.freshNeeds()
	t.noteLanguage()
	t.notePlace(facts)
	switch {
	case len(needs) == 0 && len(facts) == 0 && t.begun:
		t.start()
	case len(needs) == 0 && len(facts) == 0:
		if t.now.rest == atQuestion || !t.hearPlaceUnasked() {
			t.miss()
		}
	case len(needs) == 0:
		t.tell(facts)
	case t.needKnown() && t.now.rest == atEnd && one(needs):
		person, request := t.sortTold(facts)
		t.trail.add(person...)
		t.now = t.replay()
		t.restartWith(needs[0].Need, request)
	case t.needKnown() && len(needs) == 1:
		person, request := t.sortTold(facts)
		t.offer(person, Aside{AsideSwitch, beside([]string{needs[0].Need}, request)}, "switch")
	case one(needs):
		t.trail.add(append(facts, Entry{Fact: t.engine.need.ID, Value: needs[0].Need, How: Told})...)
		t.advance()
	default:
		ids := make([]string, len(needs))
		for i, n := range needs {
			ids[i] = n.Need
		}
		person, request := t.sortTold(facts)
		t.offer(person, Aside{AsideBetween, beside(ids, request)}, "between")
	}
}

// noteLanguage tells once, in their language, who begins in another one that we write in French.
func (t *turn) noteLanguage() {
	if lang := t.in.Heard.Language; lang != "" && len(t.trail.Entries) == 0 {
		t.events = append(t.events, Foreign{lang})
	}
}

// notePlace says which commune, or département, was heard in passing: who is somewhere else can say so.
func (t *turn) notePlace(told []Entry) {
	for _, e := range told {
		if t.engine.commune != nil && e.Fact == t.engine.commune.ID {
			if c, ok := t.engine.atlas.Commune(e.Value); ok {
				d, _ := t.engine.atlas.Departement(c.Departement)
				t.events = append(t.events, Placed{Commune: c, Departement: d})
			}
		}
		if t.engine.departement != nil && e.Fact == t.engine.departement.ID {
			if d, ok := t.engine.atlas.Departement(e.Value); ok {
				t.events = append(t.events, Placed{Departement: d})
			}
		}
	}
}

// tell takes facts told in passing. They may lead past questions that were answered: what those said still holds.
func (t *turn) tell(facts []Entry) {
	if t.now.rest == atEnd {
		t.dropStop()
	}
	before := t.now
	t.trail.add(facts...)
	t.now = t.replay()
	for i := range t.trail.Entries {
		e := &t.trail.Entries[i]
		if e.Fact == "" || e.How == Unsure || t.now.holds(i) {
			continue
		}
		fact, ok := t.engine.words.Fact(e.Fact)
		if ok && before.situation.Get(fact.Index).Known() && !t.now.situation.Get(fact.Index).Known() {
			e.Step, e.How = "", Told
		}
	}
	t.advance()
}

// sortTold parts what is told of the person from what is told of a request, which another need may begin.
func (t *turn) sortTold(facts []Entry) (person, request []Entry) {
	for _, e := range facts {
		if fact, ok := t.engine.words.Fact(e.Fact); ok && fact.Request {
			request = append(request, e)
		} else {
			person = append(person, e)
		}
	}
	return person, request
}

// agree takes a yes or a no that is no button's: to an interlude, or to the question of where the person is.
func (t *turn) agree(yes bool) {
	pick := func(ifYes, ifNo string) {
		if yes {
			t.answerAside(ifYes)
		} else {
			t.answerAside(ifNo)
		}
	}
	switch aside := t.trail.Aside; {
	case aside.Kind == AsideConfirm:
		pick(asideYes, asideNo)
	case aside.Kind == AsideChange:
		pick(asideChange, asideKeep)
	case aside.Kind == AsideSwitch:
		pick(aside.Needs()[0], asideContinue)
	case aside.Kind == AsideWhich && yes:
		t.confirmCommune()
	case aside.Kind == AsideWhich:
		t.otherCommune()
	case t.asksWhere() && !yes:
		t.refusePlace()
	default:
		t.miss()
	}
}

// one tells whether exactly one need was heard, without doubt.
func one(needs []listen.Finding) bool { return len(needs) == 1 && sure(needs) }

// sure tells whether needs were heard without doubt: doubtful ones never stand beside others.
func sure(needs []listen.Finding) bool { return len(needs) > 0 && !needs[0].Weak }

// offer opens an interlude, with what was told in passing kept.
func (t *turn) offer(facts []Entry, aside Aside, say string) {
	t.trail.add(facts...)
	t.now = t.replay()
	t.trail.Misses, t.trail.Aside = 0, aside
	t.renamed()
	t.say(say)
}

// freshFacts are the facts heard that are new here.
func (t *turn) freshFacts() []Entry {
	var out []Entry
	for _, f := range t.in.Heard.Facts {
		fact, ok := t.engine.words.Fact(f.ID)
		if !ok {
			continue
		}
		if v, err := fact.Parse(f.Value); err == nil && t.now.situation.Get(fact.Index) != v {
			out = append(out, Entry{Fact: f.ID, Value: f.Value, How: Told})
		}
	}
	return out
}

// maxBetween is how many needs are offered when a message holds several.
const maxBetween = 3

func (t *turn) freshNeeds() []listen.Finding {
	known := t.engine.need.Format(t.now.situation.Get(t.engine.need.Index))
	var out []listen.Finding
	for _, f := range t.in.Heard.Needs {
		if f.Need != known && len(out) < maxBetween {
			out = append(out, f)
		}
	}
	return out
}

// miss climbs the ladder: other words, examples, a human.
func (t *turn) miss() {
	t.missed = true
	t.trail.Misses = min(t.trail.Misses+1, 3)
	if t.trail.Misses == 3 {
		t.events = append(t.events, HandedOff{Advice: t.now.advice(), Why: AfterMisses})
		if t.trail.Aside.Kind == NoAside {
			t.showBriefly()
		}
		return
	}
	variant := Variant(t.trail.Misses)
	if t.now.rest == atQuestion && t.trail.Aside.Kind == NoAside {
		t.events = append(t.events, Asked{Key: keyOf(t.now.step, t.now.fact), Fact: t.now.fact, Variant: variant})
		return
	}
	t.say([...]string{"", "miss_first", "miss_second"}[variant])
}
