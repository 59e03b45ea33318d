package dialogue

import "passerelle/internal/listen"

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
)

// Input is what one message brings, once heard. Exactly one of Start, Choice, Heard and Command is meant, in that order.
type Input struct {
	Start   bool          // a greeting: the page was opened, /start was sent
	Presets []listen.Fact // facts that an entry code brings, with Start
	Show    bool          // the screen is shown again; nothing is said
	Choice  string        // id of a button
	Heard   *listen.Heard
	// Pick finds, among the text ids of the answers on the screen, the one that the words mean; -1 for none. With Heard.
	Pick    func(labels []string) int
	Command Command
	Nonce   string // for a conversation that begins with this input: NonceLen characters drawn by the caller
}

// Result is what one turn decided.
type Result struct {
	Trail  *Trail // nil when the conversation is to be erased
	Events []Event
	Screen Screen
	State  State
	Again  int // how many times in a row the same was said; the caller puts it in other words
}
