package main

import (
	"context"
	"runtime/debug"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/directory"
	"passerelle/internal/situation"
	"passerelle/internal/supply"
	"passerelle/storage"
)

// nearby is what was imported, and which of it people found closed or silent.
type nearby struct {
	places  []directory.Place
	version int64
	doubted []string // keys
}

// readNearby reads it. store is nil where there is no database: nothing was imported then.
func readNearby(ctx context.Context, store *storage.Store, rules *directory.Rules) (n nearby, err error) {
	if store == nil {
		return n, nil
	}
	if n.places, n.version, err = store.Places(ctx); err != nil {
		return n, err
	}
	n.doubted, err = readDoubted(ctx, store, rules)
	return n, err
}

// readDoubted reads the keys of the places that come last until somebody has checked them. Only places of which something
// is said are read: it costs a server nothing to look often.
func readDoubted(ctx context.Context, store *storage.Store, rules *directory.Rules) ([]string, error) {
	reports, err := store.PlaceReports(ctx)
	if err != nil {
		return nil, err
	}
	return rules.Doubted(reports), nil
}

// directory is all that serves. It takes the places: each copy of tens of thousands of sheets is ten megabytes.
func (n *nearby) directory(rules *directory.Rules) *directory.Directory {
	places := n.places
	n.places = nil
	return directory.New(supply.Gather(places).Places, rules).Doubt(n.doubted)
}

// guide is made of all that serves, by the rules of the content that is served. It takes the places.
func (n *nearby) guide(loaded *content.Content) *directory.Guide {
	return directory.NewGuide(n.directory(loaded.Places), loaded.Places, loaded.Atlas, loaded.Words)
}

// lateGuide is a guide that is still being made: whoever needs a place waits for it, and nobody else does.
type lateGuide struct {
	made  chan struct{}
	guide *directory.Guide
	rules *directory.Rules
}

// startGuide reads what serves, then makes the guide beside the conversation that begins. What waits for the guide may hold
// the only connection to the database: nothing is read there any more once startGuide has returned.
func startGuide(ctx context.Context, store *storage.Store, loaded *content.Content) (*lateGuide, serving, error) {
	tidy := spareMemory()
	near, err := readNearby(ctx, store, loaded.Places)
	if err != nil {
		tidy()
		return nil, serving{}, err
	}
	g := &lateGuide{made: make(chan struct{}), rules: loaded.Places}
	go func() {
		g.guide = near.guide(loaded)
		close(g.made)
		tidy()
	}()
	return g, serving{loaded, near.version, near.doubted}, nil
}

// spareMemory makes loading collect what it leaves behind as it goes, and tidy gives that memory back: reading tens of
// thousands of sheets leaves more than is kept, and a small server has little.
func spareMemory() (tidy func()) {
	const whileLoading = 60 // per cent of growth before a collection; 100 is usual
	usual := debug.SetGCPercent(whileLoading)
	return func() {
		debug.SetGCPercent(usual)
		debug.FreeOSMemory()
	}
}

// readyGuide is a guide that is made.
func readyGuide(guide *directory.Guide, loaded *content.Content) *lateGuide {
	g := &lateGuide{made: make(chan struct{}), guide: guide, rules: loaded.Places}
	close(g.made)
	return g
}

// Near names places, as directory.Guide does.
func (g *lateGuide) Near(s *situation.Situation, need string, at time.Time, without []string) directory.Answer {
	<-g.made
	return g.guide.Near(s, need, at, without)
}

// Lists are the lists that the places come from.
func (g *lateGuide) Lists() []directory.Serving {
	<-g.made
	return g.guide.Lists()
}

// Serves tells whether a place can help with a need at all.
func (g *lateGuide) Serves(need string) bool { return g.rules.Serves(need) }
