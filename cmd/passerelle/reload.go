package main

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"go.uber.org/zap"

	"passerelle/internal/chat"
	"passerelle/internal/content"
)

// placesLookedAt is how often a server looks whether the places have changed: it imports them, or another process does.
const placesLookedAt = 30 * time.Second

// serving is what is served now.
type serving struct {
	content *content.Content
	places  int64    // their version
	doubted []string // keys of those that come last
}

// keepServing takes in what changes until ctx ends: on SIGHUP content and places are read again, and places whenever
// another list serves or other places come last. What cannot be read is told and not taken: the old one stays.
func (c *serveCommand) keepServing(ctx context.Context, talker *chat.Chat, kept *kept, now serving, log *zap.Logger) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	look := time.NewTicker(placesLookedAt)
	defer look.Stop()
	for {
		next := now.content
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			if !kept.moved(ctx, now) {
				continue
			}
		case <-hangup:
			loaded, err := c.load()
			if err != nil {
				log.Error("content not reloaded, the old one stays", zap.Error(err))
				continue
			}
			next = loaded
		}
		now = kept.serve(ctx, talker, now, next, log)
	}
}

// moved tells whether the places that serve, or those that come last, are others than now. What cannot be read has not
// moved: the next look may read it.
func (k *kept) moved(ctx context.Context, now serving) bool {
	version, err := k.store.PlacesVersion(ctx)
	if err != nil {
		return false
	}
	doubted, err := readDoubted(ctx, k.store, now.content.Places)
	return err == nil && (version != now.places || !slices.Equal(doubted, now.doubted))
}

// serve makes a guide for a content and serves both: a guide speaks of facts as its content declares them.
func (k *kept) serve(ctx context.Context, talker *chat.Chat, now serving, next *content.Content, log *zap.Logger) serving {
	defer spareMemory()()
	near, err := readNearby(ctx, k.store, next.Places)
	if err != nil {
		log.Error("places not read, the old ones stay")
		return now
	}
	talker.Serve(next, readyGuide(near.guide(next), next))
	if next != now.content {
		log.Info("content reloaded", zap.Strings("replaced", next.Replaced))
	}
	if near.version != now.places {
		log.Info("places reloaded")
	}
	return serving{next, near.version, near.doubted}
}
