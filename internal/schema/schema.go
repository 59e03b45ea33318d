// Package schema writes down what authors may write, as JSON Schemas: an editor that reads them completes keys and names,
// shows what each is for, and underlines what the readers would refuse.
package schema

import (
	"bytes"
	"encoding/json"
	"fmt"

	"passerelle/internal/content"
	"passerelle/internal/source"
)

// Set is every schema of a content, by the name of its file: those of flows, and those of texts.
type Set struct{ Flows, Locales map[string][]byte }

// Of writes the schemas of a content that was loaded from these sources. What could not be read is missing from them.
func Of(s content.Sources, c *content.Content) (Set, error) {
	tree := source.Read(new(source.Faults), s.Flows...) // its faults were told when the content was loaded
	shared := &writer{names: namesOf(tree, c), defs: make(node)}
	shared.shared = shared
	set := Set{Flows: make(map[string][]byte), Locales: make(map[string][]byte)}
	for _, k := range kinds {
		w := &writer{names: shared.names, defs: make(node), shared: shared}
		body, err := encode(w.document(k.title, k.write(w)))
		if err != nil {
			return Set{}, fmt.Errorf("write the schema of %s: %w", k.name, err)
		}
		if k.room == locales {
			set.Locales[k.file()] = body
		} else {
			set.Flows[k.file()] = body
		}
	}
	body, err := encode(shared.document("Ce que les autres schémas citent", make(node)))
	if err != nil {
		return Set{}, fmt.Errorf("write what schemas share: %w", err)
	}
	set.Flows[sharedFile] = body
	return set, nil
}

// sharedFile holds what several schemas of flows refer to.
const sharedFile = "shared.schema.json"

func (w *writer) document(title string, root node) node {
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = title
	root["$comment"] = "Écrit par « passerelle schema » : ne pas corriger ici."
	if len(w.defs) > 0 {
		root["$defs"] = w.defs
	}
	return root
}

// encode is stable: keys are sorted, so two writings of one content are the same bytes.
func encode(document node) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // conditions hold < and >
	e.SetIndent("", "  ")
	if err := e.Encode(document); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
