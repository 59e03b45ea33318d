package schema

import (
	"slices"

	"passerelle/internal/catalogue"
)

func (w *writer) need() node {
	return w.share("besoin", func(w *writer) node { return cited(w.needNames(), "Écrire un besoin de needs.yaml.") })
}

func (w *writer) family() node {
	return w.share("famille", func(w *writer) node { return cited(w.familyNames(), "Écrire une famille de needs.yaml.") })
}

func (w *writer) service() node {
	return w.share("service", func(w *writer) node { return cited(w.serviceNames(), "Écrire l'identifiant d'un service.") })
}

func (w *writer) population() node {
	return w.share("population", func(w *writer) node { return cited(w.populationNames(), "Écrire une population de populations.yaml.") })
}

func (w *writer) helper() node {
	return w.share("aidant", func(*writer) node { return enum(helperNames()) })
}

// mediation is what places of digital mediation offer, in the words of the French schema.
func (w *writer) mediation() node {
	return w.share("mediation", func(w *writer) node {
		var offered []string
		for _, need := range w.content.Catalogue.Needs {
			offered = append(offered, need.Mediation...)
		}
		slices.Sort(offered)
		return suggested(plain(slices.Compact(offered)...), text())
	})
}

func (w *writer) needs() node {
	humans := w.servicesThat(func(s *catalogue.Service) bool { return s.Helper != "" })
	first := append([]name{{"service", "un service en ligne"}, {"urgence", "un numéro"}, {"humain", "une personne"}}, helperNames()...)
	return object(
		must("always", list(cited(humans, "Écrire un service avec « helper: ».")), "Le dernier secours humain, pour tout besoin, le meilleur d'abord."),
		must("families", w.listOf("une_famille",
			must("id", text(), "Le nom de la famille."),
			must("label", text(), "Ce qu'elle est, en quelques mots."),
		), "Les familles, dans l'ordre du premier écran."),
		must("needs", w.listOf("un_besoin",
			must("id", w.id(), "Le nom du besoin. Il ne change jamais : d'autres fichiers le citent."),
			must("label", text(), "Ce qu'il est, en quelques mots."),
			must("family", suggested(w.familyNames(), text()), "Sa famille."),
			may("data_inclusion_thematiques", list(text()), "Les thématiques de data·inclusion."),
			may("mediation_numerique_services", list(w.mediation()), "Ce que les lieux de médiation y font, dans les mots du schéma national."),
			must("first_answer", suggested(first, text()), "Ce que l'on montre d'abord quand on ne sait rien d'autre."),
			may("situation_labo_2018", text(), "La situation des documents de départ."),
			may("settles", w.settings(), "Ce que l'on sait déjà de qui demande cela."),
		), "Les besoins."),
	)
}

func (w *writer) populations() node {
	return object(must("populations", w.listOf("une_population",
		must("id", text(), "Le nom de la population."),
		may("label", text(), "Ce qu'elle est, en quelques mots."),
		may("origin", text(), "D'où elle vient."),
		may("data_inclusion_publics", list(text()), "Les publics de data·inclusion."),
		must("is", w.condition(), "Une personne en est si cette condition est vraie."),
		may("beside_age", w.condition(), "La même condition sans l'âge, pour un service qui a ses propres bornes d'âge."),
		may("settles", w.settings(), "Ce que l'on sait de qui dit en être."),
		may("strict", boolean(), "true : il faut le savoir pour montrer ce qui lui est réservé."),
	), "Les populations du catalogue, dites avec des faits."))
}

func (w *writer) services() node {
	return object(must("services", list(w.keep("un_service", w.oneService())), "Les services, rangés par leur premier besoin."))
}

func (w *writer) oneService() node {
	service := object(
		must("id", w.id(), "Le nom du service. Il ne change jamais : d'autres fichiers le citent."),
		must("kind", enum([]name{
			{"urgence", "un numéro d'urgence"}, {"ecoute", "une ligne d'écoute"}, {"tel", "un numéro"}, {"site", "des informations"},
			{"demarche", "une demande à faire"}, {"dispositif", "une aide"}, {"lieu", "un lieu ou une personne"},
		}), "Ce qu'est le service."),
		must("name", text(), "Son nom."),
		may("helper", w.helper(), "Qui reçoit ou répond. Absent : personne (un site seul)."),
		may("summary", text(), "Ce qu'il fait, en une phrase."),
		must("needs", list(w.need()), "Les besoins, le principal d'abord : l'ordre compte dans le classement."),
		must("audience", w.audience(), "Pour qui : une de ces trois clés."),
		may("eligibility", w.eligibility(), "Les conditions. Absent : pas de condition connue."),
		may("prefer_when", w.condition(), "Dans ce cas, ce service passe devant ceux qui conviennent aussi."),
		may("avoid_when", w.condition(), "Dans ce cas, ce service n'est pas une réponse, même si rien ne l'exclut."),
		may("cost", suggested([]name{{"gratuit", ""}, {"payant_ou_participation", ""}}, text()), "Le prix."),
		may("phone", list(w.keep("un_numero", phone())), "Les numéros."),
		may("url", orNothing(webPage()), "La page, qui devient un bouton."),
		may("offline", list(text()), "Les moyens sans internet, le meilleur d'abord."),
		may("franceconnect", suggested(plain("required", "optional", "no", "na"), text()), "Faut-il FranceConnect ?"),
		may("mobile", suggested(plain("yes", "app", "no", "unknown", "na"), text()), "Marche-t-il sur un téléphone ?"),
		must("territory", w.territory(), "Où il existe."),
		may("evidence", suggested(plain("official_copy", "public_repository", "press", "third_party_only", "not_read"), text()), "La meilleure preuve lue."),
		may("sources", list(cited(w.sourceNames, "Déclarer la source dans sources.yaml.")), "D'où vient le fait : des identifiants de sources.yaml."),
		may("source_url", orNothing(text()), "La page lue."),
		may("source_date", orNothing(text()), "La date de la source la plus récente."),
		may("checked", day(), "Le jour de la dernière relecture, entre guillemets."),
		must("confidence", enum([]name{{"high", "sûr"}, {"medium", "assez sûr"}, {"low", "peu sûr : les numéros ne sont pas montrés"}}), "La confiance. Avec « low », les numéros ne sont pas montrés."),
		may("phone_evidence", suggested(plain("read", "third_party_only", "not_read"), text()), "Où le numéro a été lu."),
		may("phone_to_verify", boolean(), "true : personne n'a encore lu ce numéro dans une source sûre."),
		may("url_to_verify", boolean(), "true : personne n'a encore lu cette page dans une source sûre."),
		may("verified", w.listOf("un_essai",
			must("what", enum([]name{{"phone", "le numéro"}, {"url", "la page"}}), "Ce qui a été essayé."),
			must("on", day(), "Quand, entre guillemets."),
			must("result", enum([]name{{"ok", "cela marche"}, {"faux", "ce n'est plus montré"}}), "Ce qu'il en est. Avec « faux », ce n'est plus montré."),
		), "Ce qu'une personne a essayé."),
	)
	service["anyOf"] = written("helper", "url", "phone", "offline")
	return service
}

func (w *writer) audience() node {
	return object(
		may("all", boolean(), "true : pour tous."),
		may("suits", list(w.population()), "Ouvert à tous, mieux pour ces populations."),
		may("limited_to", list(w.population()), "Réservé à ces populations."),
	)
}

func (w *writer) eligibility() node {
	return object(
		may("age_min", integer(), "L'âge, au moins."),
		may("age_min_unless", w.condition(), "L'âge peut être moindre dans ce cas."),
		may("age_max", integer(), "L'âge, au plus."),
		may("age_max_handicap", integer(), "L'âge, au plus, avec un handicap."),
		may("has_children", boolean(), "true : pour qui a des enfants."),
		may("single_parent", boolean(), "true : pour un parent seul."),
		may("disability", boolean(), "true : avec un handicap ; celui de l'enfant, avec « has_children »."),
		may("child_age_min", integer(), "L'âge d'un enfant, au moins."),
		may("child_age_max", integer(), "L'âge d'un enfant, au plus."),
		may("qf_max", integer(), "Le quotient familial, au plus."),
		may("status", enum(plain("etudiant", "demandeur_emploi", "en_activite", "alternant", "apprenti", "lyceen", "regime_agricole")), "Le statut."),
		may("regions", list(text()), "Des codes INSEE de régions."),
		may("departements", list(text()), "Des codes INSEE de départements."),
		may("note", text(), "Ce qui ne se dit pas autrement."),
	)
}

func phone() node {
	return object(
		must("number", node{"type": []string{"string", "integer"}, "pattern": `^\d[\d ]{0,16}\d$`, "minimum": 10, "patternErrorMessage": "Écrire le numéro entre guillemets, en chiffres et espaces."}, "Le numéro, entre guillemets."),
		must("cost", enum(plain("gratuit", "prix_appel_normal", "surtaxe", "sms_gratuit")), "Le prix de l'appel."),
	)
}

func (w *writer) territory() node {
	territory := object(
		may("national", boolean(), "true : partout."),
		may("regions", list(region(w.regionNames)), "Des codes INSEE de régions, entre guillemets."),
		may("departements", list(w.departementCode()), "Des codes INSEE de départements, entre guillemets."),
	)
	territory["anyOf"] = cases(saying("national"), holding("regions"), holding("departements"))
	return territory
}

// region is a code of regions.yaml, some of which are written without quotes.
func region(known []name) node {
	return suggested(known, node{"type": "integer"})
}

func (w *writer) regions() node {
	return object(must("regions", w.listOf("une_region",
		must("id", text(), "Le code INSEE de la région, entre guillemets."),
		must("departements", list(text()), "Les codes INSEE de ses départements, entre guillemets."),
	), "Les régions."))
}

func (w *writer) sources() node {
	return object(must("sources", w.listOf("une_source",
		must("id", text(), "Le nom de la source, que citent les services."),
		must("title", text(), "Son titre."),
		may("url", orNothing(webPage()), "La page lue, ou null."),
		may("date", orNothing(day()), "Sa date, entre guillemets, ou null."),
		may("date_precision", suggested([]name{{"day", "au jour près"}, {"approx", "approchée"}, {"none", "sans date"}}, text()), "Ce que vaut la date."),
		may("kind", suggested(plain("copie_officielle", "depot_public", "document_fourni", "non_lu", "presse", "recoupement_tiers"), text()), "Quelle sorte de document."),
	), "Les documents lus."))
}
