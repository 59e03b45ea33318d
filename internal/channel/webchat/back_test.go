package webchat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

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

func TestErasingLeadsToAPageThatSaysSo(t *testing.T) {
	v := visitor{open(t, Config{Chat: channeltest.Talker(t)})}
	v.Open()
	v.Tap("Papiers et lettres")
	v.post("command", "erase").status(http.StatusOK)
	v.has("J'ai effacé vos réponses.")
	if v.Request.URL.Query().Get("m") == "" {
		t.Errorf("the page is %s, which Back cannot show again", v.Request.URL)
	}
}

// A reply is shown word for word until it was sent; then its page shows where the conversation stands.
func TestAPageOpenedAgainShowsTheConversation(t *testing.T) {
	talker := channeltest.Talker(t)
	v := visitor{open(t, Config{Chat: talker})}
	v.Open()
	v.Tap("Papiers et lettres")
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
	ours = `!!document.querySelector("h1 svg") && document.querySelectorAll(".choices button").length > 0 &&
		document.querySelectorAll(".exits button").length > 2 && !!document.getElementById("urgence")`
	address = `location.pathname + location.search`
)

// reader goes to and fro in Chromium, and finds a page of ours each time.
type reader struct {
	*chromium
	talker *chat.Chat
}

// shown looks at the page, once its reply is forgotten.
func (r reader) shown(after string) {
	r.t.Helper()
	if err := r.talker.MarkSent(context.Background()); err != nil {
		r.t.Fatal(err)
	}
	if !ask[bool](r.chromium, ours) {
		r.t.Fatalf("%s: no page of ours at %s:\n%s", after, ask[string](r.chromium, address), ask[string](r.chromium, "document.body.innerText"))
	}
}

func (r reader) tap(selector string) {
	r.t.Helper()
	r.follow(chromedp.Click(selector))
	r.shown("after a tap on " + selector)
	if at := ask[string](r.chromium, address); !strings.HasPrefix(at, "/?m=") {
		r.t.Errorf("%s leads to %s", selector, at)
	}
}

const firstAnswer, secondAnswer = ".choices button", ".choices button:nth-of-type(2)"

// A telephone short of memory asks for the page again; here each one does.
func TestGoingBackAlwaysBringsAPage(t *testing.T) {
	talker := channeltest.Talker(t)
	r := reader{startChromiumWith(t, talker, chromedp.Flag("disable-features", "Translate,BackForwardCache")), talker}
	r.phone(360, 740)
	r.open("/")
	r.tap(firstAnswer)
	first := ask[string](r.chromium, address)
	r.tap(firstAnswer)
	second := ask[string](r.chromium, address)
	for _, step := range []struct {
		name string
		do   step
		at   string
	}{
		{"refreshed", chromedp.Reload(), second},
		{"back", chromedp.NavigateBack(), first},
		{"refreshed there", chromedp.Reload(), first},
		{"back again", chromedp.NavigateBack(), "/"},
		{"forward", chromedp.NavigateForward(), first},
	} {
		r.do(step.do)
		r.shown(step.name)
		if at := ask[string](r.chromium, address); at != step.at {
			t.Errorf("%s: at %s, want %s", step.name, at, step.at)
		}
	}
	r.tap(firstAnswer)
	r.do(chromedp.NavigateBack())
	r.shown("back after another answer")
	r.tap("#urgence")
}

// Others bring the page that was, with its old buttons.
func TestThePageThatWasStillWorks(t *testing.T) {
	talker := channeltest.Talker(t)
	r := reader{startChromiumWith(t, talker), talker}
	r.phone(360, 740)
	r.open("/")
	r.tap(firstAnswer)
	first := ask[string](r.chromium, address)
	r.tap(firstAnswer)
	for _, want := range []string{first, "/"} {
		r.do(chromedp.Evaluate[chromedp.Void]("setTimeout(() => history.back())"))
		r.arrive(want)
		r.shown("back at " + want)
	}
	// chromedp loses sight of the nodes of a page that comes as it was: the page itself has to click.
	r.follow(chromedp.Evaluate[chromedp.Void](fmt.Sprintf("setTimeout(() => document.querySelector(%q).click())", secondAnswer)))
	r.shown("an old button")
	r.tap("#urgence")
}

// arrive waits for an address: a page that comes as it was tells nothing of its coming.
func (r reader) arrive(want string) {
	r.t.Helper()
	for range 100 {
		at, err := chromedp.Run(r.ctx, chromedp.Evaluate[string](address+` + document.readyState`))
		if err == nil && at == want+"complete" {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	r.t.Fatalf("%s does not come", want)
}
