package supply_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passerelle/internal/supply"
)

func TestWhatIsNoListLeavesTheLastOneServing(t *testing.T) {
	whole := invented(40, "un")
	for name, tc := range map[string]struct{ body, want string }{
		"cut to less than half":      {invented(12, "un"), "12 lieux sur 40"},
		"cut in a line":              {whole[:len(whole)/4], ""},
		"empty":                      {"", "vide"},
		"a web page":                 {"<!DOCTYPE html><title>503</title>", ""},
		"bytes":                      {strings.Repeat("\x00\xff\xfe\x01", 4000), ""},
		"gzip cut short":             {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c", ""},
		"another layout":             {"nom,ville\nMairie,Guéret\n", "il manque"},
		"columns and nothing":        {strings.SplitAfter(whole, "\n")[0], ""},
		"one line without an end":    {strings.SplitAfter(whole, "\n")[0] + strings.Repeat("a", 1<<20), ""},
		"places that are nowhere":    {strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(whole, "23096", "99999"), "23000", "00000"), "Guéret", "Nulle Part"), ""},
		"JSON that never ends":       {strings.Repeat("[", 100_000), ""},
		"UTF-16 announced, not kept": {"\xff\xfei\x00d", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDepot(t)
			d.brings(supply.Order{What: d.file("creuse.csv", whole)})
			d.refuses(supply.Order{What: d.file("creuse.csv", tc.body)}, "La version précédente continue de servir", tc.want)
			d.serves(map[string]int{"creuse": 40})
		})
	}
}

func TestAListThatLosesItsPlacesIsForcedOnly(t *testing.T) {
	d := newDepot(t)
	d.brings(supply.Order{What: d.file("creuse.csv", invented(40, "un"))})
	d.brings(supply.Order{What: d.file("creuse.csv", invented(20, "deux"))}) // half is enough
	small := d.file("creuse.csv", invented(9, "trois"))
	d.refuses(supply.Order{What: small}, "9 lieux sur 20", "--force")
	if got := d.brings(supply.Order{What: small, Force: true}); !got.Forced || got.Last.Kept != 20 || got.Generation.Kept != 9 {
		t.Errorf("got %+v", got)
	}
	d.serves(map[string]int{"creuse": 9})
}

func TestAnAddressIsAskedOnlyForWhatIsNew(t *testing.T) {
	d := newDepot(t)
	p := publish(t, invented(40, "un"))
	address := supply.Order{What: p.URL + "/r/398edc71"}
	if got := d.brings(address); got.Last != nil || got.Generation.Source != "creuse" || got.Generation.File != "creuse.csv" {
		t.Errorf("got %+v", got)
	}
	d.now = d.now.Add(30 * time.Hour)
	if got := d.brings(address); !got.NothingNew {
		t.Error("the same list is imported twice")
	}
	g := d.generations()[0]
	if g.Address != address.What || !strings.HasSuffix(g.URL, "/creuse.csv") || g.Dated != "2026-10-01" || g.CheckedAt().Sub(g.ImportedAt()) != 30*time.Hour {
		t.Errorf("got %+v", g)
	}
	if got := d.brings(supply.Order{What: address.What, Force: true}); got.NothingNew || got.Report.Kept != 40 {
		t.Errorf("forced: got %+v", got)
	}

	p.body, p.tag = invented(3, "deux"), `"2"`
	d.refuses(address, "3 lieux sur 40", "La version précédente continue de servir")
	p.body, p.tag = invented(42, "trois"), `"3"`
	d.brings(address)
	if err := d.store.RestorePlaces(t.Context(), "creuse"); err != nil {
		t.Fatal(err)
	}
	if got := d.brings(address); !got.NothingNew || got.Generation.Kept != 40 { // what was turned down does not come back by itself
		t.Errorf("after going back: got %+v", got)
	}
	d.serves(map[string]int{"creuse": 40})

	p.Close()
	d.refuses(address, "ne répond pas", "La version précédente continue de servir")
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAnOrderIsAFileAnAddressOrAnOfficialList(t *testing.T) {
	d := newDepot(t)
	d.refuses(supply.Order{What: "absent.csv"}, "« absent.csv »", "listes officielles : national")
	d.refuses(supply.Order{What: d.dir}, "dossier")
	d.refuses(supply.Order{What: "national"}, "ne répond pas") // its address is asked
	d.serves(map[string]int{})
}

func TestProgressIsToldOfEachStep(t *testing.T) {
	d := newDepot(t)
	body := invented(40, "un")
	reached := map[string]int64{}
	d.brings(supply.Order{What: publish(t, body).URL + "/creuse.csv", Progress: func(step string, done, total int64) { reached[step] = done }})
	for _, step := range []string{"Téléchargement", "Lecture"} {
		if reached[step] != int64(len(body)) {
			t.Errorf("%s: %d bytes of %d", step, reached[step], len(body))
		}
	}
}
