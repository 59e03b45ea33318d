package storage_test

import (
	"path/filepath"
	"strings"
	"testing"

	"passerelle/storage"
	"passerelle/storage/storagetest"
)

func TestSQLiteKeepsThePromises(t *testing.T) {
	root := t.TempDir()
	storagetest.Run(t, func(t *testing.T) storagetest.Store {
		path := filepath.Join(root, strings.ReplaceAll(t.Name(), "/", "_"), "passerelle.db")
		s, err := storage.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		return file{s, path}
	})
}

// file is a store with its files, so that they are searched.
type file struct {
	*storage.Store
	path string
}

func (f file) Files() []string {
	return []string{f.path, f.path + "-wal", f.path + "-shm"}
}
