package locale

// Texts of the card that a person may show to who helps them.
const (
	CardTitle   = "fiche.title"
	CardNeed    = "fiche.need"    // .Need
	CardService = "fiche.service" // .Service
	CardEasy    = "fiche.easy"
	CardWhere   = "fiche.where" // .Departement
	CardRoles   = "fiche.roles"
	CardAnswer  = "fiche.answer"
	CardShow    = "fiche.show"
	CardConsent = "fiche.consent"
)

// CardFrom is the text that tells which trade a card comes from.
func CardFrom(job string) string { return "fiche.from." + job }

// CardIDs lists the texts of the card that no flow names.
func CardIDs() []string {
	return []string{CardTitle, CardNeed, CardService, CardEasy, CardWhere, CardRoles, CardAnswer, CardShow, CardConsent}
}
