package schema

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"passerelle/internal/locale"
)

// branch is a place in the tree of text ids: what stands under it, or nothing under a text itself.
type branch map[string]branch

// texts completes the ids that are wanted or written; others are taken too, so that one may write a text before the step
// that says it.
func (w *writer) texts() node {
	top := make(branch)
	for _, required := range w.content.RequiredTexts() {
		top.add(required.ID)
	}
	for _, t := range w.content.Texts.All {
		if t.Lang == locale.Default {
			top.add(t.ID)
		}
	}
	seen := make(map[string]int)
	top.count(seen)
	return w.branch(top, seen)
}

func (b branch) add(id string) {
	at := b
	for _, part := range strings.Split(id, ".") {
		if at[part] == nil {
			at[part] = make(branch)
		}
		at = at[part]
	}
}

// shape tells branches that are alike.
func (b branch) shape() string {
	text, _ := json.Marshal(b) // maps of maps: their keys come sorted
	return string(text)
}

func (b branch) count(seen map[string]int) {
	for _, under := range b {
		if len(under) > 0 {
			seen[under.shape()]++
			under.count(seen)
		}
	}
}

// branch is a mapping of texts. One that comes twice or more is written once, under the names of its texts.
func (w *writer) branch(b branch, seen map[string]int) node {
	properties := make(node)
	for _, key := range slices.Sorted(maps.Keys(b)) {
		under := b[key]
		switch name := strings.Join(slices.Sorted(maps.Keys(under)), "_"); {
		case len(under) == 0:
			properties[key] = w.leaf(key)
		case seen[under.shape()] > 1 && !under.nested():
			properties[key] = w.define("textes_"+name, func() node { return w.branch(under, seen) })
		default:
			properties[key] = w.branch(under, seen)
		}
	}
	return node{"type": "object", "properties": properties, "additionalProperties": w.anyText()}
}

// nested tells whether there is more than texts under a branch: its keys alone do not name it then.
func (b branch) nested() bool {
	for _, under := range b {
		if len(under) > 0 {
			return true
		}
	}
	return false
}

var leaves = map[string]string{
	"say":       "Ce que dit l'étape : 1 à 3 phrases courtes, une chose à faire.",
	"ask":       "La question.",
	"hint":      "La même question, en d'autres mots, avec un exemple.",
	"why":       "Pourquoi la question est posée, et ce que devient la réponse.",
	"examples":  "Des exemples de réponses.",
	"short":     "Le bouton de ce besoin : 24 caractères au plus.",
	"about":     "Ce besoin, dans « Pourquoi ? ».",
	"what":      "Ce que fait ce service.",
	"otherwise": "Comment y aller sans internet.",
	"yes":       "La raison, quand c'est le cas.",
	"if":        "La raison, quand c'est à vérifier.",
	"head":      "Ce qui est dit au-dessus des numéros.",
	"confirm":   "La question qui vient avec le numéro.",
}

func (w *writer) leaf(key string) node {
	says, known := leaves[key]
	if !known {
		return w.anyWords()
	}
	return w.define("texte_"+key, func() node { return with(someText(), node{"description": says}) })
}

// anyWords is one text.
func (w *writer) anyWords() node { return w.define("texte", someText) }

func someText() node {
	return node{"type": []string{"string", "number"}, "pattern": `\S`, "patternErrorMessage": "Écrire le texte après les deux-points."}
}

// anyText is a text, or texts under further names.
func (w *writer) anyText() node {
	return w.define("textes", func() node {
		return node{"anyOf": []node{w.anyWords(), {"type": "object", "additionalProperties": node{"$ref": "#/$defs/textes"}}}}
	})
}
