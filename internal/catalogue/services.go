package catalogue

import (
	"net/url"
	"regexp"
	"slices"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// LoadServices reads services/*.yaml, once the vocabulary is known, and makes the catalogue ready to advise.
func (c *Catalogue) LoadServices(tree *source.Tree, words *situation.Vocabulary) {
	r := &reader{catalogue: c, words: words, regions: loadRegions(tree), sources: loadSources(tree)}
	for _, name := range tree.Names("services") {
		node, _ := tree.File(name)
		for _, item := range node.Fields("services").Need("services").Items() {
			r.readService(item)
		}
	}
	c.needFact, _ = words.Fact("need")
	c.namedFact, _ = words.Fact("service")
	c.ordinals()
	c.byNeed = make([][]*Service, len(c.Needs))
	c.facts = make([]situation.Set, len(c.Needs))
	for _, s := range c.Services {
		for _, n := range s.Needs {
			c.byNeed[n.index] = append(c.byNeed[n.index], s)
			c.facts[n.index] |= s.prefers.Facts() | s.avoids.Facts()
			for i := range s.criteria {
				c.facts[n.index] |= s.criteria[i].Is.Facts()
			}
		}
	}
	r.readAlways(tree)
	r.readReferral(tree)
	c.referred = c.readsOf()
	c.sortRules()
}

// ordinals notes the place of each service among the values of the fact that names one.
func (c *Catalogue) ordinals() {
	for _, s := range c.Services {
		s.ordinal = slices.Index(c.listed, s.ID)
	}
}

type reader struct {
	catalogue *Catalogue
	words     *situation.Vocabulary
	regions   map[string][]string
	sources   map[string]bool
}

var serviceKeys = []string{
	"id", "kind", "name", "helper", "summary", "needs", "audience", "eligibility", "cost", "phone", "url", "offline",
	"franceconnect", "mobile", "territory", "evidence", "sources", "source_url", "source_date", "checked", "confidence",
	"phone_evidence", "phone_to_verify", "url_to_verify", "verified", "prefer_when", "avoid_when",
}

var kinds = []string{"urgence", "ecoute", "tel", "site", "demarche", "dispositif", "lieu"}

func (r *reader) readService(item source.Node) {
	f := item.Fields(serviceKeys...)
	s := &Service{ID: f.Need("id").Text(), Name: f.Need("name").Text(), node: item}
	if _, twice := r.catalogue.services[s.ID]; twice {
		item.Fault("garder un seul service de ce nom", "le service « %s » est déclaré deux fois", s.ID)
		return
	}
	if !situation.ValidID(s.ID) {
		item.Fault("écrire des lettres minuscules sans accent, des chiffres et _", "« %s » ne peut pas être un service", s.ID)
		return
	}
	s.Kind = oneOf(f.Need("kind"), kinds...)
	s.Low = oneOf(f.Need("confidence"), "high", "medium", "low") == "low"
	s.Doubtful = f.Get("evidence").Text() == "not_read"
	s.URL = readURL(f.Get("url"))
	s.facts = facts{PhoneToVerify: f.Get("phone_to_verify").Bool(), URLToVerify: f.Get("url_to_verify").Bool(), SourceDate: f.Get("source_date").Text()}
	r.readHelper(s, f.Get("helper"))
	r.readPhones(s, f.Get("phone"))
	r.readNeeds(s, f.Need("needs"))
	ages := f.Get("eligibility").Fields()
	r.readAudience(s, f.Need("audience"), ages.Has("age_min") || ages.Has("age_max"))
	r.readEligibility(s, f.Get("eligibility"))
	r.readTerritory(s, f.Need("territory"))
	if is := r.words.ReadCondition(f.Get("prefer_when")); is != nil {
		s.prefers = is
	}
	s.avoids = r.words.ReadCondition(f.Get("avoid_when"))
	r.readSources(f.Get("sources"))
	r.readChecks(s, f.Get("verified"))
	if s.Helper == "" && s.URL == "" && len(s.phones) == 0 && !f.Get("offline").Exists() {
		item.Fault("ajouter une page, un numéro ou un lieu", "« %s » ne mène nulle part", s.ID)
	}
	r.catalogue.services[s.ID] = s
	r.catalogue.Services = append(r.catalogue.Services, s)
}

func oneOf(n source.Node, allowed ...string) string {
	text := n.Text()
	if n.Exists() && !slices.Contains(allowed, text) {
		n.Fault("écrire une de ces valeurs : "+join(allowed), "« %s » n'est pas admis ici", text)
	}
	return text
}

func readURL(n source.Node) string {
	text := n.Text()
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		n.Fault("écrire une adresse complète, qui commence par https://", "« %s » n'est pas une adresse de page", text)
	}
	return text
}

func (r *reader) readHelper(s *Service, n source.Node) {
	if !n.Exists() {
		return
	}
	s.Helper = readHelperKind(n)
	s.helperIndex = max(0, slices.Index(Helpers[:], s.Helper))
}

// number is the shape of a French number as printed: digits, alone or in groups.
var number = regexp.MustCompile(`^\d[\d ]{0,16}\d$`)

func (r *reader) readPhones(s *Service, n source.Node) {
	for _, item := range n.Items() {
		f := item.Fields("number", "cost")
		p := Phone{Number: f.Need("number").Text(), Cost: oneOf(f.Need("cost"), "gratuit", "prix_appel_normal", "surtaxe", "sms_gratuit")}
		if !number.MatchString(p.Number) {
			item.Fault("écrire le numéro entre guillemets, en chiffres et espaces", "« %s » n'est pas un numéro", p.Number)
			continue
		}
		s.phones = append(s.phones, p)
	}
}

func (r *reader) readNeeds(s *Service, n source.Node) {
	for _, item := range n.Items() {
		need, ok := r.catalogue.needs[item.Text()]
		if !ok {
			item.Fault("écrire un besoin de needs.yaml", "le besoin « %s » n'existe pas", item.Text())
			continue
		}
		s.Needs = append(s.Needs, need)
	}
}

func (r *reader) readSources(n source.Node) {
	for _, item := range n.Items() {
		if !r.sources[item.Text()] {
			item.Fault("déclarer la source dans sources.yaml", "la source « %s » n'existe pas", item.Text())
		}
	}
}

func (r *reader) readChecks(s *Service, n source.Node) {
	for _, item := range n.Items() {
		f := item.Fields("what", "on", "result")
		c := Check{What: oneOf(f.Need("what"), "phone", "url"), On: f.Need("on").Text(), Result: oneOf(f.Need("result"), right, wrong)}
		if !day.MatchString(c.On) {
			item.Fault("écrire la date entre guillemets : \"2026-12-31\"", "« %s » n'est pas une date", c.On)
		}
		s.checks = append(s.checks, c)
	}
}

var day = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

func (r *reader) readAlways(tree *source.Tree) {
	node, ok := tree.File("needs.yaml")
	if !ok {
		return
	}
	for _, item := range node.Fields().Need("always").Items() {
		s, ok := r.catalogue.services[item.Text()]
		switch {
		case !ok:
			item.Fault("écrire l'identifiant d'un service", "le service « %s » n'existe pas", item.Text())
		case s.Helper == "":
			item.Fault("choisir un service avec « helper: »", "« %s » n'est pas un secours humain", s.ID)
		default:
			r.catalogue.always = append(r.catalogue.always, s)
		}
	}
}

func loadRegions(tree *source.Tree) map[string][]string {
	regions := make(map[string][]string)
	if file, ok := tree.File("regions.yaml"); ok {
		for _, item := range file.Fields("regions").Need("regions").Items() {
			f := item.Fields("id", "departements")
			regions[f.Need("id").Text()] = f.Need("departements").Texts()
		}
	}
	return regions
}

func loadSources(tree *source.Tree) map[string]bool {
	sources := make(map[string]bool)
	if file, ok := tree.File("sources.yaml"); ok {
		for _, item := range file.Fields("sources").Need("sources").Items() {
			f := item.Fields("id", "title", "url", "date", "date_precision", "kind")
			sources[f.Need("id").Text()] = true
		}
	}
	return sources
}
