package webchat

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"passerelle/internal/channel/channeltest"
	"passerelle/internal/chat"
)

var ofMessage = regexp.MustCompile(`^/\?m=([A-Za-z0-9_-]{43})#suite$`)

func TestAFormLeadsToThePageOfItsReply(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f}).stay().get("/")
	f.sent = nil
	for _, words := range []string{"marqueur", "rsa"} {
		b.post("m", b.id(), "text", words)
		b.status(http.StatusSeeOther)
		to := ofMessage.FindStringSubmatch(b.Header.Get("Location"))
		if to == nil || to[1] != f.last(t).ID {
			t.Fatalf("%s leads to %q, heard %+v", words, b.Header.Get("Location"), f.last(t))
		}
		if b.page != "" || len(f.sent) != 0 {
			t.Errorf("%s: the way holds %q; marked as sent: %v", words, b.page, f.sent)
		}
		for range 2 {
			b.get("/?m=" + to[1]).status(http.StatusOK)
			b.has("Revenu de solidarité active")
			b.hasNot("marqueur")
			if len(f.sent) != 1 || f.sent[0] != "web "+to[1] {
				t.Errorf("%s: marked as sent: %v", words, f.sent)
			}
			f.sent = nil
		}
	}
}

func TestOnlyTheIDOfAMessageShowsItsReply(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f})
	for _, odd := range []string{"", "x", strings.Repeat("*", 43), strings.Repeat("A", 44), strings.Repeat("A", 42) + "_", strings.Repeat("A", 5000)} {
		b.get("/?code=abri&m=" + url.QueryEscape(odd)).status(http.StatusOK)
		if m := f.last(t); !m.Start || m.Show || m.Code != "abri" || m.ID == odd {
			t.Errorf("%q: heard %+v", odd, m)
		}
	}
	unknown := strings.Repeat("A", 43)
	b.get("/?code=abri&m=" + unknown).status(http.StatusOK)
	if m := f.last(t); m.Start || !m.Show || m.Code != "" || m.ID != unknown {
		t.Errorf("an id that nobody knows: heard %+v", m)
	}
	heard := len(f.heard)
	if b.do("HEAD", "/?m="+strings.Repeat("B", 42)+"A", nil); b.StatusCode != http.StatusOK || len(f.heard) != heard {
		t.Errorf("a look at the headers: status %d, %d messages heard", b.StatusCode, len(f.heard)-heard)
	}
}

// Whoever keeps no cookie has another session on each page, and hears what they were told all the same.
func TestWithoutCookiesAnAnswerIsShown(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t)})
	b.client.Jar = nil
	b.get("/").post("choice", "urgence").has("991", `class="alarm"`)
}

func TestAReplyThatCannotBeShownCanBeAskedAgain(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f})
	f.reply = func(chat.Message) (chat.Reply, error) { return lost, errors.New("disk full") }
	id := strings.Repeat("A", 43)
	b.get("/?m=" + id).status(http.StatusServiceUnavailable)
	b.has("991", `method="get" action="/"`, `name="m" value="`+id+`"`, "Réessayer")
	if len(f.sent) != 0 {
		t.Error("a lost reply was marked as sent")
	}
}

func TestErasingAnswersAtOnce(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f}).stay().get("/")
	b.post("command", "erase").status(http.StatusOK)
	b.has("J'ai effacé vos réponses.")
	if len(f.sent) != 2 || f.sent[1] != "web "+f.last(t).ID {
		t.Errorf("marked as sent: %v", f.sent)
	}
}

// A reply is shown word for word until it was sent; then its page shows where the conversation stands.
func TestAPageOpenedAgainShowsTheConversation(t *testing.T) {
	talker := channeltest.Talker(t)
	v := visitor{open(t, Config{Chat: talker})}
	v.Open()
	v.Tap("Papiers")
	v.Say("mon mari me frappe")
	here := v.Request.URL.RequestURI()
	first := v.screen().Text
	if !strings.Contains(first, "39\u00a019") {
		t.Fatalf("no alarm:\n%s", first)
	}
	if again := (visitor{v.get(here)}).screen().Text; again != first {
		t.Errorf("opened again:\n%s\nnot\n%s", again, first)
	}
	if err := talker.MarkSent(context.Background()); err != nil {
		t.Fatal(err)
	}
	v.get(here)
	if s := v.screen(); !strings.Contains(s.Text, "39\u00a019") {
		t.Errorf("opened once more, the alarm is gone:\n%s", s.Text)
	}
	v.Tap("J'ai appelé")
	v.get(here)
	if s := v.screen(); len(s.Buttons) < 4 {
		t.Errorf("an old page has the buttons %v under\n%s", s.Buttons, s.Text)
	}
}

const (
	ours    = `!!document.querySelector("h1 svg") && document.querySelectorAll(".choices button").length > 0 && !!document.getElementById("urgence")`
	address = `location.pathname + location.search`
	words   = `document.querySelector("[role=status]").innerText`
)

func TestGoingBackAlwaysBringsAPage(t *testing.T) {
	talker := channeltest.Talker(t)
	c := startChromiumWith(t, talker)
	c.phone(360, 740)
	shown := func(after string) {
		t.Helper()
		if err := talker.MarkSent(context.Background()); err != nil {
			t.Fatal(err)
		}
		if !ask[bool](c, ours) {
			t.Fatalf("%s: no page of ours at %s:\n%s", after, ask[string](c, address), ask[string](c, "document.body.innerText"))
		}
	}
	tap := func(selector string) {
		t.Helper()
		before := ask[string](c, address)
		c.follow(chromedp.Click(selector))
		shown("after " + selector)
		if now := ask[string](c, address); now == before {
			t.Errorf("%s leads nowhere: still at %s", selector, now)
		}
	}
	const answer = ".choices button"
	c.open("/")
	shown("opened")
	tap(answer)
	tap(answer)
	second, at := ask[string](c, words), ask[string](c, address)
	c.do(chromedp.Reload())
	shown("refreshed")
	if now := ask[string](c, address); now != at {
		t.Errorf("refreshed at %s, it was %s", now, at)
	}
	t.Logf("%s\nrefreshed:\n%s", second, ask[string](c, words))
	for _, step := range []string{"back", "back again"} {
		c.do(chromedp.NavigateBack())
		shown(step)
		t.Logf("%s, at %s:\n%s", step, ask[string](c, address), ask[string](c, words))
	}
	if now := ask[string](c, address); now != "/" {
		t.Errorf("two steps back is %s", now)
	}
	tap(answer)
	c.do(chromedp.NavigateBack())
	shown("back from there")
	c.do(chromedp.NavigateForward())
	shown("forward")
	tap(answer)
	tap("#urgence")
}

func TestErasedXX(t *testing.T) {
	talker := channeltest.Talker(t)
	c := startChromiumWith(t, talker)
	c.phone(360, 740)
	c.open("/")
	c.follow(chromedp.Click(".choices button"))
	c.follow(chromedp.Click(`[name="command"]`))
	t.Log(ask[string](c, words), ask[string](c, address))
	c.do(chromedp.NavigateBack())
	t.Log("BACK from erased", ask[string](c, words), ask[string](c, address))
	c.do(chromedp.NavigateForward())
	t.Log("FORWARD to erased", ask[string](c, `document.body.innerText`), ask[string](c, address))
}
func TestErasedYY(t *testing.T) {
	talker := channeltest.Talker(t)
	c := startChromiumWith(t, talker)
	c.phone(360, 740)
	c.open("/")
	c.follow(chromedp.Click(".choices button"))
	c.follow(chromedp.Click(`[name="command"]`))
	c.follow(chromedp.Click(`.choices button`))
	t.Log(ask[string](c, words), ask[string](c, address))
	c.do(chromedp.NavigateBack())
	t.Log("BACK to erased", ask[string](c, `document.body.innerText`), ask[string](c, address))
}
