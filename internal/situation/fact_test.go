package situation_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"passerelle/internal/situation"
)

func TestEveryAnswerOfEveryShippedFactIsReadAsItIsWritten(t *testing.T) {
	answers := 0
	for _, f := range shipped().Facts {
		seen := make(map[situation.Value]string)
		for _, o := range f.Options {
			answers++
			v, err := f.Parse(o.ID)
			if err != nil || v != o.Value || f.Format(v) != o.ID || !v.Known() {
				t.Errorf("%s = %s is read %v and written %q (%v)", f.ID, o.ID, v, f.Format(v), err)
			}
			if other, twice := seen[v]; twice {
				t.Errorf("%s: %s and %s are the same value", f.ID, o.ID, other)
			}
			seen[v] = o.ID
			if covering, ok := f.Covering(v); !ok || covering.ID != o.ID {
				t.Errorf("%s = %s is covered by %q", f.ID, o.ID, covering.ID)
			}
			if option, ok := f.Option(o.ID); !ok || option != o {
				t.Errorf("%s has no answer %s", f.ID, o.ID)
			}
		}
	}
	if answers < 120 {
		t.Errorf("only %d answers were tried", answers)
	}
}

func TestEveryNumberIsReadAsItIsWrittenAndStandsInItsBand(t *testing.T) {
	numbers := 0
	for _, f := range shipped().Facts {
		if f.Type != situation.Number {
			continue
		}
		numbers++
		for n := f.Min; n <= f.Max; n++ {
			text := strconv.Itoa(n)
			v, err := f.Parse(text)
			if err != nil || f.Format(v) != text || !v.Exact() {
				t.Fatalf("%s = %d is read %v and written %q (%v)", f.ID, n, v, f.Format(v), err)
			}
			if o, ok := f.Covering(v); len(f.Options) > 0 && (!ok || o.Value.Exact()) {
				t.Errorf("%s = %d stands in the band %q", f.ID, n, o.ID)
			}
		}
		for _, text := range []string{strconv.Itoa(f.Min - 1), strconv.Itoa(f.Max + 1), "", "1.5", "dix", "99999999999999999999"} {
			if _, err := f.Parse(text); err == nil {
				t.Errorf("%s = %q is accepted", f.ID, text)
			}
		}
	}
	if numbers == 0 {
		t.Error("no number was tried")
	}
}

func TestCodesAreReadAsTheyAreWritten(t *testing.T) {
	words := shipped()
	for id, codes := range map[string][]string{
		"commune":     {"01001", "2A004", "2B033", "97411", "97502", "98818", "59350", "75056", "00000", "99999"},
		"departement": {"01", "2A", "2B", "59", "95", "971", "974", "976", "988", "00", "999"},
	} {
		f := fact(t, words, id)
		seen := make(map[situation.Value]bool)
		for _, code := range codes {
			v := parsed(t, f, code)
			if f.Format(v) != code || !v.Exact() || seen[v] {
				t.Errorf("%s %s is written %q", id, code, f.Format(v))
			}
			seen[v] = true
		}
	}
	if got := fact(t, words, "commune").Format(parsed(t, fact(t, words, "commune"), "2a004")); got != "2A004" {
		t.Errorf("2a004 is written %q", got)
	}
}

func TestWhatIsNoCodeIsRefused(t *testing.T) {
	words := shipped()
	for id, texts := range map[string][]string{
		"commune":     {"", "1001", "010010", "0100", "+1001", "-1001", "Lille", "01 01", "0_001", "é001", "2C004", "A2004", "2AA04", "01\u212a"},
		"departement": {"", "1", "0", "5935", "+1", "-1", "-12", "B2", "AB", "2C", "2é", "Nord", "_1", "\u212a"},
	} {
		f := fact(t, words, id)
		for _, text := range texts {
			if v, err := f.Parse(text); err == nil {
				t.Errorf("%q is accepted as a %s, written %q", text, id, f.Format(v))
			}
		}
	}
}

func TestWhateverIsReadIsWrittenAsItWas(t *testing.T) {
	words := shipped()
	rapid.Check(t, func(rt *rapid.T) {
		f := rapid.SampledFrom(words.Facts).Draw(rt, "fact")
		text := rapid.OneOf(rapid.StringMatching(`[0-9AaBb+\-]{1,6}`), rapid.String()).Draw(rt, "text")
		v, err := f.Parse(text)
		if err != nil {
			if v.Known() {
				rt.Fatalf("%s: %q is refused with a value", f.ID, text)
			}
			return
		}
		again, err := f.Parse(f.Format(v))
		if err != nil || again != v || !v.Known() {
			rt.Fatalf("%s: %q is read %v, written %q, read %v (%v)", f.ID, text, v, f.Format(v), again, err)
		}
	})
}

func TestTheUnknownIsWrittenAsNothingAndNoBandCoversIt(t *testing.T) {
	for _, f := range shipped().Facts {
		if got := f.Format(situation.Value{}); got != "" {
			t.Errorf("%s: the unknown is written %q", f.ID, got)
		}
		if o, ok := f.Covering(situation.Value{}); ok {
			t.Errorf("%s: the unknown is covered by %s", f.ID, o.ID)
		}
	}
}

func TestAnAgeStandsInTheBandOfItsYears(t *testing.T) {
	age := fact(t, shipped(), "age")
	for text, want := range map[string]string{
		"0": "moins_16", "15": "moins_16", "16": "de_16_a_17", "17": "de_16_a_17", "18": "de_18_a_25", "25": "de_18_a_25",
		"26": "de_26_a_30", "30": "de_26_a_30", "31": "de_31_a_59", "59": "de_31_a_59", "60": "plus_60", "120": "plus_60",
	} {
		if o, _ := age.Covering(parsed(t, age, text)); o.ID != want {
			t.Errorf("%s years stand in %q", text, o.ID)
		}
	}
}

func TestADepartementIsTheBeginningOfItsCommune(t *testing.T) {
	for commune, want := range map[string]string{"01001": "01", "59350": "59", "2A004": "2A", "2B033": "2B", "97411": "974", "97502": "975", "98818": "988"} {
		if got := situation.DepartementOf(commune); got != want {
			t.Errorf("%s lies in %q", commune, got)
		}
	}
}

func TestASetHoldsWhatWasPutInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOfDistinct(rapid.IntRange(0, situation.MaxFacts-1), rapid.ID).Draw(t, "facts")
		var set situation.Set
		for _, fact := range in {
			set = set.With(fact)
		}
		if set.Len() != len(in) {
			t.Fatalf("%d facts count for %d", len(in), set.Len())
		}
		for fact := range situation.MaxFacts {
			if set.Has(fact) != slices.Contains(in, fact) {
				t.Fatalf("the fact %d is wrongly told", fact)
			}
		}
	})
}

func TestASituationKnowsWhatWasSetAndKeepsOnlyWhatIsAsked(t *testing.T) {
	words := loaded(t, small)
	s := known(t, words, map[string]string{"chat": "oui", "age": "moyen"})
	chat, age := fact(t, words, "chat"), fact(t, words, "age")
	if want := situation.Set(0).With(chat.Index).With(age.Index); s.Known() != want {
		t.Errorf("known: %b, not %b", s.Known(), want)
	}
	kept := s.Only(situation.Set(0).With(age.Index))
	if kept.Get(chat.Index).Known() || kept.Get(age.Index) != s.Get(age.Index) || kept.Known().Len() != 1 {
		t.Error("the rest was not forgotten, or more was")
	}
	if s.Get(age.Index).Exact() || !s.Get(chat.Index).Exact() || (situation.Value{}).Exact() {
		t.Error("a range is exact, or a value is not")
	}
	s.Set(chat.Index, situation.Value{})
	if s.Known().Has(chat.Index) {
		t.Error("what was forgotten is still known")
	}
}
