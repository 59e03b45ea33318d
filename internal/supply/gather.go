package supply

import (
	"slices"

	"passerelle/internal/directory"
	"passerelle/internal/starter"
)

// Gathered is every place that serves.
type Gathered struct {
	Places     []directory.Place // the sheets of one place joined
	Duplicates int               // sheets that went into others
	Starter    bool              // the list that the program carries is among them
}

// Gather joins what was imported, and what the program carries as long as the imports are no match for it: less than half
// as many places of the same network.
func Gather(places []directory.Place) *Gathered {
	out := &Gathered{}
	if 2*franceServices(places) < starter.Count { // all of it is of that network
		out.Starter = true
		places = append(places, starter.Places()...)
	}
	out.Places, out.Duplicates = directory.Merge(places)
	return out
}

// franceServices counts the places of the network that the carried list is about.
func franceServices(places []directory.Place) (n int) {
	for i := range places {
		if slices.Contains(places[i].Typologies, "RFS") || slices.Contains(places[i].Programmes, "France Services") {
			n++
		}
	}
	return n
}
