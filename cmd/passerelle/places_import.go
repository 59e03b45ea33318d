package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/supply"
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
	importer := newImporter(kept, loaded)
	refused := 0
	for _, what := range c.What {
		d, err := importer.Bring(ctx, supply.Order{What: what, Source: c.Source, Dated: dated, Force: c.Force, Progress: gauge.show})
		gauge.end()
		if err != nil {
			refused++
			shown := withoutSecrets(what)
			fmt.Fprintf(std.err, "%s : %s.\n", shown, strings.ReplaceAll(err.Error(), what, shown))
			continue
		}
		tellDelivery(std.out, d, time.Now())
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
	if c.Source != "" && !supply.ValidName(c.Source) {
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

func newImporter(kept *kept, loaded *content.Content) *supply.Importer {
	return supply.New(supply.Config{Store: kept.store, Atlas: loaded.Atlas, Lists: loaded.Places.Lists})
}

// tellDelivery reports an import.
func tellDelivery(out io.Writer, d *supply.Delivery, now time.Time) {
	g := d.Generation
	if d.NothingNew {
		fmt.Fprintf(out, "Liste « %s » : rien de nouveau, la version du %s reste en service.\n", g.Source, frenchDay(g.ImportedAt()))
		return
	}
	fmt.Fprintf(out, "Liste « %s », fichier %s, format %s\n", g.Source, g.File, g.Layout)
	if d.InsteadOf != "" {
		fmt.Fprintf(out, "  c'est la liste « %s » : ses lieux y sont déjà. Pour en faire une liste à part : --source %s\n", g.Source, d.InsteadOf)
	}
	if d.Forced {
		fmt.Fprintf(out, "  elle n'a plus que %d lieux sur %d : importée quand même (--force)\n", g.Kept, d.Last.Kept)
	}
	for _, line := range d.Report.Lines() {
		fmt.Fprintf(out, "  %s\n", line)
	}
	fmt.Fprintf(out, "Importée : %d lieux, liste %s.\n", g.Kept, agedAs(g.Dated, now))
	if d.Last != nil {
		fmt.Fprintf(out, "La version précédente est gardée : passerelle places rollback %s\n", g.Source)
	}
}

// tellServing counts what serves now.
func tellServing(ctx context.Context, out io.Writer, store *storage.Store) error {
	places, _, err := store.Places(ctx)
	if err != nil {
		return err
	}
	near := supply.Gather(places)
	fmt.Fprintf(out, "%s en tout, %s.", plural(len(near.Places), "lieu sert", "lieux servent"), plural(near.Duplicates, "doublon réuni", "doublons réunis"))
	if near.Starter {
		fmt.Fprint(out, " La liste de départ sert encore.")
	}
	fmt.Fprintln(out)
	return nil
}
