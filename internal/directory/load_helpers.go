package directory

import (
	"net/url"
	"slices"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// maxHelpers bounds the helpers: each is one bit of a profile.
const maxHelpers = 64

func (l *loader) readHelpers(n source.Node) {
	for i, item := range n.Items() {
		if i == maxHelpers {
			item.Fault("joindre ceux qui servent à la même chose", "plus de %d aidants", maxHelpers)
			break
		}
		h := l.readHelper(item)
		if slices.ContainsFunc(l.helpers, func(o helper) bool { return o.id == h.id }) {
			item.Fault("garder une seule déclaration", "l'aidant « %s » est déclaré deux fois", h.id)
			continue
		}
		l.helpers = append(l.helpers, h)
		if !slices.Contains(l.kinds, h.kind) && h.kind != otherKind {
			l.kinds = append(l.kinds, h.kind)
		}
	}
	l.kinds = append(l.kinds, otherKind)
}

func (l *loader) readHelper(item source.Node) helper {
	f := item.Fields("id", "kind", "programmes", "typologies", "types", "serves", "services", "publics", "not_for", "unlisted", "residents")
	h := helper{
		id:         f.Need("id").Text(),
		kind:       f.Need("kind").Text(),
		programmes: textsOf(f.Get("programmes"), names(l.programmes), "le réseau"),
		typologies: f.Get("typologies").Texts(),
		types:      f.Get("types").Texts(),
		services:   f.Get("services").Texts(),
		publics:    textsOf(f.Get("publics"), namesOf(l.publics), "le public"),
		notFor:     l.words.ReadCondition(f.Get("not_for")),
		unlisted:   f.Get("unlisted").Bool(),
		residents:  f.Get("residents").Bool(),
	}
	if kind := f.Get("kind"); kind.Exists() && !situation.ValidID(h.kind) {
		kind.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être une sorte d'aidant", h.kind)
	}
	if len(h.programmes)+len(h.typologies)+len(h.types) == 0 {
		item.Fault("ajouter « programmes », « typologies » ou « types »", "rien ne dit à quoi « %s » se reconnaît", h.id)
	}
	h.serves, h.servesSome = l.readServes(f.Get("serves")), f.Get("serves").Exists()
	return h
}

func (l *loader) readServes(n source.Node) map[string]bool {
	f := n.Fields("needs", "families")
	serves := make(map[string]bool)
	for _, item := range f.Get("needs").Items() {
		if l.need(item) {
			serves[item.Text()] = true
		}
	}
	for _, item := range f.Get("families").Items() {
		family := item.Text()
		if !l.families[family] {
			item.Fault("écrire une famille de needs.yaml", "la famille « %s » n'existe pas", family)
			continue
		}
		for id, need := range l.needs {
			if need.Family == family {
				serves[id] = true
			}
		}
	}
	return serves
}

func (l *loader) need(item source.Node) bool {
	_, ok := l.needs[item.Text()]
	if !ok {
		item.Fault("écrire un besoin de needs.yaml", "le besoin « %s » n'existe pas", item.Text())
	}
	return ok
}

func (l *loader) readAims(n source.Node) {
	preferred := append(ids(l.programmes), l.kinds...)
	for _, item := range n.Items() {
		f := item.Fields("id", "services", "when", "bonus")
		a := aim{id: f.Need("id").Text(), services: f.Get("services").Texts(), when: l.words.ReadCondition(f.Get("when")), bonus: make(map[string]float64)}
		if id := f.Get("id"); id.Exists() && !situation.ValidID(a.id) {
			id.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être un identifiant", a.id)
		}
		if len(a.services) == 0 && a.when == nil {
			item.Fault("ajouter « services » ou « when »", "« %s » serait toujours recherché", a.id)
		}
		bonus := f.Need("bonus").Fields()
		for _, key := range bonus.Keys() {
			if !slices.Contains(preferred, key) {
				bonus.Key(key).Fault("écrire un réseau de « programmes » ou une sorte de « helpers »", "personne n'est « %s »", key)
			}
			a.bonus[key] = number(bonus.Get(key))
		}
		l.aims = append(l.aims, a)
	}
}

func (l *loader) readEnsured(n source.Node) {
	for _, item := range n.Items() {
		f := item.Fields("who", "when")
		who := oneOf(f.Need("who"), append(ids(l.programmes), l.kinds...), "l'aidant")
		l.ensured = append(l.ensured, ensured{who, l.words.ReadCondition(f.Need("when"))})
	}
}

func (l *loader) readSearchOfNeeds(item source.Node) {
	s := l.readSearch(item)
	for _, need := range item.Fields("needs", "none", "first", "then", "services").Need("needs").Items() {
		switch _, twice := l.searches[need.Text()]; {
		case !l.need(need):
		case twice:
			need.Fault("garder une seule recherche par besoin", "le besoin « %s » est cherché deux fois", need.Text())
		default:
			l.searches[need.Text()] = s
		}
	}
}

func (l *loader) readSearch(item source.Node) *search {
	f := item.Fields("needs", "none", "first", "then", "services")
	s := &search{
		none:     f.Get("none").Bool(),
		first:    textsOf(f.Get("first"), l.kinds, "la sorte d'aidant"),
		then:     textsOf(f.Get("then"), l.kinds, "la sorte d'aidant"),
		services: f.Get("services").Texts(),
	}
	if item.Exists() && !s.none && len(s.first) == 0 {
		item.Fault("ajouter « first: … », ou « none: true »", "rien ne dit qui chercher")
	}
	return s
}

// checkSearched faults a need for which nobody would ever be named, without anyone having decided so.
func (l *loader) checkSearched(file source.Node, n Need) {
	if l.searches[n.ID] == nil && len(n.Services) == 0 {
		file.Fields().Get("searches").Fault("l'ajouter à « searches », avec « first: » ou « none: true »", "rien ne dit à qui mener le besoin « %s »", n.ID)
	}
}

func (l *loader) readLists(n source.Node) {
	for _, item := range n.Items() {
		f := item.Fields("id", "name", "url", "licence", "attribution", "duties")
		list := List{ID: f.Need("id").Text(), Name: f.Need("name").Text(), URL: f.Need("url").Text(), Licence: f.Need("licence").Text(), Attribution: f.Need("attribution").Text(), Duties: f.Get("duties").Text()}
		if u, err := url.Parse(list.URL); f.Get("url").Exists() && (err != nil || u.Host == "" || u.Scheme != "https") {
			f.Get("url").Fault("écrire une adresse complète, qui commence par https://", "« %s » n'est pas une adresse", list.URL)
		}
		if _, twice := l.List(list.ID); twice {
			item.Fault("garder une seule déclaration", "la liste « %s » est déclarée deux fois", list.ID)
			continue
		}
		l.Lists = append(l.Lists, list)
	}
}

// List returns an official list by its id.
func (r *Rules) List(id string) (List, bool) {
	for _, list := range r.Lists {
		if list.ID == id {
			return list, true
		}
	}
	return List{}, false
}

func ids(list []named) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = n.id
	}
	return out
}

func names(list []named) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = n.name
	}
	return out
}

func namesOf(groups []group) []string {
	out := make([]string, len(groups))
	for i, g := range groups {
		out[i] = g.name
	}
	return out
}
