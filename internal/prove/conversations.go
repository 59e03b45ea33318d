package prove

import (
	"fmt"
	"maps"
	"slices"

	"passerelle/internal/catalogue"
	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
	"passerelle/internal/locale"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// conversations plays everybody of the matrix by buttons alone: each need, for each population, the age unsaid or said, in
// three places. Each one finds something useful in time, and comes to rest before a person.
type conversations struct {
	*matrix
	engine *dialogue.Engine
	places []area
}

// playedNeed is what the conversations of one need came to.
type playedNeed struct {
	tally
	conversations int
	taps          int // to the first useful answer, on the slowest
	questions     int // on the longest
}

func newConversations(m *matrix) *conversations {
	return &conversations{matrix: m, engine: m.content.Engine(nil), places: m.threePlaces()}
}

// threePlaces are nowhere, the first commune that some service is there for, and one overseas.
func (m *matrix) threePlaces() []area {
	out := []area{{}}
	for _, s := range m.content.Catalogue.Services {
		if a, ok := m.home(m.written[s]); ok {
			out = append(out, a)
			break
		}
	}
	for _, a := range m.areas {
		if len(a.code) == 3 {
			return append(out, a)
		}
	}
	return out
}

// home is where a service for one territory is.
func (m *matrix) home(b *bounds) (area, bool) {
	for _, a := range m.areas {
		if a.code != "" && b.local() && b.serves(a) {
			return a, true
		}
	}
	return area{}, false
}

// run plays everybody and returns how many conversations there were, with the slowest and the longest of them.
func (c *conversations) run(faults *source.Faults) (sum playedNeed) {
	for _, p := range sideBySide(c.content.Catalogue.Needs, c.need) {
		sum.conversations += p.conversations
		sum.taps, sum.questions = max(sum.taps, p.taps), max(sum.questions, p.questions)
		sum.found.join(p.found...)
	}
	sum.found.tell(faults)
	return sum
}

func (c *conversations) need(need *catalogue.Need) playedNeed {
	var sum playedNeed
	turn := slices.Index(c.content.Catalogue.Needs, need)
	for _, p := range c.content.Words.Populations {
		settled := c.settled(need, p)
		bands := c.ages(p, &settled)
		turn++ // another age for each population and each need: all of them are played
		said := bands[:1]
		if n := len(bands) - 1; n > 0 {
			said = []string{"", bands[1+turn%n]}
		}
		for _, band := range said {
			c.play(&sum, cell{need: need, population: p, band: band})
		}
	}
	return sum
}

// persona is somebody of the matrix as a scenario has them.
func (c *conversations) persona(of cell) *Scenario {
	s := &Scenario{ID: of.String(), Lang: locale.Default, facts: make(map[*situation.Fact]situation.Value)}
	for _, settled := range of.population.Settles {
		s.facts[settled.Fact] = settled.Value
	}
	tell := func(fact *situation.Fact, words string) {
		if fact == nil {
			return
		}
		if v, err := fact.Parse(words); err == nil {
			s.facts[fact] = v
		}
	}
	tell(c.facts.need, of.need.ID)
	if of.band != "" {
		tell(c.facts.age, of.band)
	}
	return s
}

// play holds one conversation up to the question of where the person is, and from there on once for each place.
func (c *conversations) play(sum *playedNeed, of cell) {
	p := newPlayer(c.persona(of), c.content, c.engine)
	p.open(of.need)
	p.goOn(func() bool { return p.result.Screen.Place })
	if p.rested || !p.result.Screen.Place {
		c.end(sum, of, p)
		return
	}
	for _, of.area = range c.places {
		there := *p
		there.result.Trail, there.said = p.result.Trail.Clone(), nil
		there.scenario = p.scenario.livingIn(of.area, c.facts.commune)
		there.goOn(nil)
		c.end(sum, of, &there)
	}
}

// livingIn is the persona in a place.
func (s *Scenario) livingIn(a area, commune *situation.Fact) *Scenario {
	there := *s
	there.facts = maps.Clone(s.facts)
	if a.commune != nil {
		if v, err := commune.Parse(a.commune.INSEE); err == nil {
			there.facts[commune] = v
		}
	}
	return &there
}

// end looks at what a conversation came to.
func (c *conversations) end(sum *playedNeed, of cell, p *player) {
	sum.conversations++
	sum.taps, sum.questions = max(sum.taps, p.played.Taps), max(sum.questions, p.result.State.Questions)
	miss := func(what, mend string) {
		sum.found.add(of.need.At(what, mend), of)
	}
	c.judge(p, of, miss)
	c.checkNobodyWronged(&sum.tally, c.told(of, p), p.result.State.Advice, &p.result.State.Situation)
	c.fail(p, miss)
}

// open begins by buttons; who is in danger says it, because no screen lists dangers.
func (p *player) open(need *catalogue.Need) {
	if need.Family != dangerFamily {
		p.begin()
		return
	}
	for _, id := range slices.Sorted(maps.Keys(p.content.Ear.Kinds)) {
		if kind := p.content.Ear.Kinds[id]; kind.Need == need.ID {
			p.taps = 1
			p.turn(dialogue.Input{Nonce: nonce, Heard: &listen.Heard{Dangers: []listen.Danger{{Kind: id, Certain: true}}}})
			return
		}
	}
	p.begin()
}

// judge looks at a conversation that is over.
func (c *conversations) judge(p *player, of cell, miss func(what, mend string)) {
	state := &p.result.State
	switch {
	case !p.rested:
		miss("la conversation ne s'arrête pas", "regarder les questions posées à cette personne")
	case p.played.Taps < 0:
		miss("rien d'utile n'est jamais dit", "mener ce besoin à un conseil")
	case p.played.Taps > MaxTaps:
		miss(fmt.Sprintf("première réponse utile après %d gestes (%d au plus)", p.played.Taps, MaxTaps), "connaître le besoin plus tôt")
	}
	if state.Questions > MaxQuestions {
		miss(fmt.Sprintf("%d questions (%d au plus)", state.Questions, MaxQuestions), "poser moins de questions, ou baisser « at_most »")
	}
	if state.Advice.Humans[0] == nil {
		miss("la conversation finit sans une personne", "ajouter un service avec « helper: » pour ce besoin")
	}
	if of.need.Family != dangerFamily && p.firstNeed != of.need.ID {
		miss(fmt.Sprintf("par les boutons, cette personne n'arrive pas à son besoin (arrivée : « %s »)", p.firstNeed), "mettre sa famille et ce besoin sur les écrans qu'elle voit")
	}
}

// told is the cell as the conversation came to know it: where somebody is may not have been asked.
func (c *conversations) told(of cell, p *player) cell {
	if !c.facts.says(&p.result.State.Situation, c.facts.departement, of.area.code) {
		of.area = area{}
	}
	return of
}

// fail says « Ça n'a pas marché » after the advice: somebody is named.
func (c *conversations) fail(p *player, miss func(what, mend string)) {
	for _, o := range p.result.Screen.Options {
		if o.Label != failedLabel {
			continue
		}
		p.tap(o.ID)
		for _, event := range p.result.Events {
			if handed, ok := event.(dialogue.HandedOff); ok && handed.Advice.Humans[0] != nil {
				return
			}
		}
		miss("« Ça n'a pas marché » ne mène à personne", "ajouter une règle « way: failed » dans referral.yaml")
	}
}

// dangerFamily is the family whose needs are said, heard or tapped as a danger, and listed on no screen.
const dangerFamily = "urgence"

// failedLabel is the text of the button « Ça n'a pas marché ».
const failedLabel = "option.pas_marche"
