package situation

import (
	"fmt"
	"regexp"

	"passerelle/internal/source"
)

// Vocabulary is every declared fact and every population said in terms of facts.
type Vocabulary struct {
	Facts       []*Fact
	Populations []*Population
	byID        map[string]*Fact
	populations map[string]*Population
}

// Population is a group of people that services name, as a condition on facts.
type Population struct {
	ID      string
	Label   string // as authors and operators read it
	Origin  string // where it comes from: "document_depart" for the eight of the origin documents
	Is      *Condition
	Beside  *Condition // the part of Is that is not about age, where it is written apart; nil otherwise
	Settles []Setting  // what is known of a person who says to be of it
	Strict  bool       // must be known to be one of them: a professional's tool is never shown by default
	node    source.Node
}

// At makes a fault that stands at this population.
func (p *Population) At(what, mend string) source.Fault { return p.node.At(what, mend) }

// Setting is one fact with its value.
type Setting struct {
	Fact  *Fact
	Value Value
}

// Listed is one value that another file declares (a need, a family), with the group it belongs to and what it settles.
type Listed struct {
	ID, Group string
	Settles   source.Node
}

// Fact returns a fact by its id.
func (v *Vocabulary) Fact(id string) (*Fact, bool) {
	f, ok := v.byID[id]
	return f, ok
}

// Population returns a population by its id.
func (v *Vocabulary) Population(id string) (*Population, bool) {
	p, ok := v.populations[id]
	return p, ok
}

// Sensitive is the set of facts that are asked with care, or not at all.
func (v *Vocabulary) Sensitive() Set {
	var set Set
	for _, f := range v.Facts {
		if f.Sensitive {
			set = set.With(f.Index)
		}
	}
	return set
}

// Rare is the set of facts that are true of few.
func (v *Vocabulary) Rare() Set {
	var set Set
	for _, f := range v.Facts {
		if f.Rare {
			set = set.With(f.Index)
		}
	}
	return set
}

// Sensible tells whether a fact makes sense in a situation: its own condition is not known to be false.
func (f *Fact) Sensible(s *Situation) bool { return f.When.Eval(s) != No }

// Put sets a fact and what follows from it: who wants childcare has children, a commune tells its département. What was
// said outright is not overruled.
func (v *Vocabulary) Put(s *Situation, f *Fact, value Value) {
	s.Set(f.Index, value)
	for _, settled := range append(f.implies[:len(f.implies):len(f.implies)], f.settles[value]...) {
		if !s.Get(settled.Fact.Index).Known() {
			s.Set(settled.Fact.Index, settled.Value)
		}
	}
	if f.Type != Commune || !value.Known() {
		return
	}
	for _, other := range v.Facts {
		if other.Type == Departement {
			if d, err := other.Parse(DepartementOf(f.Format(value))); err == nil {
				s.Set(other.Index, d)
			}
		}
	}
}

// identifier is the shape of every id that stands in a text key or in a button.
var identifier = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// ValidID tells whether an id may stand in text keys and buttons.
func ValidID(id string) bool { return identifier.MatchString(id) }

// Load reads facts.yaml and populations.yaml. lists holds the values that facts borrow from other files
// (`values_of: needs`).
func Load(tree *source.Tree, lists map[string][]Listed) *Vocabulary {
	v := &Vocabulary{byID: make(map[string]*Fact), populations: make(map[string]*Population)}
	file, ok := tree.File("facts.yaml")
	if !ok {
		tree.Faults.Add(source.Fault{File: "facts.yaml", What: "le fichier des faits manque", Mend: "créer flows/facts.yaml"})
		return v
	}
	var whens []func()
	for _, item := range file.Fields("facts").Need("facts").Items() {
		fields := item.Fields("id", "type", "values", "values_of", "grouped_by", "labels", "min", "max", "bands", "when", "log", "sensitive", "request", "writer", "rare", "implies")
		if fact := v.readFact(fields, lists); fact != nil {
			whens = append(whens, func() {
				fact.implies = v.ReadSettings(fields.Get("implies"))
				fact.When = v.ReadCondition(fields.Get("when"))
				if by := fields.Get("grouped_by"); by.Exists() && v.byID[fact.GroupedBy] == nil {
					by.Fault("écrire un fait de facts.yaml", "le fait « %s » n'existe pas", fact.GroupedBy)
				}
			})
		}
	}
	v.readSettles(lists)
	for _, compile := range whens { // after every fact is declared: a condition may name a later one
		compile()
	}
	v.loadPopulations(tree)
	return v
}

// readSettles reads what the values of other files settle, once every fact is declared.
func (v *Vocabulary) readSettles(lists map[string][]Listed) {
	for _, fact := range v.Facts {
		for _, item := range lists[fact.valuesOf] {
			if o, ok := fact.Option(item.ID); ok && item.Settles.Exists() {
				if fact.settles == nil {
					fact.settles = make(map[Value][]Setting)
				}
				fact.settles[o.Value] = v.ReadSettings(item.Settles)
			}
		}
	}
}

// ReadCondition compiles the condition written at a place; absent or faulty (then noted) is nil.
func (v *Vocabulary) ReadCondition(n source.Node) *Condition {
	if !n.Exists() {
		return nil
	}
	c, err := v.Compile(n.Text())
	if err != nil {
		n.Fault("comparer un fait de facts.yaml à une de ses valeurs, par exemple « age <= 25 »", "%v", err)
		return nil
	}
	return c
}

func (v *Vocabulary) readFact(f source.Fields, lists map[string][]Listed) *Fact {
	id := f.Need("id")
	if !id.Exists() {
		return nil
	}
	fact := &Fact{ID: id.Text(), Index: len(v.Facts), GroupedBy: f.Get("grouped_by").Text(), Labels: f.Get("labels").Text(), Sensitive: f.Get("sensitive").Bool(), Request: f.Get("request").Bool(), Writer: f.Get("writer").Bool(), Rare: f.Get("rare").Bool()}
	switch {
	case !ValidID(fact.ID):
		id.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être un identifiant", fact.ID)
		return nil
	case v.byID[fact.ID] != nil:
		id.Fault("garder une seule déclaration", "le fait « %s » est déclaré deux fois", fact.ID)
		return nil
	case len(v.Facts) == MaxFacts:
		id.Fault("retirer un fait qui ne sert plus", "plus de %d faits", MaxFacts)
		return nil
	}
	fact.readType(f)
	fact.readLog(f.Get("log"))
	fact.readOptions(f, lists)
	v.Facts = append(v.Facts, fact)
	v.byID[fact.ID] = fact
	return fact
}

var types = map[string]Type{"choice": Choice, "yesno": YesNo, "number": Number, "commune": Commune, "departement": Departement}

func (fact *Fact) readType(f source.Fields) {
	n := f.Need("type")
	t, ok := types[n.Text()]
	if n.Exists() && !ok {
		n.Fault("écrire choice, yesno, number, commune ou departement", "type de fait inconnu « %s »", n.Text())
	}
	fact.Type = t
}

func (fact *Fact) readLog(n source.Node) {
	switch n.Text() {
	case "", "never":
		fact.Log = LogNever
	case "value":
		fact.Log = LogValue
	case "departement":
		fact.Log = LogDepartement
	default:
		n.Fault("écrire value, departement ou never", "« log: %s » n'existe pas", n.Text())
	}
}

func (fact *Fact) readOptions(f source.Fields, lists map[string][]Listed) {
	switch fact.Type {
	case YesNo:
		fact.addOption("oui", "", exact(1))
		fact.addOption("non", "", exact(2))
	case Number:
		fact.readBands(f)
	case Choice:
		fact.readValues(f, lists)
	}
}

func (fact *Fact) readValues(f source.Fields, lists map[string][]Listed) {
	if of := f.Get("values_of"); of.Exists() {
		fact.valuesOf = of.Text()
		list, ok := lists[of.Text()]
		if !ok {
			of.Fault("écrire needs, families ou services", "aucune liste « %s »", of.Text())
		}
		for i, item := range list {
			fact.addOption(item.ID, item.Group, exact(int32(i)+1))
		}
		return
	}
	for i, value := range f.Need("values").Items() {
		fact.addNew(value, exact(int32(i)+1))
	}
}

// maxNumber leaves room in a Value for the one that number adds.
const maxNumber = 1 << 30

func (fact *Fact) readBands(f source.Fields) {
	fact.Min, _ = f.Need("min").Int()
	fact.Max, _ = f.Need("max").Int()
	if fact.Min < 0 || fact.Max < fact.Min || fact.Max > maxNumber {
		f.Get("max").Fault(fmt.Sprintf("rester entre 0 et %d, « min » avant « max »", maxNumber), "nombres impossibles de %d à %d", fact.Min, fact.Max)
		fact.Min, fact.Max = 0, 0
	}
	for _, item := range f.Get("bands").Items() {
		band := item.Fields("id", "from", "to")
		from, to := fact.Min, fact.Max
		if n, ok := band.Get("from").Int(); ok {
			from = n
		}
		if n, ok := band.Get("to").Int(); ok {
			to = n
		}
		if from < fact.Min || to > fact.Max || from > to {
			item.Fault(fmt.Sprintf("rester entre %d et %d, « from » avant « to »", fact.Min, fact.Max), "tranche impossible de %d à %d", from, to)
			continue
		}
		if id := band.Need("id"); id.Exists() {
			fact.addNew(id, numbers(from, to))
		}
	}
}

// addNew adds an answer declared in facts.yaml itself.
func (fact *Fact) addNew(id source.Node, v Value) {
	if _, twice := fact.Option(id.Text()); twice {
		id.Fault("garder une seule déclaration", "« %s » est déclaré deux fois dans « %s »", id.Text(), fact.ID)
		return
	}
	if !ValidID(id.Text()) {
		id.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être une valeur", id.Text())
		return
	}
	fact.addOption(id.Text(), "", v)
}

func (fact *Fact) addOption(id, group string, v Value) {
	fact.Options = append(fact.Options, Option{ID: id, Group: group, Value: v})
}

func (v *Vocabulary) loadPopulations(tree *source.Tree) {
	file, ok := tree.File("populations.yaml")
	if !ok {
		tree.Faults.Add(source.Fault{File: "populations.yaml", What: "le fichier des populations manque", Mend: "créer flows/populations.yaml"})
		return
	}
	for _, item := range file.Fields("populations").Need("populations").Items() {
		f := item.Fields("id", "label", "origin", "data_inclusion_publics", "is", "beside_age", "settles", "strict")
		p := &Population{ID: f.Need("id").Text(), Label: f.Get("label").Text(), Origin: f.Get("origin").Text(), Beside: v.ReadCondition(f.Get("beside_age")), Is: v.ReadCondition(f.Need("is")), Strict: f.Get("strict").Bool(), node: item}
		p.Settles = v.ReadSettings(f.Get("settles"))
		if v.populations[p.ID] != nil {
			item.Fault("garder une seule déclaration", "la population « %s » est déclarée deux fois", p.ID)
			continue
		}
		v.Populations = append(v.Populations, p)
		v.populations[p.ID] = p
	}
}

func (v *Vocabulary) readSetting(key source.Node, id string, value source.Node) (Setting, bool) {
	fact, ok := v.Fact(id)
	if !ok {
		key.Fault("déclarer ce fait dans facts.yaml", "le fait « %s » n'existe pas", id)
		return Setting{}, false
	}
	parsed, err := fact.Parse(value.Text())
	if err != nil {
		value.Fault("écrire une valeur déclarée dans facts.yaml", "%v", err)
		return Setting{}, false
	}
	return Setting{fact, parsed}, true
}

// ReadSettings reads a mapping of facts to values, as populations and entry codes write it.
func (v *Vocabulary) ReadSettings(n source.Node) []Setting {
	var out []Setting
	fields := n.Fields()
	for _, key := range fields.Keys() {
		if s, ok := v.readSetting(fields.Key(key), key, fields.Get(key)); ok {
			out = append(out, s)
		}
	}
	return out
}
