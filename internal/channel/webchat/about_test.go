package webchat

import (
	"encoding/xml"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"passerelle/internal/chat"
	"passerelle/internal/content"
	"passerelle/internal/notice"
)

// composed lets a talker say the real pages of a deployment.
func (f *talker) composed(t *testing.T, told notice.Settings) *talker {
	t.Helper()
	loaded, faults := content.Load(content.Shipped())
	for _, fault := range faults {
		t.Fatal(fault)
	}
	c := chat.New(chat.Config{Content: loaded, KeepHours: 24, Notice: told})
	f.page = func(easy bool, id string) chat.Page { return c.Page(Channel, "fr", easy, id) }
	return f
}

func paths() (all []string) {
	for _, ref := range chat.Pages() {
		all = append(all, ref.Path)
	}
	return all
}

func TestThePagesAboutTheBotAreServed(t *testing.T) {
	f := newTalker(t).composed(t, notice.Settings{})
	b := open(t, Config{Chat: f})
	titles := make(map[string]bool)
	for path, words := range map[string][]string{
		"/qui-est-ce-robot":  {"<h1>Qui est ce robot ?</h1>", "Je suis un programme.", "Ceci est une démonstration.", "Effacer mes réponses"},
		"/confidentialite":   {"<h1>Vos données</h1>", "Aujourd'hui, je ne compte rien de vos demandes.", `href="https://www.cnil.fr"`, "Vous quittez le robot"},
		"/mentions-legales":  {"<h1>Mentions légales</h1>", "licence MIT", "Je ne connais pas son nom."},
		"/sources":           {"<h1>Mes sources</h1>", "Services que je connais : 235.", `<a href="https://github.com/betagouv/aides-jeunes" rel="noopener noreferrer external">`, "<ul>\n<li>"},
		"/sources?facile=1":  {"Vous quittez alors le robot."},
		"/sources?facile=xx": {"Personne n'a encore composé"},
	} {
		t.Run(path, func(t *testing.T) {
			b.get(path)
			b.status(http.StatusOK)
			page := strings.ReplaceAll(b.shown(), "\u00a0", " ")
			for _, w := range words {
				if !strings.Contains(strings.ReplaceAll(b.page, "\u00a0", " "), w) && !strings.Contains(page, w) {
					t.Errorf("no %q in\n%s", w, b.page)
				}
			}
			b.has(`<html lang="fr" dir="ltr">`, "Revenir au robot", `value="urgence"`)
			b.hasNot("<script", "style=", "<no value>", "javascript:")
			wellMade(t, b.page)
			if len(b.kept) > 0 {
				t.Errorf("cookies are set: %v", b.kept)
			}
			for name, want := range headers {
				if got := b.Header.Get(name); got != want {
					t.Errorf("%s: %q", name, got)
				}
			}
			titles[regexp.MustCompile(`<title>(.*)</title>`).FindString(b.page)] = true
		})
	}
	if len(titles) != len(paths()) {
		t.Errorf("titles %v", titles)
	}
	if len(f.heard) > 0 {
		t.Errorf("a page was heard as a message: %+v", f.heard)
	}
}

// wellMade wants every element closed in its turn, ids once, and headings that leave no level out.
func wellMade(t *testing.T, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	level, ids, nested := 0, make(map[string]bool), []string{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("not well made: %v", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			nested = append(nested, e.Name.Local)
			if h := e.Name.Local; len(h) == 2 && h[0] == 'h' && h[1] >= '1' && h[1] <= '6' {
				n := int(h[1] - '0')
				if n > level+1 {
					t.Errorf("%s after a heading of level %d", h, level)
				}
				level = n
			}
			for _, a := range e.Attr {
				if a.Name.Local == "id" && ids[a.Value] {
					t.Errorf("two elements are called %q", a.Value)
				} else if a.Name.Local == "id" {
					ids[a.Value] = true
				}
			}
		case xml.EndElement:
			last := len(nested) - 1
			if last < 0 || nested[last] != e.Name.Local {
				t.Fatalf("</%s> closes %v", e.Name.Local, nested)
			}
			nested = nested[:last]
		}
	}
	if len(nested) > 0 {
		t.Errorf("left open: %v", nested)
	}
	if n := strings.Count(page, "<h1>"); n != 1 {
		t.Errorf("%d headings of the first level", n)
	}
}

func TestEveryPageLeadsToThem(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t)})
	for _, path := range append(paths(), "/", "/nowhere") {
		b.get(path)
		_, foot, _ := strings.Cut(b.page, "<footer>")
		var found []string
		for _, m := range regexp.MustCompile(`<a href="([^"]*)">([^<]+)</a>`).FindAllStringSubmatch(foot, -1) {
			found = append(found, m[1])
		}
		if !slices.Equal(found, paths()) {
			t.Errorf("%s leads to %v", path, found)
		}
		for _, to := range found {
			if b.get(to); b.StatusCode != http.StatusOK {
				t.Errorf("%s, at the foot of %s: status %d", to, path, b.StatusCode)
			}
		}
	}
}

func TestEasyWordsAreReadWithoutACookie(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t).composed(t, notice.Settings{})})
	const easy, plain = "Le nom du responsable manque encore.", "Je ne connais pas encore le nom du responsable."
	b.get("/qui-est-ce-robot?facile=1").has(easy, `href="/confidentialite?facile=1"`, `href="?facile=0">Texte normal</a>`, "<br>")
	b.get("/qui-est-ce-robot").has(plain, `href="?facile=1">Texte facile</a>`, `href="/confidentialite"`)
	b.post("easy", "1")
	b.get("/qui-est-ce-robot").has(easy)
	b.get("/qui-est-ce-robot?facile=0").has(plain, `href="/confidentialite?facile=0"`)
	b.get("/confidentialite?facile=1&code=abri").has(`href="/sources?facile=1"`)
}

func TestWhoRunsTheBotIsNamedInTheirOwnWords(t *testing.T) {
	const hostile = `<b>"L'Abri" & fils</b><script>alert(1)</script>`
	told := notice.Settings{Organisation: hostile, Contact: `"><img src=x>`, PublicURL: "https://aide.example"}
	b := open(t, Config{Chat: newTalker(t).composed(t, told), Organisation: told.Organisation, Contact: told.Contact})
	for _, path := range paths() {
		b.get(path)
		wellMade(t, b.page)
		b.hasNot("<script", "<img", "<b>\"L")
		if path != "/sources" && strings.Count(b.shown(), hostile) < 2 {
			t.Errorf("%s does not name who runs it:\n%s", path, b.shown())
		}
		if strings.Contains(b.shown(), "démonstration") {
			t.Errorf("%s calls itself a demonstration", path)
		}
	}
}

func TestOnlySitesAreOpenedFromAPage(t *testing.T) {
	f := newTalker(t)
	f.page = func(bool, string) chat.Page {
		p := chat.Page{Title: "Titre", Lang: "fr", Sections: []chat.PageSection{{Title: "Partie"}}}
		for _, address := range []string{"javascript:alert(1)", "https://a.example/?b=1&c=2", "data:text/html,x", "//d.example", "https://u:p@e.example"} {
			p.Sections[0].Lines = append(p.Sections[0].Lines, chat.PageLine{Text: "Lien", URL: address, Item: true}, chat.PageLine{Text: "Bouton", URL: address, Label: "Ouvrir"})
		}
		return p
	}
	b := open(t, Config{Chat: f}).get("/sources")
	b.hasNot("script:", "ZgotmplZ", "data:", "d.example", "u:p")
	if n := strings.Count(b.page, `href="https://a.example/?b=1&amp;c=2"`); n != 2 {
		t.Errorf("%d links:\n%s", n, b.page)
	}
}

func TestThePagesAreReadAndNotWrittenTo(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t)})
	for _, path := range paths() {
		if b.do("POST", path, nil); b.StatusCode != http.StatusMethodNotAllowed || b.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d, %q", path, b.StatusCode, b.Header.Get("Allow"))
		}
		if b.do("HEAD", path, nil); b.StatusCode != http.StatusOK || b.page != "" {
			t.Errorf("%s: status %d", path, b.StatusCode)
		}
		if b.get(path + "/"); b.StatusCode != http.StatusNotFound {
			t.Errorf("%s/: status %d", path, b.StatusCode)
		}
	}
}

// The page says how long a browser remembers, and this is how long it does.
func TestTheCookiesAreToldAsTheyAre(t *testing.T) {
	b := open(t, Config{Chat: newTalker(t).composed(t, notice.Settings{})}).get("/confidentialite")
	day := 24 * 60 * 60
	b.has("pendant "+strconv.Itoa(int(sessionLife.Seconds())/day)+" jours", "ce choix "+strconv.Itoa(int(easyLife.Seconds())/day)+" jours")
	b.get("/confidentialite?facile=1").has("pendant "+strconv.Itoa(int(sessionLife.Seconds())/day)+" jours", "pendant "+strconv.Itoa(int(easyLife.Seconds())/day)+" jours")
}

func TestThePagesAboutTheBotFitAPhone(t *testing.T) {
	c := startChromiumWith(t, newTalker(t).composed(t, notice.Settings{}))
	const small = `[...document.querySelectorAll("footer a, .tools a, .name a, .back a")].filter(e => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44).map(e => e.innerText)`
	for _, path := range append(paths(), "/sources?facile=1") {
		c.open(path)
		for _, size := range [][2]int64{{1200, 900}, {320, 640}, {360, 740}} {
			c.phone(size[0], size[1])
			if got := ask[int64](c, "document.documentElement.scrollWidth"); got > size[0] {
				t.Errorf("%s at %d: %d wide because of %v", path, size[0], got, ask[[]string](c, tooWide))
			}
			for _, question := range []string{tooSmall, small} {
				if got := ask[[]string](c, question); len(got) > 0 {
					t.Errorf("%s at %d: too small for a finger: %q", path, size[0], got)
				}
			}
			if !ask[bool](c, inSight) {
				t.Errorf("%s at %d: Urgence is out of sight", path, size[0])
			}
		}
	}
}
