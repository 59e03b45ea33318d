package chat

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
	Command  Command
}

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
	Waiting  string            `json:"waiting,omitempty"` // "flow.step"
	Facts    map[string]string `json:"facts,omitempty"`
	Lang     string            `json:"lang"`
	Answered []Answered        `json:"answered,omitempty"` // so far, for a page that shows them
	Erased   bool              `json:"erased,omitempty"`
	Repeated bool              `json:"-"` // the message had been handled before
	Lost     bool              `json:"-"` // nothing could be kept: the message was not handled
}

// Outgoing is one message to the person. Choices and exits stand under the last one of a reply.
type Outgoing struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Links   []Link   `json:"links,omitempty"`
	Choices []Choice `json:"choices,omitempty"`
	Exits   []Choice `json:"exits,omitempty"`
}

// Choice is one answer offered as a button.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
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
