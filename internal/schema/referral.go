package schema

import "passerelle/internal/catalogue"

func (w *writer) referral() node {
	doors := w.doors()
	return object(
		may("doors", doors, "Quand le besoin n'a pas lui-même cette sorte d'aide : les services qui la nomment, le meilleur d'abord."),
		must("rules", w.listOf("une_regle",
			must("id", w.id(), "Le nom de la règle."),
			may("origin", text(), "La règle d'orientation d'où elle vient, de R0 à R8."),
			must("way", enum(wayNames()), "Ce que la règle décide : vers qui d'abord."),
			must("when", w.condition(), "La première règle sûrement vraie décide."),
			may("lead", list(w.helper()), "Les sortes d'aide humaine à nommer d'abord, dans l'ordre."),
			may("before", boolean(), "true : la première de ces personnes passe avant les services en ligne."),
			may("names", list(w.service()), "Les services nommés d'abord, par leur identifiant."),
			may("doors", doors, "Pour cette règle : les services qui nomment une sorte d'aide, le meilleur d'abord."),
			may("show", enum([]name{{"professional", "les outils de métier seuls"}}), "professional : les outils de métier seuls. Sans rien : jamais eux."),
		), "Les règles, dans l'ordre."),
		may("cautions", w.listOf("un_avertissement",
			must("id", w.id(), "Le nom de l'avertissement : son texte est caution.<id>.say."),
			must("when", w.condition(), "Quand il est dit."),
		), "Ce qu'il faut savoir à côté d'un conseil."),
	)
}

// doors is a mapping of kinds of help to the services that are of this kind.
func (w *writer) doors() node {
	return w.define("portes", func() node {
		var fields []field
		for _, h := range helperNames() {
			those := w.servicesThat(func(s *catalogue.Service) bool { return string(s.Helper) == h.id })
			fields = append(fields, may(h.id, list(cited(those, "Écrire un service avec « helper: "+h.id+" ».")), h.says))
		}
		return object(fields...)
	})
}

// wayNames are what a rule may decide.
func wayNames() []name {
	says := map[catalogue.Way]string{
		catalogue.Safety:       "des numéros, avant tout",
		catalogue.Alone:        "le service en ligne",
		catalogue.Mediator:     "quelqu'un devant l'écran",
		catalogue.SocialWorker: "quelqu'un qui sait quel droit",
		catalogue.MissionLoc:   "la mission locale",
		catalogue.Both:         "le droit d'abord, puis l'écran",
		catalogue.Professional: "les outils de métier",
		catalogue.Unclear:      "on ne sait pas encore",
		catalogue.Failed:       "une personne, jamais un autre lien",
	}
	out := make([]name, len(catalogue.Ways))
	for i, way := range catalogue.Ways {
		out[i] = name{string(way), says[way]}
	}
	return out
}
