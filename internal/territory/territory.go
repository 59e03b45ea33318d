// Package territory knows the communes of France: from words, a postcode, a département or a point to a commune.
package territory

// Source is the line that whoever shows a commune owes to those who publish them.
const Source = "Source : INSEE, DGCL, La Poste, GeoNames"

// Commune is one commune, or one arrondissement of Paris, Lyon or Marseille.
type Commune struct {
	INSEE       string // five characters: "59350", "2A004", "97411"
	Name        string
	Departement string // INSEE code: "59", "2A", "974"
	Region      string // INSEE code
	EPCI        string // SIREN; empty where there is none
	Postcodes   []string
	Population  int
	Point       Point
	Parent      string // INSEE code of the city, for an arrondissement; empty otherwise
}

// Departement is one département or overseas collectivity.
type Departement struct {
	Code string
	Name string // "Nord", "La Réunion"
	In   string // "dans le Nord", "à La Réunion", "en Creuse"
}

// Gazetteer is every commune, loaded once and never changed.
type Gazetteer struct{}

// Load reads the communes that the program carries.
func Load() (*Gazetteer, error) { return &Gazetteer{}, nil }

// Commune returns a commune by its INSEE code.
func (g *Gazetteer) Commune(insee string) (*Commune, bool) { return nil, false }

// Departement returns a département by its INSEE code.
func (g *Gazetteer) Departement(code string) (*Departement, bool) { return nil, false }

// Postcode lists the communes of a postcode, the most populated first; arrondissements stand for their city.
func (g *Gazetteer) Postcode(code string) []*Commune { return nil }

// Nearest is the commune whose centre is nearest to a point, and the kilometres between them. Cities with
// arrondissements give the arrondissement.
func (g *Gazetteer) Nearest(p Point) (c *Commune, km float64) { return nil, 0 }

// Match is what words about a place may mean.
type Match struct {
	Candidates  []Candidate  // best first
	Sure        bool         // the first candidate may be taken without asking
	Departement *Departement // the words name a département and no commune
	Postcode    string       // the words were a postcode alone: every commune of it is a candidate
}

// Candidate is a commune that words may mean.
type Candidate struct {
	Commune *Commune
	Score   float64 // 1 is the very name
	Heard   string  // the other name by which it was found ("Lomme" for Lille), or ""
}

// Find tells which commune or département words may mean. The words may hold a postcode beside the name.
func (g *Gazetteer) Find(words string) Match { return Match{} }

// Resolve finds the commune of a published address, strictly: by its INSEE code where the postcode agrees, by postcode
// and name, by other names, by arrondissement, by département and name. Nothing is guessed: false where none is certain.
// agrees is false when an INSEE code was given and the postcode contradicts it.
func (g *Gazetteer) Resolve(insee, postcode, name string) (c *Commune, agrees, ok bool) {
	return nil, false, false
}
