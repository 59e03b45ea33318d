package dialogue

import (
	"slices"
	"strconv"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/directory"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
	"passerelle/internal/territory"
)

// placeStep is the engine's own step about where somebody is, and about the places named.
const placeStep = "!lieu"

const (
	placeAsk    = "lieu"        // asks where one is, beside the flow
	placeRefuse = "prefere_pas" // the person would rather not say
	placeMore   = "plus_de_communes"
	placeOther  = "autre_commune"
)

// departementLabel is the button of a whole département, whose name a commune has as well.
const departementLabel = "option.departement"

// communesAtOnce are the communes of one screen: with the two ways on, it stays within eight answers.
const communesAtOnce = 6

// tooFarKm is how far from the centre of every commune a location is no longer in France. The widest communes of French
// Guiana reach further, but nobody has a France Services there.
const tooFarKm = 60

// locate passes the question of where somebody is: once it is known, or once they would rather not say. Whichever step
// asked it first: where one is does not depend on who asks.
func (r *replay) locate(step *flow.Step) (next *flow.Step, resting bool) {
	for i := range r.trail.Entries {
		e := &r.trail.Entries[i]
		if r.holds(i) || e.Fact != step.Fact.ID || e.How == Told || e.How == Preset {
			continue
		}
		if e.How != Unsure && !r.put(e.Fact, e.Value) {
			continue
		}
		r.questions++
		r.answered(i)
		if e.How == Unsure {
			return step.Unsure, false
		}
		return step.Next, false
	}
	r.rest, r.fact, r.choices = atQuestion, step.Fact, nil
	return nil, true
}

// near is what the guide knows near where the person is, worked out once.
func (r *replay) near(in *Input) directory.Answer {
	if !r.searched && r.engine.guide != nil {
		r.searched = true
		r.places = r.engine.guide.Near(&r.situation, r.need(), in.Now, r.reported())
	}
	return r.places
}

func (r *replay) need() string {
	return r.engine.need.Format(r.situation.Get(r.engine.need.Index))
}

// reported are the places that this person found closed, or without an answer: others are named instead.
func (r *replay) reported() []string {
	var keys []string
	for _, e := range r.trail.Entries {
		if e.Step == placeStep {
			key, _, _ := strings.Cut(e.Value, ".")
			keys = append(keys, key)
		}
	}
	return keys
}

// keysOf names the places of an answer, best first.
func keysOf(a directory.Answer) []string {
	keys := make([]string, 0, len(a.Places)+1)
	for i := range a.Places {
		keys = append(keys, a.Places[i].Place.Key())
	}
	if a.Phone != nil {
		keys = append(keys, a.Phone.Place.Key())
	}
	return keys
}

// ReportButton is the button that says something of a place, by its key.
func ReportButton(nonce, place string, what Report) string {
	return button(nonce, placeStep, place+"."+string(what))
}

// refusedPlace tells whether the person would rather not say where they are.
func (r *replay) refusedPlace() bool { return r.engine.commune != nil && r.refused(r.engine.commune) }

// nearby names the places after an advice, or says why there is none.
func (t *turn) nearby() {
	if !t.mayHavePlaces() {
		return
	}
	switch places := t.now.near(&t.in); {
	case !places.Empty():
		t.events = append(t.events, Nearby{places, t.line(places)})
	case t.knowsPlace():
		t.say("place_none")
		t.events = append(t.events, Nearby{Line: t.phone()})
	case t.now.refusedPlace():
		t.say("place_unknown")
		t.events = append(t.events, Nearby{Line: t.phone()})
	}
}

// line is a human by phone for who would go too far or too late.
func (t *turn) line(places directory.Answer) *catalogue.Service {
	if !places.Call || places.Phone != nil {
		return nil
	}
	return t.phone()
}

// phone is the first of the humans that the advice names who answers a phone; nil when none does.
func (t *turn) phone() *catalogue.Service {
	for _, s := range t.now.advice().Humans {
		if s != nil && len(s.Phones()) > 0 {
			return s
		}
	}
	return nil
}

// mayHavePlaces tells whether somebody to go and see can help with this need at all.
func (t *turn) mayHavePlaces() bool {
	e := t.engine
	return e.guide != nil && e.commune != nil && e.guide.Serves(t.now.need())
}

func (t *turn) knowsPlace() bool {
	return t.engine.commune != nil && t.now.situation.Get(t.engine.commune.Index).Known()
}

// asksWhere tells whether the question that is open is where the person is.
func (t *turn) asksWhere() bool {
	switch aside := t.trail.Aside; aside.Kind {
	case AsideWhere, AsideWhich:
		return true
	case AsideReask:
		step, _, ok := t.engine.question(aside.Arg)
		return ok && step.Open()
	case NoAside:
		return t.now.rest == atQuestion && t.now.step.Open()
	}
	return false
}

// where asks where the person is, beside the flow.
func (t *turn) where(v Variant) {
	t.trail.Misses, t.trail.Aside = 0, Aside{Kind: AsideWhere}
	t.askWhere(v)
}

func (t *turn) askWhere(v Variant) {
	t.events = append(t.events, Asked{Key: "fact." + t.engine.commune.ID, Fact: t.engine.commune, Variant: v})
}

// hearPlace takes words for a place; false leaves them to those who listen for needs.
func (t *turn) hearPlace() bool {
	m := t.engine.atlas.Find(t.in.Words)
	switch {
	case len(m.Candidates) == 0 && m.Departement != nil:
		t.settleDepartement(m.Departement)
	case m.Sure:
		t.settleCommune(m.Candidates[0].Commune)
	case len(m.Candidates) == 0 || t.saysElse() && m.Candidates[0].Score < sameName:
		return false
	default:
		t.offerCommunes(m)
	}
	return true
}

// sameName is the score from which words are the very name of a commune: "L'Hôpital" is one, though it is a need as well.
const sameName = 0.95

// saysElse tells whether the words also speak of something else than a place.
func (t *turn) saysElse() bool {
	h := t.in.Heard
	return len(h.Facts) > 0 || slices.ContainsFunc(h.Needs, func(f listen.Finding) bool { return !f.Weak })
}

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

// choosePlace acts on the buttons about where one is, and about the places named.
func (t *turn) choosePlace(choice string) {
	commune, known := t.engine.atlas.Commune(choice)
	departement, whole := t.engine.atlas.Departement(choice)
	switch {
	case choice == placeAsk && t.engine.commune != nil:
		t.where(Plain)
	case choice == placeRefuse && t.asksWhere():
		t.refusePlace()
	case choice == placeMore && t.trail.Aside.Kind == AsideWhich:
		t.moreCommunes()
	case choice == placeOther && t.trail.Aside.Kind == AsideWhich:
		t.otherCommune()
	case known && t.trail.Aside.Kind == AsideWhich:
		t.settleCommune(commune)
	case whole && t.trail.Aside.Kind == AsideWhich:
		t.settleDepartement(departement)
	case strings.Contains(choice, "."):
		t.report(choice)
	default:
		t.stale("stale_other")
	}
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

func (t *turn) refusePlace() {
	if t.trail.Aside.Kind == NoAside {
		t.unsure()
		return
	}
	t.say("continue")
	t.again()
}

// locatePoint takes the location that a person sends: the nearest commune is kept, the point is not.
func (t *turn) locatePoint(p territory.Point) {
	c, km := t.engine.atlas.Nearest(p)
	if c == nil || km > tooFarKm || t.engine.commune == nil {
		t.say("place_abroad")
		t.showBriefly()
		return
	}
	t.settleCommune(c)
}

func (t *turn) settleCommune(c *territory.Commune) {
	d, _ := t.engine.atlas.Departement(c.Departement)
	t.events = append(t.events, Placed{Commune: c, Departement: d})
	t.keepPlace(Entry{Fact: t.engine.commune.ID, Value: c.INSEE})
}

// settleDepartement keeps the département and leaves the commune unsaid.
func (t *turn) settleDepartement(d *territory.Departement) {
	for _, f := range t.engine.words.Facts {
		if f.Type == situation.Departement {
			t.events = append(t.events, Placed{Departement: d})
			t.keepPlace(Entry{Fact: t.engine.commune.ID, How: Unsure}, Entry{Fact: f.ID, Value: d.Code, How: Told})
			return
		}
	}
	t.miss()
}

// departement is the département of who did not say their commune.
func (t *turn) departement() (*territory.Departement, bool) {
	for _, f := range t.engine.words.Facts {
		if f.Type == situation.Departement {
			return t.engine.atlas.Departement(f.Format(t.now.situation.Get(f.Index)))
		}
	}
	return nil, false
}

// keepPlace puts what is known of the place where the question was answered, or beside the flow when nobody asked; told is
// what was said instead of a commune.
func (t *turn) keepPlace(e Entry, told ...Entry) {
	asked, beside := t.now.rest == atQuestion && t.now.step.Open(), t.trail.Aside.Kind != NoAside
	t.begun = false
	if i := t.communeEntry(); i >= 0 {
		e.Step, e.First = t.trail.Entries[i].Step, t.trail.Entries[i].First
		t.trail.Entries[i] = e
		t.trail.add(told...)
		t.dropStop()
	} else if asked {
		e.Step = t.now.question()
		t.trail.add(append(told, e)...)
	} else if e.How != Unsure {
		e.How = Told
		t.trail.add(e)
	} else {
		t.trail.add(told...)
	}
	t.trail.Aside, t.trail.Misses = Aside{}, 0
	t.now = t.engine.replay(t.trail)
	switch {
	case asked || !beside && t.now.rest == atQuestion:
		t.show(true)
	case t.now.rest == atQuestion || t.now.rest == atEnd:
		t.human()
	default:
		t.show(false)
	}
}

// communeEntry is the answer to the question of the commune that holds; -1 when there is none.
func (t *turn) communeEntry() int {
	for i, e := range t.trail.Entries {
		if e.Step != "" && e.Fact == t.engine.commune.ID && t.now.holds(i) {
			return i
		}
	}
	return -1
}

// report counts what somebody says of a place that was named, and names others.
func (t *turn) report(choice string) {
	key, what, _ := strings.Cut(choice, ".")
	switch {
	case slices.Contains(t.now.reported(), key):
		t.stale("same_answer")
	case !slices.Contains(Reports(), Report(what)) || !slices.Contains(keysOf(t.now.near(&t.in)), key):
		t.stale("stale_other")
	default:
		t.trail.Aside, t.trail.Misses = Aside{}, 0
		t.trail.add(Entry{Step: placeStep, Value: choice, How: Passed})
		t.now = t.engine.replay(t.trail)
		t.events = append(t.events, Reported{key, Report(what)})
		t.say("reported")
		t.nearby()
		t.showBriefly()
	}
}
