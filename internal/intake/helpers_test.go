package intake

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"passerelle/internal/territory"
)

var loadAtlas = sync.OnceValues(territory.Load)

// atlas is the territory of the program, loaded once for all tests.
func atlas(tb testing.TB) *territory.Gazetteer {
	tb.Helper()
	g, err := loadAtlas()
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// realList is a published list, which is beside this repository or nowhere.
func realList(tb testing.TB, name string) []byte {
	tb.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		tb.Skip("the published lists are not beside this repository")
	}
	if err != nil {
		tb.Fatal(err)
	}
	return body
}
