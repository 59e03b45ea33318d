package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"go.uber.org/zap"

	"passerelle/internal/content"
	"passerelle/internal/directory"
)

// When lists are asked for again.
const (
	refreshEvery = 7 * 24 * time.Hour
	refreshAgain = 6 * time.Hour // after a failure
	refreshFirst = time.Minute   // after the start, which has other things to do
)

// checkLists refuses names that are no official list's.
func (s serveSettings) checkLists(lists []directory.List) error {
	var faults settingFaults
	for _, what := range strings.Fields(s.PlacesURL) {
		if _, official := officialList(lists, what); !official && !isAddress(what) {
			faults.add("PASSERELLE_PLACES_URL", fmt.Sprintf("« %s » n'est pas une liste officielle", what), "écrire une adresse, ou l'un de ces noms : "+listNames(lists))
		}
	}
	return faults.err()
}

// keepRefreshing imports the lists of PASSERELLE_PLACES_URL every week until ctx ends, one after the other. The log tells
// that it failed and never why: an address may hold a key.
func (c *serveCommand) keepRefreshing(ctx context.Context, kept *kept, loaded *content.Content, log *zap.Logger) {
	lists := strings.Fields(c.PlacesURL)
	if len(lists) == 0 {
		return
	}
	im := newImporter(kept, loaded)
	wait := refreshFirst
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait + rand.N(wait/10)): // all of France need not ask in the same minute
		}
		wait = max(im.refresh(ctx, lists, log), refreshFirst)
	}
}

// refresh imports the lists that were not looked at for a week, and returns how long to wait for the next one.
func (im *importer) refresh(ctx context.Context, lists []string, log *zap.Logger) (wait time.Duration) {
	wait = refreshEvery
	for _, what := range lists {
		left, err := im.untilDue(ctx, what)
		if err == nil && left <= 0 {
			left = refreshEvery
			_, err = im.bring(ctx, order{what: what})
		}
		switch {
		case ctx.Err() != nil:
			return wait
		case err != nil:
			log.Warn("places not refreshed, the last list stays")
			left = refreshAgain
		}
		wait = min(wait, left)
	}
	return wait
}

// untilDue is how long a list is fresh yet.
func (im *importer) untilDue(ctx context.Context, what string) (time.Duration, error) {
	known, err := im.store.Generations(ctx)
	if err != nil {
		return 0, err
	}
	if official, ok := officialList(im.lists, what); ok {
		what = official.URL
	}
	last := lastFrom(known, what)
	if last == nil {
		return 0, nil
	}
	if serving := lastOf(known, last.Source); serving != nil {
		last = serving
	}
	return dayOf(last.Checked).Add(refreshEvery).Sub(im.now()), nil
}
