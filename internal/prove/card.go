package prove

import (
	"fmt"
	"slices"
	"strings"

	"passerelle/internal/dialogue"
	"passerelle/internal/flow"
	"passerelle/internal/situation"
)

// MaxCardQuestions is how many questions there are at most between two showings of the card.
const MaxCardQuestions = 5

// The buttons of the card, by their texts.
const (
	cardLabel   = "option.fiche"
	moreLabel   = "option.completer"
	removeLabel = "option.retirer"
	showLabel   = "option.montrer"
)

// cardWalk fills the card. Each question adds a line of its own, so what is to come depends on where one is, on how many
// questions were put since the last showing, and on what the conditions of the card's flow read: no more is walked apart.
type cardWalk struct {
	*walk
	seen  map[string]bool
	reads situation.Set
}

// walkCards walks the card from the first public advice and from the first professional one.
func (w *walk) walkCards() {
	card := w.content.Book.Card
	if card == nil {
		return
	}
	for _, professional := range []bool{false, true} {
		if from := w.cards[professional]; from != nil {
			c := &cardWalk{walk: w, seen: make(map[string]bool), reads: w.cardReads()}
			o, _ := labelled(*from, cardLabel)
			c.visit(w.then(*from, o.ID), 0)
		}
	}
	if w.advised[true] && w.cards[true] == nil {
		w.faults.Add(card.First().At("un professionnel ne peut pas faire la fiche", "mener son parcours à un conseil dont le besoin est connu"))
	}
	w.checkCardFacts()
}

// checkCardFacts wants a card that does not tell who the person is.
func (w *walk) checkCardFacts() {
	for _, step := range w.content.Book.Card.Steps {
		if f := step.Fact; step.Kind == flow.Ask && (f.Sensitive || f.Type == situation.Commune || f.Type == situation.Departement) {
			w.faults.Add(step.At(fmt.Sprintf("la fiche ne porte pas « %s » : ce fait dit qui est la personne", f.ID), "retirer cette question de la fiche"))
		}
	}
}

// cardReads are the facts on which the way through the card depends: those that conditions read, those asked twice.
func (w *walk) cardReads() situation.Set {
	var reads, asked situation.Set
	for _, step := range w.content.Book.Card.Steps {
		reads |= step.When.Facts()
		if step.Kind != flow.Ask {
			continue
		}
		reads |= step.Fact.When.Facts()
		if asked.Has(step.Fact.Index) {
			reads = reads.With(step.Fact.Index)
		}
		asked = asked.With(step.Fact.Index)
	}
	return reads
}

func (c *cardWalk) visit(r dialogue.Result, since int) {
	c.note(r)
	key := fmt.Sprint(r.State.Waiting, r.Screen.Question, since, r.State.Situation.Only(c.reads))
	if c.seen[key] {
		return
	}
	c.seen[key] = true
	if !r.Screen.Question {
		c.shown(r)
		return
	}
	c.cardQuestions[r.State.Waiting] = true
	if since == MaxCardQuestions {
		c.at(r.State.Waiting, fmt.Sprintf("plus de %d questions sans montrer la fiche", MaxCardQuestions), "ajouter « handoff: card » avant cette question")
		since = 0 // said once; what comes after is looked at all the same
	}
	c.question(r, since)
}

// question walks every answer to a question of the card: two of them at least give different cards.
func (c *cardWalk) question(r dialogue.Result, since int) {
	cards := make(map[string]bool)
	for _, id := range answersOn(r) {
		after := c.then(r, id)
		cards[lines(c.card(after))] = true
		c.visit(after, since+1)
	}
	if len(cards) < 2 {
		c.at(r.State.Waiting, fmt.Sprintf("la question « %s » ne change rien : la fiche porte les mêmes lignes", r.State.Waiting), "la retirer, ou donner à ses réponses des valeurs")
	}
}

// shown goes on from a card that is shown: more questions, and each line taken off.
func (c *cardWalk) shown(r dialogue.Result) {
	for _, o := range r.Screen.Options {
		if o.Label != moreLabel && o.Label != removeLabel {
			c.note(c.then(r, o.ID))
		}
	}
	if o, ok := labelled(r, removeLabel); ok {
		c.takeOff(r, c.then(r, o.ID))
	}
	if o, ok := labelled(r, moreLabel); ok {
		c.visit(c.then(r, o.ID), 0)
	}
}

// takeOff takes each line off: it is gone, and the others stay. A line for which the screen has no room is offered once
// another one is gone.
func (c *cardWalk) takeOff(r, choosing dialogue.Result) {
	whole := c.card(r)
	for _, line := range whole {
		o, ok := labelled(choosing, line.Name())
		if !ok {
			c.takeOffLater(choosing, line)
			continue
		}
		left := c.card(c.then(choosing, o.ID))
		if len(left) != len(whole)-1 || slices.Contains(left, line) {
			c.at(line.Step, "retirer cette ligne de la fiche n'en retire pas une et une seule", "poser chaque fait une seule fois dans la fiche")
		}
	}
}

func (c *cardWalk) takeOffLater(choosing dialogue.Result, line dialogue.CardLine) {
	shorter := c.then(choosing, choosing.Screen.Options[0].ID)
	if o, ok := labelled(shorter, removeLabel); ok {
		if _, ok := labelled(c.then(shorter, o.ID), line.Name()); ok {
			return
		}
	}
	c.at(line.Step, "cette ligne de la fiche ne peut pas être retirée", "poser moins de questions dans la fiche")
}

// card is the card as it stands after a turn, shown at once if questions go on.
func (c *cardWalk) card(r dialogue.Result) []dialogue.CardLine {
	if o, ok := labelled(r, showLabel); ok {
		r = c.then(r, o.ID)
	}
	for _, event := range r.Events {
		if shown, ok := event.(dialogue.Carded); ok {
			return shown.Card.Lines
		}
	}
	return nil
}

// then is the turn after a button, beside the walk.
func (w *walk) then(r dialogue.Result, id string) dialogue.Result {
	return w.engine.Turn(r.Trail.Clone(), "fr", false, dialogue.Input{Choice: id, Nonce: nonce})
}

func labelled(r dialogue.Result, label string) (dialogue.Option, bool) {
	i := slices.IndexFunc(r.Screen.Options, func(o dialogue.Option) bool { return o.Label == label })
	if i < 0 {
		return dialogue.Option{}, false
	}
	return r.Screen.Options[i], true
}

func lines(card []dialogue.CardLine) string {
	texts := make([]string, len(card))
	for i, l := range card {
		texts[i] = l.Text()
	}
	return strings.Join(texts, " ")
}
