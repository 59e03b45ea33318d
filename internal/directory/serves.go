package directory

import "regexp"

// Serves tells whether a place can help with a need at all: in an emergency a phone line is the answer. The empty need is
// any.
func (r *Rules) Serves(need string) bool { return r.seek(&Query{Need: need}) }

// Serves tells whether a place of the directory can help with a need at all.
func (g *Guide) Serves(need string) bool { return g.dir != nil && g.rules.Serves(need) }

// dated is the date at the end of a list's name: "france-services-2024-08-01" is an edition of "france-services".
var dated = regexp.MustCompile(`[-_]\d{4}(-\d{2}){0,2}$`)

// Attribution is the whole line that the publisher of a list asks to show, in French; the list's own name where none is
// declared.
func (r *Rules) Attribution(source string) string {
	if list, ok := r.listOf(source); ok {
		return list.Attribution
	}
	return "Source : " + source
}

// Licence is the one under which a list is published; empty where none is declared.
func (r *Rules) Licence(source string) string {
	list, _ := r.listOf(source)
	return list.Licence
}

// listOf is the list that an edition is of.
func (r *Rules) listOf(source string) (List, bool) {
	if list, ok := r.List(source); ok {
		return list, true
	}
	return r.List(dated.ReplaceAllString(source, ""))
}
