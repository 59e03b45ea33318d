package main

import (
	"context"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/directory"
	"passerelle/internal/situation"
	"passerelle/internal/supply"
	"passerelle/storage"
)

// loadGuide is the one place where a guide is made: of all that serves, by the rules of the content that is served.
func loadGuide(places []directory.Place, loaded *content.Content) *directory.Guide {
	near := supply.Gather(places)
	return directory.NewGuide(directory.New(near.Places, loaded.Places), loaded.Places, loaded.Atlas, loaded.Words)
}

// lateGuide is a guide that is still being made: whoever needs a place waits for it, and nobody else does.
type lateGuide struct {
	made  chan struct{}
	guide *directory.Guide
	rules *directory.Rules
}

// startGuide reads what serves, then makes the guide beside the conversation that begins. What waits for the guide may hold
// the only connection to the database: nothing is read there any more once startGuide has returned.
func startGuide(ctx context.Context, store *storage.Store, loaded *content.Content) (g *lateGuide, version int64, err error) {
	places, version, err := store.Places(ctx)
	if err != nil {
		return nil, 0, err
	}
	g = &lateGuide{made: make(chan struct{}), rules: loaded.Places}
	go func() {
		defer close(g.made)
		g.guide = loadGuide(places, loaded)
	}()
	return g, version, nil
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

// Serves tells whether a place can help with a need at all.
func (g *lateGuide) Serves(need string) bool { return g.rules.Serves(need) }
