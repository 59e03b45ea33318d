package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/fetch"
	"passerelle/storage"
)

// placesImport imports published lists.
type placesImport struct {
	placesSettings
	What   []string `arg:"" name:"liste" help:"Fichiers (CSV, JSON, gzip, zip, tar), adresses, ou noms de listes officielles."`
	Source string   `placeholder:"NOM" help:"Nom sous lequel la liste est gardée. Sans lui : celui de la liste officielle, ou du fichier, ou de la liste qu'on y reconnaît."`
	Date   string   `placeholder:"AAAA-MM-JJ" help:"Date de la liste, quand le fichier ne la dit pas."`
	Force  bool     `help:"Importer même ce qui a déjà été importé, et même une liste qui perd plus de la moitié de ses lieux."`
}

// Run imports each list. Those that are refused leave the others alone.
func (c *placesImport) Run(ctx context.Context, std streams) error {
	dated, err := c.check()
	if err != nil {
		return err
	}
	loaded, err := c.begin()
	if err != nil {
		return err
	}
	kept, err := c.openQuietly(ctx)
	if err != nil {
		return err
	}
	defer kept.store.Close()
	gauge := newGauge(std.err)
	im := newImporter(kept, loaded)
	im.progress = gauge.show
	refused := 0
	for _, what := range c.What {
		d, err := im.bring(ctx, order{what: what, source: c.Source, dated: dated, force: c.Force})
		gauge.end()
		if err != nil {
			refused++
			fmt.Fprintf(std.err, "%s : %v.\n", what, err)
			continue
		}
		d.tell(std.out, time.Now())
	}
	if refused < len(c.What) {
		err = tellServing(ctx, std.out, kept.store)
	}
	if err == nil && refused > 0 {
		err = errFaults
	}
	return err
}

// check refuses options that do not go together.
func (c *placesImport) check() (dated time.Time, err error) {
	var faults settingFaults
	if c.Source != "" && !sourceName.MatchString(c.Source) {
		faults.add("--source", fmt.Sprintf("« %s »", c.Source), "écrire des lettres minuscules sans accent, des chiffres, - _ et .")
	}
	if c.Source != "" && len(c.What) > 1 {
		faults.add("--source", "plusieurs listes sous un seul nom", "les importer une par une")
	}
	if c.Date != "" {
		dated, err = time.Parse(time.DateOnly, c.Date)
		if err != nil || dated.After(time.Now()) {
			faults.add("--date", fmt.Sprintf("« %s »", c.Date), "écrire une date passée, par exemple 2026-09-01")
		}
	}
	return dated, faults.err()
}

func newImporter(kept *kept, loaded *content.Content) *importer {
	return &importer{store: kept.store, atlas: loaded.Atlas, lists: loaded.Places.Lists, client: fetch.Client(), now: time.Now}
}

// tell reports an import.
func (d *delivery) tell(out io.Writer, now time.Time) {
	g := d.generation
	if d.nothingNew {
		fmt.Fprintf(out, "Liste « %s » : rien de nouveau, la version du %s reste en service.\n", g.Source, frenchDay(dayOf(g.Hour)))
		return
	}
	fmt.Fprintf(out, "Liste « %s », fichier %s, format %s\n", g.Source, g.File, g.Layout)
	if d.adopted != "" {
		fmt.Fprintf(out, "  c'est la liste « %s » : ses lieux y sont déjà. Pour en faire une liste à part : --source %s\n", g.Source, d.adopted)
	}
	if d.forced {
		fmt.Fprintf(out, "  elle n'a plus que %d lieux sur %d : importée quand même (--force)\n", g.Kept, d.last.Kept)
	}
	for _, line := range d.report.Lines() {
		fmt.Fprintf(out, "  %s\n", line)
	}
	fmt.Fprintf(out, "Importée : %d lieux, liste %s.\n", g.Kept, agedAs(g.Dated, now))
	if d.last != nil {
		fmt.Fprintf(out, "La version précédente est gardée : passerelle places rollback %s\n", g.Source)
	}
}

// tellServing counts what serves now.
func tellServing(ctx context.Context, out io.Writer, store *storage.Store) error {
	places, _, err := store.Places(ctx)
	if err != nil {
		return err
	}
	near := gather(places)
	fmt.Fprintf(out, "%s en tout, %s.", plural(len(near.places), "lieu sert", "lieux servent"), plural(near.duplicates, "doublon réuni", "doublons réunis"))
	if near.starter {
		fmt.Fprint(out, " La liste de départ sert encore.")
	}
	fmt.Fprintln(out)
	return nil
}
