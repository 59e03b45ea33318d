package situation_test

import (
	"strings"
	"testing"

	"passerelle/internal/situation"
)

const (
	yes     = situation.Yes
	no      = situation.No
	unknown = situation.Unknown
)

func TestAnAgeIsComparedAsARange(t *testing.T) {
	words := shipped()
	age := fact(t, words, "age")
	values := []string{"", "moins_16", "de_16_a_17", "16", "18", "de_18_a_25", "25", "26", "plus_60"}
	for _, row := range []struct {
		condition string
		want      [9]situation.Truth
	}{
		//                      ?        <16  16-17    16   18   18-25    25   26   60+
		{"age < 16", [9]situation.Truth{unknown, yes, no, no, no, no, no, no, no}},
		{"age <= 16", [9]situation.Truth{unknown, yes, unknown, yes, no, no, no, no, no}},
		{"age > 16", [9]situation.Truth{unknown, no, unknown, no, yes, yes, yes, yes, yes}},
		{"age >= 16", [9]situation.Truth{unknown, no, yes, yes, yes, yes, yes, yes, yes}},
		{"age = 16", [9]situation.Truth{unknown, no, unknown, yes, no, no, no, no, no}},
		{"age != 16", [9]situation.Truth{unknown, yes, unknown, no, yes, yes, yes, yes, yes}},
		{"age < 18", [9]situation.Truth{unknown, yes, yes, yes, no, no, no, no, no}},
		{"age >= 18", [9]situation.Truth{unknown, no, no, no, yes, yes, yes, yes, yes}},
		{"age <= 18", [9]situation.Truth{unknown, yes, yes, yes, yes, unknown, no, no, no}},
		{"age > 18", [9]situation.Truth{unknown, no, no, no, no, unknown, yes, yes, yes}},
		{"age < 25", [9]situation.Truth{unknown, yes, yes, yes, yes, unknown, no, no, no}},
		{"age <= 25", [9]situation.Truth{unknown, yes, yes, yes, yes, yes, yes, no, no}},
		{"age > 25", [9]situation.Truth{unknown, no, no, no, no, no, no, yes, yes}},
		{"age >= 25", [9]situation.Truth{unknown, no, no, no, no, unknown, yes, yes, yes}},
		{"age = 25", [9]situation.Truth{unknown, no, no, no, no, unknown, yes, no, no}},
		{"age >= 26", [9]situation.Truth{unknown, no, no, no, no, no, no, yes, yes}},
		{"age < 26", [9]situation.Truth{unknown, yes, yes, yes, yes, yes, yes, no, no}},
		{"age = de_18_a_25", [9]situation.Truth{unknown, no, no, no, yes, yes, yes, no, no}},
		{"age != de_18_a_25", [9]situation.Truth{unknown, yes, yes, yes, no, no, no, yes, yes}},
		{"age < de_18_a_25", [9]situation.Truth{unknown, yes, yes, yes, no, no, no, no, no}},
		{"age <= de_18_a_25", [9]situation.Truth{unknown, yes, yes, yes, yes, yes, yes, no, no}},
		{"age > de_18_a_25", [9]situation.Truth{unknown, no, no, no, no, no, no, yes, yes}},
		{"age >= de_18_a_25", [9]situation.Truth{unknown, no, no, no, yes, yes, yes, yes, yes}},
		{"age in (16, de_18_a_25)", [9]situation.Truth{unknown, no, unknown, yes, yes, yes, yes, no, no}},
		{"age >= 16 and age <= 25", [9]situation.Truth{unknown, no, yes, yes, yes, yes, yes, no, no}},
		{"age < 16 or age > 25", [9]situation.Truth{unknown, yes, no, no, no, no, no, yes, yes}},
		{"not age < 18", [9]situation.Truth{unknown, no, no, no, yes, yes, yes, yes, yes}},
		{"known(age)", [9]situation.Truth{no, yes, yes, yes, yes, yes, yes, yes, yes}},
		{"not known(age)", [9]situation.Truth{yes, no, no, no, no, no, no, no, no}},
		{"age < 0", [9]situation.Truth{unknown, no, no, no, no, no, no, no, no}},
		{"age > 120", [9]situation.Truth{unknown, no, no, no, no, no, no, no, no}},
	} {
		condition := compiled(t, words, row.condition)
		for i, value := range values {
			s := new(situation.Situation)
			if value != "" {
				s.Set(age.Index, parsed(t, age, value))
			}
			if got := condition.Eval(s); got != row.want[i] {
				t.Errorf("« %s » of the age %q is %s, not %s", row.condition, value, got, row.want[i])
			}
		}
	}
}

func TestTheThreeValuesOfAndOrAndNot(t *testing.T) {
	words := loaded(t, small)
	values := map[situation.Truth]string{yes: "oui", no: "non"}
	all := []situation.Truth{no, unknown, yes}
	for i, a := range all {
		for j, b := range all {
			s := new(situation.Situation)
			for id, truth := range map[string]situation.Truth{"chat": a, "chien": b} {
				if text, ok := values[truth]; ok {
					f := fact(t, words, id)
					s.Set(f.Index, parsed(t, f, text))
				}
			}
			and := [3][3]situation.Truth{{no, no, no}, {no, unknown, unknown}, {no, unknown, yes}}[i][j]
			or := [3][3]situation.Truth{{no, unknown, yes}, {unknown, unknown, yes}, {yes, yes, yes}}[i][j]
			not := [3]situation.Truth{yes, unknown, no}[i]
			for text, want := range map[string]situation.Truth{
				"chat = oui and chien = oui": and,
				"chat = oui or chien = oui":  or,
				"not chat = oui":             not,
				"chat != oui":                not,
			} {
				if got := compiled(t, words, text).Eval(s); got != want {
					t.Errorf("« %s » with %s and %s is %s, not %s", text, a, b, got, want)
				}
			}
		}
	}
}

func TestAndBindsMoreThanOrAndNotBindsMost(t *testing.T) {
	words := loaded(t, small)
	s := known(t, words, map[string]string{"couleur": "rouge", "chat": "oui", "chien": "non"})
	for text, want := range map[string]situation.Truth{
		"chat = oui or chat = oui and chien = oui":                            yes,
		"(chat = oui or chat = oui) and chien = oui":                          no,
		"chien = oui and chat = oui or chat = oui":                            yes,
		"chien = oui and (chat = oui or chat = oui)":                          no,
		"not chien = oui or chat = oui":                                       yes,
		"not (chien = oui or chat = oui)":                                     no,
		"not chat = oui and chien = oui":                                      no,
		"not (chat = oui and chien = oui)":                                    yes,
		"not not chat = oui":                                                  yes,
		"couleur in (vert, rouge)":                                            yes,
		"couleur in (vert, bleu)":                                             no,
		"known(couleur) and not known(age) and not (known(commune))":          yes,
		"commune != 2A004 or departement in (2B, 2A, 974) or couleur = rouge": yes,
		"couleur=rouge and(chat=oui)":                                         yes,
		"\n  couleur = rouge\n  and chat = oui  ":                             yes,
		"age >=6 or age<=  5":                                                 unknown,
		"couleur != vert and couleur != bleu and couleur in(rouge)":           yes,
		"chat = non or chien = non and couleur = vert or couleur = rouge":     yes,
		"(chat = non or chien = non) and (couleur = vert or couleur= bleu)":   no,
	} {
		c := compiled(t, words, text)
		if got := c.Eval(s); got != want {
			t.Errorf("« %s » is %s, not %s", text, got, want)
		}
		if c.String() != text {
			t.Errorf("« %s » calls itself « %s »", text, c)
		}
	}
}

func TestAConditionKnowsWhichFactsItReads(t *testing.T) {
	words := loaded(t, small)
	c := compiled(t, words, "chat = oui and (age < 18 or known(commune)) or couleur in (vert, bleu)")
	want := situation.Set(0)
	for _, id := range []string{"chat", "age", "commune", "couleur"} {
		want = want.With(fact(t, words, id).Index)
	}
	if c.Facts() != want || c.Facts().Len() != 4 || c.Facts().Has(fact(t, words, "chien").Index) {
		t.Errorf("it reads %b, not %b", c.Facts(), want)
	}
}

func TestTheAbsentConditionIsTrueOfEverySituation(t *testing.T) {
	var none *situation.Condition
	if none.Eval(new(situation.Situation)) != yes || none.Facts() != 0 || none.String() != "" || situation.Certain(none) != nil {
		t.Error("nil is not the condition that is always true")
	}
	if situation.All() != nil || situation.Any(nil, nil) != nil {
		t.Error("nothing to join is not the absent condition")
	}
}

func TestConditionsAreJoinedAndMadeCertain(t *testing.T) {
	words := loaded(t, small)
	chat, chien := compiled(t, words, "chat = oui"), compiled(t, words, "chien = oui")
	s := known(t, words, map[string]string{"chat": "oui"})
	for _, c := range []struct {
		name string
		is   *situation.Condition
		want situation.Truth
	}{
		{"all of a true and an unknown one", situation.All(chat, nil, chien), unknown},
		{"any of a true and an unknown one", situation.Any(chien, nil, chat), yes},
		{"a certain unknown one", situation.Certain(chien), no},
		{"a certain true one", situation.Certain(chat), yes},
	} {
		if got := c.is.Eval(s); got != c.want {
			t.Errorf("%s is %s, not %s", c.name, got, c.want)
		}
	}
	if all := situation.All(chat, chien); all.Facts() != chat.Facts()|chien.Facts() || all.String() != "(chat = oui) and (chien = oui)" {
		t.Errorf("joined: « %s », facts %b", all, all.Facts())
	}
	if situation.All(chat) != chat {
		t.Error("one condition alone is not itself")
	}
	age := fact(t, words, "age")
	s.Set(age.Index, parsed(t, age, "moyen"))
	for _, c := range []struct {
		is   *situation.Condition
		text string
		want situation.Truth
	}{
		{situation.AtLeast(age, 6), "age >= 6", yes},
		{situation.AtLeast(age, 7), "age >= 7", unknown},
		{situation.AtLeast(age, 18), "age >= 18", no},
		{situation.AtMost(age, 17), "age <= 17", yes},
		{situation.AtMost(age, 16), "age <= 16", unknown},
		{situation.AtMost(age, 5), "age <= 5", no},
	} {
		if got := c.is.Eval(s); got != c.want || c.is.String() != c.text || !c.is.Facts().Has(age.Index) {
			t.Errorf("« %s » of 6 to 17 is %s, not %s", c.is, got, c.want)
		}
	}
}

func TestWhatIsWrongInAConditionIsNamed(t *testing.T) {
	words := loaded(t, small)
	for _, c := range []struct{ name, text, says string }{
		{"an unknown fact", "chatte = oui", "le fait « chatte » n'est pas déclaré"},
		{"an unknown fact in known", "known(chatte)", "le fait « chatte » n'est pas déclaré"},
		{"an unknown value of a choice", "couleur = jaune", "« jaune » n'est pas une valeur de « couleur » (rouge, vert, bleu)"},
		{"an unknown value in a list", "couleur in (rouge, jaune)", "« jaune » n'est pas une valeur"},
		{"a number out of bounds", "age = 31", "« 31 » n'est pas un nombre de 0 à 30"},
		{"a word for a number", "age = vieux", "« vieux » n'est pas un nombre de 0 à 30"},
		{"a code too short", "commune = 5935", "« 5935 » n'est pas un code INSEE de « commune »"},
		{"a département too long", "departement = 59350", "« 59350 » n'est pas un code INSEE de « departement »"},
		{"a missing parenthesis", "(chat = oui or chien = oui", "« ) » attendu, «  » trouvé"},
		{"a missing parenthesis in a list", "couleur in (rouge, vert", "« ) » attendu, «  » trouvé"},
		{"a missing parenthesis after known", "known(chat and chien = oui", "« ) » attendu, « and » trouvé"},
		{"known without parentheses", "known chat", "« ( » attendu, « chat » trouvé"},
		{"a list without parentheses", "couleur in rouge, vert", "« ( » attendu, « rouge » trouvé"},
		{"a parenthesis too many", "chat = oui)", "« ) » n'est pas attendu ici"},
		{"two conditions without a word between", "chat = oui chien = oui", "« chien » n'est pas attendu ici"},
		{"an order on a choice", "couleur < vert", "« couleur » n'est pas un nombre"},
		{"an order on yes and no", "chat >= oui", "« chat » n'est pas un nombre"},
		{"an order on a commune", "commune > 59350", "« commune » n'est pas un nombre"},
		{"no operator", "chat", "= != < <= > >= ou in attendu après « chat », «  » trouvé"},
		{"two signs of equality", "chat == oui", "« = » n'est pas une valeur de « chat »"},
		{"a sign alone", "chat ! oui", "= != < <= > >= ou in attendu après « chat », « ! » trouvé"},
		{"no value", "chat =", "une valeur de « chat » est attendue"},
		{"an empty list", "couleur in ()", "« ) » n'est pas une valeur de « couleur »"},
		{"nothing at all", "", "le fait «  » n'est pas déclaré"},
		{"a dangling and", "chat = oui and", "le fait «  » n'est pas déclaré"},
		{"a dangling or", "chat = oui or", "le fait «  » n'est pas déclaré"},
		{"another sign", "chat = oui && chien = oui", "« & » n'est pas attendu ici"},
		{"quotes", `couleur = "rouge"`, "n'est pas une valeur de « couleur »"},
		{"too many negations", strings.Repeat("not ", situation.MaxConditionDepth) + "chat = oui", "plus de 20 niveaux"},
		{"too many parentheses", strings.Repeat("(", 100000) + "chat = oui" + strings.Repeat(")", 100000), "plus de 20 niveaux"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := words.Compile(c.text)
			if err == nil || got != nil {
				t.Fatalf("« %s » is accepted", c.text)
			}
			if !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "condition « "+c.text) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestTheDeepestConditionAllowedIsAccepted(t *testing.T) {
	words := loaded(t, small)
	deep := situation.MaxConditionDepth - 1
	c := compiled(t, words, strings.Repeat("not ", deep)+"chat = oui")
	if got := c.Eval(known(t, words, map[string]string{"chat": "oui"})); got != no {
		t.Errorf("%d negations give %s", deep, got)
	}
	compiled(t, words, strings.Repeat("(", deep)+"chat = oui"+strings.Repeat(")", deep))
	compiled(t, words, strings.Repeat("(not chat = oui) and ", 1000)+"chien = non") // side by side is not deep
}
