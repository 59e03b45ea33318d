package listen

// Heard is what was found in one message, with the words that support it. The message itself is not in it.
type Heard struct {
	Dangers  []Danger  // the most pressing first, each kind once
	Needs    []Finding // the likeliest first, each once
	Facts    []Fact    // stated in passing, each once
	Command  string    // a reserved word's meaning, one of Commands
	Renamed  []string  // old names, by their id
	Language string    // the language of the words, where it is one of Languages and not French
}

// Danger is a sign that somebody is in danger.
type Danger struct {
	Kind    string
	Certain bool
	Moment  Moment
	Words   string // the words found; " + " stands between signs
}

// Moment is when a danger is.
type Moment string

// Moments of a danger. Now outweighs Past.
const (
	Unsaid Moment = ""
	Now    Moment = "now"
	Past   Moment = "past"
)

// Finding is a need found in a message.
type Finding struct {
	Need   string
	Words  string
	Weak   bool // ambiguous alone: asked, never decided
	weight int
}

// Fact is something stated in passing.
type Fact struct{ ID, Value, Words string }

// addFact takes what one phrase says of a fact; what was said first stands.
func (h *Heard) addFact(f Fact) {
	for _, known := range h.Facts {
		if known.ID == f.ID {
			return
		}
	}
	h.Facts = append(h.Facts, f)
}
