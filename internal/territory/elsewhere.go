package territory

import "slices"

// provinces are regions of today and of once, as people say them: too wide to be a place, and no village is meant by them.
var provinces = phrases(`
	corse; ile de france; idf; region parisienne; parisienne; bretagne; normandie; haute normandie; basse normandie; paca; occitanie; grand est
	hauts de france; haut de france; nouvelle aquitaine; aquitaine; auvergne rhone alpes; auvergne; rhone alpes; pays de la loire; pays de loire
	centre val de loire; val de loire; centre; bourgogne franche comte; bourgogne; franche comte; provence alpes cote d azur; provence; cote d azur
	alsace; lorraine; alsace lorraine; champagne ardenne; champagne ardennes; champagne; picardie; nord pas de calais; nord pas de calais picardie
	languedoc; languedoc roussillon; midi pyrenees; limousin; poitou charentes; poitou charente; poitou; perigord; bearn; pays basque
	gascogne; berry; anjou; touraine; dauphine; beaujolais; sologne; camargue; cevennes; medoc; flandre; flandres; artois; vexin; beauce; brie
	antilles; outre mer; dom; tom; dom tom; nord est; nord ouest; sud; sud est; sud ouest; ouest; est; midi`)

// abroad are countries, and cities of theirs, as people in France name them. Oran is left out: whoever writes short may mean
// Orange.
var abroad = phrases(`
	belgique; bruxelles; liege; charleroi; suisse; geneve; lausanne; berne; luxembourg; monaco; andorre; allemagne; berlin; espagne; madrid; barcelone
	italie; portugal; lisbonne; angleterre; royaume uni; londres; irlande; pays bas; hollande; grece; pologne; roumanie; bucarest; bulgarie; albanie; kosovo
	serbie; ukraine; russie; moscou; turquie; istanbul; georgie; armenie; syrie; liban; irak; iran; afghanistan; pakistan; bangladesh; sri lanka; chine; vietnam
	maroc; rabat; casablanca; algerie; alger; tunisie; tunis; libye; egypte; mauritanie; senegal; dakar; mali; bamako; guinee; conakry; cote d ivoire; abidjan
	burkina faso; benin; togo; nigeria; cameroun; gabon; congo; kinshasa; brazzaville; tchad; soudan; erythree; ethiopie; somalie; comores; anjouan
	madagascar; ile maurice; cap vert; haiti; bresil; suriname; colombie; venezuela; canada; quebec; etats unis; usa; amerique; afrique; europe; etranger`)

// findElsewhere answers for the name of a province or of a country: no village that merely sounds like it, but the communes
// that have this very name, which are asked about. After "en" or "dans", or with an article, they are not meant either.
func (g *Gazetteer) findElsewhere(a asked) (m Match, found bool) {
	_, name := cutArticle(a.bare)
	is := func(list []string) bool { return slices.Contains(list, name) || slices.Contains(list, a.bare) }
	if a.text != a.bare && len(g.bearers(a.text)) > 0 {
		return Match{}, false // "Vis-en-Artois" is a commune, "je vis en Artois" tells none
	}
	if a.postcode != "" || a.departement != nil || a.number > 0 || !is(provinces) && !is(abroad) {
		return Match{}, false
	}
	if !a.within() {
		called := g.bearers(a.bare)
		m.Candidates = scored(called[:min(len(called), mostCandidates)], 1)
	}
	return m, true
}

// shortForms are the communes, by INSEE code, of names that no list has and nobody doubts. "La Défense" stands on the ground
// of three; Petite-Terre is an island of two.
var shortForms = map[string][]string{
	"mtp":          {"34172"},
	"tlse":         {"31555"},
	"bdx":          {"33063"},
	"clermont fd":  {"63113"},
	"la defense":   {"92062", "92026", "92050"},
	"petite terre": {"97615", "97608"},
}

// shortFormScore asks: a short form is never so certain as a name.
const shortFormScore = 0.90

// shortForm adds the communes of a short form.
func (h *hits) shortForm(text string) {
	for _, insee := range shortForms[text] {
		if i, found := h.g.position(insee); found {
			h.add(hit{commune: i, other: own, score: shortFormScore})
		}
	}
}
