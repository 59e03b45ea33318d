package locale

import (
	"regexp"
	"slices"
	"text/template"
)

func checkTemplate(words string) error {
	_, err := template.New("").Option("missingkey=error").Parse(words)
	return err
}

var variable = regexp.MustCompile(`\{\{-?\s*\.(\w+)`)

// Variables lists the variables of a text, sorted, each once.
func (t *Text) Variables() []string {
	var out []string
	for _, m := range variable.FindAllStringSubmatch(t.Words, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
