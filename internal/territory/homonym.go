package territory

// Names of small communes that often mean a town: "Évry" of the Yonne, "Chalon" of the Isère.
const (
	fiveTimes = 5
	tenTimes  = 10
	town      = 10000
	largeTown = 20000
	stepBack  = 0.12
)

// Where a town is so many times more populated than all that bear the very name, it is what most people mean.
const (
	twentyTimes = 20
	smallTown   = 5000
)

// settle decides between a commune and those that have its name as another one, or begin with it. A town ten times as
// populated that bore the name is as likely to be meant (Évry-Courcouronnes); one with a part of that name, or a large one
// whose longer name begins so, is often meant too, and makes us ask; all others step back.
func (h *hits) settle(a asked) {
	most, exact := h.mostPopulatedNamed()
	if !exact {
		return
	}
	for i := range h.list {
		found := &h.list[i]
		people := h.g.communes[found.commune].Population
		switch {
		case found.begun && found.other == own && people >= leastOften(most):
			found.often, found.score = true, oftenMeant
			found.leads = people >= twentyTimes*most
		case !found.exact || found.other == own || most == 0:
		case h.g.others[found.other].kind == hamletName || people < max(town, tenTimes*most):
			found.score -= stepBack
		case h.g.others[found.other].kind == formerName:
			found.score, found.very = veryName, true
			found.leads = people >= twentyTimes*most
		default:
			found.often, found.score = true, oftenMeant
		}
	}
	h.addNearHomonyms(a)
}

// oftenMeant is the score of a town that words often mean though another commune has them as its name.
const oftenMeant = veryName - gap/2

// leastOften is how populated a town must be to be often meant by the name of a commune with so many people.
func leastOften(most int) int {
	return min(max(largeTown, fiveTimes*most), max(smallTown, twentyTimes*most))
}

// mostPopulatedNamed is how many people live in the largest commune that the words name exactly, 0 where they are the other
// name of some; exact is whether they name one at all.
func (h *hits) mostPopulatedNamed() (most int, exact bool) {
	for _, found := range h.list {
		if !found.exact || found.score < certain-byOtherName {
			continue
		}
		exact = true
		if found.other == own {
			most = max(most, h.g.communes[found.commune].Population)
		}
	}
	return most, exact
}

// townName is the name of a town, glued, its article apart.
type townName struct {
	article string
	glued   string
	commune int32
	people  int
}

// townKey is what near homonyms nearly share, so that few towns are compared.
type townKey struct {
	initial byte
	length  int
}

// townsByKey lists the towns.
func (g *Gazetteer) townsByKey() map[townKey][]townName {
	towns := make(map[townKey][]townName)
	for _, n := range g.names.names {
		if people := g.communes[n.commune].Population; n.other == own && people >= smallTown {
			r := readingOf(n.key)
			key := townKey{r.glued[0], len(r.glued)}
			towns[key] = append(towns[key], townName{r.article, r.glued, n.commune, people})
		}
	}
	return towns
}

// addNearHomonyms adds the towns whose names are but a letter away from the name of a commune that is far smaller, so that
// "lourde" is asked about: most who type it mean Lourdes.
func (h *hits) addNearHomonyms(a asked) {
	people := h.mostPopulatedMeant()
	if people >= smallTown {
		return // Laon is a town, whatever Lyon is
	}
	r := readingOf(a.bare)
	least := leastOften(people)
	for length := len(r.glued) - 2; length <= len(r.glued)+2; length++ {
		for _, t := range h.g.towns[townKey{r.glued[0], length}] {
			if t.people >= least && r.article == t.article && nearHomonyms(r.glued, t.glued) {
				h.add(hit{commune: t.commune, other: own, score: oftenMeant, often: true})
			}
		}
	}
}

// mostPopulatedMeant is how many people live in the largest commune with the name or, where none has it as its own, in the
// largest of which it is another name.
func (h *hits) mostPopulatedMeant() int {
	if most, _ := h.mostPopulatedNamed(); most > 0 {
		return most
	}
	most := 0
	for _, found := range h.list {
		if found.exact {
			most = max(most, h.g.communes[found.commune].Population)
		}
	}
	return most
}

// nearHomonyms is whether two glued names differ by one letter that is not the first, which people seldom miss, or by a
// final "es", and are long enough for that to be little: of four letters, one that is changed makes another name.
func nearHomonyms(a, b string) bool {
	if len(a) < shortestBeginning || len(b) < shortestBeginning || a[0] != b[0] || a == b {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return b == a+"es"
	}
	return (len(b) > shortestBeginning || len(a) < len(b)) && oneLetterApart(a, b)
}

// oneLetterApart is whether a text that is not longer than the other has one letter less, changed, or swapped with the next.
func oneLetterApart(a, b string) bool {
	for len(a) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
