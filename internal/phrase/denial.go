package phrase

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
