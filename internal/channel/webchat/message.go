package webchat

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"passerelle/internal/chat"
)

// message is one message laid out.
type message struct {
	Alarm  bool
	Blocks []block
}

// block is what stands between two blank lines. One with a title is a service or a place.
type block struct {
	Title string
	Lines []line
}

// line is one paragraph, with the numbers, the pages and the answers that belong under it as buttons.
type line struct {
	Words   string
	Links   []link
	Choices []chat.Choice
	at      int // its place in the text, from 0
}

// numbered is a line such as "2. France Services".
var numbered = regexp.MustCompile(`^\d{1,2}\. \S`)

// readMessages lays out the messages of a reply. The first is an alarm when numbers are raised at its head.
func readMessages(reply chat.Reply) []message {
	var all []message
	for i, m := range reply.Messages {
		laid := message{Alarm: i == 0 && len(reply.Urgent) > 0, Blocks: readBlocks(m.Text)}
		laid.placeLinks(readLinks(m.Links))
		if i < len(reply.Messages)-1 { // those of the last message stand under it
			laid.placeChoices(m.Choices)
		}
		if len(laid.Blocks) > 0 {
			all = append(all, laid)
		}
	}
	return all
}

func readBlocks(text string) []block {
	var blocks []block
	open, blank := false, false
	for at, words := range strings.Split(text, "\n") {
		words = strings.TrimSpace(words)
		switch {
		case words == "":
			open, blank = false, true
			continue
		case isTitle(words, blank):
			blocks = append(blocks, block{Title: together(words)})
			open = true
		default:
			if !open {
				blocks = append(blocks, block{})
				open = true
			}
			last := &blocks[len(blocks)-1]
			last.Lines = append(last.Lines, line{Words: together(words), at: at})
		}
		blank = false
	}
	return blocks
}

// maxTitle is the longest name, in bytes, that a line without a number may be.
const maxTitle = 120

// isTitle knows a name by its number or by its place, after a blank line. A line that ends as a sentence is none.
func isTitle(words string, afterBlank bool) bool {
	end, _ := utf8.DecodeLastRuneInString(words)
	if strings.ContainsRune(".:?!…", end) {
		return false
	}
	return numbered.MatchString(words) || afterBlank && len(words) <= maxTitle
}

func (m *message) placeLinks(links []link) {
	for _, l := range links {
		if under := m.under(l.line); under != nil {
			under.Links = append(under.Links, l)
		}
	}
}

func (m *message) placeChoices(choices []chat.Choice) {
	for _, c := range choices {
		if under := m.under(c.Line); under != nil {
			under.Choices = append(under.Choices, c)
		}
	}
}

// under is the line of a place in the text, or the last one before it that can hold a button; nil when there is none.
func (m *message) under(at int) *line {
	var found *line
	for b := range m.Blocks {
		for i := range m.Blocks[b].Lines {
			if x := &m.Blocks[b].Lines[i]; found == nil || x.at <= at {
				found = x
			}
		}
	}
	return found
}

// together keeps French signs on the line of their word.
func together(words string) string { return signs.Replace(words) }

var signs = strings.NewReplacer(" ?", "\u00a0?", " !", "\u00a0!", " :", "\u00a0:", " ;", "\u00a0;", " »", "\u00a0»", "« ", "«\u00a0")
