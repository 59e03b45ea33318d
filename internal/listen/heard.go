package listen

// Heard is what was found in one message, with the words that support it. The message itself is not in it.
type Heard struct {
	Danger  *Danger
	Needs   []Finding // in the order they were said, each once
	Facts   []Fact    // stated in passing
	Command string    // a reserved word's meaning, one of Commands
}

// Danger is a sign that somebody is in danger.
type Danger struct {
	Kind    string
	Certain bool
	Words   string // the phrase found
}

// Finding is a need found in a message.
type Finding struct {
	Need  string
	Words string
	Weak  bool // ambiguous alone: asked, never decided
}

// Fact is something stated in passing.
type Fact struct{ ID, Value, Words string }
