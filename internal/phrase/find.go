package phrase

import (
	mathbits "math/bits"
	"strings"
)

// Message is one message, read for looking into.
type Message struct {
	book   *Book
	raws   []raw
	tokens []token
	units  [][]unit
	spans  [][]span // lists that begin at each token
	room   []span   // where they stand, one token's behind another's
	masks  []mask   // what begins at each token
}

// span is an entry of a list that stands in a message.
type span struct {
	list unit
	to   int
}

// Match is a pattern that stands in a message.
type Match struct {
	ID       int
	From, To int    // words of the message, the last one not included
	Negated  bool   // the words are there, and what they say is denied
	Number   int    // the first number that the pattern met
	words    uint64 // tokens that the pattern met, from the first one on
	at, end  int    // tokens
}

// Read reads a message in French, spelling errors included.
func (b *Book) Read(text string) *Message {
	m := &Message{book: b, raws: rawWords(text)}
	m.tokens = b.cut(b.spelling.tokens(m.raws))
	return m.look(b.unitsOf)
}

// ReadForeign reads a message in another language: French endings and errors are not looked for in it.
func (b *Book) ReadForeign(text string) *Message {
	m := &Message{book: b, raws: rawWords(text)}
	m.tokens = b.spelling.tokens(m.raws)
	for i := range m.tokens {
		m.tokens[i].text, _ = withoutArabicPrefix(m.tokens[i].text, b.known)
	}
	return m.look(b.lexicon.asWritten)
}

// look finds what may begin at each token; units are what a word may be.
func (m *Message) look(units func(word string) []unit) *Message {
	b := m.book
	m.units = make([][]unit, len(m.tokens))
	for i := range m.tokens {
		t := &m.tokens[i]
		t.light, t.denies = b.spelling.light[t.text], b.spelling.negations[t.text]
		m.units[i] = units(t.text)
	}
	m.spans, m.room = make([][]span, len(m.tokens)), make([]span, 0, 48*len(m.tokens))
	m.masks = make([]mask, len(m.tokens))
	for i := range m.tokens {
		m.findLists(i)
		m.masks[i] = m.beginning(i)
	}
	return m
}

// beginning is the set of what begins at a token.
func (m *Message) beginning(i int) mask {
	var out mask
	for _, u := range m.units[i] {
		out.add(u)
	}
	for _, s := range m.spans[i] {
		out.add(s.list)
	}
	if isNumber(m.tokens[i].text) || numerals[m.tokens[i].text] > 0 {
		out.add(number)
	}
	return out
}

// Words are the words of a message from one to another, as they were written, folded.
func (m *Message) Words(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from {
			b.WriteByte(' ')
		}
		b.WriteString(m.raws[i].text)
	}
	return b.String()
}

// String is the message as it was read.
func (m *Message) String() string {
	words := make([]string, len(m.tokens))
	for i, t := range m.tokens {
		words[i] = t.text
	}
	return strings.Join(words, " ")
}

// Len is how many tokens a message has: words as they are looked for.
func (m *Message) Len() int { return len(m.tokens) }

// Token is the word at a place as it is looked for.
func (m *Message) Token(i int) string { return m.tokens[i].text }

// Said are the words of a message behind tokens, as they were written, folded.
func (m *Message) Said(from, to int) string { return m.Words(m.tokens[from].at, m.tokens[to-1].at+1) }

// EndOf lists where the entries of a list end that begin at a token.
func (m *Message) EndOf(list string, at int) (ends []int) {
	id := m.book.lists[list]
	for _, s := range m.spans[at] {
		if s.list == id {
			ends = append(ends, s.to)
		}
	}
	return ends
}

// Whole tells whether a match leaves nothing of the message but words that count little.
func (m *Message) Whole(a Match) bool {
	for i, t := range m.tokens {
		met := i >= a.at && i < a.end && a.words>>(i-a.at)&1 == 1
		if !met && !t.light {
			return false
		}
	}
	return true
}

// findLists finds the entries of lists that begin at a token.
func (m *Message) findLists(at int) {
	from := len(m.room)
	m.walkLists(listRoot, at, at, false)
	m.spans[at] = m.room[from:len(m.room):len(m.room)]
}

// walkLists goes on from a state of the lists at a token.
func (m *Message) walkLists(state int32, at, i int, skipped bool) {
	if !skipped { // an entry ends with a word of its own
		for _, list := range m.book.entries[state] {
			m.room = append(m.room, span{list, i})
		}
	}
	if m.book.tree.leaf(state) || i >= len(m.tokens) || i > at && m.tokens[i].ends || i-at >= maxEntry+maxSkipped {
		return
	}
	for _, u := range m.units[i] {
		if next, ok := m.book.tree.next(state, u); ok {
			m.walkLists(next, at, i+1, false)
		}
	}
	if next, ok := m.book.tree.next(state, number); ok {
		if _, to := m.numberAt(i); to > i {
			m.walkLists(next, at, to, false)
		}
	}
	if i > at && m.tokens[i].light {
		m.walkLists(state, at, i+1, true)
	}
}

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

func bits(from, to int) uint64 {
	var out uint64
	for i := from; i < to && i < 64; i++ {
		out |= 1 << i
	}
	return out
}

func (s *search) report(id int, p path) {
	t := s.m.tokens
	s.found(Match{ID: id, From: t[s.at].at, To: t[p.i-1].at + 1, Number: p.number, Negated: p.negated || s.m.denied(s.at, p.i, p.words), words: p.words, at: s.at, end: p.i})
}

// denied tells whether what stands around found words negates them: "pas envie de mourir", "il me frappe pas.". Words that
// hold a negation of their own are what they say.
func (m *Message) denied(from, to int, words uint64) bool {
	for i := from; i < to; i++ {
		if m.tokens[i].denies && words>>(i-from)&1 == 1 {
			return false
		}
	}
	if from > 0 && !m.tokens[from].ends && !isSubject(m.tokens[from].text) {
		i := from - 1
		for i > 0 && (m.tokens[i].light || helps(m.tokens[i].text)) && !m.tokens[i].ends {
			i--
		}
		if m.tokens[i].denies {
			return true
		}
	}
	return to < len(m.tokens) && !m.tokens[to].ends && m.tokens[to].denies && m.clauseEnds(to+1)
}

func (m *Message) clauseEnds(i int) bool {
	if i >= len(m.tokens) || m.tokens[i].ends {
		return true
	}
	switch m.tokens[i].text {
	case "mais", "et", "juste", "donc", "par":
		return true
	}
	return false
}

// helps tells whether a word only helps the verb behind it: "pas été violée".
func helps(w string) bool {
	switch w {
	case "ete", "eu", "fait", "me", "te", "se", "etre", "avoir":
		return true
	}
	return false
}

// isSubject tells whether a word begins a clause of its own, which a negation before it does not reach.
func isSubject(w string) bool {
	switch w {
	case "je", "jai", "javais", "jetais", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ca", "cest", "mon", "ma", "mes", "un", "une", "le", "la", "les", "y":
		return true
	}
	return false
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
