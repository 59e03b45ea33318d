package hours_test

import (
	"fmt"
	"testing"
	"time"

	"passerelle/internal/hours"

	"pgregory.net/rapid"
)

func mustParse(t testing.TB, text string) *hours.Schedule {
	t.Helper()
	schedule, err := hours.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return schedule
}

// told writes an opening as "open until … next …", in the clock of its place.
func told(o hours.Opening) string {
	text := map[hours.State]string{hours.Unknown: "unknown", hours.Closed: "closed", hours.Open: "open"}[o.State]
	if !o.Until.IsZero() {
		text += " until " + o.Until.Format("2006-01-02T15:04")
	}
	if !o.Next.IsZero() {
		text += " next " + o.Next.Format("2006-01-02T15:04")
	}
	if o.Holiday != "" {
		text += " (" + o.Holiday + ")"
	}
	return text
}

func TestAt(t *testing.T) {
	const office = "Mo-Fr 09:00-12:00,13:30-17:00"
	for _, test := range []struct{ name, text, departement, at, want string }{
		{"open in the morning", office, "75", "2026-11-23T10:00", "open until 2026-11-23T12:00 next 2026-11-23T13:30"},
		{"the last minute", office, "75", "2026-11-23T11:59", "open until 2026-11-23T12:00 next 2026-11-23T13:30"},
		{"at noon", office, "75", "2026-11-23T12:00", "closed next 2026-11-23T13:30"},
		{"open on Friday afternoon", office, "75", "2026-11-27T16:00", "open until 2026-11-27T17:00 next 2026-11-30T09:00"},
		{"on Saturday", office, "75", "2026-11-28T10:00", "closed next 2026-11-30T09:00"},
		{"spans that touch are one", "Mo 09:00-13:00,13:00-17:00", "75", "2026-11-23T10:00", "open until 2026-11-23T17:00 next 2026-11-30T09:00"},
		{"days that touch are one", "Mo 18:00-24:00; Tu 00:00-08:00", "75", "2026-11-23T20:00", "open until 2026-11-24T08:00 next 2026-11-30T18:00"},
		{"a night", "Mo-Fr 22:00-02:00", "75", "2026-11-24T01:00", "open until 2026-11-24T02:00 next 2026-11-24T22:00"},
		{"before a night", "Mo-Fr 22:00-02:00", "75", "2026-11-24T02:00", "closed next 2026-11-24T22:00"},
		{"always", "24/7", "75", "2026-11-24T02:00", "open"},
		{"never", "off", "75", "2026-11-24T02:00", "closed"},
		{"in two weeks, to the minute", "week 1-53/2 Tu 12:30-14:00", "75", "2026-12-01T12:30", "open until 2026-12-01T14:00 next 2026-12-15T12:30"},
		{"in two weeks exactly", "week 50 Tu 18:00-19:00", "75", "2026-11-24T18:00", "closed next 2026-12-08T18:00"},
		{"in two weeks and a minute", "week 50 Tu 18:00-19:00", "75", "2026-11-24T17:59", "closed"},
		{"in more than two weeks", "Jan 09:00-12:00", "75", "2026-11-24T02:00", "closed"},
		{"open for more than two weeks", "Nov-Dec 00:00-24:00; PH 00:00-24:00", "75", "2026-11-24T02:00", "open"},

		{"a holiday of which the hours say nothing", office, "75", "2026-12-25T10:00", "unknown next 2026-12-28T09:00 (noel)"},
		{"the night of that holiday", office, "75", "2026-12-25T03:00", "unknown next 2026-12-28T09:00 (noel)"},
		{"a holiday on a day that is closed anyway", "Mo-Th 09:00-12:00", "75", "2026-12-25T10:00", "closed next 2026-12-28T09:00 (noel)"},
		{"a holiday that is off", office + "; PH off", "75", "2026-12-25T10:00", "closed next 2026-12-28T09:00 (noel)"},
		{"a holiday with its own hours", office + "; PH 10:00-11:00", "75", "2026-12-25T10:30", "open until 2026-12-25T11:00 next 2026-12-28T09:00 (noel)"},
		{"a holiday with the same hours", "Mo-Fr,PH 09:00-12:00", "75", "2026-12-25T10:30", "open until 2026-12-25T12:00 next 2026-12-28T09:00 (noel)"},
		{"a rule after PH is not about holidays", "PH off; Mo-Fr 09:00-12:00", "75", "2026-12-25T10:30", "unknown next 2026-12-28T09:00 (noel)"},
		{"the date itself is off", office + "; Dec 25 off", "75", "2026-12-25T10:30", "closed next 2026-12-28T09:00 (noel)"},
		{"always, on a holiday", "24/7", "75", "2026-12-25T10:30", "unknown next 2026-12-26T00:00 (noel)"},
		{"always but on holidays, the day before", "24/7; PH off", "75", "2026-12-24T10:30", "open until 2026-12-25T00:00 next 2026-12-26T00:00"},
		{"the next opening passes over a holiday", office, "75", "2026-12-24T18:00", "closed next 2026-12-28T09:00"},
		{"and stops at one with hours", office + "; PH 10:00-11:00", "75", "2026-12-24T18:00", "closed next 2026-12-25T10:00"},
		{"every other week, off on the holiday", "week 2-52/2 Fr 09:00-12:30; PH off", "75", "2026-12-25T10:00", "closed (noel)"},
		{"every other week, silent on the holiday", "week 2-52/2 Fr 09:00-12:30", "75", "2026-12-25T10:00", "unknown (noel)"},
		{"a holiday of Alsace", office, "67", "2025-12-26T10:00", "unknown next 2025-12-29T09:00 (saint_etienne)"},
		{"which Paris works", office, "75", "2025-12-26T10:00", "open until 2025-12-26T12:00 next 2025-12-26T13:30"},
		{"a night that runs into a silent holiday ends at midnight", "Mo-Su 22:00-02:00", "75", "2026-12-24T23:00", "open until 2026-12-25T00:00 next 2026-12-26T22:00"},
		{"and its small hours are not known", "We,Th 22:00-02:00", "75", "2026-12-25T01:00", "unknown next 2026-12-30T22:00 (noel)"},
		{"nor is the day after them", "We,Th 22:00-02:00", "75", "2026-12-25T10:00", "unknown next 2026-12-30T22:00 (noel)"},
		{"the small hours after a silent holiday are not known", "Mo-Su 22:00-02:00", "75", "2026-12-26T01:00", "unknown next 2026-12-26T22:00"},
		{"a night that runs into a holiday off goes on", "Mo-Su 22:00-02:00; PH off", "75", "2026-12-25T01:00", "open until 2026-12-25T02:00 next 2026-12-26T22:00 (noel)"},

		{"spring: the night that loses an hour", "Sa 22:00-04:00", "75", "2026-03-28T23:00", "open until 2026-03-29T04:00 next 2026-04-04T22:00"},
		{"spring: a closing that does not happen is at the change", "Sa 22:00-02:30", "75", "2026-03-28T23:00", "open until 2026-03-29T03:00 next 2026-04-04T22:00"},
		{"spring: hours that do not happen", "Su 02:10-02:50", "75", "2026-03-28T23:00", "closed next 2026-04-05T02:10"},
		{"spring: the Monday after", office, "75", "2026-03-28T23:00", "closed next 2026-03-30T09:00"},
		{"autumn: the Monday after", office, "75", "2026-10-24T23:00", "closed next 2026-10-26T09:00"},
		{"autumn: open until the first of the two half past two", "Sa 22:00-02:30", "75", "2026-10-24T23:00", "open until 2026-10-25T02:30 next 2026-10-31T22:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := told(mustParse(t, test.text).At(inZone(test.departement, test.at), test.departement)); got != test.want {
				t.Errorf("%q at %s: %s, want %s", test.text, test.at, got, test.want)
			}
		})
	}
}

func TestTheHourThatAutumnRepeats(t *testing.T) {
	first := time.Date(2026, 10, 25, 0, 15, 0, 0, time.UTC) // 02:15, then again an hour later
	for _, test := range []struct{ name, text, first, second string }{
		{"closed in the middle of the first, and for good", "Sa 22:00-02:30", "open until 2026-10-25T02:30 next 2026-10-31T22:00", "closed next 2026-10-31T22:00"},
		{"closed at its end", "Sa 22:00-03:00", "open until 2026-10-25T03:00 next 2026-10-31T22:00", "open until 2026-10-25T03:00 next 2026-10-31T22:00"},
		{"open from the middle of the first on", "Su 02:30-04:00", "closed next 2026-10-25T02:30", "open until 2026-10-25T04:00 next 2026-11-08T02:30"},
	} {
		t.Run(test.name, func(t *testing.T) {
			schedule := mustParse(t, test.text)
			if got := told(schedule.At(first, "75")); got != test.first {
				t.Errorf("first: %s, want %s", got, test.first)
			}
			if got := told(schedule.At(first.Add(time.Hour), "75")); got != test.second {
				t.Errorf("second: %s, want %s", got, test.second)
			}
		})
	}
	until := mustParse(t, "Sa 22:00-03:00").At(first, "75").Until
	if want := time.Date(2026, 10, 25, 2, 0, 0, 0, time.UTC); !until.Equal(want) {
		t.Errorf("until %v, want %v", until.UTC(), want)
	}
}

func TestAtOfUnknownHours(t *testing.T) {
	var schedule *hours.Schedule
	if got := told(schedule.At(inZone("75", "2026-12-25T10:00"), "75")); got != "unknown (noel)" {
		t.Error(got)
	}
	if got := told(schedule.At(inZone("75", "2026-12-24T10:00"), "75")); got != "unknown" {
		t.Error(got)
	}
	if schedule.Opens(inZone("75", "2026-12-24T10:00")) {
		t.Error("unknown hours open")
	}
	if days, whole := schedule.Week(); days != nil || whole {
		t.Error("unknown hours have a week", days)
	}
}

func TestAtTellsTheTimeOfThePlace(t *testing.T) {
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	schedule := mustParse(t, "Mo-Fr 08:00-12:00")
	for departement, want := range map[string]string{
		"75":  "closed next 2026-11-25T08:00",
		"2A":  "closed next 2026-11-25T08:00",
		"971": "open until 2026-11-24T12:00 next 2026-11-25T08:00",
		"973": "open until 2026-11-24T12:00 next 2026-11-25T08:00",
		"974": "closed next 2026-11-25T08:00",
		"987": "closed next 2026-11-24T08:00",
		"988": "closed next 2026-11-25T08:00",
	} {
		if got := told(schedule.At(noon, departement)); got != want {
			t.Errorf("%s: %s, want %s", departement, got, want)
		}
	}
}

// drawn writes hours with nights, holidays and seasons, in steps of ten minutes.
func drawn(t *rapid.T) string {
	text := ""
	for i := range rapid.IntRange(1, 4).Draw(t, "rules") {
		days := rapid.SampledFrom([]string{"Mo-Fr", "Mo", "Sa,Su", "Fr-Mo", "We", "PH", "Su,PH", "week 1-53/2 Mo-Th", "Mar-Apr", "Dec 24-Jan 02", "Oct Su"}).Draw(t, "days")
		spans := rapid.SampledFrom([]string{"off", "09:00-12:00,13:30-17:00", "22:00-02:30", "00:00-24:00", "01:20-02:40,03:00-05:00", "02:10-02:50", ""}).Draw(t, "spans")
		if spans == "" {
			from := rapid.IntRange(0, 143).Draw(t, "from")
			to := (from + rapid.IntRange(1, 143).Draw(t, "length")) % 144
			spans = fmt.Sprintf("%02d:%d0-%02d:%d0", from/6, from%6, to/6, to%6)
		}
		if i > 0 {
			text += "; "
		}
		text += days + " " + spans
	}
	return text
}

// around draws a moment of 2026, often near a change of the clock or a holiday.
func around(t *rapid.T) time.Time {
	near := rapid.SampledFrom([]string{"2026-03-28T20:00", "2026-10-24T20:00", "2026-12-23T12:00", "2026-04-02T12:00", "2026-04-30T12:00", "2026-01-01T00:00", "2026-08-01T00:00"}).Draw(t, "near")
	return inZone("75", near).Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "tens")) * 10 * time.Minute)
}

func TestUntilAndNextAreTheFirstMomentsOfTheirKind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, departement := drawn(t), rapid.SampledFrom([]string{"75", "67", "975", "974"}).Draw(t, "département")
		schedule, err := hours.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		start := around(t)
		opening := schedule.At(start, departement)
		at := start
		for end := start.Add(14*24*time.Hour - 2*time.Hour); at.Before(end); at = at.Add(10 * time.Minute) {
			open := schedule.At(at, departement).State == hours.Open
			switch {
			case opening.State == hours.Open && opening.Until.IsZero() && !open:
				// Never closes, so that only a holiday of which the hours say nothing is another matter.
				if schedule.At(at, departement).State != hours.Unknown {
					t.Fatalf("%q closes at %v, %s", text, at, told(opening))
				}
				return
			case opening.State == hours.Open && (opening.Until.IsZero() || at.Before(opening.Until)):
				if !open {
					t.Fatalf("%q is not open at %v, before %s", text, at, told(opening))
				}
			case !opening.Next.IsZero() && !at.Before(opening.Next):
				if !open && at.Equal(opening.Next) {
					t.Fatalf("%q is not open at %v, %s", text, at, told(opening))
				}
				return
			case open:
				t.Fatalf("%q is open at %v, not %s", text, at, told(opening))
			}
		}
	})
}

func TestAtAgreesWithOpensOnWorkingDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, at := drawn(t), around(t)
		schedule, err := hours.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range []time.Time{at, at.AddDate(0, 0, -1)} {
			if _, holiday := hours.Holiday(day, "75"); holiday {
				return
			}
		}
		if open := schedule.At(at, "75").State == hours.Open; open != schedule.Opens(at) {
			t.Fatalf("%q at %v: At says open %v, Opens does not", text, at, open)
		}
	})
}

func BenchmarkAt(b *testing.B) {
	for _, bench := range []struct{ name, text, at string }{
		{"open", "Mo-Fr 09:00-12:00,13:30-17:00; We off", "2026-11-24T10:00"},
		{"opens after the weekend", "Mo-Fr 09:00-12:00,13:30-17:00; We off", "2026-11-27T18:00"},
		{"opens after Christmas", "Mo-Fr 09:00-12:00,13:30-17:00; We off", "2026-12-24T18:00"},
		{"holiday in spring", "Mo-Fr 09:00-12:00,13:30-17:00", "2026-05-14T10:00"},
		{"night before the change", "Sa 22:00-04:00", "2026-03-28T23:00"},
		{"every other week", "week 1-53/2 Tu 09:00-12:30; PH off", "2026-12-02T10:00"},
		{"nothing for two weeks", "Aug 09:00-12:30", "2026-12-02T10:00"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			schedule, at := mustParse(b, bench.text), inZone("75", bench.at)
			b.ReportAllocs()
			for b.Loop() {
				schedule.At(at, "75")
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	cases := oracleCases(b)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		hours.Parse(cases[i%len(cases)].text)
		i++
	}
}
