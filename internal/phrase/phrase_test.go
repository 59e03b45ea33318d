package phrase_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"passerelle/internal/phrase"
)

// book holds patterns whose ids are their places.
func book(t testing.TB, patterns ...string) *phrase.Book {
	t.Helper()
	s := phrase.NewSpelling()
	for write, read := range map[string]string{"g": "j'ai", "chui": "je suis", "pa": "pas", "2main": "demain"} {
		if err := s.Read(write, read); err != nil {
			t.Fatal(err)
		}
	}
	s.Light("le", "la", "les", "l", "un", "une", "de", "du", "des", "d", "mon", "ma", "mes", "trop", "encore")
	s.Negate("ne", "n", "pas", "jamais")
	s.Usual("vole", "toit", "maire", "compte", "peux", "frange", "mourir", "parle", "payer", "argent")
	b := phrase.NewBook(s)
	for name, entries := range map[string][]string{"couple": {"mon mari", "ma femme", "ex"}} {
		if err := b.List(name, entries); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.List("proche", []string{"{couple}", "père"}); err != nil {
		t.Fatal(err)
	}
	for i, p := range patterns {
		if err := b.Add(p, i); err != nil {
			t.Fatal(err)
		}
	}
	b.Close()
	return b
}

func find(b *phrase.Book, message string) (found []phrase.Match) {
	b.Read(message).Each(func(m phrase.Match) { found = append(found, m) })
	return found
}

func TestPatternsHearWhatPeopleWrite(t *testing.T) {
	for _, c := range []struct {
		name, pattern, message string
		heard                  bool
	}{
		{"the very words", "il me frappe", "il me frappe", true},
		{"capitals, accents and marks", "école", "L'ÉCOLE !", true},
		{"another ending", "il me frappe", "il me frappait", true},
		{"another ending, without its accent", "expulsé", "jé été expulsée", true},
		{"by its sound", "logement", "un lojeman", true},
		{"by its sound, a verb", "il me frappe", "il me frapait", true},
		{"one letter wrong", "expulsion", "expulsoin", true},
		{"one letter missing", "assurance", "assurnce", true},
		{"two letters wrong", "assurance", "asunce", false},
		{"a correct word is not an error for another", "viole", "on me vole", false},
		{"nor does it sound like another", "mère", "le maire", false},
		{"a short form in full", "j'ai perdu", "g perdu", true},
		{"a short form in the pattern", "g perdu", "j'ai perdu", true},
		{"an apostrophe lost", "plus d'argent", "plus dargent", true},
		{"an auxiliary however it is cut", "m'a frappé", "il ma frappé", true},
		{"words run together", "je peux pas payer", "je peuxpas payer", true},
		{"a dragged letter", "aide", "aiiiiide", true},
		{"a light word between", "perdu travail", "perdu mon travail", true},
		{"a light word of the pattern missing", "perdu mon travail", "perdu travail", true},
		{"a light word is not missing where only one other stands", "à la rue", "rue Victor Hugo", false},
		{"a gap of two words", "mari .. frappe", "mon mari quand il frappe", true},
		{"a gap of five words", "mari .. frappe", "mon mari a un chien qui me frappe", false},
		{"no gap across sentences", "mari .. frappe", "Voici mon mari. Il frappe", false},
		{"a choice", "(tape|donne des coups) moi", "donne des coups à moi", false},
		{"a choice of several words", "(tape|donne des coups) .. moi", "donne des coups à moi", true},
		{"a list", "{couple} me frappe", "ma femme me frappe", true},
		{"a list in a list", "{proche} me frappe", "mon ex me frappe", true},
		{"what may be missing, there", "me frappe [{proche}]", "me frappe mon mari", true},
		{"what may be missing, missing", "me frappe [{proche}]", "me frappe", true},
		{"the beginning of a word", "работ*", "ищу работу", true},
		{"as written only", "=are", "ares", false},
		{"as written", "=are", "l'are", true},
		{"a number", "# ans", "j'ai dix-sept ans", true},
		{"no number", "# ans", "les ans", false},
		{"SMS digits", "demain", "2main", true},
		{"initials with points", "r s a", "le R.S.A.", true},
		{"Arabic with its article", "بيت", "البيت", true},
	} {
		if got := len(find(book(t, c.pattern), c.message)) > 0; got != c.heard {
			t.Errorf("%s: %q in %q: %v", c.name, c.pattern, c.message, got)
		}
	}
}

func TestNegationsAreHeard(t *testing.T) {
	for _, c := range []struct {
		name, pattern, message string
		negated                bool
	}{
		{"none", "il me frappe", "il me frappe", false},
		{"within", "il me frappe", "il ne me frappe", true},
		{"behind, at the end", "il me frappe", "il me frappe pas", true},
		{"behind, before more words", "veux mourir", "je veux mourir pas de travail", false},
		{"before a verb", "mourir", "pas mourir", true},
		{"before a subject, it is of the clause before", "je parle", "j'en peux pas je parle", false},
		{"in a gap", "envie .. mourir", "envie de ne pas mourir", true},
		{"the pattern's own", "pas envie", "pas envie", false},
	} {
		found := find(book(t, c.pattern), c.message)
		if len(found) == 0 || found[0].Negated != c.negated {
			t.Errorf("%s: %q in %q: %+v", c.name, c.pattern, c.message, found)
		}
	}
}

func TestNumbersAreRead(t *testing.T) {
	b := book(t, "# ans")
	for words, want := range map[string]int{"19 ans": 19, "dix-sept ans": 17, "vingt et un ans": 21, "soixante-dix huit ans": 78, "quatre-vingt-trois ans": 83, "17ans": 17, "trente ans": 30, "un an": 0} {
		got := 0
		for _, m := range find(b, words) {
			got = max(got, m.Number)
		}
		if words != "un an" && got != want {
			t.Errorf("%q is read %d", words, got)
		}
	}
}

func TestFaultyPatternsAreRefused(t *testing.T) {
	for pattern, want := range map[string]string{
		"":                                  "pas de mot",
		"?!":                                "pas de mot",
		".. fin":                            "commence ou finit",
		"début ..":                          "commence ou finit",
		"(a|b":                              "il manque « ) »",
		"{personne} fin":                    "n'est pas déclarée",
		"a .. b .. c .. d .. e":             "plus de 3 « .. »",
		"[a] [b] [c] [d] e":                 "plus de 3 « [ ] »",
		strings.Repeat("mots ", 13):         "plus de 12",
		"(" + strings.Repeat("a ", 9) + ")": "de 1 à 8 mots",
	} {
		err := phrase.NewBook(phrase.NewSpelling()).Add(pattern, 0)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", pattern, err)
		}
	}
}

func TestFaultyListsAndReadingsAreRefused(t *testing.T) {
	b := phrase.NewBook(phrase.NewSpelling())
	if err := b.List("a", []string{"{b}"}); err == nil {
		t.Error("a list that is not declared is cited")
	}
	if err := b.List("a", []string{"un"}); err != nil {
		t.Error(err)
	}
	if err := b.List("a", []string{"deux"}); err == nil {
		t.Error("a list is declared twice")
	}
	s := phrase.NewSpelling()
	for _, c := range [][2]string{{"deux mots", "un"}, {"", "un"}, {"g", ""}, {"g", "un deux trois quatre cinq"}} {
		if s.Read(c[0], c[1]) == nil {
			t.Errorf("%q is read %q", c[0], c[1])
		}
	}
}

func TestWordsAreThoseOfTheMessage(t *testing.T) {
	b := book(t, "j'ai perdu .. travail")
	m := b.Read("Bonjour, G PERDU hier mon travail. Merci")
	m.Each(func(found phrase.Match) {
		if got := m.Words(found.From, found.To); got != "g perdu hier mon travail" {
			t.Errorf("the words are %q", got)
		}
	})
}

func TestALongerMatchHidesThoseWithinIt(t *testing.T) {
	found := find(book(t, "lettre de motivation", "lettre", "motivation"), "ma lettre de motivation")
	i := slices.IndexFunc(found, func(m phrase.Match) bool { return m.ID == 0 })
	for _, m := range found {
		if (m.ID != 0) != found[i].Hides(m) || !found[i].Meets(m) {
			t.Errorf("%+v beside %+v", m, found[i])
		}
	}
}

// Whatever people write around it, a phrase that stands in a message is heard: other words hide none.
func TestAPhraseIsHeardAmongOthers(t *testing.T) {
	b := book(t, "{couple} me frappe", "plus d'argent", "logement")
	rapid.Check(t, func(t *rapid.T) {
		around := rapid.SliceOfN(rapid.StringMatching(`[a-z]{2,9}`), 0, 12)
		message := strings.Join(around.Draw(t, "before"), " ") + ". mon mari me frappe. " + strings.Join(around.Draw(t, "after"), " ")
		if !slices.ContainsFunc(find(b, message), func(m phrase.Match) bool { return m.ID == 0 }) {
			t.Errorf("%q", message)
		}
	})
}

// FuzzRead reads anything: it ends, and what it finds stands in the message.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"", "il ma frapé", "j'ai 17ans", "quatre-vingt-dix-sept", strings.Repeat("mari ne pas ", 300), "\xff", "النجدة", "e\u0301\u0301", "aaaaaa", "l'l'l'l'"} {
		f.Add(seed)
	}
	b := book(f, "{proche} .. frappe .. {proche}", "# ans", "plus d'argent", "pas .. ne .. jamais", "работ*", "l'école [(a|b c)]")
	f.Fuzz(func(t *testing.T, text string) {
		m := b.Read(text)
		folded := phrase.Normalise(text)
		m.Each(func(found phrase.Match) {
			if words := m.Words(found.From, found.To); words == "" || !strings.Contains(folded, words) {
				t.Errorf("%q: %q does not stand in it", text, words)
			}
		})
	})
}
