package chat

import (
	"strings"
	"time"

	"passerelle/internal/catalogue"
	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
	"passerelle/internal/locale"
)

// render puts what a turn decided into words.
func (c *Chat) render(s *served, voice locale.Voice, result dialogue.Result, m Message) Reply {
	w := writer{served: s, voice: voice, hours: c.keep, now: c.now(), screen: result.Screen, channel: m.Channel}
	if result.Trail != nil {
		w.nonce = result.Trail.Nonce
	}
	if len([]rune(m.Text)) > listen.MaxRunes {
		w.lead(w.say(locale.FailureLong, nil))
	}
	for _, event := range result.Events {
		w.event(event, result.State)
	}
	w.flush("suite")
	w.repeat(result.Again, result.Reasked)
	w.buttons()
	reply := w.reply
	reply.Lang = voice.Lang
	reply.Erased = result.Trail == nil
	reply.Waiting = result.State.Waiting
	reply.Facts = w.facts(result.State)
	for _, a := range result.State.Answered {
		reply.Answered = append(reply.Answered, Answered{Label: w.label(w.voice, a), Change: a.ID})
	}
	reply.Services, reply.Helpers = named(result.State.Advice)
	reply.Places = places(result.State.Places)
	return reply
}

// writer makes the messages of one reply. Short sentences gather in pending until a message is complete, so that a turn
// stays within three messages.
type writer struct {
	*served
	voice   locale.Voice
	hours   int64
	now     time.Time
	nonce   string
	screen  dialogue.Screen
	reply   Reply
	pending []string
	links   []Link
	choices []Choice // of the message being written, beside those of the screen
	id      string
	alarmed bool
	channel string // that the message came by
}

func (w *writer) say(id string, args locale.Args) string { return w.Texts.Say(w.voice, id, args) }

func (w *writer) lead(lines ...string) { w.pending = append(w.pending, lines...) }

// link puts a link under the line said last.
func (w *writer) link(l Link) {
	l.Line = w.line()
	w.links = append(w.links, l)
}

// line is the number of the line said last, in the message being written.
func (w *writer) line() int { return strings.Count(strings.Join(w.pending, "\n"), "\n") }

// name gives the message being written its id, unless it has one.
func (w *writer) name(id string) {
	if w.id == "" {
		w.id = id
	}
}

// flush completes a message with what is pending.
func (w *writer) flush(id string) {
	if len(w.pending) == 0 {
		return
	}
	w.name(id)
	w.reply.Messages = append(w.reply.Messages, Outgoing{ID: w.id, Text: strings.TrimRight(strings.Join(w.pending, "\n"), "\n"), Links: w.links, Choices: w.choices})
	w.pending, w.links, w.choices, w.id = nil, nil, nil, ""
}

func (w *writer) event(event dialogue.Event, state dialogue.State) {
	switch e := event.(type) {
	case dialogue.Said:
		w.lead(w.say(e.Key, locale.Args{"Hours": w.hours}))
	case dialogue.Alarmed:
		w.alarm(e)
	case dialogue.Advised:
		w.advice(e, state)
	case dialogue.Explained:
		w.explain(e, state)
	case dialogue.HandedOff:
		w.handOff(e, state)
	case dialogue.Nearby:
		w.nearby(e, state)
	case dialogue.Placed:
		w.placed(e)
	case dialogue.Carded:
		w.card(e)
	case dialogue.Noticed:
		w.noticed(e)
	case dialogue.Asked:
		w.ask(e)
	case dialogue.Foreign:
		w.lead(w.Texts.Say(locale.Voice{Lang: e.Lang}, locale.ForeignNote, nil))
	case dialogue.Followed:
		w.name("follow." + e.Key)
		w.lead(w.say("follow."+e.Key, nil))
	case dialogue.Ended:
		w.lead(w.say(locale.Ended, locale.Args{"Hours": w.hours}))
	case dialogue.Erased:
		w.lead(w.say(locale.Erased, nil))
	}
}

func (w *writer) ask(e dialogue.Asked) {
	w.name(e.Key)
	switch e.Variant {
	case dialogue.Plain:
		if e.Fact.Sensitive && w.Texts.Has(locale.Voice{Lang: w.voice.Lang}, e.Key+".why") {
			w.lead(w.say(e.Key+".why", nil))
		}
		w.lead(w.say(e.Key+".ask", nil))
	case dialogue.Hint:
		w.lead(w.say(e.Key+".hint", nil))
	case dialogue.Examples:
		if w.screen.Place {
			w.lead(w.say(e.Key+".examples", nil))
			return
		}
		w.lead(w.say(locale.AskedExamples, w.examples()))
	}
}

// examples are two answers on the screen that one could write.
func (w *writer) examples() locale.Args {
	args := locale.Args{"First": "", "Second": ""}
	if o := w.screen.Options; len(o) > 1 {
		args["First"], args["Second"] = w.label(w.voice, o[0]), w.label(w.voice, o[1])
	}
	return args
}

// repeat puts a turn that says the same as the last one in other words. Danger texts alone may stay the same.
func (w *writer) repeat(again int, reasked bool) {
	if again == 0 || w.alarmed {
		return
	}
	prefix := w.say([...]string{locale.AgainFirst, locale.AgainSecond}[(again-1)%2], nil)
	for i := range w.reply.Messages {
		if reasked && (i == 0 || i < len(w.reply.Messages)-1) { // what is new comes first, the question last
			continue
		}
		m := &w.reply.Messages[i]
		m.Text = prefix + "\n" + m.Text
		for j := range m.Links {
			m.Links[j].Line++
		}
		for j := range m.Choices {
			m.Choices[j].Line++
		}
	}
}

// buttons puts the answers and the fixed exits under the last message.
func (w *writer) buttons() {
	if len(w.reply.Messages) == 0 {
		return
	}
	last := &w.reply.Messages[len(w.reply.Messages)-1]
	last.AsksPlace = w.screen.Place
	for _, o := range w.screen.Options {
		last.Choices = append(last.Choices, Choice{ID: o.ID, Label: w.label(w.voice, o)})
	}
	for _, exit := range dialogue.Exits() {
		last.Exits = append(last.Exits, Choice{ID: exit, Label: w.say("exit."+exit, nil)})
	}
}

func (w *writer) facts(state dialogue.State) map[string]string {
	out := make(map[string]string)
	for _, f := range w.Words.Facts {
		if v := state.Situation.Get(f.Index); v.Known() {
			out[f.ID] = f.Format(v)
		}
	}
	return out
}

// named lists the ids of an advice: its services, and the kinds of its humans, each once.
func named(a catalogue.Advice) (services, helpers []string) {
	for _, s := range a.Services {
		if s != nil {
			services = append(services, s.ID)
		}
	}
	seen := make(map[catalogue.Helper]bool)
	for _, s := range a.Humans {
		if s != nil && !seen[s.Helper] {
			seen[s.Helper] = true
			helpers = append(helpers, string(s.Helper))
		}
	}
	return services, helpers
}

// lost is the reply from memory when nothing can be stored: the numbers heard for, or all of them.
func (c *Chat) lost(s *served, voice locale.Voice, in dialogue.Input) Reply {
	w := writer{served: s, voice: voice, hours: c.keep}
	if in.Heard != nil && len(in.Heard.Dangers) > 0 {
		w.alarm(dialogue.Alarmed{Kind: in.Heard.Dangers[0].Kind, Certain: true, Lang: in.Heard.Language})
		w.flush("danger")
	}
	w.lead(w.say(locale.FailureBusy, nil))
	if !w.alarmed {
		w.lead(w.say(locale.FailureUrgent, nil))
		w.alarm(dialogue.Alarmed{Kind: dialogue.AnyDanger, Certain: true})
	}
	w.flush("panne")
	w.buttons()
	w.reply.Lang, w.reply.Lost = voice.Lang, true
	return w.reply
}
