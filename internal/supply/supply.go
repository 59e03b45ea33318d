// Package supply brings in published lists of places and keeps them fresh: fetched, read, recognised, swapped; and joins
// those that serve.
package supply

import (
	"context"
	"net/http"
	"time"

	"passerelle/internal/directory"
	"passerelle/internal/fetch"
	"passerelle/internal/territory"
)

// Store keeps lists of places, each as its current generation and the previous one. Package storage implements it,
// storage/storagetest is its contract.
type Store interface {
	// Generations lists what serves and what it could go back to.
	Generations(ctx context.Context) ([]Generation, error)
	// Places reads every place that serves, and a number that changes with them. Nobody writes into the lists of texts that
	// places share.
	Places(ctx context.Context) ([]directory.Place, int64, error)
	// ReplacePlaces makes places the current generation of g.Source and keeps the last one as the previous. Whatever fails,
	// the last one goes on serving. Every place is of g.Source and no two have one id.
	ReplacePlaces(ctx context.Context, g Generation, places []directory.Place, quarantined []Quarantined) error
	// PlacesChecked notes that the publisher of a list has nothing newer than what serves, at an hour since 1970-01-01T00:00Z.
	PlacesChecked(ctx context.Context, source string, hour int64) error
}

// Importer brings published lists into a store. It may be used by several at once: the store settles which import is the
// last one.
type Importer struct {
	store  Store
	atlas  *territory.Gazetteer
	lists  []directory.List
	client *http.Client
	now    func() time.Time
}

// Config is what an Importer needs. Now may be left out.
type Config struct {
	Store Store
	Atlas *territory.Gazetteer
	Lists []directory.List // the official ones, which an order may name
	Now   func() time.Time
}

// New makes an Importer.
func New(c Config) *Importer {
	m := &Importer{store: c.Store, atlas: c.Atlas, lists: c.Lists, client: fetch.Client(), now: c.Now}
	if m.now == nil {
		m.now = time.Now
	}
	return m
}
