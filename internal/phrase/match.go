package phrase

import mathbits "math/bits"

// Match is a pattern that stands in a message.
type Match struct {
	ID       int
	From, To int    // words of the message, the last one not included
	Negated  bool   // the words are there, and what they say is denied
	Number   int    // the first number that the pattern met
	words    uint64 // tokens that the pattern met, from the first one on
	at, end  int    // tokens
}

func bits(from, to int) uint64 {
	var out uint64
	for i := from; i < to && i < 64; i++ {
		out |= 1 << i
	}
	return out
}

// Hides tells whether a match holds every word of another, and more.
func (a Match) Hides(b Match) bool {
	return a.at <= b.at && b.end <= a.end && b.words<<(b.at-a.at)&^a.words == 0 && a.Weight() > b.Weight()
}

// Meets tells whether two matches share a word.
func (a Match) Meets(b Match) bool {
	if a.at > b.at {
		a, b = b, a
	}
	return b.at-a.at < 64 && a.words>>(b.at-a.at)&b.words != 0
}

// Weight is how many words of the message a match holds.
func (a Match) Weight() int { return mathbits.OnesCount64(a.words) }
