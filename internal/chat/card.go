package chat

import (
	"passerelle/internal/dialogue"
	"passerelle/internal/locale"
)

// card writes the card as the helper reads it, then to whom it is shown.
func (w *writer) card(e dialogue.Carded) {
	c := e.Card
	w.name("fiche")
	if len(w.pending) > 0 {
		w.lead("")
	}
	w.lead(w.say(locale.CardTitle, nil), "")
	if c.Need != nil {
		w.lead(w.say(locale.CardNeed, locale.Args{"Need": w.say("need."+c.Need.ID+".about", nil)}))
	}
	if c.Service != nil {
		w.lead(w.say(locale.CardService, locale.Args{"Service": c.Service.Name}))
	}
	for _, line := range c.Lines {
		w.lead(w.say(line.Text(), nil))
	}
	if c.Easy {
		w.lead(w.say(locale.CardEasy, nil))
	}
	w.cardFrom(c)
	w.lead(w.say(locale.CardAnswer, nil))
	w.flush("fiche")
	if c.Job != nil {
		w.lead(w.say(locale.CardConsent, nil))
	} else {
		w.lead(w.say(locale.CardShow, nil))
	}
}

// cardFrom tells which professional hands over, from where, and who does what.
func (w *writer) cardFrom(c dialogue.Card) {
	if c.Job == nil {
		return
	}
	w.lead(w.say(locale.CardFrom(c.JobValue), nil))
	if c.Departement != nil {
		w.lead(w.say(locale.CardWhere, locale.Args{"Departement": c.Departement.Name}))
	}
	w.lead(w.say(locale.CardRoles, nil))
}
