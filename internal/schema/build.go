package schema

import (
	"maps"
	"strings"
)

// node is one schema. Only what draft 7 has as well is written in it, apart from "$defs": editors that know no newer draft
// read it too. "enumDescriptions", "errorMessage" and "patternErrorMessage" are for editors; validators pass them by.
type node map[string]any

// writer writes one document.
type writer struct {
	*names
	defs   node    // what is said once and used in several places of this document
	shared *writer // of the document that others refer to; itself in that one
}

// define writes a definition the first time it is used, and refers to it.
func (w *writer) define(name string, write func() node) node {
	if _, done := w.defs[name]; !done {
		w.defs[name] = node{} // for one that refers to itself
		w.defs[name] = write()
	}
	return node{"$ref": "#/$defs/" + name}
}

// share writes a definition that several documents use, once for all: what authors add to one list changes one document.
func (w *writer) share(name string, write func(*writer) node) node {
	here := w.shared.define(name, func() node { return write(w.shared) })
	if w != w.shared {
		here["$ref"] = sharedFile + here["$ref"].(string)
	}
	return here
}

// field is one key of a mapping.
type field struct {
	key   string
	value node
	needs bool
}

func must(key string, value node, says string) field {
	return field{key, with(value, node{"description": says}), true}
}

func may(key string, value node, says string) field {
	return field{key, with(value, node{"description": says}), false}
}

// object is a mapping with these keys and no other.
func object(fields ...field) node {
	properties, required := make(node), make([]string, 0, len(fields))
	for _, f := range fields {
		properties[f.key] = f.value
		if f.needs {
			required = append(required, f.key)
		}
	}
	out := node{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// with is a schema that says more.
func with(n, more node) node {
	out := maps.Clone(n)
	maps.Copy(out, more)
	return out
}

// listOf is a list of mappings, each with these keys and no other.
func (w *writer) listOf(name string, fields ...field) node {
	return list(w.keep(name, object(fields...)))
}

// keep defines what would otherwise be written twice.
func (w *writer) keep(name string, n node) node {
	return w.define(name, func() node { return n })
}

// list is several of something; one alone may stand without dashes or brackets.
func list(item node) node {
	return node{"anyOf": []node{{"type": "array", "items": item}, item}}
}

// several is a list that holds from least to most of something; with most 0, as many as one likes.
func several(item node, least, most int) node {
	whole := node{"type": "array", "items": item, "minItems": least}
	if most > 0 {
		whole["maxItems"] = most
	}
	if least > 1 {
		return whole
	}
	return node{"anyOf": []node{whole, item}}
}

// text is words as they are written: the readers take numbers for words too.
func text() node { return node{"type": []string{"string", "number"}} }

// orNothing lets a key stand with nothing after it.
func orNothing(n node) node { return node{"anyOf": []node{n, {"type": "null"}}} }

// nothing is a key that says all by itself.
func nothing() node { return node{"type": "null"} }

func boolean() node { return node{"type": "boolean"} }

// integer is a whole number, with or without quotes around it.
func integer() node {
	return node{"type": []string{"integer", "string"}, "pattern": `^[+-]?[0-9]+$`, "patternErrorMessage": "Écrire un nombre entier, en chiffres."}
}

func between(least, most int) node {
	return with(integer(), node{"minimum": least, "maximum": most})
}

// number may have decimals.
func number() node {
	return node{"type": []string{"number", "string"}, "pattern": `^[+-]?[0-9.]+$`, "minimum": -1e6, "maximum": 1e6, "patternErrorMessage": "Écrire un nombre, avec un point pour les décimales : 1.3."}
}

func positive() node { return with(number(), node{"exclusiveMinimum": 0}) }

func pattern(shape, message string) node {
	return node{"type": "string", "pattern": shape, "patternErrorMessage": message}
}

func day() node {
	return pattern(`^\d{4}-\d{2}-\d{2}$`, "Écrire la date entre guillemets : \"2026-12-31\".")
}

func webPage() node {
	return pattern(`^https?://[^/?#]`, "Écrire une adresse complète, qui commence par https://")
}

// name is one of the names that an enumeration lists, with what an editor tells of it.
type name struct{ id, says string }

func plain(ids ...string) []name {
	out := make([]name, len(ids))
	for i, id := range ids {
		out[i] = name{id: id}
	}
	return out
}

// enum is one of these names and no other.
func enum(among []name) node {
	if len(among) == 0 {
		return node{"not": node{}} // nothing fits, which an empty enumeration may not say
	}
	ids, says, told := make([]string, len(among)), make([]string, len(among)), false
	for i, n := range among {
		ids[i], says[i] = n.id, n.says
		told = told || n.says != ""
	}
	out := node{"enum": ids}
	if told {
		out["enumDescriptions"] = says
	}
	return out
}

// cited is one of the names that another file declares. An editor need not list them all to say that this is none.
func cited(among []name, remedy string) node {
	return with(enum(among), node{"errorMessage": remedy + " S'il vient d'être ajouté : passerelle schema."})
}

// suggested completes these names and takes others: names that the same file declares, or that no reader checks.
func suggested(among []name, others node) node {
	if len(among) == 0 {
		return others
	}
	return node{"anyOf": []node{enum(among), others}}
}

// id is the shape of every name that stands in a text key or in a button.
func (w *writer) id() node {
	return w.share("identifiant", func(*writer) node {
		return with(pattern(`^[a-z][a-z0-9_]{0,39}$`, "Écrire des lettres minuscules sans accent, des chiffres et _, 40 au plus."),
			node{"description": "Un identifiant : lettres minuscules sans accent, chiffres et _."})
	})
}

// cases are keys of which one at least must be written, each in its own way.
func cases(of ...node) []node {
	var keys []string
	for _, n := range of {
		keys = append(keys, n["required"].([]string)...)
	}
	for _, n := range of {
		n["errorMessage"] = "Écrire une de ces clés : " + strings.Join(keys, ", ") + "."
	}
	return of
}

// written is the case of each of these keys: it is written.
func written(keys ...string) []node {
	of := make([]node, len(keys))
	for i, key := range keys {
		of[i] = writing(key)
	}
	return cases(of...)
}

// writing is the case in which a key is written, even with nothing after it.
func writing(key string) node { return node{"required": []string{key}} }

// holding is the case in which a list is written, and not empty.
func holding(key string) node {
	return node{"properties": node{key: node{"minItems": 1}}, "required": []string{key}}
}

// saying is the case in which a key says true.
func saying(key string) node {
	return node{"properties": node{key: node{"const": true}}, "required": []string{key}}
}
