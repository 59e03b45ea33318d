package directory

import (
	"slices"
	"testing"
)

func TestAPlaceThatThreePeopleFoundClosedComesLast(t *testing.T) {
	c := shipped()
	near, far := at("près", guéret, 1), at("loin", guéret, 8)
	reports := map[string]map[string]int{near.Key(): {"ferme": 2, "ne_repond_pas": 1}, far.Key(): {"ferme": 2}, "inconnu": {"ferme": 9}}
	doubted := c.rules.Doubted(reports)
	if slices.Contains(doubted, far.Key()) || !slices.Contains(doubted, near.Key()) {
		t.Fatalf("doubted: %v", doubted)
	}
	dir := New([]Place{near, far}, c.rules)
	for _, row := range []struct {
		dir  *Directory
		want []string
	}{{dir, []string{"près", "loin"}}, {dir.Doubt(doubted), []string{"loin", "près"}}, {dir, []string{"près", "loin"}}} {
		guide := NewGuide(row.dir, c.rules, gazetteer(), c.words)
		if got := guide.ids(t, tuesday, "papiers_identite", "commune", "23096"); !slices.Equal(got, row.want) {
			t.Errorf("%v, not %v", got, row.want)
		}
	}
}

func TestAnOperatorSeeksServicesByName(t *testing.T) {
	guide := guideTo(
		at("papiers", guéret, 1),
		at("apprendre", guéret, 3, of("Conseillers numériques"), func(p *Place) { p.Services = []string{"Maîtrise des outils numériques du quotidien"} }),
		at("jeunes", guéret, 2, func(p *Place) { p.Publics = []string{"Jeunes"} }),
	)
	s := saying(t, "commune", "23096")
	q, ok := guide.Query(s, "", paris(t, tuesday))
	if !ok {
		t.Fatal("no query")
	}
	guide.Seek(q, s, []string{"Maîtrise des outils numériques du quotidien"})
	if got := placeIDs(guide.dir.Nearest(q, 10)); !slices.Equal(got, []string{"apprendre"}) || !slices.Contains(q.Aims, "learning") {
		t.Errorf("learning: %v, aims %v", got, q.Aims)
	}
	guide.Seek(q, s, []string{paperwork})
	if !guide.Public(q, "Seniors") || guide.Public(q, "Martiens") || !guide.Particular(q, "Illettrisme") || guide.Particular(q, "Klingon") {
		t.Error("publics and needs are not told apart")
	}
	if got := placeIDs(guide.dir.Nearest(q, 10)); !slices.Equal(got, []string{"papiers"}) {
		t.Errorf("for seniors: %v", got)
	}
	if !slices.Contains(guide.ServiceNames(), paperwork) {
		t.Errorf("services: %v", guide.ServiceNames())
	}
}
