package directory

import (
	"slices"
	"strconv"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

const rulesFile = "places.yaml"

// otherKind is the kind of a place that no helper describes: somewhere with help in front of a screen.
const otherKind = "mediateur_numerique"

// maxNamed bounds programmes, publics and particular needs: each is one bit of a place.
const maxNamed = 8

// LoadRules reads places.yaml, once the vocabulary and the needs are known. Without the file no place is ever named.
func LoadRules(tree *source.Tree, words *situation.Vocabulary, needs []Need) *Rules {
	r := &Rules{needs: make(map[string]Need), searches: make(map[string]*search)}
	file, ok := tree.File(rulesFile)
	if !ok {
		return r
	}
	l := &loader{Rules: r, words: words, families: make(map[string]bool)}
	for _, n := range needs {
		r.needs[n.ID], l.families[n.Family] = n, true
	}
	l.read(file)
	for _, n := range needs {
		l.checkSearched(file, n)
	}
	return r
}

type loader struct {
	*Rules
	words    *situation.Vocabulary
	families map[string]bool
}

func (l *loader) read(file source.Node) {
	f := file.Fields("limits", "weights", "opening_within", "sheet_age", "programmes", "aims", "publics", "particular", "wishes", "helpers", "ensure", "searches", "unnamed", "lists")
	l.readLimits(f.Need("limits"))
	l.readWeights(f.Need("weights"))
	l.openings = steps(f.Need("opening_within"), "hours")
	l.sheets = steps(f.Need("sheet_age"), "years")
	for _, item := range bounded(f.Need("programmes"), "programmes") {
		l.programmes = append(l.programmes, readNamed(item.Fields("id", "name")))
	}
	l.publics = l.readGroups(f.Need("publics"), "publics")
	l.particular = l.readGroups(f.Need("particular"), "prises en charge")
	l.readWishes(f.Need("wishes"))
	l.readHelpers(f.Need("helpers"))
	l.readAims(f.Need("aims"))
	l.readEnsured(f.Get("ensure"))
	for _, item := range f.Need("searches").Items() {
		l.readSearchOfNeeds(item)
	}
	l.unnamed = l.readSearch(f.Need("unnamed"))
	l.readLists(f.Get("lists"))
}

// bounded reads a list of things that are one bit each.
func bounded(n source.Node, what string) []source.Node {
	items := n.Items()
	if len(items) > maxNamed {
		items[maxNamed].Fault("garder ceux qui servent", "plus de %d %s", maxNamed, what)
		return items[:maxNamed]
	}
	return items
}

func readNamed(f source.Fields) named {
	n := named{id: f.Need("id").Text(), name: f.Need("name").Text()}
	if id := f.Get("id"); id.Exists() && !situation.ValidID(n.id) {
		id.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être un identifiant", n.id)
	}
	return n
}

func (l *loader) readGroups(n source.Node, what string) []group {
	var groups []group
	for _, item := range bounded(n, what) {
		f := item.Fields("id", "name", "is")
		groups = append(groups, group{readNamed(f), l.words.ReadCondition(f.Get("is"))})
	}
	return groups
}

// number reads a number that may have decimals; zero when it is absent or not one (noted).
func number(n source.Node) float64 {
	if !n.Exists() {
		return 0
	}
	v, err := strconv.ParseFloat(n.Text(), 64)
	if err != nil || v != v || v > 1e6 || v < -1e6 {
		n.Fault("écrire un nombre, avec un point pour les décimales : 1.3", "« %s » n'est pas un nombre", n.Text())
		return 0
	}
	return v
}

// amount is one number of the file, and where it goes.
type amount struct {
	key  string
	into *float64
}

// readAmounts reads a mapping that must have every one of these numbers and no other.
func readAmounts(n source.Node, amounts []amount) source.Fields {
	keys := make([]string, len(amounts))
	for i, a := range amounts {
		keys[i] = a.key
	}
	f := n.Fields(keys...)
	for _, a := range amounts {
		if n.Exists() {
			*a.into = number(f.Need(a.key))
		}
	}
	return f
}

func (l *loader) readLimits(n source.Node) {
	amounts := []amount{
		{"radius_km", &l.limits.radius}, {"own_commune_km", &l.limits.ownRadius}, {"shown", &l.limits.shown},
		{"cut", &l.limits.cut}, {"keep", &l.limits.keep}, {"phone_beyond", &l.limits.phone},
		{"reports", &l.limits.reports},
	}
	f := readAmounts(n, amounts)
	for _, a := range amounts {
		if at := f.Get(a.key); at.Exists() && *a.into <= 0 {
			at.Fault("écrire un nombre plus grand que zéro", "« %s » ne limite rien", a.key)
		}
	}
}

func (l *loader) readWeights(n source.Node) {
	w := &l.weights
	f := readAmounts(n, []amount{
		{"travel_per_km", &w.km}, {"travel_without_car_from", &w.onFootFree}, {"travel_without_car_factor", &w.onFootFactor},
		{"travel_remote_at_most", &w.remoteAtMost}, {"travel_remote_by_phone", &w.phoneAsked},
		{"open_now", &w.open}, {"opening_later", &w.later}, {"opening_unknown", &w.hoursUnknown},
		{"appointment", &w.appointment}, {"appointment_opening_at_most", &w.appointmentWait},
		{"appointment_opening_unknown", &w.appointmentUnknown},
		{"price_free", &w.free}, {"price_unsure", &w.feeUnsure}, {"price_paid", &w.paid},
		{"particular_listed", &w.particularListed}, {"particular_missing", &w.particularMissing},
		{"public_met", &w.publicMet}, {"public_unknown", &w.publicUnknown},
		{"wheelchair_unsaid", &w.wheelchairUnsaid}, {"unreachable", &w.unreachable}, {"sheet_old", &w.sheetOld},
		{"services_unknown", &w.servicesUnknown}, {"itinerant_closed", &w.itinerantClosed}, {"second_choice", &w.fallback},
		{"own_commune", &w.ownCommune}, {"reported", &w.reported},
	})
	for _, positive := range []amount{{"travel_per_km", &w.km}, {"travel_without_car_factor", &w.onFootFactor}} {
		// A place is not looked at beyond what its distance alone already costs.
		if at := f.Get(positive.key); at.Exists() && *positive.into <= 0 {
			at.Fault("écrire un nombre plus grand que zéro", "un trajet qui ne coûte rien")
		}
	}
}

// steps reads costs by rising bounds.
func steps(n source.Node, unit string) []step {
	var out []step
	for _, item := range n.Items() {
		f := item.Fields(unit, "cost")
		s := step{number(f.Need(unit)), number(f.Need("cost"))}
		if len(out) > 0 && s.upTo <= out[len(out)-1].upTo {
			item.Fault("ranger les lignes de la plus petite à la plus grande", "« %s » ne monte pas", unit)
		}
		out = append(out, s)
	}
	return out
}

func (l *loader) readWishes(n source.Node) {
	f := n.Fields("wheelchair", "no_car", "free_only", "phone_only")
	read := func(key string) *situation.Condition { return l.words.ReadCondition(f.Get(key)) }
	l.wishes = wishes{wheelchair: read("wheelchair"), noCar: read("no_car"), freeOnly: read("free_only"), phoneOnly: read("phone_only")}
}

// oneOf checks a word against those declared elsewhere in the file.
func oneOf(n source.Node, allowed []string, what string) string {
	text := n.Text()
	if n.Exists() && !slices.Contains(allowed, text) {
		n.Fault("écrire un mot déclaré dans places.yaml", "%s « %s » n'existe pas", what, text)
	}
	return text
}

func textsOf(n source.Node, allowed []string, what string) []string {
	var out []string
	for _, item := range n.Items() {
		out = append(out, oneOf(item, allowed, what))
	}
	return out
}
