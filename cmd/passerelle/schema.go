package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"passerelle/internal/content"
	"passerelle/internal/schema"
)

// schemaCommand writes the schemas that editors read.
type schemaCommand struct {
	contentSettings
	Dir string `arg:"" optional:"" name:"dossier" help:"Dossier posé par-dessus le contenu du programme : flows, locales, ou un dossier qui les contient. Ses schémas y sont écrits. Sans lui : ceux du contenu du programme, dans ./flows et ./locales."`
}

// Run writes the schemas beside the files that name them. Content with faults has schemas too: they help to mend it.
func (c *schemaCommand) Run(_ context.Context, std streams) error {
	sources, err := c.layers()
	if err != nil {
		return err
	}
	flows, locales, err := c.homes()
	if err != nil {
		return err
	}
	loaded, faults := content.Load(sources)
	if loaded.Book == nil { // without facts or needs nothing can be completed
		return fmt.Errorf("contenu illisible : %s", faults[0])
	}
	if len(faults) > 0 {
		fmt.Fprintf(std.err, "%d faute(s) dans le contenu : ce qui n'a pas pu être lu manque dans les schémas. Remède : passerelle check.\n", len(faults))
	}
	set, err := schema.Of(sources, loaded)
	if err != nil {
		return err
	}
	for _, room := range []struct {
		home  string
		files map[string][]byte
	}{{flows, set.Flows}, {locales, set.Locales}} {
		if room.home == "" {
			continue
		}
		if err := writeSchemas(std.out, filepath.Join(room.home, schema.Folder), room.files); err != nil {
			return err
		}
	}
	return nil
}

// layers are the settings' own, and the directory over them.
func (c *schemaCommand) layers() (content.Sources, error) {
	check := checkCommand{contentSettings: c.contentSettings}
	if c.Dir != "" {
		check.Dirs = []string{c.Dir}
	}
	return check.layers()
}

// homes are the directories whose files name the schemas; empty where there is none.
func (c *schemaCommand) homes() (flows, locales string, err error) {
	if c.Dir != "" && !holdsRooms(c.Dir) {
		if holdsTexts(c.Dir) {
			return "", c.Dir, nil
		}
		return c.Dir, "", nil
	}
	flows, locales = existing(filepath.Join(c.Dir, "flows")), existing(filepath.Join(c.Dir, "locales"))
	if flows == "" && locales == "" {
		return "", "", fmt.Errorf("ni flows ni locales ici. Remède : lancer cette commande à la racine du projet, ou donner un dossier de parcours ou de textes")
	}
	return flows, locales, nil
}

func holdsRooms(dir string) bool {
	return existing(filepath.Join(dir, "flows")) != "" || existing(filepath.Join(dir, "locales")) != ""
}

// existing is a directory, or empty when it is not there.
func existing(dir string) string {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return ""
	}
	return dir
}

func writeSchemas(out io.Writer, dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write the schemas: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join(dir, name), files[name], 0o644); err != nil {
			return fmt.Errorf("write the schemas: %w", err)
		}
	}
	fmt.Fprintf(out, "%d schéma(s) dans %s\n", len(files), dir)
	return nil
}
