package prove_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"pgregory.net/rapid"

	"passerelle/flows"
	"passerelle/internal/catalogue"
	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/situation"
)

// What the files say, read by a plain reader of YAML that knows nothing of ours.
type (
	plainService struct {
		ID       string
		Audience struct {
			LimitedTo []string `yaml:"limited_to"`
		}
		Eligibility struct {
			AgeMin         *int   `yaml:"age_min"`
			AgeMinUnless   string `yaml:"age_min_unless"`
			AgeMax         *int   `yaml:"age_max"`
			AgeMaxHandicap *int   `yaml:"age_max_handicap"`
		}
		Territory struct {
			Regions, Departements []string
		}
	}
	plainPopulation struct {
		ID     string
		Is     string
		Strict bool
	}
	plainFact struct {
		ID    string
		Bands []struct {
			ID       string
			From, To *int
		}
	}
	plainRegion struct {
		ID           string
		Departements []string
	}
	plainWords struct {
		Need  string
		Needs []string
		Terms []string
	}
	plainDanger struct {
		Kinds []struct{ ID, Need string }
		// of each kind, what is said by who is in it
		Phrases []struct {
			Kind    string
			Certain []string
		}
	}
)

func plain[T any](t testing.TB, file string) T {
	t.Helper()
	var out T
	body, err := fs.ReadFile(flows.FS, file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(body, &out); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return out
}

// files is everything that is held against the advice.
type files struct {
	services      map[string]plainService
	regions       map[string][]string
	bands         map[string][2]int
	professionals map[string]string // condition of each population of a trade
}

func readFiles(t testing.TB) files {
	out := files{services: make(map[string]plainService), regions: make(map[string][]string), bands: make(map[string][2]int), professionals: make(map[string]string)}
	names, err := fs.Glob(flows.FS, "services/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, s := range plain[struct{ Services []plainService }](t, name).Services {
			if unless := s.Eligibility.AgeMinUnless; unless != "" && unless != earlierWithChild {
				t.Fatalf("%s: what is %q?", s.ID, unless)
			}
			out.services[s.ID] = s
		}
	}
	for _, r := range plain[struct{ Regions []plainRegion }](t, "regions.yaml").Regions {
		out.regions[r.ID] = r.Departements
	}
	for _, p := range plain[struct{ Populations []plainPopulation }](t, "populations.yaml").Populations {
		if p.Strict {
			out.professionals[p.ID] = p.Is
		}
	}
	for _, f := range plain[struct{ Facts []plainFact }](t, "facts.yaml").Facts {
		for _, b := range f.Bands {
			if f.ID == "age" {
				span := [2]int{0, 120}
				if b.From != nil {
					span[0] = *b.From
				}
				if b.To != nil {
					span[1] = *b.To
				}
				out.bands[b.ID] = span
			}
		}
	}
	return out
}

// earlierWithChild is the one exception to a least age that the catalogue knows: the RSA.
const earlierWithChild = "enfants = oui and age >= 18"

// said is a person by the words of their facts.
type said map[string]string

// wrong tells why a service is not for a person, from the files alone.
func (f files) wrong(s plainService, p said) string {
	if years, ok := f.years(p["age"]); ok {
		oldest := s.Eligibility.AgeMax
		if longer := s.Eligibility.AgeMaxHandicap; longer != nil && p["handicap"] != "non" {
			oldest = longer
		}
		least := s.Eligibility.AgeMin
		if s.Eligibility.AgeMinUnless == earlierWithChild && p["enfants"] == "oui" && years[0] >= 18 {
			least = nil
		}
		if least != nil && years[1] < *least || oldest != nil && years[0] > *oldest {
			return "of another age"
		}
	}
	where := slices.Clone(s.Territory.Departements)
	for _, region := range s.Territory.Regions {
		where = append(where, f.regions[region]...)
	}
	if d := p["departement"]; d != "" && len(where) > 0 && !slices.Contains(where, d) {
		return "for another territory"
	}
	if f.forProfessionals(s) && !f.professional(s, p["metier"]) {
		return "a tool of a trade that is not theirs"
	}
	return ""
}

func (f files) years(age string) ([2]int, bool) {
	if band, ok := f.bands[age]; ok {
		return band, true
	}
	var n int
	_, err := fmt.Sscanf(age, "%d", &n)
	return [2]int{n, n}, err == nil
}

func (f files) forProfessionals(s plainService) bool {
	for _, id := range s.Audience.LimitedTo {
		if _, strict := f.professionals[id]; !strict {
			return false
		}
	}
	return len(s.Audience.LimitedTo) > 0
}

func (f files) professional(s plainService, job string) bool {
	return job != "" && slices.ContainsFunc(s.Audience.LimitedTo, func(id string) bool { return strings.Contains(f.professionals[id], job) })
}

// situationsACheck makes 2,000 of them with rapid's own hundred checks.
const situationsACheck = 20

func TestNobodyIsShownWhatTheFilesKeepFromThem(t *testing.T) {
	c := clean(t)
	written := readFiles(t)
	rapid.Check(t, func(t *rapid.T) {
		for range situationsACheck {
			at, person := drawPerson(t, c.Words)
			advice := c.Catalogue.Advise(&at)
			if advice.Empty() || !slices.ContainsFunc(advice.Services[:], func(s *catalogue.Service) bool { return s != nil && s.Helper != "" }) {
				t.Fatalf("%v has nobody to turn to", person)
			}
			named := append(slices.Concat(advice.Services[:], advice.Humans[:]), c.Catalogue.ByPhone(advice, &at))
			for _, s := range named {
				if s == nil {
					continue
				}
				if why := written.wrong(written.services[s.ID], person); why != "" {
					t.Fatalf("%v is shown %s, %s", person, s.ID, why)
				}
			}
		}
	})
}

// drawPerson draws somebody of whom a few facts are known: the need nearly always, age, place and trade often.
func drawPerson(t *rapid.T, words *situation.Vocabulary) (situation.Situation, said) {
	var at situation.Situation
	person := said{}
	often := map[string]int{"need": 9, "age": 7, "departement": 7, "metier": 4, "pour_qui": 4, "handicap": 4, "activite": 5}
	for _, f := range words.Facts {
		if chance := max(often[f.ID], 1); rapid.IntRange(0, 9).Draw(t, "whether "+f.ID) >= chance {
			continue
		}
		value := drawValue(t, f)
		if value == "" {
			continue
		}
		v, err := f.Parse(value)
		if err != nil {
			t.Fatal(err)
		}
		at.Set(f.Index, v)
		person[f.ID] = value
	}
	return at, person
}

func drawValue(t *rapid.T, f *situation.Fact) string {
	switch {
	case f.Type == situation.Departement:
		return rapid.SampledFrom([]string{"01", "02", "59", "62", "87", "33", "75", "93", "44", "72", "69", "38", "2A", "2B", "971", "974", "976", "988"}).Draw(t, f.ID)
	case f.ID == "age" && rapid.Bool().Draw(t, "exactly"):
		return fmt.Sprint(rapid.IntRange(0, 120).Draw(t, "years"))
	case len(f.Options) > 0:
		return f.Options[rapid.IntRange(0, len(f.Options)-1).Draw(t, f.ID)].ID
	}
	return ""
}

// clean is the shipped content, without a fault.
func clean(t testing.TB) *content.Content {
	t.Helper()
	c, faults := loadShipped()
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return c
}

func TestEveryNeedIsReachedByWordsOfItsOwn(t *testing.T) {
	c := clean(t)
	engine := c.Engine(nil)
	terms := make(map[string][]string)
	names, err := fs.Glob(flows.FS, "words/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, w := range plain[struct{ Words []plainWords }](t, name).Words {
			terms[w.Need] = append(terms[w.Need], w.Terms...)
		}
	}
	needOf := make(map[string]string)
	for _, kind := range plain[plainDanger](t, "danger.yaml").Kinds {
		needOf[kind.ID] = kind.Need
	}
	if names, err = fs.Glob(flows.FS, "danger/*.yaml"); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, p := range plain[plainDanger](t, name).Phrases {
			terms[needOf[p.Kind]] = append(terms[needOf[p.Kind]], p.Certain...)
		}
	}
	for _, need := range c.Catalogue.Needs {
		if !slices.ContainsFunc(terms[need.ID], func(words string) bool { return leadsTo(c, engine, words, need) }) {
			t.Errorf("none of the words of %s leads to it: %q", need.ID, terms[need.ID])
		}
	}
}

// leadsTo tells whether words alone lead to a need, or raise the alarm of a danger that is it.
func leadsTo(c *content.Content, e *dialogue.Engine, words string, need *catalogue.Need) bool {
	r := e.Turn(nil, "fr", false, dialogue.Input{Heard: c.Ear.Hear(words), Words: words, Nonce: "0000"})
	for _, event := range r.Events {
		if alarm, ok := event.(dialogue.Alarmed); ok {
			return alarm.Certain && c.Ear.Kinds[alarm.Kind].Need == need.ID
		}
	}
	return r.State.Advice.Need == need
}
