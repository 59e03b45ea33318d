package hours

import (
	"sync"
	"time"
	_ "time/tzdata" // the program runs in containers that hold nothing else, where no zone could be read
)

// overseas are the zones of what does not live at the hour of Paris. In French Polynesia the Marquesas (half an hour) and the
// Gambier islands (an hour) differ from Tahiti, and no département tells them apart: they are told the hour of Tahiti, where
// nine in ten of the inhabitants are.
var overseas = map[string]string{
	"971": "America/Guadeloupe",
	"972": "America/Martinique",
	"973": "America/Cayenne",
	"974": "Indian/Reunion",
	"975": "America/Miquelon",
	"976": "Indian/Mayotte",
	"977": "America/Guadeloupe", // Saint-Barthélemy
	"978": "America/Guadeloupe", // Saint-Martin
	"986": "Pacific/Wallis",
	"987": "Pacific/Tahiti",
	"988": "Pacific/Noumea",
}

const metropolitan = "Europe/Paris"

// zones reads each zone once; what it gives is not changed afterwards.
var zones = sync.OnceValue(func() map[string]*time.Location {
	read := map[string]*time.Location{"": location(metropolitan)}
	for departement, name := range overseas {
		read[departement] = location(name)
	}
	return read
})

// location reads a zone of this file. The zones are in the binary: a failure is a misspelling above, seen by every test.
func location(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// Zone is the time zone of a département or overseas collectivity; Europe/Paris where none is known.
func Zone(departement string) *time.Location {
	all := zones()
	if zone, ok := all[departement]; ok {
		return zone
	}
	return all[""]
}
