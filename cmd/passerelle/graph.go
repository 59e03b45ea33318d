package main

import (
	"context"
	"fmt"
	"strings"
)

// graphCommand draws a flow.
type graphCommand struct {
	contentSettings
	Flow string `arg:"" name:"parcours" help:"Nom du parcours."`
}

// Run writes the flow as Mermaid text.
func (c *graphCommand) Run(_ context.Context, std streams) error {
	loaded, err := c.load()
	if err != nil {
		return err
	}
	var known []string
	for _, f := range loaded.Book.Flows {
		if f.ID == c.Flow {
			fmt.Fprint(std.out, f.Mermaid())
			return nil
		}
		known = append(known, f.ID)
	}
	return fmt.Errorf("le parcours « %s » n'existe pas. Remède : écrire %s", c.Flow, strings.Join(known, ", "))
}
