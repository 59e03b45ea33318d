package situation_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"passerelle/internal/situation"
)

// life is one person, of whom everything is known: what an ordinary true-or-false reading of a condition needs.
type life struct {
	couleur, age int // couleur: 0 to 2
	chat, chien  bool
}

// claim is a condition as text, and read by ordinary logic.
type claim struct {
	text string
	true func(life) bool
}

var colours = []string{"rouge", "vert", "bleu"}

var bands = []struct {
	id       string
	from, to int
}{{"petit", 0, 5}, {"moyen", 6, 17}, {"grand", 18, 29}, {"trente", 30, 30}}

func simple(t *rapid.T) claim {
	switch rapid.IntRange(0, 4).Draw(t, "fact") {
	case 0:
		i := rapid.IntRange(0, 2).Draw(t, "colour")
		if rapid.Bool().Draw(t, "is") {
			return claim{"couleur = " + colours[i], func(l life) bool { return l.couleur == i }}
		}
		return claim{"couleur != " + colours[i], func(l life) bool { return l.couleur != i }}
	case 1:
		i, j := rapid.IntRange(0, 2).Draw(t, "one colour"), rapid.IntRange(0, 2).Draw(t, "another")
		return claim{"couleur in (" + colours[i] + ", " + colours[j] + ")", func(l life) bool { return l.couleur == i || l.couleur == j }}
	case 2:
		return claim{"chat = oui", func(l life) bool { return l.chat }}
	case 3:
		return claim{"chien != oui", func(l life) bool { return !l.chien }}
	}
	from, to := 0, 0
	text := ""
	if rapid.Bool().Draw(t, "a band") {
		b := rapid.SampledFrom(bands).Draw(t, "band")
		from, to, text = b.from, b.to, b.id
	} else {
		from = rapid.IntRange(0, 30).Draw(t, "years")
		to, text = from, fmt.Sprint(from)
	}
	operators := map[string]func(int) bool{
		"=":  func(n int) bool { return from <= n && n <= to },
		"!=": func(n int) bool { return n < from || to < n },
		"<":  func(n int) bool { return n < from },
		"<=": func(n int) bool { return n <= to },
		">":  func(n int) bool { return n > to },
		">=": func(n int) bool { return n >= from },
	}
	operator := rapid.SampledFrom([]string{"=", "!=", "<", "<=", ">", ">="}).Draw(t, "operator")
	return claim{"age " + operator + " " + text, func(l life) bool { return operators[operator](l.age) }}
}

func anyClaim(t *rapid.T, depth int) claim {
	kind := rapid.IntRange(0, 4).Draw(t, "kind")
	if depth == 0 || kind < 2 {
		return simple(t)
	}
	a := anyClaim(t, depth-1)
	if kind == 2 {
		return claim{"not (" + a.text + ")", func(l life) bool { return !a.true(l) }}
	}
	b := anyClaim(t, depth-1)
	if kind == 3 {
		return claim{"(" + a.text + ") and (" + b.text + ")", func(l life) bool { return a.true(l) && b.true(l) }}
	}
	return claim{"(" + a.text + ") or (" + b.text + ")", func(l life) bool { return a.true(l) || b.true(l) }}
}

func anyLife(t *rapid.T) life {
	return life{rapid.IntRange(0, 2).Draw(t, "colour"), rapid.IntRange(0, 30).Draw(t, "age"), rapid.Bool().Draw(t, "cat"), rapid.Bool().Draw(t, "dog")}
}

// toldIn is what is known of a life when only these facts were told, the age by its band or in years.
func (l life) toldIn(t testing.TB, words *situation.Vocabulary, facts map[string]bool, exact bool) *situation.Situation {
	answers := map[string]string{"couleur": colours[l.couleur], "chat": yesNo(l.chat), "chien": yesNo(l.chien), "age": fmt.Sprint(l.age)}
	for _, b := range bands {
		if !exact && b.from <= l.age && l.age <= b.to {
			answers["age"] = b.id
		}
	}
	told := make(map[string]string)
	for id := range facts {
		told[id] = answers[id]
	}
	return known(t, words, told)
}

func yesNo(b bool) string {
	if b {
		return "oui"
	}
	return "non"
}

var factIDs = []string{"couleur", "chat", "chien", "age"}

func someFacts(t *rapid.T, label string) map[string]bool {
	out := make(map[string]bool)
	for _, id := range factIDs {
		if rapid.Bool().Draw(t, label+" "+id) {
			out[id] = true
		}
	}
	return out
}

func TestWhatIsAnsweredOfPartOfALifeHoldsOfTheWhole(t *testing.T) {
	words := loaded(t, small)
	rapid.Check(t, func(rt *rapid.T) {
		c, l := anyClaim(rt, 4), anyLife(rt)
		condition := compiled(t, words, c.text)
		all := map[string]bool{"couleur": true, "chat": true, "chien": true, "age": true}
		want := no
		if c.true(l) {
			want = yes
		}
		if got := condition.Eval(l.toldIn(t, words, all, true)); got != want {
			rt.Fatalf("« %s » of %+v, wholly known, is %s, not %s", c.text, l, got, want)
		}
		told := someFacts(rt, "told")
		if got := condition.Eval(l.toldIn(t, words, told, rapid.Bool().Draw(rt, "in years"))); got != unknown && got != want {
			rt.Fatalf("« %s » of %+v, knowing %v, is %s though it is %s", c.text, l, told, got, want)
		}
	})
}

func TestLearningMoreNeverTurnsYesIntoNo(t *testing.T) {
	words := loaded(t, small)
	rapid.Check(t, func(rt *rapid.T) {
		c, l := anyClaim(rt, 4), anyLife(rt)
		condition := compiled(t, words, c.text)
		told := someFacts(rt, "told")
		before := condition.Eval(l.toldIn(t, words, told, false))
		for id := range someFacts(rt, "told next") {
			told[id] = true
		}
		if after := condition.Eval(l.toldIn(t, words, told, true)); before != unknown && after != before {
			rt.Fatalf("« %s » of %+v goes from %s to %s", c.text, l, before, after)
		}
	})
}

func TestTheLawsOfThreeValues(t *testing.T) {
	words := loaded(t, small)
	rapid.Check(t, func(rt *rapid.T) {
		// known() obeys the laws as well, though learning changes it.
		draw := func(label string) string {
			if id := rapid.SampledFrom(append([]string{""}, factIDs...)).Draw(rt, label+" known"); id != "" {
				return "known(" + id + ")"
			}
			return "(" + anyClaim(rt, 2).text + ")"
		}
		a, b, c := draw("a"), draw("b"), draw("c")
		s := anyLife(rt).toldIn(t, words, someFacts(rt, "told"), rapid.Bool().Draw(rt, "in years"))
		for _, law := range [][3]string{
			{"De Morgan, and", "not (" + a + " and " + b + ")", "not " + a + " or not " + b},
			{"De Morgan, or", "not (" + a + " or " + b + ")", "not " + a + " and not " + b},
			{"double negation", "not not " + a, a},
			{"and in any order", a + " and " + b, b + " and " + a},
			{"or in any order", a + " or " + b, b + " or " + a},
			{"and over or", a + " and (" + b + " or " + c + ")", a + " and " + b + " or " + a + " and " + c},
			{"or over and", a + " or " + b + " and " + c, "(" + a + " or " + b + ") and (" + a + " or " + c + ")"},
			{"absorption", a + " and (" + a + " or " + b + ")", a},
			{"and twice", a + " and " + a, a},
			{"or twice", a + " or " + a, a},
			{"groups of and", "(" + a + " and " + b + ") and " + c, a + " and (" + b + " and " + c + ")"},
		} {
			left, right := compiled(t, words, law[1]).Eval(s), compiled(t, words, law[2]).Eval(s)
			if left != right {
				rt.Fatalf("%s: « %s » is %s, « %s » is %s", law[0], law[1], left, law[2], right)
			}
		}
	})
}
