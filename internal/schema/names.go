package schema

import (
	"maps"
	"slices"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/content"
	"passerelle/internal/flow"
	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// names is everything that content declares and that other content cites.
type names struct {
	content                  *content.Content
	regionNames, sourceNames []name
}

func namesOf(tree *source.Tree, c *content.Content) *names {
	n := &names{content: c, regionNames: regionsOf(tree)}
	for _, o := range c.Origins {
		n.sourceNames = append(n.sourceNames, name{o.ID, o.Title})
	}
	return n
}

// regionsOf reads what the loaded content does not keep.
func regionsOf(tree *source.Tree) []name {
	var out []name
	file, ok := tree.File("regions.yaml")
	if !ok {
		return nil
	}
	for _, item := range file.Fields().Get("regions").Items() {
		f := item.Fields()
		out = append(out, name{f.Get("id").Text(), strings.Join(f.Get("departements").Texts(), ", ")})
	}
	return out
}

func (n *names) needNames() []name {
	var out []name
	for _, need := range n.content.Catalogue.Needs {
		out = append(out, name{need.ID, need.Label})
	}
	return out
}

func (n *names) familyNames() []name {
	var out []name
	for _, family := range n.content.Catalogue.Families {
		out = append(out, name{family.ID, family.Label})
	}
	return out
}

func (n *names) serviceNames() []name {
	return n.servicesThat(func(*catalogue.Service) bool { return true })
}

func (n *names) servicesThat(serve func(*catalogue.Service) bool) []name {
	var out []name
	for _, s := range n.content.Catalogue.Services {
		if serve(s) {
			out = append(out, name{s.ID, s.Name})
		}
	}
	return out
}

func (n *names) populationNames() []name {
	var out []name
	for _, p := range n.content.Words.Populations {
		out = append(out, name{p.ID, p.Is.String()})
	}
	return out
}

func (n *names) entryCodes() []name {
	return plain(slices.Sorted(maps.Keys(n.content.Entries))...)
}

func (n *names) flowNames() []name {
	var out []name
	for _, f := range n.content.Book.Flows {
		out = append(out, name{id: f.ID})
	}
	return out
}

func (n *names) factNames(which func(*situation.Fact) bool) []name {
	var out []name
	for _, f := range n.content.Words.Facts {
		if which(f) {
			out = append(out, name{f.ID, saysOf(f)})
		}
	}
	return out
}

func anyFact(*situation.Fact) bool { return true }

// asked tells whether a step may ask a fact: one that has answers, or the commune, which is answered in words.
func asked(f *situation.Fact) bool { return len(f.Options) > 0 || f.Type == situation.Commune }

// saysOf tells what a fact may be, in a few words.
func saysOf(f *situation.Fact) string {
	switch {
	case f.Type == situation.Commune:
		return "une commune"
	case f.Type == situation.Departement:
		return "un département"
	case len(f.Options) > flow.MaxChoices:
		return "une longue liste"
	}
	return strings.Join(optionsOf(f), ", ")
}

// borrows tells whether the values of a fact are those of a list of another file.
func borrows(f *situation.Fact, list []name) bool {
	return len(list) > 0 && slices.EqualFunc(f.Options, list, func(o situation.Option, n name) bool { return o.ID == n.id })
}

func optionsOf(f *situation.Fact) []string {
	ids := make([]string, len(f.Options))
	for i, o := range f.Options {
		ids[i] = o.ID
	}
	return ids
}

// helperNames are the kinds of people who help.
func helperNames() []name {
	says := map[catalogue.Helper]string{
		"mediateur_numerique": "aide devant un écran",
		"france_services":     "une maison France services",
		"travailleur_social":  "assistante sociale, CCAS, service social",
		"mission_locale":      "pour les 16 à 25 ans",
		"guichet":             "un organisme qui reçoit ou répond",
		"juriste":             "un conseil en droit",
		"soignant":            "un soin, une consultation",
		"ecoute":              "une ligne d'écoute",
	}
	out := make([]name, len(catalogue.Helpers))
	for i, h := range catalogue.Helpers {
		out[i] = name{string(h), says[h]}
	}
	return out
}
