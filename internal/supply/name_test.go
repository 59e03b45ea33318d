package supply_test

import (
	"testing"
	"time"

	"passerelle/internal/supply"
)

func TestAListIsNamedAfterItsFile(t *testing.T) {
	for file, want := range map[string]struct{ source, dated string }{
		"hinaura_2022-12.csv.gz":                  {"hinaura", "2022-12-01"},
		"france-services_2024-08-01.csv.gz":       {"france-services", "2024-08-01"},
		"paca_schema-v0_2023-05-17.csv.gz":        {"paca_schema-v0", "2023-05-17"},
		"grandlyon_maisons-metropole_2022.csv.gz": {"grandlyon_maisons-metropole", "2022-01-01"},
		"liste-fs-20240801.csv":                   {"liste-fs", "2024-08-01"},
		"fibre-64.csv":                            {"fibre-64", "0001-01-01"},
		"Lieux de médiation (1).csv":              {"lieux-de-m-diation", "0001-01-01"},
		`C:\données\Liste.JSON`:                   {"liste", "0001-01-01"},
		"all_latest.tar.bz2":                      {"all_latest", "0001-01-01"},
		"2024-08-01.csv":                          {"2024-08-01", "0001-01-01"},
		"liste_2024-13-45.csv":                    {"liste_2024-13-45", "0001-01-01"},
		"…":                                       {"liste", "0001-01-01"},
	} {
		source, dated := supply.NameOf(file)
		if source != want.source || dated.Format(time.DateOnly) != want.dated {
			t.Errorf("%s: %s, %s", file, source, dated.Format(time.DateOnly))
		}
	}
}
