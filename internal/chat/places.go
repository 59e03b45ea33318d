package chat

import (
	"math"
	"slices"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/dialogue"
	"passerelle/internal/directory"
	"passerelle/internal/hours"
	"passerelle/internal/locale"
)

// places are the places of an answer for programs, best first.
func places(a directory.Answer) []Place {
	var out []Place
	for _, f := range listed(a) {
		p := Place{ID: f.Place.ID, Name: f.Place.Name, Kind: f.Kind, Phone: f.Place.Dialled()}
		if f.Km >= 0 {
			km := math.Round(f.Km*10) / 10
			p.Km = &km
		}
		if f.Opening.State != hours.Unknown {
			open := f.Opening.State == hours.Open
			p.Open = &open
		}
		out = append(out, p)
	}
	return out
}

// listed are the places of an answer in the order in which they are told: the helper by phone last.
func listed(a directory.Answer) []directory.Found {
	all := append([]directory.Found(nil), a.Places...)
	if a.Phone != nil {
		all = append(all, *a.Phone)
	}
	return all
}

// placed says where we look.
func (w *writer) placed(e dialogue.Placed) {
	switch {
	case e.Commune == nil:
		w.lead(w.say(locale.PlaceLocatedDepartement, locale.Args{"In": e.Departement.In}))
	case e.Departement == nil, strings.HasPrefix(e.Commune.Name, e.Departement.Name): // Paris, à Paris
		w.lead(w.say(locale.PlaceLocatedCity, locale.Args{"Commune": e.Commune.Said(), "Of": e.Commune.Of()}))
	default:
		w.lead(w.say(locale.PlaceLocated, locale.Args{"Commune": e.Commune.Said(), "Of": e.Commune.Of(), "In": e.Departement.In}))
	}
}

// nearby tells the places near, each with a way to say that it is closed or does not answer.
func (w *writer) nearby(e dialogue.Nearby, state dialogue.State) {
	a := e.Places
	if a.Empty() {
		w.byPhone(e.Line)
		return
	}
	w.flush("conseil")
	w.name("lieux")
	w.placesHead(state)
	for i := range a.Places {
		w.place(&a.Places[i], i+1, true)
	}
	if a.Phone != nil {
		w.lead("", w.say(locale.PlacePhoneFirst, nil))
		w.place(a.Phone, len(a.Places)+1, false)
	}
	if e.Line != nil {
		w.lead("", w.say(locale.PlacePhoneFirst, nil))
		w.service(e.Line, "")
	}
	w.lead("")
	for _, source := range w.sources(listed(a)) {
		w.lead(source)
	}
	w.flush("lieux")
}

// byPhone names a human to call where no place is to be named.
func (w *writer) byPhone(s *catalogue.Service) {
	if s == nil {
		return
	}
	w.lead("", w.say(locale.PlaceCall, nil))
	w.service(s, "")
	w.lead("")
}

func (w *writer) placesHead(state dialogue.State) {
	if fact, ok := w.Words.Fact("commune"); ok {
		if c, ok := w.Atlas.Commune(fact.Format(state.Situation.Get(fact.Index))); ok {
			w.lead(w.say(locale.PlaceHead, locale.Args{"Commune": c.Said(), "Of": c.Of()}))
			return
		}
	}
	w.lead(w.say(locale.PlaceHeadDepartement, nil))
}

// place tells one place: what it is, how far, when, at what price, how to reach it, and how old this is.
func (w *writer) place(f *directory.Found, rank int, visit bool) {
	p := f.Place
	w.lead("", number(rank)+". "+clip(p.Name, mostName))
	w.sentences(w.say(locale.PlaceKind(f.Kind), nil), w.distance(f, visit))
	w.sentences(w.opening(f)...)
	w.sentences(w.conditions(f)...)
	if slices.ContainsFunc(f.Terms, func(t directory.Term) bool { return t.ID == directory.ReportedTerm }) {
		w.lead(w.say(directory.ReportedTerm, nil))
	}
	if p.Note != "" {
		w.lead(w.say(locale.PlaceNote, locale.Args{"Note": clip(p.Note, mostNote)}))
	}
	w.contact(p, visit)
	w.lead(w.sheet(p))
	line := w.line()
	for _, what := range dialogue.Reports() {
		if p.Phone == "" && what == dialogue.PlaceNoAnswer {
			continue
		}
		w.choices = append(w.choices, Choice{
			ID:    dialogue.ReportButton(w.nonce, p.Key(), what),
			Label: number(rank) + ". " + w.say(locale.PlaceReport(string(what)), nil),
			Line:  line,
		})
	}
}

// What a list may make long in a reply.
const (
	mostName = 90  // letters
	mostNote = 160 // letters, of a note, an address or hours as published
	mostURL  = 300 // bytes
)

// clip shortens words at a space, and says so.
func clip(words string, most int) string {
	letters := []rune(words)
	if len(letters) <= most {
		return words
	}
	cut := string(letters[:most])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return cut + "…"
}

func number(rank int) string { return string(rune('0' + rank)) }

// sentences puts sentences on one line; in easy words, each has its own.
func (w *writer) sentences(said ...string) {
	var line []string
	for _, s := range said {
		if s != "" {
			line = append(line, s)
		}
	}
	if w.voice.Easy {
		w.lead(line...)
	} else if len(line) > 0 {
		w.lead(strings.Join(line, " "))
	}
}

func (w *writer) distance(f *directory.Found, visit bool) string {
	switch {
	case !visit && f.Remote:
		return w.say(locale.PlaceRemote, nil)
	case f.Km < 0:
		return ""
	case f.Km < 1:
		return w.say(locale.PlaceHere, nil)
	}
	return w.say(locale.PlaceKm, locale.Args{"Km": int(f.Km + 0.5)})
}

// conditions are the price, and what one must know before going.
func (w *writer) conditions(f *directory.Found) []string {
	said := []string{w.say(w.fee(f.Place), nil)}
	for _, c := range []struct {
		holds bool
		id    string
	}{
		{f.Appointment, locale.PlaceAppointment},
		{f.Place.Itinerant, locale.PlaceItinerant},
		{f.Place.ByProxy || f.Place.Offers("Aidants Connect"), locale.PlaceProxy},
		{f.Place.Wheelchair || f.Place.AccessSheet != "", locale.PlaceWheelchair},
	} {
		if c.holds {
			said = append(said, w.say(c.id, nil))
		}
	}
	return said
}

func (w *writer) fee(p *directory.Place) string {
	switch {
	case len(p.Fees) == 0:
		return locale.PlaceFeeUnknown
	case len(p.Fees) == 1 && p.Fees[0] == directory.Free:
		return locale.PlaceFree
	case len(p.Fees) == 1 && p.Fees[0] == directory.Paid:
		return locale.PlacePaid
	}
	return locale.PlaceSometimesFree
}

// contact is how to reach a place: its number with the price of the call, its address with a map.
func (w *writer) contact(p *directory.Place, visit bool) {
	if p.Phone != "" {
		phone := locale.Phone(p.Dialled())
		w.lead(w.say(callCost(p.Dialled()), locale.Args{"Number": phone}))
		w.link(Link{Label: w.say(locale.LinkCall, locale.Args{"Number": phone}), URL: "tel:" + strings.ReplaceAll(p.Phone, " ", "")})
	}
	if p.Booking != "" && len(p.Booking) <= mostURL {
		w.lead(site(p.Booking))
		w.link(Link{Label: w.say(locale.LinkBooking, nil), URL: p.Booking})
	}
	if !visit && p.Phone != "" {
		return
	}
	id := locale.PlaceAddress
	if p.Unsure {
		id = locale.PlaceAddressUnsure
	}
	w.lead(w.say(id, locale.Args{"Address": clip(address(p), mostNote)}))
	w.link(Link{Label: w.say(locale.LinkMap, nil), URL: p.Map()})
}

// callCost is the text of a number with the price of the call, as the national numbering plan tells it (Arcep): 0800 to
// 0805 are free; other 08 numbers and short ones cost what their holder decides, those of another plan (the Pacific) what
// the caller's operator does.
func callCost(dialled string) string {
	switch {
	case strings.HasPrefix(dialled, "08 0") && len(dialled) > 4 && dialled[4] <= '0'+5:
		return locale.PhoneCost("gratuit")
	case strings.HasPrefix(dialled, "08") || strings.HasPrefix(dialled, "+") || len(dialled) < 6:
		return locale.PlaceNumber
	}
	return locale.PhoneCost("prix_appel_normal")
}

func address(p *directory.Place) string {
	parts := []string{p.Street, strings.TrimSpace(p.Postcode + " " + strings.TrimSuffix(p.Commune, " Arrondissement"))}
	if p.Complement != "" {
		parts = append([]string{p.Complement}, parts...)
	}
	var out []string
	for _, part := range parts {
		if part != "" {
			out = append(out, part)
		}
	}
	return strings.Join(out, ", ")
}

// sheet tells how old what we know of a place is. After a year one had better call first.
func (w *writer) sheet(p *directory.Place) string {
	years, _, known := directory.Age(p.Updated, w.now)
	switch {
	case !known:
		return w.say(locale.PlaceSheetUndated, nil)
	case years >= 1:
		return w.say(locale.PlaceSheetOld, locale.Args{"Date": w.date(p.Updated)})
	}
	return w.say(locale.PlaceSheet, locale.Args{"Date": w.date(p.Updated)})
}

// sources are the lists that places come from, in the words their publishers ask for, each once, with the day of the newest
// sheet named.
func (w *writer) sources(found []directory.Found) []string {
	newest := make(map[string]string)
	var order []string
	for i := range found {
		p := found[i].Place
		source := strings.TrimSuffix(w.Places.Attribution(p.Source), ".")
		if _, seen := newest[source]; !seen {
			order = append(order, source)
		}
		newest[source] = max(newest[source], p.Updated)
	}
	for i, source := range order {
		if day := newest[source]; day != "" {
			order[i] += " (" + w.date(day) + ")"
		}
		order[i] += "."
	}
	return order
}

// whyPlace tells why a place is there, best reasons first.
func (w *writer) whyPlace(f *directory.Found) {
	w.lead("", f.Place.Name)
	for _, r := range f.Reasons() {
		w.lead(w.say(r.Key, locale.Args{"N": r.N}))
	}
}
