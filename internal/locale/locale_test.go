package locale_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"passerelle/internal/locale"
	"passerelle/internal/source"
	"passerelle/locales"
)

func load(layers ...map[string]string) (*locale.Texts, []source.Fault) {
	faults := new(source.Faults)
	var read []source.Layer
	for i, files := range layers {
		dir := make(fstest.MapFS)
		for name, text := range files {
			dir[name] = &fstest.MapFile{Data: []byte(text)}
		}
		read = append(read, source.Layer{Name: []string{"locales", "edited"}[i], FS: dir})
	}
	texts := locale.Load(source.Read(faults, read...))
	return texts, faults.Sorted()
}

func loaded(t *testing.T, layers ...map[string]string) *locale.Texts {
	t.Helper()
	texts, told := load(layers...)
	if len(told) > 0 {
		t.Fatal(told)
	}
	return texts
}

var (
	plain = locale.Voice{Lang: "fr"}
	easy  = locale.Voice{Lang: "fr", Easy: true}
)

var files = map[string]string{
	"accueil.fr.yaml":      "accueil:\n  bonjour: Bonjour\n  age:\n    ask: Quel est votre âge ?\n    hint: |-\n      Votre âge change les aides.\n      Il reste ici.\nseul: Seulement ici\n",
	"easy/accueil.fr.yaml": "accueil:\n  bonjour: Bonjour facile\n  age:\n    ask: Votre âge ?\n    hint: Votre âge aide.\n",
	"nombre.fr.yaml":       "nombre:\n  appel: \"{{.Number}} : l'appel est gratuit.\"\n  deux: \"{{ .Second }} et {{.First}} et {{- .First}}\"\n",
	"accueil.ar.yaml":      "accueil:\n  bonjour: مرحبا\n",
}

func TestATextIsSaidInItsVoice(t *testing.T) {
	texts := loaded(t, files)
	for _, c := range []struct {
		name  string
		voice locale.Voice
		id    string
		want  string
	}{
		{"plain words", plain, "accueil.bonjour", "Bonjour"},
		{"easy words", easy, "accueil.bonjour", "Bonjour facile"},
		{"a text of several lines", plain, "accueil.age.hint", "Votre âge change les aides.\nIl reste ici."},
		{"plain words where there are no easy ones", easy, "seul", "Seulement ici"},
		{"another language", locale.Voice{Lang: "ar"}, "accueil.bonjour", "مرحبا"},
		{"its plain words for who asks for easy ones", locale.Voice{Lang: "ar", Easy: true}, "accueil.bonjour", "مرحبا"},
		{"a language that we do not speak is French", locale.Voice{Lang: "uk"}, "accueil.bonjour", "Bonjour"},
		{"and easy French for who reads with difficulty", locale.Voice{Lang: "uk", Easy: true}, "accueil.bonjour", "Bonjour facile"},
		{"no language is French", locale.Voice{}, "accueil.bonjour", "Bonjour"},
		{"what is no language is French", locale.Voice{Lang: "../../x"}, "accueil.bonjour", "Bonjour"},
		{"a text that is not there is nothing", plain, "accueil.adieu", ""},
		{"a text that a language lacks is French", locale.Voice{Lang: "ar"}, "seul", "Seulement ici"},
	} {
		if got := texts.Say(c.voice, c.id, nil); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
	if got := texts.Languages(); !slices.Equal(got, []string{"ar", "fr"}) {
		t.Errorf("spoken: %q", got)
	}
}

func TestALanguageIsNeverTakenForANeighbour(t *testing.T) {
	texts := loaded(t, map[string]string{"a.fr.yaml": "a: fr", "easy/a.fr.yaml": "a: facile", "a.ru.yaml": "a: ru", "a.pt.yaml": "a: pt", "easy/a.es.yaml": "a: es"})
	for lang, want := range map[string]locale.Voice{
		"fr": {Lang: "fr"}, "ru": {Lang: "ru"}, "pt": {Lang: "pt"}, // spoken
		"uk": {Lang: "fr"}, "be": {Lang: "fr"}, "gl": {Lang: "fr"}, "pt-BR": {Lang: "fr"}, "fr-CA": {Lang: "fr"}, "br": {Lang: "fr"}, "mo": {Lang: "fr"}, "": {Lang: "fr"},
		"es": {Lang: "fr"}, // spoken in easy words only
	} {
		if got := texts.Match(locale.Voice{Lang: lang}); got != want {
			t.Errorf("who asks for %q is spoken to in %+v", lang, got)
		}
	}
	for lang, want := range map[string]locale.Voice{"fr": easy, "uk": easy, "ru": {Lang: "ru"}, "es": easy} {
		if got := texts.Match(locale.Voice{Lang: lang, Easy: true}); got != want {
			t.Errorf("who asks for easy %q is spoken to in %+v", lang, got)
		}
	}
	if got := loaded(t, map[string]string{"a.fr.yaml": "a: fr"}).Say(locale.Voice{Lang: "uk", Easy: true}, "a", nil); got != "fr" {
		t.Errorf("without easy texts, easy Ukrainian is %q", got)
	}
}

func TestVariablesAreFilledIn(t *testing.T) {
	texts := loaded(t, files)
	if got := texts.Say(plain, "nombre.appel", locale.Args{"Number": "39 39"}); got != "39 39 : l'appel est gratuit." {
		t.Errorf("%q", got)
	}
	if got := texts.Say(easy, "nombre.deux", locale.Args{"First": "<1>", "Second": 2}); got != "2 et <1> et<1>" {
		t.Errorf("%q", got)
	}
	if got := texts.Get(plain, "nombre.deux").Variables(); !slices.Equal(got, []string{"First", "Second"}) {
		t.Errorf("the variables are %q", got)
	}
	if got := texts.Get(plain, "seul").Variables(); len(got) > 0 {
		t.Errorf("the variables of a plain sentence are %q", got)
	}
}

func TestWhatStandsInAVariableIsNotReadAsATemplate(t *testing.T) {
	texts := loaded(t, map[string]string{"a.fr.yaml": "a: \"Vous : {{.Words}}\""})
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.OneOf(rapid.String(), rapid.Just("{{.Words}} <b>&")).Draw(t, "words")
		if got := texts.Say(plain, "a", locale.Args{"Words": words}); got != "Vous : "+words {
			t.Fatalf("%q becomes %q", words, got)
		}
	})
}

func TestATextKnowsWhereItStands(t *testing.T) {
	texts := loaded(t, files)
	hint := texts.Get(plain, "accueil.age.hint")
	if at := hint.At("x", "y"); at.File != "locales/accueil.fr.yaml" || at.Line != 5 || hint.Topic != "accueil" || hint.Lang != "fr" || hint.Easy {
		t.Errorf("%+v at %s", hint, at)
	}
	if text := texts.Get(easy, "accueil.age.ask"); text.At("", "").File != "locales/easy/accueil.fr.yaml" || !text.Easy {
		t.Errorf("%+v", text)
	}
	if !texts.Has(plain, "seul") || texts.Has(easy, "seul") || texts.Get(easy, "seul") != nil || texts.Has(locale.Voice{Lang: "uk"}, "seul") {
		t.Error("a text is said to be written where it is not")
	}
	if len(texts.All) != 10 {
		t.Errorf("%d texts", len(texts.All))
	}
}

func TestALaterLayerSaysATextAgain(t *testing.T) {
	for name, layer := range map[string]map[string]string{
		"in the same file":           {"nombre.fr.yaml": "nombre: {appel: Autrement}"},
		"in a file of its own":       {"zzz.fr.yaml": "nombre: {appel: Autrement}"},
		"in a file that comes first": {"aaa.fr.yaml": "nombre: {appel: Autrement}"},
		"and in easy words only":     {"easy/zzz.fr.yaml": "nombre: {appel: Autrement}"},
	} {
		texts := loaded(t, files, layer)
		voice := plain
		if strings.HasPrefix(name, "and") {
			voice = easy
			if got := texts.Say(plain, "nombre.appel", locale.Args{"Number": 1}); got != "1 : l'appel est gratuit." {
				t.Errorf("%s: in plain words %q", name, got)
			}
		}
		if got := texts.Say(voice, "nombre.appel", nil); got != "Autrement" {
			t.Errorf("%s: %q", name, got)
		}
		seen := make(map[locale.Voice]map[string]bool)
		for _, text := range texts.All {
			v := locale.Voice{Lang: text.Lang, Easy: text.Easy}
			if seen[v] == nil {
				seen[v] = make(map[string]bool)
			}
			if seen[v][text.ID] {
				t.Errorf("%s: %s is listed twice", name, text.ID)
			}
			seen[v][text.ID] = true
		}
	}
}

func TestATextIsWrittenInOneFileOfALayer(t *testing.T) {
	_, told := load(map[string]string{"a.fr.yaml": "x: un\n", "b.fr.yaml": "y: un\nx: deux\n", "easy/b.fr.yaml": "x: facile\n"})
	if len(told) != 1 || told[0].File != "locales/b.fr.yaml" || told[0].Line != 2 || !strings.Contains(told[0].What, "le texte « x » est écrit deux fois") {
		t.Errorf("%v", told)
	}
}

func TestAMistakeInTheTextsIsToldAtItsLine(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		line             int
		says             string
	}{
		{"a template left open", "a.fr.yaml", "a: bien\nb: \"{{.Number : appel\"\n", 2, "modèle illisible dans « b »"},
		{"a template that calls what is not there", "a.fr.yaml", "a:\n  b: \"{{Number}}\"\n", 2, "modèle illisible dans « a.b »"},
		{"a template in a text of several lines", "a.fr.yaml", "a:\n  b: |-\n    un\n    {{.X\n", 2, "modèle illisible dans « a.b »"},
		{"a topic without a language", "accueil.yaml", "a: bien\n", 1, "nom de fichier sans langue"},
		{"an easy topic without a language", "easy/accueil.yaml", "a: bien\n", 1, "nom de fichier sans langue"},
		{"a topic with too many dots", "a.b.fr.yaml", "a: bien\n", 1, "nom de fichier sans langue"},
		{"a language that is none", "a.francais.yaml", "a: bien\n", 1, "langue inconnue « francais »"},
		{"nothing after the colon", "a.fr.yaml", "a: bien\nb:\n", 2, "le texte « b » est vide"},
		{"nothing between the quotes", "a.fr.yaml", "a:\n  b: \" \"\n", 2, "le texte « a.b » est vide"},
		{"a list", "a.fr.yaml", "a:\n  - un\n  - deux\n", 2, "un texte est attendu ici"},
		{"an anchor", "a.fr.yaml", "a: &x bien\n", 1, "les ancres"},
		{"a text in place of a file", "a.fr.yaml", "bonjour\n", 1, "une liste de clés est attendue"},
		{"a text written twice", "a.fr.yaml", "a:\n  b: un\n\"a.b\": deux\n", 3, "le texte « a.b » est écrit deux fois"},
	} {
		t.Run(c.name, func(t *testing.T) {
			texts, told := load(map[string]string{c.file: c.text})
			found := false
			for _, f := range told {
				found = found || f.File == "locales/"+c.file && f.Line == c.line && strings.Contains(f.What, c.says) && f.Mend != ""
			}
			if !found {
				t.Errorf("line %d, %q is not told, but: %v", c.line, c.says, told)
			}
			texts.Say(plain, "a", nil)
			for _, text := range texts.All {
				if c.says == "nom de fichier sans langue" || c.says == "langue inconnue « francais »" || text.Words != "bien" && text.Words != "un" {
					t.Errorf("%s is kept: %q", text.ID, text.Words)
				}
			}
		})
	}
}

func TestTheShippedTextsAreSaidByManyAtOnce(t *testing.T) {
	tree := source.Read(new(source.Faults), source.Layer{Name: "locales", FS: locales.FS})
	texts := locale.Load(tree)
	if err := tree.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	if got := texts.Languages(); !slices.Contains(got, "fr") {
		t.Errorf("spoken: %q", got)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for _, text := range texts.All {
				args := make(locale.Args)
				for _, name := range text.Variables() {
					args[name] = "VALEUR"
				}
				got := texts.Say(locale.Voice{Lang: text.Lang, Easy: text.Easy}, text.ID, args)
				if got == "" || strings.Contains(got, "{{") || strings.Contains(got, "<no value>") || strings.Contains(got, "VALEUR") != (len(args) > 0) {
					t.Errorf("%s is said %q", text.ID, got)
				}
			}
		}()
	}
	wait.Wait()
}

func TestEveryTextThatAnswersNeedIsListedOnce(t *testing.T) {
	ids := locale.IDs()
	if len(slices.Compact(slices.Sorted(slices.Values(ids)))) != len(ids) || len(ids) < 25 {
		t.Errorf("%d ids, or one twice", len(ids))
	}
	for _, cost := range []string{"gratuit", "prix_appel_normal", "surtaxe", "sms_gratuit"} {
		if !slices.Contains(ids, locale.PhoneCost(cost)) {
			t.Errorf("no text for the price %s", cost)
		}
	}
}

func TestANumberIsSaidInGroupsThatDoNotBreak(t *testing.T) {
	for number, want := range map[string]string{
		"15": "15", "115": "115", "3939": "39\u00a039", "39 39": "39\u00a039", "116 000": "116\u00a0000", "116000": "116000",
		"01 02 03 04 05": "01\u00a002\u00a003\u00a004\u00a005", "0 800 123 456": "0\u00a0800\u00a0123\u00a0456", "": "",
	} {
		if got := locale.Phone(number); got != want {
			t.Errorf("%q is said %q, not %q", number, got, want)
		}
	}
}

func TestALaterLayerWinsWhateverTheNamesOfItsFiles(t *testing.T) {
	faults := new(source.Faults)
	tree := source.Read(faults,
		source.Layer{Name: "locales", FS: fstest.MapFS{"zebre.fr.yaml": {Data: []byte("bonjour: Premier\n")}}},
		source.Layer{Name: "over", FS: fstest.MapFS{"abeille.fr.yaml": {Data: []byte("bonjour: Second\n")}}},
	)
	texts := locale.Load(tree)
	if got := texts.Say(locale.Voice{Lang: "fr"}, "bonjour", nil); got != "Second" {
		t.Errorf("said %q, want the later layer's", got)
	}
	if len(tree.Replaced) != 1 || faults.Len() != 0 {
		t.Errorf("replaced %v, faults %v", tree.Replaced, faults.Sorted())
	}
}

func TestATextWrittenTwiceInOneLayerIsAFault(t *testing.T) {
	faults := new(source.Faults)
	locale.Load(source.Read(faults, source.Layer{Name: "locales", FS: fstest.MapFS{
		"a.fr.yaml": {Data: []byte("bonjour: Premier\n")}, "b.fr.yaml": {Data: []byte("\nbonjour: Second\n")},
	}}))
	if faults.Len() != 1 || faults.Sorted()[0].Line != 2 {
		t.Errorf("faults %v, want one at the second place", faults.Sorted())
	}
}
