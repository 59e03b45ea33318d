package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"time"

	"passerelle/internal/channel/terminal"
	"passerelle/internal/chat"
)

// chatCommand is the conversation at this terminal.
type chatCommand struct {
	contentSettings
	storeSettings
	Lang  string `default:"fr" placeholder:"LANGUE" help:"Langue (${default})."`
	Easy  bool   `help:"Textes faciles."`
	Start string `placeholder:"CODE" help:"Code d'entrée."`
	At    string `placeholder:"RFC3339" help:"Parler comme à ce moment, par exemple 2026-11-24T10:00:00+01:00."`
	JSON  bool   `name:"json" help:"Un objet JSON par ligne, conversation neuve et oubliée à la fin."`
}

// local is whose conversation a terminal holds: the one person in front of it.
const local = "local"

// Run talks. A JSON conversation is a new one each time, kept in a directory that goes with it.
func (c *chatCommand) Run(ctx context.Context, std streams) error {
	if c.JSON {
		dir, err := os.MkdirTemp("", "passerelle-")
		if err != nil {
			return fmt.Errorf("make a directory for this conversation: %w", err)
		}
		defer os.RemoveAll(dir)
		c.Data, c.Keys = dir+"/data", dir+"/keys"
	}
	var faults settingFaults
	now, err := clock(c.At)
	if err != nil {
		faults.add("--at", err.Error(), "écrire par exemple 2026-11-24T10:00:00+01:00")
	}
	loaded, kept, err := start(ctx, faults, c.contentSettings, c.storeSettings)
	if err != nil {
		return err
	}
	defer kept.store.Close()
	guide, _, err := startGuide(ctx, kept.store, loaded)
	if err != nil {
		return err
	}
	talker := chat.New(chat.Config{Content: loaded, Guide: guide, Store: kept.store, Vault: kept.vault, KeepHours: c.KeepHours, Now: now})
	options := terminal.Options{Chat: local, Lang: c.Lang, Easy: c.Easy, Start: c.Start, NewID: rand.Text}
	talk := terminal.Talk
	if c.JSON {
		talk = terminal.TalkJSON
	}
	if err := talk(ctx, talker, options, std.in, std.out); err != nil {
		return err
	}
	return talker.MarkSent(context.WithoutCancel(ctx))
}

// clock is the real one, or one that stands at a given moment.
func clock(at string) (func() time.Time, error) {
	if at == "" {
		return time.Now, nil
	}
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return nil, fmt.Errorf("« %s » n'est pas une date avec heure et fuseau", at)
	}
	return func() time.Time { return moment }, nil
}
