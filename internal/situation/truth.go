package situation

// Truth is the answer of a condition: no, unknown or yes (Kleene's strong logic of three values).
type Truth int8

const (
	No      Truth = -1
	Unknown Truth = 0
	Yes     Truth = 1
)

func and(a, b Truth) Truth { return min(a, b) }

func or(a, b Truth) Truth { return max(a, b) }

func not(a Truth) Truth { return -a }

func (t Truth) String() string {
	return [...]string{"non", "inconnu", "oui"}[t+1]
}
