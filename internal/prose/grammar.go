package prose

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

func judgeGrammar(found *findings, lim limits, sentences []sentence) {
	negations := 0
	for _, s := range sentences {
		negations += negated(s.terms)
		if p := passive(s.terms); p != "" {
			found.add("passive", lim.grammar, fmt.Sprintf("voix passive : « %s »", p), "dire qui fait : « Je garde vos réponses. »")
		}
		if r := relative(s.terms); r != "" {
			found.add("relative", lim.grammar, fmt.Sprintf("mot de liaison difficile : « %s »", r), "faire deux phrases")
		}
	}
	if negations > lim.negations {
		what := fmt.Sprintf("%d « ne … pas » (%d au plus)", negations, lim.negations)
		if lim.negations == 0 {
			what = "« ne … pas »"
		}
		found.add("negation", Warning, what, "dire ce qu'il faut faire")
	}
}

// negated counts "ne … pas", "ne … plus" and "ne … jamais".
func negated(terms []string) int {
	n, open := 0, false
	for _, t := range terms {
		switch t {
		case "ne", "n":
			open = true
		case "pas", "plus", "jamais":
			if open {
				n++
			}
			open = false
		}
	}
	return n
}

// relative finds dont, lequel and the like; at the head of a sentence lequel asks, and is easy.
func relative(terms []string) string {
	for i, t := range terms {
		switch t {
		case "lequel", "laquelle", "lesquels", "lesquelles":
			if i > 0 {
				return t
			}
		case "dont", "duquel", "desquels", "desquelles", "auquel", "auxquels", "auxquelles":
			return t
		}
	}
	return ""
}

var (
	beingForms = set("est sont été être suis es êtes sommes sera serez seront était étaient étiez serait seraient soit soient")
	// between may stand between être and its participle.
	between = set("pas plus jamais bien déjà aussi toujours souvent parfois encore vous il elle ils elles t peutêtre")
	// reflexive before être makes it a plain past: "il s'est présenté". "C'est" points at something and is easy.
	reflexive = set("c ce s se m me t te")
	// moved are the participles that être takes in the active voice.
	moved = set("allé arrivé décédé devenu descendu entré monté mort né parti passé rentré resté retourné revenu sorti tombé venu")
	// states are participles read as adjectives; a person is said to be so, nobody did it.
	states = set("abandonné adapté âgé agréé assuré bloqué blessé cassé compliqué concerné connecté côté désolé divorcé endetté énervé étonné fatigué fermé " +
		"handicapé hébergé illimité inscrit intéressé isolé limité logé marié moitié motivé obligé occupé ouvert pacsé paniqué perdu pressé " +
		"privé réfugié retraité salarié santé scolarisé séparé situé spécialisé stressé")
	// irregular are the participles that do not end in é.
	irregular = set("accueilli acquis admis atteint attendu conclu conduit confondu connu construit contraint convenu couvert cru défendu défini " +
		"détenu détruit dit dû écrit élargi élu entendu envahi établi exclu fait fini fourni garanti inclus instruit interdit introduit joint lu " +
		"maintenu mis obtenu offert permis perçu pourvu prescrit prévu pris produit promis puni reçu reconnu réduit rejoint remis rempli rendu repris requis " +
		"résolu retenu réuni saisi servi soumis soutenu subi suivi suspendu tenu traduit transmis vendu versé vu")
)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[w] = true
	}
	return all
}

// passive finds être with a participle, "est versée", where nobody says who does it.
func passive(terms []string) string {
	for i, t := range terms {
		if !beingForms[t] || i > 0 && active(terms[:i]) {
			continue
		}
		for j := i + 1; j < len(terms); j++ {
			if participle(terms[j]) {
				return strings.Join(terms[i:j+1], " ")
			}
			if !between[terms[j]] && !strings.HasSuffix(terms[j], "ement") {
				break
			}
		}
	}
	return ""
}

// active says whether what stands before être makes it something else than a passive: "c'est", "il s'est", "vous vous êtes".
func active(before []string) bool {
	last := before[len(before)-1]
	if last == "n" || last == "ne" { // "ce n'est pas": look before the negation
		before = before[:len(before)-1]
		if len(before) == 0 {
			return false
		}
		return reflexive[before[len(before)-1]]
	}
	twice := len(before) > 1 && before[len(before)-2] == last && (last == "vous" || last == "nous")
	return twice || reflexive[last]
}

func participle(term string) bool {
	stems := []string{term, strings.TrimSuffix(term, "s"), strings.TrimSuffix(term, "e"), strings.TrimSuffix(strings.TrimSuffix(term, "s"), "e")}
	if slices.ContainsFunc(stems, func(s string) bool { return states[s] || moved[s] }) {
		return false
	}
	return slices.ContainsFunc(stems, func(s string) bool {
		return irregular[s] || strings.HasSuffix(s, "é") && utf8.RuneCountInString(s) > 3
	})
}
