package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"passerelle/internal/channel/terminal"
	"passerelle/internal/chat"
	"passerelle/internal/content"
)

// chatCommand is the conversation at this terminal.
type chatCommand struct {
	contentSettings
	storeSettings
	noticeSettings
	Lang  string `default:"fr" placeholder:"LANGUE" help:"Langue (${default})."`
	Easy  bool   `help:"Textes faciles."`
	Start string `placeholder:"CODE" help:"Code d'entrée."`
	At    string `placeholder:"RFC3339" help:"Parler comme à ce moment, par exemple 2026-11-24T10:00:00+01:00."`
	JSON  bool   `name:"json" help:"Un objet JSON par ligne, conversation neuve et oubliée à la fin."`
}

// local is whose conversation a terminal holds: the one person in front of it.
const local = "local"

// Run talks. A JSON conversation is a new one each time, and goes with the process.
func (c *chatCommand) Run(ctx context.Context, std streams) error {
	var faults settingFaults
	c.noticeSettings.check(&faults)
	now, err := clock(c.At)
	if err != nil {
		faults.add("--at", err.Error(), "écrire par exemple 2026-11-24T10:00:00+01:00")
	}
	loaded, err := ready(faults, c.contentSettings, c.storeSettings)
	if err != nil {
		return err
	}
	talk, open := terminal.Talk, c.open
	if c.JSON {
		talk, open = terminal.TalkJSON, openPassing
	}
	kept, err := open(ctx)
	if err != nil {
		return err
	}
	defer kept.store.Close()
	guide, err := c.guide(ctx, kept, loaded)
	if err != nil {
		return err
	}
	talker := chat.New(chat.Config{Content: loaded, Guide: guide, Store: kept.store, Vault: kept.vault, KeepHours: c.KeepHours, Notice: c.settings(), Now: now})
	options := terminal.Options{Chat: local, Lang: c.Lang, Easy: c.Easy, Start: c.Start, NewID: rand.Text}
	if err := talk(ctx, talker, options, std.in, std.out); err != nil {
		return err
	}
	return talker.MarkSent(context.WithoutCancel(ctx))
}

// guide names the places that were imported. Those of a JSON conversation are only looked at.
func (c *chatCommand) guide(ctx context.Context, kept *kept, loaded *content.Content) (g *lateGuide, err error) {
	store := kept.store
	if c.JSON {
		if store, err = c.look(ctx); err != nil {
			return nil, err
		}
		if store != nil {
			defer store.Close()
		}
	}
	g, _, err = startGuide(ctx, store, loaded)
	return g, err
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
