package dialogue_test

import (
	"io/fs"
	"sync"
	"testing"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/source"
)

// shipped is the content that the program embeds.
func shipped(t testing.TB) *content.Content {
	t.Helper()
	c, faults := loadShipped()
	for _, f := range faults {
		t.Fatal(f)
	}
	return c
}

var loadShipped = sync.OnceValues(func() (*content.Content, []source.Fault) { return content.Load(layers(nil)) })

func layers(over fs.FS) content.Sources {
	sources := content.Shipped()
	if over != nil {
		sources.Flows = append(sources.Flows, source.Layer{Name: "edited", FS: over})
	}
	return sources
}

// laidOver is the shipped content with a layer of flows over it; texts that the edit leaves missing are no matter here.
func laidOver(t testing.TB, layer fs.FS) *content.Content {
	t.Helper()
	c, faults := content.Load(layers(layer))
	if c.Book.Start == nil {
		t.Fatal(faults)
	}
	return c
}

const nonce = "T3st"

// talk is one conversation held through bytes, as a store would hold it.
type talk struct {
	t      testing.TB
	engine *dialogue.Engine
	bytes  []byte
	last   dialogue.Result
}

func begin(t testing.TB, engine *dialogue.Engine) *talk {
	c := &talk{t: t, engine: engine}
	c.turn(dialogue.Input{Start: true, Nonce: nonce})
	return c
}

func (c *talk) turn(in dialogue.Input) dialogue.Result {
	c.t.Helper()
	var trail *dialogue.Trail
	if c.bytes != nil {
		var err error
		if trail, err = dialogue.Decode(c.bytes); err != nil {
			c.t.Fatalf("decode the trail: %v", err)
		}
	}
	c.last = c.engine.Turn(trail, "fr", false, in)
	c.bytes = nil
	if c.last.Trail != nil {
		c.bytes = c.last.Trail.Append(nil)
	}
	return c.last
}

// tap chooses the answer of this id on the screen.
func (c *talk) tap(choice string) dialogue.Result {
	c.t.Helper()
	for _, o := range c.last.Screen.Options {
		if len(o.ID) > len(choice) && o.ID[len(o.ID)-len(choice)-1:] == ":"+choice {
			return c.turn(dialogue.Input{Choice: o.ID, Nonce: nonce})
		}
	}
	c.t.Fatalf("no answer %q at %s: %v", choice, c.last.State.Waiting, c.last.Screen.Options)
	return dialogue.Result{}
}
