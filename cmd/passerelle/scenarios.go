package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"passerelle/internal/content"
	"passerelle/internal/prove"
	"passerelle/internal/source"
)

// scenariosCommand plays personas.
type scenariosCommand struct {
	contentSettings
	Files   []string `arg:"" name:"fichier" help:"Fichiers de scénarios (YAML)."`
	JSON    bool     `name:"json" xor:"form" help:"Un objet JSON par scénario."`
	Figures bool     `xor:"form" help:"Compter ce qui est entendu et conseillé, au lieu de montrer les écarts. Les fichiers d'un dossier « held » sont la moitié mise à part."`
}

// Run plays every scenario and tells each miss, of which one is enough to fail; or counts.
func (c *scenariosCommand) Run(_ context.Context, std streams) error {
	loaded, err := c.load()
	if err != nil {
		return err
	}
	if c.Figures {
		return tellFigures(std.out, loaded, c.Files)
	}
	var played, missed int
	for _, file := range c.Files {
		scenarios, err := readScenarios(loaded, file)
		if err != nil {
			return err
		}
		n, err := c.play(std.out, loaded, scenarios)
		if err != nil {
			return err
		}
		played, missed = played+len(scenarios), missed+n
	}
	if !c.JSON {
		fmt.Fprintf(std.out, "%d scénario(s) joué(s), %d en écart.\n", played, missed)
	}
	if missed > 0 {
		return errFaults
	}
	return nil
}

func readScenarios(loaded *content.Content, file string) ([]prove.Scenario, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("lire le fichier de scénarios : %w", err)
	}
	scenarios, faults := prove.ReadScenarios(loaded, file, body)
	if len(faults) > 0 {
		return nil, fmt.Errorf("scénarios refusés :\n%w", source.Error(faults))
	}
	return scenarios, nil
}

// play tells how scenarios went, and how many missed what was expected.
func (c *scenariosCommand) play(out io.Writer, loaded *content.Content, scenarios []prove.Scenario) (missed int, err error) {
	write := json.NewEncoder(out)
	for _, s := range scenarios {
		result := s.Play(loaded)
		if !result.Pass {
			missed++
		}
		if c.JSON {
			if err := write.Encode(result); err != nil {
				return missed, fmt.Errorf("write a result: %w", err)
			}
			continue
		}
		for _, miss := range result.Misses {
			fmt.Fprintln(out, s.Fault(miss))
		}
	}
	return missed, nil
}
