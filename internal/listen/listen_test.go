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

// said is one pattern of the shipped vocabulary, read a second time from its file.
type said struct {
	words string
	kind  string   // of a danger
	sure  bool     // certain, or not weak
	needs []string // of a word
	order string   // of a reserved word
}

func (s said) String() string { return "« " + s.words + " »" }

// shippedWords are the patterns of every file, and the lists that they cite.
type shippedWords struct {
	dangers, calm, words, reserved []said
	lists                          map[string][]string
}

var vocabulary = sync.OnceValue(func() shippedWords {
	v := shippedWords{lists: make(map[string][]string)}
	tree := shippedTree()
	for _, name := range append(append([]string{"lists.yaml", "danger.yaml"}, tree.Names("danger")...), tree.Names("words")...) {
		file, ok := tree.File(name)
		if ok {
			v.read(file.Fields())
		}
	}
	return v
})

func (v *shippedWords) read(root source.Fields) {
	lists := root.Get("lists").Fields()
	for _, name := range lists.Keys() {
		v.lists[name] = lists.Get(name).Texts()
	}
	for _, item := range root.Get("phrases").Items() {
		f := item.Fields()
		for _, level := range []string{"certain", "confirm"} {
			for _, text := range f.Get(level).Texts() {
				v.dangers = append(v.dangers, said{words: text, kind: f.Get("kind").Text(), sure: level == "certain"})
			}
		}
	}
	for _, text := range root.Get("calm").Texts() {
		v.calm = append(v.calm, said{words: text})
	}
	for _, item := range root.Get("words").Items() {
		f := item.Fields()
		needs := append(f.Get("needs").Texts(), f.Get("need").Texts()...)
		for _, level := range []string{"terms", "weak"} {
			for _, text := range f.Get(level).Texts() {
				v.words = append(v.words, said{words: text, needs: needs, sure: level == "terms"})
			}
		}
	}
	for _, item := range root.Get("reserved").Items() {
		f := item.Fields()
		for _, text := range f.Get("terms").Texts() {
			v.reserved = append(v.reserved, said{words: text, order: f.Get("command").Text()})
		}
	}
}

// sample writes a message that a pattern hears: one entry of each list, one side of each choice, nothing in the gaps. pick
// chooses one of n.
func (v *shippedWords) sample(pick func(n int) int, pattern string) string {
	pattern = strings.NewReplacer("..", " ", "#", "12", "*", "", "=", "").Replace(pattern)
	for {
		open := strings.LastIndexAny(pattern, "([{")
		if open < 0 {
			return strings.Join(strings.Fields(pattern), " ")
		}
		end := open + strings.IndexByte(pattern[open:], map[byte]byte{'(': ')', '[': ']', '{': '}'}[pattern[open]])
		inside := pattern[open+1 : end]
		options := strings.Split(inside, "|")
		if pattern[open] == '{' {
			options = v.lists[inside]
		}
		one := strings.NewReplacer("*", "", "=", "").Replace(options[pick(len(options))])
		if pattern[open] == '[' && pick(2) == 0 {
			one = ""
		}
		pattern = pattern[:open] + " " + one + " " + pattern[end+1:]
	}
}

// picks chooses otherwise at each draw, and alike at each run.
func picks(draw int) func(n int) int {
	state := uint32(draw)*2654435761 + 1
	return func(n int) int {
		state = state*1664525 + 1013904223
		return int(state>>16) % n
	}
}

// draws is how many messages are written for a pattern: some draws say something else as well, or are calm by another rule.
const draws = 12

func TestEveryPatternOfDangerIsHeard(t *testing.T) {
	v := vocabulary()
	if len(v.dangers) < 400 {
		t.Errorf("only %d patterns", len(v.dangers))
	}
	for _, d := range v.dangers {
		heard := false
		for draw := 0; draw < draws && !heard; draw++ {
			message := v.sample(picks(draw), d.words)
			heard = len(shipped().Hear([]string{message, strings.ToUpper(message) + " !!!", "Bonjour. " + message + ". Merci"}[draw%3]).Dangers) > 0
		}
		if !heard {
			t.Errorf("%s, of %s, is never heard", d, d.kind)
		}
	}
}

func TestCalmMessagesAreNoDanger(t *testing.T) {
	for _, message := range []string{
		"", "bonjour", "mort de rire", "je cherche un coup de main pour mon CV", "j'ai grillé le feu rouge", "la mairie a donné le feu vert",
		"je suis crevé par ces papiers", "mon compte est dans le rouge", "merci beaucoup, passez-moi un coup de fil", "je veux frapper à la porte de la mairie",
		"je cherche un logement", "ma fille joue du violon", "demande de RSA",
	} {
		if h := shipped().Hear(message); len(h.Dangers) > 0 {
			t.Errorf("%q is heard as %+v", message, h.Dangers)
		}
	}
}

func TestADangerIsHeardAmongOtherSentences(t *testing.T) {
	v := vocabulary()
	certain := slices.DeleteFunc(slices.Clone(v.dangers), func(d said) bool { return !d.sure })
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		d := v.sample(pick, rapid.SampledFrom(certain).Draw(t, "danger").words)
		c := v.sample(pick, rapid.SampledFrom(v.calm).Draw(t, "idiom").words)
		w := v.sample(pick, rapid.SampledFrom(v.words).Draw(t, "word").words)
		if alone := shipped().Hear(d); len(alone.Dangers) == 0 || alone.Language != "" {
			t.Skip("denied or calm as it is drawn, or in another language than what is put around it")
		}
		for _, message := range []string{c + ". " + d, d + ". " + c, w + ". " + d + ". " + w} {
			if h := shipped().Hear(message); len(h.Dangers) == 0 && h.Language == "" {
				t.Fatalf("%q: no danger is heard", message)
			}
		}
	})
}

func TestEveryPatternOfANeedIsHeard(t *testing.T) {
	v := vocabulary()
	if len(v.words) < 800 {
		t.Errorf("only %d patterns", len(v.words))
	}
	for _, w := range v.words {
		if len(w.needs) == 0 || !w.sure {
			continue
		}
		heard := false
		for draw := 0; draw < draws && !heard; draw++ {
			h := shipped().Hear(v.sample(picks(draw), w.words))
			heard = len(h.Needs) > 0 || len(h.Dangers) > 0
		}
		if !heard {
			t.Errorf("%s, of %s, is never heard", w, w.needs)
		}
	}
}

func TestReservedWordsAreHeardAloneAndNotInAMessage(t *testing.T) {
	reserved := vocabulary().reserved
	if len(reserved) < 40 {
		t.Errorf("only %d words", len(reserved))
	}
	e := shipped()
	for _, r := range reserved {
		if !slices.Contains(listen.Commands, r.order) {
			t.Errorf("%s is for %q", r, r.order)
		}
		for _, message := range []string{r.words, strings.ToUpper(r.words), " " + r.words + " !"} {
			if h := e.Hear(message); h.Command != r.order || len(h.Dangers) > 0 {
				t.Errorf("%q is heard as %q, %+v", message, h.Command, h.Dangers)
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

func TestNeedsAreHeardOnceTheLikeliestFirst(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"je cherche une crèche et un cv", "emploi_recherche garde_enfants"},
		{"nounou ou crèche ?", "garde_enfants"},
		{"ram", "garde_enfants?"},
		{"ram ou cv", "emploi_recherche"},   // beside a clear word, an ambiguous one is dropped
		{"ram, la crèche", "garde_enfants"}, // two ambiguous words of one need decide together
		{"bourse etudiant", "etudes"},       // the longest wins over "bourse"
		{"slt g 19 ans g arreté lécole", "orientation_jeune"},
		{"ils m'ont coupé la caf", "prestations_caf"},
		{"le proprio veut 3 fois le loyer", "logement_recherche"},
		{"I need a job please", "emploi_recherche"},
		{"rien de tout cela", ""},
	} {
		var got []string
		for _, f := range shipped().Hear(c.message).Needs {
			if f.Words == "" {
				t.Errorf("%q: %+v rests on nothing", c.message, f)
			}
			got = append(got, f.Need+map[bool]string{true: "?"}[f.Weak])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, not %q", c.message, got, c.want)
		}
	}
}

func TestAnAgeIsHeardWhenItIsTheirs(t *testing.T) {
	for message, want := range map[string]string{
		"j'ai 19 ans": "19", "J’AI 19 ANS !": "19", "g 19 ans g arreté lécole": "19", "slt jai 17 ans": "17", "19 ans": "19", "19 ans, sans diplôme": "19",
		"bonjour, j ai 65 ans et je suis à la retraite": "65", "j'ai 102 ans": "102",
		"ma fille a 3 ans": "", "mes enfants ont 3 et 5 ans": "", "il y a 3 ans": "", "depuis 2 ans": "", "j'ai des enfants de 3 ans": "",
		"j'ai 3 ans d'expérience": "", "j'ai 10 ans de retard de loyer": "", "3 ans de chômage": "", "2 ans que je cherche": "", "2 ans après mon divorce": "",
		"j'ai dix-neuf ans": "19", "g 17ans": "17", "veuve, 74 ans": "74", "une dame de quatre-vingt-deux ans": "82", "ans": "", "j'ai ans": "", "j'ai 1234 ans": "", "j'ai 19": "",
	} {
		got := ""
		for _, f := range shipped().Hear(message).Facts {
			if f.ID != "age" { // settled by a word of the vocabulary
				continue
			}
			if !strings.Contains(listen.Normalise(message), f.Words) {
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
		again := listen.Normalise(folded) // a ligature may make a dragged letter
		if third := listen.Normalise(again); third != again {
			t.Fatalf("%q folds into %q, then %q, then %q", text, folded, again, third)
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
	long := strings.Repeat("ab", listen.MaxRunes/2)
	if got := listen.Normalise(long + "bcd"); got != long {
		t.Errorf("%d letters are read", len(got))
	}
	if got := listen.Normalise(strings.Repeat(" ", listen.MaxRunes) + "je veux mourir"); got != "" {
		t.Errorf("read beyond the bound: %q", got)
	}
	if got := listen.Normalise(strings.Repeat("éb", listen.MaxRunes/2)); len(got) < listen.MaxRunes*2/3-1 || len(got) > listen.MaxRunes*2/3+1 {
		t.Errorf("%d letters with accents are read", len(got)) // an accent counts as one
	}
	if h := shipped().Hear(strings.Repeat("a ", 1000) + "je veux mourir"); len(h.Dangers) == 0 {
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
		"le premier": 0, "la deuxième": 1, "c'est le 3": 2, "je prends le dernier svp": 6, "numéro 2": 1, "le dixième": -1, "le premier logement": 3, "les deux": -1,
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
