package dialogue

import (
	"time"

	"passerelle/internal/listen"
	"passerelle/internal/territory"
)

// Command is one of the words and buttons that work at every step.
type Command uint8

const (
	NoCommand Command = iota
	Back
	Restart
	Help
	Human
	Erase
	Urgent
	Trust   // who the bot is
	Privacy // what is kept of the person
	Sources // where facts come from
)

// Input is what one message brings, once heard. Exactly one of Start, Choice, Heard, Point and Command is meant, in that order.
type Input struct {
	Start   bool          // a greeting: the page was opened, /start was sent
	Presets []listen.Fact // facts that an entry code brings, with Start
	Show    bool          // the screen is shown again; nothing is said
	Choice  string        // id of a button
	Heard   *listen.Heard
	Words   string // with Heard: what was written, for a question that is answered in words
	// Pick finds, among the answers on the screen, the one that the words mean; -1 for none. With Heard.
	Pick    func([]Option) int
	Point   *territory.Point // a location that the person sends
	Command Command
	Now     time.Time // when the message came: places are open or not
	Nonce   string    // for a conversation that begins with this input: NonceLen characters drawn by the caller
}

// Result is what one turn decided.
type Result struct {
	Trail   *Trail // nil when the conversation is to be erased
	Events  []Event
	Screen  Screen
	State   State
	Reasked bool // only the question is the same as before; the caller puts that in other words
	Again   int  // how many times in a row the same was said; the caller puts it in other words
}
