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
	for _, form := range formTag.FindAllString(v.page, -1) {
		if strings.Contains(form, `name="text"`) {
			return v.send(form, "text", words)
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
func (v visitor) send(form, field, value string) channeltest.Screen {
	v.t.Helper()
	m := hidden.FindStringSubmatch(form)
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

var formTag = regexp.MustCompile(`(?s)<form[^>]*>.*?</form>`)

// buttonOfPage is a button, and the form it sends.
type buttonOfPage struct{ form, value, label string }

var choiceButton = regexp.MustCompile(`(?s)<button name="choice" value="([^"]*)"[^>]*>(.*?)</button>`)

// buttons are the answers and the exits: not those that change an answer given.
func buttons(page string) (all []buttonOfPage) {
	page, _, _ = strings.Cut(page, "<details>")
	for _, form := range formTag.FindAllString(page, -1) {
		for _, m := range choiceButton.FindAllStringSubmatch(form, -1) {
			label := html.UnescapeString(tag.ReplaceAllString(m[2], ""))
			all = append(all, buttonOfPage{form: form, value: html.UnescapeString(m[1]), label: label})
		}
		if strings.Contains(form, `id="pick"`) {
			all = append(all, apart(page, form)...)
		}
	}
	return all
}

var buttonApart = regexp.MustCompile(`<button form="pick" name="choice" value="([^"]*)"[^>]*>(.*?)</button>`)

// apart are the buttons that stand beside what they are about, in the middle of the text, and send the form of the answers.
func apart(page, form string) (all []buttonOfPage) {
	for _, m := range buttonApart.FindAllStringSubmatch(page, -1) {
		all = append(all, buttonOfPage{form: form, value: html.UnescapeString(m[1]), label: html.UnescapeString(m[2])})
	}
	return all
}

func TestThePageDoesWhatEveryChannelDoes(t *testing.T) {
	channeltest.Run(t, func(t *testing.T, talker *chat.Chat) channeltest.Person {
		return visitor{open(t, Config{Chat: talker})}
	})
}
