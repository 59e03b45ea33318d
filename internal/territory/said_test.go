package territory

import "testing"

func TestAnArrondissementIsSaidShort(t *testing.T) {
	for name, want := range map[string]string{"Paris 11e Arrondissement": "Paris 11e", "Guéret": "Guéret"} {
		if got := (&Commune{Name: name}).Said(); got != want {
			t.Errorf("%s is said %q", name, got)
		}
	}
}

func TestWhereACommuneIsNearAndWhereOneIs(t *testing.T) {
	for name, want := range map[string][2]string{
		"Le Mans":                  {"du Mans", "au Mans"},
		"Les Ulis":                 {"des Ulis", "aux Ulis"},
		"La Rochelle":              {"de La Rochelle", "à La Rochelle"},
		"L'Haÿ-les-Roses":          {"de L'Haÿ-les-Roses", "à L'Haÿ-les-Roses"},
		"Guéret":                   {"de Guéret", "à Guéret"},
		"Lens":                     {"de Lens", "à Lens"},
		"Levallois-Perret":         {"de Levallois-Perret", "à Levallois-Perret"},
		"Lesparre-Médoc":           {"de Lesparre-Médoc", "à Lesparre-Médoc"},
		"Paris 11e Arrondissement": {"de Paris 11e", "à Paris 11e"},
		"Angoulême":                {"d'Angoulême", "à Angoulême"},
		"Eu":                       {"d'Eu", "à Eu"},
		"Évreux":                   {"d'Évreux", "à Évreux"},
		"Œuilly":                   {"d'Œuilly", "à Œuilly"},
		"Île-d'Aix":                {"d'Île-d'Aix", "à Île-d'Aix"},
		"Yvetot":                   {"d'Yvetot", "à Yvetot"},
		"Y":                        {"d'Y", "à Y"},
		"Yenne":                    {"de Yenne", "à Yenne"},
		"Yèvre-la-Ville":           {"de Yèvre-la-Ville", "à Yèvre-la-Ville"},
		"Houilles":                 {"de Houilles", "à Houilles"},
		"Hyères":                   {"de Hyères", "à Hyères"},
	} {
		c := &Commune{Name: name}
		if c.Of() != want[0] || c.At() != want[1] {
			t.Errorf("%s: near it is %q, in it is %q", name, c.Of(), c.At())
		}
	}
}
