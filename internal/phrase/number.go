package phrase

import "strconv"

// number is the step that meets a number, in digits or in words: "#" in a pattern.
const number unit = 0

var numerals = map[string]int{
	"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
	"douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40,
	"cinquante": 50, "soixante": 60, "septante": 70, "octante": 80, "nonante": 90, "cent": 100,
}

// numberAt reads the number that begins at a token, and where it ends; to is i where there is none. Numbers of more than
// three digits are of other things than people.
func (m *Message) numberAt(i int) (value, to int) {
	if text := m.tokens[i].text; isNumber(text) && len(text) <= 3 {
		n, _ := strconv.Atoi(text)
		return n, i + 1
	}
	last := 1000
	for to = i; to < len(m.tokens); to++ {
		text := m.tokens[to].text
		if text == "et" && to > i && to+1 < len(m.tokens) && (m.tokens[to+1].text == "un" || m.tokens[to+1].text == "onze") {
			continue
		}
		n, ok := numerals[text]
		if !ok && to > i && (text == "un" || text == "une") { // "vingt et un"; alone they are articles
			n, ok = 1, true
		}
		switch {
		case !ok || to > i && m.tokens[to].ends:
			return value, to
		case n == 20 && last == 4:
			value = 80
		case n >= last || to > i && last < 20 && last != 10:
			return value, to
		default:
			value += n
		}
		last = n
	}
	return value, to
}
