package webchat

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"passerelle/internal/chat"
	"passerelle/internal/locale"
	"passerelle/internal/source"
	"passerelle/locales"
)

// talker is a conversation of four answers, with the real words of the page. It answers a message that it heard before as it
// did then.
type talker struct {
	texts *locale.Texts
	reply func(chat.Message) (chat.Reply, error)
	page  func(easy bool, id string) chat.Page

	mu      sync.Mutex
	heard   []chat.Message
	again   []chat.Message // heard before
	replies map[string]chat.Reply
	sent    []string
}

// french is read once: there are hundreds of texts.
var french = sync.OnceValue(func() *locale.Texts {
	var faults source.Faults
	return locale.Load(source.Read(&faults, source.Layer{Name: "locales", FS: locales.FS}))
})

func newTalker(t *testing.T) *talker {
	t.Helper()
	return &talker{texts: french(), reply: answer, replies: make(map[string]chat.Reply)}
}

func (f *talker) Handle(_ context.Context, m chat.Message) (chat.Reply, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if reply, ok := f.replies[m.ID]; ok {
		f.again = append(f.again, m)
		reply.Repeated = true
		return reply, nil
	}
	f.heard = append(f.heard, m)
	reply, err := f.reply(m)
	if err == nil {
		f.replies[m.ID] = reply
	}
	return reply, err
}

func (f *talker) Sent(_ context.Context, channel, message string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent = append(f.sent, channel+" "+message)
	return nil
}

func (f *talker) Say(lang string, easy bool, id string) string {
	return f.texts.Say(locale.Voice{Lang: lang, Easy: easy}, id, nil)
}

// Page is what is composed of no settings; where a test wants more, it sets its own.
func (f *talker) Page(_, lang string, easy bool, id string) chat.Page {
	if f.page != nil {
		return f.page(easy, id)
	}
	return chat.Page{Title: id, Lang: lang}
}

// last is the message heard last, for the first time.
func (f *talker) last(t *testing.T) chat.Message {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.heard) == 0 {
		t.Fatal("nothing was heard")
	}
	return f.heard[len(f.heard)-1]
}

func answer(m chat.Message) (chat.Reply, error) {
	switch {
	case m.Command == chat.Erase:
		return erased, nil
	case m.Choice == "urgence":
		return alarm, nil
	case m.Text != "" || strings.HasSuffix(m.Choice, "argent"):
		return bigAdvice, nil
	}
	return greeting, nil
}

func choices(ids ...string) []chat.Choice {
	var all []chat.Choice
	for i := 0; i < len(ids); i += 2 {
		all = append(all, chat.Choice{ID: ids[i], Label: ids[i+1]})
	}
	return all
}

var fourExits = choices("nesaispas", "Je ne sais pas", "retour", "Retour", "humain", "Parler à quelqu'un", "urgence", "Urgence")

var greeting = chat.Reply{Lang: "fr", Messages: []chat.Outgoing{{
	ID: "accueil",
	Text: "Bonjour. Je suis un programme. Je vous aide à trouver le bon service, et une personne près de vous.\n" +
		"De quoi avez-vous besoin ? Écrivez avec vos mots, ou choisissez un sujet.",
	Choices: choices("N1.a.b:emploi", "Travail et formation", "N1.a.b:argent", "Argent et aides", "N1.a.b:logement", "Logement",
		"N1.a.b:famille", "Enfants, école", "N1.a.b:sante", "Santé et handicap", "N1.a.b:papiers", "Papiers",
		"N1.a.b:numerique", "Internet et téléphone", "N1.a.b:autre", "Autre sujet"),
	Exits: fourExits,
}}}

// bigAdvice is as much as a page has to show: three messages, three services, numbers, and eight answers given.
var bigAdvice = chat.Reply{
	Lang: "fr",
	Messages: []chat.Outgoing{
		{ID: "avant", Text: "J'ai bien lu votre message.\nVous pouvez demander une aide dès aujourd'hui, sans ordinateur."},
		{
			ID: "conseil",
			Text: "Voici ce que vous pouvez faire :\n\n" +
				"1. Revenu de solidarité active (RSA)\nVous pouvez demander de l'argent chaque mois. La Caf décide.\n" +
				"12\u00a030 : prix d'un appel normal.\nSans internet : allez à la Caf, ou au service social de la mairie.\n\n" +
				"2. Prestation d'accueil du jeune enfant, avec un nom vraiment très long (Paje)\n" +
				"Vous pouvez demander des aides pour un jeune enfant. C'est de la naissance à ses 3 ans.\nÀ vérifier avant d'y aller.\n" +
				"01\u00a099\u00a000\u00a012\u00a034 : l'appel est gratuit.\n0\u00a0199\u00a0001\u00a0235 : cet appel coûte plus cher.\n" +
				"Sans internet : allez à la Caf, ou à la MSA pour l'agriculture. Ces caisses versent des aides.\n\n" +
				"3. mes-aides.exemple-de-site-tres-long.gouv.example\n" +
				"Ce site montre les aides près de chez vous. Par exemple : permis, garde d'enfant, matériel, transport.\n" +
				"Sans internet : demandez à une personne de France Services.",
			Links: []chat.Link{
				{Label: "Appeler le 12\u00a030", URL: "tel:1230", Line: 4},
				{Label: "Ouvrir caf.example", URL: "https://www.caf.example", Line: 5},
				{Label: "Appeler le 01\u00a099\u00a000\u00a012\u00a034", URL: "tel:0199001234", Line: 10},
				{Label: "Écrire au 0\u00a0199\u00a0001\u00a0235", URL: "sms:0199001235", Line: 11},
				{Label: "Ouvrir caf.example", URL: "https://www.caf.example/paje?a=1&b=2", Line: 12},
				{Label: "Ouvrir mes-aides.exemple-de-site-tres-long.gouv.example", URL: "https://mes-aides.exemple-de-site-tres-long.gouv.example", Line: 16},
			},
		},
		{
			ID: "suite", Text: "Que voulez-vous faire maintenant ?",
			Choices: choices("N1.!suite:pourquoi", "Pourquoi ?", "N1.!suite:pas_marche", "Ça n'a pas marché",
				"N1.!suite:autre", "Faire une autre demande", "N1.!suite:fin", "Je m'arrête là"),
			Exits: fourExits,
		},
	},
	Answered: []chat.Answered{
		{Label: "Argent et aides", Change: "N1.!changer:a"}, {Label: "Sans emploi ni études", Change: "N1.!changer:b"},
		{Label: "Moins de 3 ans", Change: "N1.!changer:c"}, {Label: "Je ne sais pas", Change: "N1.!changer:d"},
		{Label: "Dans les prochains jours", Change: "N1.!changer:e"}, {Label: "Oui", Change: "N1.!changer:f"},
	},
}

var alarm = chat.Reply{Lang: "fr", Urgent: []string{"1", "2"}, Messages: []chat.Outgoing{{
	ID:      "danger.tout",
	Text:    "Choisissez le numéro qui convient. L'appel est gratuit.\n991 : pour tous les secours.\n992 : pour un lit ce soir.\n994 par SMS : si vous ne pouvez pas parler.",
	Links:   []chat.Link{{Label: "Appeler le 991", URL: "tel:991", Line: 1}, {Label: "Appeler le 992", URL: "tel:992", Line: 2}, {Label: "Écrire au 994", URL: "sms:994", Line: 3}},
	Choices: choices("N1.!a:appele", "J'ai appelé", "N1.!a:aide", "Autre aide"),
	Exits:   fourExits[1:],
}}}

var erased = chat.Reply{Lang: "fr", Erased: true, Messages: []chat.Outgoing{{
	ID: "efface", Text: "J'ai effacé vos réponses.", Choices: choices("recommencer", "Repartir de zéro"), Exits: fourExits[1:],
}}}

// lost is what comes when nothing can be stored.
var lost = chat.Reply{Lang: "fr", Lost: true, Messages: []chat.Outgoing{{
	ID: "panne", Text: "Je ne peux pas répondre maintenant. Réessayez dans une minute.\nEn cas de danger, appelez :\n991 : pour tous les secours.",
	Links: []chat.Link{{Label: "Appeler le 991", URL: "tel:991", Line: 2}}, Exits: fourExits[1:],
}}}

// browser is an HTTP client that keeps cookies and follows redirects, and the page it looks at.
type browser struct {
	t      *testing.T
	base   string
	client *http.Client
	*http.Response
	page string
	kept []*http.Cookie // set by the last page, and on the way to it
}

func open(t *testing.T, c Config) *browser {
	t.Helper()
	server := httptest.NewServer(New(c))
	t.Cleanup(server.Close)
	jar, _ := cookiejar.New(nil)
	b := &browser{t: t, base: server.URL, client: &http.Client{Jar: jar}}
	b.client.Transport = transport(func(r *http.Request) (*http.Response, error) {
		response, err := http.DefaultTransport.RoundTrip(r)
		if err == nil {
			b.kept = append(b.kept, response.Cookies()...)
		}
		return response, err
	})
	return b
}

type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

func (b *browser) do(method, path string, body io.Reader, header ...string) *browser {
	b.t.Helper()
	r, err := http.NewRequest(method, b.base+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	b.kept = nil
	if b.Response, err = b.client.Do(r); err != nil {
		b.t.Fatal(err)
	}
	defer b.Body.Close()
	page, err := io.ReadAll(b.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.page = string(page)
	return b
}

// stay makes a browser that does not follow redirects.
func (b *browser) stay() *browser {
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b
}

func (b *browser) get(path string) *browser {
	b.t.Helper()
	return b.do("GET", path, nil)
}

// post sends a form as names and values.
func (b *browser) post(fields ...string) *browser {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.do("POST", "/", strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
}

// has wants words in the page, or as it is read.
func (b *browser) has(words ...string) {
	b.t.Helper()
	for _, w := range words {
		if !strings.Contains(b.page, w) && !strings.Contains(b.shown(), w) {
			b.t.Errorf("the page has no %q", w)
		}
	}
}

func (b *browser) hasNot(words ...string) {
	b.t.Helper()
	for _, w := range words {
		if strings.Contains(b.page, w) {
			b.t.Errorf("the page has %q", w)
		}
	}
}

func (b *browser) status(want int) {
	b.t.Helper()
	if b.StatusCode != want {
		b.t.Errorf("status %d, want %d", b.StatusCode, want)
	}
}

var hidden = regexp.MustCompile(`name="m" value="([^"]*)"`)

// id is the message id that the page gives its forms.
func (b *browser) id() string {
	b.t.Helper()
	m := hidden.FindStringSubmatch(b.page)
	if m == nil {
		b.t.Fatal("the page has no message id")
	}
	return m[1]
}

// cookie is what was set last under a name for the last page, or nil.
func (b *browser) cookie(name string) *http.Cookie {
	for _, c := range slices.Backward(b.kept) {
		if c.Name == name {
			return c
		}
	}
	return nil
}

var tag = regexp.MustCompile(`<[^>]*>`)

// shown is the words of the page without its tags, every space plain.
func (b *browser) shown() string {
	return strings.ReplaceAll(html.UnescapeString(tag.ReplaceAllString(b.page, "")), "\u00a0", " ")
}

func numberedIDs() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("id%d", n) }
}
