package prove

import (
	"fmt"
	"slices"
	"strings"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
	"passerelle/internal/territory"
)

// maxTurns ends a scenario that does not come to rest.
const maxTurns = 20

// Play holds the persona's conversation to its end.
func (s *Scenario) Play(c *content.Content) Played {
	p := newPlayer(s, c, c.Engine(nil))
	p.begin()
	p.goOn(nil)
	p.judge()
	return p.played
}

type player struct {
	scenario  *Scenario
	content   *content.Content
	engine    *dialogue.Engine
	result    dialogue.Result
	taps      int
	rested    bool // the conversation came to rest
	firstNeed string
	said      []string // text ids
	played    Played
}

func newPlayer(s *Scenario, c *content.Content, e *dialogue.Engine) *player {
	return &player{scenario: s, content: c, engine: e,
		played: Played{ID: s.ID, Urgent: []string{}, Services: []string{}, Helpers: []string{}, Misses: []string{}, Taps: -1}}
}

// goOn answers until the conversation comes to rest, or until a moment to wait at.
func (p *player) goOn(wait func() bool) {
	for range maxTurns {
		if wait != nil && wait() {
			return
		}
		if !p.answer() {
			p.rested = true
			return
		}
	}
}

// begin opens the conversation: with the first message, an entry code, or only buttons.
func (p *player) begin() {
	s := p.scenario
	if s.Say == "" {
		in := dialogue.Input{Start: true, Nonce: nonce}
		if entry, ok := p.content.Entries[s.Start]; ok {
			for _, f := range entry.Facts {
				in.Presets = append(in.Presets, listen.Fact{ID: f.Fact.ID, Value: f.Fact.Format(f.Value)})
			}
		}
		p.turn(in)
		return
	}
	p.taps = 1
	p.turn(dialogue.Input{Heard: p.content.Ear.Hear(s.Say), Nonce: nonce})
	for _, event := range p.result.Events {
		if alarm, ok := event.(dialogue.Alarmed); ok && alarm.Certain {
			p.played.Urgent = append(p.numbers(alarm.Kind), p.numbers(alarm.Also)...)
		}
	}
	if p.result.Trail.Aside.Kind == dialogue.AsideBetween {
		p.played.between = p.result.Trail.Aside.Needs()
	}
}

func (p *player) numbers(kind string) []string {
	out := []string{}
	k, ok := p.content.Ear.Kinds[kind]
	if !ok {
		return out
	}
	for _, id := range append(append([]string(nil), k.Alarm...), k.Text...) {
		if service, ok := p.content.Catalogue.Service(id); ok {
			for _, phone := range service.Phones() {
				out = append(out, phone.Number)
			}
		}
	}
	return out
}

func (p *player) turn(in dialogue.Input) {
	in.Now = p.scenario.At
	p.result = p.engine.Turn(p.result.Trail, p.scenario.Lang, false, in)
	for _, event := range p.result.Events {
		if said, ok := event.(dialogue.Said); ok {
			p.said = append(p.said, said.Key)
		}
	}
	if need := p.result.State.Advice.Need; need != nil && p.firstNeed == "" {
		p.firstNeed = need.ID
	}
	if p.played.Taps < 0 && useful(p.result.Events) {
		p.played.Taps = p.taps
	}
}

func (p *player) tap(id string) {
	p.taps++
	p.turn(dialogue.Input{Choice: id, Nonce: nonce})
}

// answer answers what is on the screen; false when the conversation has come to rest.
func (p *player) answer() bool {
	if p.result.Trail.Aside.Kind != dialogue.NoAside {
		p.answerAside()
		return true
	}
	if !p.result.Screen.Question {
		return false
	}
	if point, ok := p.place(); ok {
		p.taps++
		p.turn(dialogue.Input{Point: point, Nonce: nonce})
		return true
	}
	p.tap(p.choice())
	return true
}

// place is where the persona is, at the question that asks it.
func (p *player) place() (*territory.Point, bool) {
	fact := p.asked()
	if !p.result.Screen.Place || fact == nil {
		return nil, false
	}
	c, ok := p.content.Atlas.Commune(fact.Format(p.scenario.facts[fact]))
	if !ok {
		return nil, false
	}
	return &c.Point, true
}

// answerAside goes on after numbers, chooses the persona's need between several, and says whether a word of danger meant
// one: it did when that danger is what the persona needs help with.
func (p *player) answerAside() {
	options := p.result.Screen.Options
	pick := options[len(options)-1].ID
	meant, _ := p.need()
	if aside := p.result.Trail.Aside; aside.Kind == dialogue.AsideBetween && meant == "" {
		pick = dialogue.ExitUnsure
	} else if aside.Kind == dialogue.AsideConfirm {
		if kind, ok := p.content.Ear.Kinds[aside.Alarm().Kind]; ok && kind.Need == meant {
			meant = "oui"
		}
	}
	for _, o := range options {
		if meant != "" && strings.HasSuffix(o.ID, ":"+meant) {
			pick = o.ID
		}
	}
	p.tap(pick)
}

func (p *player) need() (string, bool) { return p.scenario.need(p.content) }

// choice is the button that tells what the persona knows of the question.
func (p *player) choice() string {
	if id, ok := p.passing(p.agreed); ok {
		return id
	}
	if id, ok := p.passing(p.leadsToAgreed); ok {
		return id
	}
	for _, o := range p.result.Screen.Options {
		_, answer, _ := strings.Cut(o.ID, ":")
		if p.means(answer) {
			return o.ID
		}
	}
	if _, given := p.need(); given { // "autre sujet", when the persona's need is of a family that is not on the screen
		if id, ok := p.passing(func(c *flow.Choice) bool { return len(c.Set) == 0 }); ok {
			return id
		}
	}
	return dialogue.ExitUnsure
}

// passing finds a button on the screen that answers nothing and fits: "autre sujet", "pour mon métier".
func (p *player) passing(fits func(*flow.Choice) bool) (string, bool) {
	step, ok := p.content.Book.Step(p.result.State.Waiting)
	if !ok {
		return "", false
	}
	for _, o := range p.result.Screen.Options {
		_, answer, _ := strings.Cut(o.ID, ":")
		if c, ok := step.Choice(answer); ok && !c.Value.Known() && fits(c) {
			return o.ID, true
		}
	}
	return "", false
}

// agreed tells whether a choice that passes on says what is true of the persona, and nothing else.
func (p *player) agreed(c *flow.Choice) bool {
	for _, s := range c.Set {
		v, known := p.scenario.facts[s.Fact]
		o, covered := s.Fact.Covering(v)
		if !known || (v != s.Value && (!covered || o.Value != s.Value)) {
			return false
		}
	}
	return !c.Value.Known() && len(c.Set) > 0
}

// leadsToAgreed tells whether who writes for somebody else, and has not said so, can say it on the screen behind a choice.
func (p *player) leadsToAgreed(c *flow.Choice) bool {
	if len(c.Set) > 0 || c.Next == nil || c.Next.Kind != flow.Ask || !p.forSomebody() {
		return false
	}
	for i := range c.Next.Choices {
		if p.agreed(&c.Next.Choices[i]) {
			return true
		}
	}
	return false
}

// forSomebody tells whether the persona writes for somebody else, which is not known yet.
func (p *player) forSomebody() bool {
	fact, ok := p.content.Words.Fact("pour_qui")
	if !ok || p.result.State.Situation.Get(fact.Index).Known() {
		return false
	}
	v, given := p.scenario.facts[fact]
	return given && fact.Format(v) != "moi"
}

// letters is the family behind which a letter can be told of: it is not a need.
const letters = "papiers"

func (p *player) means(answer string) bool {
	fact := p.asked()
	if fact == nil {
		return false
	}
	v, ok := p.scenario.facts[fact]
	if !ok && fact.ID == "famille" {
		return answer == p.family()
	}
	o, covered := fact.Covering(v)
	return ok && covered && o.ID == answer
}

// family is where the persona looks for what they want; empty when they want nothing we know.
func (p *player) family() string {
	if need, given := p.need(); given {
		n, _ := p.content.Catalogue.Need(need)
		return n.Family
	}
	if letter, ok := p.content.Words.Fact("lettre"); ok && letter.Format(p.scenario.facts[letter]) == "oui" {
		return letters
	}
	return ""
}

func (p *player) asked() *situation.Fact {
	for _, event := range p.result.Events {
		if asked, ok := event.(dialogue.Asked); ok {
			return asked.Fact
		}
	}
	return nil
}

func (p *player) judge() {
	a := p.result.State.Advice
	for _, s := range a.Services {
		if s != nil {
			p.played.Services = append(p.played.Services, s.ID)
		}
	}
	for _, s := range a.Humans {
		if s != nil && !slices.Contains(p.played.Helpers, string(s.Helper)) {
			p.played.Helpers = append(p.played.Helpers, string(s.Helper))
		}
	}
	p.played.useful = p.played.Taps >= 0
	p.played.Taps = max(p.played.Taps, 0)
	p.compare(p.scenario.expected)
	p.played.Pass = len(p.played.Misses) == 0
}

func (p *player) compare(e expectation) {
	miss := func(format string, args ...any) {
		p.played.Misses = append(p.played.Misses, fmt.Sprintf(format, args...))
	}
	got := &p.played
	if e.urgentFirst != nil && len(e.urgentFirst) == 0 && len(got.Urgent) > 0 {
		miss("alarme %v sans danger attendu", got.Urgent)
	}
	if len(e.urgentFirst) > 0 && !overlap(e.urgentFirst, got.Urgent) {
		miss("aucune alarme parmi %v (vu : %v)", e.urgentFirst, got.Urgent)
	}
	if len(e.anyOf) > 0 && !overlap(e.anyOf, got.Services) {
		miss("aucun service parmi %v (vu : %v)", e.anyOf, got.Services)
	}
	for _, id := range e.noneOf {
		if slices.Contains(got.Services, id) {
			miss("le service %s ne devait pas être conseillé", id)
		}
	}
	if len(e.helper) > 0 && (len(got.Helpers) == 0 || !slices.Contains(e.helper, got.Helpers[0])) {
		miss("première aide humaine attendue parmi %v (vu : %v)", e.helper, got.Helpers)
	}
	for _, need := range e.asksBetween {
		if !slices.Contains(got.between, need) {
			miss("le besoin %s n'est pas proposé au choix (vu : %v)", need, got.between)
		}
	}
	for _, id := range e.says {
		if !slices.Contains(p.said, id) {
			miss("le texte « %s » n'a pas été dit", id)
		}
	}
	if e.maxTaps > 0 && got.Taps > e.maxTaps {
		miss("première réponse utile après %d gestes (%d au plus)", got.Taps, e.maxTaps)
	}
}

func overlap(a, b []string) bool {
	for _, s := range a {
		if slices.Contains(b, s) {
			return true
		}
	}
	return false
}
