package dialogue

import (
	"passerelle/internal/catalogue"
	"passerelle/internal/directory"
	"passerelle/internal/flow"
	"passerelle/internal/situation"
	"passerelle/internal/territory"
)

// Event is something the engine decided. The caller acts on it: the engine itself says and does nothing.
type Event interface{ fingerprint(fingerprint) fingerprint }

// Said is one thing told: a text of a say step, or a sentence of the engine's own ("said.<what>").
type Said struct{ Key string }

// Variant is how a question is put.
type Variant uint8

const (
	Plain    Variant = iota // as written
	Hint                    // in other words, after a first message that was not understood
	Examples                // with examples, after a second one
)

// Asked is a question put to the person. Its answers are on the screen.
type Asked struct {
	Key     string // "<topic>.<question>": texts are Key+".ask", ".hint", ".why"
	Fact    *situation.Fact
	Variant Variant
}

// Advised is the advice given: whole at a recommend step, or only its best door while questions go on.
type Advised struct {
	Advice catalogue.Advice
	Best   bool // only the best door so far
}

// Explained gives the reasons of the advice, and of the places with it.
type Explained struct {
	Advice catalogue.Advice
	Places directory.Answer
}

// HandedOff names the human ways on.
type HandedOff struct {
	Advice catalogue.Advice
	Why    Handing
}

// Handing is what led to a human.
type Handing uint8

const (
	OnRequest   Handing = iota // the person asked
	ByFlow                     // a handoff step
	AfterMisses                // three messages not understood
	AfterFailed                // « Ça n'a pas marché »
	AfterLimit                 // a flow that does not end: the soft landing
)

// Alarmed shows emergency numbers, before anything else.
type Alarmed struct {
	Kind    string
	Also    string // a second kind of danger in the same message; empty: none
	Certain bool   // at the head; otherwise in second line, with a question
	Lang    string // of the words of danger, where it is not French
}

// Foreign tells who writes in another language that we write in French.
type Foreign struct{ Lang string }

// Followed asks what to do after advice, humans or a goodbye; what is on the screen are the ways on.
type Followed struct{ Key string }

// Ended is a goodbye.
type Ended struct{}

// Erased says that nothing is left of the conversation.
type Erased struct{}

// Nearby names the places near the person, after the advice or the humans.
type Nearby struct {
	Places directory.Answer
	Line   *catalogue.Service // a human by phone when going is too far or too late and no place helps by phone; or nil
}

// Placed says which commune, or which département alone, was understood.
type Placed struct {
	Commune     *territory.Commune // nil when only the département is known
	Departement *territory.Departement
}

// Report is what somebody says of a place in one tap.
type Report string

// What is said of places.
const (
	PlaceClosed   Report = "ferme"
	PlaceNoAnswer Report = "ne_repond_pas"
)

// Reports lists what can be said of a place.
func Reports() []Report { return []Report{PlaceClosed, PlaceNoAnswer} }

// Reported says that somebody found a place closed, or that its number does not answer: to be counted on the place.
type Reported struct {
	Place  string // key
	Report Report
}

// Noticed tells who the bot is, what it keeps or where its facts come from: one of the notice pages, in short.
type Noticed struct{ Page string }

// Option is one button. ID is what comes back when it is tapped.
type Option struct {
	ID    string
	Label string // id of its text, in which Name is a variable; empty where the name alone is said
	Name  string // of a commune or département
	Lang  string // of the words of danger that it answers; empty: as all else
}

// Screen is what the person can do now: the answers, then the fixed exits.
type Screen struct {
	Options  []Option
	Question bool // a fact is asked: "je ne sais pas" is an answer, elsewhere it leads to a human
	Place    bool // the question is where the person is: words or a location answer it
}

// The fixed exits, the same on every screen. They need no nonce: they mean the same everywhere.
const (
	ExitUnsure = "nesaispas"
	ExitBack   = "retour"
	ExitHuman  = "humain"
	ExitUrgent = "urgence"
)

// Exits are the fixed exits, in their fixed order: the same under every screen.
func Exits() []string { return []string{ExitUnsure, ExitBack, ExitHuman, ExitUrgent} }

// fingerprint is a running FNV-1a hash: equal events have equal fingerprints.
type fingerprint uint32

const fingerprintStart fingerprint = 2166136261

func (f fingerprint) text(s string) fingerprint {
	for i := 0; i < len(s); i++ {
		f = (f ^ fingerprint(s[i])) * 16777619
	}
	return f.number(0xff)
}

// half folds a fingerprint into 16 bits.
func (f fingerprint) half() uint16 { return uint16(f>>16) ^ uint16(f) }

func (f fingerprint) number(n int) fingerprint { return (f ^ fingerprint(n)) * 16777619 }

func (f fingerprint) advice(a catalogue.Advice) fingerprint {
	for _, s := range a.Services {
		if s != nil {
			f = f.text(s.ID)
		}
	}
	return f
}

func (e Said) fingerprint(f fingerprint) fingerprint { return f.number(1).text(e.Key) }
func (e Asked) fingerprint(f fingerprint) fingerprint {
	return f.number(2).text(e.Key).number(int(e.Variant))
}
func (e Advised) fingerprint(f fingerprint) fingerprint   { return f.number(3).advice(e.Advice) }
func (e Explained) fingerprint(f fingerprint) fingerprint { return f.number(4).advice(e.Advice) }
func (e HandedOff) fingerprint(f fingerprint) fingerprint { return f.number(5).number(int(e.Why)) }
func (e Alarmed) fingerprint(f fingerprint) fingerprint   { return f.number(6).text(e.String()) }
func (e Followed) fingerprint(f fingerprint) fingerprint  { return f.number(7).text(e.Key) }
func (e Nearby) fingerprint(f fingerprint) fingerprint {
	f = f.number(10)
	for _, key := range keysOf(e.Places) {
		f = f.text(key)
	}
	if e.Line != nil {
		f = f.text(e.Line.ID)
	}
	return f
}
func (e Placed) fingerprint(f fingerprint) fingerprint {
	if e.Commune != nil {
		return f.number(11).text(e.Commune.INSEE)
	}
	return f.number(11).text(e.Departement.Code)
}
func (e Reported) fingerprint(f fingerprint) fingerprint {
	return f.number(12).text(e.Place).text(string(e.Report))
}
func (e Foreign) fingerprint(f fingerprint) fingerprint { return f.number(15).text(e.Lang) }
func (e Noticed) fingerprint(f fingerprint) fingerprint { return f.number(14).text(e.Page) }
func (e Ended) fingerprint(f fingerprint) fingerprint   { return f.number(8) }
func (e Erased) fingerprint(f fingerprint) fingerprint  { return f.number(9) }

// keyOf is the topic of a question's texts: the step of an Ask; the fact of a Gather, and of a question answered in words.
func keyOf(step *flow.Step, fact *situation.Fact) string {
	if step.Kind == flow.Gather || step.Open() {
		return "fact." + fact.ID
	}
	return step.Name
}

// TopicOf is the topic of an Ask's texts.
func TopicOf(step *flow.Step) string { return keyOf(step, step.Fact) }

// LabelOf is the text id of an answer's button.
func LabelOf(step *flow.Step, fact *situation.Fact, choice string) string {
	if fact.Labels != "" {
		if _, ok := fact.Option(choice); ok {
			return fact.Labels + "." + choice + ".short"
		}
	}
	return keyOf(step, fact) + ".opt." + choice
}
