// Package prose measures and judges the French that a person reads.
//
// Two levels are known: plain French, for everybody, and easy French, for people who read little or slowly.
// Nothing here proves that a text is good; it finds what is surely too long, too hard or forbidden.
package prose

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Level says how easy a text must be.
type Level int

// The two levels every text exists in.
const (
	Plain Level = iota
	Easy
)

// Severity says whether a text may be served all the same.
type Severity int

// A warning is worth a look; a fault must be mended.
const (
	Warning Severity = iota
	Fault
)

// Finding is one thing to mend, told in French to the author of the text.
type Finding struct {
	Rule     string
	Severity Severity
	What     string
	Mend     string
}

// limits are what a level asks of one message and of one file.
type limits struct {
	wordsAim, wordsMax int     // of a sentence: above the aim warns, above the maximum faults
	mean               float64 // words per sentence
	sentences          int
	characters         int
	pairs              int // of parentheses
	negations          int // "ne … pas"
	messageKM          float64
	fileKM             float64
	fileLIX            float64
	grammar            Severity // of a passive, of a hard relative
}

const (
	shortMessage = 20  // words; Kandel-Moles is noise on a shorter message
	shortFile    = 100 // words; and on a shorter file
)

func (l Level) limits() limits {
	if l == Easy {
		return limits{
			wordsAim: 12, wordsMax: 12, mean: 10, sentences: 5, characters: 200,
			messageKM: 70, fileKM: 80, fileLIX: 35, grammar: Fault,
		}
	}
	return limits{
		wordsAim: 15, wordsMax: 20, mean: 12, sentences: 5, characters: 300, pairs: 1, negations: 1,
		messageKM: 60, fileKM: 75, fileLIX: 40, grammar: Warning,
	}
}

// findings gathers what the rules have to say, in the order of the rules.
type findings []Finding

func (f *findings) add(rule string, s Severity, what, mend string) {
	*f = append(*f, Finding{Rule: rule, Severity: s, What: what, Mend: mend})
}

// Message judges one message. Template variables count as one word and are never judged.
// The words and names in except are allowed here: names of services, the word being explained.
func Message(level Level, text string, except ...string) []Finding {
	var found findings
	if strings.TrimSpace(text) == "" {
		found.add("empty", Fault, "texte vide", "écrire le texte, ou retirer l'identifiant")
		return found
	}
	lim := level.limits()
	sentences := split(text)
	judgeLength(&found, lim, level, text, sentences)
	judgeWords(&found, sentences, except)
	judgeGrammar(&found, lim, sentences)
	judgeMarks(&found, lim, text, except)
	judgeEmoji(&found, text)
	judgeCapitals(&found, text, except)
	return found
}

func judgeLength(found *findings, lim limits, level Level, text string, sentences []sentence) {
	for _, s := range sentences {
		n := len(s.words)
		if n <= lim.wordsAim {
			continue
		}
		severity := Warning
		if n > lim.wordsMax {
			severity = Fault
		}
		found.add("sentence", severity, fmt.Sprintf("phrase de %d mots (%d au plus) : « %s… »", n, lim.wordsAim, s.opening()),
			fmt.Sprintf("couper la phrase en %s", count((n+lim.wordsAim-1)/lim.wordsAim)))
	}
	m := measure(sentences)
	if mean := m.mean(); mean > lim.mean {
		found.add("mean", Fault, fmt.Sprintf("%s mots par phrase en moyenne (%.0f au plus)", decimal(mean), lim.mean), "faire des phrases plus courtes")
	}
	if m.Sentences > lim.sentences {
		found.add("sentences", Fault, fmt.Sprintf("%d phrases (%d au plus)", m.Sentences, lim.sentences), "garder l'essentiel, ou faire deux messages")
	}
	if n := characters(text); n > lim.characters {
		found.add("length", Fault, fmt.Sprintf("%d caractères (%d au plus)", n, lim.characters), "garder l'essentiel, ou faire deux messages")
	}
	if km := m.KandelMoles(); m.Words >= shortMessage && km < lim.messageKM {
		found.add("kandel-moles", Warning, fmt.Sprintf("lisibilité Kandel-Moles de %.0f (%.0f au moins)", km, lim.messageKM), "choisir des mots plus courts et des phrases plus courtes")
	}
	if level == Easy {
		judgeLines(found, sentences)
	}
}

// judgeLines wants one sentence per line, as easy French does.
func judgeLines(found *findings, sentences []sentence) {
	for i := 1; i < len(sentences); i++ {
		if sentences[i].line == sentences[i-1].line {
			found.add("line", Fault, fmt.Sprintf("deux phrases sur la même ligne : « %s… »", sentences[i].opening()), "une phrase par ligne")
		}
	}
}

// characters counts what a screen shows, without the variables, whose length the author does not choose.
func characters(text string) int {
	return utf8.RuneCountInString(strings.TrimSpace(variable.ReplaceAllString(text, "")))
}

// File judges the sum of a locale file. A file of less than a hundred words is too short to be measured.
func File(level Level, m Measure) []Finding {
	var found findings
	if m.Words < shortFile {
		return nil
	}
	lim := level.limits()
	if km := m.KandelMoles(); km < lim.fileKM {
		found.add("file-kandel-moles", Fault, fmt.Sprintf("lisibilité Kandel-Moles du fichier de %s (%.0f au moins)", decimal(km), lim.fileKM), "choisir des mots plus courts et des phrases plus courtes")
	}
	if lix := m.LIX(); lix > lim.fileLIX {
		found.add("file-lix", Fault, fmt.Sprintf("indice LIX du fichier de %s (%.0f au plus)", decimal(lix), lim.fileLIX), "remplacer des mots de 7 lettres et plus par des mots courts")
	}
	return found
}

func decimal(f float64) string { return strings.Replace(fmt.Sprintf("%.1f", f), ".", ",", 1) }

func count(n int) string {
	if n <= 2 {
		return "deux"
	}
	return fmt.Sprint(n)
}
