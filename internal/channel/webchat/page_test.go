package webchat

import (
	"bytes"
	"compress/gzip"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"passerelle/internal/chat"
)

func TestHostileWordsStayWords(t *testing.T) {
	const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`
	f := newTalker(t)
	f.reply = func(m chat.Message) (chat.Reply, error) {
		return chat.Reply{
			Lang: `fr" onload="x`, Answered: []chat.Answered{{Label: hostile, Change: hostile}},
			Messages: []chat.Outgoing{{
				Text: "Début.\n\n1. " + hostile + "\n" + hostile, Links: []chat.Link{{Label: hostile, URL: "https://a.example/" + hostile}},
				Choices: choices(hostile, hostile), Exits: choices("urgence", hostile),
			}},
		}, nil
	}
	b := open(t, Config{Chat: f, Organisation: hostile, Contact: hostile}).post("text", hostile)
	b.status(http.StatusOK)
	b.hasNot("<script", "<img", `onerror=alert(2)>"`, ` onload="x`)
	if n := strings.Count(b.shown(), hostile); n < 7 {
		t.Errorf("the words are shown %d times", n)
	}
	b.post("text", "\xff\xfe ok \x00")
	if got := f.last(t).Text; got != "\ufffd ok \x00" {
		t.Errorf("broken UTF-8 was heard as %q", got)
	}
}

func TestOnlyNumbersAndSitesCanBeOpened(t *testing.T) {
	f := newTalker(t)
	f.reply = func(chat.Message) (chat.Reply, error) {
		m := chat.Outgoing{Text: "Appelez."}
		for _, address := range []string{
			"tel:3646", "tel:+33123456789", "sms:114", "https://a.example/b?c=d&e=f", "http://b.example",
			"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "tel:12;ext=javascript:1", "tel:", "sms:1", "//c.example",
			"https://user:pass@d.example", "https:alert(1)", "ftp://e.example", " javascript:alert(1)", "tel:3646\"onclick=x", "vbscript:x", "",
		} {
			m.Links = append(m.Links, chat.Link{Label: "lien", URL: address})
		}
		return chat.Reply{Lang: "fr", Messages: []chat.Outgoing{m}}, nil
	}
	b := open(t, Config{Chat: f}).get("/")
	var opened []string
	for _, m := range regexp.MustCompile(`<a class="button[^"]*" href="([^"]*)"`).FindAllStringSubmatch(b.page, -1) {
		opened = append(opened, m[1])
	}
	want := []string{"tel:3646", "tel:&#43;33123456789", "sms:114", "https://a.example/b?c=d&amp;e=f", "http://b.example"}
	if !slices.Equal(opened, want) {
		t.Errorf("links %q\n want %q", opened, want)
	}
	if n := strings.Count(b.page, `target="_blank" rel="noopener noreferrer external"`); n != 2 {
		t.Errorf("%d sites open apart", n)
	}
	b.has("Vous quittez le robot")
	b.hasNot("script:", "ZgotmplZ")
}

func TestEveryFormNamesItsMessage(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f})
	forms := regexp.MustCompile(`(?s)<form[^>]*method="post"[^>]*>(.*?)</form>`)
	for _, path := range []string{"/", "/nowhere"} {
		found := forms.FindAllStringSubmatch(b.get(path).page, -1)
		if len(found) == 0 {
			t.Errorf("%s has no form", path)
		}
		for _, form := range found {
			if !hidden.MatchString(form[1]) {
				t.Errorf("%s: a form without an id: %s", path, form[0])
			}
		}
	}
	if b.post("text", "le rsa"); len(forms.FindAllString(b.page, -1)) != 6 {
		t.Errorf("an advice has %d forms", len(forms.FindAllString(b.page, -1)))
	}
}

var exit = regexp.MustCompile(`<button name="choice" value="(nesaispas|retour|humain|urgence)"`)

func exits(page string) (ids []string) {
	_, bar, _ := strings.Cut(page, `<nav class="exits"`)
	bar, _, _ = strings.Cut(bar, "</nav>")
	for _, m := range exit.FindAllStringSubmatch(bar, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

func TestTheExitsAreOnEveryScreen(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f})
	four := []string{"nesaispas", "retour", "humain", "urgence"}
	if got := exits(b.get("/").page); !slices.Equal(got, four) {
		t.Errorf("a question has the exits %v", got)
	}
	if got := exits(b.post("choice", "urgence").page); !slices.Equal(got, four[1:]) {
		t.Errorf("an alarm has the exits %v", got)
	}
	if got := exits(b.get("/nowhere").page); !slices.Equal(got, four[3:]) {
		t.Errorf("an unknown page has the exits %v", got)
	}
	f.reply = func(chat.Message) (chat.Reply, error) { return chat.Reply{}, nil }
	if got := exits(b.get("/").page); !slices.Equal(got, four[3:]) {
		t.Errorf("an empty reply has the exits %v", got)
	}
	b.has(`<html lang="fr" dir="ltr">`)
}

func TestWhatIsSaidIsWhatIsHeard(t *testing.T) {
	for name, c := range map[string]struct {
		fields []string
		want   chat.Message
	}{
		"a button":             {[]string{"choice", "N1.a:b"}, chat.Message{Choice: "N1.a:b"}},
		"words":                {[]string{"text", "  un loyer \n"}, chat.Message{Text: "un loyer"}},
		"no words":             {[]string{"text", " "}, chat.Message{Show: true}},
		"nothing":              {nil, chat.Message{Show: true}},
		"a button with words":  {[]string{"choice", "retour", "text", "x"}, chat.Message{Choice: "retour"}},
		"the command to erase": {[]string{"command", "erase"}, chat.Message{Command: chat.Erase}},
		"another command":      {[]string{"command", "restart"}, chat.Message{Show: true}},
		"easy words":           {[]string{"easy", "1"}, chat.Message{Show: true, SetVoice: true, Easy: true}},
		"plain words":          {[]string{"easy", "0"}, chat.Message{Show: true, SetVoice: true}},
		"an odd ease":          {[]string{"easy", "2"}, chat.Message{Show: true}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newTalker(t)
			open(t, Config{Chat: f}).post(append(c.fields, "m", "abc")...).status(http.StatusOK)
			got := f.last(t)
			if got.ID == "" || len(got.Chat) != 43 || got.Channel != "web" || got.Lang != "fr" {
				t.Errorf("heard %+v", got)
			}
			if len(f.sent) != 1 || f.sent[0] != "web "+got.ID {
				t.Errorf("marked as sent: %v", f.sent)
			}
			if shown := (chat.Message{Channel: "web", Chat: got.Chat, ID: got.ID, Lang: "fr", Easy: got.Easy, Show: true}); got.Command == "" && (len(f.again) != 1 || f.again[0] != shown) {
				t.Errorf("shown with %+v", f.again)
			}
			got.ID, got.Chat, got.Channel, got.Lang = "", "", "", ""
			if got != c.want {
				t.Errorf("heard %+v", got)
			}
		})
	}
}

func TestOpeningThePage(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f, NewID: numberedIDs()}).get("/?code=abri&choice=retour")
	m := f.last(t)
	if !m.Start || m.Code != "abri" || m.ID != "id1" || m.Choice != "" || m.Show {
		t.Errorf("heard %+v", m)
	}
	b.has("Passerelle", `id="suite"`, `action="/#suite"`, `role="status"`, "Ceci est une démonstration.", "<html lang=\"fr\"",
		`enterkeyhint="send"`, `autocomplete="off"`, `maxlength="4096"`, "Ou écrivez avec vos mots", "Aller à la réponse du robot")
	b.hasNot("<script", "style=", "Qui fait tourner", "<details")
	if b.do("HEAD", "/", nil); b.StatusCode != 200 || len(f.heard) != 1 {
		t.Errorf("a look at the headers: status %d, %d messages heard", b.StatusCode, len(f.heard))
	}
	b = open(t, Config{Chat: f, Organisation: "La Boussole", Contact: "04 00 00 00 00"}).get("/")
	b.has("Qui fait tourner ce robot", "La Boussole", "04 00 00 00 00")
	b.hasNot("démonstration")
}

func TestTheSameFormIsTheSameMessage(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f}).get("/")
	id := b.id()
	heard := func(fields ...string) string {
		b.post(fields...)
		return f.last(t).ID
	}
	first := heard("m", id, "choice", "a")
	if again := heard("m", id, "choice", "a"); again != first {
		t.Error("a form sent twice is two messages")
	}
	other := []string{heard("m", id, "choice", "b"), heard("m", id, "text", "a"), heard("m", b.id(), "choice", "a"), heard("choice", "a"), heard("m", "no id at all", "choice", "a")}
	b2 := open(t, Config{Chat: f})
	b2.post("m", id, "choice", "a")
	other = append(other, f.last(t).ID)
	for i, o := range other {
		if o == first || slices.Contains(other[:i], o) {
			t.Errorf("message %d has the id of another", i)
		}
	}
}

func TestEasyWordsAreRemembered(t *testing.T) {
	f := newTalker(t)
	b := open(t, Config{Chat: f}).get("/")
	b.has(`name="easy" value="1">Texte facile`)
	b.post("easy", "1")
	b.has(`name="easy" value="0">Texte normal`)
	if c := b.cookie("facile"); c == nil || c.Value != "1" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("cookie %v", c)
	}
	b.get("/nowhere").has("Cette adresse est vide.")
	if b.get("/"); !f.last(t).Easy || f.last(t).SetVoice {
		t.Errorf("opened again with %+v", f.last(t))
	}
	if b.post("easy", "0"); b.cookie("facile").Value != "0" {
		t.Error("plain words are not remembered")
	}
}

func TestWhenNothingCanBeKept(t *testing.T) {
	core, logged := observer.New(zapcore.DebugLevel)
	f := newTalker(t)
	b := open(t, Config{Chat: f, Log: zap.New(core)}).get("/?code=abri")
	f.reply = func(chat.Message) (chat.Reply, error) { return lost, errors.New("marqueur: disk full") }
	f.sent = nil
	b.post("m", "abc", "text", "marqueur secret")
	b.status(http.StatusServiceUnavailable)
	b.has("991 : pour tous les secours.", `href="tel:991"`, `name="text" value="marqueur secret"`, `name="m" value="abc"`, "Réessayer")
	if got := exits(b.page); !slices.Equal(got, []string{"retour", "humain", "urgence"}) {
		t.Errorf("exits %v", got)
	}
	if len(f.sent) != 0 {
		t.Error("a lost reply was marked as sent")
	}
	if n := logged.Len(); n != 1 {
		t.Fatalf("%d lines logged", n)
	}
	if line := logged.All()[0]; strings.Contains(line.Message, "marqueur") || len(line.Context) != 1 || line.ContextMap()["event"] != "not_handled" {
		t.Errorf("logged %+v", line)
	}
	b.get("/?code=abri").has(`method="get" action="/"`, `name="code" value="abri"`)
}

func TestTheFirstLoadIsSmall(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t)})
	b.post("text", "je veux demander le rsa, je suis seule avec ma fille")
	pages := []string{b.page}
	for _, m := range regexp.MustCompile(`<link [^>]*href="([^"]*)"`).FindAllStringSubmatch(b.page, -1) {
		if b.get(m[1]); b.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", m[1], b.StatusCode)
		}
		pages = append(pages, b.page)
	}
	if len(pages) != 3 {
		t.Fatalf("%d parts", len(pages))
	}
	total := 0
	for _, p := range pages {
		total += zipped(t, p)
	}
	t.Logf("page %d B, style %d B, icon %d B; %d B in gzip", len(pages[0]), len(pages[1]), len(pages[2]), total)
	if total > 20<<10 {
		t.Errorf("the first load takes %d bytes", total)
	}
}

func zipped(t *testing.T, s string) int {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestSomeLanguagesAreWrittenFromTheRight(t *testing.T) {
	f := newTalker(t)
	f.reply = func(chat.Message) (chat.Reply, error) { return chat.Reply{Lang: "ar"}, nil }
	open(t, Config{Chat: f}).get("/").has(`<html lang="ar" dir="rtl">`)
}

func TestTheAnswersGivenCanBeChanged(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t)}).post("text", "rsa")
	b.has("<details>", "Mes réponses", `value="N1.!changer:b">Changer<span class="unseen"> : Sans emploi ni études</span>`)
	if n := strings.Count(b.page, "<li>"); n != len(bigAdvice.Answered) {
		t.Errorf("%d answers", n)
	}
}
