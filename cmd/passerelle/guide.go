package main

import (
	"context"
	"slices"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/directory"
	"passerelle/internal/situation"
	"passerelle/internal/starter"
	"passerelle/storage"
)

// gathered is every place that serves.
type gathered struct {
	places     []directory.Place // the sheets of one place joined
	duplicates int               // sheets that went into others
	starter    bool              // the list that the program carries is among them
}

// gather joins what was imported, and what the program carries as long as the imports are no match for it.
func gather(places []directory.Place) *gathered {
	out := &gathered{}
	carried := starter.Places()
	if 2*franceServices(places) < franceServices(carried) {
		out.starter = true
		places = append(places, carried...)
	}
	out.places, out.duplicates = directory.Merge(places)
	return out
}

// franceServices counts the places of the network that the carried list is about.
func franceServices(places []directory.Place) (n int) {
	for i := range places {
		if slices.Contains(places[i].Typologies, "RFS") || slices.Contains(places[i].Programmes, "France Services") {
			n++
		}
	}
	return n
}

// loadGuide is the one place where a guide is made: of all that serves, by the rules of the content that is served.
func loadGuide(places []directory.Place, loaded *content.Content) *directory.Guide {
	near := gather(places)
	return directory.NewGuide(directory.New(near.places, loaded.Places), loaded.Places, loaded.Atlas, loaded.Words)
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
