package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/prove"
	"passerelle/internal/source"
	"passerelle/internal/vault"
)

// checkCommand tells every fault of the content, then what is proven.
type checkCommand struct {
	contentSettings
	storeSettings
	Dirs       []string `arg:"" optional:"" name:"dossier" help:"Dossiers posés par-dessus le contenu du programme : flows, locales, ou un dossier qui les contient."`
	JSON       bool     `name:"json" help:"Écrire le rapport en JSON."`
	Live       bool     `help:"Rejouer aussi les conversations ouvertes de la base sur ce contenu."`
	Coverage   bool     `help:"Écrire en Markdown ce qui est répondu à chaque public, pour chaque besoin : la page docs/coverage.md."`
	Unverified bool     `help:"Écrire en CSV les numéros et les pages qu'une personne doit encore essayer."`
}

// Run loads, proves, and tells. One fault is enough to fail.
func (c *checkCommand) Run(ctx context.Context, std streams) error {
	sources, err := c.layers()
	if err != nil {
		return err
	}
	loaded, faults := content.Load(sources)
	if c.Unverified {
		return loaded.Catalogue.WriteUnverified(std.out)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(spendMemory))
	report := prove.Content(loaded, faults)
	if err := c.report(std.out, loaded, report); err != nil {
		return err
	}
	if len(report.Faults) > 0 {
		return errFaults
	}
	if c.Live {
		return c.live(ctx, loaded.Engine(nil), std.out)
	}
	return nil
}

// spendMemory lets a proof of a few seconds take memory rather than time: a third of it would otherwise go into collecting garbage.
const spendMemory = 400

// report tells what was found and proven, in the form that was asked for.
func (c *checkCommand) report(out io.Writer, loaded *content.Content, r prove.Report) error {
	switch {
	case c.JSON:
		if r.Faults == nil {
			r.Faults = []source.Fault{}
		}
		if err := json.NewEncoder(out).Encode(r); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	case c.Coverage && len(r.Faults) == 0:
		if _, err := io.WriteString(out, prove.Coverage(loaded, r)); err != nil {
			return fmt.Errorf("write the coverage: %w", err)
		}
	default:
		for _, name := range loaded.Replaced {
			fmt.Fprintf(out, "Remplacé : %s\n", name)
		}
		tell(out, r)
	}
	return nil
}

// live replays every open conversation on the content: nothing is changed, and only counts are told.
func (c *checkCommand) live(ctx context.Context, engine *dialogue.Engine, out io.Writer) error {
	kept, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer kept.store.Close()
	var all, whole, again, dead int
	err = kept.store.Trails(ctx, hour(time.Now()), func(k vault.Key, sealed []byte) error {
		all++
		plain, err := kept.vault.Unseal(k, sealed)
		if err != nil {
			return fmt.Errorf("unseal a conversation: %w", err)
		}
		trail, err := dialogue.Decode(plain)
		if err != nil {
			return fmt.Errorf("read a conversation: %w", err)
		}
		switch _, askedAgain, alive := engine.Survey(trail); {
		case !alive:
			dead++
		case askedAgain > 0:
			again++
		default:
			whole++
		}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Conversations ouvertes : %d ; %d intactes, %d où une réponse sera redemandée, %d sans suite.\n", all, whole, again, dead)
	if dead > 0 {
		return errFaults
	}
	return nil
}

func tell(w io.Writer, r prove.Report) {
	for _, f := range r.Faults {
		fmt.Fprintln(w, f)
	}
	if len(r.Faults) > 0 {
		fmt.Fprintf(w, "\n%d faute(s).\n", len(r.Faults))
		return
	}
	fmt.Fprintf(w, "Aucune faute. %d parcours, %d étapes, %d besoins, %d services, %d textes.\n", r.Flows, r.Steps, r.Needs, r.Services, r.Texts)
	fmt.Fprintf(w, "Prouvé : %d chemins, %d situations ; première réponse utile en %d gestes au plus ; conseil complet en %d questions au plus.\n", r.Paths, r.Situations, r.Taps, r.Longest)
	fmt.Fprintf(w, "Chaque besoin pour %d publics, à tous les âges, dans %d sortes de départements : %d personnes, chacune avec une réponse, quelqu'un à voir ou à appeler, et rien qui l'écarte.\n", r.Populations, r.Areas, r.Combinations)
	fmt.Fprintf(w, "%d conversations jouées par boutons jusqu'à une personne : %d gestes, %d questions au plus. La fiche : %d questions.\n", r.Conversations, r.PlayedTaps, r.PlayedLongest, r.Card)
	fmt.Fprintf(w, "Besoins dont la réponse est écrite pour : %s.\n", writtenFor(r))
	fmt.Fprintf(w, "Le plus long chemin : %s.\n", strings.Join(r.Slowest, ", "))
	fmt.Fprintf(w, "En %.1f s.\n", r.Elapsed.Seconds())
}

// writtenFor lists how many needs have an answer written for each population of the origin documents.
func writtenFor(r prove.Report) string {
	counts := make([]string, len(r.WrittenFor))
	for i, w := range r.WrittenFor {
		counts[i] = fmt.Sprintf("%s %d", w.Population, w.Written())
	}
	return fmt.Sprintf("%s (sur %d)", strings.Join(counts, ", "), r.Needs)
}

// layers lays each given directory over the content.
func (c *checkCommand) layers() (content.Sources, error) {
	var faults settingFaults
	c.contentSettings.check(&faults)
	out := c.sources()
	for _, dir := range c.Dirs {
		info, err := os.Stat(dir)
		if err != nil || !info.IsDir() {
			faults.add(dir, "ce n'est pas un dossier lisible", "donner le chemin d'un dossier de parcours ou de textes")
			continue
		}
		lay(&out, dir)
	}
	return out, faults.err()
}

// lay finds out whether a directory holds flows, texts, or both in directories of these names.
func lay(out *content.Sources, dir string) {
	whole := false
	for _, name := range []string{"flows", "locales"} {
		inside := filepath.Join(dir, name)
		if info, err := os.Stat(inside); err == nil && info.IsDir() {
			whole = true
			layOne(out, inside, name == "locales")
		}
	}
	if !whole {
		layOne(out, dir, holdsTexts(dir))
	}
}

func layOne(out *content.Sources, dir string, texts bool) {
	layer := source.Layer{Name: dir, FS: os.DirFS(dir)}
	if texts {
		out.Locales = append(out.Locales, layer)
	} else {
		out.Flows = append(out.Flows, layer)
	}
}

// holdsTexts knows texts by their names: <topic>.<lang>.yaml, or a directory easy.
func holdsTexts(dir string) bool {
	if info, err := os.Stat(filepath.Join(dir, "easy")); err == nil && info.IsDir() {
		return true
	}
	named, _ := filepath.Glob(filepath.Join(dir, "*.*.yaml"))
	return len(named) > 0
}
