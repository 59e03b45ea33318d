package dialogue

import (
	"encoding/binary"
	"errors"
	"slices"
)

// What a conversation may make long, in one place.
const (
	MaxEntries = 64 // answers in one trail; the oldest request's go first
	MaxSteps   = 20 // passed in one turn before it lands on a human
	MaxDepth   = 5  // calls inside calls
	NonceLen   = 4  // characters that tell one conversation's buttons from another's
)

// ErrTrail says that bytes are not a trail this program can read.
var ErrTrail = errors.New("not a readable trail")

// How tells in what way something became known.
type How uint8

const (
	Tapped How = iota // chosen among the answers of a step
	Told              // said in passing, or kept from an earlier request: belongs to no step
	Preset            // came with an entry code
	Unsure            // "je ne sais pas"
	Passed            // a choice that answers nothing ("autre sujet"), or what was chosen after the advice, or said of a place
	Kept              // told or answered for an earlier request
)

// Entry is one answer given.
type Entry struct {
	Step  string // the step or question answered; empty when none was
	Fact  string // the fact it tells; empty for Passed
	Value string // the value as written in flows, or the id of the choice for Passed
	How   How
	First bool // the first entry of its turn: what "retour" takes back together
}

// Aside is a short interlude over the current step: an offer to change an answer, to resume, to choose between needs.
type Aside struct {
	Kind AsideKind
	Arg  string
}

// AsideKind names an interlude.
type AsideKind uint8

const (
	NoAside        AsideKind = iota
	AsideResume              // an open conversation was found: go on, or start again
	AsideChange              // an old button was tapped: arg is "step:choice"
	AsideBetween             // several needs were heard: arg is their ids, and what was told with them, joined by spaces
	AsideSwitch              // another need was heard in the middle: arg as of AsideBetween
	AsideAlarm               // numbers were shown: arg is the alarm, then as of AsideBetween
	AsideConfirm             // a word that may mean danger: arg as of AsideAlarm
	AsideHuman               // the humans were named on request
	AsideReask               // a question is asked again to change its answer: arg is its name
	AsideWhere               // the commune is asked beside the flow
	AsideWhich               // several communes fit what was said: arg is their codes, or a postcode and a page
	AsideLine                // a line of the card is to be chosen, to take it off
	asideKindCount = iota
)

// Trail is a conversation: the answers given. Facts, step and advice are recomputed from it.
type Trail struct {
	Revision uint32 // of the flows it was last replayed on
	Lang     string
	Easy     bool
	Nonce    string
	Misses   uint8  // messages not understood in a row
	Again    uint8  // times the same was said in a row
	Said     uint32 // fingerprint of what was said last
	Aside    Aside
	Entries  []Entry
}

const trailVersion = 1

// Append encodes the trail after buf.
func (t *Trail) Append(buf []byte) []byte {
	easy := byte(0)
	if t.Easy {
		easy = 1
	}
	buf = append(buf, trailVersion, easy, t.Misses, t.Again, byte(t.Aside.Kind))
	buf = binary.BigEndian.AppendUint32(buf, t.Revision)
	buf = binary.BigEndian.AppendUint32(buf, t.Said)
	buf = appendText(buf, t.Lang)
	buf = appendText(buf, t.Nonce)
	buf = appendText(buf, t.Aside.Arg)
	buf = append(buf, byte(len(t.Entries)))
	for i := range t.Entries {
		buf = t.Entries[i].append(buf)
	}
	return buf
}

const firstBit = 0x80

func (e *Entry) append(buf []byte) []byte {
	how := byte(e.How)
	if e.First {
		how |= firstBit
	}
	buf = append(buf, how)
	buf = appendText(buf, e.Step)
	buf = appendText(buf, e.Fact)
	return appendText(buf, e.Value)
}

func appendText(buf []byte, s string) []byte {
	if len(s) > 255 {
		s = s[:255]
	}
	return append(append(buf, byte(len(s))), s...)
}

// Decode reads a trail. All its texts share one copy of the bytes.
func Decode(buf []byte) (*Trail, error) {
	d := decoder{rest: string(buf)}
	if d.byte() != trailVersion {
		return nil, ErrTrail
	}
	t := &Trail{Easy: d.byte() == 1, Misses: d.byte(), Again: d.byte(), Aside: Aside{Kind: AsideKind(d.byte())}}
	t.Revision = d.uint32()
	t.Said = d.uint32()
	t.Lang, t.Nonce, t.Aside.Arg = d.text(), d.text(), d.text()
	n := int(d.byte())
	if d.failed || n > MaxEntries || t.Aside.Kind >= asideKindCount {
		return nil, ErrTrail
	}
	t.Entries = make([]Entry, n, n+2)
	for i := range t.Entries {
		how := d.byte()
		t.Entries[i] = Entry{How: How(how &^ firstBit), First: how&firstBit != 0, Step: d.text(), Fact: d.text(), Value: d.text()}
	}
	if d.failed || d.rest != "" {
		return nil, ErrTrail
	}
	return t, nil
}

type decoder struct {
	rest   string
	failed bool
}

func (d *decoder) take(n int) string {
	if len(d.rest) < n {
		d.failed, d.rest = true, ""
		return "\x00\x00\x00\x00"[:min(n, 4)]
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

func (d *decoder) byte() byte { return d.take(1)[0] }

func (d *decoder) uint32() uint32 {
	s := d.take(4)
	return uint32(s[0])<<24 | uint32(s[1])<<16 | uint32(s[2])<<8 | uint32(s[3])
}

func (d *decoder) text() string {
	n := int(d.byte())
	if d.failed {
		return ""
	}
	s := d.take(n)
	if d.failed {
		return ""
	}
	return s
}

// drop removes the entries that match.
func (t *Trail) drop(matches func(Entry) bool) { t.Entries = slices.DeleteFunc(t.Entries, matches) }

// add appends entries of one turn. What is told again takes the place of what was told before. When the trail is full,
// the oldest entry makes room: what it told is asked again if it still matters.
func (t *Trail) add(entries ...Entry) {
	for i, e := range entries {
		e.First = i == 0
		t.forget(e)
		if len(t.Entries) == MaxEntries {
			t.Entries = append(t.Entries[:0], t.Entries[1:]...)
		}
		t.Entries = append(t.Entries, e)
	}
}

// forget removes what a new entry replaces: what was told of the same fact, and that its line was taken off the card.
func (t *Trail) forget(e Entry) {
	if e.Fact == "" {
		return
	}
	t.drop(func(old Entry) bool {
		told := e.How == Told && (old.How == Told || old.How == Kept) && old.Fact == e.Fact
		return told || old.Step == cardStep && old.Value == e.Fact
	})
}

// Clone copies a trail: Turn changes the one it is given.
func (t *Trail) Clone() *Trail {
	c := *t
	c.Entries = append(make([]Entry, 0, len(t.Entries)+2), t.Entries...)
	return &c
}
