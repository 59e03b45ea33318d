package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"passerelle/internal/listen"
)

// explainCommand tells what is heard in messages.
type explainCommand struct {
	contentSettings
	Words []string `arg:"" name:"mots" help:"Le message, tel qu'on l'écrit. « - » : un message par ligne, lus sur l'entrée."`
}

// Run hears the words and tells what supports each finding.
func (c *explainCommand) Run(_ context.Context, std streams) error {
	loaded, err := c.load()
	if err != nil {
		return err
	}
	message := strings.Join(c.Words, " ")
	if message != "-" {
		explain(std.out, loaded.Ear, message)
		return nil
	}
	lines := bufio.NewScanner(std.in)
	for lines.Scan() {
		fmt.Fprintf(std.out, "\n« %s »\n", lines.Text())
		explain(std.out, loaded.Ear, lines.Text())
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("lire les messages : %w", err)
	}
	return nil
}

// moments are the words for when a danger is.
var moments = map[listen.Moment]string{listen.Now: ", maintenant", listen.Past: ", passé"}

func explain(out io.Writer, ear *listen.Ear, message string) {
	heard := ear.Hear(message)
	fmt.Fprintf(out, "lu       : %s\n", ear.Reads(message))
	for _, d := range heard.Dangers {
		fmt.Fprintf(out, "danger   : %s (%s%s), à cause de « %s »\n", d.Kind, map[bool]string{true: "certain", false: "à confirmer"}[d.Certain], moments[d.Moment], d.Words)
	}
	for _, n := range heard.Needs {
		doubt := ""
		if n.Weak {
			doubt = ", mot ambigu seul : on demande"
		}
		fmt.Fprintf(out, "besoin   : %s, à cause de « %s »%s\n", n.Need, n.Words, doubt)
	}
	for _, f := range heard.Facts {
		fmt.Fprintf(out, "fait     : %s = %s, à cause de « %s »\n", f.ID, f.Value, f.Words)
	}
	if heard.Command != "" {
		fmt.Fprintf(out, "commande : %s\n", heard.Command)
	}
	if heard.Language != "" {
		fmt.Fprintf(out, "langue   : %s\n", heard.Language)
	}
	if len(heard.Dangers) == 0 && len(heard.Needs) == 0 && len(heard.Facts) == 0 && heard.Command == "" {
		fmt.Fprintln(out, "rien n'est reconnu : ajouter des mots dans flows/words/")
	}
}
