package content

import (
	"fmt"
	"slices"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/dialogue"
	"passerelle/internal/flow"
	"passerelle/internal/hours"
	"passerelle/internal/listen"
	"passerelle/internal/locale"
	"passerelle/internal/source"
)

// link checks what one part says of another: every service, need and text that is named exists.
func (c *Content) link(faults *source.Faults) {
	c.linkDangers(faults)
	c.linkLanguages(faults)
	c.linkWords(faults)
	for _, required := range c.RequiredTexts() {
		c.linkText(faults, required)
	}
	for _, t := range c.Texts.All { // also those that nothing asks for yet
		if t.Lang == locale.Default {
			c.linkText(faults, Required{t.ID, t.At})
		} else if !c.Texts.Has(locale.Voice{Lang: locale.Default}, t.ID) {
			faults.Add(t.At(fmt.Sprintf("le texte « %s » n'existe pas en français", t.ID), "corriger le nom, ou retirer ce texte"))
		}
	}
}

func (c *Content) linkDangers(faults *source.Faults) {
	if c.Ear.Kinds[dialogue.AnyDanger] == nil {
		faults.Add(source.Fault{File: "danger.yaml", What: fmt.Sprintf("le danger « %s », celui du bouton Urgence, manque", dialogue.AnyDanger), Mend: "le déclarer dans « kinds », avec tous les numéros"})
	}
	for _, kind := range c.Ear.Kinds {
		if _, ok := c.Catalogue.Need(kind.Need); !ok && kind.Need != "" {
			faults.Add(kind.At(fmt.Sprintf("le besoin « %s » n'existe pas", kind.Need), "écrire un besoin de needs.yaml"))
		}
		for _, other := range []string{kind.Minor, kind.Now} {
			if other != "" && c.Ear.Kinds[other] == nil {
				faults.Add(kind.At(fmt.Sprintf("le danger « %s » n'existe pas", other), "écrire un danger de « kinds », ou retirer « minor », « now »"))
			}
		}
		for _, id := range append(append([]string(nil), kind.Alarm...), kind.Text...) {
			s, ok := c.Catalogue.Service(id)
			switch {
			case !ok:
				faults.Add(kind.At(fmt.Sprintf("le service « %s » n'existe pas", id), "écrire l'identifiant d'un service"))
			case len(s.Phones()) == 0:
				faults.Add(kind.At(fmt.Sprintf("le service « %s » n'a pas de numéro à montrer", id), "choisir un service joignable"))
			}
		}
	}
}

// linkLanguages wants the texts of danger in every language that is heard.
func (c *Content) linkLanguages(faults *source.Faults) {
	for _, t := range c.Texts.All {
		if t.Lang != locale.Default || t.Easy || !strings.HasPrefix(t.ID, dangerTexts) {
			continue
		}
		for _, tag := range c.Ear.Languages {
			if !c.Texts.Has(locale.Voice{Lang: tag}, t.ID) {
				faults.Add(t.At(fmt.Sprintf("le texte « %s » manque en « %s »", t.ID, tag), "l'écrire dans danger."+tag+".yaml : qui est en danger lit dans sa langue"))
			}
		}
	}
}

// dangerTexts begins the ids of the texts that are told in the language of the message.
const dangerTexts = "danger."

// linkWords checks what words settle, and what the names that changed are called today.
func (c *Content) linkWords(faults *source.Faults) {
	for _, need := range c.Ear.NeedsOf() {
		if _, ok := c.Catalogue.Need(need); !ok {
			faults.Add(source.Fault{File: "words", What: fmt.Sprintf("le besoin « %s » n'existe pas", need), Mend: "écrire un besoin de needs.yaml"})
		}
	}
	c.Ear.EachSettled(func(f listen.Fact, at func(what, mend string) source.Fault) {
		fact, ok := c.Words.Fact(f.ID)
		if !ok {
			faults.Add(at(fmt.Sprintf("le fait « %s » n'existe pas", f.ID), "écrire un fait de facts.yaml"))
		} else if _, err := fact.Parse(f.Value); err != nil {
			faults.Add(at(err.Error(), "écrire une valeur déclarée dans facts.yaml"))
		}
	})
	for i := range c.Ear.Old {
		if r := &c.Ear.Old[i]; r.Service != "" {
			if _, ok := c.Catalogue.Service(r.Service); !ok {
				faults.Add(r.At(fmt.Sprintf("le service « %s » n'existe pas", r.Service), "écrire l'identifiant d'un service, ou null"))
			}
		}
	}
}

// Required is a text that something needs, and where to say so when it is missing.
type Required struct {
	ID string
	At func(what, mend string) source.Fault
}

// linkText wants a text in plain and in easy words. A text that exists at one level is a better place for the fault than
// the step that needs it.
func (c *Content) linkText(faults *source.Faults, r Required) {
	plain := c.Texts.Get(locale.Voice{Lang: locale.Default}, r.ID)
	easy := c.Texts.Get(locale.Voice{Lang: locale.Default, Easy: true}, r.ID)
	switch {
	case plain == nil && easy == nil:
		faults.Add(r.At(fmt.Sprintf("le texte « %s » manque", r.ID), fmt.Sprintf("l'écrire dans locales/ et dans locales/easy/ : « %s »", r.ID)))
	case easy == nil:
		faults.Add(plain.At(fmt.Sprintf("le texte facile « %s » manque", r.ID), "l'écrire dans le fichier du même nom, sous easy/"))
	case plain == nil:
		faults.Add(easy.At(fmt.Sprintf("le texte « %s » n'existe qu'en facile", r.ID), "l'écrire aussi dans le fichier du même nom, hors de easy/"))
	}
}

// RequiredTexts lists every text that flows, facts, catalogue, dangers and the engine can ask for.
func (c *Content) RequiredTexts() []Required {
	var out []Required
	nowhere := func(what, mend string) source.Fault {
		return source.Fault{File: "locales", What: what, Mend: mend}
	}
	for _, id := range c.engineTexts() {
		out = append(out, Required{id, nowhere})
	}
	for _, need := range c.Catalogue.Needs {
		out = append(out, Required{"need." + need.ID + ".short", need.At}, Required{"need." + need.ID + ".about", need.At})
	}
	for _, s := range c.Catalogue.Services {
		out = append(out, Required{"service." + s.ID + ".what", s.At}, Required{"service." + s.ID + ".otherwise", s.At})
	}
	for _, id := range c.Catalogue.ReasonKeys() {
		out = append(out, Required{id, nowhere})
	}
	for _, f := range c.Book.Flows {
		for _, step := range f.Steps {
			out = append(out, stepTexts(c, step)...)
		}
	}
	out = append(out, c.cardTexts()...)
	for _, rule := range c.Catalogue.Rules {
		out = append(out, Required{rule.Why(), rule.At})
	}
	for _, caution := range c.Catalogue.AllCautions {
		out = append(out, Required{caution.Text(), caution.At})
	}
	for i := range c.Ear.Old {
		out = append(out, Required{dialogue.RenamedText(c.Ear.Old[i].ID), c.Ear.Old[i].At})
	}
	return append(out, c.dangerTexts()...)
}

// engineTexts are those that the program itself asks for.
func (c *Content) engineTexts() []string {
	ids := slices.Concat(dialogue.TextIDs(), locale.IDs(), locale.PlaceIDs(), c.Places.TextIDs())
	for _, kind := range catalogue.Helpers {
		ids = append(ids, locale.PlaceKind(string(kind)))
	}
	for _, what := range dialogue.Reports() {
		ids = append(ids, locale.PlaceReport(string(what)))
	}
	for _, id := range hours.Holidays() {
		ids = append(ids, locale.Holiday(id))
	}
	return ids
}

func stepTexts(c *Content, step *flow.Step) []Required {
	var out []Required
	add := func(id string) { out = append(out, Required{id, step.At}) }
	switch step.Kind {
	case flow.Say:
		add(step.Name + ".say")
	case flow.Ask:
		topic := dialogue.TopicOf(step)
		add(topic + ".ask")
		add(topic + ".hint")
		if step.Open() {
			add(topic + ".examples")
		}
		for _, choice := range step.Choices {
			add(dialogue.LabelOf(step, step.Fact, choice.ID))
		}
	case flow.Gather:
		facts := step.Facts
		if len(facts) == 0 {
			facts = c.Words.Facts
		}
		for _, fact := range facts {
			if len(fact.Options) < flow.MinChoices || len(fact.Options) > flow.MaxChoices || (len(step.Facts) == 0 && (fact.Sensitive || fact.Request)) {
				continue
			}
			add("fact." + fact.ID + ".ask")
			add("fact." + fact.ID + ".hint")
			if fact.Sensitive {
				add("fact." + fact.ID + ".why")
			}
			for _, o := range fact.Options {
				add(dialogue.LabelOf(step, fact, o.ID))
			}
		}
	}
	return out
}

// cardTexts are those of the card: one name a line, one sentence a value.
func (c *Content) cardTexts() []Required {
	if c.Book.Card == nil || !c.Book.Card.Whole() {
		return nil
	}
	var out []Required
	first := c.Book.Card.First()
	for _, id := range locale.CardIDs() {
		out = append(out, Required{id, first.At})
	}
	if job, ok := c.Words.Fact("metier"); ok {
		for _, o := range job.Options {
			out = append(out, Required{locale.CardFrom(o.ID), first.At})
		}
	}
	for _, step := range c.Book.Card.Steps {
		if step.Kind != flow.Ask || step.Open() {
			continue
		}
		out = append(out, Required{dialogue.CardLineName(step.Name), step.At})
		for _, o := range step.Fact.Options {
			out = append(out, Required{dialogue.CardLine{Step: step.Name, Fact: step.Fact.ID, Value: o.ID}.Text(), step.At})
		}
	}
	return out
}

func (c *Content) dangerTexts() []Required {
	var out []Required
	for _, kind := range c.Ear.Kinds {
		out = append(out, Required{"danger." + kind.ID + ".head", kind.At})
		for _, id := range append(append([]string(nil), kind.Alarm...), kind.Text...) {
			out = append(out, Required{"danger.line." + id, kind.At})
		}
	}
	for _, id := range c.Ear.ConfirmKinds() {
		out = append(out, Required{"danger." + id + ".confirm", c.Ear.Kinds[id].At})
	}
	return out
}
