package catalogue

import (
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// readReferral reads referral.yaml, once the services are known: the rules, in their order, and the cautions.
func (r *reader) readReferral(tree *source.Tree) {
	file, ok := tree.File("referral.yaml")
	if !ok {
		return
	}
	root := file.Fields("doors", "rules", "cautions")
	r.catalogue.doors = r.readDoors(root.Get("doors"))
	for _, item := range root.Need("rules").Items() {
		r.readRule(item)
	}
	for _, item := range root.Get("cautions").Items() {
		f := item.Fields("id", "when")
		r.catalogue.AllCautions = append(r.catalogue.AllCautions, &Caution{ID: r.readID(f.Need("id")), when: r.words.ReadCondition(f.Need("when")), node: item})
	}
}

func (r *reader) readID(n source.Node) string {
	if id := n.Text(); n.Exists() && !situation.ValidID(id) {
		n.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être un identifiant", id)
	}
	return n.Text()
}

func (r *reader) readRule(item source.Node) {
	f := item.Fields("id", "origin", "way", "when", "lead", "before", "names", "doors", "show")
	rule := &Rule{ID: r.readID(f.Need("id")), Before: f.Get("before").Bool(), when: r.words.ReadCondition(f.Need("when")), doors: r.readDoors(f.Get("doors")), node: item}
	ways := make([]string, len(Ways))
	for i, way := range Ways {
		ways[i] = string(way)
	}
	rule.Way = Way(oneOf(f.Need("way"), ways...))
	for _, kind := range f.Get("lead").Items() {
		rule.Lead = append(rule.Lead, readHelperKind(kind))
	}
	for _, item := range f.Get("names").Items() {
		if s, ok := r.service(item); ok {
			rule.Names = append(rule.Names, s)
		}
	}
	rule.tools = oneOf(f.Get("show"), "professional") != ""
	for _, other := range r.catalogue.Rules {
		if other.ID == rule.ID {
			item.Fault("donner un autre nom", "la règle « %s » existe deux fois", rule.ID)
			return
		}
	}
	r.catalogue.Rules = append(r.catalogue.Rules, rule)
}

func readHelperKind(n source.Node) Helper {
	allowed := make([]string, len(Helpers))
	for i, h := range Helpers {
		allowed[i] = string(h)
	}
	return Helper(oneOf(n, allowed...))
}

func (r *reader) service(n source.Node) (*Service, bool) {
	s, ok := r.catalogue.services[n.Text()]
	if !ok {
		n.Fault("écrire l'identifiant d'un service", "le service « %s » n'existe pas", n.Text())
	}
	return s, ok
}

// readDoors reads which services stand for each kind of help.
func (r *reader) readDoors(n source.Node) map[Helper][]*Service {
	doors := make(map[Helper][]*Service)
	f := n.Fields()
	for _, key := range f.Keys() {
		kind := readHelperKind(f.Key(key))
		for _, item := range f.Get(key).Items() {
			s, ok := r.service(item)
			switch {
			case !ok:
			case s.Helper != kind:
				item.Fault("choisir un service avec « helper: "+key+" »", "« %s » n'est pas de cette sorte", s.ID)
			default:
				doors[kind] = append(doors[kind], s)
			}
		}
	}
	return doors
}

// readsOf is the set of facts that any need may depend on: those that rules read, and the service that a person names.
func (c *Catalogue) readsOf() situation.Set {
	var all situation.Set
	if c.namedFact != nil {
		all = all.With(c.namedFact.Index)
	}
	for _, rule := range c.Rules {
		all |= rule.when.Facts()
	}
	return all
}
