package supply_test

import (
	"fmt"
	"testing"

	"passerelle/internal/directory"
	"passerelle/internal/starter"
	"passerelle/internal/supply"
	"passerelle/internal/territory"
)

func TestTheStarterServesUntilAnImportIsAMatchForIt(t *testing.T) {
	carried := len(starter.Places())
	for n, want := range map[int]bool{0: true, carried/2 - 1: true, carried/2 + 1: false} {
		places := make([]directory.Place, n)
		for i := range places { // each a good kilometre from the next
			places[i] = directory.Place{Source: "liste", ID: fmt.Sprint(i), Name: fmt.Sprintf("France services %d", i), INSEE: "98818", Commune: "Nouméa",
				Point: territory.Point{Lat: -22 - float64(i%40)/100, Lon: 166 + float64(i/40)/100}, Programmes: []string{"France Services"}}
		}
		got := supply.Gather(places)
		if got.Starter != want {
			t.Errorf("with %d places imported, the starter serves: %t", n, got.Starter)
		}
		all := n
		if want {
			all += carried
		}
		if len(got.Places)+got.Duplicates != all {
			t.Errorf("with %d places imported: %d places and %d duplicates of %d", n, len(got.Places), got.Duplicates, all)
		}
	}
}
