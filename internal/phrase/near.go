package phrase

import (
	"hash/maphash"
	"slices"
	"unicode/utf8"
)

// nearby finds words in which one letter is wrong, missing, added, or has changed places with the next: two such words are
// equal once a letter is taken out of each.
type nearby struct {
	seed  maphash.Seed
	words []nearWord
	keys  []nearKey // sorted by hash
}

type nearWord struct {
	text string
	unit unit
}

// nearKey is the hash of a word with one letter out.
type nearKey struct {
	hash uint64
	word int32
}

func indexNear(written map[string]unit) nearby {
	n := nearby{seed: maphash.MakeSeed()}
	for text, u := range written {
		if utf8.RuneCountInString(text) < shortestNear || isNumber(text) {
			continue
		}
		n.words = append(n.words, nearWord{text, u})
		id := int32(len(n.words) - 1)
		n.eachShorter(text, func(hash uint64) { n.keys = append(n.keys, nearKey{hash, id}) })
	}
	slices.SortFunc(n.keys, func(a, b nearKey) int {
		switch {
		case a.hash < b.hash:
			return -1
		case a.hash > b.hash:
			return 1
		}
		return 0
	})
	return n
}

// eachShorter calls found with the hash of a word, and of the word without each of its letters in turn.
func (n *nearby) eachShorter(word string, found func(hash uint64)) {
	found(maphash.String(n.seed, word))
	var room [64]byte
	for i, r := range word {
		shorter := append(append(room[:0], word[:i]...), word[i+utf8.RuneLen(r):]...)
		found(maphash.Bytes(n.seed, shorter))
	}
}

// longestNear bounds the words that are compared: nobody misspells longer ones by a single letter.
const longestNear = 40

// to lists the units of the words near to one.
func (n *nearby) to(word string) []unit {
	if letters := utf8.RuneCountInString(word); letters < shortestNear || letters > longestNear {
		return nil
	}
	var out []unit
	n.eachShorter(word, func(hash uint64) {
		i, _ := slices.BinarySearchFunc(n.keys, hash, func(k nearKey, h uint64) int {
			switch {
			case k.hash < h:
				return -1
			case k.hash > h:
				return 1
			}
			return 0
		})
		for ; i < len(n.keys) && n.keys[i].hash == hash; i++ {
			w := n.words[n.keys[i].word]
			if near(word, w.text) && !slices.Contains(out, w.unit) {
				out = append(out, w.unit)
			}
		}
	})
	slices.Sort(out)
	return out
}

// near tells whether two words differ by one letter at most, or by two that changed places. The first letter is the one
// that people get right.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch {
	case i == 0:
		return false
	case len(x) == len(y):
		return slices.Equal(x[min(i+1, len(x)):], y[min(i+1, len(y)):]) ||
			i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
	case len(x)+1 == len(y):
		return slices.Equal(x[i:], y[i+1:])
	}
	return false
}
