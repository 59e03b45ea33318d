package prove

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
	"passerelle/internal/locale"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// Scenario is a persona who answers whatever is asked, and what must come of it (design.md, section 6).
type Scenario struct {
	ID       string
	Lang     string
	At       time.Time
	Say      string
	Start    string
	facts    map[*situation.Fact]situation.Value
	expected expectation
	node     source.Node
}

type expectation struct {
	urgentFirst []string // nil: not looked at; empty: no alarm
	anyOf       []string
	noneOf      []string
	helper      []string
	asksBetween []string
	maxTaps     int
}

// Played is how a scenario went.
type Played struct {
	ID       string   `json:"id"`
	Urgent   []string `json:"urgent"`
	Services []string `json:"services"`
	Helpers  []string `json:"helpers"`
	Taps     int      `json:"taps"`
	Pass     bool     `json:"pass"`
	Misses   []string `json:"misses"`
}

// maxTurns ends a scenario that does not come to rest.
const maxTurns = 20

// ReadScenarios reads a scenario file. Faults name the line.
func ReadScenarios(c *content.Content, name string, body []byte) ([]Scenario, []source.Fault) {
	faults := new(source.Faults)
	node, ok := source.Parse(faults, name, body)
	if !ok {
		return nil, faults.Sorted()
	}
	var out []Scenario
	for _, item := range node.Items() {
		out = append(out, readScenario(c, item))
	}
	return out, faults.Sorted()
}

func readScenario(c *content.Content, item source.Node) Scenario {
	f := item.Fields("id", "lang", "at", "say", "start", "facts", "expect")
	s := Scenario{ID: f.Need("id").Text(), Lang: locale.Default, Say: f.Get("say").Text(), Start: f.Get("start").Text(), facts: make(map[*situation.Fact]situation.Value), node: item}
	if lang := f.Get("lang"); lang.Exists() {
		s.Lang = lang.Text()
	}
	if at := f.Get("at"); at.Exists() {
		moment, err := time.Parse(time.RFC3339, at.Text())
		if err != nil {
			at.Fault("écrire par exemple 2026-11-24T10:00:00+01:00", "« %s » n'est pas une date avec heure et fuseau", at.Text())
		}
		s.At = moment
	}
	s.readFacts(c, f.Get("facts").Fields())
	s.expected = readExpectation(f.Get("expect").Fields("urgent_first", "any_of", "none_of", "helper", "asks_between", "max_taps"), c)
	return s
}

// readFacts takes facts by their id; a population settles what populations.yaml says, and what is written goes first.
func (s *Scenario) readFacts(c *content.Content, f source.Fields) {
	for _, item := range f.Get("population").Items() {
		p, ok := c.Words.Population(item.Text())
		if !ok {
			item.Fault("écrire une population de populations.yaml", "la population « %s » n'existe pas", item.Text())
			continue
		}
		for _, settled := range p.Settles {
			s.facts[settled.Fact] = settled.Value
		}
	}
	for _, key := range f.Keys() {
		if key == "population" {
			continue
		}
		fact, ok := c.Words.Fact(key)
		if !ok {
			f.Key(key).Fault("écrire un fait de facts.yaml", "le fait « %s » n'existe pas", key)
			continue
		}
		value, err := fact.Parse(f.Get(key).Text())
		if err != nil {
			f.Get(key).Fault("écrire une valeur déclarée dans facts.yaml", "%v", err)
			continue
		}
		s.facts[fact] = value
	}
}

func readExpectation(f source.Fields, c *content.Content) expectation {
	var e expectation
	if f.Has("urgent_first") {
		e.urgentFirst = append([]string{}, f.Get("urgent_first").Texts()...)
	}
	services := func(key string) []string {
		for _, item := range f.Get(key).Items() {
			if _, ok := c.Catalogue.Service(item.Text()); !ok {
				item.Fault("écrire l'identifiant d'un service", "le service « %s » n'existe pas", item.Text())
			}
		}
		return f.Get(key).Texts()
	}
	e.anyOf, e.noneOf = services("any_of"), services("none_of")
	e.helper, e.asksBetween = f.Get("helper").Texts(), f.Get("asks_between").Texts()
	e.maxTaps, _ = f.Get("max_taps").Int()
	return e
}

// At makes a fault that stands at this scenario.
func (s *Scenario) Fault(what string) source.Fault {
	return s.node.At(fmt.Sprintf("scénario « %s » : %s", s.ID, what), "corriger l'attente, le vocabulaire ou le catalogue")
}

// Play holds the persona's conversation to its end.
func (s *Scenario) Play(c *content.Content) Played {
	p := &player{scenario: s, content: c, engine: c.Engine()}
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
	p.tap(p.choice())
	return true
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
