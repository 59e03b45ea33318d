package dialogue

import (
	"slices"
	"strconv"
	"strings"

	"passerelle/internal/territory"
)

// departementLabel is the button of a whole département, whose name a commune has as well.
const departementLabel = "option.departement"

// communesAtOnce are the communes of one screen: with the two ways on, it stays within eight answers.
const communesAtOnce = 6

// offerCommunes asks which commune was meant: a doubtful one is never taken without asking.
func (t *turn) offerCommunes(m territory.Match) {
	arg := m.Postcode + "/0"
	if m.Postcode == "" || len(t.engine.atlas.Postcode(m.Postcode)) == 0 {
		arg = strings.Join(codesOf(m), " ")
	}
	t.trail.Misses, t.trail.Aside = 0, Aside{AsideWhich, arg}
	t.sayWhich()
}

// codesOf are the communes that words may mean, then the département: its code is shorter.
func codesOf(m territory.Match) []string {
	var codes []string
	for _, c := range m.Candidates[:min(len(m.Candidates), communesAtOnce-1)] {
		codes = append(codes, c.Commune.INSEE)
	}
	if m.Departement != nil {
		codes = append(codes, m.Departement.Code)
	}
	return codes
}

func (t *turn) sayWhich() {
	switch arg := t.trail.Aside.Arg; {
	case strings.Contains(arg, "/"):
		t.say("place_postcode")
	case strings.Contains(arg, " "):
		t.say("place_which")
	default:
		t.say("place_confirm")
	}
}

// offeredCommunes are the communes on the screen of AsideWhich; more tells that others follow.
func (t *turn) offeredCommunes() (communes []*territory.Commune, more bool) {
	arg := t.trail.Aside.Arg
	if postcode, page, ok := strings.Cut(arg, "/"); ok {
		n, _ := strconv.Atoi(page)
		all := t.engine.atlas.Postcode(postcode)
		from := min(max(n, 0)*communesAtOnce, len(all))
		to := min(from+communesAtOnce, len(all))
		return all[from:to], to < len(all)
	}
	for _, code := range strings.Fields(arg) {
		if c, ok := t.engine.atlas.Commune(code); ok {
			communes = append(communes, c)
		}
	}
	return communes, false
}

// moreCommunes turns the page of a postcode with many communes; after the last comes the first.
func (t *turn) moreCommunes() {
	postcode, page, _ := strings.Cut(t.trail.Aside.Arg, "/")
	n, _ := strconv.Atoi(page)
	if _, more := t.offeredCommunes(); !more {
		n = -1
	}
	t.trail.Aside.Arg = postcode + "/" + strconv.Itoa(n+1)
	t.say("place_more")
}

func (t *turn) whichOptions() []Option {
	communes, more := t.offeredCommunes()
	options := make([]Option, 0, len(communes)+3)
	for _, c := range communes {
		options = append(options, Option{ID: button(t.trail.Nonce, placeStep, c.INSEE), Name: c.Said() + " (" + c.Departement + ")"})
	}
	for _, code := range strings.Fields(t.trail.Aside.Arg) {
		if d, ok := t.engine.atlas.Departement(code); ok {
			options = append(options, Option{ID: button(t.trail.Nonce, placeStep, code), Label: departementLabel, Name: d.Name})
		}
	}
	if more {
		options = append(options, t.placeOption(placeMore))
	}
	return append(options, t.placeOption(placeOther))
}

func (t *turn) placeOption(choice string) Option {
	return Option{ID: button(t.trail.Nonce, placeStep, choice), Label: "option." + choice}
}

// confirmCommune takes the one commune that was offered; of several, none is meant by a yes.
func (t *turn) confirmCommune() {
	communes, more := t.offeredCommunes()
	if len(communes) != 1 || more || strings.Contains(t.trail.Aside.Arg, " ") {
		t.miss()
		return
	}
	t.settleCommune(communes[0])
}

// narrow takes a département or a postcode for a choice among the communes offered; false when it tells none of them.
func (t *turn) narrow(m territory.Match) bool {
	if t.trail.Aside.Kind != AsideWhich || m.Departement == nil && m.Postcode == "" {
		return false
	}
	communes, _ := t.offeredCommunes()
	if postcode, _, ok := strings.Cut(t.trail.Aside.Arg, "/"); ok {
		communes = t.engine.atlas.Postcode(postcode)
	}
	var meant []string
	for _, c := range communes {
		if m.Departement != nil && c.Departement == m.Departement.Code || slices.Contains(c.Postcodes, m.Postcode) {
			meant = append(meant, c.INSEE)
		}
	}
	switch c, _ := t.engine.atlas.Commune(strings.Join(meant, "")); {
	case len(meant) == 1:
		t.settleCommune(c)
	case len(meant) > 1 && len(meant) <= communesAtOnce:
		t.trail.Aside.Arg = strings.Join(meant, " ")
		t.sayWhich()
	default:
		return false
	}
	return true
}

// otherCommune asks again in other words: the right commune was not among those offered.
func (t *turn) otherCommune() {
	if t.now.rest == atQuestion && t.now.step.Open() {
		t.trail.Misses, t.trail.Aside = 0, Aside{}
		t.askWhere(Hint)
		return
	}
	t.where(Hint)
}
