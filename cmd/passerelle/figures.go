package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"passerelle/internal/content"
	"passerelle/internal/prove"
)

// Bounds of what is told, so that it reads at 100 columns and on two screens.
const (
	figuresWidth   = 100
	toldConfusions = 15
)

// half is one of the two parts of the scenarios.
type half struct {
	title string
	prove.Measurement
}

// heldFolder holds the scenarios on which nobody tunes the vocabulary.
const heldFolder = "held"

// tellFigures counts scenarios and tells it: both halves side by side, then each by who writes, and where it went wrong.
func tellFigures(out io.Writer, loaded *content.Content, files []string) error {
	halves, err := measureHalves(loaded, files)
	if err != nil {
		return err
	}
	tellWhole(out, halves)
	for _, h := range halves {
		fmt.Fprintf(out, "\n\n%s\n", strings.ToUpper(h.title))
		tellGroups(out, "par population", "sans population", h.Populations)
		tellGroups(out, "par langue", "", h.Languages)
		tellConfusions(out, h.Confusions)
		tellAgainst(out, h.Whole)
	}
	return nil
}

// measureHalves measures the files that the vocabulary is tuned on, and those that it is not; a half without files is not there.
func measureHalves(loaded *content.Content, files []string) ([]half, error) {
	var open, held []prove.Scenario
	for _, file := range files {
		scenarios, err := readScenarios(loaded, file)
		if err != nil {
			return nil, err
		}
		if filepath.Base(filepath.Dir(file)) == heldFolder {
			held = append(held, scenarios...)
		} else {
			open = append(open, scenarios...)
		}
	}
	var halves []half
	for _, h := range []struct {
		title     string
		scenarios []prove.Scenario
	}{{"mise au point", open}, {"à part", held}} {
		if len(h.scenarios) > 0 {
			halves = append(halves, half{h.title, prove.Measure(loaded, h.scenarios)})
		}
	}
	return halves, nil
}

// figureNames are the words for what is counted, in full and at the head of a column; a figure without a head has no column.
var figureNames = map[prove.Figure]struct{ full, head string }{
	prove.DangerRecall:  {"danger : un bon numéro en tête", "danger"},
	prove.FalseAlarms:   {"fausses alertes", "f. al."},
	prove.DangerNeed:    {"besoin d'urgence entendu d'abord", ""},
	prove.NeedFirst:     {"besoin entendu d'abord", "besoin"},
	prove.NeedAmong:     {"besoin parmi les trois premiers", "parmi 3"},
	prove.Doubtful:      {"besoin douteux : un mot ambigu seul", ""},
	prove.Unheard:       {"aucun besoin entendu", ""},
	prove.Advice:        {"un bon service parmi les trois", "conseil"},
	prove.Wrong:         {"un mauvais service parmi les trois", "mauvais"},
	prove.WrongInDanger: {"un mauvais service, en danger", ""},
	prove.FirstHelper:   {"première aide humaine juste", "aide"},
	prove.Between:       {"deux besoins : les deux proposés", ""},
}

func tellWhole(out io.Writer, halves []half) {
	row := func(name string, cell func(prove.Tally) string) {
		fmt.Fprintf(out, "%-44s", name)
		for _, h := range halves {
			fmt.Fprintf(out, "%20s", cell(h.Whole))
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "%-44s", "")
	for _, h := range halves {
		fmt.Fprintf(out, "%20s", h.title)
	}
	fmt.Fprintln(out)
	row("scénarios", func(t prove.Tally) string { return fmt.Sprint(t.Scenarios) })
	for _, f := range prove.Figures() {
		row(figureNames[f].full, func(t prove.Tally) string {
			s := t.Shares[f]
			return fmt.Sprintf("%s %9s", percent(s), fmt.Sprintf("%d/%d", s.Met, s.Of))
		})
	}
	row("gestes avant la première réponse utile", func(t prove.Tally) string {
		return fmt.Sprintf("%s (%d au plus)", decimal(t.Taps.Mean()), t.Taps.Worst)
	})
	row("sans réponse utile", func(t prove.Tally) string { return fmt.Sprint(len(t.Taps.Never)) })
}

// percent is a share as it is read; a dash where there is nothing to count.
func percent(s prove.Share) string {
	if s.Of == 0 {
		return "–"
	}
	return decimal(100*s.Rate()) + " %"
}

func decimal(x float64) string { return strings.Replace(fmt.Sprintf("%.1f", x), ".", ",", 1) }

// tellGroups tells the figures that have a column, one line a group.
func tellGroups(out io.Writer, title, nameless string, groups []prove.Group) {
	fmt.Fprintf(out, "\n%-24s %5s", title, "scén.")
	for _, f := range prove.Figures() {
		if head := figureNames[f].head; head != "" {
			fmt.Fprintf(out, " %8s", head)
		}
	}
	fmt.Fprintf(out, " %s\n", "gestes")
	for _, g := range groups {
		fmt.Fprintf(out, "%-24s %5d", cmp.Or(g.Name, nameless), g.Scenarios)
		for _, f := range prove.Figures() {
			if figureNames[f].head != "" {
				fmt.Fprintf(out, " %8s", percent(g.Shares[f]))
			}
		}
		fmt.Fprintf(out, " %6s\n", decimal(g.Taps.Mean()))
	}
}

func tellConfusions(out io.Writer, confusions []prove.Confusion) {
	if len(confusions) == 0 {
		return
	}
	fmt.Fprintf(out, "\nbesoin juste → besoin entendu d'abord\n")
	for _, c := range confusions[:min(toldConfusions, len(confusions))] {
		head := fmt.Sprintf("  %-24s → %-24s %3d  ", c.Need, cmp.Or(c.Heard, "(rien)"), len(c.IDs))
		fmt.Fprintln(out, head+firstThat(c.IDs, figuresWidth-utf8.RuneCountInString(head)))
	}
	if more := len(confusions) - toldConfusions; more > 0 {
		fmt.Fprintf(out, "  et %s\n", plural(more, "autre paire", "autres paires"))
	}
}

// firstThat is the first ids that fit a width.
func firstThat(ids []string, width int) string {
	line := ""
	for i, id := range ids {
		if utf8.RuneCountInString(line)+len(id)+2 > width {
			return line + "…"
		}
		if i > 0 {
			line += " "
		}
		line += id
	}
	return line
}

// tellAgainst names the scenarios that cost most: a danger that was not seen, an alarm for nothing, a wrong advice, no reply.
func tellAgainst(out io.Writer, t prove.Tally) {
	for _, told := range []struct {
		what string
		ids  []string
	}{
		{"danger sans bon numéro en tête", t.Shares[prove.DangerRecall].Against},
		{"fausse alerte", t.Shares[prove.FalseAlarms].Against},
		{"mauvais service", t.Shares[prove.Wrong].Against},
		{"sans réponse utile", t.Taps.Never},
	} {
		if len(told.ids) > 0 {
			fmt.Fprintf(out, "\n%s :\n", told.what)
			tellIDs(out, told.ids)
		}
	}
}

func tellIDs(out io.Writer, ids []string) {
	line := " "
	for _, id := range ids {
		if utf8.RuneCountInString(line)+1+len(id) > figuresWidth {
			fmt.Fprintln(out, line)
			line = " "
		}
		line += " " + id
	}
	fmt.Fprintln(out, line)
}
