package listen_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"passerelle/flows"
	"passerelle/internal/listen"
	"passerelle/internal/source"
)

var shippedTree = sync.OnceValue(func() *source.Tree {
	return source.Read(new(source.Faults), source.Layer{Name: "flows", FS: flows.FS})
})

// shipped is the ear that the program embeds.
var shipped = sync.OnceValue(func() *listen.Ear {
	e := listen.Load(shippedTree())
	if err := shippedTree().Faults.Err(); err != nil {
		panic(err)
	}
	return e
})

// said is one phrase of the shipped vocabulary, read a second time from its file.
type said struct {
	words string
	kind  string   // of a danger
	sure  bool     // certain, or not weak
	needs []string // of a word
	order string   // of a reserved word
}

func (s said) String() string { return "« " + s.words + " »" }

// vocabulary reads the phrases of every file: dangers, calm idioms, words for needs, reserved words.
func vocabulary(t testing.TB) (dangers, calm, words, reserved []said) {
	t.Helper()
	file, ok := shippedTree().File("danger.yaml")
	if !ok {
		t.Fatal("no danger.yaml")
	}
	root := file.Fields()
	for _, item := range root.Get("phrases").Items() {
		f := item.Fields()
		for _, level := range []string{"certain", "confirm"} {
			for _, text := range f.Get(level).Texts() {
				dangers = append(dangers, said{words: text, kind: f.Get("kind").Text(), sure: level == "certain"})
			}
		}
	}
	for _, text := range root.Get("calm").Texts() {
		calm = append(calm, said{words: text})
	}
	for _, name := range shippedTree().Names("words") {
		file, _ := shippedTree().File(name)
		root := file.Fields()
		for _, item := range root.Get("words").Items() {
			f := item.Fields()
			needs := append(f.Get("needs").Texts(), f.Get("need").Texts()...)
			for _, level := range []string{"terms", "weak"} {
				for _, text := range f.Get(level).Texts() {
					words = append(words, said{words: text, needs: needs, sure: level == "terms"})
				}
			}
		}
		for _, item := range root.Get("reserved").Items() {
			f := item.Fields()
			for _, text := range f.Get("terms").Texts() {
				reserved = append(reserved, said{words: text, order: f.Get("command").Text()})
			}
		}
	}
	return dangers, calm, words, reserved
}

// around says a phrase alone, shouted, without accents, and inside a message.
func around(text string) []string {
	return []string{
		text, strings.ToUpper(text), "  " + text + " !!! ", listen.Normalise(text), strings.ReplaceAll(text, "'", "’"),
		"bonjour, " + text + ".", "blabla " + text + " blabla", "blabla\n" + strings.ReplaceAll(text, " ", "  ") + "\nmerci",
	}
}

func TestEveryPhraseOfDangerIsHeardAsItsKindWithItsCertainty(t *testing.T) {
	dangers, _, _, _ := vocabulary(t)
	if len(dangers) < 110 {
		t.Errorf("only %d phrases", len(dangers))
	}
	for _, d := range dangers {
		for _, message := range around(d.words) {
			h := shipped().Hear(message)
			if h.Danger == nil || h.Danger.Kind != d.kind || h.Danger.Certain != d.sure {
				t.Errorf("%q, of %s, is heard as %+v", message, d.kind, h.Danger)
				continue
			}
			if !strings.Contains(listen.Normalise(message), h.Danger.Words) {
				t.Errorf("%q is told to rest on %q", message, h.Danger.Words)
			}
		}
	}
}

func TestCalmIdiomsAreNoDangerWhateverStandsAround(t *testing.T) {
	_, calm, _, _ := vocabulary(t)
	if len(calm) < 15 {
		t.Errorf("only %d idioms", len(calm))
	}
	for _, c := range calm {
		messages := around(c.words)
		for _, word := range []string{"le", "la", "un", "je", "il", "me", "j'ai", "on", "mon"} {
			messages = append(messages, word+" "+c.words, c.words+" "+word)
		}
		for _, message := range messages {
			if h := shipped().Hear(message); h.Danger != nil {
				t.Errorf("%q is heard as %+v", message, h.Danger)
			}
		}
	}
}

func TestCalmMessagesAreNoDanger(t *testing.T) {
	for _, message := range []string{
		"", "bonjour", "mort de rire", "je cherche un coup de main pour mon CV", "j'ai grillé le feu rouge", "la mairie a donné le feu vert",
		"je suis crevé par ces papiers", "mon compte est dans le rouge", "merci beaucoup, passez-moi un coup de fil", "je veux frapper à la porte de la mairie",
		"je cherche un logement", "ma fille joue du violon", "demande de RSA",
	} {
		if h := shipped().Hear(message); h.Danger != nil {
			t.Errorf("%q is heard as %+v", message, h.Danger)
		}
	}
}

func TestADangerIsHeardBesideAnyIdiomAndAnyWord(t *testing.T) {
	dangers, calm, words, _ := vocabulary(t)
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom(dangers).Draw(t, "danger")
		c := rapid.SampledFrom(calm).Draw(t, "idiom")
		w := rapid.SampledFrom(words).Draw(t, "word")
		for _, message := range []string{c.words + ", " + d.words, d.words + ". " + c.words, c.words + " blabla " + d.words + " blabla " + c.words} {
			if h := shipped().Hear(message); h.Danger == nil || h.Danger.Kind != d.kind || h.Danger.Certain != d.sure {
				t.Fatalf("%q is heard as %+v", message, h.Danger)
			}
		}
		if h := shipped().Hear(w.words + " blabla " + d.words); h.Danger == nil {
			t.Fatalf("%q blabla %q: no danger is heard", w, d)
		}
	})
}

func TestACertainDangerOutweighsOneToConfirm(t *testing.T) {
	dangers, _, _, _ := vocabulary(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(dangers).Draw(t, "one"), rapid.SampledFrom(dangers).Draw(t, "another")
		want := a
		if !a.sure && b.sure {
			want = b
		}
		if h := shipped().Hear(a.words + " blabla " + b.words); h.Danger == nil || h.Danger.Kind != want.kind || h.Danger.Certain != want.sure {
			t.Fatalf("%s and %s are heard as %+v", a, b, h.Danger)
		}
	})
}

// doubled are words for needs that are reserved words as well.
var doubled = []string{"aide"}

func TestEveryWordForANeedIsHeardAsItsNeed(t *testing.T) {
	_, _, words, _ := vocabulary(t)
	if len(words) < 800 {
		t.Errorf("only %d words", len(words))
	}
	for _, w := range words {
		for _, message := range around(w.words) {
			h := shipped().Hear(message)
			var needs []string
			for _, f := range h.Needs {
				needs = append(needs, f.Need)
				if f.Weak == w.sure || !strings.Contains(listen.Normalise(message), f.Words) {
					t.Errorf("%q: %+v", message, f)
				}
			}
			if slices.Sort(needs); !slices.Equal(needs, slices.Sorted(slices.Values(w.needs))) {
				t.Errorf("%q is heard as %q, not %q", message, needs, w.needs)
			}
			if h.Danger != nil || (h.Command != "" && !slices.Contains(doubled, w.words)) {
				t.Errorf("%q, a word for %q, is heard as %+v, %q", message, w.needs, h.Danger, h.Command)
			}
		}
	}
}

func TestReservedWordsAreHeardAloneAndNotInAMessage(t *testing.T) {
	_, _, _, reserved := vocabulary(t)
	if len(reserved) < 40 {
		t.Errorf("only %d words", len(reserved))
	}
	e := shipped()
	for _, r := range reserved {
		if !slices.Contains(listen.Commands, r.order) {
			t.Errorf("%s is for %q", r, r.order)
		}
		for _, message := range []string{r.words, strings.ToUpper(r.words), " " + r.words + " !"} {
			if h := e.Hear(message); h.Command != r.order || h.Danger != nil {
				t.Errorf("%q is heard as %q, %+v", message, h.Command, h.Danger)
			}
		}
		for _, message := range []string{"blabla " + r.words, r.words + " blabla"} {
			if h := e.Hear(message); h.Command != "" {
				t.Errorf("%q is heard as %q", message, h.Command)
			}
		}
		want := !slices.Contains([]string{"unsure", "stop", "greet", "yes", "no"}, r.order)
		if got := e.Reserved(r.words); got != want {
			t.Errorf("a button may not be called %q: %v", r.words, got)
		}
	}
	for _, label := range []string{"oui", "Autre sujet", "aide au logement", ""} {
		if e.Reserved(label) {
			t.Errorf("a button may not be called %q", label)
		}
	}
}

func TestTheWordsOfTheFixedExitsAreReserved(t *testing.T) {
	for message, want := range map[string]string{
		"retour": "back", "Recommencer": "restart", "aide": "help", "HUMAIN": "human", "effacer": "erase", "urgence": "urgent", "Urgences !": "urgent",
		"je ne sais pas": "unsure", "Parler à quelqu’un": "human", "stop": "stop", "bonjour": "greet",
		"Confidentialité": "privacy", "vie privee": "privacy", "mes données": "privacy", "qui êtes-vous ?": "trust", "T’es qui": "trust", "qui es tu": "trust",
		"c'est qui ?": "trust", "sources": "sources", "effacer mes données": "erase",
	} {
		if got := shipped().Hear(message).Command; got != want {
			t.Errorf("%q is heard as %q, not %q", message, got, want)
		}
	}
}

func TestNeedsAreHeardInTheirOrderOnceWithTheirWords(t *testing.T) {
	for _, c := range []struct {
		message string
		want    []listen.Finding
	}{
		{"je cherche une crèche et un cv", []listen.Finding{{Need: "garde_enfants", Words: "creche"}, {Need: "emploi_recherche", Words: "cv"}}},
		{"cv pour travailler à la crèche", []listen.Finding{{Need: "emploi_recherche", Words: "cv"}, {Need: "garde_enfants", Words: "creche"}}},
		{"nounou ou crèche ?", []listen.Finding{{Need: "garde_enfants", Words: "nounou"}}},
		{"ram", []listen.Finding{{Need: "garde_enfants", Words: "ram", Weak: true}}},
		{"ram ou cv", []listen.Finding{{Need: "emploi_recherche", Words: "cv"}}}, // beside a clear word, an ambiguous one is dropped
		{"ram, la crèche", []listen.Finding{{Need: "garde_enfants", Words: "ram"}}},
		{"bourse etudiant", []listen.Finding{{Need: "etudes", Words: "bourse etudiant"}}}, // the longest wins over "bourse"
		{"ecoles", nil}, // whole words only
		{"rien de tout cela", nil},
	} {
		if got := shipped().Hear(c.message).Needs; !slices.Equal(got, c.want) {
			t.Errorf("%q: %+v, not %+v", c.message, got, c.want)
		}
	}
}

func TestAnAgeIsHeardWhenItIsTheirs(t *testing.T) {
	for message, want := range map[string]string{
		"j'ai 19 ans": "19", "J’AI 19 ANS !": "19", "g 19 ans g arreté lécole": "19", "slt jai 17 ans": "17", "19 ans": "19", "19 ans, sans diplôme": "19",
		"bonjour, j ai 65 ans et je suis à la retraite": "65", "j'ai 102 ans": "102",
		"ma fille a 3 ans": "", "mes enfants ont 3 et 5 ans": "", "il y a 3 ans": "", "depuis 2 ans": "", "j'ai des enfants de 3 ans": "",
		"j'ai 3 ans d'expérience": "", "j'ai 10 ans de retard de loyer": "", "3 ans de chômage": "", "2 ans que je cherche": "", "2 ans après mon divorce": "",
		"j'ai dix-neuf ans": "", "ans": "", "j'ai ans": "", "j'ai 1234 ans": "", "j'ai 19": "",
	} {
		got := ""
		for _, f := range shipped().Hear(message).Facts {
			if f.ID != "age" { // settled by a word of the vocabulary
				continue
			}
			if !strings.Contains(listen.Normalise(message), f.Words) || !strings.Contains(f.Words, f.Value) {
				t.Errorf("%q: %+v", message, f)
			}
			got += f.Value
		}
		if got != want {
			t.Errorf("%q: the age is heard as %q, not %q", message, got, want)
		}
	}
}

func TestMessagesAreFolded(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "   ": "", "?!…": "", "Élève": "eleve", "L'ÉCOLE, c’est où ?": "l ecole c est ou", "Cœur ŒUVRE æquo": "coeur oeuvre aequo",
		"e\u0301te\u0301": "ete", "100 % gratuit": "100 % gratuit", "n°12": "n 12", "a-b_c": "a b c", "  a \t\n b  ": "a b", "ÇA ÑO": "ca no",
		"مساعدة": "مساعدة", "أريد": "اريد", "😀 ok": "ok", "pôle-emploi.fr": "pole emploi fr", "\xff\xfea": "a", "١٢": "١٢",
	} {
		if got := listen.Normalise(text); got != want {
			t.Errorf("%q is folded into %q, not %q", text, got, want)
		}
	}
}

func TestAFoldedMessageIsBoundedCleanAndFoldsIntoItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("éÀœŒæÇİßſKأآ \u0301'’.-%5aZ\u200b")))).Draw(t, "text")
		folded := listen.Normalise(text)
		if again := listen.Normalise(folded); again != folded {
			t.Fatalf("%q folds into %q, then %q", text, folded, again)
		}
		if folded != strings.Join(strings.Fields(folded), " ") {
			t.Fatalf("%q folds into %q", text, folded)
		}
		for _, r := range folded {
			if r != ' ' && r != '%' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				t.Fatalf("%q leaves %q", text, r)
			}
		}
	})
	long := strings.Repeat("a", listen.MaxRunes)
	if got := listen.Normalise(long + "bcd"); got != long {
		t.Errorf("%d letters are read", len(got))
	}
	if got := listen.Normalise(strings.Repeat(" ", listen.MaxRunes) + "je veux mourir"); got != "" {
		t.Errorf("read beyond the bound: %q", got)
	}
	if got := listen.Normalise(strings.Repeat("é", listen.MaxRunes)); len(got) != listen.MaxRunes/2 {
		t.Errorf("%d letters with accents are read", len(got)) // an accent counts as one
	}
	if h := shipped().Hear(strings.Repeat("a ", 1000) + "je veux mourir"); h.Danger == nil {
		t.Error("a danger after two thousand signs is not heard")
	}
}

func TestWordsChooseAnAnswer(t *testing.T) {
	labels := []string{"Oui", "Non", "Emploi et formation", "Logement", "Logement étudiant", "Santé, handicap", "Aides et argent"}
	for text, want := range map[string]int{
		"oui": 0, "OUI !": 0, "non": 1, "emploi et formation": 2, "Logement": 3, "logement étudiant": 4, "SANTE HANDICAP": 5,
		"1": 0, "3": 2, "7": 6, "8": -1, "0": -1, "9": -1, "11": -1, "1 ": 0,
		"emploi": 2, "formation": 2, "handicap": 5, "argent": 6, "étudiant": 4, "je cherche une formation": -1, "pour emploi et formation merci": 2,
		"je veux un logement": 3, "un logement étudiant": -1, "des aides": -1, "aides": 6,
		"et": -1, "form": -1, "emplois": -1, "": -1, "?": -1, "autre chose": -1,
	} {
		if got := listen.Choose(text, labels); got != want {
			t.Errorf("%q chooses %d, not %d", text, got, want)
		}
	}
	for _, c := range []struct {
		name, text string
		labels     []string
		want       int
	}{
		{"nothing to choose", "oui", nil, -1},
		{"two that fit", "bourse", []string{"Bourse collège", "Bourse lycée"}, -1},
		{"an exact one among those that contain it", "bourse", []string{"Bourse collège", "Bourse"}, 1},
		{"a figure that is a label", "2", []string{"2", "1"}, 0},
		{"a label that is empty", "oui", []string{"", "…", "Oui"}, 2},
		{"yes to a label that begins with it", "oui", []string{"Oui, maintenant", "Non, une question"}, 0},
		{"no to a label that begins with it", "Non !", []string{"Oui, maintenant", "Non, une question"}, 1},
		{"yes with a word of thanks", "oui merci", []string{"Oui", "Non"}, 0},
		{"no with its reason", "non, pas encore", []string{"Oui", "Non"}, 1},
		{"yes and no", "oui", []string{"Oui, maintenant", "Oui, plus tard"}, -1},
		{"yes in the middle", "je dis oui", []string{"Oui", "Non"}, -1},
		{"two letters", "je", []string{"Je m'arrête là", "Autre"}, -1},
		{"the beginning of a word", "oui", []string{"Ouistiti", "Non"}, -1},
		{"four letters of a label", "code", []string{"Mon code", "Autre"}, 0},
		{"three letters of a label are too few", "cod", []string{"Mon cod", "Autre"}, -1},
		{"another alphabet", "نعم", []string{"لا", "نعم"}, 1},
	} {
		if got := listen.Choose(c.text, c.labels); got != c.want {
			t.Errorf("%s: %d, not %d", c.name, got, c.want)
		}
	}
}

func TestALabelOrItsPlaceAlwaysChoosesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		labels := rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Za-zéè]{1,6}( [a-zà]{2,8}){0,2}`), 1, 8, listen.Normalise).Draw(t, "labels")
		i := rapid.IntRange(0, len(labels)-1).Draw(t, "meant")
		for _, text := range []string{labels[i], strings.ToUpper(labels[i]) + " !", string(rune('1' + i))} {
			if got := listen.Choose(text, labels); got != i {
				t.Fatalf("%q chooses %d among %q", text, got, labels)
			}
		}
		if got := listen.Choose(rapid.String().Draw(t, "anything"), labels); got < -1 || got >= len(labels) {
			t.Fatalf("chosen: %d of %d", got, len(labels))
		}
	})
}
