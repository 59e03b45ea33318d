package listen

import (
	"slices"
	"strings"
	"unicode"

	"passerelle/internal/phrase"
	"passerelle/internal/source"
)

// NamedService is the fact that words settle when they name a service, old names included.
const NamedService = "service"

// Kind is a kind of danger: what is shown at once, by service, and what it settles about the request.
type Kind struct {
	ID      string
	Need    string
	Alarm   []string // services, in the order shown
	Text    []string // services that answer without a voice
	Settles []Fact
	Minor   string // the kind that is shown instead to who is known to be under 18; empty: the same
	Now     string // the kind that is shown instead when it is happening now; empty: the same
	place   source.Place
}

// At makes a fault that stands at this kind.
func (k *Kind) At(what, mend string) source.Fault { return k.place.At(what, mend) }

// Commands are the reserved words' meanings.
var Commands = []string{"back", "restart", "help", "human", "erase", "urgent", "unsure", "stop", "greet", "yes", "no", "trust", "privacy", "sources"}

// group is what patterns are looked for.
type group int

const (
	dangers group = iota
	signs
	calm
	now
	past
	words
	nothing
	refusals
	commands
	renamings
	groups
)

// meaning is what a pattern of the vocabulary stands for.
type meaning struct {
	group   group
	kind    string // of danger
	certain bool
	needs   []string
	settles []Fact
	weak    bool
	renamed string
	command string
}

// Load reads spelling.yaml, lists.yaml, languages.yaml, danger.yaml, danger/*.yaml and words/*.yaml.
func Load(tree *source.Tree) *Ear {
	r := reader{Ear: &Ear{Kinds: make(map[string]*Kind), rank: make(map[string]int), reserved: make(map[string]string)}, tree: tree}
	r.book = phrase.NewBook(r.readSpelling())
	danger, hasDanger := tree.File("danger.yaml")
	if !hasDanger {
		tree.Faults.Add(source.Fault{File: "danger.yaml", What: "le fichier du danger manque", Mend: "créer flows/danger.yaml"})
	}
	files := r.vocabulary()
	for _, f := range files {
		r.readLists(f.fields.Get("lists"))
	}
	if hasDanger {
		r.readKinds(danger)
	}
	for i := range files {
		r.readVocabulary(files[i])
		files[i] = wordFile{} // what was read weighs more than what is kept of it
	}
	r.readLanguages()
	r.book.Close()
	return r.Ear
}

// reader fills an ear from the files of a tree.
type reader struct {
	*Ear
	tree *source.Tree
}

// wordFile is a file of words, of one of three sorts.
type wordFile struct {
	danger bool
	fields source.Fields
}

// vocabulary lists the files that hold patterns, those of shared lists first.
func (r *reader) vocabulary() []wordFile {
	var files []wordFile
	add := func(name string, danger bool, keys ...string) {
		if node, ok := r.tree.Take(name); ok {
			files = append(files, wordFile{danger, node.Fields(append(keys, "lists")...)})
		}
	}
	add("lists.yaml", false)
	add("danger.yaml", true, "kinds", "moments", "phrases", "calm")
	for _, name := range r.tree.Names("danger") {
		add(name, true, "phrases", "calm")
	}
	for _, name := range r.tree.Names("words") {
		add(name, false, "words", "nothing", "unwanted", "renamed", "reserved")
	}
	return files
}

func (r *reader) readSpelling() *phrase.Spelling {
	s := phrase.NewSpelling()
	file, ok := r.tree.Take("spelling.yaml")
	if !ok {
		return s
	}
	root := file.Fields("readings", "light", "negations", "usual")
	for _, item := range root.Get("readings").Items() {
		f := item.Fields("write", "read")
		for _, form := range one(f.Need("write")) {
			if err := s.Read(form.Text(), f.Need("read").Text()); err != nil {
				form.Fault("corriger cette lecture", "%v", err)
			}
		}
	}
	s.Light(root.Get("light").Texts()...)
	s.Negate(root.Get("negations").Texts()...)
	s.Usual(root.Get("usual").Texts()...)
	return s
}

// one lists the items of a node, or the node itself where it is a single text.
func one(n source.Node) []source.Node {
	if items := n.Items(); len(items) > 0 {
		return items
	}
	return []source.Node{n}
}

func (r *reader) readLists(lists source.Node) {
	f := lists.Fields()
	for _, name := range f.Keys() {
		if err := r.book.List(name, f.Get(name).Texts()); err != nil {
			f.Get(name).Fault("corriger cette liste", "%v", err)
		}
	}
}

func (r *reader) readKinds(file source.Node) {
	root := file.Fields("kinds", "moments", "phrases", "calm", "lists")
	for i, item := range root.Need("kinds").Items() {
		f := item.Fields("id", "need", "alarm", "text", "settles", "minor", "now")
		k := &Kind{ID: f.Need("id").Text(), Need: f.Get("need").Text(), Alarm: f.Need("alarm").Texts(), Text: f.Get("text").Texts(), Minor: f.Get("minor").Text(), Now: f.Get("now").Text(), place: item.Place()}
		k.Settles = readSettles(f.Get("settles"))
		if r.Kinds[k.ID] != nil {
			item.Fault("garder une seule déclaration", "le danger « %s » est déclaré deux fois", k.ID)
			continue
		}
		r.Kinds[k.ID], r.rank[k.ID] = k, i
	}
	moments := root.Get("moments").Fields("now", "past")
	r.addAll(moments.Get("now"), meaning{group: now})
	r.addAll(moments.Get("past"), meaning{group: past})
}

func (r *reader) readVocabulary(f wordFile) {
	if f.danger {
		r.readDanger(f.fields)
		return
	}
	r.readWords(f.fields.Get("words"))
	r.addAll(f.fields.Get("nothing"), meaning{group: nothing})
	r.addAll(f.fields.Get("unwanted"), meaning{group: refusals})
	r.readRenamed(f.fields.Get("renamed"))
	r.readReserved(f.fields.Get("reserved"))
}

func (r *reader) readDanger(root source.Fields) {
	for _, item := range root.Get("phrases").Items() {
		f := item.Fields("kind", "lang", "certain", "confirm", "signs")
		kind := f.Need("kind")
		if r.Kinds[kind.Text()] == nil {
			kind.Fault("déclarer ce danger dans « kinds » de danger.yaml", "le danger « %s » n'existe pas", kind.Text())
		}
		r.addAll(f.Get("certain"), meaning{group: dangers, kind: kind.Text(), certain: true})
		r.addAll(f.Get("confirm"), meaning{group: dangers, kind: kind.Text()})
		r.addAll(f.Get("signs"), meaning{group: signs, kind: kind.Text()})
	}
	r.addAll(root.Get("calm"), meaning{group: calm})
}

func (r *reader) readWords(list source.Node) {
	for _, item := range list.Items() {
		f := item.Fields("need", "needs", "settles", "service", "type", "lang", "terms", "weak")
		needs := append(f.Get("needs").Texts(), f.Get("need").Texts()...)
		settles := readSettles(f.Get("settles"))
		if named := f.Get("service"); named.Exists() {
			settles = append(settles, Fact{ID: NamedService, Value: named.Text()})
		}
		if len(needs) == 0 && len(settles) == 0 {
			item.Fault("ajouter « need: … » ou « settles: … »", "ces mots ne disent aucun besoin")
		}
		r.said = append(r.said, saying{settles, item.Place()})
		r.addAll(f.Get("terms"), meaning{group: words, needs: needs, settles: settles})
		r.addAll(f.Get("weak"), meaning{group: words, needs: needs, weak: true})
	}
}

func (r *reader) readRenamed(list source.Node) {
	for _, item := range list.Items() {
		f := item.Fields("id", "old", "new", "when", "service", "terms")
		f.Need("old")
		id := f.Need("id")
		r.Old = append(r.Old, Renaming{ID: id.Text(), Service: f.Get("service").Text(), place: item.Place()})
		r.addAll(f.Get("terms"), meaning{group: renamings, renamed: id.Text()})
	}
}

func (r *reader) readReserved(list source.Node) {
	for _, item := range list.Items() {
		f := item.Fields("command", "lang", "terms")
		command := f.Need("command")
		if !slices.Contains(Commands, command.Text()) {
			command.Fault("écrire back, restart, help, human, erase, urgent, unsure, stop, greet, yes, no, trust, privacy ou sources", "la commande « %s » n'existe pas", command.Text())
		}
		terms := f.Need("terms")
		for _, term := range terms.Texts() {
			r.reserved[Normalise(term)] = command.Text()
		}
		r.addAll(terms, meaning{group: commands, command: command.Text()})
	}
}

func (r *reader) readLanguages() {
	file, ok := r.tree.Take("languages.yaml")
	if !ok {
		return
	}
	for _, item := range file.Fields("languages").Need("languages").Items() {
		f := item.Fields("tag", "words", "letters", "script", "settles")
		l := language{tag: f.Need("tag").Text(), words: make(map[string]bool), letters: strings.ReplaceAll(f.Get("letters").Text(), " ", ""), settles: readSettles(f.Get("settles"))}
		r.said = append(r.said, saying{l.settles, item.Place()})
		if script := f.Get("script"); script.Exists() {
			if l.script = unicode.Scripts[script.Text()]; l.script == nil {
				script.Fault("écrire un nom d'écriture d'Unicode, par exemple Cyrillic", "l'écriture « %s » n'existe pas", script.Text())
			}
		}
		for _, w := range f.Need("words").Texts() {
			l.words[Normalise(w)] = true
		}
		r.languages = append(r.languages, l)
		if l.tag != languageFrench {
			r.Languages = append(r.Languages, l.tag)
		}
	}
}

func readSettles(n source.Node) []Fact {
	var out []Fact
	f := n.Fields()
	for _, id := range f.Keys() {
		out = append(out, Fact{ID: id, Value: f.Get(id).Text()})
	}
	return out
}

// Renaming is a name that people still use and that is no longer right.
type Renaming struct {
	ID      string
	Service string // today's, by id; empty where there is none
	place   source.Place
}

// At makes a fault that stands at this renaming.
func (r *Renaming) At(what, mend string) source.Fault { return r.place.At(what, mend) }

// saying is what one block of words settles, and where it is written.
type saying struct {
	settles []Fact
	place   source.Place
}

// EachSettled calls found for every fact that words settle, with where to say that it is wrong. A fact settled by a number
// that is said ("#") is given with a number.
func (e *Ear) EachSettled(found func(f Fact, at func(what, mend string) source.Fault)) {
	for _, k := range e.Kinds {
		for _, f := range k.Settles {
			found(f, k.At)
		}
	}
	for _, s := range e.said {
		for _, f := range s.settles {
			if f.Value == "#" {
				f.Value = "1"
			}
			found(f, s.place.At)
		}
	}
}

// addAll gives the patterns of a list one meaning.
func (r *reader) addAll(list source.Node, m meaning) {
	if !list.Exists() {
		return
	}
	r.meanings = append(r.meanings, m)
	for _, item := range list.Items() {
		if err := r.book.Add(item.Text(), len(r.meanings)-1); err != nil {
			item.Fault("écrire un modèle de mots, comme dans docs/authors.md", "%v", err)
		}
	}
}

// Reserved tells whether a label is one of the words that work at every step, for the lint of labels. Hearing "oui" as
// an answer must never be taken for a command.
func (e *Ear) Reserved(label string) bool {
	switch e.reserved[Normalise(label)] {
	case "", "unsure", "stop", "greet", "yes", "no":
		return false
	}
	return true
}

// NeedsOf lists the needs that the vocabulary names, for those who check them.
func (e *Ear) NeedsOf() []string {
	var out []string
	for _, m := range e.meanings {
		out = append(out, m.needs...)
	}
	return out
}

// ConfirmKinds lists the kinds that may have to be confirmed: those that are said at all.
func (e *Ear) ConfirmKinds() []string {
	var out []string
	for _, m := range e.meanings {
		if m.kind != "" && e.Kinds[m.kind] != nil && !slices.Contains(out, m.kind) {
			out = append(out, m.kind)
		}
	}
	return out
}
