package territory

import "testing"

func TestProvincesAndCountriesAreNoVillages(t *testing.T) {
	g := gazetteer(t)
	for _, words := range []string{
		"la corse", "corse", "en corse", "ile de france", "Île-de-France", "en bretagne", "la Bretagne", "normandie", "paca", "occitanie", "grand est",
		"hauts de france", "nouvelle aquitaine", "auvergne rhone alpes", "pays de la loire", "centre val de loire", "bourgogne franche comte",
		"bourgogne", "provence", "alsace", "lorraine", "picardie", "aquitaine", "languedoc", "j'habite en champagne", "dans le sud",
		"belgique", "Bruxelles", "en belgique", "monaco", "la suisse", "geneve", "luxembourg", "au maroc", "l'algérie", "aux etats unis", "londres",
	} {
		if m := g.Find(words); len(m.Candidates) > 0 || m.Sure || m.Departement != nil {
			t.Errorf("%q: sure %v, %s", words, m.Sure, named(m))
		}
	}
}

func TestCommunesNamedLikeAProvinceOrACountryAreAsked(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string]string{"bretagne": "90019", "suisse": "57662", "champagne": "72054", "le liège": "37127", "Anjou": "38009"} {
		m := g.Find(words)
		if first(m) != want || m.Sure {
			t.Errorf("%q: sure %v, %s %s", words, m.Sure, first(m), named(m))
		}
		for _, c := range m.Candidates {
			if fold(c.Commune.Name) != fold(words) {
				t.Errorf("%q: %s", words, named(m))
			}
		}
	}
	for words, want := range map[string]string{"bretagne 36": "36024", "suisse 57340": "57662", "Vis-en-Artois": "62864", "Aix-en-Provence": "13001"} {
		if m := g.Find(words); first(m) != want || !m.Sure {
			t.Errorf("%q: sure %v, %s %s", words, m.Sure, first(m), named(m))
		}
	}
}

func TestNoTownIsHiddenByAProvinceOrACountry(t *testing.T) {
	g := gazetteer(t)
	for _, words := range append(provinces, abroad...) {
		for _, c := range g.bearers(words) {
			if c.Population >= smallTown {
				t.Errorf("%q is the name of %s, a town", words, c.Name)
			}
		}
	}
}

func TestFarFetchedGuessesAreNotMade(t *testing.T) {
	g := gazetteer(t)
	for _, words := range []string{
		"chez ma mère", "chez des amis", "chez ma belle mère", "je dors chez un ami", "chez quelqu'un", "dans la rue", "à l'hôtel", "au foyer",
		"sqy", "st quentin en yvelines", "azerty", "blabla", "croix rouge", "les impôts",
	} {
		if m := g.Find(words); len(m.Candidates) > 0 || m.Sure {
			t.Errorf("%q: sure %v, %s", words, m.Sure, named(m))
		}
	}
	if m := g.Find("chez ma mère à Lyon"); first(m) != "69123" {
		t.Errorf("whoever stays with somebody may say where: %s", named(m))
	}
}

func TestShortForms(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string][]string{
		"mtp": {"Montpellier"}, "j'habite à mtp": {"Montpellier"}, "tlse": {"Toulouse"}, "bdx": {"Bordeaux"}, "clermont fd": {"Clermont-Ferrand"},
		"à la défense": {"Nanterre", "Courbevoie", "Puteaux"}, "petite terre": {"Dzaoudzi", "Pamandzi"}, "petite terre mayotte": {"Dzaoudzi", "Pamandzi"},
	} {
		m := g.Find(words)
		if m.Sure || len(m.Candidates) != len(want) {
			t.Errorf("%q: sure %v, %s", words, m.Sure, named(m))
			continue
		}
		for i, c := range m.Candidates {
			if c.Commune.Name != want[i] {
				t.Errorf("%q: %s", words, named(m))
			}
		}
	}
	for text := range shortForms {
		if len(g.bearers(text)) > 0 {
			t.Errorf("%q is the name of a commune", text)
		}
	}
}

func TestNumbersInNamesAreReadAsWords(t *testing.T) {
	g := gazetteer(t)
	for words, want := range map[string]string{
		"les 2 alpes": "38253", "Les 2 Alpes 38": "38253", "2 alpes": "38253", "3 rivieres": "97132", "paris 2": "75102", "lyon 3": "69383",
	} {
		if m := g.Find(words); first(m) != want {
			t.Errorf("%q: %s %s", words, first(m), named(m))
		}
	}
	if m := g.Find("les 2 sèvres"); m.Departement == nil || m.Departement.Code != "79" {
		t.Errorf("les 2 sèvres: %v, %s", m.Departement, named(m))
	}
}
