package prose

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

var (
	feminine = regexp.MustCompile(`(?i)\p{L}(?:\((?:e|s|es|ne|nes|se|ve|ère|trice)\)|[·•‧](?:e|s|es|ne|nes|se|ses|ve|ves|ère|ères|le|les|rice|rices|trice|trices)(?:$|\P{L})|\.e(?:\.?s)?(?:$|[^\p{L}.]))`)
	andOr    = regexp.MustCompile(`(?i)(?:^|\P{L})et\s*/\s*ou(?:$|\P{L})`)
	percent  = regexp.MustCompile(`(?i)%|(?:^|\P{L})pour\s?cents?(?:$|\P{L})`)
	link     = regexp.MustCompile(`(?i)(?:https?://|www\.)\S+|[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.[a-z]{2,}/\S*`)
)

// judgeMarks judges the signs that a voice cannot say and that stop a slow reader.
func judgeMarks(found *findings, lim limits, text string, except []string) {
	text = link.ReplaceAllString(variable.ReplaceAllString(without(text, except), " "), " ")
	if m := feminine.FindString(text); m != "" {
		found.add("feminine", Fault, fmt.Sprintf("double forme : « %s »", strings.TrimSpace(m)), "écrire un mot sans double forme : « une personne »")
		text = feminine.ReplaceAllString(text, " ")
	}
	if andOr.MatchString(text) {
		found.add("mark", Fault, "« et/ou »", "écrire « ou »")
		text = andOr.ReplaceAllString(text, " ")
	}
	if strings.Contains(text, "/") {
		found.add("mark", Fault, "barre oblique « / »", "écrire « ou », « et », ou la date en mots")
	}
	if strings.Contains(text, ";") {
		found.add("mark", Fault, "point-virgule", "faire deux phrases")
	}
	opened, closed := strings.Count(text, "("), strings.Count(text, ")")-numbered(text)
	if pairs := max(opened, closed); pairs > lim.pairs || opened != closed {
		what := fmt.Sprintf("%d parenthèses (%d au plus)", pairs, lim.pairs)
		if pairs <= lim.pairs {
			what = "parenthèse seule"
		}
		found.add("mark", Fault, what, "faire une phrase de ce qui est entre parenthèses")
	}
	if percent.MatchString(text) {
		found.add("percent", Fault, "pourcentage", "dire le nombre : « 3 personnes sur 10 », « la moitié »")
	}
}

// numbered counts the lines that begin with "1)", whose bracket has no other half.
func numbered(text string) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.Contains(listMark.FindString(line), ")") {
			n++
		}
	}
	return n
}

// without takes the excepted names out of a text.
func without(text string, except []string) string {
	for _, e := range except {
		if e != "" {
			text = strings.ReplaceAll(text, e, " ")
		}
	}
	return text
}

// judgeEmoji allows one emoji, at the end of a line.
func judgeEmoji(found *findings, text string) {
	n := emojis(text)
	if n > 1 {
		found.add("emoji", Fault, fmt.Sprintf("%d émojis (1 au plus)", n), "garder un seul émoji, ou aucun")
	}
	for line := range strings.Lines(text) {
		if n := emojis(line); n > 0 && n != emojis(tail(line)) {
			found.add("emoji", Fault, "émoji ailleurs qu'en fin de ligne", "mettre l'émoji à la fin de la ligne, ou l'ôter")
			return
		}
	}
}

// tail is the end of a line after its last word and its punctuation.
func tail(line string) string {
	return line[strings.LastIndexFunc(line, func(r rune) bool { return !isEmoji(r) && !joins(r) && !unicode.IsSpace(r) })+1:]
}

// emojis counts emoji as they are seen: a family joined from four counts one.
func emojis(text string) int {
	n, joined, flag := 0, false, false
	for _, r := range text {
		switch {
		case joins(r):
			joined = joined || r == '\u200D'
			continue
		case !isEmoji(r):
			flag = false
		case r >= 0x1F1E6 && r <= 0x1F1FF: // two letters make a flag
			if !flag {
				n++
			}
			flag = !flag
		case !joined:
			n++
		}
		joined = false
	}
	return n
}

// isEmoji knows the blocks that phones draw in colour, and the signs a voice reads by name.
func isEmoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r >= 0x2190 && r <= 0x21FF || r >= 0x2300 && r <= 0x23FF || r >= 0x2B00 && r <= 0x2BFF
}

// joins says whether a rune only changes the emoji before it: joiner, variant, keycap, skin tone.
func joins(r rune) bool {
	return r == '\u200D' || r == '\uFE0E' || r == '\uFE0F' || r == '\u20E3' || r >= 0x1F3FB && r <= 0x1F3FF
}

// judgeCapitals refuses three words in capitals in a row, which a voice may spell and an eye takes for a shout.
func judgeCapitals(found *findings, text string, except []string) {
	for line := range strings.Lines(variable.ReplaceAllString(without(text, except), ". ")) {
		var run []string
		for word := range strings.FieldsFuncSeq(line, unicode.IsSpace) {
			switch {
			case allCapitals(word):
				run = append(run, word)
			case strings.ContainsFunc(word, unicode.IsLower) || len(run) > 0 && !strings.ContainsFunc(word, spoken):
				run = nil
			}
			if len(run) == 3 {
				found.add("capitals", Fault, fmt.Sprintf("mots en capitales : « %s »", strings.Join(run, " ")), "écrire en minuscules")
				return
			}
		}
	}
}

// allCapitals says whether a word has two letters or more, all of them capitals.
func allCapitals(word string) bool {
	n := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}
