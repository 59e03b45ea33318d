package prove

import (
	"fmt"
	"slices"
	"strings"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
	"passerelle/internal/territory"
)

// maxTurns ends a scenario that does not come to rest.
const maxTurns = 20

// Play holds the persona's conversation to its end.
func (s *Scenario) Play(c *content.Content) Played {
	p := &player{scenario: s, content: c, engine: c.Engine(nil)}
	p.played = Played{ID: s.ID, Urgent: []string{}, Services: []string{}, Helpers: []string{}, Misses: []string{}, Taps: -1}
	p.begin()
	for range maxTurns {
		if !p.answer() {
			break
		}
	}
	p.judge()
	return p.played
}

type player struct {
	scenario *Scenario
	content  *content.Content
	engine   *dialogue.Engine
	result   dialogue.Result
	taps     int
	between  []string
	played   Played
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
			p.played.Urgent = p.numbers(alarm.Kind)
		}
	}
	if p.result.Trail.Aside.Kind == dialogue.AsideBetween {
		p.between = strings.Fields(p.result.Trail.Aside.Arg)
	}
}

func (p *player) numbers(kind string) []string {
	out := []string{}
	k := p.content.Ear.Kinds[kind]
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
	p.result = p.engine.Turn(p.result.Trail, p.scenario.Lang, false, in)
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

// answerAside goes on after numbers, and chooses the persona's need between several.
func (p *player) answerAside() {
	options := p.result.Screen.Options
	pick := options[len(options)-1].ID
	for _, o := range options {
		if need, ok := p.need(); ok && strings.HasSuffix(o.ID, ":"+need) {
			pick = o.ID
		}
	}
	p.tap(pick)
}

func (p *player) need() (string, bool) {
	fact, ok := p.content.Words.Fact("need")
	v, given := p.scenario.facts[fact]
	return fact.Format(v), ok && given
}

// choice is the button that tells what the persona knows of the question.
func (p *player) choice() string {
	for _, o := range p.result.Screen.Options {
		_, answer, _ := strings.Cut(o.ID, ":")
		if p.means(answer) {
			return o.ID
		}
	}
	if id, ok := p.passOn(); ok {
		return id
	}
	return dialogue.ExitUnsure
}

func (p *player) means(answer string) bool {
	fact := p.asked()
	if fact == nil {
		return false
	}
	v, ok := p.scenario.facts[fact]
	if !ok && fact.ID == "famille" {
		if need, given := p.need(); given {
			n, _ := p.content.Catalogue.Need(need)
			return answer == n.Family
		}
	}
	o, covered := fact.Covering(v)
	return ok && covered && o.ID == answer
}

func (p *player) asked() *situation.Fact {
	for _, event := range p.result.Events {
		if asked, ok := event.(dialogue.Asked); ok {
			return asked.Fact
		}
	}
	return nil
}

// passOn looks behind "autre sujet" when the persona's need is of a family that is not on the screen.
func (p *player) passOn() (string, bool) {
	if _, given := p.need(); !given || p.asked() == nil {
		return "", false
	}
	for _, o := range p.result.Screen.Options {
		_, answer, _ := strings.Cut(o.ID, ":")
		if _, isValue := p.asked().Option(answer); !isValue && !strings.Contains(o.ID, ".!") {
			return o.ID, true
		}
	}
	return "", false
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
		if !slices.Contains(p.between, need) {
			miss("le besoin %s n'est pas proposé au choix (vu : %v)", need, p.between)
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
