package supply_test

import (
	"fmt"
	"testing"

	"passerelle/internal/directory"
	"passerelle/internal/supply"
)

func TestAListIsKnownByItsPlaces(t *testing.T) {
	d := newDepot(t)
	d.brings(supply.Order{What: d.file("creuse.csv", invented(40, "un"))})

	d.refuses(supply.Order{What: d.file("copie.csv", invented(10, "un"))}, "10 des 40 lieux de la liste « creuse »", "--source copie")
	d.serves(map[string]int{"creuse": 40})

	got := d.brings(supply.Order{What: d.file("nouveau-nom.csv", invented(41, "un"))})
	if got.Generation.Source != "creuse" || got.InsteadOf != "nouveau-nom" {
		t.Errorf("%q instead of %q", got.Generation.Source, got.InsteadOf)
	}
	d.serves(map[string]int{"creuse": 41})

	d.brings(supply.Order{What: d.file("autre.csv", invented(40, "tout autre"))}) // the same ids, other places
	d.brings(supply.Order{What: d.file("copie.csv", invented(10, "un")), Source: "copie"})
	d.serves(map[string]int{"creuse": 41, "autre": 40, "copie": 10})
}

func TestAPartOfAListInAnotherLayoutIsAnotherList(t *testing.T) {
	places := make([]directory.Place, 10)
	for i := range places {
		places[i] = directory.Place{Source: "nationale", ID: fmt.Sprint(i), Name: "Lieu", INSEE: "23096"}
	}
	lists := []supply.Generation{{Source: "nationale", Layout: "lamednum-v1", Kept: 100, Current: true}}
	for layout, want := range map[string]bool{"lamednum-v1": true, "france-services": false} {
		if _, known := supply.KnownList(places, layout, places, lists); known != want {
			t.Errorf("%s: known %t", layout, known)
		}
	}
	lists[0].Kept = 12
	if source, known := supply.KnownList(places, "france-services", places, lists); !known || source != "nationale" {
		t.Error("a whole list in a new layout is not known")
	}
}
