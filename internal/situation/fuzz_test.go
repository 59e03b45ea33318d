package situation_test

import (
	"strings"
	"testing"

	"passerelle/internal/situation"
)

// FuzzCompile compiles anything as a condition: it never panics, and what is accepted can be asked of any situation and
// read again.
func FuzzCompile(f *testing.F) {
	words := shipped()
	for _, p := range words.Populations {
		f.Add(p.Is.String())
	}
	for _, fact := range words.Facts {
		if fact.When != nil {
			f.Add(fact.When.String())
		}
	}
	for _, seed := range []string{"", "(", "known(", "known(age)", "age in (", "age in (16,", "age in ()", "age >", "age >== 1", "age ! = 1", "not not not age = 1", "commune = 2A004", "departement in (2B, 974)", "age = -1", "age = 9999999999", "age\x00", "é", "a//b", "age /* x */ = 1", "`age`", "'a'", strings.Repeat("(", 50), strings.Repeat("not ", 50)} {
		f.Add(seed)
	}
	young := known(f, words, map[string]string{"age": "de_16_a_17", "enfants": "non", "commune": "59350"})
	f.Fuzz(func(t *testing.T, text string) {
		c, err := words.Compile(text)
		if err != nil {
			if c != nil || err.Error() == "" {
				t.Errorf("refused with a condition, or without a word")
			}
			return
		}
		if c.String() != text {
			t.Errorf("« %s » calls itself « %s »", text, c)
		}
		empty := c.Eval(new(situation.Situation))
		again, err := words.Compile("not (" + text + ")")
		if err != nil {
			return // at the bound of depth
		}
		if again.Facts() != c.Facts() || again.Eval(young) != -c.Eval(young) || again.Eval(new(situation.Situation)) != -empty {
			t.Errorf("« %s » and its negation do not agree", text)
		}
		if kept := young.Only(c.Facts()); c.Eval(&kept) != c.Eval(young) {
			t.Errorf("« %s » reads facts that it does not name", text)
		}
	})
}
