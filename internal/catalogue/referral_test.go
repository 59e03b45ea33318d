package catalogue_test

import (
	"slices"
	"strings"
	"testing"

	"passerelle/internal/catalogue"
)

// TestWhoIsNamedFirstFollowsTheReferralRules says the rules R0 to R8 as people.
func TestWhoIsNamedFirstFollowsTheReferralRules(t *testing.T) {
	k := shipped()
	for name, c := range map[string]struct {
		facts []string
		rule  string
		first catalogue.Helper // among the humans
		head  string           // service in the first place; empty: any
	}{
		"R0: nowhere to sleep tonight, the 115 before the mission locale": {[]string{"need", "urgence_abri", "age", "19"}, "danger", "ecoute", "samu_social_115"},
		"R1: one procedure, nothing in the way":                           {[]string{"need", "papiers_identite", "blocage", "rien", "age", "40"}, "seul", "france_services", "france_titres"},
		"R2: knows what, not how, with a partner of France Services":      {[]string{"need", "impots", "blocage", "comment"}, "mediateur_partenaire", "france_services", "france_services"},
		"R2: no device, for another procedure":                            {[]string{"need", "ecole", "blocage", "materiel"}, "mediateur", "mediateur_numerique", ""},
		"R2: a letter":                                                    {[]string{"need", "prestations_caf", "lettre", "oui"}, "lettre", "france_services", "france_services"},
		"R2: a letter of the tax office, at 74":                           {[]string{"need", "impots", "lettre", "oui", "age", "74"}, "lettre", "france_services", "france_services"},
		"R3: a letter of the court":                                       {[]string{"need", "justice", "lettre", "oui"}, "lettre_justice", "juriste", "point_justice_3039"},
		"R3: does not know which right":                                   {[]string{"need", "acces_droits", "blocage", "quoi", "age", "40"}, "social", "travailleur_social", "assistante_sociale"},
		"R3: an income that stopped":                                      {[]string{"need", "acces_droits", "droits_quoi", "arret", "age", "52"}, "social", "travailleur_social", "assistante_sociale"},
		"R3: a decision on a residence permit":                            {[]string{"need", "sejour_asile", "blocage", "refus", "arrivee", "oui"}, "decision", "juriste", "cimade"},
		"R4: 19, out of school, looks for work":                           {[]string{"need", "emploi_recherche", "age", "19", "activite", "sans"}, "jeune", "mission_locale", "mission_locale"},
		"R4: 19, nothing known of school":                                 {[]string{"need", "logement_recherche", "age", "19"}, "jeune", "mission_locale", "mission_locale"},
		"R4: 28 with a handicap":                                          {[]string{"need", "emploi_recherche", "age", "28", "handicap", "oui"}, "jeune_handicap", "mission_locale", ""},
		"R4: 28 without":                                                  {[]string{"need", "emploi_recherche", "age", "28", "handicap", "non"}, "", "guichet", ""},
		"R4: a student without money":                                     {[]string{"need", "alimentation", "age", "20", "activite", "etudes"}, "eleve_argent", "travailleur_social", ""},
		"R4: a student who looks for a room":                              {[]string{"need", "logement_recherche", "age", "20", "activite", "etudes"}, "eleve", "guichet", ""},
		"R4: nothing clear, at 20":                                        {[]string{"age", "20"}, "jeune_perdu", "mission_locale", "mission_locale"},
		"R5: neither the right nor the screen":                            {[]string{"need", "acces_droits", "droits_quoi", "savoir", "blocage", "quoi", "autonomie", "accompagne"}, "les_deux", "travailleur_social", "assistante_sociale"},
		"R6: a social worker looks for tools":                             {[]string{"need", "aide_demarche", "pour_qui", "professionnel", "metier", "travailleur_social", "pro_quoi", "outils"}, "metier", "mediateur_numerique", ""},
		"R7: nothing clear":                                               {nil, "flou", "france_services", "france_services"},
		"R8: it did not work":                                             {[]string{"need", "papiers_identite", "echec", "oui"}, "echec", "france_services", "france_services"},
		"R8: it did not work, for a right":                                {[]string{"need", "acces_droits", "echec", "oui", "age", "50"}, "echec_droits", "travailleur_social", "assistante_sociale"},
		"R8: it did not work, at 18 out of school":                        {[]string{"need", "emploi_recherche", "echec", "oui", "age", "18", "activite", "sans"}, "echec_jeune", "mission_locale", "mission_locale"},
		"no rule is known to hold: the need's word":                       {[]string{"need", "num_apprendre"}, "", "mediateur_numerique", ""},
	} {
		a := k.Advise(k.told(t, c.facts...))
		rule := ""
		if a.Rule != nil {
			rule = a.Rule.ID
		}
		if rule != c.rule || a.Humans[0].Helper != c.first || c.head != "" && a.Services[0].ID != c.head {
			t.Errorf("%s: rule %q, humans %q, services %q", name, rule, ids(a.Humans[:]), ids(a.Services[:]))
		}
	}
}

func TestWhatDidNotWorkIsNeverFollowedByAnotherLink(t *testing.T) {
	k := shipped()
	for _, need := range k.Needs {
		if need.Family == "urgence" {
			continue
		}
		a := k.Advise(k.told(t, "need", need.ID, "echec", "oui"))
		for _, s := range a.Services {
			if s != nil && (s.Helper == "" || s.Kind == "demarche" || s.Kind == "site") {
				t.Errorf("%s: %s is not a person", need.ID, s.ID)
			}
		}
	}
}

func TestToolsOfATradeAreNotMixedWithThePublicsAnswers(t *testing.T) {
	k := shipped()
	for _, metier := range []string{"travailleur_social", "agent_france_services", "conseiller_numerique"} {
		for _, need := range []string{"aide_demarche", "num_apprendre"} {
			a := k.Advise(k.told(t, "need", need, "pour_qui", "professionnel", "metier", metier, "pro_quoi", "outils"))
			tools := 0
			for _, s := range a.Services {
				if s != nil && strings.Contains(strings.Join(s.Audience(), " "), "travailleur_social") || s != nil && strings.Contains(strings.Join(s.Audience(), " "), "agent_france_services") {
					tools++
				}
			}
			if tools < 2 {
				t.Errorf("%s, %s: %q", metier, need, ids(a.Services[:]))
			}
		}
	}
}

func TestTheServiceThatAPersonNamesGoesFirstWhereItFits(t *testing.T) {
	k := shipped()
	for name, c := range map[string]struct {
		facts []string
		first string
	}{
		"the C2S, by its old name": {[]string{"need", "sante_droits", "service", "css"}, "css"},
		"the 3018":                 {[]string{"need", "ecole", "service", "harcelement_3018"}, "harcelement_3018"},
		"in danger the order of the numbers stands": {[]string{"need", "urgence_danger", "service", "police_17"}, "samu_15"},
	} {
		if a := k.Advise(k.told(t, c.facts...)); a.Services[0].ID != c.first {
			t.Errorf("%s: %q", name, ids(a.Services[:]))
		}
	}
	if a := k.Advise(k.told(t, "need", "acces_droits", "service", "caf_rsa", "age", "20")); slices.Contains(ids(a.Services[:]), "caf_rsa") {
		t.Error("a service is advised at 20 that begins at 25, because it was named")
	}
}

func TestOverseasOneIsToldToCheck(t *testing.T) {
	k := shipped()
	for commune, cautious := range map[string]bool{"97411": true, "98818": true, "23096": false, "2A004": false} {
		cautions := k.Cautions(k.told(t, "commune", commune))
		if got := slices.ContainsFunc(cautions, func(c *catalogue.Caution) bool { return c.ID == "outre_mer" }); got != cautious {
			t.Errorf("%s: %v", commune, got)
		}
	}
}

func TestAFaultyReferralRuleIsRefusedWithItsRemedy(t *testing.T) {
	for name, c := range map[string]struct{ rules, want string }{
		"a way that does not exist":    {"rules: [{id: a, way: gauche, when: age < 18}]", "« gauche » n'est pas admis ici"},
		"a kind that does not exist":   {"rules: [{id: a, way: failed, when: age < 18, lead: [voisin]}]", "« voisin » n'est pas admis ici"},
		"a fact that does not exist":   {"rules: [{id: a, way: failed, when: taille < 18}]", "le fait « taille » n'est pas déclaré"},
		"twice the same name":          {"rules: [{id: a, way: failed, when: age < 18}, {id: a, way: failed, when: age < 20}]", "la règle « a » existe deux fois"},
		"a door to nowhere":            {"doors: {juriste: [nulle_part]}\nrules: []", "le service « nulle_part » n'existe pas"},
		"a door of another kind":       {"doors: {juriste: [secours]}\nrules: []", "« secours » n'est pas de cette sorte"},
		"a key that does not exist":    {"rules: [{id: a, way: failed, when: age < 18, first: [juriste]}]", "clé inconnue « first »"},
		"a caution without a name":     {"rules: []\ncautions: [{when: age < 18}]", "il manque « id »"},
		"a show that does not exist":   {"rules: [{id: a, way: failed, when: age < 18, show: tous}]", "« tous » n'est pas admis ici"},
		"a rule without its condition": {"rules: [{id: a, way: failed}]", "il manque « when »"},
	} {
		k := referred(t, c.rules)
		if err := k.tree.Faults.Err(); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "referral.yaml:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
