package main

import (
	"context"
	"slices"
	"time"

	"go.uber.org/zap"

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
func gather(sheets *storage.Sheets) (*gathered, error) {
	places, err := sheets.Places()
	if err != nil {
		return nil, err
	}
	out := &gathered{}
	carried := starter.Places()
	if 2*franceServices(places) < franceServices(carried) {
		out.starter = true
		places = append(places, carried...)
	}
	out.places, out.duplicates = directory.Merge(places)
	return out, nil
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
func loadGuide(sheets *storage.Sheets, loaded *content.Content) (*directory.Guide, error) {
	near, err := gather(sheets)
	if err != nil {
		return nil, err
	}
	return directory.NewGuide(directory.New(near.places, loaded.Places), loaded.Places, loaded.Atlas, loaded.Words), nil
}

// lateGuide is a guide that is still being made: whoever needs a place waits for it, and nobody else does.
type lateGuide struct {
	made  chan struct{}
	guide *directory.Guide
	rules *directory.Rules
}

// startGuide reads what serves, then makes the guide beside the conversation that begins. What waits for the guide may hold
// the only connection to the database: nothing is read there any more once startGuide has returned.
func startGuide(ctx context.Context, store *storage.Store, loaded *content.Content, log *zap.Logger) (g *lateGuide, version int64, err error) {
	sheets, err := store.Sheets(ctx)
	if err != nil {
		return nil, 0, err
	}
	g = &lateGuide{made: make(chan struct{}), rules: loaded.Places}
	go func() {
		defer close(g.made)
		guide, err := loadGuide(sheets, loaded)
		if err != nil { // of a sheet that another version of the program wrote
			log.Error("places not read, none is named", zap.Error(err))
			guide = directory.NewGuide(nil, loaded.Places, loaded.Atlas, loaded.Words)
		}
		g.guide = guide
	}()
	return g, sheets.Version, nil
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
