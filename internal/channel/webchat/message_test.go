package webchat

import (
	"fmt"
	"strings"
	"testing"

	"passerelle/internal/chat"
)

// outline draws a laid out message: titles between brackets, links after the line or block that holds them.
func outline(m message) string {
	var out []string
	links := func(mark string, all []link) {
		for _, l := range all {
			out = append(out, mark+string(l.URL))
		}
	}
	for _, b := range m.Blocks {
		if b.Title != "" {
			out = append(out, "["+b.Title+"]")
		}
		for _, l := range b.Lines {
			out = append(out, l.Words)
			links("  ", l.Links)
		}
		links(" ", b.Links)
	}
	links("end ", m.Links)
	return strings.ReplaceAll(strings.Join(out, "|"), "\u00a0", " ")
}

func TestMessagesAreLaidOut(t *testing.T) {
	for name, c := range map[string]struct{ text, links, want string }{
		"lines":                     {"Un.\nDeux.", "", "Un.|Deux."},
		"a best door":               {"Voici :\n\nLa Caf\nElle aide.", "https://a.example", "Voici :|[La Caf]|Elle aide.| https://a.example"},
		"numbered services":         {"Voici :\n\n1. A\nUn.\n\n2. B\nDeux.", "https://a.example https://b.example", "Voici :|[1. A]|Un.| https://a.example|[2. B]|Deux.| https://b.example"},
		"one site for two services": {"1. A\nUn.\n\n2. B\nDeux.", "https://b.example", "[1. A]|Un.|[2. B]|Deux.|end https://b.example"},
		"numbers under their lines": {"1. A\n36\u00a046 : gratuit.\n\n2. B\n115 : gratuit.", "tel:3646 tel:115", "[1. A]|36 46 : gratuit.|  tel:3646|[2. B]|115 : gratuit.|  tel:115"},
		"a number within another":   {"Le 01\u00a015\u00a000\u00a000\u00a000.\nLe 15.", "tel:15", "Le 01 15 00 00 00.|Le 15.|  tel:15"},
		"the same number twice":     {"1. A\n115 : oui.\n\n2. B\n115 : oui.", "tel:115", "[1. A]|115 : oui.|  tel:115|[2. B]|115 : oui."},
		"a number nobody says":      {"Un.", "tel:115", "Un.|end tel:115"},
		"an international number":   {"Le 33123456789.", "tel:+33123456789", "Le 33123456789.|  tel:+33123456789"},
		"steps are not services":    {"1. Prenez le papier.\n2. Appelez.", "", "1. Prenez le papier.|2. Appelez."},
		"a question after a list":   {"1. A\nUn.\n\nEt maintenant ?", "", "[1. A]|Un.|Et maintenant ?"},
		"a service without a blank": {"Voici :\n1. A\nUn.", "", "Voici :|[1. A]|Un."},
		"blank lines":               {"\n\n  \nUn.\n\n\nDeux.\n\n", "", "Un.|Deux."},
		"nothing":                   {"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := message{Blocks: readBlocks(c.text)}
			var links []chat.Link
			for address := range strings.FieldsSeq(c.links) {
				links = append(links, chat.Link{Label: "lien", URL: address})
			}
			m.place(readLinks(links))
			if got := outline(m); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

func TestTheSecondServiceKeepsItsOwnNumber(t *testing.T) {
	// The same number serves two services: each button stands under its own line.
	m := message{Blocks: readBlocks("1. A\n115 : oui.\n\n2. B\n115 : oui.")}
	links := readLinks([]chat.Link{{URL: "tel:115"}, {URL: "tel:115"}})
	m.place(links)
	if got := outline(m); got != "[1. A]|115 : oui.|  tel:115|[2. B]|115 : oui.|  tel:115" {
		t.Error(got)
	}
}

func TestAnAlarmIsTheFirstMessage(t *testing.T) {
	all := readMessages(chat.Reply{Urgent: []string{"115"}, Messages: []chat.Outgoing{{Text: "a"}, {Text: ""}, {Text: "b"}}})
	if got := fmt.Sprint(len(all), all[0].Alarm, all[1].Alarm); got != "2 true false" {
		t.Error(got)
	}
}

func TestFrenchSignsStayWithTheirWord(t *testing.T) {
	if got := together("Quoi ? « Un » : deux ; trois !"); got != "Quoi\u00a0? «\u00a0Un\u00a0»\u00a0: deux\u00a0; trois\u00a0!" {
		t.Errorf("%q", got)
	}
}

func FuzzMessages(f *testing.F) {
	f.Add(bigAdvice.Messages[1].Text, "tel:1230")
	f.Fuzz(func(t *testing.T, text, address string) {
		m := message{Blocks: readBlocks(text)}
		m.place(readLinks([]chat.Link{{URL: address}}))
		for _, b := range m.Blocks {
			if b.Title == "" && len(b.Lines) == 0 {
				t.Error("an empty block")
			}
		}
	})
}
