package prove

import (
	"fmt"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/content"
	"passerelle/internal/situation"
)

// helperWords are the kinds of human help, for those who read the table.
var helperWords = map[catalogue.Helper]string{
	"mediateur_numerique": "médiateur numérique", "france_services": "France Services", "travailleur_social": "travailleur social",
	"mission_locale": "mission locale", "guichet": "guichet", "juriste": "juriste", "soignant": "soignant", "ecoute": "écoute",
}

// marks tell how an answer is written for a population.
var marks = [...]string{forAnybody: "", byService: "★ ", byRule: "☆ "}

// Coverage writes what is answered to whom, as a page in Markdown: each need for the populations of the origin documents,
// counts for the others, and what the proof came to.
func Coverage(c *content.Content, r Report) string {
	m := newMatrix(c)
	var origin, others []*situation.Population
	for _, p := range c.Words.Populations {
		if p.Origin == originDocuments {
			origin = append(origin, p)
		} else {
			others = append(others, p)
		}
	}
	var page strings.Builder
	page.WriteString("# Ce que Passerelle répond, et à qui\n\n")
	page.WriteString("Cette page est écrite par `go run ./cmd/passerelle check --coverage > docs/coverage.md`. Ne la corrigez pas à la main : changez les parcours ou le catalogue, puis refaites-la.\n\n")
	page.WriteString("## Ce qui est prouvé\n\n")
	page.WriteString(proven(r))
	fmt.Fprintf(&page, "\n## Les publics des documents d'origine\n\nDans chaque case : le premier service de la réponse, puis la première aide humaine, quand on ne sait de la personne que son besoin et son public. ★ : un des trois services de la réponse nomme ce public. ☆ : une règle d'orientation décide pour lui.\n\n")
	m.writeAnswers(&page, origin)
	page.WriteString("\n## Les autres publics\n\nCombien de besoins ont une réponse écrite pour eux.\n\n")
	m.writeCounts(&page, others)
	return page.String()
}

// proven tells in one paragraph what the proof came to.
func proven(r Report) string {
	return fmt.Sprintf("%d parcours, %d étapes, %d besoins, %d services, %d textes, sans une faute. "+
		"Tous les chemins sont parcourus : %d, par %d situations ; la première réponse utile vient en %d gestes au plus, le conseil complet en %d questions au plus (%d pour qui écrit pour soi), et la fiche à montrer pose %d questions. "+
		"Chaque besoin est essayé pour chacun des %d publics, et pour qui ne dit rien de soi, à tous les âges et dans %d sortes de départements : %d personnes, qui ont toutes une réponse, une personne à voir ou à appeler, et aucun service que leur âge, leur département, leur situation ou leur métier écarte. "+
		"%d conversations sont jouées par boutons, du premier écran à une personne : %d gestes au plus jusqu'à la première réponse utile, %d questions au plus.\n",
		r.Flows, r.Steps, r.Needs, r.Services, r.Texts, r.Paths, r.Situations, r.Taps, r.Longest, r.LongestOwn, r.Card,
		r.Populations, r.Areas, r.Combinations, r.Conversations, r.PlayedTaps, r.PlayedLongest)
}

// writeAnswers writes a row for each need and a column for each population.
func (m *matrix) writeAnswers(page *strings.Builder, people []*situation.Population) {
	page.WriteString("| besoin |")
	for _, p := range people {
		page.WriteString(" " + inCell(p.Label) + " |")
	}
	page.WriteString("\n|" + strings.Repeat("---|", len(people)+1) + "\n")
	for _, need := range m.content.Catalogue.Needs {
		page.WriteString("| " + inCell(need.Label) + " |")
		for _, p := range people {
			page.WriteString(" " + m.answerCell(need, p) + " |")
		}
		page.WriteString("\n")
	}
	page.WriteString("| **Écrit pour ce public** |")
	for _, p := range people {
		w := m.writtenFor(p)
		fmt.Fprintf(page, " %d sur %d |", w.Written(), w.Needs)
	}
	page.WriteString("\n")
}

func (m *matrix) answerCell(need *catalogue.Need, p *situation.Population) string {
	advice, how := m.answerFor(need, p)
	cell := marks[how]
	if s := advice.Services[0]; s != nil {
		cell += inCell(s.Name)
	}
	if h := advice.Humans[0]; h != nil {
		cell += " ; " + helperWords[h.Helper]
	}
	return cell
}

func (m *matrix) writeCounts(page *strings.Builder, people []*situation.Population) {
	page.WriteString("| public | un service les nomme | une règle décide pour eux | besoins |\n|---|---|---|---|\n")
	for _, p := range people {
		w := m.writtenFor(p)
		fmt.Fprintf(page, "| %s | %d | %d | %d |\n", inCell(p.Label), w.ByService, w.ByRule, w.Needs)
	}
}

// inCell keeps words within one cell of a table.
func inCell(words string) string { return strings.ReplaceAll(words, "|", "/") }
