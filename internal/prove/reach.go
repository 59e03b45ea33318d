package prove

import (
	"fmt"
	"slices"
	"strings"

	"passerelle/internal/catalogue"
	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/source"
)

// checkReach wants every need to be within reach: outside danger by buttons alone, a first useful answer included, in
// MaxTaps taps; and all of them by words.
func checkReach(c *content.Content, e *dialogue.Engine, faults *source.Faults) {
	tapped, spoken := tapped(c, e), spoken(c)
	for _, need := range c.Catalogue.Needs {
		if need.Family != dangerFamily && !tapped[need] {
			faults.Add(need.At(fmt.Sprintf("aucun bouton ne mène au besoin « %s » en %d gestes", need.ID, MaxTaps), "mettre ce besoin sur l'écran de sa famille, et sa famille sur l'accueil ou l'écran suivant"))
		}
		if !slices.Contains(spoken, need.ID) {
			faults.Add(need.At(fmt.Sprintf("aucun mot ne mène au besoin « %s »", need.ID), "écrire ses mots dans flows/words/, ou une phrase dans danger.yaml"))
		}
	}
}

// tapped are the needs that MaxTaps taps from the greeting find, with something useful said by then.
func tapped(c *content.Content, e *dialogue.Engine) map[*catalogue.Need]bool {
	type spot struct {
		at      dialogue.Result
		advised bool
	}
	found := make(map[*catalogue.Need]bool)
	from := []spot{{at: e.Turn(nil, "fr", false, dialogue.Input{Start: true, Nonce: nonce})}}
	for range MaxTaps {
		var next []spot
		for _, s := range from {
			for _, id := range answersOn(s.at) {
				after := e.Turn(s.at.Trail.Clone(), "fr", false, dialogue.Input{Choice: id, Nonce: nonce})
				advised := s.advised || useful(after.Events)
				if need := after.State.Advice.Need; need != nil && advised {
					found[need] = true
				}
				next = append(next, spot{after, advised})
			}
		}
		from = next
	}
	return found
}

// answersOn are the buttons that answer a question: the engine's own do not.
func answersOn(r dialogue.Result) []string {
	if !r.Screen.Question || r.Screen.Place {
		return nil
	}
	var ids []string
	for _, o := range r.Screen.Options {
		if !strings.Contains(o.ID, ".!") {
			ids = append(ids, o.ID)
		}
	}
	return append(ids, dialogue.ExitUnsure)
}

// spoken are the needs that the vocabulary names, or that a danger tells.
func spoken(c *content.Content) []string {
	needs := c.Ear.NeedsOf()
	for _, kind := range c.Ear.Kinds {
		needs = append(needs, kind.Need)
	}
	return needs
}
