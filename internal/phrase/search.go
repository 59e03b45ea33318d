package phrase

// maxSkipped is how many words that count little may stand between two of a pattern.
const maxSkipped = 4

// longestMatch is how many words a pattern may stretch over.
const longestMatch = 60

// search is the search for patterns that begin at one token.
type search struct {
	m     *Message
	at    int
	found func(Match)
	been  *[visits]visit
}

// visit is where a path has been: from there on, another that comes by finds nothing new.
type visit struct {
	state   int32
	at, i   int16
	skipped int8
	negated bool
}

// visits is how many are remembered: a newer one takes the place of an older one.
const visits = 1 << 9

// path is how far a search has come.
type path struct {
	state   int32
	i       int    // the next token
	words   uint64 // tokens met, from the first one on
	negated bool
	skipped int // words that count little, passed over since the last that was met
	number  int
}

// to is the path behind a step that met tokens up to one.
func (p path) to(state int32, at, from, end int) path {
	p.words |= bits(from-at, end-at)
	p.state, p.i, p.skipped = state, end, 0
	return p
}

// Each calls found for every pattern that stands in the message, each way it does.
func (m *Message) Each(found func(Match)) {
	been := new([visits]visit)
	for i := range m.tokens {
		s := search{m: m, at: i, found: found, been: been}
		s.walk(path{state: patternRoot, i: i})
	}
}

// walk goes on along a path: by what stands at its token, over a gap, and past words that count little.
func (s *search) walk(p path) {
	if s.passed(p) {
		return
	}
	b := s.m.book
	if p.skipped == 0 {
		for _, id := range b.ends[p.state] {
			s.report(id, p)
		}
	}
	if b.tree.leaf(p.state) || p.i >= len(s.m.tokens) || p.i > s.at && s.m.tokens[p.i].ends || p.i-s.at >= longestMatch {
		return
	}
	s.meet(p)
	if p.i == s.at {
		return
	}
	if behind, ok := b.tree.next(p.state, gap); ok {
		s.pass(behind, p)
	}
	if p.skipped < maxSkipped {
		s.skip(p)
	}
}

// passed tells whether another path came by: without it, words that may be passed over would be so in every way there is.
func (s *search) passed(p path) bool {
	v := visit{p.state, int16(s.at), int16(p.i), int8(p.skipped), p.negated}
	slot := &s.been[(uint32(p.state)*31+uint32(p.i)*7+uint32(p.skipped)*2)%visits]
	before := *slot == v
	*slot = v
	return before
}

// skip passes over a word that counts little, or one that negates.
func (s *search) skip(p path) {
	t := &s.m.tokens[p.i]
	if !t.denies && !t.light {
		return
	}
	p.i++
	p.skipped++
	p.negated = p.negated || t.denies
	s.walk(p)
}

// meet follows what stands at a token: the word, a list that begins there, or a number.
func (s *search) meet(p path) {
	b := s.m.book
	if !b.tree.masks[p.state].meets(&s.m.masks[p.i]) {
		return
	}
	if p.state == patternRoot {
		s.meetAll(p)
		return
	}
	t := &b.tree
	for e := t.first[p.state]; e < t.first[p.state+1]; e++ {
		if t.by[e] >= 0 && s.m.masks[p.i].may(t.by[e]) {
			s.follow(p, t.by[e], t.to[e])
		}
	}
}

// meetAll follows from the root, which has more edges than anything stands at a token.
func (s *search) meetAll(p path) {
	t := &s.m.book.tree
	for _, u := range s.m.units[p.i] {
		if next, ok := t.next(p.state, u); ok {
			s.walk(p.to(next, s.at, p.i, p.i+1))
		}
	}
	for _, sp := range s.m.spans[p.i] {
		if next, ok := t.next(p.state, sp.list); ok {
			s.walk(p.to(next, s.at, p.i, sp.to))
		}
	}
	if next, ok := t.next(p.state, number); ok {
		s.followNumber(p, next)
	}
}

// follow goes on behind a unit, each way it stands at the token.
func (s *search) follow(p path, by unit, next int32) {
	if by == number {
		s.followNumber(p, next)
		return
	}
	for _, u := range s.m.units[p.i] {
		if u == by {
			s.walk(p.to(next, s.at, p.i, p.i+1))
		}
	}
	for _, sp := range s.m.spans[p.i] {
		if sp.list == by {
			s.walk(p.to(next, s.at, p.i, sp.to))
		}
	}
}

func (s *search) followNumber(p path, next int32) {
	n, to := s.m.numberAt(p.i)
	if to == p.i {
		return
	}
	behind := p.to(next, s.at, p.i, to)
	if p.number == 0 {
		behind.number = n
	}
	s.walk(behind)
}

// pass follows a gap over up to gapWords words of the same sentence.
func (s *search) pass(behind int32, p path) {
	p.state = behind
	for n := 0; n <= gapWords && p.i < len(s.m.tokens) && !s.m.tokens[p.i].ends; n++ {
		s.meet(p)
		p.negated = p.negated || s.m.tokens[p.i].denies
		p.i++
	}
}

func (s *search) report(id int, p path) {
	t := s.m.tokens
	s.found(Match{ID: id, From: t[s.at].at, To: t[p.i-1].at + 1, Number: p.number, Negated: p.negated || s.m.denied(s.at, p.i, p.words), words: p.words, at: s.at, end: p.i})
}
