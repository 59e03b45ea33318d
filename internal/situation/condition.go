package situation

import "fmt"

// Condition is a question about a situation whose answer is yes, no or unknown: compiled and type-checked once.
type Condition struct {
	text  string
	root  node
	facts Set
}

// Eval answers the condition. The nil Condition is true of every situation.
func (c *Condition) Eval(s *Situation) Truth {
	if c == nil {
		return Yes
	}
	return c.root.eval(s)
}

// Facts is the set of facts the condition reads.
func (c *Condition) Facts() Set {
	if c == nil {
		return 0
	}
	return c.facts
}

func (c *Condition) String() string {
	if c == nil {
		return ""
	}
	return c.text
}

type node interface{ eval(*Situation) Truth }

type both struct{ a, b node }

func (n both) eval(s *Situation) Truth {
	if a := n.a.eval(s); a == No {
		return No
	} else {
		return and(a, n.b.eval(s))
	}
}

type either struct{ a, b node }

func (n either) eval(s *Situation) Truth {
	if a := n.a.eval(s); a == Yes {
		return Yes
	} else {
		return or(a, n.b.eval(s))
	}
}

type negation struct{ a node }

func (n negation) eval(s *Situation) Truth { return not(n.a.eval(s)) }

type known struct{ fact int }

func (n known) eval(s *Situation) Truth {
	if s.values[n.fact].Known() {
		return Yes
	}
	return No
}

// span is "the fact lies between lo and hi": = and the orderings are all spans.
type span struct {
	fact   int
	lo, hi int32
}

func (n span) eval(s *Situation) Truth {
	v := s.values[n.fact]
	switch {
	case !v.Known():
		return Unknown
	case n.lo <= v.lo && v.hi <= n.hi:
		return Yes
	case v.hi < n.lo || n.hi < v.lo:
		return No
	}
	return Unknown
}

type among struct {
	fact   int
	values []Value
}

func (n among) eval(s *Situation) Truth {
	answer := No
	for _, v := range n.values {
		answer = or(answer, span{n.fact, v.lo, v.hi}.eval(s))
	}
	if !s.values[n.fact].Known() {
		return Unknown
	}
	return answer
}

// All is the condition that every one of the given ones holds; nil ones are true.
func All(conditions ...*Condition) *Condition {
	return join(conditions, " and ", func(a, b node) node { return both{a, b} })
}

// Any is the condition that one of the given ones holds.
func Any(conditions ...*Condition) *Condition {
	return join(conditions, " or ", func(a, b node) node { return either{a, b} })
}

func join(conditions []*Condition, word string, with func(a, b node) node) *Condition {
	var out *Condition
	for _, c := range conditions {
		switch {
		case c == nil:
		case out == nil:
			out = c
		default:
			out = &Condition{
				text:  fmt.Sprintf("(%s)%s(%s)", out.text, word, c.text),
				root:  with(out.root, c.root),
				facts: out.facts | c.facts,
			}
		}
	}
	return out
}

// Certain is the condition that c is known to hold: unknown becomes no.
func Certain(c *Condition) *Condition {
	if c == nil {
		return nil
	}
	return &Condition{text: "certain(" + c.text + ")", root: certain{c.root}, facts: c.facts}
}

type certain struct{ a node }

func (n certain) eval(s *Situation) Truth {
	if n.a.eval(s) == Yes {
		return Yes
	}
	return No
}

// Never tells whether a condition fails whatever else comes to be known: decided are the facts of s that are final, others
// may still take any value. It lets a long list of conditions be shortened once.
func (c *Condition) Never(s *Situation, decided Set) bool {
	return c != nil && undecided(c.root, decided).eval(s) == No
}

// undecided is a node in which whether a fact is known is itself not known, but for the facts that are final.
func undecided(n node, decided Set) node {
	switch n := n.(type) {
	case both:
		return both{undecided(n.a, decided), undecided(n.b, decided)}
	case either:
		return either{undecided(n.a, decided), undecided(n.b, decided)}
	case negation:
		return negation{undecided(n.a, decided)}
	case certain:
		return perhaps{undecided(n.a, decided)}
	case known:
		if !decided.Has(n.fact) {
			return perhaps{n}
		}
	}
	return n
}

// perhaps is a node that may still become true: only what is certainly false is false.
type perhaps struct{ a node }

func (n perhaps) eval(s *Situation) Truth {
	if _, isKnown := n.a.(known); !isKnown && n.a.eval(s) == No {
		return No
	}
	return Unknown
}
