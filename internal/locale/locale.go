// Package locale turns message ids into words, in a language and a reading level.
package locale

import (
	"path"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"passerelle/internal/source"
)

// Voice is how a person is spoken to: a language, and plain or easy words.
type Voice struct {
	Lang string
	Easy bool
}

// Args are the named variables of a text.
type Args map[string]any

// Text is one message as an author wrote it.
type Text struct {
	ID    string
	Lang  string
	Easy  bool
	Words string
	Topic string // file it stands in: "<topic>.<lang>.yaml"

	variable bool // it has variables to fill in
	layer    int  // it was read from
	node     source.Node
}

// At makes a fault that stands at this text.
func (t *Text) At(what, mend string) source.Fault { return t.node.At(what, mend) }

// Texts is every message of every language, at both levels.
type Texts struct {
	All       []*Text // in reading order
	byVoice   map[Voice]map[string]*Text
	localizer map[Voice]*i18n.Localizer
	whole     map[string]bool // languages that have every text; the others have those of danger
}

// Default is the language of whoever asks for one that we do not speak.
const Default = "fr"

// Load reads "<topic>.<lang>.yaml" and "easy/<topic>.<lang>.yaml". Two bundles a language: plain texts, and the easy ones
// laid over them (a private tag such as fr-x-falc would never be served).
func Load(tree *source.Tree) *Texts {
	t := &Texts{byVoice: make(map[Voice]map[string]*Text), localizer: make(map[Voice]*i18n.Localizer)}
	for _, easy := range []bool{false, true} {
		dir := map[bool]string{false: ".", true: "easy"}[easy]
		for _, name := range tree.Names(dir) {
			t.readFile(tree, name, easy)
		}
	}
	t.whole = make(map[string]bool)
	for voice, texts := range t.byVoice {
		t.localizer[voice] = t.bundle(voice)
		if !voice.Easy {
			t.whole[voice.Lang] = len(texts) >= len(t.byVoice[Voice{Lang: Default}])
		}
	}
	return t
}

func (t *Texts) readFile(tree *source.Tree, name string, easy bool) {
	node, _ := tree.File(name)
	parts := strings.Split(path.Base(name), ".")
	if len(parts) != 3 {
		tree.Faults.Add(source.Fault{File: node.File(), Line: 1, What: "nom de fichier sans langue", Mend: "nommer le fichier <sujet>.<langue>.yaml, par exemple accueil.fr.yaml"})
		return
	}
	if _, err := language.Parse(parts[1]); err != nil {
		tree.Faults.Add(source.Fault{File: node.File(), Line: 1, What: "langue inconnue « " + parts[1] + " »", Mend: "écrire un code de langue, par exemple fr"})
		return
	}
	r := fileReader{texts: t, tree: tree, voice: Voice{parts[1], easy}, topic: parts[0], layer: tree.Layer(name)}
	r.walk("", node)
}

type fileReader struct {
	texts *Texts
	tree  *source.Tree
	voice Voice
	topic string
	layer int
}

func (r *fileReader) walk(prefix string, n source.Node) {
	f := n.Fields()
	for _, key := range f.Keys() {
		value := f.Get(key)
		id := strings.TrimPrefix(prefix+"."+key, ".")
		switch {
		case !value.Exists():
			f.Key(key).Fault("écrire le texte après les deux-points", "le texte « %s » est vide", id)
		case value.IsMap():
			r.walk(id, value)
		default:
			r.add(id, value)
		}
	}
}

func (r *fileReader) add(id string, value source.Node) {
	words := strings.TrimSpace(value.Text())
	if words == "" {
		value.Fault("écrire le texte après les deux-points", "le texte « %s » est vide", id)
		return
	}
	text := &Text{ID: id, Lang: r.voice.Lang, Easy: r.voice.Easy, Words: words, Topic: r.topic, variable: strings.Contains(words, "{{"), layer: r.layer, node: value}
	if r.texts.byVoice[r.voice] == nil {
		r.texts.byVoice[r.voice] = make(map[string]*Text)
	}
	if other := r.texts.byVoice[r.voice][id]; other != nil && !r.replaces(other, value) {
		return
	}
	if err := checkTemplate(words); err != nil {
		value.Fault("écrire une variable ainsi : {{.Nom}}", "modèle illisible dans « %s » : %v", id, err)
		return
	}
	r.texts.byVoice[r.voice][id] = text
	r.texts.All = append(r.texts.All, text)
}

// replaces tells whether a text written again takes the place of the other: it does when its layer is a later one, whatever
// the names of the two files.
func (r *fileReader) replaces(other *Text, value source.Node) bool {
	switch {
	case other.layer == r.layer:
		value.Fault("garder un seul texte", "le texte « %s » est écrit deux fois", other.ID)
		return false
	case other.layer > r.layer:
		r.tree.Replaced = append(r.tree.Replaced, other.node.File()+" : "+other.ID)
		return false
	}
	r.tree.Replaced = append(r.tree.Replaced, value.File()+" : "+other.ID)
	r.texts.All = slices.DeleteFunc(r.texts.All, func(t *Text) bool { return t == other })
	return true
}

// bundle makes the localizer of a voice; easy words are laid over the plain ones of the same language.
func (t *Texts) bundle(voice Voice) *i18n.Localizer {
	tag := language.MustParse(voice.Lang)
	bundle := i18n.NewBundle(tag)
	levels := []Voice{{voice.Lang, false}}
	if voice.Easy {
		levels = append(levels, voice)
	}
	for _, level := range levels {
		for id, text := range t.byVoice[level] {
			// Templates were checked when they were read.
			_ = bundle.AddMessages(tag, &i18n.Message{ID: id, Other: text.Words})
		}
	}
	return i18n.NewLocalizer(bundle, voice.Lang)
}

// Match is the voice we have for the one that is asked for: exactly that language where every text is written in it, or the
// default one. Never a neighbouring language by closeness.
func (t *Texts) Match(v Voice) Voice {
	if t.whole[v.Lang] {
		if _, ok := t.localizer[v]; ok {
			return v
		}
		return Voice{Lang: v.Lang}
	}
	if easy := (Voice{Lang: Default, Easy: true}); v.Easy && t.localizer[easy] != nil {
		return easy
	}
	return Voice{Lang: Default}
}

// Say gives the words of a message: in the voice that is asked for where it is written in it, else in the one we have. An
// unknown id gives "", which prove keeps from happening.
func (t *Texts) Say(v Voice, id string, args Args) string {
	text := t.written(v, id)
	if text == nil {
		v = t.Match(v)
		text = t.written(v, id)
	}
	switch {
	case text == nil:
		return ""
	case !text.variable: // most texts say themselves: no template to fill in, and none to pay for
		return text.Words
	}
	localizer, ok := t.localizer[v]
	if !ok {
		localizer = t.localizer[Voice{Lang: v.Lang}]
	}
	// The library may return a text together with an error when it falls back: the text is what counts.
	words, _ := localizer.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: args})
	return words
}

// written is a text of a voice; the easy texts are laid over the plain ones.
func (t *Texts) written(v Voice, id string) *Text {
	if text := t.byVoice[v][id]; text != nil {
		return text
	}
	return t.byVoice[Voice{Lang: v.Lang}][id]
}

// Has tells whether a text is written for exactly this voice.
func (t *Texts) Has(v Voice, id string) bool {
	_, ok := t.byVoice[v][id]
	return ok
}

// Get returns a text as written for exactly this voice, or nil.
func (t *Texts) Get(v Voice, id string) *Text { return t.byVoice[v][id] }

// Languages lists the languages spoken, in order.
func (t *Texts) Languages() []string {
	var out []string
	for v := range t.byVoice {
		if !v.Easy {
			out = append(out, v.Lang)
		}
	}
	slices.Sort(out)
	return out
}
