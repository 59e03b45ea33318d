package chat

import (
	"net/url"
	"slices"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
	"passerelle/internal/locale"
)

func (w *writer) alarm(e dialogue.Alarmed) {
	w.alarmed = w.alarmed || e.Certain
	if w.Ear.Kinds[e.Kind] == nil {
		return
	}
	own := w.voice
	if e.Lang != "" {
		w.voice = locale.Voice{Lang: e.Lang} // the danger is told in the language of the words, all else in ours
	}
	defer func() { w.voice = own }()
	w.name("danger." + e.Kind)
	if !e.Certain {
		w.lead(w.say("danger."+e.Kind+".confirm", nil))
	} else {
		w.lead(w.say("danger."+e.Kind+".head", nil))
	}
	for _, s := range w.alarmServices(e) {
		for _, p := range s.Phones() {
			w.lead(w.say("danger.line."+s.ID, locale.Args{"Phone": locale.Phone(p.Number)}))
			w.link(w.phoneLink(p))
			if e.Certain {
				w.reply.Urgent = append(w.reply.Urgent, p.Number)
			}
		}
	}
	if !e.Certain {
		w.lead(w.say(locale.DangerConfirmAsk, nil))
	}
}

// alarmServices lists whom to call for an alarm, each once: those who come at once, then those who answer without a voice.
func (w *writer) alarmServices(e dialogue.Alarmed) []*catalogue.Service {
	var ids []string
	for _, kind := range []*listen.Kind{w.Ear.Kinds[e.Kind], w.Ear.Kinds[e.Also]} {
		if kind != nil {
			ids = append(ids, kind.Alarm...)
		}
	}
	ids = append(ids, w.Ear.Kinds[e.Kind].Text...)
	var out []*catalogue.Service
	for _, id := range ids {
		if s, ok := w.Catalogue.Service(id); ok && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (w *writer) advice(e dialogue.Advised, state dialogue.State) {
	if len(w.pending) > 0 {
		w.lead("")
	}
	if e.Best {
		w.name("porte")
		w.lead(w.say(locale.AdviceBest, nil))
		w.service(e.Advice.Best(), "")
		w.flush("porte")
		return
	}
	w.name("conseil")
	if e.Advice.Empty() {
		w.lead(w.say(locale.AdviceNone, nil))
	} else {
		w.lead(w.say(locale.AdviceHead, nil))
	}
	w.services(e.Advice.Services[:])
	w.cautions(state)
	w.lead("")
}

func (w *writer) services(list []*catalogue.Service) {
	n := 0
	for _, s := range list {
		if s != nil {
			n++
			w.service(s, string(rune('0'+n))+". ")
		}
	}
}

// service tells one service: what it is, its numbers with the price of the call, and the way without internet. Never a
// number alone, never a link alone.
func (w *writer) service(s *catalogue.Service, place string) {
	w.lead("", place+s.Name, w.say("service."+s.ID+".what", nil))
	if s.Low {
		w.lead(w.say(locale.AdviceLow, nil))
	}
	for _, p := range s.Phones() {
		w.lead(w.say(locale.PhoneCost(p.Cost), locale.Args{"Number": locale.Phone(p.Number)}))
		w.link(w.phoneLink(p))
	}
	w.lead(w.say("service."+s.ID+".otherwise", nil))
	if link := s.Link(); link != "" {
		w.link(Link{Label: w.say(locale.LinkOpen, locale.Args{"Site": site(link)}), URL: link})
	}
}

func (w *writer) phoneLink(p catalogue.Phone) Link {
	scheme, label := "tel:", locale.LinkCall
	if p.Cost == "sms_gratuit" {
		scheme, label = "sms:", locale.LinkText
	}
	return Link{
		Label: w.say(label, locale.Args{"Number": locale.Phone(p.Number)}),
		URL:   scheme + strings.ReplaceAll(p.Number, " ", ""),
	}
}

// site is the part of an address that people know.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.TrimPrefix(u.Host, "www.")
}

func (w *writer) explain(e dialogue.Explained, state dialogue.State) {
	a := e.Advice
	w.name("pourquoi")
	w.lead(w.say(locale.AdviceWhyHead, nil))
	if a.Need != nil {
		w.lead(w.say(locale.AdviceWhyNeed, locale.Args{"Need": w.say("need."+a.Need.ID+".about", nil)}))
	}
	if a.Rule != nil {
		w.lead(w.say(a.Rule.Why(), nil))
	}
	for _, s := range a.Services {
		if s == nil {
			break
		}
		w.lead("", s.Name)
		w.lead(w.reasons(s, state)...)
	}
	for i := range e.Places.Places {
		w.whyPlace(&e.Places.Places[i])
	}
	w.lead("")
}

// reasons tells why a service is there, each sentence once: two criteria may be told in the same words.
func (w *writer) reasons(s *catalogue.Service, state dialogue.State) []string {
	var lines []string
	for _, r := range s.Why(&state.Situation) {
		if line := w.say(r.Key, locale.Args{"N": r.N}); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		lines = append(lines, w.say(locale.AdviceWhyAll, nil))
	}
	return lines
}

var handings = map[dialogue.Handing]string{
	dialogue.OnRequest: locale.HandoffRequest, dialogue.ByFlow: locale.HandoffFlow, dialogue.AfterMisses: locale.HandoffMisses,
	dialogue.AfterFailed: locale.HandoffFailed, dialogue.AfterLimit: locale.HandoffLimit,
}

func (w *writer) handOff(e dialogue.HandedOff, state dialogue.State) {
	w.name("humain")
	w.lead(w.say(handings[e.Why], nil))
	w.services(e.Advice.Humans[:])
	w.cautions(state)
	w.lead("")
}

// cautions tells what there is to know beside the services named.
func (w *writer) cautions(state dialogue.State) {
	for _, caution := range w.Catalogue.Cautions(&state.Situation) {
		w.lead("", w.say(caution.Text(), nil))
	}
}
