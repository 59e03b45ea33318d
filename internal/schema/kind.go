package schema

import (
	"path"
	"strings"
)

// The rooms of content: what is asked and known, and the words that people read.
const (
	flows   = "flows"
	locales = "locales"
)

// Folder holds the schemas of a room, inside it.
const Folder = "schemas"

// kind is one sort of file that authors write.
type kind struct {
	name  string
	room  string
	title string
	write func(*writer) node
}

func (k kind) file() string { return k.name + ".schema.json" }

var kinds = []kind{
	{"flow", flows, "Un parcours", (*writer).flow},
	{"facts", flows, "Les faits", (*writer).facts},
	{"needs", flows, "Les familles et les besoins", (*writer).needs},
	{"populations", flows, "Les populations", (*writer).populations},
	{"services", flows, "Les services d'une famille", (*writer).services},
	{"referral", flows, "Vers qui d'abord", (*writer).referral},
	{"words", flows, "Les mots entendus", (*writer).words},
	{"lists", flows, "Les listes de mots", (*writer).lists},
	{"spelling", flows, "Comment les gens écrivent", (*writer).spelling},
	{"languages", flows, "Les langues entendues", (*writer).languages},
	{"danger", flows, "Le danger", (*writer).danger},
	{"danger-words", flows, "Les mots d'un danger", (*writer).dangerWords},
	{"entries", flows, "Les codes d'entrée", (*writer).entries},
	{"places", flows, "Les lieux d'aide", (*writer).places},
	{"regions", flows, "Les départements de chaque région", (*writer).regions},
	{"sources", flows, "Les sources du catalogue", (*writer).sources},
	{"scenarios", flows, "Des personnes inventées", (*writer).scenarios},
	{"texts", locales, "Des textes", (*writer).texts},
}

// inFolders are the kinds of which every file of a folder is one.
var inFolders = map[string]string{"services": "services", "words": "words", "danger": "danger-words", "scenarios": "scenarios", "scenarios/held": "scenarios"}

// ofFolder tells whether a kind of file stands in a folder, and not at the root of its room.
func ofFolder(kind string) bool {
	for _, of := range inFolders {
		if of == kind {
			return true
		}
	}
	return false
}

// kindOf tells what sort of file stands at a path of a room. At the root of flows, what is nothing else is a flow.
func kindOf(room, file string) string {
	folder, stem := path.Dir(file), strings.TrimSuffix(path.Base(file), ".yaml")
	switch {
	case room == locales:
		return "texts"
	case folder != ".":
		return inFolders[folder]
	}
	for _, k := range kinds {
		if k.name == stem && k.room == flows && !ofFolder(k.name) {
			return k.name
		}
	}
	return "flow"
}

// Comment is the first line of a file at a path of a room ("flows" or "locales"): it tells editors which schema to read.
// It is empty for a file that nothing reads.
func Comment(room, file string) string {
	name := kindOf(room, file)
	if name == "" {
		return ""
	}
	up := strings.Repeat("../", strings.Count(file, "/"))
	return "# yaml-language-server: $schema=" + up + Folder + "/" + name + ".schema.json"
}
