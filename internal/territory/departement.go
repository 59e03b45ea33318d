package territory

import (
	_ "embed" // the départements travel inside the program
	"errors"
	"strings"
)

//go:embed data/departements.tsv
var departementsFile string

// readDepartements gives the départements by code, and the region of each.
func readDepartements(lines string) (departements map[string]*Departement, regions map[string]string, err error) {
	departements, regions = make(map[string]*Departement), make(map[string]string)
	_, lines, _ = strings.Cut(lines, "\n") // the heading
	for line := range strings.Lines(lines) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 4 {
			return nil, nil, errors.New("read the départements: " + line)
		}
		departements[fields[0]] = &Departement{Code: fields[0], Name: fields[2], In: fields[3]}
		regions[fields[0]] = fields[1]
	}
	return departements, regions, nil
}

// departementOf is the département of an INSEE code: overseas, three characters tell it.
func departementOf(insee string) string {
	if len(insee) < 3 {
		return insee
	}
	if strings.HasPrefix(insee, "97") || strings.HasPrefix(insee, "98") {
		return insee[:3]
	}
	return insee[:2]
}

// callDepartements gives the départements by folded name, without its article.
func callDepartements(departements map[string]*Departement) map[string]*Departement {
	called := make(map[string]*Departement)
	for _, d := range departements {
		_, name := cutArticle(fold(d.Name))
		called[name] = d
	}
	called["polynesie"] = departements["987"]
	called["guyane francaise"] = departements["973"]
	return called
}

// departementCode reads the code of a département in a folded word: "59", "2a", "974".
func (g *Gazetteer) departementCode(word string) *Departement {
	if len(word) < 2 || len(word) > 3 {
		return nil
	}
	return g.departements[strings.ToUpper(word)]
}

// departementNamed tells which département a folded text names, with or without an article.
func (g *Gazetteer) departementNamed(text string) *Departement {
	_, name := cutArticle(text)
	return g.called[name]
}

// longestDepartement is how many words the name of a département may have, with what links it: "dans les alpes de haute provence".
const longestDepartement = 6

// departementIn finds the name of a département at either end of a text, and gives the words that are left.
func (g *Gazetteer) departementIn(text string) (left string, d *Departement) {
	words := strings.Fields(text)
	for n := min(longestDepartement, len(words)-1); n > 0; n-- {
		if d := g.called[strings.Join(words[len(words)-n:], " ")]; d != nil {
			if left := withoutLinks(words[:len(words)-n]); left != "" {
				return left, d
			}
		}
		if d := g.departementNamed(strings.Join(words[:n], " ")); d != nil {
			return strings.Join(words[n:], " "), d
		}
	}
	return "", nil
}

// withoutLinks takes off the words that link a commune with its département: "valence dans la drome".
func withoutLinks(words []string) string {
	for len(words) > 1 {
		switch words[len(words)-1] {
		case "dans", "en", "a", "le", "la", "les", "l", "de", "du", "des", "departement", "d", "au", "aux":
			words = words[:len(words)-1]
			continue
		}
		break
	}
	return strings.Join(words, " ")
}
