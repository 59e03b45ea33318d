package situation_test

import (
	"testing"

	"pgregory.net/rapid"

	"passerelle/internal/situation"
)

// TestAConditionThatNeverHoldsHoldsInNoSituation draws what is final, then what else becomes known.
func TestAConditionThatNeverHoldsHoldsInNoSituation(t *testing.T) {
	v := loaded(t, small)
	conditions := []string{
		"age < 18", "known(age) and couleur = rouge", "not known(age)", "couleur = vert or age >= 18", "not (couleur in (rouge, bleu))",
		"couleur = rouge and not known(age)", "known(couleur) and couleur != bleu and age > 20",
	}
	rapid.Check(t, func(t *rapid.T) {
		c, err := v.Compile(rapid.SampledFrom(conditions).Draw(t, "condition"))
		if err != nil {
			t.Fatal(err)
		}
		var s situation.Situation
		var decided situation.Set
		for _, f := range v.Facts {
			if len(f.Options) > 0 && rapid.Bool().Draw(t, "final "+f.ID) {
				s.Set(f.Index, rapid.SampledFrom(f.Options).Draw(t, f.ID).Value)
				decided = decided.With(f.Index)
			}
		}
		never := c.Never(&s, decided)
		for _, f := range v.Facts {
			if len(f.Options) > 0 && !decided.Has(f.Index) && rapid.Bool().Draw(t, "later "+f.ID) {
				s.Set(f.Index, rapid.SampledFrom(f.Options).Draw(t, f.ID).Value)
			}
		}
		if never && c.Eval(&s) == situation.Yes {
			t.Fatalf("%s never holds, and holds", c)
		}
		if whole := ^situation.Set(0); c.Never(&s, whole) != (c.Eval(&s) == situation.No) {
			t.Fatalf("%s: with everything final it holds or fails for good", c)
		}
	})
}
