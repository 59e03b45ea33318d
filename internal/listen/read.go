package listen

import (
	"slices"

	"passerelle/internal/source"
)

// Kind is a kind of danger: what is shown at once, by service, and what it settles about the request.
type Kind struct {
	ID      string
	Need    string
	Alarm   []string // services, in the order shown
	Text    []string // services that answer without a voice
	Settles []Fact
	node    source.Node
}

// At makes a fault that stands at this kind.
func (k *Kind) At(what, mend string) source.Fault { return k.node.At(what, mend) }

// Commands are the reserved words' meanings.
var Commands = []string{"back", "restart", "help", "human", "erase", "urgent", "unsure", "stop", "greet", "yes", "no"}

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
		f := item.Fields("id", "need", "alarm", "text", "settles")
		k := &Kind{ID: f.Need("id").Text(), Need: f.Get("need").Text(), Alarm: f.Need("alarm").Texts(), Text: f.Get("text").Texts(), node: item}
		settles := f.Get("settles").Fields()
		for _, id := range settles.Keys() {
			k.Settles = append(k.Settles, Fact{ID: id, Value: settles.Get(id).Text()})
		}
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
		f := item.Fields("need", "needs", "service", "type", "lang", "terms", "weak")
		needs := append(f.Get("needs").Texts(), f.Get("need").Texts()...)
		if len(needs) == 0 {
			item.Fault("ajouter « need: … »", "ces mots ne disent aucun besoin")
		}
		e.addAll(&e.needs, f.Get("terms"), meaning{needs: needs})
		e.addAll(&e.needs, f.Get("weak"), meaning{needs: needs, weak: true})
	}
	for _, item := range root.Get("renamed").Items() {
		item.Fields("old", "new", "when", "service")
	}
	for _, item := range root.Get("reserved").Items() {
		f := item.Fields("command", "lang", "terms")
		command := f.Need("command")
		if !slices.Contains(Commands, command.Text()) {
			command.Fault("écrire back, restart, help, human, erase, urgent, unsure, stop ou greet", "la commande « %s » n'existe pas", command.Text())
		}
		e.addAll(&e.commands, f.Need("terms"), meaning{command: command.Text()})
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
