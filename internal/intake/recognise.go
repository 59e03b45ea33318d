package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// layouts is every layout that is read, the usual ones first: among those that a file fits equally, the first is taken.
func layouts() []layout {
	return []layout{lamednumV1(), lamednumV0(), franceServices(), inclusionStructures(), inclusionServices(), dila()}
}

// recognise finds the layout of a file by its columns: of those it has every need of, the one most marked. An error names
// the nearest and what it lacks.
func recognise(columns map[string]bool) (layout, error) {
	candidates := layouts()
	slices.SortStableFunc(candidates, func(a, b layout) int {
		return cmp.Or(
			cmp.Compare(min(len(a.lacking(columns)), 1), min(len(b.lacking(columns)), 1)),
			cmp.Compare(b.near(columns), a.near(columns)),
		)
	})
	best := candidates[0]
	if missing := best.lacking(columns); len(missing) > 0 {
		return best, &refusal{
			fmt.Sprintf("colonnes d’une autre sorte de liste ; la plus proche est %s, il manque : %s",
				best.name, strings.Join(missing, ", ")),
			"prendre la liste dans l’un des formats nationaux, ou renommer ses colonnes comme eux",
		}
	}
	return best, nil
}

// near is how much of the layout is there: its marks and, where some of its needs are not, those that are.
func (l layout) near(columns map[string]bool) int {
	if missing := len(l.lacking(columns)); missing > 0 {
		return l.marked(columns) + len(l.needs) - missing
	}
	return l.marked(columns)
}

// marked counts the marks of the layout that are there.
func (l layout) marked(columns map[string]bool) int {
	count := 0
	for _, mark := range l.marks {
		if columns[fold(mark)] {
			count++
		}
	}
	return count
}

// lacking names the needs that no column answers.
func (l layout) lacking(columns map[string]bool) []string {
	var missing []string
	for _, synonyms := range l.needs {
		if !anyColumn(columns, synonyms) {
			missing = append(missing, synonyms[0])
		}
	}
	return missing
}

func anyColumn(columns map[string]bool, names []string) bool {
	for _, name := range names {
		if columns[fold(name)] {
			return true
		}
	}
	return false
}
