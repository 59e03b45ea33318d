package schema

import (
	"maps"
	"slices"

	"passerelle/internal/catalogue"
	"passerelle/internal/listen"
	"passerelle/internal/situation"
)

// patternSays tells how a pattern is written, where an author writes one.
const patternSays = "De 1 à 12 mots, entre guillemets : mot, =mot (écrit ainsi), mot* (qui commence ainsi), {liste}, (l'un|l'autre), [facultatif], .. (jusqu'à 4 mots), # (un nombre). " +
	"Majuscules, accents et ponctuation ne comptent pas."

// terms are patterns of words, as people write them.
func (w *writer) terms() node {
	return list(w.share("mots", func(*writer) node {
		return node{"type": []string{"string", "number"}, "minLength": 1, "description": patternSays}
	}))
}

func lang() node {
	return suggested([]name{
		{"fr", "français"}, {"en", "anglais"}, {"es", "espagnol"}, {"ar", "arabe"}, {"pt", "portugais"}, {"ru", "russe"}, {"uk", "ukrainien"}, {"tr", "turc"}, {"ro", "roumain"},
	}, text())
}

// wordLists are lists of words by the name that patterns cite.
func (w *writer) wordLists() node {
	entries := list(w.share("entree", func(*writer) node {
		return node{"type": []string{"string", "number"}, "minLength": 1, "description": "De 1 à 8 mots, ou une autre liste entière, « {autre} », déclarée avant."}
	}))
	return node{"type": "object", "additionalProperties": entries}
}

const listsSays = "Des listes de mots. Les modèles de tous les fichiers les citent entre accolades : {nom}."

func (w *writer) lists() node { return object(may("lists", w.wordLists(), listsSays)) }

func (w *writer) spelling() node {
	return object(
		may("readings", w.listOf("une_lecture",
			must("write", list(text()), "Un seul mot, ou plusieurs qui se lisent pareil."),
			must("read", text(), "De 1 à 4 mots : comment il se lit."),
		), "Ce que les gens écrivent en court, et comment le lire : « g » se lit « j'ai »."),
		may("light", list(text()), "Les mots légers : ils peuvent se glisser entre deux mots cherchés, ou y manquer."),
		may("negations", list(text()), "Les mots qui disent le contraire."),
		may("usual", list(text()), "Des mots justes : aucun n'est pris pour la faute d'un autre."),
	)
}

func (w *writer) languages() node {
	return object(must("languages", w.listOf("une_langue",
		must("tag", lang(), "La langue : fr, en, es…"),
		must("words", list(text()), "Des mots courts et courants de cette langue, et d'aucune autre."),
		may("letters", text(), "Des lettres qui suffisent à la dire."),
		may("script", text(), "L'écriture, par son nom dans Unicode, qui est de cette langue quand rien d'autre ne le dit."),
		may("settles", w.settings(), "Les faits que dit le choix de cette langue."),
	), "Les langues dans lesquelles on écrit."))
}

// settled are the facts that words say: one that is a number may be the one that a pattern met.
func (w *writer) settled() node {
	return w.define("faits_dits", func() node {
		var fields []field
		for _, f := range w.content.Words.Facts {
			value := w.value(f)
			if f.Type == situation.Number {
				value = node{"anyOf": []node{enum([]name{{numberMet, "le nombre que le modèle a trouvé"}}), value}}
			}
			fields = append(fields, field{key: f.ID, value: value})
		}
		return object(fields...)
	})
}

// numberMet stands for the number that a pattern met.
const numberMet = "#"

func (w *writer) words() node {
	heard := object(
		may("need", list(w.need()), "Le besoin que disent ces mots."),
		may("needs", list(w.need()), "Les besoins que disent ces mots : le robot demande lequel compte."),
		may("settles", w.settled(), "Les faits que disent ces mots. « # » : le nombre que le modèle a trouvé."),
		may("service", orNothing(w.service()), "Le service que ces mots nomment : il passe devant, s'il convient."),
		may("type", suggested([]name{{"courant", "un mot de tous les jours"}, {"sigle", "un sigle"}, {"ancien_nom", "un nom qui a changé"}}, text()), "Quelle sorte de mots. Sans rien : courant."),
		may("lang", lang(), "La langue. Sans rien : français."),
		may("terms", w.terms(), "Les mots, entre guillemets."),
		may("weak", w.terms(), "Les mots qui ont plusieurs sens à eux seuls : le robot ne décide pas sur eux, il demande."),
	)
	heard["anyOf"] = cases(holding("need"), holding("needs"), writing("settles"), writing("service"))
	return object(
		may("lists", w.wordLists(), listsSays),
		may("words", list(w.keep("des_mots", heard)), "À quels mots on reconnaît un besoin ou un fait."),
		may("nothing", w.terms(), "Les tournures qui ne disent rien : leurs mots ne comptent plus pour un besoin ni pour un fait."),
		may("unwanted", w.terms(), "Ce qui refuse : un besoin nommé juste derrière n'est pas la demande."),
		may("renamed", w.listOf("un_changement",
			must("id", text(), "Le nom de ce changement : son texte est renamed.<id>."),
			must("old", text(), "L'ancien nom."),
			may("new", text(), "Le nom d'aujourd'hui."),
			may("when", text(), "Depuis quand."),
			may("service", orNothing(w.service()), "Le service d'aujourd'hui, ou null."),
			may("terms", w.terms(), "Les mots qui disent l'ancien nom."),
		), "Les noms qui ont changé."),
		may("reserved", w.listOf("une_commande",
			must("command", enum(plain(listen.Commands...)), "Ce que ces mots commandent."),
			may("lang", lang(), "La langue."),
			must("terms", w.terms(), "Les mots, seuls dans le message."),
		), "Les mots qui marchent à chaque étape. Aucun bouton ne peut les porter."),
	)
}

func (w *writer) danger() node {
	joined := w.define("joignable", func() node {
		return cited(w.servicesThat(func(s *catalogue.Service) bool { return len(s.Phones()) > 0 }), "Écrire un service joignable par un numéro.")
	})
	known := w.dangerNames()
	return object(
		must("kinds", w.listOf("un_danger",
			must("id", text(), "Le nom du danger."),
			may("need", w.need(), "Le besoin que ce danger dit."),
			must("alarm", list(joined), "Les services dont le numéro est montré, dans l'ordre."),
			may("text", list(joined), "Le moyen sans la voix."),
			may("settles", w.settings(), "Les faits que cela dit de la demande."),
			may("minor", suggested(known, text()), "Le danger montré à la place à qui a moins de 18 ans."),
			may("now", suggested(known, text()), "Le danger montré à la place quand cela arrive maintenant."),
		), "Chaque danger, avec ses numéros : le plus pressant d'abord."),
		may("moments", object(
			may("now", w.terms(), "Ce qui dit que cela arrive maintenant."),
			may("past", w.terms(), "Ce qui dit que c'est ancien : un danger certain devient à confirmer."),
		), "Quand cela arrive."),
		may("lists", w.wordLists(), listsSays),
		may("phrases", w.dangerPhrases(known), "Les phrases qui disent le danger. En cas de doute, ajoutez la phrase."),
		may("calm", w.terms(), calmSays),
	)
}

const calmSays = "Les tournures sans danger (« mort de rire »), retirées avant la recherche."

// dangerWords is a file of flows/danger.
func (w *writer) dangerWords() node {
	return object(
		may("lists", w.wordLists(), listsSays),
		may("phrases", w.dangerPhrases(w.dangerNames()), "Les phrases qui disent le danger. En cas de doute, ajoutez la phrase."),
		may("calm", w.terms(), calmSays),
	)
}

func (w *writer) dangerNames() []name {
	return plain(slices.Sorted(maps.Keys(w.content.Ear.Kinds))...)
}

func (w *writer) dangerPhrases(known []name) node {
	return w.listOf("des_phrases",
		must("kind", suggested(known, text()), "Le danger que disent ces phrases."),
		may("lang", lang(), "La langue. Sans rien : français."),
		may("certain", w.terms(), "Le numéro est montré en tête, tout de suite."),
		may("confirm", w.terms(), "Le mot sert aussi dans le calme : le numéro vient avec une question."),
		may("signs", w.terms(), "Un signe seul ne dit rien ; deux signes du même danger ensemble sont certains."),
	)
}

func (w *writer) entries() node {
	return object(must("entries", w.listOf("un_code",
		must("code", with(pattern(`^[A-Za-z0-9_-]{1,64}$`, "Écrire de 1 à 64 lettres sans accent, chiffres, _ ou -."), node{"type": []string{"string", "integer"}}), "Le code, de 1 à 64 lettres sans accent, chiffres, _ ou -."),
		may("facts", w.settings(), "Ce que le code fait déjà savoir."),
		may("partner", text(), "Qui affiche ce code."),
	), "Les codes d'entrée des affiches et des liens."))
}

func (w *writer) scenarios() node {
	expect := object(
		may("urgent_first", orNothing(list(node{"anyOf": []node{w.service(), text()}})), "L'alarme de la première réponse : un de ces services au moins ; [] : aucune alarme."),
		may("any_of", list(w.service()), "Des services : un au moins parmi les trois conseillés."),
		may("none_of", list(w.service()), "Des services : aucun parmi les trois conseillés."),
		may("helper", list(suggested(helperNames(), text())), "La première aide humaine est une de celles-ci."),
		may("asks_between", list(suggested(w.needNames(), text())), "Les besoins proposés au choix."),
		may("says", list(text()), "Des identifiants de textes : chacun a été dit."),
		may("max_taps", integer(), "Gestes jusqu'à la première réponse utile, le premier message compris."),
	)
	return list(w.define("scenario", func() node {
		return object(
			must("id", text(), "Le nom du scénario."),
			may("lang", lang(), "La langue. Sans rien : fr."),
			may("at", pattern(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}`, "Écrire par exemple 2026-11-24T10:00:00+01:00."), "Le moment, par exemple 2026-11-24T10:00:00+01:00."),
			may("say", text(), "Le premier message. Ou « start ». Ou rien : des boutons seulement."),
			may("start", suggested(w.entryCodes(), text()), "Le code d'entrée."),
			may("facts", w.factsAnd(may("population", list(w.population()), "Ses populations : ce que populations.yaml en dit est vrai d'elle.")), "Ce qui est vrai de la personne."),
			may("expect", expect, "Ce qui doit en sortir."),
		)
	}))
}
