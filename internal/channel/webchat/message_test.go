package webchat

import (
	"fmt"
	"strings"
	"testing"

	"passerelle/internal/chat"
)

// outline draws a laid out message: titles between brackets, links after the line that holds them.
func outline(m message) string {
	var out []string
	for _, b := range m.Blocks {
		if b.Title != "" {
			out = append(out, "["+b.Title+"]")
		}
		for _, l := range b.Lines {
			out = append(out, l.Words)
			for _, k := range l.Links {
				out = append(out, "  "+string(k.URL))
			}
		}
	}
	return strings.ReplaceAll(strings.Join(out, "|"), "\u00a0", " ")
}

func TestMessagesAreLaidOut(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		links []chat.Link
		want  string
	}{
		"lines":                      {"Un.\nDeux.", nil, "Un.|Deux."},
		"a best door":                {"Voici :\n\nLa Caf\nElle aide.", []chat.Link{{URL: "https://a.example", Line: 3}}, "Voici :|[La Caf]|Elle aide.|  https://a.example"},
		"links under their lines":    {"1. A\nUn.\n\n2. B\nDeux.", []chat.Link{{URL: "tel:115", Line: 1}, {URL: "tel:115", Line: 4}, {URL: "https://b.example", Line: 4}}, "[1. A]|Un.|  tel:115|[2. B]|Deux.|  tel:115|  https://b.example"},
		"a link under a title":       {"Un.\n\n1. A\nDeux.", []chat.Link{{URL: "tel:115", Line: 2}}, "Un.|  tel:115|[1. A]|Deux."},
		"a link under a blank line":  {"Un.\n\nDeux.", []chat.Link{{URL: "tel:115", Line: 1}}, "Un.|  tel:115|Deux."},
		"a link beyond the last":     {"Un.", []chat.Link{{URL: "tel:115", Line: 99}}, "Un.|  tel:115"},
		"a link before the first":    {"\n1. A\nUn.", []chat.Link{{URL: "tel:115", Line: -1}}, "[1. A]|Un.|  tel:115"},
		"a link that is no link":     {"Un.", []chat.Link{{URL: "javascript:alert(1)"}}, "Un."},
		"steps are not services":     {"1. Prenez le papier.\n2. Appelez.", nil, "1. Prenez le papier.|2. Appelez."},
		"a question after a list":    {"1. A\nUn.\n\nEt maintenant ?", nil, "[1. A]|Un.|Et maintenant ?"},
		"a service without a blank":  {"Voici :\n1. A\nUn.", nil, "Voici :|[1. A]|Un."},
		"blank lines":                {"\n\n  \nUn.\n\n\nDeux.\n\n", nil, "Un.|Deux."},
		"nothing, not even its link": {"", []chat.Link{{URL: "tel:115"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := message{Blocks: readBlocks(c.text)}
			m.placeLinks(readLinks(c.links))
			if got := outline(m); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
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
		m.placeLinks(readLinks([]chat.Link{{URL: address}}))
		for _, b := range m.Blocks {
			if b.Title == "" && len(b.Lines) == 0 {
				t.Error("an empty block")
			}
		}
	})
}
