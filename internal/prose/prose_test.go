package prose

import (
	"slices"
	"strings"
	"testing"
)

// told gives the findings as "rule" for a fault and "rule?" for a warning.
func told(found []Finding) string {
	var rules []string
	for _, f := range found {
		r := f.Rule
		if f.Severity == Warning {
			r += "?"
		}
		rules = append(rules, r)
	}
	return strings.Join(rules, " ")
}

func repeat(word string, n int) string { return strings.TrimSpace(strings.Repeat(word+" ", n)) }

func TestMessage(t *testing.T) {
	for _, c := range []struct {
		name        string
		text        string
		plain, easy string
	}{
		{"a good text has nothing against it", "Le RSA est une aide.\nVous pouvez demander le RSA.", "", ""},
		{"an empty text is a mistake", " \n", "empty", "empty"},
		{"a text that is only a variable is not judged", "{{.Advice}}", "", ""},
		{"twelve words are fine", repeat("mot", 12) + ".", "", "mean"},
		{"thirteen words are too many for easy", repeat("mot", 13) + ".\nBien.\nMerci.", "", "sentence"},
		{"sixteen words warn", repeat("mot", 16) + ".\nBien.\nMerci.", "sentence?", "sentence"},
		{"twenty-one words fault", repeat("mot", 21) + ".\nBien.\nMerci.\nAllez.", "sentence", "sentence"},
		{"the mean counts too", repeat("mot", 13) + ".\n" + repeat("mot", 12) + ".", "mean", "sentence mean"},
		{"six sentences are one too many", "Un.\nDeux.\nTrois.\nQuatre.\nCinq.\nSix.", "sentences", "sentences"},
		{"easy wants one sentence per line", "Venez ici. Prenez un papier.", "", "line"},
		{"201 characters are too long for easy", strings.Repeat("a", 201), "", "length"},
		{"301 characters are too long", strings.Repeat("a", 301), "length", "length"},
		{"a variable has no length", strings.Repeat("a", 190) + "{{.AVeryLongNameForAVariableThatIsNotShown}}", "", ""},
		{"long words warn in a message of twenty words",
			repeat("papier", 10) + ".\n" + repeat("papier", 10) + ".",
			"kandel-moles?", "kandel-moles?"},

		{"a banned word", "Vous devez fournir un papier.", "word", "word"},
		{"a banned word in the plural", "Apportez vos justificatifs.", "word", "word"},
		{"a banned word in the feminine", "Cette page est sécurisée.", "word passive?", "word passive"},
		{"a banned word at the head of a sentence", "Ressources : 600 euros.", "word", "word"},
		{"a banned phrase after an elision", "Cherchez un hébergement d'urgence.", "word", "word"},
		{"the same word twice is told once", "Un foyer et un foyer.", "word", "word"},
		{"a word inside another is fine", "FranceConnect aide les fournisseurs.", "", ""},
		{"a valid passport is fine", "Votre passeport est valide.", "", ""},
		{"produce of the shops is fine", "Voici des produits pour bébé.", "", ""},
		{"the code of a bank card is a secret code", "Gardez votre code secret.", "", ""},
		{"a residence permit is a title", "Grâce au titre de séjour.", "", ""},
		{"cleaning is not a household", "Une personne peut faire le ménage.", "", ""},
		{"a word named after its meaning", "C'est une adresse pour votre courrier.\nOn appelle cela la domiciliation.", "", ""},
		{"a name explained in the next sentence", "Vous pouvez demander une domiciliation.\nC'est une adresse pour votre courrier.", "", ""},
		{"a hard verb is not excused by the next sentence", "Vous pouvez solliciter la mairie.\nC'est gratuit.", "word", "word"},
		{"aide is an everyday word", "Je cherche une aide.", "", ""},
		{"urgence is left to the author", "Urgence : appelez le 15.", "", ""},
		{"never a promise", "Vous avez droit au RSA.", "word", "word"},
		{"nor a softened promise", "Vous avez peut-être droit à une aide.", "word", "word"},
		{"the right to refuse is not a promise of money", "Vous avez le droit de refuser.", "", ""},
		{"never click", "Cliquez ici.", "word", "word"},
		{"never below", "Regardez ci-dessous.", "word", "word"},
		{"never SDF", "Pour les SDF.", "word", "word"},

		{"one negation", "Je ne sais pas.", "", "negation?"},
		{"two negations", "Je ne sais pas.\nVous n'avez plus de papiers.", "negation?", "negation?"},
		{"plus without ne is not a negation", "Vous voulez plus de temps.", "", ""},

		{"the passive", "Vos réponses sont gardées.", "passive?", "passive"},
		{"the passive after a negation", "L'aide n'est pas versée.", "passive?", "passive negation?"},
		{"the passive with an adverb", "L'aide est automatiquement payée.", "passive?", "passive"},
		{"the passive in the past", "Votre demande a été reçue.", "passive?", "passive"},
		{"the passive in the infinitive", "Le papier peut être mis ici.", "passive?", "passive"},
		{"maybe is not the verb", "Vous avez peut-être reçu une lettre.", "", ""},
		{"a past with être is active", "Vous êtes arrivé en France.", "", ""},
		{"a reflexive past is active", "Il s'est présenté.\nVous vous êtes lavé.", "", ""},
		{"it is written is easy", "C'est écrit sur la lettre.", "", ""},
		{"an adjective is not a passive", "Le bureau est fermé.\nVous êtes marié ?", "", ""},
		{"nobody is obliged to answer", "Vous n'êtes pas obligé de répondre.", "", "negation?"},
		{"summer is not a participle", "Le bureau est fermé en été.", "", ""},
		{"a hard relative", "Voici l'aide dont vous parlez.", "relative?", "relative"},
		{"a relative after a preposition", "Le lieu dans lequel vous dormez.", "relative?", "relative"},
		{"a question with laquelle", "Laquelle voulez-vous ?", "", ""},

		{"one pair of brackets", "Le CCAS (service de la mairie) aide.", "", "mark"},
		{"two pairs of brackets", "Le CCAS (mairie) et la CAF (aides).", "mark", "mark"},
		{"a lone bracket", "Le CCAS (mairie.", "mark", "mark"},
		{"a semicolon", "Venez ; je vous attends.", "mark", "mark"},
		{"a slash", "Le 04/05/2026.", "mark", "mark"},
		{"a slash in a link", "La page https://exemple.fr/aide est ici.", "", ""},
		{"and or", "Une facture et/ou un loyer.", "mark", "mark"},
		{"a form in (e)", "Vous êtes étudiant(e) ?", "feminine", "feminine"},
		{"a form with a middle dot", "Les étudiant·es.", "feminine", "feminine"},
		{"a form with a full stop", "Un.e étudiant.", "feminine", "feminine"},
		{"a name with a middle dot", "Le site data·inclusion aide.", "", ""},
		{"a percentage", "Vous payez 20 % du prix.", "percent", "percent"},
		{"a percentage in words", "Vous payez vingt pour cent.", "percent", "percent"},
		{"one emoji at the end of a line", "Voici les repas 🍽️\nVenez.", "", ""},
		{"an emoji inside a line", "Voici 🍽️ les repas.", "emoji", "emoji"},
		{"two emoji", "Voici les repas 🍽️🏠", "emoji", "emoji"},
		{"two words in capitals", "Le RSA et la CAF.\nLa CAF MSA aide.", "", ""},
		{"three words in capitals", "Voici APPELEZ LE SAMU vite.", "capitals", "capitals"},
		{"capitals with a number between", "APPELEZ LE 15 VITE.", "capitals", "capitals"},
		{"variables are no capitals", "{{.AAA}} {{.BBB}} {{.CCC}}", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(Message(Plain, c.text)); got != c.plain {
				t.Errorf("plain: %q, want %q: %+v", got, c.plain, Message(Plain, c.text))
			}
			if got := told(Message(Easy, c.text)); !sameRules(got, c.easy) {
				t.Errorf("easy: %q, want %q: %+v", got, c.easy, Message(Easy, c.text))
			}
		})
	}
}

func sameRules(got, want string) bool {
	a, b := strings.Fields(got), strings.Fields(want)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func TestExceptionsAreNotJudged(t *testing.T) {
	for _, c := range []struct{ name, text, except, want string }{
		{"a name with a banned word", "Allez à Habitat Jeunes.\nCe sont des foyers pour jeunes.", "Foyer pour jeunes", ""},
		{"only the name is allowed, not its words", "Votre foyer compte 3 personnes.", "Foyer pour jeunes", "word"},
		{"the part of a name before a bracket", "Demandez une domiciliation.", "Domiciliation (élection de domicile)", ""},
		{"the part of a name inside the brackets", "Demandez une élection de domicile.", "Domiciliation (élection de domicile)", ""},
		{"a name with a slash", "Appelez ADIL / ANIL.", "ADIL / ANIL", ""},
		{"a name in capitals", "Demandez SOS VOIX AIDE ici.", "SOS VOIX AIDE", ""},
		{"an empty exception allows nothing", "Votre foyer.", "", "word"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(Message(Plain, c.text, c.except)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestAFindingTellsWhatAndHowToMend(t *testing.T) {
	found := Message(Easy, repeat("mot", 30)+".")
	want := Finding{"sentence", Fault, "phrase de 30 mots (12 au plus) : « mot mot mot mot… »", "couper la phrase en 3"}
	if found[0] != want {
		t.Errorf("%+v, want %+v", found[0], want)
	}
	found = Message(Plain, "Vous avez droit à une aide.")
	want = Finding{"word", Fault, "mot à ne pas écrire : « avez droit »", "vous pouvez demander"}
	if found[0] != want {
		t.Errorf("%+v, want %+v", found[0], want)
	}
}

// Every form of the table of banned words is found when it is written alone, and says what to write.
func TestEveryBannedFormIsFound(t *testing.T) {
	for _, b := range bans {
		if b.write == "" {
			t.Errorf("%s: nothing to write in its place", b.forms)
		}
		for _, form := range expand(b.forms) {
			text := strings.ReplaceAll(strings.Join(form, " "), "peutêtre", "peut-être")
			if found := Message(Plain, text); !slices.ContainsFunc(found, func(f Finding) bool { return f.Rule == "word" }) {
				t.Errorf("%q is not found", text)
			}
		}
	}
}

// The left column of the writing guide, as it is written there.
func TestTheGuidesBannedWords(t *testing.T) {
	for text := range strings.SplitSeq(`bénéficier de;percevoir;allocation;prestation;indemnité;effectuer une démarche;entamer une démarche;ressources;revenus du foyer;foyer;ménage;
		justificatif;pièce justificative;fournir;transmettre;produire;domicile;résidence;lieu de résidence;domiciliation;hébergement d'urgence;éligible;
		remplir les conditions;sous réserve de;le cas échéant;afin de;en vue de;conformément à;dans le cadre de;au titre de;à compter du;dans les meilleurs délais;
		sous quinzaine;organisme;structure;dispositif;instance;accompagnement;prise en charge;se munir de;s'acquitter de;solliciter;saisir;notification;
		courrier recommandé avec AR;cliquer;valider;menu;interface;identifiant;s'authentifier;se connecter;téléverser;pièce jointe;vulnérable;précaire;assisté;SDF;
		illettré;anonyme;confidentiel;secret;sécurisé`, ";") {
		if got := told(Message(Plain, strings.TrimSpace(text))); !strings.Contains(got, "word") {
			t.Errorf("%q is not found: %q", strings.TrimSpace(text), got)
		}
	}
}

// The texts that the guide gives as good have no fault, at their level.
func TestTheGuidesGoodExamples(t *testing.T) {
	for text, level := range map[string]Level{
		"Le RSA est une aide. C'est de l'argent chaque mois. Vous devez vivre en France.":                                              Plain,
		"Vous pouvez demander le RSA. Le RSA est une aide de l'État. C'est de l'argent chaque mois. La CAF décide.":                    Plain,
		"J'ai bien reçu votre message vocal, mais je ne sais pas écouter. Appuyez sur un bouton, ou demandez à parler à une personne.": Plain,
		"Vous êtes en danger ? Appelez le 17 ou le 112. Vous entendez mal ? Écrivez au 114 par SMS. C'est gratuit.":                    Plain,
		"Je n'ai pas compris. Vos réponses sont gardées. Choisissez un bouton.":                                                        Plain,
		"Le RSA est une aide.\nC'est de l'argent chaque mois.\nVous pouvez demander le RSA.\nLa CAF décide.":                           Easy,
		"J'ai reçu votre voix.\nJe suis un robot.\nJe comprends seulement les boutons.\nUne personne peut vous aider.":                 Easy,
	} {
		for _, f := range Message(level, text) {
			if f.Severity == Fault {
				t.Errorf("%q: %+v", text, f)
			}
		}
	}
}

func TestLabel(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a good label", "Voir les repas", ""},
		{"24 characters", strings.Repeat("a", 24), ""},
		{"25 characters", strings.Repeat("a", 25), "label"},
		{"an accent is one character", strings.Repeat("é", 24), ""},
		{"an empty label", " ", "empty"},
		{"a label that is a variable", "{{.Place}}", ""},
		{"a reserved word", "Aide", "reserved"},
		{"a reserved word with signs", "Retour !", "reserved"},
		{"a reserved word with an emoji", "↩️ Retour", "reserved"},
		{"a reserved phrase with accents and a curly apostrophe", "PARLER À QUELQU’UN", "reserved capitals"},
		{"a reserved phrase with no-break spaces", "Je\u00a0ne sais pas", "reserved"},
		{"a label that only begins like a reserved one", "Aide pour manger", ""},
		{"all capitals", "MANGER", "capitals"},
		{"an acronym alone", "RSA", ""},
		{"two acronyms", "RSA, AAH", ""},
		{"an emoji of the list, first", "🍽️ Manger", ""},
		{"an emoji at the end", "Manger 🍽️", "emoji?"},
		{"an emoji outside the list", "👤 Moi", "emoji?"},
		{"two emoji", "🍽️🏠 Manger", "emoji?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(Label(c.text)); got != c.want {
				t.Errorf("%q: %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestFile(t *testing.T) {
	for _, c := range []struct {
		name        string
		m           Measure
		plain, easy string
	}{
		{"a short file is not judged", Measure{Words: 99, Sentences: 1, Syllables: 400, Long: 99}, "", ""},
		{"an easy file", Measure{Words: 100, Sentences: 12, Syllables: 150, Long: 10}, "", ""},
		{"a file for plain only", Measure{Words: 100, Sentences: 10, Syllables: 164, Long: 28}, "", "file-kandel-moles file-lix"},
		{"a hard file", Measure{Words: 200, Sentences: 10, Syllables: 400, Long: 80}, "file-kandel-moles file-lix", "file-kandel-moles file-lix"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(File(Plain, c.m)); got != c.plain {
				t.Errorf("plain: %q, want %q", got, c.plain)
			}
			if got := told(File(Easy, c.m)); got != c.easy {
				t.Errorf("easy: %q, want %q", got, c.easy)
			}
		})
	}
}

func FuzzMessage(f *testing.F) {
	for _, seed := range []string{
		"Le RSA est une aide.\nC'est de l'argent chaque mois.", "{{.A}} {{ 36 46 }} l'{{.B}}", "1. 2) • … ?!»", "🍽️🏠👨‍👩‍👧🇫🇷1️⃣", "et/ou étudiant(e)·es 20 %",
		"Vous n'êtes pas\r\npeut-être aidé", "\xff\uE000é\u0301", "s'est ne c'est été",
	} {
		f.Add(seed, "Domiciliation (élection)")
	}
	f.Fuzz(func(t *testing.T, text, except string) {
		for _, level := range []Level{Plain, Easy} {
			for _, found := range Message(level, text, except) {
				if found.Rule == "" || found.What == "" || found.Mend == "" {
					t.Errorf("%q: %+v", text, found)
				}
			}
		}
		Label(text)
		m := Measured(text)
		if m.Syllables < m.Words || m.Long > m.Words || m.Sentences > m.Words || m.Sentences == 0 && m.Words > 0 {
			t.Errorf("%q: %+v", text, m)
		}
		if twice := Measured(text + "\n" + text); twice != m.Add(m) {
			t.Errorf("%q: %+v twice is %+v", text, m, twice)
		}
	})
}
