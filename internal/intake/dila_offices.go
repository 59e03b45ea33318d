package intake

// officeKind is a kind of office of the DILA directory that helps people.
type officeKind struct {
	now      string // the code in use today, where this one is older
	typology string // of the national schema, where it has one
}

// offices is the values of type_service_local that are kept; every other kind (schools, tribunals, police…) is skipped.
// Their list is a PDF of the dataset; each code here was also read in public code that reads the directory:
//
//	[a] the mapping of the bulk file in acceslibre (erp/imports/mapper, MTES-MCT)
//	[b] the kinds of the directory's site in okfnfr/dada-france-authorities (README, 2019)
//	[c] the kinds with more than 100 sheets in the API, in the directory pages of JusticeLibre
//	[d] the extract of the bulk file of 4 December 2024 by kinds of town hall
//	[e] the readers of the API that name it in a filter
//	[f] the documentation of the DILA's API of territorial competence ("cpam, caf, mairie, france_services")
//
// Not kept because no reader of the directory has them: udaf, mds, cdas and centre_social (the last three were added to an
// older API by its maintainers and are not the DILA's).
var offices = map[string]officeKind{
	"adil":                        {},                         // [a][b]
	"antenne_justice":             {typology: "PAD"},          // [a]
	"caf":                         {typology: "CAF"},          // [a][b][f]
	"cap_emploi":                  {typology: "CAP_EMPLOI"},   // [a][b]
	"carsat":                      {},                         // [a][b]
	"ccas":                        {typology: "CCAS"},         // [c][e]
	"cias":                        {typology: "CIAS"},         // [e], one reader; [c] has them under ccas
	"cidf":                        {typology: "CIDFF"},        // [a][b]
	"cij":                         {typology: "PIJ_BIJ"},      // [a][b][c][e], the whole "Info Jeunes" network
	"clic":                        {},                         // [a][b][c], information for the elderly
	"cpam":                        {typology: "CPAM"},         // [a][b][e][f]
	"france_services":             {typology: "RFS"},          // [c][e][f]
	"france_travail":              {typology: "FT"},           // [a][e]
	"mairie":                      {typology: "MUNI"},         // [a][b][c][d][f]
	"mairie_com":                  {typology: "MUNI"},         // [a][d], overseas collectivities
	"maison_handicapees":          {typology: "MDPH"},         // [a][b][e]
	"maison_metropole_lyon":       {typology: "MDS"},          // [a], the social services of that metropolis
	"mission_locale":              {typology: "ML"},           // [a][b][c][e]
	"mjd":                         {typology: "PAD"},          // [a][b][c]
	"msa":                         {typology: "MSA"},          // [a][b]
	"msap":                        {"france_services", "RFS"}, // [a][b], the older code of the same sheets
	"paris_mairie":                {typology: "MUNI"},         // [a][b][d]
	"paris_mairie_arrondissement": {typology: "MUNI"},         // [d]
	"paris_ppp":                   {typology: "PREF"},         // [a][b][d], does in Paris what a prefecture does
	"pcb":                         {},                         // [a][c], points conseil budget
	"permanence_juridique":        {typology: "PAD"},          // [a][b]
	"pif":                         {typology: "PI"},           // [a][b][c]
	"point_accueil_numerique":     {},                         // [a][c][e], help with online procedures in prefectures
	"point_justice":               {typology: "PAD"},          // [a][c]
	"pole_emploi":                 {"france_travail", "FT"},   // [a][b], the older code
	"prefecture":                  {typology: "PREF"},         // [a][b][c][d]
	"sip":                         {typology: "CFP"},          // [a][b][e]
	"tresorerie":                  {typology: "CFP"},          // [a][b][c]
	"urssaf":                      {},                         // [a][b]
	"sous_pref":                   {typology: "PREF"},         // [a][b][c][d]
}

// officeOf is the first kind of office kept among those of a sheet, by its code of today.
func officeOf(r record) (code string, kind officeKind, ok bool) {
	for _, pivot := range r.objects("pivot") {
		code = pivot.text("type_service_local")
		if kind, ok = offices[code]; ok {
			if kind.now != "" {
				code = kind.now
			}
			return code, kind, true
		}
	}
	return "", officeKind{}, false
}
