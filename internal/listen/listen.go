// Package listen hears what people write: danger first, then needs, facts stated in passing, reserved words, and which
// answer on the screen is meant. It works in memory and keeps nothing.
package listen

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxRunes bounds the part of a message that is read: Telegram's own limit.
const MaxRunes = 4096

// Normalise folds a message the way the vocabulary is written: lower case, no accents, œ and æ in two letters, and
// anything that is not a letter, a digit or % is a space.
func Normalise(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space, runes := true, 0
	for _, r := range norm.NFD.String(text) {
		if runes++; runes > MaxRunes {
			break
		}
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '%':
			writeFolded(&b, unicode.ToLower(r))
			space = false
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

func writeFolded(b *strings.Builder, r rune) {
	switch r {
	case 'œ':
		b.WriteString("oe")
	case 'æ':
		b.WriteString("ae")
	default:
		b.WriteRune(r)
	}
}

// Ear knows the vocabulary and hears with it.
type Ear struct {
	dangers  phrases
	calm     phrases
	needs    phrases
	commands phrases
	renamed  phrases
	Kinds    map[string]*Kind
	Old      []Renaming // names that changed
	said     []saying
	meanings []meaning
}

// meaning is what a phrase of the vocabulary stands for.
type meaning struct {
	kind    string // of danger
	certain bool
	needs   []string
	settles []Fact
	weak    bool
	renamed string
	command string
}

// Hear reads one message. It never fails: what is not understood is simply not in the answer.
func (e *Ear) Hear(text string) *Heard {
	words := fields(text)
	h := &Heard{Danger: e.hearDanger(words)}
	if found, ok := e.commands.whole(words); ok {
		h.Command = e.meanings[found].command
	}
	e.hearWords(words, h)
	for _, f := range hearFacts(words) {
		h.addFact(f)
	}
	e.renamed.each(words, func(id, _, _ int) {
		if old := e.meanings[id].renamed; !slices.Contains(h.Renamed, old) {
			h.Renamed = append(h.Renamed, old)
		}
	})
	return h
}

// hearDanger looks for a phrase of danger in what calm idioms leave of a message. A certain one outweighs one to confirm.
func (e *Ear) hearDanger(words []string) *Danger {
	var found *Danger
	search := func(words []string) {
		e.dangers.every(words, func(id, from, to int) {
			m := &e.meanings[id]
			if found != nil && (found.Certain || !m.certain) {
				return
			}
			found = &Danger{Kind: m.kind, Certain: m.certain, Words: strings.Join(words[from:to], " ")}
		})
	}
	rest := 0
	e.calm.each(words, func(_, from, to int) {
		search(words[rest:from])
		rest = to
	})
	search(words[rest:])
	return found
}

func (e *Ear) hearWords(words []string, h *Heard) {
	e.needs.each(words, func(id, from, to int) {
		m := &e.meanings[id]
		for _, need := range m.needs {
			h.addNeed(Finding{Need: need, Words: strings.Join(words[from:to], " "), Weak: m.weak})
		}
		for _, f := range m.settles {
			h.addFact(Fact{ID: f.ID, Value: f.Value, Words: strings.Join(words[from:to], " ")})
		}
	})
	h.dropWeak()
}

func (h *Heard) addNeed(f Finding) {
	for i := range h.Needs {
		if h.Needs[i].Need == f.Need {
			h.Needs[i].Weak = h.Needs[i].Weak && f.Weak
			return
		}
	}
	h.Needs = append(h.Needs, f)
}

// dropWeak forgets ambiguous words where a clear one stands beside them.
func (h *Heard) dropWeak() {
	var clear []Finding
	for _, f := range h.Needs {
		if !f.Weak {
			clear = append(clear, f)
		}
	}
	if len(clear) > 0 {
		h.Needs = clear
	}
}

// hearFacts finds an age said plainly: "j'ai 19 ans". Years of somebody else ("ma fille a 3 ans") and years of something
// ("j'ai 3 ans d'expérience") are not taken.
func hearFacts(words []string) []Fact {
	for i, w := range words {
		if w != "ans" || i < 1 || !isNumber(words[i-1]) || lasts(words[i+1:]) {
			continue
		}
		if i == 1 || words[i-2] == "j" || words[i-2] == "g" || words[i-2] == "jai" || words[i-2] == "ai" {
			return []Fact{{ID: "age", Value: words[i-1], Words: strings.Join(words[max(0, i-2):i+1], " ")}}
		}
	}
	return nil
}

// lasts tells by the words after "ans" that they are how long something lasts.
func lasts(after []string) bool {
	if len(after) == 0 {
		return false
	}
	switch after[0] {
	case "de", "d", "que", "qu", "apres":
		return true
	}
	return false
}

func isNumber(w string) bool {
	if w == "" || len(w) > 3 {
		return false
	}
	for _, r := range w {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// Choose finds the answer that the words mean among the words on the buttons; -1 when none, or two, fit. A number is the
// place of the answer, from 1.
func Choose(text string, labels []string) int {
	said := Normalise(text)
	if said == "" {
		return -1
	}
	folded := make([]string, len(labels))
	for i, label := range labels {
		folded[i] = Normalise(label)
		if folded[i] == said {
			return i
		}
	}
	if i := placeOf(said, len(labels)); i >= 0 {
		return i
	}
	return onlyOne(folded, func(label string) bool { return fits(label, said) || fits(said, label) })
}

func placeOf(said string, n int) int {
	if len(said) != 1 || said[0] < '1' || int(said[0]-'0') > n {
		return -1
	}
	return int(said[0]-'0') - 1
}

// fits tells whether phrase stands in text as whole words, and says enough to choose by: "oui" does where text begins
// with it.
func fits(text, phrase string) bool {
	switch {
	case len(phrase) >= 4:
		return strings.Contains(" "+text+" ", " "+phrase+" ")
	case len(phrase) == 3:
		return strings.HasPrefix(text+" ", phrase+" ")
	}
	return false
}

func onlyOne(labels []string, fits func(string) bool) int {
	found := -1
	for i, label := range labels {
		if !fits(label) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

func fields(text string) []string { return strings.Fields(Normalise(text)) }
