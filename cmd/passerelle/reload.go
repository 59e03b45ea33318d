package main

import (
	"context"
	"os"
	"os/signal"
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
	places  int64 // their version
}

// keepServing takes in what changes until ctx ends: on SIGHUP content and places are read again, and places whenever
// another list serves. What cannot be read is told and not taken: the old one stays.
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
			version, err := kept.store.PlacesVersion(ctx)
			if err != nil || version == now.places {
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

// serve makes a guide for a content and serves both: a guide speaks of facts as its content declares them.
func (k *kept) serve(ctx context.Context, talker *chat.Chat, now serving, next *content.Content, log *zap.Logger) serving {
	places, version, err := k.store.Places(ctx)
	if err != nil {
		log.Error("places not read, the old ones stay")
		return now
	}
	talker.Serve(next, readyGuide(loadGuide(places, next), next))
	if next != now.content {
		log.Info("content reloaded", zap.Strings("replaced", next.Replaced))
	}
	if version != now.places {
		log.Info("places reloaded")
	}
	return serving{next, version}
}
