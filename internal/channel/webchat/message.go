package webchat

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"passerelle/internal/chat"
)

// message is one message laid out: blocks of lines, and the links that belong to no line.
type message struct {
	Alarm  bool
	Blocks []block
	Links  []link
}

// block is what stands between two blank lines. One with a title is a service or a place.
type block struct {
	Title string
	Lines []line
	Links []link
}

// line is one paragraph, with the numbers it says as buttons.
type line struct {
	Words string
	Links []link
}

// numbered is a line such as "2. France Services".
var numbered = regexp.MustCompile(`^\d{1,2}\. \S`)

// readMessages lays out the messages of a reply. The first is an alarm when numbers are raised at its head.
func readMessages(reply chat.Reply) []message {
	var all []message
	for i, m := range reply.Messages {
		laid := message{Alarm: i == 0 && len(reply.Urgent) > 0, Blocks: readBlocks(m.Text)}
		laid.place(readLinks(m.Links))
		if len(laid.Blocks)+len(laid.Links) > 0 {
			all = append(all, laid)
		}
	}
	return all
}

func readBlocks(text string) []block {
	var blocks []block
	open, blank := false, false
	for words := range strings.SplitSeq(text, "\n") {
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
			last.Lines = append(last.Lines, line{Words: together(words)})
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

// place puts each number under the line that says it, and each site under its service when there is one for each.
// What has no sure place stands at the end of the message.
func (m *message) place(links []link) {
	lines := m.lines()
	var sites []link
	for _, l := range links {
		if l.Away {
			sites = append(sites, l)
			continue
		}
		at := slices.IndexFunc(lines, func(x *line) bool { return x.says(l.number) })
		if at < 0 {
			m.Links = append(m.Links, l)
			continue
		}
		lines[at].Links = append(lines[at].Links, l)
	}
	m.placeSites(sites)
}

func (m *message) lines() []*line {
	var all []*line
	for b := range m.Blocks {
		for l := range m.Blocks[b].Lines {
			all = append(all, &m.Blocks[b].Lines[l])
		}
	}
	return all
}

// says tells whether a line says a number, whole, and does not have its button yet.
func (l *line) says(number string) bool {
	return saysNumber(l.Words, number) && !slices.ContainsFunc(l.Links, func(x link) bool { return x.number == number })
}

func (m *message) placeSites(sites []link) {
	var services []*block
	for i := range m.Blocks {
		if m.Blocks[i].Title != "" {
			services = append(services, &m.Blocks[i])
		}
	}
	if len(services) != len(sites) {
		m.Links = append(m.Links, sites...)
		return
	}
	for i, s := range services {
		s.Links = append(s.Links, sites[i])
	}
}

// together keeps French signs on the line of their word.
func together(words string) string { return signs.Replace(words) }

var signs = strings.NewReplacer(" ?", "\u00a0?", " !", "\u00a0!", " :", "\u00a0:", " ;", "\u00a0;", " »", "\u00a0»", "« ", "«\u00a0")
