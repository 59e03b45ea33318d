package territory

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func first(m Match) string {
	if len(m.Candidates) == 0 {
		return ""
	}
	return m.Candidates[0].Commune.INSEE
}

// named lists candidates for the message of a failing test.
func named(m Match) string {
	var names []string
	for _, c := range m.Candidates {
		names = append(names, c.Commune.Name+" ("+c.Commune.Departement+")")
	}
	return strings.Join(names, ", ")
}

func TestWordsOfTheSharedTable(t *testing.T) {
	g := gazetteer(t)
	right := 0
	rows := readTable(t, "testdata/commune_match_cases.csv")
	for _, row := range rows {
		m := g.Find(row["query"] + " " + row["code_postal"])
		if first(m) == row["expected_insee"] {
			right++
			continue
		}
		t.Logf("%q %s is %s: %s", row["query"], row["code_postal"], row["expected_nom"], named(m))
		if m.Sure {
			t.Errorf("%q %s is taken for %s without asking", row["query"], row["code_postal"], first(m))
		}
	}
	t.Logf("%d of %d at first rank", right, len(rows))
	if right < 117 {
		t.Errorf("%d of %d at first rank, want 117 at least", right, len(rows))
	}
}

func TestWordsAsPeopleTypeThem(t *testing.T) {
	g := gazetteer(t)
	right, among := 0, 0
	rows := readTable(t, "testdata/commune_words.csv")
	for _, row := range rows {
		m := g.Find(row["words"])
		if m.Sure != (row["sure"] == "yes") {
			t.Errorf("%q: sure %v: %s", row["words"], m.Sure, named(m))
		}
		at := slices.IndexFunc(m.Candidates, func(c Candidate) bool { return c.Commune.INSEE == row["insee"] })
		switch {
		case at == 0:
			right++
			fallthrough
		case at > 0:
			among++
		}
		if at != 0 {
			t.Logf("%q (%s) is %s: %s", row["words"], row["why"], row["name"], named(m))
		}
		if at != 0 && m.Sure {
			t.Errorf("%q is taken for %s without asking", row["words"], first(m))
		}
	}
	t.Logf("%d of %d at first rank, %d shown", right, len(rows), among)
	if right < 99 || among < len(rows) {
		t.Errorf("%d of %d at first rank, %d shown", right, len(rows), among)
	}
}

func TestWordsThatNameADepartement(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string]string{
		"59": "59", "le Nord": "59", "dans le nord": "59", "Nord": "59", "2A": "2A", "2b": "2B", "Corse du Sud": "2A", "la réunion": "974",
		"974": "974", "seine saint denis": "93", "seine-st-denis": "93", "93": "93", "departement 23": "23", "le 93": "93", "75": "75",
		"j'habite dans la Creuse": "23", "Mayotte": "976", "Guadeloupe": "971", "en guyane": "973", "la vienne": "86", "dans le 2a": "2A",
		"Côte d’Or": "21", "territoire de belfort": "90", "je suis dans le 44": "44", "Ain 01": "01", "la creuse (23)": "23",
	} {
		m := g.Find(words)
		if m.Departement == nil || m.Departement.Code != want || !m.Sure || len(m.Candidates) > 0 {
			t.Errorf("%q: département %v, sure %v, candidates %s", words, m.Departement, m.Sure, named(m))
		}
	}
}

func TestNamesOfBothACommuneAndADepartementAreAsked(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string][2]string{
		"vienne": {"86", "38544"}, "Mayenne": {"53", "53147"}, "saint martin": {"978", "97801"}, "indre": {"36", "44074"},
	} {
		m := g.Find(words)
		if m.Departement == nil || m.Departement.Code != want[0] || first(m) != want[1] || m.Sure {
			t.Errorf("%q: département %v, sure %v, candidates %s", words, m.Departement, m.Sure, named(m))
		}
	}
	for words, want := range map[string]string{"La Marne 44": "44090", "la réunion 47": "47222", "vienne 38": "38544", "Vienne 38200": "38544"} {
		if m := g.Find(words); m.Departement != nil || first(m) != want || !m.Sure {
			t.Errorf("%q: département %v, sure %v, candidates %s", words, m.Departement, m.Sure, named(m))
		}
	}
	if m := g.Find("à Vienne"); m.Departement != nil || first(m) != "38544" || !m.Sure {
		t.Errorf("« à » is said of a commune: %v, %s", m.Departement, named(m))
	}
}

func TestCitiesWithArrondissements(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string]string{
		"paris": "75056", "LYON": "69123", "marseille": "13055", "paris 75": "75056", "paris 11": "75111", "paris 11e": "75111", "Paris XI": "75111",
		"paris 11eme arrondissement": "75111", "11e arrondissement de paris": "75111", "lyon 7e": "69387", "lyon 69": "69123", "paris 75011": "75111",
		"marseille 3eme arrondissement": "13203", "75011": "75111", "75016": "75116", "75116": "75116", "dans le 20e a paris": "75120",
	} {
		if m := g.Find(words); first(m) != want || !m.Sure {
			t.Errorf("%q: sure %v, %s", words, m.Sure, named(m))
		}
	}
	if m := g.Find("je suis à Saint-Denis dans le 93"); first(m) != "93066" || !m.Sure {
		t.Errorf("a département said after the name: %s", named(m))
	}
	// 13 is the number of the département, and of an arrondissement.
	m := g.Find("marseille 13")
	if m.Sure || len(m.Candidates) < 2 || first(m) != "13055" || m.Candidates[1].Commune.INSEE != "13213" {
		t.Errorf("marseille 13: sure %v, %s", m.Sure, named(m))
	}
	if m := g.Find("paris 21"); first(m) == "75121" {
		t.Error("Paris has twenty arrondissements")
	}
}

func TestPostcodesAlone(t *testing.T) {
	g := gazetteer(t)
	for name, c := range map[string]struct {
		words, want string
		sure        bool
		shown       int
	}{
		"of one commune":                      {"59000", "59350", true, 1},
		"of several, all of them":             {"51300", "51649", false, 46},
		"in two parts":                        {"59 000", "59350", true, 1},
		"in a sentence":                       {"mon code postal c'est le 97133", "97701", true, 1},
		"of several in Corsica":               {"20200", "2B033", false, 4},
		"of a sorting office":                 {"59033", "59350", false, 1},
		"of a sorting office in Paris":        {"75900", "75056", false, 1},
		"that nobody has, in Corsica":         {"20999", "", false, 0},
		"that nobody has":                     {"00000", "", false, 0},
		"with words that name no place there": {"au bout du chemin 97133", "97701", true, 1},
	} {
		m := g.Find(c.words)
		if first(m) != c.want || m.Sure != c.sure || len(m.Candidates) != c.shown || m.Postcode == "" {
			t.Errorf("%s: %q: sure %v, postcode %q, %d candidates: %s", name, c.words, m.Sure, m.Postcode, len(m.Candidates), named(m))
		}
	}
}

func TestSmallCommunesThatMeanALargeOneAreAsked(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string][2]string{
		"evry": {"91228", "89162"}, "chalon": {"38066", "71076"}, "clermont": {"60157", "63113"}, "nogent": {"52353", "94052"}, "boulogne": {"85084", "92012"},
	} {
		m := g.Find(words)
		shown := func(insee string) bool {
			return slices.ContainsFunc(m.Candidates, func(c Candidate) bool { return c.Commune.INSEE == insee })
		}
		if m.Sure || !shown(want[0]) || !shown(want[1]) {
			t.Errorf("%q: sure %v, %s", words, m.Sure, named(m))
		}
	}
}

func TestOtherNamesAreSaid(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string][2]string{
		"lomme": {"59350", "Lomme"}, "evry": {"91228", "Évry"}, "lille": {"59350", ""}, "aberwrach": {"29101", "Aberwrach"},
	} {
		m := g.Find(words)
		if first(m) != want[0] || m.Candidates[0].Heard != want[1] {
			t.Errorf("%q: %s, heard %q", words, named(m), m.Candidates[0].Heard)
		}
	}
}

func TestWhatNamesNoPlaceIsNeverTakenForOne(t *testing.T) {
	g := gazetteer(t)
	for _, words := range noPlace {
		if m := g.Find(words); len(m.Candidates) > 0 || m.Sure || m.Departement != nil {
			t.Errorf("%q: %s", words, named(m))
		}
		for _, f := range g.names.being(glue(words)) {
			if n := g.names.names[f.name]; n.other == own && n.key == words {
				t.Errorf("%q is the name of %s", words, g.communes[n.commune].Name)
			}
		}
	}
	for _, words := range []string{
		"", " ", "🙂", "?", "je ne sais pas trop", "c'est compliqué", "mon fils est malade", "je veux parler à quelqu'un", "aide moi", "xyzzyx", "belgique",
		"la maison de ma mère", "j'ai plus internet", "le bus", "demain", "carte grise", "titre de séjour", "la caf", "les impôts", "je suis à l'hôpital",
	} {
		if m := g.Find(words); m.Sure {
			t.Errorf("%q is taken for %s without asking", words, named(m))
		}
	}
}

func TestEveryCommuneIsFoundByItsName(t *testing.T) {
	g := gazetteer(t)
	rapid.Check(t, func(t *rapid.T) {
		c := &g.communes[rapid.IntRange(0, len(g.communes)-1).Draw(t, "commune")]
		m := g.Find(c.Name)
		if m.Departement != nil && g.departementNamed(fold(c.Name)) == m.Departement {
			return // "La Réunion" of the Lot-et-Garonne
		}
		if len(m.Candidates) == 0 {
			t.Fatalf("%s is not found", c.Name)
		}
		best := m.Candidates[0]
		// Évry of the Yonne is asked, behind the town that had its name; Aulnay, behind Aulnay-sous-Bois.
		had := best.Heard != "" && fold(best.Heard) == fold(c.Name) && best.Commune.Population >= tenTimes*c.Population
		begun := strings.HasPrefix(readingOf(fold(best.Commune.Name)).bare, readingOf(fold(c.Name)).bare+" ") && best.Commune.Population >= twentyTimes*c.Population
		town := (had || begun) && !m.Sure
		if best.Commune.Name != c.Name && !town && fold(best.Commune.Name) != fold(c.Name) {
			t.Fatalf("%s: %s", c.Name, named(m))
		}
		if m.Sure && best.Commune != c {
			t.Fatalf("%s (%s) is taken for the one of %s without asking", c.Name, c.Departement, best.Commune.Departement)
		}
	})
}

func TestNoNameIsTakenForAnotherCommune(t *testing.T) {
	g := gazetteer(t)
	bearers := make(map[string]int)
	for i := range g.communes {
		bearers[fold(g.communes[i].Name)]++
	}
	unique, asked := 0, 0
	for i := 0; i < len(g.communes); i += 5 {
		c := &g.communes[i]
		m := g.Find(c.Name)
		if m.Sure && len(m.Candidates) > 0 && m.Candidates[0].Commune != c {
			t.Errorf("%s (%s) is taken for %s", c.Name, c.Departement, named(m))
		}
		if bearers[fold(c.Name)] == 1 {
			unique++
			if !m.Sure {
				asked++
			}
		}
	}
	// Those that are asked have a town's name but for the article, the end or a letter: "Chalon", "Lamentin", "Lourde".
	if asked*40 > unique {
		t.Errorf("%d of %d names that only one commune has are asked about", asked, unique)
	}
}

func TestEveryCommuneIsFoundByItsNameAndPostcode(t *testing.T) {
	g := gazetteer(t)
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(g.communes)-1).Draw(t, "commune")
		c := &g.communes[i]
		if _, city := g.cities[int32(i)]; city || c.Parent != "" {
			return
		}
		words := rapid.SampledFrom([]string{c.Name + " " + c.Postcodes[0], c.Postcodes[0] + " " + strings.ToUpper(c.Name)}).Draw(t, "words")
		if m := g.Find(words); first(m) != c.INSEE {
			t.Fatalf("%q: %s", words, named(m))
		}
	})
}

func TestManyMayAskAtOnce(t *testing.T) {
	g := gazetteer(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, words := range []string{"sarcele", "vilurbane", "brst", "mulouse"} {
				if m := g.Find(words); len(m.Candidates) == 0 {
					t.Errorf("%q is not found", words)
				}
			}
		})
	}
	all.Wait()
}

func FuzzFind(f *testing.F) {
	for _, words := range []string{"paris 11", "75 011", "j'habite à 10 km de Brive", "0NET", "le 93", "St-Denis (974)", "É🙂\xff", "cedex 2", "2A", "s", "1 e", "marseille XX"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		m := gazetteer(t).Find(words)
		if len(m.Candidates) > mostCandidates && m.Postcode == "" {
			t.Errorf("%q has %d candidates", words, len(m.Candidates))
		}
		if m.Sure && len(m.Candidates) == 0 && m.Departement == nil {
			t.Errorf("%q is sure of nothing", words)
		}
		for _, c := range m.Candidates {
			if c.Commune == nil || c.Score <= 0 || c.Score > 1 {
				t.Errorf("%q: candidate %+v", words, c)
			}
		}
	})
}

func FuzzResolve(f *testing.F) {
	f.Add("63236", "98800", "Mont-Dore")
	f.Add("", "30252Cedex", "")
	f.Add("é", "７５０１１", "PARIS CEDEX 09")
	f.Fuzz(func(t *testing.T, insee, postcode, name string) {
		c, agrees, ok := gazetteer(t).Resolve(insee, postcode, name)
		if ok != (c != nil) || strings.TrimSpace(insee) == "" && !agrees {
			t.Errorf("%q %q %q: %+v, agrees %v, ok %v", insee, postcode, name, c, agrees, ok)
		}
	})
}
