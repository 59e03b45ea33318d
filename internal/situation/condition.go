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
