package webchat

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"passerelle/internal/channel/channeltest"
	"passerelle/internal/chat"
)

// visitor reads the page and taps its buttons.
type visitor struct{ *browser }

func (v visitor) Open() channeltest.Screen {
	v.get("/")
	return v.screen()
}

func (v visitor) Say(words string) channeltest.Screen {
	v.t.Helper()
	for _, f := range forms(v.page) {
		if strings.Contains(f.inside, `name="text"`) {
			return v.send(f, "text", words)
		}
	}
	v.t.Fatal("nowhere to write")
	return channeltest.Screen{}
}

func (v visitor) Tap(label string) channeltest.Screen {
	v.t.Helper()
	for _, b := range buttons(v.page) {
		if b.label == label {
			return v.send(b.form, "choice", b.value)
		}
	}
	v.t.Fatalf("no button « %s »", label)
	return channeltest.Screen{}
}

// send fills a form as a browser does.
func (v visitor) send(f formOfPage, field, value string) channeltest.Screen {
	v.t.Helper()
	m := hidden.FindStringSubmatch(f.inside)
	if m == nil {
		v.t.Fatal("a form without an id")
	}
	v.post("m", html.UnescapeString(m[1]), field, value)
	return v.screen()
}

func (v visitor) screen() channeltest.Screen {
	v.t.Helper()
	v.status(200)
	_, said, _ := strings.Cut(v.page, `<section role="status">`)
	said, _, _ = strings.Cut(said, "<form")
	s := channeltest.Screen{Text: html.UnescapeString(tag.ReplaceAllString(said, "\n"))}
	for _, b := range buttons(v.page) {
		s.Buttons = append(s.Buttons, b.label)
	}
	return s
}

// formOfPage is a form, as the HTML has it.
type formOfPage struct{ attributes, inside string }

var formTag = regexp.MustCompile(`(?s)<form([^>]*)>(.*?)</form>`)

func forms(page string) (all []formOfPage) {
	for _, m := range formTag.FindAllStringSubmatch(page, -1) {
		all = append(all, formOfPage{attributes: m[1], inside: m[2]})
	}
	return all
}

type buttonOfPage struct {
	form         formOfPage
	value, label string
}

var choiceButton = regexp.MustCompile(`(?s)<button name="choice" value="([^"]*)"[^>]*>(.*?)</button>`)

// buttons are the answers and the exits: not those that change an answer given.
func buttons(page string) (all []buttonOfPage) {
	page, _, _ = strings.Cut(page, "<details>")
	for _, f := range forms(page) {
		for _, m := range choiceButton.FindAllStringSubmatch(f.inside, -1) {
			label := html.UnescapeString(tag.ReplaceAllString(m[2], ""))
			all = append(all, buttonOfPage{form: f, value: html.UnescapeString(m[1]), label: label})
		}
	}
	return all
}

func TestThePageDoesWhatEveryChannelDoes(t *testing.T) {
	channeltest.Run(t, func(t *testing.T, talker *chat.Chat) channeltest.Person {
		return visitor{open(t, Config{Chat: talker})}
	})
}
