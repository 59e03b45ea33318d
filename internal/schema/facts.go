package schema

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"passerelle/internal/situation"
)

func (w *writer) facts() node {
	return object(must("facts", list(w.keep("un_fait", w.fact())), "Tout ce que le robot peut savoir d'une situation. Rien d'autre n'est retenu."))
}

func (w *writer) fact() node {
	fact := object(
		must("id", w.id(), "Le nom du fait."),
		must("type", enum([]name{
			{"choice", "une valeur parmi « values »"},
			{"yesno", "oui ou non"},
			{"number", "un nombre, proposé par tranches"},
			{"commune", "un code INSEE de commune"},
			{"departement", "un code INSEE de département"},
		}), "Quelle sorte de valeur."),
		may("values", list(w.id()), "D'un « choice » : ses valeurs, dans l'ordre des boutons."),
		may("values_of", enum(plain(slices.Sorted(maps.Keys(w.content.Catalogue.Lists()))...)), "D'un « choice » : ses valeurs sont les besoins, les familles ou les services."),
		may("grouped_by", suggested(w.factNames(anyFact), w.id()), "D'un long fait : le fait qui le range en écrans."),
		may("labels", text(), "Le sujet des textes qui porte les boutons, quand ce n'est pas celui de la question."),
		may("min", between(0, 1<<30), "D'un nombre : le plus petit."),
		may("max", between(0, 1<<30), "D'un nombre : le plus grand."),
		may("bands", w.listOf("une_tranche",
			must("id", w.id(), "Le nom de la tranche, celui de son bouton."),
			may("from", integer(), "À partir de ce nombre. Sans lui : « min »."),
			may("to", integer(), "Jusqu'à ce nombre. Sans lui : « max »."),
		), "D'un nombre : ses tranches, qui sont les boutons."),
		may("when", w.looseCondition(), "La question n'a de sens que si cette condition n'est pas fausse."),
		may("log", enum([]name{{"value", "sa valeur"}, {"departement", "son département"}, {"never", "rien, jamais"}}), "Ce qui pourra un jour être compté. Sans rien : never."),
		may("sensitive", boolean(), "true : la question dit pourquoi, reste libre, et n'arrête jamais la première réponse."),
		may("request", boolean(), "true : le fait dit ce que la personne demande ; il s'efface quand elle fait une autre demande."),
		may("writer", boolean(), "true : le fait dit qui écrit ; qui aide quelqu'un le garde d'une demande à l'autre."),
		may("implies", with(w.factsAnd(), node{"additionalProperties": text()}), "Ce que l'on sait dès que ce fait est connu, quelle que soit sa valeur."),
		may("rare", boolean(), "true : peu de gens sont concernés ; tant qu'on ne sait pas, ce qui en dépend passe après le reste."),
	)
	fact["allOf"] = []node{
		{"if": typed("choice"), "then": node{"anyOf": written("values", "values_of")}},
		{"if": typed("number"), "then": node{"required": []string{"min", "max"}}},
	}
	return fact
}

func typed(t string) node {
	return node{"properties": node{"type": node{"const": t}}, "required": []string{"type"}}
}

// The shapes of INSEE codes: in Corsica, a letter stands in the second place.
const (
	communeShape     = `[0-9][0-9ABab][0-9]{3}`
	departementShape = `[0-9][0-9ABab][0-9]?`
)

// settings is a mapping of facts to their values.
func (w *writer) settings() node {
	return w.share("faits", func(w *writer) node { return w.factsAnd() })
}

// factsAnd is a mapping of facts to their values, with other keys beside them.
func (w *writer) factsAnd(more ...field) node {
	fields := more
	for _, f := range w.content.Words.Facts {
		fields = append(fields, field{key: f.ID, value: w.value(f)})
	}
	return object(fields...)
}

// value is one value of a fact. Facts with the same answers share one definition.
func (w *writer) value(f *situation.Fact) node {
	switch f.Type {
	case situation.Commune:
		return w.share("code_commune", func(*writer) node {
			return code("^"+communeShape+"$", "Un code INSEE de commune, entre guillemets.")
		})
	case situation.Departement:
		return w.departementCode()
	case situation.Number:
		return w.share("nombre_"+f.ID, func(w *writer) node {
			return suggested(plain(optionsOf(f)...), between(f.Min, f.Max))
		})
	}
	return w.option(f)
}

func (w *writer) departementCode() node {
	return w.share("code_departement", func(*writer) node {
		return code("^"+departementShape+"$", "Un code INSEE de département, entre guillemets.")
	})
}

// code is an INSEE code: some are written without quotes.
func code(shape, says string) node {
	return node{"type": []string{"string", "integer"}, "pattern": shape, "patternErrorMessage": says, "description": says}
}

// option is one of the answers that a fact offers.
func (w *writer) option(f *situation.Fact) node {
	switch title := "valeur_" + f.ID; {
	case f.Type == situation.YesNo:
		return w.share("oui_non", func(*writer) node { return enum(plain(optionsOf(f)...)) })
	case borrows(f, w.needNames()):
		return w.need()
	case borrows(f, w.familyNames()):
		return w.family()
	case borrows(f, w.serviceNames()):
		return w.service()
	default:
		return w.share(title, func(*writer) node { return enum(plain(optionsOf(f)...)) })
	}
}

const comparing = "Comparer des faits : = != in (…), et pour les nombres < <= > >=. Relier par and, or, not et des parenthèses. known(fait) : en sait-on quelque chose ?"

// looseCondition is a condition on facts that the same file declares: their names are not looked at.
func (w *writer) looseCondition() node {
	return w.define("condition", func() node {
		return conditionOf(`[a-z][a-z0-9_]*`, []string{`[a-z][a-z0-9_]*\b\s*` + comparedTo(`[0-9A-Za-z_]+`, true)})
	})
}

// condition is a condition on declared facts and their values. What a pattern cannot count, such as parentheses, is left
// to the reader.
func (w *writer) condition() node {
	return w.share("condition", func(w *writer) node {
		all, byValues, order := make([]string, 0), make(map[string][]string), make([]string, 0)
		for _, f := range w.content.Words.Facts {
			compared := comparedTo(w.valuesOf(f), f.Type == situation.Number)
			if byValues[compared] == nil {
				order = append(order, compared)
			}
			byValues[compared] = append(byValues[compared], f.ID)
			all = append(all, f.ID)
		}
		comparisons := make([]string, len(order))
		for i, compared := range order {
			comparisons[i] = `(?:` + strings.Join(byValues[compared], "|") + `)\b\s*` + compared
		}
		return conditionOf(`(?:`+strings.Join(all, "|")+`)`, comparisons)
	})
}

// conditionOf is the shape of comparisons joined by words.
func conditionOf(fact string, comparisons []string) node {
	comparisons = append([]string{`known\s*\(\s*` + fact + `\s*\)`}, comparisons...)
	one := `(?:\s|\(|not\b)*\b(?:` + strings.Join(comparisons, "|") + `)(?:\s|\))*`
	condition := pattern(`^(?:(?:^|[\s)](?:and|or)\b)`+one+`)+$`, "Condition illisible, ou fait ou valeur inconnus. Exemple : age <= 25 and enfants = oui. Si le fait vient d'être ajouté : passerelle schema.")
	condition["description"] = comparing
	return condition
}

// comparedTo is what may stand after a fact: an operator and one of its values, or several.
func comparedTo(value string, ordered bool) string {
	operator := `!?=`
	if ordered {
		operator = `(?:!?=|[<>]=?)`
	}
	return fmt.Sprintf(`(?:%s\s*%[2]s\b|in\b\s*\(\s*%[2]s\b(?:\s*,\s*%[2]s\b)*\s*\))`, operator, value)
}

func (w *writer) valuesOf(f *situation.Fact) string {
	if borrows(f, w.serviceNames()) { // too many to list twice
		return `[a-z][a-z0-9_]*`
	}
	values := optionsOf(f)
	switch f.Type {
	case situation.Number:
		values = append(values, `[0-9]+`)
	case situation.Commune:
		values = append(values, communeShape)
	case situation.Departement:
		values = append(values, departementShape)
	}
	return `(?:` + strings.Join(values, "|") + `)`
}
