package directory

import (
	"slices"
	"testing"
)

func TestTheListsThatServeAreToldWithTheirNewestSheet(t *testing.T) {
	places := []Place{
		{ID: "1", Source: "annuaire", Updated: "2026-01-05"}, {ID: "2", Source: "national", Updated: "2025-05-01"},
		{ID: "3", Source: "national", Updated: "2026-07-14"}, {ID: "4", Source: "zone"},
	}
	want := []Serving{{"national", 2, "2026-07-14"}, {"annuaire", 1, "2026-01-05"}, {"zone", 1, ""}}
	if got := (&Guide{dir: &Directory{places: places}}).Lists(); !slices.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	if got := (&Guide{}).Lists(); got != nil {
		t.Errorf("without a directory: %v", got)
	}
}

func TestAnEditionHasTheLicenceOfItsList(t *testing.T) {
	rules := &Rules{Lists: []List{{ID: "france-services", Licence: "Licence Ouverte 2.0"}}}
	for source, want := range map[string]string{"france-services": "Licence Ouverte 2.0", "france-services-2024-08-01": "Licence Ouverte 2.0", "essai": ""} {
		if got := rules.Licence(source); got != want {
			t.Errorf("%s: %q, not %q", source, got, want)
		}
	}
}
