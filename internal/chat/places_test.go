package chat_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"passerelle/internal/chat"
	"passerelle/internal/directory"
	"passerelle/internal/territory"
	"passerelle/storage"
)

// desk is an invented place in Guéret, open on weekdays.
func desk(id string) directory.Place {
	return directory.Place{
		Source: "france-services-2024-08-01", ID: id, Name: "France services " + id, INSEE: "23096", Commune: "Guéret", Postcode: "23000",
		Street: "1 place fictive", Point: territory.Point{Lat: 46.1717, Lon: 1.8714}, Phone: "+33536490001", Hours: "Mo-Fr 09:00-12:00,13:30-17:00",
		Updated: "2024-08-01", Services: []string{"Aide aux démarches administratives"}, Fees: []string{directory.Free},
		Programmes: []string{"France Services"}, Typologies: []string{"RFS"},
	}
}

// near is somebody in Guéret who has asked about identity papers, at a moment, where these are the only places.
func near(t *testing.T, at time.Time, places ...directory.Place) (*person, *storage.Store) {
	t.Helper()
	c, store, _ := open(t, func() time.Time { return at })
	loaded, _ := loadShipped()
	c.Serve(loaded, directory.NewGuide(directory.New(places, loaded.Places), loaded.Places, loaded.Atlas, loaded.Words))
	p := meet(t, c, "near")
	p.say(chat.Message{Text: "carte d'identité"})
	for range 8 {
		if asksPlace(p.last) {
			break
		}
		p.say(chat.Message{Choice: "nesaispas"})
	}
	p.say(chat.Message{Text: "guéret"})
	return p, store
}

func asksPlace(r chat.Reply) bool { return r.Messages[len(r.Messages)-1].AsksPlace }

// moment is a time of day in Paris.
func moment(t *testing.T, at string) time.Time {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	m, err := time.ParseInLocation("2006-01-02 15:04", at, paris)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAPlaceIsToldWithItsHoursAsTheyStand(t *testing.T) {
	with := func(change func(*directory.Place)) directory.Place {
		p := desk("de la place")
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		at    string
		place directory.Place
		says  []string
		never []string
		open  *bool
	}{
		"open in the morning": {at: "2026-11-24 10:00", place: desk("de la place"), open: yes(),
			says: []string{"Voici des lieux près de Guéret", "1. France services de la place", "Ouvert maintenant, jusqu'à midi.", "C'est gratuit.", "05 36 49 00 01", "prix d'un appel normal", "1 place fictive, 23000 Guéret", "Fiche du 1er août 2024. Appelez avant d'y aller.", "Source : "}},
		"closed at noon, opens again today":     {at: "2026-11-24 12:30", place: desk("a"), open: no(), says: []string{"Ouvre aujourd'hui à 13 heures 30."}, never: []string{"Ouvert maintenant"}},
		"closed in the evening, opens tomorrow": {at: "2026-11-24 18:00", place: desk("a"), open: no(), says: []string{"Ouvre demain à 9 heures."}},
		"closed at the weekend":                 {at: "2026-11-28 10:00", place: desk("a"), open: no(), says: []string{"Ouvre lundi à 9 heures."}},
		"the 14th of July":                      {at: "2027-07-14 10:00", place: desk("a"), says: []string{"jour férié : le 14 juillet", "Appelez avant d'y aller", "ouvre jeudi à 9 heures"}, never: []string{"Ouvert maintenant"}},
		"Christmas":                             {at: "2026-12-25 10:00", place: desk("a"), says: []string{"jour férié : Noël"}, never: []string{"Ouvert maintenant"}},
		"unknown hours": {at: "2026-11-24 10:00", place: with(func(p *directory.Place) { p.Hours = "" }),
			says: []string{"Je ne connais pas les horaires"}, never: []string{"Ouvert maintenant"}},
		"hours that nobody understands": {at: "2026-11-24 10:00", place: with(func(p *directory.Place) { p.Hours = "le matin, sauf le mardi" }),
			says: []string{"Horaires à vérifier par téléphone : le matin, sauf le mardi."}, never: []string{"Ouvert maintenant"}},
		"a note that says it is closed": {at: "2026-11-24 10:00", place: with(func(p *directory.Place) { p.Note = "Espace fermé suite à une dégradation des locaux" }),
			says: []string{"Je ne connais pas les horaires. Appelez avant d'y aller.", "Espace fermé suite à"}, never: []string{"Ouvert maintenant", "Ouvre"}},
		"a number of the Pacific": {at: "2026-11-24 10:00", place: with(func(p *directory.Place) { p.Phone = "+687285282" }), open: yes(),
			says: []string{"+687285282 : demandez le prix de l'appel."}},
		"by appointment": {at: "2026-11-24 10:00", place: with(func(p *directory.Place) { p.Access = []string{"Téléphoner"} }), open: yes(),
			says: []string{"C'est sur rendez-vous. Appelez d'abord."}},
		"a price nobody wrote": {at: "2026-11-24 10:00", place: with(func(p *directory.Place) { p.Fees = nil }), open: yes(), says: []string{"Demandez si c'est gratuit."}},
		"a recent sheet": {at: "2026-11-24 10:00", place: with(func(p *directory.Place) { p.Updated = "2026-10-02" }), open: yes(),
			says: []string{"Fiche du 2 octobre 2026."}, never: []string{"Fiche du 2 octobre 2026. Appelez"}},
		"an address to verify": {at: "2026-11-24 10:00", place: with(func(p *directory.Place) { p.Unsure = true }), open: yes(), says: []string{"Adresse à vérifier : "}},
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := near(t, moment(t, c.at), c.place)
			said := strings.ReplaceAll(text(p.last), "\u00a0", " ")
			for _, words := range c.says {
				if !strings.Contains(said, words) {
					t.Errorf("« %s » is not said:\n%s", words, said)
				}
			}
			for _, words := range c.never {
				if strings.Contains(said, words) {
					t.Errorf("« %s » is said:\n%s", words, said)
				}
			}
			if len(p.last.Places) != 1 || !same(p.last.Places[0].Open, c.open) {
				t.Errorf("for programs: %+v", p.last.Places)
			}
		})
	}
}

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }

func same(a, b *bool) bool { return a == b || a != nil && b != nil && *a == *b }

func TestAPlaceSaidToBeClosedIsCountedOnce(t *testing.T) {
	p, store := near(t, moment(t, "2026-11-24 10:00"), desk("a"), desk("b"), desk("c"), desk("d"))
	before := p.last.Places
	var closed chat.Choice
	for _, m := range p.last.Messages {
		for _, c := range m.Choices {
			if c.Label == "1. Ce lieu est fermé" {
				closed = c
			}
		}
	}
	if closed.ID == "" {
		t.Fatalf("no way to say that a place is closed: %+v", p.last.Messages)
	}
	p.say(chat.Message{Choice: closed.ID})
	if said := text(p.last); !strings.Contains(said, "Merci de me le dire") || strings.Contains(said, before[0].Name) {
		t.Errorf("after the report:\n%s", said)
	}
	p.sent-- // the same message comes twice
	p.say(chat.Message{Choice: closed.ID})
	p.say(chat.Message{Choice: closed.ID})
	reports, err := store.PlaceReports(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, kinds := range reports {
		for _, n := range kinds {
			total += n
		}
	}
	if total != 1 {
		t.Errorf("counted %d times: %v", total, reports)
	}
}

// The longest that intake lets through, in every field that is shown.
func TestThePlacesWithTheLongestWordsFitTheSeal(t *testing.T) {
	long := func(id string) directory.Place {
		p := desk(id)
		p.Name, p.Street, p.Complement = id+strings.Repeat("é", 149), strings.Repeat("é ", 125), strings.Repeat("ç", 250)
		p.Note, p.Hours = strings.Repeat("à", 300), strings.Repeat("œ", 1000)
		p.Booking = "https://rendezvous.example.org/" + strings.Repeat("a", 1900)
		p.Programmes = append(p.Programmes, "Aidants Connect")
		return p
	}
	p, _ := near(t, moment(t, "2026-11-24 10:00"), long("a"), long("b"), long("c"))
	if len(p.last.Places) != 3 {
		t.Fatalf("%d places", len(p.last.Places))
	}
	if n := len([]rune(text(p.last))); n > 6000 {
		t.Errorf("%d letters to read", n)
	}
}
