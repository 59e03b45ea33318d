package main

import (
	"context"
	"fmt"
)

// placesChecked forgets what people said of a place.
type placesChecked struct {
	storeSettings
	Key string `arg:"" name:"clé" help:"La clé du lieu, que « places status » montre."`
}

// Run forgets, once somebody has checked.
func (c *placesChecked) Run(ctx context.Context, std streams) error {
	store, err := c.look(ctx)
	if err != nil {
		return err
	}
	known := false
	if store != nil {
		defer store.Close()
		if known, err = store.ClearPlaceReports(ctx, c.Key); err != nil {
			return err
		}
	}
	if !known {
		return fmt.Errorf("personne n'a rien dit d'un lieu « %s ». Remède : « passerelle places status » montre les clés", c.Key)
	}
	fmt.Fprintf(std.out, "Ce qui a été dit du lieu %s est oublié : il reprend sa place.\n", c.Key)
	return nil
}
