package listen_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/listen"
	"passerelle/internal/source"
)

const smallDanger = `kinds:
  - {id: feu, need: urgence, alarm: [pompiers], text: [sms], settles: {need: urgence, quand: ce_soir}}
  - {id: coups, alarm: [police]}
phrases:
  - kind: feu
    certain: [ça brûle]
    confirm: [fumée]
  - kind: coups
    certain: [il me bat]
    confirm: [coups]
calm:
  - coups de main
`

const smallWords = `words:
  - need: logement
    terms: [toit]
  - needs: [papiers, aides]
    weak: [dossier]
  - need: aides
    service: caf
    type: sigle
    lang: fr
    terms: [caf]
renamed:
  - {id: assedic, old: ASSEDIC, new: France Travail, when: "2024", service: null, terms: [assedic]}
reserved:
  - {command: back, lang: fr, terms: [retour]}
`

func load(danger, words string) (*listen.Ear, []source.Fault) {
	faults := new(source.Faults)
	dir := fstest.MapFS{"words/essai.yaml": {Data: []byte(words)}}
	if danger != "" {
		dir["danger.yaml"] = &fstest.MapFile{Data: []byte(danger)}
	}
	e := listen.Load(source.Read(faults, source.Layer{Name: "flows", FS: dir}))
	return e, faults.Sorted()
}

func TestAVocabularyIsKeptAsItIsWritten(t *testing.T) {
	e, told := load(smallDanger, smallWords)
	if len(told) > 0 {
		t.Fatal(told)
	}
	feu := e.Kinds["feu"]
	if len(e.Kinds) != 2 || feu.Need != "urgence" || !slices.Equal(feu.Alarm, []string{"pompiers"}) || !slices.Equal(feu.Text, []string{"sms"}) {
		t.Errorf("%+v", feu)
	}
	if want := []listen.Fact{{ID: "need", Value: "urgence"}, {ID: "quand", Value: "ce_soir"}}; !slices.Equal(feu.Settles, want) {
		t.Errorf("it settles %v", feu.Settles)
	}
	if at := feu.At("x", "y"); at.File != "flows/danger.yaml" || at.Line != 2 {
		t.Errorf("it stands at %s", at)
	}
	if got := e.NeedsOf(); !slices.Equal(slices.Compact(slices.Sorted(slices.Values(got))), []string{"aides", "logement", "papiers"}) {
		t.Errorf("the needs named are %q", got)
	}
	if got := e.ConfirmKinds(); !slices.Equal(got, []string{"feu", "coups"}) {
		t.Errorf("the kinds to confirm are %q", got)
	}
	if h := e.Hear("mon toit, à l'assedic"); !slices.Equal(h.Renamed, []string{"assedic"}) || len(e.Old) != 1 || e.Old[0].ID != "assedic" {
		t.Errorf("old names: %+v, %+v", h.Renamed, e.Old)
	}
	if h := e.Hear("la caf"); !slices.Equal(h.Facts, []listen.Fact{{ID: listen.NamedService, Value: "caf", Words: "caf"}}) {
		t.Errorf("the service named: %+v", h.Facts)
	}
	h := e.Hear("un dossier, ça brule")
	if len(h.Dangers) != 1 || h.Dangers[0].Kind != "feu" || !h.Dangers[0].Certain || len(h.Needs) != 2 || h.Needs[0].Need != "papiers" || !h.Needs[1].Weak {
		t.Errorf("%+v", h)
	}
	if h := e.Hear("des coups de main"); len(h.Dangers) > 0 {
		t.Errorf("%+v", h.Dangers)
	}
	if h := e.Hear("des coups, de main de maître"); len(h.Dangers) > 0 {
		t.Errorf("commas count: %+v", h.Dangers)
	}
}

func TestAMistakeInTheVocabularyIsToldAtItsLine(t *testing.T) {
	thirteen := strings.TrimSpace(strings.Repeat("mot ", 13))
	for _, c := range []struct {
		name, danger, words string
		file                string
		line                int
		says                string
	}{
		{"a kind that is not there", strings.Replace(smallDanger, "- kind: coups", "- kind: cris", 1), smallWords, "danger.yaml", 8, "le danger « cris » n'existe pas"},
		{"phrases of no kind", strings.Replace(smallDanger, "- kind: coups\n    certain", "- certain", 1), smallWords, "danger.yaml", 8, "il manque « kind »"},
		{"a kind declared twice", strings.Replace(smallDanger, "id: coups", "id: feu", 1), smallWords, "danger.yaml", 3, "le danger « feu » est déclaré deux fois"},
		{"a kind without an alarm", strings.Replace(smallDanger, ", alarm: [police]", "", 1), smallWords, "danger.yaml", 3, "il manque « alarm »"},
		{"a kind without an id", strings.Replace(smallDanger, "id: coups, ", "", 1), smallWords, "danger.yaml", 3, "il manque « id »"},
		{"a phrase without a letter", strings.Replace(smallDanger, "[fumée]", "[\"!?\"]", 1), smallWords, "danger.yaml", 7, "« !? » n'a pas de mot"},
		{"a phrase of thirteen words", strings.Replace(smallDanger, "coups de main", thirteen, 1), smallWords, "danger.yaml", 12, "a plus de 12 éléments"},
		{"an unknown key in a kind", strings.Replace(smallDanger, "id: coups,", "id: coups, sure: true,", 1), smallWords, "danger.yaml", 3, "clé inconnue « sure »"},
		{"no phrases", strings.Replace(smallDanger, "phrases:", "phrase:", 1), smallWords, "danger.yaml", 4, "clé inconnue « phrase »"},
		{"a list that is not there", strings.Replace(smallDanger, "[ça brûle]", "[\"{personne} brûle\"]", 1), smallWords, "danger.yaml", 6, "la liste « personne » n'est pas déclarée"},
		{"a list declared twice", smallDanger + "lists: {qui: [moi]}\n", smallWords + "lists: {qui: [toi]}\n", "words/essai.yaml", 15, "la liste « qui » est déclarée deux fois"},
		{"words for nothing", smallDanger, strings.Replace(smallWords, "- need: logement\n    terms", "- terms", 1), "words/essai.yaml", 2, "ces mots ne disent aucun besoin"},
		{"a word without a letter", smallDanger, strings.Replace(smallWords, "[caf]", "[caf, \"…\"]", 1), "words/essai.yaml", 10, "« … » n'a pas de mot"},
		{"a command that is not there", smallDanger, strings.Replace(smallWords, "command: back", "command: reculer", 1), "words/essai.yaml", 14, "la commande « reculer » n'existe pas"},
		{"a command without a name", smallDanger, strings.Replace(smallWords, "command: back, ", "", 1), "words/essai.yaml", 14, "il manque « command »"},
		{"a command without words", smallDanger, strings.Replace(smallWords, ", terms: [retour]", "", 1), "words/essai.yaml", 14, "il manque « terms »"},
		{"an unknown key in words", smallDanger, strings.Replace(smallWords, "    type: sigle", "    kind: sigle", 1), "words/essai.yaml", 8, "clé inconnue « kind »"},
		{"an unknown key in old names", smallDanger, strings.Replace(smallWords, "old: ASSEDIC", "older: ASSEDIC", 1), "words/essai.yaml", 12, "clé inconnue « older »"},
		{"no file of danger", "", smallWords, "danger.yaml", 0, "le fichier du danger manque"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, told := load(c.danger, c.words)
			found := false
			for _, f := range told {
				found = found || strings.TrimPrefix(f.File, "flows/") == c.file && f.Line == c.line && strings.Contains(f.What, c.says) && f.Mend != ""
			}
			if !found {
				t.Errorf("%s:%d %q is not told, but: %v", c.file, c.line, c.says, told)
			}
		})
	}
}

func TestOfTwoKindsOfOneNameTheFirstIsKept(t *testing.T) {
	e, _ := load(strings.Replace(smallDanger, "id: coups", "id: feu", 1), smallWords)
	if feu := e.Kinds["feu"]; len(e.Kinds) != 1 || !slices.Equal(feu.Alarm, []string{"pompiers"}) {
		t.Errorf("%+v", e.Kinds)
	}
}

func TestOneDangerDoesNotHideAnother(t *testing.T) {
	e, told := load("kinds:\n  - {id: feu, alarm: [pompiers]}\n  - {id: coups, alarm: [police]}\nphrases:\n  - {kind: feu, confirm: [\"au feu il\"]}\n  - {kind: coups, certain: [\"il me bat\"]}\ncalm: [bat le beurre]\n", smallWords)
	if len(told) > 0 {
		t.Fatal(told)
	}
	if h := e.Hear("au feu il me bat"); len(h.Dangers) == 0 || h.Dangers[0].Kind != "coups" || !h.Dangers[0].Certain {
		t.Errorf("%+v", h.Dangers)
	}
	if h := e.Hear("au feu il me bat le beurre"); len(h.Dangers) != 1 || h.Dangers[0].Kind != "feu" || h.Dangers[0].Certain {
		t.Errorf("%+v", h.Dangers)
	}
}

func TestAPhraseOfTwelveWordsIsHeardAndAGroupNamedByItsLongest(t *testing.T) {
	twelve := make([]string, 12)
	for i := range twelve {
		twelve[i] = fmt.Sprintf("mot%d", i)
	}
	long := strings.Join(twelve, " ")
	e, told := load(smallDanger, "words:\n  - {need: long, terms: [\""+long+"\"]}\n  - {need: court, terms: [mot0, \"mot0 mot1\"]}\n")
	if len(told) > 0 {
		t.Fatal(told)
	}
	for message, want := range map[string]string{long: "long", "mot0 mot1": "court", "mot0 mot2": "court", strings.Join(twelve[:11], " "): "court"} {
		if h := e.Hear(message); len(h.Needs) != 1 || h.Needs[0].Need != want {
			t.Errorf("%q is heard as %+v", message, h.Needs)
		}
	}
	if h := e.Hear(strings.Join(twelve[:11], " ")); h.Needs[0].Words != "mot0 mot1" {
		t.Errorf("the longest phrase is %q", h.Needs[0].Words)
	}
}
