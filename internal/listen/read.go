package listen

import (
	"slices"

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
	node    source.Node
}

// At makes a fault that stands at this kind.
func (k *Kind) At(what, mend string) source.Fault { return k.node.At(what, mend) }

// Commands are the reserved words' meanings.
var Commands = []string{"back", "restart", "help", "human", "erase", "urgent", "unsure", "stop", "greet", "yes", "no", "trust", "privacy", "sources"}

// Load reads danger.yaml and words/*.yaml.
func Load(tree *source.Tree) *Ear {
	e := &Ear{Kinds: make(map[string]*Kind)}
	if file, ok := tree.File("danger.yaml"); ok {
		e.readDanger(file)
	} else {
		tree.Faults.Add(source.Fault{File: "danger.yaml", What: "le fichier du danger manque", Mend: "créer flows/danger.yaml"})
	}
	for _, name := range tree.Names("words") {
		file, _ := tree.File(name)
		e.readWords(file)
	}
	return e
}

func (e *Ear) readDanger(file source.Node) {
	root := file.Fields("kinds", "phrases", "calm")
	for _, item := range root.Need("kinds").Items() {
		f := item.Fields("id", "need", "alarm", "text", "settles", "minor")
		k := &Kind{ID: f.Need("id").Text(), Need: f.Get("need").Text(), Alarm: f.Need("alarm").Texts(), Text: f.Get("text").Texts(), Minor: f.Get("minor").Text(), node: item}
		k.Settles = readSettles(f.Get("settles"))
		if e.Kinds[k.ID] != nil {
			item.Fault("garder une seule déclaration", "le danger « %s » est déclaré deux fois", k.ID)
			continue
		}
		e.Kinds[k.ID] = k
	}
	for _, item := range root.Need("phrases").Items() {
		f := item.Fields("kind", "certain", "confirm")
		kind := f.Need("kind")
		if e.Kinds[kind.Text()] == nil {
			kind.Fault("déclarer ce danger dans « kinds »", "le danger « %s » n'existe pas", kind.Text())
		}
		e.addAll(&e.dangers, f.Get("certain"), meaning{kind: kind.Text(), certain: true})
		e.addAll(&e.dangers, f.Get("confirm"), meaning{kind: kind.Text()})
	}
	e.addAll(&e.calm, root.Get("calm"), meaning{})
}

func (e *Ear) readWords(file source.Node) {
	root := file.Fields("words", "renamed", "reserved")
	for _, item := range root.Get("words").Items() {
		f := item.Fields("need", "needs", "settles", "service", "type", "lang", "terms", "weak")
		needs := append(f.Get("needs").Texts(), f.Get("need").Texts()...)
		settles := readSettles(f.Get("settles"))
		if named := f.Get("service"); named.Exists() {
			settles = append(settles, Fact{ID: NamedService, Value: named.Text()})
		}
		if len(needs) == 0 && len(settles) == 0 {
			item.Fault("ajouter « need: … » ou « settles: … »", "ces mots ne disent aucun besoin")
		}
		e.said = append(e.said, saying{settles, item})
		e.addAll(&e.needs, f.Get("terms"), meaning{needs: needs, settles: settles})
		e.addAll(&e.needs, f.Get("weak"), meaning{needs: needs, weak: true})
	}
	for _, item := range root.Get("renamed").Items() {
		f := item.Fields("id", "old", "new", "when", "service", "terms")
		f.Need("old")
		id := f.Need("id")
		e.Old = append(e.Old, Renaming{ID: id.Text(), Service: f.Get("service").Text(), node: item})
		e.addAll(&e.renamed, f.Get("terms"), meaning{renamed: id.Text()})
	}
	for _, item := range root.Get("reserved").Items() {
		f := item.Fields("command", "lang", "terms")
		command := f.Need("command")
		if !slices.Contains(Commands, command.Text()) {
			command.Fault("écrire back, restart, help, human, erase, urgent, unsure, stop, greet, yes, no, trust, privacy ou sources", "la commande « %s » n'existe pas", command.Text())
		}
		e.addAll(&e.commands, f.Need("terms"), meaning{command: command.Text()})
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
	node    source.Node
}

// At makes a fault that stands at this renaming.
func (r *Renaming) At(what, mend string) source.Fault { return r.node.At(what, mend) }

// saying is what one block of words settles, and where it is written.
type saying struct {
	settles []Fact
	node    source.Node
}

// EachSettled calls found for every fact that words settle, with where to say that it is wrong.
func (e *Ear) EachSettled(found func(f Fact, at func(what, mend string) source.Fault)) {
	for _, k := range e.Kinds {
		for _, f := range k.Settles {
			found(f, k.At)
		}
	}
	for _, s := range e.said {
		for _, f := range s.settles {
			found(f, s.node.At)
		}
	}
}

func (e *Ear) addAll(to *phrases, list source.Node, m meaning) {
	if !list.Exists() {
		return
	}
	e.meanings = append(e.meanings, m)
	for _, item := range list.Items() {
		if !to.add(item.Text(), len(e.meanings)-1) {
			item.Fault("écrire de 1 à 12 mots", "« %s » ne peut pas être reconnu", item.Text())
		}
	}
}

// Reserved tells whether a label is one of the words that work at every step, for the lint of labels. Hearing "oui" as
// an answer must never be taken for a command.
func (e *Ear) Reserved(label string) bool {
	found, ok := e.commands.whole(fields(label))
	if !ok {
		return false
	}
	switch e.meanings[found].command {
	case "unsure", "stop", "greet", "yes", "no":
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

// ConfirmKinds lists the kinds that have words which are also used calmly.
func (e *Ear) ConfirmKinds() []string {
	var out []string
	for _, m := range e.meanings {
		if m.kind != "" && !m.certain && e.Kinds[m.kind] != nil && !slices.Contains(out, m.kind) {
			out = append(out, m.kind)
		}
	}
	return out
}
