package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"passerelle/internal/prove"
	"passerelle/internal/source"
)

// scenariosCommand plays personas.
type scenariosCommand struct {
	contentSettings
	Files []string `arg:"" name:"fichier" help:"Fichiers de scénarios (YAML)."`
	JSON  bool     `name:"json" help:"Un objet JSON par scénario."`
}

// Run plays every scenario and tells each miss. One miss is enough to fail.
func (c *scenariosCommand) Run(_ context.Context, std streams) error {
	loaded, err := c.load()
	if err != nil {
		return err
	}
	write := json.NewEncoder(std.out)
	played, missed := 0, 0
	for _, file := range c.Files {
		body, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("lire le fichier de scénarios : %w", err)
		}
		scenarios, faults := prove.ReadScenarios(loaded, file, body)
		if len(faults) > 0 {
			return fmt.Errorf("scénarios refusés :\n%w", source.Error(faults))
		}
		for _, s := range scenarios {
			result := s.Play(loaded)
			played++
			if !result.Pass {
				missed++
			}
			if c.JSON {
				if err := write.Encode(result); err != nil {
					return fmt.Errorf("write a result: %w", err)
				}
				continue
			}
			for _, miss := range result.Misses {
				fmt.Fprintln(std.out, s.Fault(miss))
			}
		}
	}
	if !c.JSON {
		fmt.Fprintf(std.out, "%d scénario(s) joué(s), %d en écart.\n", played, missed)
	}
	if missed > 0 {
		return errFaults
	}
	return nil
}
