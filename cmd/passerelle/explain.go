package main

import (
	"context"
	"fmt"
	"strings"

	"passerelle/internal/listen"
)

// explainCommand tells what is heard in a message.
type explainCommand struct {
	contentSettings
	Words []string `arg:"" name:"mots" help:"Le message, tel qu'on l'écrit."`
}

// Run hears the words and tells what supports each finding.
func (c *explainCommand) Run(_ context.Context, std streams) error {
	loaded, err := c.load()
	if err != nil {
		return err
	}
	message := strings.Join(c.Words, " ")
	heard := loaded.Ear.Hear(message)
	fmt.Fprintf(std.out, "lu       : %s\n", listen.Normalise(message))
	if d := heard.Danger; d != nil {
		fmt.Fprintf(std.out, "danger   : %s (%s), à cause de « %s »\n", d.Kind, map[bool]string{true: "certain", false: "à confirmer"}[d.Certain], d.Words)
	}
	for _, n := range heard.Needs {
		doubt := ""
		if n.Weak {
			doubt = ", mot ambigu seul : on demande"
		}
		fmt.Fprintf(std.out, "besoin   : %s, à cause de « %s »%s\n", n.Need, n.Words, doubt)
	}
	for _, f := range heard.Facts {
		fmt.Fprintf(std.out, "fait     : %s = %s, à cause de « %s »\n", f.ID, f.Value, f.Words)
	}
	if heard.Command != "" {
		fmt.Fprintf(std.out, "commande : %s\n", heard.Command)
	}
	if heard.Danger == nil && len(heard.Needs) == 0 && len(heard.Facts) == 0 && heard.Command == "" {
		fmt.Fprintln(std.out, "rien n'est reconnu : ajouter des mots dans flows/words/")
	}
	return nil
}
