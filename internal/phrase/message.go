package phrase

import "strings"

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
