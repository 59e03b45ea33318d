package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"passerelle/internal/content"
	"passerelle/internal/supply"
	"passerelle/storage"
)

// placesCommand is what an operator does with the places where people are helped.
type placesCommand struct {
	Import   placesImport   `cmd:"" help:"Importer une liste publiée de lieux : fichier, adresse, ou nom d'une liste officielle."`
	Status   placesStatus   `cmd:"" help:"Dire quelles listes servent, leur âge, ce qui a été mis de côté et ce qu'on en dit."`
	Nearest  placesNearest  `cmd:"" help:"Montrer les lieux les plus proches, comme le robot les nommerait."`
	Rollback placesRollback `cmd:"" help:"Revenir à la version précédente d'une liste ; une seconde fois, à la dernière."`
	Drop     placesDrop     `cmd:"" help:"Retirer une liste."`
	Checked  placesChecked  `cmd:"" help:"Dire qu'un lieu a été vérifié : ce que les personnes en ont dit est oublié, il n'est plus nommé en dernier."`
	Aside    placesAside    `cmd:"" help:"Montrer les lignes d'une liste qui ont été mises de côté, à signaler à qui la publie."`
}

// begin refuses faulty settings, then loads the content.
func (p placesSettings) begin() (*content.Content, error) {
	return ready(nil, p.contentSettings, p.storeSettings)
}

// placesSettings are what every command on places reads.
type placesSettings struct {
	contentSettings
	storeSettings
}

// look opens the database for those who only read it: nil where there is none, and none is made.
func (s storeSettings) look(ctx context.Context) (*storage.Store, error) {
	if strings.Contains(s.Data, "://") {
		return storage.Open(ctx, s.Data)
	}
	file := filepath.Join(s.Data, databaseName)
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return storage.Open(ctx, file)
}

// placesRollback goes back to the previous generation of a list.
type placesRollback struct {
	storeSettings
	Source string `arg:"" name:"liste" help:"Le nom de la liste, que « places status » montre."`
}

// Run swaps the two generations of the list.
func (c *placesRollback) Run(ctx context.Context, std streams) error {
	store, err := c.listed(ctx, c.Source)
	if err != nil {
		return err
	}
	defer store.Close()
	err = store.RestorePlaces(ctx, c.Source)
	if errors.Is(err, storage.ErrNoPrevious) {
		return fmt.Errorf("la liste « %s » n'a qu'une version. Remède : importer l'ancien fichier", c.Source)
	}
	if err != nil {
		return err
	}
	current, err := currentOf(ctx, store, c.Source)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "La version du fichier %s sert à nouveau (%d lieux). La même commande revient à l'autre.\n", current.File, current.Kept)
	return nil
}

// placesDrop withdraws a list.
type placesDrop struct {
	storeSettings
	Source string `arg:"" name:"liste" help:"Le nom de la liste, que « places status » montre."`
}

// Run deletes every generation of the list.
func (c *placesDrop) Run(ctx context.Context, std streams) error {
	store, err := c.listed(ctx, c.Source)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.DropPlaces(ctx, c.Source); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "La liste « %s » est retirée.\n", c.Source)
	return nil
}

// placesAside shows what an import kept out.
type placesAside struct {
	storeSettings
	Source string `arg:"" name:"liste" help:"Le nom de la liste, que « places status » montre."`
}

// Run writes a line for each row.
func (c *placesAside) Run(ctx context.Context, std streams) error {
	store, err := c.listed(ctx, c.Source)
	if err != nil {
		return err
	}
	defer store.Close()
	current, err := currentOf(ctx, store, c.Source)
	if err != nil {
		return err
	}
	rows, err := store.Quarantined(ctx, current.ID)
	if err != nil {
		return err
	}
	for _, r := range rows {
		fmt.Fprintf(std.out, "%s, ligne %d, %s : %s (%s)\n", current.File, r.Line, r.ID, r.Name, r.Detail)
	}
	fmt.Fprintln(std.out, plural(len(rows), "ligne mise de côté.", "lignes mises de côté."))
	return nil
}

// listed opens a database that holds a list.
func (s storeSettings) listed(ctx context.Context, source string) (*storage.Store, error) {
	store, err := s.look(ctx)
	if err != nil {
		return nil, err
	}
	if store == nil {
		return nil, errors.New("aucune liste n'a été importée. Remède : passerelle places import LISTE")
	}
	current, err := currentOf(ctx, store, source)
	if err == nil && current == nil {
		err = fmt.Errorf("aucune liste ne s'appelle « %s ». Remède : « passerelle places status » montre leurs noms", source)
	}
	if err != nil {
		store.Close()
		return nil, err
	}
	return store, nil
}

// currentOf is the generation of a list that serves; nil when there is none.
func currentOf(ctx context.Context, store *storage.Store, source string) (*supply.Generation, error) {
	known, err := store.Generations(ctx)
	if err != nil {
		return nil, err
	}
	return supply.Serving(known, source), nil
}
