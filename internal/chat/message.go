package chat

import "passerelle/internal/territory"

// Message is what a person sends, as a channel received it. Nothing of it is kept: it becomes a choice, a need or a fact.
type Message struct {
	Channel  string // telegram, web or terminal
	Chat     string // who writes, as the channel knows it; kept nowhere in clear
	ID       string // of this message, unique in its channel; the same again is the same message again
	Lang     string
	Easy     bool
	SetVoice bool   // Lang and Easy are a wish for the open conversation too
	Start    bool   // the conversation is opened: a greeting, a page
	Code     string // entry code, with Start
	Show     bool   // the page is shown again; nothing is said
	Text     string
	Choice   string // id of a button
	Location *Location
	Command  Command
}

// Location is where a person says to be. The nearest commune is kept with the conversation, the point nowhere.
type Location = territory.Point

// Command is one of the words that work at every step.
type Command string

const (
	Back    Command = "back"
	Restart Command = "restart"
	Help    Command = "help"
	Human   Command = "human"
	Erase   Command = "erase"
	Urgent  Command = "urgent"
)

// Reply is what we answer: words, not message ids.
type Reply struct {
	Messages []Outgoing        `json:"messages"`
	Urgent   []string          `json:"urgent,omitempty"`   // numbers raised as an alarm at the head
	Services []string          `json:"services,omitempty"` // the advice as it stands, best first
	Helpers  []string          `json:"helpers,omitempty"`
	Places   []Place           `json:"places,omitempty"`  // near the person, best first
	Waiting  string            `json:"waiting,omitempty"` // "flow.step"
	Facts    map[string]string `json:"facts,omitempty"`
	Lang     string            `json:"lang"`
	Answered []Answered        `json:"answered,omitempty"` // so far, for a page that shows them
	Erased   bool              `json:"erased,omitempty"`
	Repeated bool              `json:"-"` // the message had been handled before
	Lost     bool              `json:"-"` // nothing could be kept: the message was not handled
}

// Outgoing is one message to the person. The answers to a question and the exits stand under the last one of a reply; a
// message about places has buttons of its own.
type Outgoing struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Links   []Link   `json:"links,omitempty"`
	Choices []Choice `json:"choices,omitempty"`
	Exits   []Choice `json:"exits,omitempty"`
	// AsksPlace tells a channel that can send a location to offer it.
	AsksPlace bool `json:"asks_place,omitempty"`
}

// Place is a place as a program reads it: the words about it are in a message.
type Place struct {
	ID    string   `json:"id"` // as its list has it
	Name  string   `json:"name"`
	Kind  string   `json:"kind"`  // as helpers
	Km    *float64 `json:"km"`    // as the crow flies from the centre of the commune, to 0.1; nil: not known
	Phone string   `json:"phone"` // as it is dialled in France
	Open  *bool    `json:"open"`  // nil: not known
}

// Choice is one answer offered as a button.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Line  int    `json:"line,omitempty"` // of a button about something in the text: the line that it belongs under
}

// Link is a button that leaves the conversation: a page, or a number to call.
type Link struct {
	Label string `json:"label"`
	URL   string `json:"url"`  // https:, tel: or sms:
	Line  int    `json:"line"` // line of the text, from 0, that it belongs under
}

// Answered is an answer given, with the button that asks its question again.
type Answered struct {
	Label  string `json:"label"`
	Change string `json:"change"`
}
