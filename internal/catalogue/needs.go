package catalogue

import (
	"slices"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// LoadNeeds reads needs.yaml: families and needs. It comes first, because facts borrow their values from it.
func LoadNeeds(tree *source.Tree) *Catalogue {
	c := &Catalogue{needs: make(map[string]*Need), services: make(map[string]*Service)}
	file, ok := tree.File("needs.yaml")
	if !ok {
		tree.Faults.Add(source.Fault{File: "needs.yaml", What: "le fichier des besoins manque", Mend: "créer flows/needs.yaml"})
		return c
	}
	root := file.Fields("families", "needs", "always")
	families := make(map[string]bool)
	for _, item := range root.Need("families").Items() {
		f := item.Fields("id", "label")
		family := &Family{ID: f.Need("id").Text(), Label: f.Need("label").Text()}
		families[family.ID] = true
		c.Families = append(c.Families, family)
	}
	for _, item := range root.Need("needs").Items() {
		c.readNeed(item, families)
	}
	c.listServices(tree)
	return c
}

// listServices notes the ids of all services: facts borrow their values from them before they are read.
func (c *Catalogue) listServices(tree *source.Tree) {
	for _, name := range tree.Names("services") {
		node, _ := tree.File(name)
		for _, item := range node.Fields("services").Get("services").Items() {
			if id := item.Fields().Get("id").Text(); id != "" && !slices.Contains(c.listed, id) {
				c.listed = append(c.listed, id)
			}
		}
	}
}

func (c *Catalogue) readNeed(item source.Node, families map[string]bool) {
	f := item.Fields("id", "label", "family", "data_inclusion_thematiques", "mediation_numerique_services", "first_answer", "situation_labo_2018", "settles")
	n := &Need{ID: f.Need("id").Text(), Label: f.Need("label").Text(), Family: f.Need("family").Text(), FirstAnswer: f.Need("first_answer").Text(), index: len(c.Needs), settles: f.Get("settles"), node: item}
	for _, service := range f.Get("mediation_numerique_services").Items() {
		n.Mediation = append(n.Mediation, service.Text())
	}
	switch {
	case c.needs[n.ID] != nil:
		item.Fault("garder une seule déclaration", "le besoin « %s » est déclaré deux fois", n.ID)
		return
	case !situation.ValidID(n.ID):
		item.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être un besoin", n.ID)
		return
	case !families[n.Family]:
		f.Get("family").Fault("écrire une famille déclarée plus haut", "la famille « %s » n'existe pas", n.Family)
	}
	c.needs[n.ID] = n
	c.Needs = append(c.Needs, n)
}

// Lists gives the values that facts borrow: `values_of: needs`, `families` or `services`.
func (c *Catalogue) Lists() map[string][]situation.Listed {
	needs := make([]situation.Listed, len(c.Needs))
	for i, n := range c.Needs {
		needs[i] = situation.Listed{ID: n.ID, Group: n.Family, Settles: n.settles}
	}
	families := make([]situation.Listed, len(c.Families))
	for i, f := range c.Families {
		families[i] = situation.Listed{ID: f.ID}
	}
	services := make([]situation.Listed, len(c.listed))
	for i, id := range c.listed {
		services[i] = situation.Listed{ID: id}
	}
	return map[string][]situation.Listed{"needs": needs, "families": families, "services": services}
}
