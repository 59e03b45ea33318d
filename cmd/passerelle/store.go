package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.uber.org/zap"

	"passerelle/internal/vault"
	"passerelle/storage"
)

// databaseName is the SQLite file inside PASSERELLE_DATA.
const databaseName = "passerelle.db"

// kept is an open database with the keys of what it holds.
type kept struct {
	store *storage.Store
	vault *vault.Vault
}

// open opens keys and database, and deletes what has expired.
func (s storeSettings) open(ctx context.Context) (*kept, error) {
	k, err := s.openQuietly(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := k.store.Sweep(ctx, hour(time.Now())); err != nil { // what a crash left goes before the first message
		k.store.Close()
		return nil, err
	}
	return k, nil
}

// openQuietly opens keys, then database: keys are made only where there is no database that would need others. A server
// may be talking over the same database: it sweeps.
func (s storeSettings) openQuietly(ctx context.Context) (*kept, error) {
	dsn := s.Data
	exists := false
	if !strings.Contains(s.Data, "://") {
		dsn = filepath.Join(s.Data, databaseName)
		_, err := os.Stat(dsn)
		exists = err == nil
	} else if _, err := storage.Open(ctx, dsn); err != nil {
		return nil, err
	}
	v, err := vault.Open(s.Keys, exists)
	if err != nil {
		return nil, err
	}
	store, err := storage.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	return &kept{store, v}, nil
}

// openPassing is for a conversation that goes with the process, however that ends: its database and its keys are in memory.
func openPassing(ctx context.Context) (*kept, error) {
	v, err := vault.Passing()
	if err != nil {
		return nil, err
	}
	store, err := storage.OpenMemory(ctx)
	if err != nil {
		return nil, err
	}
	return &kept{store, v}, nil
}

func hour(t time.Time) int64 { return t.Unix() / 3600 }

// sweepEvery is how often what has expired is deleted.
const sweepEvery = 10 * time.Minute

// keepSweeping deletes what has expired until ctx ends.
func (k *kept) keepSweeping(ctx context.Context, log *zap.Logger) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			if _, err := k.store.Sweep(ctx, hour(now)); err != nil && ctx.Err() == nil {
				log.Error("sweep failed", zap.Error(err))
			}
		}
	}
}
