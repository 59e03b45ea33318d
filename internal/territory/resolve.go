package territory

import (
	"slices"
	"strings"
)

// Resolve finds the commune of a published address, strictly: by its INSEE code where the postcode agrees, by postcode
// and name, by other names, by arrondissement, by département and name, by the first words of a name that the postcode
// leaves no doubt about. Nothing is guessed: false where none is certain. agrees is false when an INSEE code was given and
// the postcode contradicts it; then name and postcode decide, or name and code where these two agree.
func (g *Gazetteer) Resolve(insee, postcode, name string) (c *Commune, agrees, ok bool) {
	ad := g.addressOf(postcode, name)
	given, known := g.today(tidyINSEE(insee))
	agrees = g.agrees(insee, given, known, ad)
	if known && agrees {
		return g.within(given, ad), true, true
	}
	for _, find := range []func(address) (int32, bool){g.byPostcode, g.byOtherName, g.byDepartement, g.byBeginning} {
		if at, found := find(ad); found {
			return g.within(at, ad), agrees, true
		}
	}
	if known && g.bears(given, ad.name) {
		return &g.communes[given], agrees, true
	}
	if at, found := g.byPostcodeAlone(ad); found {
		return g.within(at, ad), agrees, true
	}
	return nil, agrees, false
}

// agrees is whether an INSEE code, if one was given, is of the département where the postcode is.
func (g *Gazetteer) agrees(insee string, given int32, known bool, ad address) bool {
	code := tidyINSEE(insee)
	if code == "" || len(ad.departements) == 0 {
		return true
	}
	if known {
		return g.lies(given, ad)
	}
	return slices.Contains(ad.departements, departementOf(code))
}

// address is what a published address tells of its commune.
type address struct {
	postcode     string
	departements []string // where the postcode is; they may be two
	name         reading
	number       int // of an arrondissement
}

func (g *Gazetteer) addressOf(postcode, name string) address {
	a := g.read(name)
	ad := address{postcode: tidyPostcode(postcode), name: readingOf(a.text), number: a.number}
	if ad.postcode == "" {
		ad.postcode = a.postcode
	}
	ad.departements = g.departementsOf(ad.postcode)
	return ad
}

// tidyPostcode mends what spreadsheets and forms do to a postcode: "1000" lost its zero, "30252Cedex" and "380000" gained.
func tidyPostcode(code string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, code)
	switch {
	case len(digits) == 4:
		return "0" + digits
	case len(digits) > 5:
		return digits[:5]
	}
	return digits
}

func tidyINSEE(code string) string {
	code = strings.ToUpper(strings.TrimSpace(code))
	if len(code) == 4 {
		return "0" + code
	}
	return code
}

// today is the place of the commune that has an INSEE code, or has taken over the one that had it.
func (g *Gazetteer) today(insee string) (int32, bool) {
	if at, found := g.position(insee); found {
		return at, true
	}
	at, found := g.formerCodes[insee]
	return at, found
}

// within is the arrondissement of an address in a city that has them, or the commune itself.
func (g *Gazetteer) within(at int32, ad address) *Commune {
	if part, found := g.arrondissement(at, ad.number, ad.postcode); found {
		at = part
	}
	return &g.communes[at]
}

// byPostcode finds the one commune of that name that the postcode serves.
func (g *Gazetteer) byPostcode(ad address) (int32, bool) {
	return g.theOne(ad.name, func(n name) bool { return n.other == own && g.serves(n.commune, ad.postcode) })
}

// byOtherName finds the one commune that has or had that name, where the postcode is.
func (g *Gazetteer) byOtherName(ad address) (int32, bool) {
	at, found := g.theOne(ad.name, func(n name) bool { return n.other != own && g.serves(n.commune, ad.postcode) })
	if found || g.listed(ad) {
		return at, found
	}
	return g.theOne(ad.name, func(n name) bool { return n.other != own && g.lies(n.commune, ad) })
}

// listed is whether a commune of that very name is where the postcode is.
func (g *Gazetteer) listed(ad address) bool {
	_, found := g.byDepartement(ad)
	return found
}

// byDepartement finds the one commune of that name where the postcode is: CEDEX, or another postcode than its own.
func (g *Gazetteer) byDepartement(ad address) (int32, bool) {
	return g.theOne(ad.name, func(n name) bool { return n.other == own && g.lies(n.commune, ad) })
}

// byBeginning finds the one commune that the postcode serves whose name goes on after the words, or the words after its
// name: "Sarlat", "Sciez-sur-Léman".
func (g *Gazetteer) byBeginning(ad address) (at int32, found bool) {
	if len(ad.name.bare) < shortestBeginning {
		return 0, false
	}
	for _, c := range g.served(ad.postcode, false) {
		_, bare := cutArticle(fold(c.Name))
		if strings.HasPrefix(bare+" ", ad.name.bare+" ") || strings.HasPrefix(ad.name.bare+" ", bare+" ") {
			if found {
				return 0, false
			}
			at, found = g.position(c.INSEE)
		}
	}
	return at, found
}

// bears is whether a name is one of a commune's.
func (g *Gazetteer) bears(commune int32, r reading) bool {
	_, found := g.theOne(r, func(n name) bool { return n.commune == commune })
	return found
}

// byPostcodeAlone finds the one commune that the postcode serves.
func (g *Gazetteer) byPostcodeAlone(ad address) (int32, bool) {
	if communes := g.served(ad.postcode, false); len(communes) == 1 {
		return g.position(communes[0].INSEE)
	}
	return 0, false
}

// theOne is the only commune among those that fit which has a name, apart from an article.
func (g *Gazetteer) theOne(r reading, fits func(name) bool) (at int32, found bool) {
	if r.glued == "" {
		return 0, false
	}
	best := 0.0
	for _, f := range slices.Concat(g.names.being(r.glued), g.names.being(glue(r.key))) {
		n := g.names.names[f.name]
		score := sameLetters(r, n.key)
		if score < best || !fits(n) {
			continue
		}
		found = score > best || n.commune == at && found
		best, at = score, n.commune
	}
	return at, found
}

// serves is whether a postcode is one of a commune's, even by a doubtful list: the name agrees too.
func (g *Gazetteer) serves(commune int32, postcode string) bool {
	c := &g.communes[commune]
	return slices.Contains(c.Postcodes, postcode) || slices.Contains(g.served(postcode, true), c)
}

func (g *Gazetteer) lies(commune int32, ad address) bool {
	return slices.Contains(ad.departements, g.communes[commune].Departement)
}
