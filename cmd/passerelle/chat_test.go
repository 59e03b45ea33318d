package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/internal/vault"
)

// jsonTalk is a JSON conversation under way.
type jsonTalk struct {
	t    *testing.T
	in   *io.PipeWriter
	out  *bufio.Reader
	done chan error
}

// jsonTurn is what is read of one line out.
type jsonTurn struct {
	Waiting string
	Places  []struct{ Name string }
}

func talkJSON(t *testing.T, args ...string) *jsonTalk {
	t.Helper()
	listens, in := io.Pipe()
	out, speaks := io.Pipe()
	talk := &jsonTalk{t, in, bufio.NewReader(out), make(chan error, 1)}
	go func() {
		err := run(context.Background(), append([]string{"chat", "--json"}, args...), streams{listens, speaks, io.Discard})
		speaks.CloseWithError(io.EOF)
		talk.done <- err
	}()
	return talk
}

func (c *jsonTalk) hear() (turn jsonTurn) {
	c.t.Helper()
	line, err := c.out.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &turn)
	}
	if err != nil {
		c.t.Fatalf("%v in %s", err, line)
	}
	return turn
}

func (c *jsonTalk) say(line string) jsonTurn {
	c.t.Helper()
	fmt.Fprintln(c.in, line)
	return c.hear()
}

func (c *jsonTalk) end() {
	c.t.Helper()
	c.in.Close()
	if err := <-c.done; err != nil {
		c.t.Error(err)
	}
}

// toGueret leads a conversation until places near Guéret are named.
func (c *jsonTalk) toGueret() (named []string) {
	c.t.Helper()
	c.hear()
	turn := c.say(`{"text":"carte d'identité"}`)
	for range 8 {
		if turn.Waiting == "orientation.ou" {
			break
		}
		turn = c.say(`{"choose":"nesaispas"}`)
	}
	for _, p := range c.say(`{"text":"guéret"}`).Places {
		named = append(named, p.Name)
	}
	return named
}

func TestAJSONConversationNamesWhatWasImported(t *testing.T) {
	o := newOperator(t)
	o.does("import", o.file("creuse.csv", invented(5, "importée")))
	talk := talkJSON(t, append(o.settings(), "--at", "2026-11-24T10:00:00+01:00")...)
	named := talk.toGueret()
	talk.end()
	if len(named) == 0 || !strings.Contains(strings.Join(named, "\n"), "importée") {
		t.Errorf("named are %q", named)
	}
	kept, err := storeSettings{Data: filepath.Join(o.dir, "data"), Keys: filepath.Join(o.dir, "keys")}.openQuietly(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer kept.store.Close()
	err = kept.store.Trails(t.Context(), 0, func(vault.Key, []byte) error { t.Error("the conversation was kept"); return nil })
	if err != nil {
		t.Fatal(err)
	}
}

func TestAJSONConversationMakesNoDatabase(t *testing.T) {
	o := newOperator(t)
	talk := talkJSON(t, o.settings()...)
	talk.hear()
	talk.end()
	if after := listing(t, o.dir); after != "\n" {
		t.Errorf("files were made:\n%s", after)
	}
}

// Whoever kills the program at this moment finds nothing.
func TestAJSONConversationUnderWayIsInNoFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	talk := talkJSON(t, newOperator(t).settings()...)
	talk.toGueret()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("there are %v, %v", left, err)
	}
	talk.end()
}
