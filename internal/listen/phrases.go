package listen

import "sort"

// phrases finds the longest known phrase at each place of a message, in whole words.
type phrases struct{ byFirst map[string][]phrase }

type phrase struct {
	words   []string
	meaning int
}

// maxPhraseWords bounds a phrase of the vocabulary.
const maxPhraseWords = 12

func (p *phrases) add(text string, meaning int) bool {
	words := fields(text)
	if len(words) == 0 || len(words) > maxPhraseWords {
		return false
	}
	if p.byFirst == nil {
		p.byFirst = make(map[string][]phrase)
	}
	list := append(p.byFirst[words[0]], phrase{words, meaning})
	sort.SliceStable(list, func(i, j int) bool { return len(list[i].words) > len(list[j].words) })
	p.byFirst[words[0]] = list
	return true
}

// each calls found for every phrase of a message, the longest at each place, without overlap.
func (p *phrases) each(words []string, found func(meaning, from, to int)) {
	for i := 0; i < len(words); {
		next := i + 1
		for _, ph := range p.byFirst[words[i]] {
			if ph.at(words[i:]) {
				next = i + len(ph.words)
				found(ph.meaning, i, next)
				break
			}
		}
		i = next
	}
}

// every calls found for the longest phrase at each place, those that overlap as well: of danger none may be hidden by
// another.
func (p *phrases) every(words []string, found func(meaning, from, to int)) {
	for i := range words {
		for _, ph := range p.byFirst[words[i]] {
			if ph.at(words[i:]) {
				found(ph.meaning, i, i+len(ph.words))
				break
			}
		}
	}
}

// whole finds the phrase that is the message.
func (p *phrases) whole(words []string) (meaning int, ok bool) {
	if len(words) == 0 {
		return 0, false
	}
	for _, ph := range p.byFirst[words[0]] {
		if len(ph.words) == len(words) && ph.at(words) {
			return ph.meaning, true
		}
	}
	return 0, false
}

func (ph *phrase) at(words []string) bool {
	if len(words) < len(ph.words) {
		return false
	}
	for i, w := range ph.words {
		if words[i] != w {
			return false
		}
	}
	return true
}
