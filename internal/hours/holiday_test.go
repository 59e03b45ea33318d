package hours_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/internal/hours"
)

// holidaysOf lists the public holidays of a year, as "01-01 jour_an".
func holidaysOf(year int, departement string) []string {
	var list []string
	for day := time.Date(year, 1, 1, 12, 0, 0, 0, time.UTC); day.Year() == year; day = day.AddDate(0, 0, 1) {
		if id, ok := hours.Holiday(day, departement); ok {
			list = append(list, day.Format("01-02 ")+id)
		}
	}
	return list
}

func TestHolidaysOfAYear(t *testing.T) {
	want := strings.Split("01-01 jour_an,04-06 lundi_paques,05-01 fete_travail,05-08 victoire_1945,05-14 ascension,05-25 lundi_pentecote,"+
		"07-14 fete_nationale,08-15 assomption,11-01 toussaint,11-11 armistice,12-25 noel", ",")
	if got := holidaysOf(2026, "75"); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestHolidaysOfAPlaceOnly(t *testing.T) {
	common := holidaysOf(2026, "75")
	for departement, want := range map[string]string{
		"57": "04-03 vendredi_saint,12-26 saint_etienne", "67": "04-03 vendredi_saint,12-26 saint_etienne", "68": "04-03 vendredi_saint,12-26 saint_etienne",
		"971": "05-27 abolition_esclavage", "972": "05-22 abolition_esclavage", "973": "06-10 abolition_esclavage",
		"974": "12-20 abolition_esclavage", "976": "04-27 abolition_esclavage", "977": "10-09 abolition_esclavage",
		"978": "", "988": "", "2A": "", "": "",
	} {
		own := slices.DeleteFunc(holidaysOf(2026, departement), func(one string) bool { return slices.Contains(common, one) })
		if got := strings.Join(own, ","); got != want {
			t.Errorf("%s: %s, want %s", departement, got, want)
		}
	}
}

// The Easter Mondays published for these years, the earliest and the latest possible ones among them.
func TestEasterMonday(t *testing.T) {
	for _, want := range []string{"1818-03-23", "1943-04-26", "2000-04-24", "2008-03-24", "2019-04-22", "2024-04-01", "2025-04-21", "2026-04-06", "2027-03-29", "2038-04-26"} {
		day, err := time.Parse(time.DateOnly, want)
		if err != nil {
			t.Fatal(err)
		}
		if id, _ := hours.Holiday(day, "75"); id != "lundi_paques" {
			t.Errorf("%s is %q", want, id)
		}
	}
}

func TestWhitMondayInJune(t *testing.T) {
	if id, _ := hours.Holiday(time.Date(2025, 6, 9, 0, 0, 0, 0, time.UTC), "75"); id != "lundi_pentecote" {
		t.Errorf("9 June 2025 is %q", id)
	}
}

func TestHolidaysAreTold(t *testing.T) {
	ids := hours.Holidays()
	told := map[string]bool{}
	for _, departement := range []string{"75", "67", "974"} {
		for year := 2020; year < 2045; year++ {
			for _, one := range holidaysOf(year, departement) {
				_, id, _ := strings.Cut(one, " ")
				told[id] = true
			}
		}
	}
	for _, id := range ids {
		if !told[id] {
			t.Errorf("%s never comes", id)
		}
		delete(told, id)
	}
	if len(told) > 0 {
		t.Errorf("not in the list: %v", told)
	}
}

func TestTwoHolidaysOnOneDay(t *testing.T) {
	if id, _ := hours.Holiday(time.Date(2008, 5, 1, 0, 0, 0, 0, time.UTC), "75"); id != "fete_travail" {
		t.Errorf("the Ascension of 1 May 2008 hides %q", id)
	}
}

func TestZones(t *testing.T) {
	summer := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for departement, want := range map[string]string{
		"75": "14:00", "2B": "14:00", "": "14:00", "999": "14:00", "971": "08:00", "972": "08:00", "973": "09:00", "974": "16:00", "975": "10:00",
		"976": "15:00", "977": "08:00", "978": "08:00", "986": "00:00", "987": "02:00", "988": "23:00",
	} {
		if got := summer.In(hours.Zone(departement)).Format("15:04"); got != want {
			t.Errorf("%s: %s, want %s", departement, got, want)
		}
	}
}
