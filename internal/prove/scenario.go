package prove

import (
	"fmt"
	"time"

	"passerelle/internal/content"
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

	populations []string // as they are written; what they settle is in facts
}

type expectation struct {
	urgentFirst []string // nil: not looked at; empty: no alarm
	anyOf       []string
	noneOf      []string
	helper      []string
	asksBetween []string
	says        []string // text ids: each was said
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

	between []string // needs that the first reply asks between
	useful  bool     // a useful reply came
}

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
	s.expected = readExpectation(f.Get("expect").Fields("urgent_first", "any_of", "none_of", "helper", "asks_between", "says", "max_taps"), c)
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
		s.populations = append(s.populations, p.ID)
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
	for _, item := range f.Get("says").Items() {
		if !c.Texts.Has(locale.Voice{Lang: locale.Default}, item.Text()) {
			item.Fault("écrire l'identifiant d'un texte de locales/", "le texte « %s » n'existe pas", item.Text())
		}
		e.says = append(e.says, item.Text())
	}
	e.maxTaps, _ = f.Get("max_taps").Int()
	return e
}

// need is what the persona wants done, where the facts say it.
func (s *Scenario) need(c *content.Content) (string, bool) {
	fact, ok := c.Words.Fact("need")
	v, given := s.facts[fact]
	return fact.Format(v), ok && given
}

// Fault makes a fault that stands at this scenario.
func (s *Scenario) Fault(what string) source.Fault {
	return s.node.At(fmt.Sprintf("scénario « %s » : %s", s.ID, what), "corriger l'attente, le vocabulaire ou le catalogue")
}
