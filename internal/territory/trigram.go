package territory

import "slices"

// trigrams lists, for every three letters in a row, the forms that hold them.
type trigrams struct {
	starts []uint32 // where the list of a trigram begins; one more than there are trigrams
	forms  []uint16
}

// letters a trigram is made of: 26, and one for everything else, the edges of the text among it.
const letters = 27

func letter(b byte) int {
	if b >= 'a' && b <= 'z' {
		return int(b-'a') + 1
	}
	return 0
}

// eachTrigram calls f for the trigrams of a text: two edges before it, one behind it, so that beginnings weigh more.
func eachTrigram(text string, f func(trigram int)) {
	t := 0
	for i := range len(text) + 1 {
		next := 0
		if i < len(text) {
			next = letter(text[i])
		}
		t = (t*letters + next) % (letters * letters * letters)
		f(t)
	}
}

// indexTrigrams counts, then places: there are fewer forms than a uint16 holds, and a test says so.
func indexTrigrams(forms []form) trigrams {
	starts := make([]uint32, letters*letters*letters+1)
	for _, f := range forms {
		eachTrigram(f.text, func(t int) { starts[t+1]++ })
	}
	for t := range starts[1:] {
		starts[t+1] += starts[t]
	}
	list := make([]uint16, starts[len(starts)-1])
	next := slices.Clone(starts)
	for i, f := range forms {
		eachTrigram(f.text, func(t int) {
			list[next[t]] = uint16(i)
			next[t]++
		})
	}
	return trigrams{starts, list}
}

// shortlist counts the trigrams that forms share with a text. It is used again and again.
type shortlist struct {
	counts  []uint8
	touched []uint16
	best    []uint16
}

// shortlisted is how many forms are compared letter by letter.
const shortlisted = 160

// nearest lists the forms that share most trigrams with a text, for their length.
func (s *shortlist) nearest(x *index, text string) []uint16 {
	s.touched, s.best = s.touched[:0], s.best[:0]
	wanted := 0
	eachTrigram(text, func(t int) {
		wanted++
		for _, f := range x.trigrams.forms[x.trigrams.starts[t]:x.trigrams.starts[t+1]] {
			if s.counts[f] == 0 {
				s.touched = append(s.touched, f)
			}
			if s.counts[f] < 255 {
				s.counts[f]++
			}
		}
	})
	s.choose(x, wanted)
	for _, f := range s.touched {
		s.counts[f] = 0
	}
	return s.best
}

// choose keeps the forms whose share of common trigrams is highest, by counting how many have each share.
func (s *shortlist) choose(x *index, wanted int) {
	share := func(f uint16) int { return 200 * int(s.counts[f]) / (wanted + len(x.forms[f].text) + 1) }
	var have [256]int
	for _, f := range s.touched {
		have[min(share(f), 255)]++
	}
	least, kept := 255, 0
	for ; least > 15 && kept < shortlisted; least-- {
		kept += have[least]
	}
	for _, f := range s.touched {
		if share(f) > least {
			s.best = append(s.best, f)
		}
	}
}
