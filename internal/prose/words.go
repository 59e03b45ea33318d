package prose

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// ban is a family of words nobody should have to read, and what to write in their place.
//
// Forms are separated by commas. In a form, "+" stands for an optional s, "~" for an optional e, s or es,
// "-er" for the endings of a verb, "a|b" for a choice.
type ban struct {
	forms string
	write string
	named bool // also the official name of something, which may be written once it is explained
}

var bans = []ban{
	{forms: "bénéfici-er", write: "avoir, recevoir"},
	{forms: "percevoir, perçois, perçoit, percevons, percevez, perçoivent, perçu~, percevra, percevrez, percevait, perceviez", write: "avoir, recevoir"},
	{forms: "allocation+, prestation+, indemnité+", write: "aide, argent (puis le nom officiel, expliqué)", named: true},
	{forms: "effectu-er, entam-er", write: "faire une demande"},
	{forms: "ressource+, revenus du foyer", write: "l'argent que vous recevez chaque mois"},
	{forms: "foyer+, ménage+", write: "les personnes qui vivent avec vous"},
	{forms: "justificatif+, justificative+, pièce+ justificative+", write: "document, papier"},
	{forms: "fournir, fournis, fournit, fournissons, fournissez, fournissent, fourni, fournie+, fournira, fournirez, transmettre, transmets, transmet, " +
		"transmettons, transmettez, transmettent, transmis, transmise+, transmettra, transmettrez, produire, produisez, produisons, produisent", write: "donner, envoyer"},
	{forms: "domicile+, résidence+, lieu|lieux de résidence", write: "chez vous, votre logement, votre adresse"},
	{forms: "domiciliation+, domicilié~, domicilier", write: "une adresse pour recevoir votre courrier (on appelle cela la domiciliation)", named: true},
	{forms: "hébergement+ d'urgence", write: "un lit pour cette nuit", named: true},
	{forms: "éligible+, éligibilité, remplir|remplis|remplit|remplissez|remplissent|rempli les|ces|des|toutes|certaines conditions, " +
		"remplir|remplit|remplissez|remplissent toutes les conditions", write: "vous pouvez peut-être avoir"},
	{forms: "sous réserve", write: "si"},
	{forms: "le cas échéant", write: "si besoin"},
	{forms: "afin, en vue de|d|du|des", write: "pour"},
	{forms: "conformément, dans le cadre, au titre de|d|du|des", write: "à supprimer"},
	{forms: "à compter de|d|du|des", write: "à partir de"},
	{forms: "dans les meilleurs délais", write: "vite, ou le nombre de jours"},
	{forms: "sous quinzaine", write: "dans 15 jours"},
	{forms: "organisme+, structure+, dispositif+, instance+", write: "lieu, association, aide, service"},
	{forms: "accompagnement+, prise+ en charge, pris en charge", write: "aide"},
	{forms: "munir, munissez, muni, munie+, munis", write: "apporter"},
	{forms: "acquitt-er", write: "payer"},
	{forms: "sollicit-er", write: "demander à"},
	{forms: "saisir, saisis, saisit, saisissons, saisissez, saisissent", write: "demander à (un service), écrire (au clavier)"},
	{forms: "notification+", write: "lettre"},
	{forms: "courrier+ recommandé+, accusé+ de réception, recommandé avec AR", write: "lettre à signer"},
	{forms: "cliqu-er", write: "appuyer, choisir"},
	{forms: "valider, validez, validons, valident, validé~, validera, validant", write: "appuyer, dire oui"},
	{forms: "menu+, interface+", write: "bouton, écran"},
	{forms: "identifiant+", write: "votre nom de compte"},
	{forms: "authentifi-er, authentification+, connect-er", write: "entrer dans votre compte"},
	{forms: "télévers-er, pièce+ jointe+", write: "envoyer une photo"},
	{forms: "vulnérable+, précaire+, assisté~", write: "à supprimer"},
	{forms: "sdf", write: "sans logement"},
	{forms: "illettré~", write: "lire est difficile"},
	{forms: "anonyme+, confidentiel+, confidentielle+, secret+, secrète+, sécurisé~", write: "dire le fait : ce qui est gardé, combien de temps, qui le lit"},
	{forms: "ci-dessous", write: "à supprimer : le message doit se comprendre à l'oreille"},
	{forms: "avez|aurez|auriez droit, avez|aurez|auriez peut-être|bien|aussi|sûrement droit, avez-vous droit, avoir droit à", write: "vous pouvez demander"},
}

// falseAlarms are everyday phrases in which a banned word is in its place.
const falseAlarms = "code+ secret+, alcooliques anonymes, narcotiques anonymes, faire|fait|fais|faites|font le ménage, femme+ de ménage, homme+ de ménage, " +
	"heure+ de ménage, foyer+ de jeunes travailleurs, foyer+ de travailleurs, aide+ à domicile, résidence+ universitaire+, résidence+ autonomie, " +
	"résidence+ sociale+, résidence+ étudiante+, au titre de séjour, au titre de transport, au titre de voyage, procréation médicalement assistée, conduite assistée"

// explaining are the terms of a sentence that names something after having said it in everyday words.
var explaining = [][]string{
	{"appelle", "cela"}, {"appelle", "ça"}, {"appelle", "aussi"}, {"s", "appelle"}, {"s", "appellent"}, {"veut", "dire"},
	{"nom", "officiel"}, {"nom", "exact"}, {"vrai", "nom"}, {"c", "est", "à", "dire"},
}

// lexicon maps each banned phrase, its terms joined by spaces, to its family.
var lexicon = sync.OnceValue(func() map[string]*ban {
	phrases := map[string]*ban{}
	for i := range bans {
		for _, p := range expand(bans[i].forms) {
			phrases[strings.Join(p, " ")] = &bans[i]
		}
	}
	return phrases
})

// rightPlaces are the false alarms, as terms.
var rightPlaces = sync.OnceValue(func() [][]string { return expand(falseAlarms) })

const longestPhrase = 5 // terms

// hit is a banned phrase found in a sentence.
type hit struct {
	phrase string
	ban    *ban
}

func judgeWords(found *findings, sentences []sentence, except []string) {
	if !slices.ContainsFunc(sentences, func(s sentence) bool { return len(bannedIn(s.terms, nil)) > 0 }) {
		return // most texts: no need to look at the exceptions, which may be hundreds of names
	}
	allowed := append(exceptions(except), rightPlaces()...)
	hits := make([][]hit, len(sentences))
	explained := map[*ban]bool{}
	for i, s := range sentences {
		hits[i] = bannedIn(s.terms, allowed)
		next := i+1 < len(sentences) && explains(sentences[i+1].terms)
		for _, h := range hits[i] {
			if slices.ContainsFunc(explaining, func(e []string) bool { return index(s.terms, e, 0) >= 0 }) || h.ban.named && next {
				explained[h.ban] = true
			}
		}
	}
	told := map[string]bool{}
	for _, h := range slices.Concat(hits...) {
		if !explained[h.ban] && !told[h.phrase] {
			told[h.phrase] = true
			found.add("word", Fault, fmt.Sprintf("mot à ne pas écrire : « %s »", h.phrase), h.ban.write)
		}
	}
}

// explains says whether a sentence explains the one before: "C'est une adresse pour votre courrier."
func explains(terms []string) bool {
	return index(terms, []string{"c", "est"}, 0) == 0 || index(terms, []string{"ce", "sont"}, 0) == 0 || index(terms, []string{"cela", "veut", "dire"}, 0) == 0
}

// bannedIn finds the banned phrases of a sentence, the longest first, outside the allowed ones.
func bannedIn(terms []string, allowed [][]string) []hit {
	free := make([]bool, len(terms))
	for _, a := range allowed {
		for at := index(terms, a, 0); at >= 0; at = index(terms, a, at+1) {
			for i := range a {
				free[at+i] = true
			}
		}
	}
	var hits []hit
	for i := 0; i < len(terms); i++ {
		for n := min(longestPhrase, len(terms)-i); n > 0; n-- {
			phrase := strings.Join(terms[i:i+n], " ")
			if b, ok := lexicon()[phrase]; ok && !slices.Contains(free[i:i+n], true) {
				hits = append(hits, hit{phrase: phrase, ban: b})
				i += n - 1
				break
			}
		}
	}
	return hits
}

// exceptions turns the names and words allowed here into terms; the parts of a name on both sides of a bracket, a comma
// or a dash count apart, since texts seldom say a name whole.
func exceptions(except []string) [][]string {
	var allowed [][]string
	for _, e := range except {
		allowed = append(allowed, terms(e))
		for _, part := range strings.FieldsFunc(e, func(r rune) bool { return strings.ContainsRune("(),/:;–—", r) }) {
			allowed = append(allowed, terms(part))
		}
	}
	return slices.DeleteFunc(allowed, func(a []string) bool { return len(a) == 0 })
}

// index finds a phrase in terms, at or after from; a plural s more is the same word.
func index(terms, phrase []string, from int) int {
	for i := from; i+len(phrase) <= len(terms); i++ {
		if slices.EqualFunc(terms[i:i+len(phrase)], phrase, func(a, b string) bool { return a == b || a == b+"s" }) {
			return i
		}
	}
	return -1
}

var verbEndings = []string{"er", "e", "es", "ez", "ons", "ent", "é", "ée", "és", "ées", "ant", "era", "erez", "eront", "ait", "aient", "iez"}

// expand writes out the forms of a table, each as its terms.
func expand(forms string) [][]string {
	var all [][]string
	for form := range strings.SplitSeq(forms, ",") {
		phrases := []string{""}
		for word := range strings.FieldsSeq(form) {
			var longer []string
			for _, p := range phrases {
				for _, w := range inflect(word) {
					longer = append(longer, p+" "+w)
				}
			}
			phrases = longer
		}
		for _, p := range phrases {
			all = append(all, terms(p))
		}
	}
	return all
}

func inflect(word string) []string {
	with := func(stem string, endings ...string) []string {
		var words []string
		for _, e := range endings {
			words = append(words, stem+e)
		}
		return words
	}
	if stem, ok := strings.CutSuffix(word, "-er"); ok {
		return with(stem, verbEndings...)
	}
	if stem, ok := strings.CutSuffix(word, "+"); ok {
		return with(stem, "", "s")
	}
	if stem, ok := strings.CutSuffix(word, "~"); ok {
		return with(stem, "", "e", "s", "es")
	}
	return strings.Split(word, "|")
}
