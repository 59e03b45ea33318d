package schema

import (
	"maps"
	"slices"

	"passerelle/internal/catalogue"
	"passerelle/internal/listen"
)

// terms are words as people write them.
func (w *writer) terms() node {
	return list(w.share("mots", func(*writer) node {
		return node{"type": []string{"string", "number"}, "minLength": 1, "description": "De 1 à 12 mots. Majuscules, accents et ponctuation ne comptent pas."}
	}))
}

func lang() node {
	return suggested([]name{{"fr", "français"}, {"en", "anglais"}, {"es", "espagnol"}, {"ar", "arabe"}}, text())
}

func (w *writer) words() node {
	heard := object(
		may("need", list(w.need()), "Le besoin que disent ces mots."),
		may("needs", list(w.need()), "Les besoins que disent ces mots : le robot demande lequel compte."),
		may("settles", w.settings(), "Les faits que disent ces mots."),
		may("service", orNothing(w.service()), "Le service que ces mots nomment : il passe devant, s'il convient."),
		may("type", suggested([]name{{"courant", "un mot de tous les jours"}, {"sigle", "un sigle"}, {"ancien_nom", "un nom qui a changé"}}, text()), "Quelle sorte de mots. Sans rien : courant."),
		may("lang", lang(), "La langue. Sans rien : français."),
		may("terms", w.terms(), "Les mots, entre guillemets."),
		may("weak", w.terms(), "Les mots qui ont plusieurs sens à eux seuls : le robot ne décide pas sur eux, il demande."),
	)
	heard["anyOf"] = cases(holding("need"), holding("needs"), writing("settles"), writing("service"))
	return object(
		may("words", list(w.keep("des_mots", heard)), "À quels mots on reconnaît un besoin ou un fait."),
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
	known := plain(slices.Sorted(maps.Keys(w.content.Ear.Kinds))...)
	return object(
		must("kinds", w.listOf("un_danger",
			must("id", text(), "Le nom du danger."),
			may("need", w.need(), "Le besoin que ce danger dit."),
			must("alarm", list(joined), "Les services dont le numéro est montré, dans l'ordre."),
			may("text", list(joined), "Le moyen sans la voix."),
			may("settles", w.settings(), "Les faits que cela dit de la demande."),
			may("minor", suggested(known, text()), "Le danger montré à la place à qui a moins de 18 ans."),
		), "Chaque danger, avec ses numéros."),
		must("phrases", w.listOf("des_phrases",
			must("kind", suggested(known, text()), "Le danger que disent ces phrases."),
			may("certain", w.terms(), "Le numéro est montré en tête, tout de suite."),
			may("confirm", w.terms(), "Le mot sert aussi dans le calme : le numéro vient avec une question."),
		), "Les phrases qui disent le danger. En cas de doute, ajoutez la phrase."),
		may("calm", w.terms(), "Les tournures sans danger (« mort de rire »), retirées avant la recherche."),
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
