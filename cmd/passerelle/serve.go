package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"

	"passerelle/internal/channel/webchat"
	"passerelle/internal/chat"
)

// serveCommand serves the web page until it is told to stop.
type serveCommand struct {
	contentSettings
	storeSettings
	serveSettings
	noticeSettings
}

// drain is how long requests under way have to end.
const drain = 10 * time.Second

// Run checks every setting, loads all of the content, then listens.
func (c *serveCommand) Run(ctx context.Context, std streams) error {
	var faults settingFaults
	c.serveSettings.check(&faults)
	c.noticeSettings.check(&faults)
	loaded, err := ready(faults, c.contentSettings, c.storeSettings)
	if err != nil {
		return err
	}
	kept, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer kept.store.Close()
	if err := c.checkLists(loaded.Places.Lists); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("PASSERELLE_LISTEN : %w. Remède : choisir un port libre", err)
	}
	log := newLogger(std.err)
	defer func() { _ = log.Sync() }()
	guide, now, err := startGuide(ctx, kept.store, loaded)
	if err != nil {
		return err
	}
	talker := chat.New(chat.Config{Content: loaded, Guide: guide, Store: kept.store, Vault: kept.vault, KeepHours: c.KeepHours, Notice: c.settings(), Log: log})
	c.print(std.err)
	fmt.Fprintf(std.out, "Passerelle écoute : http://%s/\n", listener.Addr())

	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	var background sync.WaitGroup
	background.Go(func() { talker.KeepMarking(work) })
	background.Go(func() { kept.keepSweeping(work, log) })
	background.Go(func() { c.keepServing(work, talker, kept, now, log) })
	background.Go(func() { newImporter(kept, loaded).KeepRefreshing(work, strings.Fields(c.PlacesURL), log) })
	err = serveHTTP(ctx, listener, c.routes(kept, talker, log))
	stop()
	background.Wait()
	return err
}

// routes are all the pages there are.
func (c *serveCommand) routes(kept *kept, talker *chat.Chat, log *zap.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := kept.store.Ping(r.Context()); err != nil {
			http.Error(w, "base injoignable", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	told := c.settings()
	mux.Handle("/", webchat.New(webchat.Config{Chat: talker, PublicURL: told.PublicURL, Organisation: told.Organisation, Contact: told.Contact, Log: log}))
	return mux
}

// serveHTTP answers until ctx ends, then lets what is under way end.
func serveHTTP(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve pages: %w", err)
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := server.Shutdown(ending); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("end the pages under way: %w", err)
	}
	return nil
}
