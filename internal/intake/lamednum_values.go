package intake

// The enumerations of LaMednum/standard-mediation-num v1.0.2, and the values of v0.1.1 that stand for theirs. The
// correspondence was checked on the list of Provence-Alpes-Côte d’Azur of 2023-05-17, published in both.

func lamednumServices() enumeration {
	return known(
		"Aide aux démarches administratives", "Maîtrise des outils numériques du quotidien",
		"Insertion professionnelle via le numérique", "Utilisation sécurisée du numérique",
		"Parentalité et éducation avec le numérique", "Loisirs et créations numériques",
		"Compréhension du monde numérique", "Accès internet et matériel informatique",
		"Acquisition de matériel informatique à prix solidaire",
	).and("Aide aux démarches administratives",
		"Devenir autonome dans les démarches administratives",
		"Réaliser des démarches administratives avec un accompagnement",
		"Accompagner les démarches de santé",
	).and("Maîtrise des outils numériques du quotidien",
		"Prendre en main un smartphone ou une tablette", "Prendre en main un ordinateur",
		"Utiliser le numérique au quotidien",
	).and("Compréhension du monde numérique", "Approfondir ma culture numérique").and("", "Promouvoir la citoyenneté numérique").and("Parentalité et éducation avec le numérique", "Soutenir la parentalité et l'éducation avec le numérique").and("Insertion professionnelle via le numérique",
		"Favoriser mon insertion professionnelle", "Créer et développer mon entreprise",
	).and("Loisirs et créations numériques", "Créer avec le numérique").and("Accès internet et matériel informatique", "Accéder à du matériel", "Accéder à une connexion internet").and("Acquisition de matériel informatique à prix solidaire", "S'équiper en matériel informatique")
}

// lamednumPublics is those a place may be reserved to. adults is kept apart: v1 has no such value, see publics.
func lamednumPublics() enumeration {
	return known("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes").
		and("Jeunes", "Jeunes (16-26 ans)").
		and("Seniors", "Seniors (+ 65 ans)").
		and("Familles et/ou enfants", "Familles/enfants").
		and("Femmes", "Uniquement femmes").
		and(adults, "Adultes").
		and(adults, "Tout public", "Tous publics")
}

const adults = "Adultes"

func lamednumParticular() enumeration {
	return known("Surdité", "Handicaps moteurs", "Handicaps mentaux", "Illettrisme", "Langues étrangères (anglais)",
		"Langues étrangères (autres)", "Déficience visuelle").
		and("Handicaps mentaux", "Handicaps psychiques").
		and("Illettrisme", "Personnes en situation d'illettrisme").
		and("Langues étrangères (autres)", "Public langues étrangères")
}

func lamednumFees() enumeration {
	return known("Gratuit", "Gratuit sous condition", "Payant").
		and("Gratuit sous condition",
			"Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)").
		and("Payant", "Adhésion", "Accepte le Pass numérique")
}

// lamednumProgrammes holds the training labels too: older lists have them in the same column, and none is kept.
func lamednumProgrammes() enumeration {
	return known("Aidants Connect", "Bibliothèques numérique de référence", "Certification PIX", "Conseillers numériques",
		"Emmaüs Connect", "France Services", "Grande école du numérique", "La Croix Rouge", "Point d'accès numérique CAF",
		"Promeneurs du net", "Relais numérique (Emmaüs Connect)").
		and("Conseillers numériques", "CNFS", "Conseiller numérique").
		and("Point d'accès numérique CAF", "Point numérique CAF", "Point relais CAF").
		and("Grande école du numérique", "Grandes écoles du numérique").
		and("", "APTIC", "Relais pôle emploi", "French Tech", "Campus connecté", "Fabriques de Territoire")
}

func lamednumAccess() enumeration {
	return known("Se présenter", "Téléphoner", "Contacter par mail", "Prendre un RDV en ligne",
		"Ce lieu n'accueille pas de public", "Envoyer un mail avec une fiche de prescription")
}

// byProxy is the support of v0 that v1 has no value for: it is kept as directory.Place.ByProxy.
const byProxy = "A ma place"

func lamednumSupport() enumeration {
	return known("En autonomie", "Accompagnement individuel", "Dans un atelier collectif", "À distance", byProxy).
		and("En autonomie", "Seul").
		and("Accompagnement individuel", "Avec de l'aide").
		and("Dans un atelier collectif", "Dans un atelier")
}

func lamednumItinerance() enumeration { return known("Itinérant", "Fixe") }
