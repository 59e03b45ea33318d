package intake

import (
	"slices"

	"passerelle/internal/directory"
)

// network is what belonging to one says of a structure, in the words of the schema of digital mediation places.
type network struct {
	typology  string
	programme string
	services  []string
	support   string
}

func (n network) join(p *directory.Place) {
	for _, one := range []struct {
		list  *[]string
		value string
	}{{&p.Typologies, n.typology}, {&p.Programmes, n.programme}, {&p.Support, n.support}} {
		if one.value != "" {
			join(one.list, one.value)
		}
	}
	for _, service := range n.services {
		join(&p.Services, service)
	}
}

const (
	paperwork   = "Aide aux démarches administratives"
	everyday    = "Maîtrise des outils numériques du quotidien"
	work        = "Insertion professionnelle via le numérique"
	parenthood  = "Parentalité et éducation avec le numérique"
	leisure     = "Loisirs et créations numériques"
	culture     = "Compréhension du monde numérique"
	connection  = "Accès internet et matériel informatique"
	equipment   = "Acquisition de matériel informatique à prix solidaire"
	readFrench  = "Maîtriser le français"
	reckon      = "Maîtriser le calcul"
	oneToOne    = "Accompagnement individuel"
	workshop    = "Dans un atelier collectif"
	onOnesOwn   = "En autonomie"
	fromAfar    = "À distance"
	walkIn      = "Se présenter"
	byPhone     = "Téléphoner"
	byMail      = "Contacter par mail"
	bookOnline  = "Prendre un RDV en ligne"
	freeOfCost  = "Gratuit"
	onCondition = "Gratuit sous condition"
	paid        = "Payant"
)

// franceServicesNetwork carries what the ANCT writes of every France Services when it puts them in the national list.
var franceServicesNetwork = network{typology: "RFS", programme: "France Services", services: []string{paperwork, work, everyday, culture}}

// networks is the reseaux_porteurs of schema v1 and the labels_nationaux of v0 ("conseiller-numerique", "point-justice"…),
// as far as they help with procedures. Not here, so that nothing is claimed:
// communes (town halls and any other service of theirs; the DILA directory has the town halls), emmaus (second-hand shops:
// only Emmaüs Connect is kept, by its name), fcsf, unaf, la-poste, food banks, employers and housing.
var networks = map[string]network{
	"france-service":                      franceServicesNetwork,
	"msap":                                {typology: "MSAP"},
	"conseillers-numeriques":              {programme: "Conseillers numériques"},
	"conseiller-numerique":                {programme: "Conseillers numériques"},
	"aidants-connect":                     {programme: "Aidants Connect", services: []string{paperwork}, support: oneToOne}, // as the ANCT does
	"croix-rouge":                         {programme: "La Croix Rouge"},
	"grandes-ecoles-du-numerique":         {programme: "Grande école du numérique"},
	"mission-locale":                      {typology: "ML"},
	"ccas-cias":                           {typology: "CCAS"},
	"unccas":                              {typology: "CCAS"},
	"pimms-mediation":                     {typology: "PIMMS"},
	"espaces-publics-numeriques":          {typology: "EPN"},
	"maisons-des-solidarites":             {typology: "MDS"},
	"cms":                                 {typology: "CMS"},
	"departements":                        {typology: "DEPT"},
	"caf":                                 {typology: "CAF"},
	"cpam":                                {typology: "CPAM"},
	"mutualite-sociale-agricole":          {typology: "MSA"},
	"france-travail":                      {typology: "FT"},
	"cap-emploi-reseau-cheops":            {typology: "CAP_EMPLOI"},
	"mdph":                                {typology: "MDPH"},
	"maison-departementale-de-lautonomie": {typology: "MDPH"}, // the MDPH is in it
	"points-justice":                      {typology: "PAD"},
	"point-justice":                       {typology: "PAD"},
	"cidff":                               {typology: "CIDFF"},
	"reseau-information-jeunesse":         {typology: "PIJ_BIJ"},
}

// keptTypologies is the typologies of v0 that help with procedures; its codes are those of the national schema.
var keptTypologies = []string{"CAF", "CAP_EMPLOI", "CCAS", "CDAS", "CFP", "CIAS", "CIDFF", "CMS", "CPAM", "DEPT", "ENM", "EPI", "EPN",
	"FT", "MDPH", "MDS", "ML", "MSA", "MSAP", "PAD", "PIJ_BIJ", "PIMMS", "PREF"}

func joinTypology(p *directory.Place, code string) {
	switch {
	case code == franceServicesNetwork.typology:
		franceServicesNetwork.join(p)
	case slices.Contains(keptTypologies, code):
		join(&p.Typologies, code)
	}
}

// themes is which service each thematique of data.inclusion is, in v1 and v0: their own table of the national services read
// backwards, and the needs this program knows. The others (housing, debts, health…) say nothing of procedures. Reading and
// reckoning are no service of the national schema: they keep their published label, and so are never taken for paperwork.
var themes = map[string]string{
	"difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives": paperwork,
	"difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-a-la-citoyennete":  paperwork,
	"difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits":        paperwork,
	"sante--constituer-un-dossier-mdph-invalidite":                                            paperwork,

	"numerique--acceder-a-des-services-en-ligne":         paperwork,
	"numerique--acceder-a-une-connexion-internet":        connection, // also v0
	"numerique--acquerir-un-equipement":                  equipment,
	"numerique--maitriser-les-fondamentaux-du-numerique": everyday,

	"lecture-ecriture-calcul--maitriser-le-francais": readFrench,
	"lecture-ecriture-calcul--maitriser-le-calcul":   reckon,

	"preparer-sa-candidature--developper-son-reseau":                                     work, // the nine of work are also v0
	"preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi":              work,
	"preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation":             work,
	"preparer-sa-candidature--valoriser-ses-competences":                                 work,
	"trouver-un-emploi--convaincre-un-recruteur-en-entretien":                            work,
	"trouver-un-emploi--faire-des-candidatures-spontanees":                               work,
	"trouver-un-emploi--repondre-a-des-offres-demploi":                                   work,
	"trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs":              work,
	"preparer-sa-candidature":                                                            work, // v0 from here on
	"acces-aux-droits-et-citoyennete":                                                    paperwork,
	"acces-aux-droits-et-citoyennete--accompagnement-dans-les-demarches-administratives": paperwork,
	"acces-aux-droits-et-citoyennete--connaitre-ses-droits":                              paperwork,
	"acces-aux-droits-et-citoyennete--demandeurs-dasile-et-naturalisation":               paperwork,
	"handicap--faire-reconnaitre-un-handicap":                                            paperwork,
	"numerique--accompagner-les-demarches-de-sante":                                      paperwork,
	"numerique--devenir-autonome-dans-les-demarches-administratives":                     paperwork,
	"numerique--realiser-des-demarches-administratives-avec-un-accompagnement":           paperwork,
	"numerique--prendre-en-main-un-ordinateur":                                           everyday,
	"numerique--prendre-en-main-un-smartphone-ou-une-tablette":                           everyday,
	"numerique--utiliser-le-numerique-au-quotidien":                                      everyday,
	"se-former--utiliser-le-numerique":                                                   everyday,
	"illettrisme--utiliser-numerique":                                                    everyday,
	"numerique--approfondir-ma-culture-numerique":                                        culture,
	"numerique--soutenir-la-parentalite-et-l-education-avec-le-numerique":                parenthood,
	"numerique--favoriser-mon-insertion-professionnelle":                                 work,
	"numerique--creer-et-developper-mon-entreprise":                                      work,
	"numerique--creer-avec-le-numerique":                                                 leisure,
	"numerique--acceder-a-du-materiel":                                                   connection,
	"equipement-et-alimentation--acces-a-du-materiel-informatique":                       connection,
	"numerique--s-equiper-en-materiel-informatique":                                      equipment,
	"illettrisme":                                        readFrench,
	"illettrisme--ameliorer-vocabulaire":                 readFrench,
	"illettrisme--etre-autonome":                         readFrench,
	"illettrisme--info-acquisition-connaissances":        readFrench,
	"apprendre-francais":                                 readFrench,
	"apprendre-francais--accompagnement-insertion-pro":   readFrench,
	"apprendre-francais--communiquer-vie-tous-les-jours": readFrench,
	"apprendre-francais--suivre-formation":               readFrench,
}

// servicesOf is the services that themes stand for.
func servicesOf(of []string) []string {
	var services []string
	for _, theme := range of {
		if service, ok := themes[theme]; ok {
			join(&services, service)
		}
	}
	// data.inclusion writes "Accès internet et matériel informatique" as two themes, of which one is also that of
	// computers for sale. Where both stand, only the access is sure.
	if slices.Contains(of, "numerique--acquerir-un-equipement") && slices.Contains(services, connection) {
		services = slices.DeleteFunc(services, func(service string) bool { return service == equipment })
	}
	// Likewise parenthood and leisure are digital only beside a digital theme.
	if slices.Contains(of, "numerique--maitriser-les-fondamentaux-du-numerique") {
		if slices.Contains(of, "famille--soutien-a-la-parentalite-et-a-leducation") {
			join(&services, parenthood)
		}
		if slices.Contains(of, "remobilisation--activites-sportives-et-culturelles") {
			join(&services, leisure)
		}
	}
	return services
}
