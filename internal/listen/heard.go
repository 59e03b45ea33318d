package listen

// Heard is what was found in one message, with the words that support it. The message itself is not in it.
type Heard struct {
	Danger  *Danger
	Needs   []Finding // in the order they were said, each once
	Facts   []Fact    // stated in passing
	Command string    // a reserved word's meaning, one of Commands
	Renamed []string  // old names, by their id
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

// addFact takes what one phrase says of a fact; what was said first stands.
func (h *Heard) addFact(f Fact) {
	for _, known := range h.Facts {
		if known.ID == f.ID {
			return
		}
	}
	h.Facts = append(h.Facts, f)
}

// Fact is something stated in passing.
type Fact struct{ ID, Value, Words string }
