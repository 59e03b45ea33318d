package schema

import (
	"passerelle/internal/flow"
	"passerelle/internal/situation"
)

// doings are the keys that say what a step does: each step has one.
var doings = []string{"say", "ask", "gather", "recommend", "handoff", "call", "end"}

func (w *writer) flow() node {
	root := object(
		must("flow", w.id(), "Le nom du parcours : celui du fichier, sans .yaml."),
		may("start", boolean(), "true : ce parcours est l'accueil. Un seul le porte."),
		may("card", boolean(), "true : ce parcours remplit la fiche à montrer à qui aide. Un seul le porte."),
		must("steps", several(w.step(), 1, flow.MaxSteps), "Les étapes, dans l'ordre."),
	)
	for _, f := range w.content.Book.Flows {
		if own := w.ownSteps(f); own != nil {
			root["allOf"] = append(conditions(root), own)
		}
	}
	return root
}

func conditions(n node) []node {
	all, _ := n["allOf"].([]node)
	return all
}

// ownSteps completes, in a flow that is known, the names of its own steps. New ones are not refused: they are written
// while this schema is in use.
func (w *writer) ownSteps(f *flow.Flow) node {
	var own []name
	for _, s := range f.Steps {
		own = append(own, name{s.Name[len(f.ID)+1:], s.Kind.String()})
	}
	if len(own) == 0 {
		return nil
	}
	step := w.define("etapes_"+f.ID, func() node { return suggested(own, w.id()) })
	leads := node{"properties": node{
		"then": step, "unsure": step,
		"choices": node{"items": node{"properties": node{"then": step}}},
	}}
	return node{
		"if":   node{"properties": node{"flow": node{"const": f.ID}}, "required": []string{"flow"}},
		"then": node{"properties": node{"steps": node{"items": leads}}},
	}
}

func (w *writer) step() node {
	return w.define("etape", func() node {
		step := object(
			must("id", w.id(), "Le nom de l'étape, unique dans le parcours."),
			may("when", w.condition(), "Une condition : si elle n'est pas sûrement vraie, l'étape est passée."),
			may("then", w.id(), "L'étape suivante, du même parcours. Sans « then » : celle d'après."),
			may("say", nothing(), "Dit un texte, puis continue. Le texte est dans locales/ : <parcours>.<étape>.say."),
			may("ask", cited(w.factNames(asked), "Écrire un fait de facts.yaml."), "Pose la question d'un fait, et attend."),
			may("choices", list(w.choice()), "Les réponses proposées. Sans « choices » : toutes les valeurs du fait."),
			may("unsure", w.id(), "Où mène « Je ne sais pas ». Sans « unsure » : comme « then »."),
			may("gather", w.gather(), "Pose une à une les questions qui peuvent encore changer le conseil."),
			may("recommend", nothing(), "Donne le conseil : 3 services au plus, une personne au moins ; puis attend."),
			may("handoff", node{"enum": []any{nil, "card"}}, "Nomme les personnes qui peuvent aider ; avec « card », montre la fiche ; puis attend."),
			may("call", cited(w.flowNames(), "Écrire le nom d'un fichier de parcours, sans .yaml."), "Joue un autre parcours, puis revient."),
			may("end", nothing(), "Dit au revoir."),
		)
		step["oneOf"] = written(doings...)
		step["allOf"] = w.askings()
		return step
	})
}

func (w *writer) gather() node {
	return object(
		may("facts", list(w.anyFactName()), "Les faits, dans l'ordre des questions. Sans eux : tous ceux qui comptent pour le conseil, sauf les sensibles."),
		must("at_most", between(1, 6), "Le nombre de questions, au plus : de 1 à 6."),
	)
}

func (w *writer) anyFactName() node {
	return w.share("fait", func(w *writer) node { return cited(w.factNames(anyFact), "Écrire un fait de facts.yaml.") })
}

// choice is one answer: the value of a fact, or more.
func (w *writer) choice() node {
	return w.define("reponse", func() node {
		more := object(
			may("value", w.id(), "La valeur du fait que dit ce bouton."),
			may("pass", with(w.id(), node{"not": node{"enum": reserved}}), "Un bouton qui ne dit rien de la situation et mène ailleurs : son nom."),
			may("set", w.settings(), "D'autres faits qui découlent de cette réponse."),
			may("then", w.id(), "L'étape suivante, après cette réponse."),
		)
		more["anyOf"] = written("value", "pass")
		return node{"anyOf": []node{w.id(), more}}
	})
}

// reserved are the ids of the fixed exits.
var reserved = []string{"retour", "nesaispas", "humain", "urgence"}

// askings says what the other keys of a step may be, by what it asks.
func (w *writer) askings() []node {
	out := []node{{
		"if":   node{"anyOf": written("choices", "unsure")},
		"then": node{"required": []string{"ask"}},
	}}
	for _, f := range w.content.Words.Facts {
		if asked(f) {
			out = append(out, node{
				"if":   node{"properties": node{"ask": node{"const": f.ID}}, "required": []string{"ask"}},
				"then": w.asking(f),
			})
		}
	}
	return out
}

func (w *writer) asking(f *situation.Fact) node {
	if f.Type == situation.Commune { // answered in words
		return node{"properties": node{"choices": nothing()}}
	}
	value := w.option(f)
	answer := node{"anyOf": []node{value, {"type": "object", "properties": node{"value": value}}}}
	if f.GroupedBy != "" { // counted a screen, which a schema cannot
		return node{"properties": node{"choices": list(answer)}}
	}
	then := node{"properties": node{"choices": several(answer, flow.MinChoices, flow.MaxChoices)}}
	if len(f.Options) < flow.MinChoices || len(f.Options) > flow.MaxChoices {
		then["required"] = []string{"choices"}
	}
	return then
}
