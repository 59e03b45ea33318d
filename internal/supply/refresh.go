package supply

import (
	"context"
	"math/rand/v2"
	"time"

	"go.uber.org/zap"
)

// When lists are asked for again.
const (
	refreshEvery = 7 * 24 * time.Hour
	refreshAgain = 6 * time.Hour // after a failure
	refreshFirst = time.Minute   // after the start, which has other things to do
)

// KeepRefreshing imports lists, addresses or names of official ones, every week until ctx ends, one after the other. The log
// tells that it failed and never why: an address may hold a key.
func (m *Importer) KeepRefreshing(ctx context.Context, lists []string, log *zap.Logger) {
	if len(lists) == 0 {
		return
	}
	wait := refreshFirst
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait + rand.N(wait/10)): // all of France need not ask in the same minute
		}
		wait = max(m.Refresh(ctx, lists, log), refreshFirst)
	}
}

// Refresh imports the lists that were not looked at for a week, and returns how long to wait for the next one. A failure is
// logged as KeepRefreshing says, and shortens the wait.
func (m *Importer) Refresh(ctx context.Context, lists []string, log *zap.Logger) (wait time.Duration) {
	wait = refreshEvery
	for _, what := range lists {
		left, err := m.untilDue(ctx, what)
		if err == nil && left <= 0 {
			left = refreshEvery
			_, err = m.Bring(ctx, Order{What: what})
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
func (m *Importer) untilDue(ctx context.Context, what string) (time.Duration, error) {
	known, err := m.store.Generations(ctx)
	if err != nil {
		return 0, err
	}
	if official, ok := Official(m.lists, what); ok {
		what = official.URL
	}
	last := newestFrom(known, what)
	if last == nil {
		return 0, nil
	}
	if serving := Serving(known, last.Source); serving != nil {
		last = serving
	}
	return last.CheckedAt().Add(refreshEvery).Sub(m.now()), nil
}
