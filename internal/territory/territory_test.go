package territory

import (
	"maps"
	"strings"
	"sync"
	"testing"
)

// loaded is the gazetteer that all tests share: it never changes.
var loaded = sync.OnceValues(Load)

func gazetteer(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestEveryCommuneIsWhole(t *testing.T) {
	g := gazetteer(t)
	if len(g.communes) != 35008 {
		t.Errorf("%d communes and arrondissements, want 35008", len(g.communes))
	}
	for i := range g.communes {
		c := &g.communes[i]
		d, known := g.Departement(c.Departement)
		if !known || d.Name == "" || d.In == "" || c.Region == "" {
			t.Errorf("%s %s: its département %q or its region %q is not known", c.INSEE, c.Name, c.Departement, c.Region)
		}
		if c.Name == "" || !c.Point.Valid() || len(c.Postcodes) == 0 {
			t.Errorf("%s %q lacks its name, point or postcodes", c.INSEE, c.Name)
		}
		for _, code := range c.Postcodes {
			if !isPostcode(code) {
				t.Errorf("%s has the postcode %q", c.INSEE, code)
			}
		}
		if found, ok := g.Commune(c.INSEE); !ok || found != c {
			t.Errorf("%s is not found by its code", c.INSEE)
		}
	}
	if len(g.names.forms) > 1<<16 {
		t.Errorf("%d forms do not fit in the 16 bits that trigrams keep of each", len(g.names.forms))
	}
}

func TestDepartementsHaveTheirCommunes(t *testing.T) {
	want := map[string]int{"2A": 124, "2B": 236, "971": 32, "972": 34, "973": 22, "974": 24, "976": 17, "975": 2, "977": 1, "978": 1,
		"986": 3, "987": 48, "988": 33, "75": 21, "90": 101}
	got := make(map[string]int)
	for _, c := range gazetteer(t).communes {
		if _, asked := want[c.Departement]; asked {
			got[c.Departement]++
		}
	}
	want["90"] = got["90"] // asked only to be sure that it has some
	if !maps.Equal(got, want) || got["90"] == 0 {
		t.Errorf("communes by département: %v, want %v", got, want)
	}
}

func TestCommune(t *testing.T) {
	g := gazetteer(t)
	c, ok := g.Commune("75111")
	if !ok || c.Name != "Paris 11e Arrondissement" || c.Parent != "75056" || c.Departement != "75" || c.Region != "11" {
		t.Errorf("75111 is %+v", c)
	}
	c, ok = g.Commune("97411")
	if !ok || c.Name != "Saint-Denis" || c.Departement != "974" || c.Region != "04" {
		t.Errorf("97411 is %+v", c)
	}
	for _, code := range []string{"", "99999", "75", "2a004", "é"} {
		if c, ok := g.Commune(code); ok {
			t.Errorf("the code %q gives %s", code, c.Name)
		}
	}
}

func TestDepartementIsSaidAsPeopleSayIt(t *testing.T) {
	g := gazetteer(t)
	if len(g.departements) != 107 {
		t.Errorf("%d départements, want 107", len(g.departements))
	}
	for code, in := range map[string]string{
		"59": "dans le Nord", "23": "en Creuse", "974": "à La Réunion", "75": "à Paris", "2A": "en Corse-du-Sud", "01": "dans l'Ain",
		"08": "dans les Ardennes", "72": "dans la Sarthe", "976": "à Mayotte", "988": "en Nouvelle-Calédonie",
	} {
		if d, ok := g.Departement(code); !ok || d.In != in {
			t.Errorf("%s: %+v, want %q", code, d, in)
		}
	}
	for _, d := range g.departements {
		_, bare := cutArticle(fold(d.Name))
		if said := fold(d.In); !strings.HasSuffix(said, bare) || said == bare {
			t.Errorf("%s %s is said %q", d.Code, d.Name, d.In)
		}
	}
	if _, ok := g.Departement("20"); ok {
		t.Error("20 has not been a département since 1976")
	}
}
