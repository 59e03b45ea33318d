package webchat

import (
	"context"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// chromium is a real browser on the page, or the test is skipped.
type chromium struct {
	t      *testing.T
	ctx    context.Context
	talker *talker // when it is the one who answers
	base   string
}

func startChromium(t *testing.T) *chromium {
	t.Helper()
	talker := newTalker(t)
	c := startChromiumWith(t, talker)
	c.talker = talker
	return c
}

func startChromiumWith(t *testing.T, talker Talker, more ...chromedp.ExecAllocatorOption) *chromium {
	t.Helper()
	path := findChromium()
	if path == "" {
		t.Skip("no Chromium on this machine")
	}
	server := httptest.NewServer(New(Config{Chat: talker}))
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(profile(t)),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("host-resolver-rules", "MAP aide.example 127.0.0.1"))
	all, stop := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	t.Cleanup(stop)
	ctx, _ := chromedp.NewContext(all)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) })
	c := &chromium{t: t, ctx: ctx, base: server.URL}
	c.do() // the browser lives as long as the context of its first call
	var cancel context.CancelFunc
	c.ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	return c
}

func findChromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// profile is a directory that Chromium may still write to for a moment after it has stopped.
func profile(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "webchat")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for range 50 {
			if os.RemoveAll(dir) == nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
	return dir
}

type step = chromedp.Action[chromedp.Void]

func (c *chromium) do(steps ...step) {
	c.t.Helper()
	if err := chromedp.Do(c.ctx, steps...); err != nil {
		c.t.Fatal(err)
	}
}

// follow does something that brings a new page.
func (c *chromium) follow(s step) {
	c.t.Helper()
	if _, err := chromedp.RunResponse(c.ctx, s); err != nil {
		c.t.Fatal(err)
	}
}

func (c *chromium) open(path string) {
	c.t.Helper()
	c.do(chromedp.Navigate(c.base + path))
}

func (c *chromium) phone(width, height int64) {
	c.t.Helper()
	c.do(chromedp.EmulateViewport(width, height, chromedp.EmulateMobile))
}

// ask evaluates a question about the page in it.
func ask[T any](c *chromium, question string) T {
	c.t.Helper()
	answer, err := chromedp.Run(c.ctx, chromedp.Evaluate[T](question))
	if err != nil {
		c.t.Fatal(err)
	}
	return answer
}

// screens are the kinds of page, each with the way to it.
var screens = map[string]func(c *chromium){
	"greeting": func(c *chromium) { c.open("/") },
	"advice":   func(c *chromium) { c.open("/"); c.follow(chromedp.Click(`.choices button[value$="argent"]`)) },
	"words": func(c *chromium) {
		c.open("/")
		c.follow(chromedp.SendKeys("#text", "le rsa\r"))
	},
	"alarm":   func(c *chromium) { c.open("/"); c.follow(chromedp.Click("#urgence")) },
	"erased":  func(c *chromium) { c.open("/"); c.follow(chromedp.Click(`[name="command"]`)) },
	"nowhere": func(c *chromium) { c.open("/nowhere") },
}

const (
	tooSmall = `[...document.querySelectorAll("button, .button, summary, input:not([type=hidden])")].filter(e => e.getClientRects().length)
		.filter(e => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44).map(e => e.innerText || e.id)`
	tooWide = `[...document.querySelectorAll("body *:not(.unseen)")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + " " + e.className)`
	inSight = `(r => r.top >= 0 && r.bottom <= innerHeight)(document.getElementById("urgence").getBoundingClientRect())`
	spot    = `(r => [r.right, innerHeight - r.bottom].map(Math.round).join())(document.getElementById("urgence").getBoundingClientRect())`
)

func TestPagesFitTheirScreen(t *testing.T) {
	c := startChromium(t)
	c.phone(360, 740)
	for name, reach := range screens {
		reach(c)
		c.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = true)`))
		for _, size := range [][2]int64{{1200, 900}, {740, 360}, {320, 640}, {360, 740}} {
			c.phone(size[0], size[1])
			if got := ask[int64](c, "document.documentElement.scrollWidth"); got > size[0] {
				t.Errorf("%s at %d: %d wide because of %v", name, size[0], got, ask[[]string](c, tooWide))
			}
			if got := ask[[]string](c, tooSmall); len(got) > 0 {
				t.Errorf("%s at %d: too small for a finger: %q", name, size[0], got)
			}
			if size[1] > 600 && !ask[bool](c, inSight) {
				t.Errorf("%s at %d: Urgence is out of sight", name, size[0])
			}
		}
	}
}

// Urgence stands at the same place of every screen, long or short, before and after any answer.
func TestUrgenceDoesNotMove(t *testing.T) {
	c := startChromium(t)
	c.phone(360, 740)
	places := map[string][]string{}
	for name := range screens {
		if name == "nowhere" {
			continue // Urgence has the whole row
		}
		screens[name](c)
		at := ask[string](c, spot)
		places[at] = append(places[at], name)
	}
	if len(places) != 1 {
		t.Errorf("Urgence stands at %v", places)
	}
}

func TestTheKeyboardReachesEverything(t *testing.T) {
	c := startChromium(t)
	c.phone(360, 740)
	screens["advice"](c)
	if got := ask[string](c, "document.activeElement.id"); got != "suite" {
		t.Errorf("the focus lands on %q", got)
	}
	const hidden = `(e => { const r = e.getBoundingClientRect(), bar = document.querySelector(".exits");
		return !bar.contains(e) && r.bottom > bar.getBoundingClientRect().top + 1 && r.top < bar.getBoundingClientRect().bottom })(document.activeElement)`
	stops := 0
	for ; stops < 40; stops++ {
		c.do(chromedp.KeyEvent("\t"))
		if ask[bool](c, hidden) {
			t.Errorf("the exits cover %q", ask[string](c, "document.activeElement.innerText"))
		}
		if ask[string](c, "getComputedStyle(document.activeElement).outlineStyle") == "none" {
			t.Errorf("the focus on %q cannot be seen", ask[string](c, "document.activeElement.innerText"))
		}
		if ask[string](c, "document.activeElement.id") == "urgence" {
			break
		}
	}
	t.Logf("%d stops from the answer to Urgence", stops+1)
	if stops == 40 {
		t.Error("the Tab key does not reach Urgence")
	}
	c.follow(chromedp.KeyEvent("\r"))
	if got := c.talker.last(t).Choice; got != "urgence" {
		t.Errorf("the Enter key chose %q", got)
	}
	// From the top of a page, two stops and Enter go straight to the exits.
	c.open("/")
	c.do(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t"))
	if got := ask[string](c, "document.activeElement.hash"); got != "#sorties" {
		t.Errorf("the second stop leads to %q", got)
	}
	c.do(chromedp.KeyEvent("\r"), chromedp.KeyEvent("\t"))
	if got := ask[string](c, "document.activeElement.value"); got != "nesaispas" {
		t.Errorf("the skip link leads to %q", got)
	}
}

func TestAConversationWithoutScripts(t *testing.T) {
	c := startChromium(t)
	c.phone(360, 740)
	c.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	c.open("/")
	heard := func(want string, s step) {
		t.Helper()
		c.follow(s)
		m := c.talker.last(t)
		if got := strings.Join([]string{m.Choice, m.Text, string(m.Command)}, "|"); got != want {
			t.Errorf("heard %q, want %q", got, want)
		}
	}
	heard("N1.a.b:argent||", chromedp.Click(`.choices button[value$="argent"]`))
	heard("|un loyer en retard|", chromedp.SendKeys("#text", "un loyer en retard\r"))
	c.do(chromedp.Click("summary"))
	heard("N1.!changer:b||", chromedp.Click("li:nth-child(2) button"))
	heard("humain||", chromedp.Click(`.exits button[value="humain"]`))
	heard("||", chromedp.Click(`[name="easy"]`))
	if m := c.talker.last(t); !m.Easy || !m.SetVoice {
		t.Errorf("easy words: heard %+v", m)
	}
	heard("urgence||", chromedp.Click("#urgence"))
	heard("||erase", chromedp.Click(`[name="command"]`))
}

// Over plain HTTP a browser does not say where a form comes from otherwise than by its Origin.
func TestFormsAreAcceptedWhereFetchMetadataIsMissing(t *testing.T) {
	c := startChromium(t)
	u, err := url.Parse(c.base)
	if err != nil {
		t.Fatal(err)
	}
	c.do(chromedp.Navigate("http://aide.example:" + u.Port() + "/"))
	c.follow(chromedp.Click("#urgence"))
	if got := c.talker.last(t).Choice; got != "urgence" {
		t.Errorf("the form was refused; heard %q", got)
	}
}
