package territory

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// longestWords is how many bytes of what somebody types are read: the longest name of a commune has 45 letters.
const longestWords = 160

// asked is what somebody's words hold, taken apart.
type asked struct {
	text        string       // folded, without what is told below
	bare        string       // the same without small talk
	postcode    string       // "59000"
	number      int          // that may be an arrondissement's: "paris 11"; 0 for none
	departement *Departement // that a number tells: "Nantes (44)"
}

// read takes apart what somebody typed.
func (g *Gazetteer) read(typed string) asked {
	var a asked
	words := dropCedex(strings.Fields(fold(typed[:min(len(typed), longestWords)])))
	words, a.postcode = takePostcode(dropMeasures(words))
	words = g.takeNumber(g.numbersInFull(words), &a)
	words = g.numbersInFull(words)
	for i, word := range words {
		words[i] = lettersForDigits(word)
	}
	if a.departement != nil && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(beforeNumber, w) }) {
		words = nil
	}
	a.text = strings.Join(words, " ")
	a.bare = withoutChatter(a.text)
	return a
}

// numerals are the numbers that names of communes have, as words.
var numerals = map[string]string{"2": "deux", "3": "trois", "4": "quatre", "5": "cinq", "6": "six", "7": "sept", "8": "huit", "9": "neuf"}

// numbersInFull writes numbers as words where that makes a name: "les 2 alpes", "2 sèvres".
func (g *Gazetteer) numbersInFull(words []string) []string {
	if !slices.ContainsFunc(words, func(w string) bool { return numerals[w] != "" }) {
		return words
	}
	full := slices.Clone(words)
	for i, word := range full {
		full[i] = cmp.Or(numerals[word], word)
	}
	name := withoutChatter(strings.Join(full, " "))
	if len(g.names.being(readingOf(name).glued)) == 0 && g.departementNamed(name) == nil {
		return words
	}
	return full
}

// dropCedex takes out "cedex" and its number: they name a sorting office.
func dropCedex(words []string) []string {
	var kept []string
	for i, word := range words {
		office := i > 0 && words[i-1] == "cedex" && len(word) <= 2 && isNumber(word)
		if word != "cedex" && !office {
			kept = append(kept, word)
		}
	}
	return kept
}

// measures are what people count their way in.
var measures = []string{"km", "kms", "kilometre", "kilometres", "min", "mn", "minute", "minutes", "h", "heure", "heures"}

// dropMeasures takes out "10 km", "10km".
func dropMeasures(words []string) []string {
	var kept []string
	for _, word := range words {
		unit := strings.TrimLeft(word, "0123456789")
		measured := len(unit) < len(word) || len(kept) > 0 && isNumber(kept[len(kept)-1])
		if !measured || !slices.Contains(measures, unit) {
			kept = append(kept, word)
		} else if unit == word {
			kept = kept[:len(kept)-1]
		}
	}
	return kept
}

func isNumber(word string) bool {
	_, err := strconv.Atoi(word)
	return err == nil
}

// takePostcode takes out the first postcode, which may be in two parts ("75 011") or touch a word ("30252Cedex").
func takePostcode(words []string) (left []string, code string) {
	for i, word := range words {
		if code := strings.TrimSuffix(strings.TrimPrefix(word, "f"), "cedex"); isPostcode(code) {
			return slices.Concat(words[:i], words[i+1:]), code
		}
		if i+1 < len(words) && len(word) == 2 && isPostcode(word+words[i+1]) {
			return slices.Concat(words[:i], words[i+2:]), word + words[i+1]
		}
	}
	return words, ""
}

// arrondissement are the words beside the number of one.
var arrondissement = []string{"arrondissement", "arrondissements", "arrdt", "arrond", "arr", "ardt"}

// takeNumber takes out a number at either end: of an arrondissement, of a département, or of what it may be of the two.
func (g *Gazetteer) takeNumber(words []string, a *asked) []string {
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(arrondissement, w) })
	words = joinOrdinal(words)
	for _, i := range numberPlaces(words) {
		a.number, a.departement = ordinal(words[i]), g.departementCode(words[i])
		if a.number == 0 && i > 0 && slices.Contains(withArrondissements, words[0]) {
			a.number = 1 + slices.Index(romans, strings.TrimSuffix(strings.TrimSuffix(words[i], "eme"), "e"))
		}
		if a.number > 0 || a.departement != nil {
			return withoutNumber(words, i)
		}
	}
	return words
}

// joinOrdinal writes "3 eme" as one word.
func joinOrdinal(words []string) []string {
	for i := 1; i < len(words); i++ {
		if slices.Contains(ordinals, words[i]) && isNumber(words[i-1]) {
			words[i-1] += words[i]
			return slices.Delete(words, i, i+1)
		}
	}
	return words
}

// numberPlaces lists where a number may stand: at the end, at the beginning, and within the words if it has an ending.
func numberPlaces(words []string) []int {
	if len(words) == 0 {
		return nil
	}
	places := []int{len(words) - 1, 0}
	for i, word := range words {
		if !isNumber(word) && ordinal(word) > 0 {
			places = append(places, i)
		}
	}
	return places
}

// withoutNumber takes a number out, with what links it to the rest: "Saint-Denis dans le 93".
func withoutNumber(words []string, i int) []string {
	if i > 0 && i == len(words)-1 {
		return strings.Fields(withoutLinks(words[:i]))
	}
	if i > 0 && i < len(words)-1 && words[i-1] == "le" {
		return slices.Delete(words, i-1, i+1)
	}
	return slices.Delete(words, i, i+1)
}

// beforeNumber are the words that may stand before the number of a département: "dans le 93".
var beforeNumber = phrases("le; la; les; l; dans; en; departement; dept; dpt; dep; du; de; numero; no; n; mon; mon departement; c; est; j; habite; je; suis")

// withArrondissements are the cities after which a Roman number is read.
var withArrondissements = []string{"paris", "lyon", "marseille"}

var romans = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"}

// ordinals end the number of an arrondissement.
var ordinals = []string{"e", "er", "eme", "ieme", "em", "iem", "emme", "nd", "nde", "ere"}

// ordinal reads "11", "11e", "3eme" as a number that an arrondissement may have, or gives 0.
func ordinal(word string) int {
	digits := strings.TrimRight(word, "abcdefghijklmnopqrstuvwxyz")
	if ending := word[len(digits):]; ending != "" && !slices.Contains(ordinals, ending) {
		return 0
	}
	if n, err := strconv.Atoi(digits); err == nil && n <= 20 {
		return n
	}
	return 0
}

// lookalikes are digits that are typed, or read by a machine, for letters.
var lookalikes = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "8", "b")

// lettersForDigits mends a word that mixes both.
func lettersForDigits(word string) string {
	if strings.ContainsAny(word, "0123456789") && strings.ContainsAny(word, "abcdefghijklmnopqrstuvwxyz") {
		return lookalikes.Replace(word)
	}
	return word
}

// openings stand before a name and belong to the sentence. None is how the name of a commune begins, or the name itself is
// found before they are taken off.
var openings = phrases(`
	bonjour; bonsoir; salut; alors; euh; ben; bah; oui; c est; ce serait; moi c est; pour; moi; je; j; on; nous; actuellement; maintenant
	j habite; habite; habitons; habitant; jabite; jhabite; j abite; jsuis; jsui; jvis; chuis; je vis; vis; vit; vivons; je suis; suis; est; sommes; loge; reside; demeure; domicilie; domiciliee; situe
	a cote; a coter; pres; tout pres; pas loin; non loin; proche; autour; aux alentours; aux environs; a proximite; vers; dans; chez; environs; alentours
	dans la region; la region; region; dans la banlieue; en banlieue; banlieue; dans le coin; le coin; coin; secteur; dans le secteur; peripherie
	commune; la commune; ma commune; ma commune est; ma ville; ma ville est; ville de; la ville; le village; village de; mon village; la mairie; mairie; ma mairie
	centre ville; le centre ville; centre de; le centre; metropole; agglomeration; le bourg; bourg de; hameau; le hameau; lieu dit; quartier; le quartier; au; aux; a; en; sur; de; d; du; des
	departement; le departement; dept; dpt; dep
	habitant a; qui habite`)

// closings stand behind a name.
var closings = phrases(`
	svp; stp; s il vous plait; s il te plait; merci; merci d avance; voila; je crois; je pense; en france; france
	et environs; et ses environs; et alentours; environs; centre; centre ville; et autour; metropole`)

func phrases(list string) []string {
	var found []string
	for phrase := range strings.SplitSeq(strings.ReplaceAll(list, "\n", ";"), ";") {
		if phrase = strings.TrimSpace(phrase); phrase != "" {
			found = append(found, phrase)
		}
	}
	return found
}

// contracted are the articles hidden in other words: "au Mans", "aux Abymes".
var contracted = map[string]string{"au": "le", "du": "le", "aux": "les", "des": "les"}

// withoutChatter takes small talk off both ends of folded words, and gives back the article that a preposition swallowed.
func withoutChatter(text string) string {
	article := ""
	for again := true; again; {
		again = false
		for _, opening := range openings {
			if rest, found := strings.CutPrefix(text, opening+" "); found {
				text, again = rest, true
				article = contracted[opening]
			}
		}
	}
	for _, closing := range closings {
		if rest, found := strings.CutSuffix(text, " "+closing); found && !strings.HasSuffix(rest, " de") {
			text = rest // not of "Île de France"
		}
	}
	if article != "" {
		return article + " " + text
	}
	return text
}

// noPlace is what people answer when they name none, or a place that several communes share. None is the name of a commune:
// a test says so.
var noPlace = phrases(`
	bonjour; bonsoir; salut; coucou; merci; oui; non; ok; d accord; changer; quitter; je ne sais pas; je sais pas; j sais pas; jsp; sais pas; aucune idee; rien; nulle part
	ici; la; chez moi; a la maison; maison; france; en france; aide; au secours; help; retour; stop; menu; peu importe; n importe; partout
	caf; mdph; cpam; secu; impots; impot; papiers; permis; pole emploi; france travail; prefecture; mairie; poste; hopital; croix rouge
	sdf; sans domicile; sans abri; la rue; foyer; hotel; voiture; ma voiture; camion; travail; la gare; la campagne; quelqu un; lui; elle; eux; l habitant
	rsa; france services; village; loin; pres; a cote; saint quentin en yvelines; sqy`)

// somebody are people at whose home one stays, and determiners what stands before them: "chez ma mère", "chez des amis".
var (
	somebody = phrases(`
	mere; pere; maman; papa; parents; frere; soeur; fils; fille; enfants; mari; femme; conjoint; compagnon; compagne; copain; copine; ami; amie; amis; amies; pote; potes
	tante; oncle; cousin; cousine; grand; grands; belle; beau; beaux; famille; voisin; voisine; patron; patronne; tuteur; ex`)
	determiners = phrases("ma; mon; mes; sa; son; ses; un; une; des; les; la; le; l; notre; nos; leur")
)

// nowhere is whether the words are an answer that names no place.
func (g *Gazetteer) nowhere(a asked) bool {
	_, name := cutArticle(a.bare)
	return slices.Contains(noPlace, a.text) || slices.Contains(noPlace, a.bare) || slices.Contains(noPlace, name) ||
		a.atSomebodys() && len(g.bearers(a.bare)) == 0
}

// atSomebodys is whether the words tell at whose home one is, and nothing else.
func (a asked) atSomebodys() bool {
	words := strings.Fields(a.bare)
	return len(words) > 1 && slices.Contains(determiners, words[0]) &&
		!slices.ContainsFunc(words[1:], func(w string) bool { return !slices.Contains(somebody, w) })
}

// opening is what stands before the name in the words.
func (a asked) opening() []string {
	_, name := cutArticle(a.bare)
	return strings.Fields(strings.TrimSuffix(a.text, name))
}

// within is whether the words say "dans", "en" or "département" before the name.
func (a asked) within() bool {
	return slices.ContainsFunc(a.opening(), func(w string) bool {
		return w == "dans" || w == "en" || w == "departement" || w == "dept" || w == "dpt" || w == "dep"
	})
}

// at is whether the words say "à" just before the name.
func (a asked) at() bool {
	opening := a.opening()
	return len(opening) > 0 && opening[len(opening)-1] == "a"
}
