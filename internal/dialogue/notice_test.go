package dialogue_test

import (
	"fmt"
	"slices"
	"testing"

	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
)

// kinds names the events of a turn.
func kinds(r dialogue.Result) (names []string) {
	for _, e := range r.Events {
		names = append(names, fmt.Sprintf("%T", e))
	}
	return names
}

// A word about the bot is answered, and what was asked is asked again: nothing of the conversation moves.
func TestAWordAboutTheBotMovesNothing(t *testing.T) {
	engine := shipped(t).Engine(nil)
	for name, tc := range map[string]struct {
		prepare func(c *talk)
		last    string
	}{
		"at a question":    {func(*talk) {}, "dialogue.Asked"},
		"among the humans": {func(c *talk) { c.turn(dialogue.Input{Command: dialogue.Human}) }, "dialogue.Followed"},
		"in an interlude":  {func(c *talk) { c.tap("logement"); c.turn(dialogue.Input{Start: true}) }, "dialogue.Said"},
		"after a miss":     {func(c *talk) { c.turn(dialogue.Input{Heard: &listen.Heard{}}) }, "dialogue.Asked"},
		"in an alarm":      {func(c *talk) { c.turn(dialogue.Input{Command: dialogue.Urgent}) }, "dialogue.Noticed"},
	} {
		t.Run(name, func(t *testing.T) {
			for word, page := range map[string]string{"trust": "trust", "privacy": "privacy", "sources": "sources"} {
				c := begin(t, engine)
				tc.prepare(c)
				before := c.last
				after := c.turn(dialogue.Input{Heard: &listen.Heard{Command: word}})
				told := kinds(after)
				if !slices.Contains(after.Events, dialogue.Event(dialogue.Noticed{Page: page})) || told[len(told)-1] != tc.last {
					t.Errorf("%s: %v", word, told)
				}
				if !slices.Equal(before.Screen.Options, after.Screen.Options) || before.State.Waiting != after.State.Waiting || after.Trail.Misses != 0 {
					t.Errorf("%s: %v at %s, before: %v at %s", word, after.Screen.Options, after.State.Waiting, before.Screen.Options, before.State.Waiting)
				}
			}
		})
	}
}
