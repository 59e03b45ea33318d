package directory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"passerelle/internal/territory"
)

// generated is a directory as the whole country might publish it, drawn from frequencies measured on real sheets. The seed
// is fixed: every run ranks the same places.
type generator struct {
	random   *rand.Rand
	params   params
	brackets [][]*territory.Commune
	shares   []float64
	weights  [][]int // of the communes of a bracket: running totals of their population
	all      []*territory.Commune
	people   []int // running totals of everybody
	places   []Place
}

type params struct {
	Fill       map[string]float64 `json:"fill_rate"`
	Shares     map[string]float64 `json:"commune_share_percent_by_population"`
	Services   []drawn            `json:"services"`
	Fees       []drawn            `json:"frais_a_charge"`
	Programmes []drawn            `json:"dispositif_programmes_nationaux"`
	Access     []drawn            `json:"modalites_acces"`
	Support    []drawn            `json:"modalites_accompagnement"`
	Publics    []drawn            `json:"publics_specifiquement_adresses"`
	Particular []drawn            `json:"prise_en_charge_specifique"`
	Roaming    []drawn            `json:"itinerance"`
	Typologies []drawn            `json:"typologie"`
	Hours      []drawn            `json:"horaires_top60"`
	NoHours    float64            `json:"horaires_empty_share"`
}

// drawn is a value and how often it is met.
type drawn [2]any

// allCommunes lists the communes by their codes: those of the gazetteer that carry people.
func allCommunes() []*territory.Commune {
	var out []*territory.Commune
	g := gazetteer()
	departements := []string{"2A", "2B", "971", "972", "973", "974", "976"}
	for i := 1; i <= 95; i++ {
		if i != 20 {
			departements = append(departements, fmt.Sprintf("%02d", i))
		}
	}
	for _, d := range departements {
		for n := range 1000 {
			insee := d + fmt.Sprintf("%0*d", 5-len(d), n)
			if c, ok := g.Commune(insee[:5]); ok && c.Population > 0 && len(insee) == 5 && !cityOfArrondissements[insee] {
				out = append(out, c)
			}
		}
	}
	return out
}

// cityOfArrondissements are Paris, Lyon and Marseille: their places stand in an arrondissement.
var cityOfArrondissements = map[string]bool{"75056": true, "69123": true, "13055": true}

func newGenerator(t testing.TB) *generator {
	g := &generator{random: rand.New(rand.NewPCG(20261122, 3))}
	readJSON(t, "generator_params.json", &g.params)
	bounds := []int{500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, math.MaxInt}
	names := []string{"0-500", "500-1000", "1000-2000", "2000-5000", "5000-10000", "10000-20000", "20000-50000", "50000-100000", "100000-inf"}
	g.brackets, g.weights = make([][]*territory.Commune, len(bounds)), make([][]int, len(bounds))
	for _, name := range names {
		g.shares = append(g.shares, g.params.Shares[name])
	}
	total, inBracket := 0, make([]int, len(bounds))
	for _, c := range allCommunes() {
		b := 0
		for c.Population >= bounds[b] {
			b++
		}
		inBracket[b] += c.Population
		total += c.Population
		g.brackets[b], g.weights[b] = append(g.brackets[b], c), append(g.weights[b], inBracket[b])
		g.all, g.people = append(g.all, c), append(g.people, total)
	}
	if len(g.all) < 34000 {
		t.Fatalf("%d communes to draw from", len(g.all))
	}
	return g
}

// inhabitant draws a commune by population.
func (g *generator) inhabitant() *territory.Commune { return g.all[g.drawRunning(g.people)] }

func (g *generator) drawRunning(totals []int) int {
	at := g.random.IntN(totals[len(totals)-1])
	low, high := 0, len(totals)-1
	for low < high {
		if mid := (low + high) / 2; totals[mid] <= at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func (g *generator) commune() *territory.Commune {
	at, b := g.random.Float64()*100, 0
	for b < len(g.shares)-1 && at >= g.shares[b] {
		at -= g.shares[b]
		b++
	}
	return g.brackets[b][g.drawRunning(g.weights[b])]
}

func (g *generator) draw(from []drawn) string {
	total := 0.0
	for _, d := range from {
		total += d[1].(float64)
	}
	at := g.random.Float64() * total
	for _, d := range from {
		if at -= d[1].(float64); at < 0 {
			return d[0].(string)
		}
	}
	return ""
}

func (g *generator) chance(p float64) bool { return g.random.Float64() < p }

// shift moves a point by a normal distance, in km.
func (g *generator) shift(p territory.Point, sigma float64) territory.Point {
	const km = 111.2
	lat := p.Lat + g.random.NormFloat64()*sigma/km
	return territory.Point{Lat: lat, Lon: p.Lon + g.random.NormFloat64()*sigma/km/math.Cos(p.Lat*math.Pi/180)}
}

func (g *generator) place(n int) Place {
	if n > 0 && g.chance(0.08) {
		return g.again(n)
	}
	c := g.commune()
	sigma := 2.0
	if c.Population < 5000 {
		sigma = 0.9
	} else if c.Population < 100000 {
		sigma = 1.1
	}
	names := []string{"France services ", "Médiathèque ", "CCAS de "}
	p := Place{
		Source: "essai", ID: strconv.Itoa(n), INSEE: c.INSEE, Commune: c.Name, Postcode: c.Postcodes[0],
		Name: names[g.random.IntN(len(names))] + c.Name, Point: g.shift(c.Point, sigma),
		Services: split(g.draw(g.params.Services)), Fees: split(g.draw(g.params.Fees)), Programmes: split(g.draw(g.params.Programmes)),
		Access: split(g.draw(g.params.Access)), Support: split(g.draw(g.params.Support)), Publics: split(g.draw(g.params.Publics)),
		Particular: split(g.draw(g.params.Particular)), Typologies: split(g.draw(g.params.Typologies)),
		Itinerant: g.draw(g.params.Roaming) == "Itinérant",
	}
	if g.chance(0.4) {
		p.Name = strings.ToUpper(p.Name)
	}
	if g.chance(0.008) { // dirt: a point anywhere
		p.Point = territory.Point{Lat: 42 + g.random.Float64()*9, Lon: -4 + g.random.Float64()*11}
	}
	g.fill(&p)
	return p
}

func (g *generator) fill(p *Place) {
	if g.chance(g.params.Fill["telephone"]) {
		p.Phone = fmt.Sprintf("+33199%06d", g.random.IntN(10000)) // a range that Arcep keeps for fiction: nobody is called
	}
	if g.chance(g.params.Fill["date_maj"]) {
		p.Updated = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -g.random.IntN(4*365)).Format(time.DateOnly)
	}
	if !g.chance(g.params.NoHours) {
		p.Hours = g.draw(g.params.Hours)
	}
	if g.chance(0.006) {
		p.Hours = "9h-12h30"
	}
	if g.chance(g.params.Fill["fiche_acces_libre"]) {
		p.AccessSheet = "https://exemple.invalid/acces"
	}
	if g.chance(g.params.Fill["prise_rdv"]) {
		p.Booking = "https://exemple.invalid/rdv"
	}
}

// again is a sheet of an earlier place, in another list.
func (g *generator) again(n int) Place {
	p := g.places[g.random.IntN(n)]
	p.Source, p.ID, p.Point = "autre", strconv.Itoa(n), g.shift(p.Point, 0.015)
	return p
}

func generate(t testing.TB, n int) (places []Place, g *generator) {
	g = newGenerator(t)
	for i := range n {
		g.places = append(g.places, g.place(i))
	}
	return g.places, g
}
