package schema

func (w *writer) places() node {
	kind := w.define("sorte", func() node { return suggested(helperNames(), w.id()) })
	preferred := node{"type": "object", "properties": node{}, "additionalProperties": number()}
	for _, h := range helperNames() {
		preferred["properties"].(node)[h.id] = number()
	}
	offered := list(w.mediation())
	aim := object(
		must("id", w.id(), "Le nom de ce but."),
		may("services", offered, "Ce qui est demandé."),
		may("when", w.condition(), "Une condition de plus."),
		must("bonus", preferred, "Qui est préféré : un réseau de « programmes » ou une sorte d'aidant, et de combien."),
	)
	aim["anyOf"] = cases(holding("services"), writing("when"))
	return object(
		must("limits", limits(), "Ce qui est nommé."),
		must("weights", weights(), "Ce que pèse chaque qualité d'un lieu, en kilomètres. Un nombre négatif rapproche."),
		must("opening_within", list(w.keep("une_attente", cost("hours", "Jusqu'à tant d'heures d'attente."))), "Ce que coûte l'attente, de la plus courte à la plus longue."),
		must("sheet_age", list(w.keep("un_age", cost("years", "Jusqu'à tant d'années."))), "Ce que coûte l'âge de la fiche, de la plus récente à la plus vieille."),
		must("programmes", several(w.keep("un_reseau", called(w)), 0, bits), "Les réseaux qui comptent, tels que le schéma national les écrit."),
		must("aims", list(w.keep("un_but", aim)), "Ce que la personne cherche, et qui est alors préféré."),
		must("publics", several(w.keep("un_groupe", w.group()), 0, bits), "Les publics du schéma national, dits avec des faits."),
		must("particular", several(w.keep("un_groupe", w.group()), 0, bits), "Les prises en charge particulières du schéma national."),
		must("wishes", object(
			may("wheelchair", w.condition(), "La personne demande un accès en fauteuil."),
			may("no_car", w.condition(), "La personne n'a pas de voiture."),
			may("free_only", w.condition(), "La personne veut un lieu gratuit."),
			may("phone_only", w.condition(), "La personne préfère le téléphone."),
		), "Ce que la personne demande de tout lieu."),
		must("helpers", several(w.keep("un_aidant", w.placeHelper()), 0, 64), "Les aidants : à quoi se reconnaît chaque sorte de lieu, et à quoi elle sert."),
		may("ensure", w.listOf("une_presence",
			must("who", suggested(helperNames(), text()), "Un réseau de « programmes » ou une sorte d'aidant."),
			must("when", w.condition(), "Quand l'un d'eux doit être parmi les lieux nommés."),
		), "Qui doit être parmi les lieux nommés."),
		must("searches", list(w.keep("une_recherche", w.search(kind, offered, true))), "Qui chercher, par besoin."),
		must("unnamed", w.search(kind, offered, false), "Qui chercher tant que le besoin n'est pas connu."),
		may("lists", w.listOf("une_liste",
			must("id", text(), "Le nom de la liste."),
			must("name", text(), "Son titre."),
			must("url", pattern(`^https://[^/?#]`, "Écrire une adresse complète, qui commence par https://"), "L'adresse stable de son dernier fichier."),
			must("licence", text(), "Sa licence."),
			must("attribution", text(), "La ligne à montrer sous chaque lieu."),
			may("duties", text(), "Ce que la licence demande."),
		), "Les listes officielles qu'un déploiement peut importer."),
	)
}

// bits bounds what is one bit of a place.
const bits = 8

func called(w *writer) node {
	return object(
		must("id", w.id(), "L'identifiant, celui des textes."),
		must("name", text(), "Le nom, tel que le schéma national l'écrit."),
	)
}

func (w *writer) group() node {
	return object(
		must("id", w.id(), "L'identifiant, celui des textes."),
		must("name", text(), "Le nom, tel que le schéma national l'écrit."),
		may("is", w.condition(), "Une personne en est si cette condition est vraie. Sans elle : on ne le sait jamais."),
	)
}

func cost(unit, says string) node {
	return object(must(unit, number(), says), must("cost", number(), "Ce que cela coûte, en kilomètres."))
}

func limits() node {
	return object(
		must("radius_km", positive(), "Au-delà, un lieu n'est pas nommé."),
		must("own_commune_km", positive(), "La même borne, dans la commune de la personne."),
		must("shown", positive(), "Lieux nommés, au plus."),
		must("cut", positive(), "Un lieu qui coûte tant de plus que le premier est caché…"),
		must("keep", positive(), "… sauf s'il en reste moins que cela."),
		must("reports", positive(), "Personnes qui l'ont dit fermé avant qu'un lieu passe en dernier."),
		must("phone_beyond", positive(), "Si le premier coûte plus, une aide par téléphone est ajoutée."),
	)
}

func weights() node {
	return object(
		must("travel_per_km", positive(), "Le trajet : tant par kilomètre à vol d'oiseau."),
		must("travel_without_car_from", number(), "Sans voiture : les kilomètres qui comptent simple."),
		must("travel_without_car_factor", positive(), "Sans voiture : combien de fois comptent les suivants."),
		must("travel_remote_at_most", number(), "Le lieu aide aussi par téléphone : le trajet ne coûte jamais plus."),
		must("travel_remote_by_phone", number(), "La même chose, si la personne préfère le téléphone."),
		must("open_now", number(), "Ouvert maintenant."),
		must("opening_later", number(), "Ouvert plus tard que la dernière ligne de « opening_within »."),
		must("opening_unknown", number(), "Horaires inconnus."),
		must("appointment", number(), "Sur rendez-vous seulement."),
		must("appointment_opening_at_most", number(), "Sur rendez-vous : l'attente de l'ouverture ne coûte jamais plus."),
		must("appointment_opening_unknown", number(), "Sur rendez-vous : horaires inconnus."),
		must("price_free", number(), "Gratuit."),
		must("price_unsure", number(), "Gratuit sous condition, ou rien d'écrit."),
		must("price_paid", number(), "Payant."),
		must("particular_listed", number(), "Un besoin particulier que le lieu annonce."),
		must("particular_missing", number(), "Un besoin particulier dont le lieu ne dit rien."),
		must("public_met", number(), "Réservé à un public dont la personne est."),
		must("public_unknown", number(), "Réservé à un public dont on ne sait pas si elle est."),
		must("wheelchair_unsaid", number(), "Un fauteuil roulant, et rien sur l'accès dans la fiche."),
		must("unreachable", number(), "Ni téléphone, ni rendez-vous en ligne."),
		must("sheet_old", number(), "Une fiche plus vieille que la dernière ligne de « sheet_age », ou sans date."),
		must("services_unknown", number(), "La fiche ne dit pas à quoi le lieu aide."),
		must("itinerant_closed", number(), "Un lieu itinérant qui n'est pas ouvert maintenant."),
		must("second_choice", number(), "Un second choix pour ce besoin."),
		must("own_commune", number(), "Dans la commune de la personne."),
		must("reported", number(), "Assez de personnes l'ont trouvé fermé."),
	)
}

func (w *writer) placeHelper() node {
	helper := object(
		must("id", text(), "Le nom de cette ligne."),
		must("kind", suggested(helperNames(), w.id()), "La sorte, celle des textes « place.kind.… ». La première ligne qui convient la donne."),
		may("programmes", list(text()), "Des réseaux de « programmes », par leur nom."),
		may("typologies", list(text()), "Des typologies du schéma national."),
		may("types", list(text()), "Des types de l'annuaire de l'administration."),
		may("serves", object(
			may("needs", list(w.need()), "Des besoins."),
			may("families", list(w.family()), "Des familles entières."),
		), "À quoi le lieu aide, même si sa fiche ne dit rien."),
		may("services", list(w.mediation()), "Ce que tous offrent, quand la fiche n'en dit rien."),
		may("publics", list(text()), "Ceux à qui le lieu est réservé, par leur nom, quand la fiche ne réserve rien."),
		may("not_for", w.condition(), "Ceux à qui ce lieu n'est pas montré."),
		may("unlisted", boolean(), "true : seulement si la fiche ne liste aucun service."),
		may("residents", boolean(), "true : reçoit les habitants de sa commune seulement."),
	)
	helper["anyOf"] = cases(holding("programmes"), holding("typologies"), holding("types"))
	return helper
}

func (w *writer) search(kind, offered node, named bool) node {
	needs := may("needs", list(w.need()), "Les besoins de cette recherche.")
	needs.needs = named
	search := object(
		needs,
		may("none", boolean(), "true : aucun lieu n'est nommé ; la réponse est un numéro."),
		may("first", list(kind), "Les sortes qui conviennent."),
		may("then", list(kind), "Les sortes qui conviennent faute de mieux."),
		may("services", offered, "Ce que la fiche doit lister, pour qui n'a pas de « serves »."),
	)
	search["anyOf"] = cases(holding("first"), saying("none"))
	return search
}
