package hours_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/internal/hours"
)

func TestParseReads(t *testing.T) {
	for _, test := range []struct {
		name, text, open, closed string // instants of Paris, apart by spaces
	}{
		{"a range of days, two spans", "Mo-Fr 09:00-12:00,13:30-17:00", "2026-11-23T09:00 2026-11-27T16:59", "2026-11-23T12:00 2026-11-23T08:59 2026-11-28T10:00"},
		{"a list of days and of ranges", "Mo,We-Fr 09:00-12:00", "2026-11-23T10:00 2026-11-25T10:00 2026-11-27T10:00", "2026-11-24T10:00 2026-11-28T10:00"},
		{"a range through Sunday", "Sa-Mo 09:00-12:00", "2026-11-28T10:00 2026-11-29T10:00 2026-11-23T10:00", "2026-11-24T10:00 2026-11-27T10:00"},
		{"a range of one day", "Mo-Mo 09:00-12:00", "2026-11-23T10:00", "2026-11-25T10:00"},
		{"a later rule replaces the earlier ones for its days", "Mo-Fr 08:30-12:00,14:00-17:00; We 10:00-11:00", "2026-11-25T10:30 2026-11-24T15:00", "2026-11-25T09:00 2026-11-25T15:00"},
		{"days off", "Mo-Fr 08:30-12:00; We off", "2026-11-24T10:00", "2026-11-25T10:00"},
		{"days closed", "Mo-Fr 08:30-12:00; We,Th closed", "2026-11-24T10:00", "2026-11-26T10:00"},
		{"no space after the semicolon, one at the end", "Mo 09:00-12:00;Tu 14:00-17:00; ", "2026-11-23T10:00 2026-11-24T15:00", "2026-11-24T10:00"},
		{"spaces inside", " Mo , Tu 09:00 - 12:00 , 14:00 - 17:00", "2026-11-24T10:00 2026-11-23T15:00", "2026-11-25T10:00"},
		{"an hour of one digit", "Mo 9:00-12:00", "2026-11-23T09:00", "2026-11-23T08:59"},
		{"no day is every day", "08:00-17:00", "2026-11-29T10:00 2026-11-25T10:00", "2026-11-25T17:00"},
		{"always", "24/7", "2026-11-29T03:00 2026-12-25T00:00", ""},
		{"always but a day", "24/7; We off", "2026-11-24T23:59", "2026-11-25T00:00 2026-11-25T23:59"},
		{"never", "off", "", "2026-11-24T10:00"},
		{"until midnight", "Mo 20:00-24:00", "2026-11-23T23:59", "2026-11-24T00:00"},
		{"past midnight", "Mo 22:00-02:00", "2026-11-23T22:00 2026-11-24T01:59", "2026-11-23T01:00 2026-11-24T02:00 2026-11-24T22:00"},
		{"past midnight, counted from the day before", "Mo 22:00-26:00", "2026-11-24T01:59", "2026-11-24T02:00"},
		{"past midnight, from Sunday to Monday", "Su 22:00-02:00", "2026-11-23T01:00 2026-11-29T22:00", "2026-11-24T01:00"},
		{"a night goes on into a day off", "Tu 22:00-02:00; We off", "2026-11-25T01:00", "2026-11-25T02:00"},
		{"spans that overlap, not in order", "Mo 14:00-18:00,09:00-12:00,10:00-14:00", "2026-11-23T13:00 2026-11-23T17:00", "2026-11-23T18:00"},
		{"every other week", "week 1-53/2 Tu 09:00-12:30", "2026-12-01T10:00 2026-12-29T10:00", "2026-11-24T10:00 2026-12-08T10:00"},
		{"weeks one by one", "week 2,10-12 Mo 09:00-12:00", "2026-01-05T10:00 2026-03-02T10:00 2026-03-16T10:00", "2026-01-12T10:00 2026-03-23T10:00"},
		{"week 1 may begin in December", "week 1 Mo-Fr 09:00-12:00", "2025-12-29T10:00 2026-01-02T10:00", "2026-12-28T10:00"},
		{"public holidays are left aside", "Mo-Fr 09:00-12:00; PH off", "2026-12-25T10:00", ""},
		{"public holidays alone", "PH 09:00-12:00", "", "2026-12-25T10:00"},
		{"a season replaces the days it names", "Mo-Fr 09:00-17:00; Jul-Aug Mo-Th 09:00-12:00", "2026-07-10T15:00 2026-06-30T15:00", "2026-07-09T15:00 2026-08-31T15:00"},
		{"a season through the new year", "Oct-Mar Mo 09:00-12:00", "2026-11-23T10:00 2026-03-30T10:00", "2026-09-28T10:00 2026-04-13T10:00"},
		{"a month without days", "Mo-Fr 09:00-17:00; Aug off", "2026-07-31T10:00", "2026-08-05T10:00"},
		{"a date", "Mo-Fr 09:00-17:00; Dec 24 09:00-12:00", "2026-12-24T10:00", "2026-12-24T15:00"},
		{"dates of one month", "Mo-Fr 09:00-17:00; Dec 24-28 off", "2026-12-29T10:00 2026-12-23T10:00", "2026-12-24T10:00 2026-12-28T10:00"},
		{"dates through the new year", "Mo-Fr 09:00-17:00; Dec 24-Jan 02 off", "2027-01-04T10:00 2026-12-23T10:00", "2026-12-24T10:00 2026-12-28T10:00 2027-01-01T10:00"},
		{"a list of dates", "Mo-Fr 09:00-17:00; Dec 24,Dec 31 off", "2026-12-30T10:00", "2026-12-24T10:00 2026-12-31T10:00"},
		{"a month before a time is no date", "Jun 09:00-12:00", "2026-06-25T10:00", "2026-07-01T10:00"},
		{"a month and a week", "Jun week 23 Mo 09:00-12:00", "2026-06-01T10:00", "2026-06-08T10:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			schedule, err := hours.Parse(test.text)
			if err != nil {
				t.Fatal(err)
			}
			for instant := range strings.FieldsSeq(test.open) {
				if !schedule.Opens(inZone("75", instant)) {
					t.Errorf("closed at %s", instant)
				}
			}
			for instant := range strings.FieldsSeq(test.closed) {
				if schedule.Opens(inZone("75", instant)) {
					t.Errorf("open at %s", instant)
				}
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ name, text, part string }{
		{"an hour without its end", "Mo 08:30-12:00; Tu 08:30", "« Tu 08:30 »"},
		{"three hours in a row", "Mo 09:00-12:00-14:00; Tu 09:00-12:00", "« Mo 09:00-12:00-14:00 »"},
		{"French hours", "Mo-Fr 9h-12h30", "« Mo-Fr 9h-12h30 »"},
		{"hours without minutes", "Mo 14-17", "« Mo 14-17 »"},
		{"three digits", "Mo 009:00-12:00", ""},
		{"minutes above 59", "Mo 09:60-12:00", ""},
		{"a beginning above 24:00", "Mo 25:00-26:00", ""},
		{"an end above 48:00", "Mo 23:00-48:01", ""},
		{"a span longer than a day", "Mo 09:00-34:00", ""},
		{"a span as long as nothing", "Mo 09:00-09:00", ""},
		{"midnight to midnight", "Mo 00:00-00:00", ""},
		{"days without hours", "Mo-Fr", ""},
		{"hours without days after others", "Mo-Fr 09:00-12:00; 14:00-17:00", "« 14:00-17:00 »"},
		{"off after others", "Mo-Fr 09:00-12:00; off", "« off »"},
		{"an unknown day", "Lu 09:00-12:00", ""},
		{"days in lower case", "mo-fr 09:00-12:00", ""},
		{"a list that ends in a comma", "Mo, 09:00-12:00", ""},
		{"times off", "Mo 09:00-18:00; Mo 12:00-13:00 off", "« Mo 12:00-13:00 off »"},
		{"a second rule after a comma", "Mo 09:00-12:00, Tu 14:00-17:00", ""},
		{"a comment", `Mo-Fr 09:00-12:00 "sur rendez-vous"`, "sur rendez-vous"},
		{"school holidays", "Mo-Fr 09:00-12:00; SH off", "« SH off »"},
		{"another choice", "Mo-Fr 09:00-12:00 || 14:00-17:00", ""},
		{"an open end", "Mo-Fr 09:00+", ""},
		{"the sun", "Mo-Fr 09:00-sunset", ""},
		{"the first Tuesday", "Tu[1] 09:00-12:00", ""},
		{"weeks in reverse", "week 50-2 Mo 09:00-12:00", ""},
		{"week 0", "week 0-10 Mo 09:00-12:00", ""},
		{"week 54", "week 1-54 Mo 09:00-12:00", ""},
		{"every zeroth week", "week 1-53/0 Mo 09:00-12:00", ""},
		{"weeks twice", "week 1 week 2 Mo 09:00-12:00", ""},
		{"dates in reverse", "Dec 26-24 off", ""},
		{"a date that is not", "Feb 30 off", ""},
		{"a zeroth day", "Feb 0 off", ""},
		{"half a range of dates", "Jun 15-Sep off", ""},
		{"a month to a day", "Jun-15 off", ""},
		{"the other half", "Jun-Sep 15 off", ""},
		{"a year", "2026 Dec 25 off", ""},
		{"nothing", "", "vides"},
		{"semicolons", " ; ;", "vides"},
		{"what is too long", strings.Repeat("Mo 09:00-12:00;", 67), "1000 octets"},
		{"what is no text", "Mo \xff\xfe", "\uFFFD"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := hours.Parse(test.text)
			if err == nil {
				t.Fatalf("%q is read", test.text)
			}
			if !strings.Contains(err.Error(), test.part) {
				t.Errorf("the error %q does not name %s", err, test.part)
			}
		})
	}
}

func TestALongRefusalIsCut(t *testing.T) {
	_, err := hours.Parse(strings.Repeat("é", 400))
	if want := "« " + strings.Repeat("é", 60) + "… » n'est pas compris"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestSpanOf(t *testing.T) {
	for _, test := range []struct {
		name, from, to string
		want           hours.Span
		wrong          bool
	}{
		{"a morning", "09:00", "12:30", hours.Span{From: 540, To: 750}, false},
		{"with seconds, as the national directory writes", "09:00:00", "12:30:00", hours.Span{From: 540, To: 750}, false},
		{"an hour of one digit, spaces", " 9:00 ", "12:30 ", hours.Span{From: 540, To: 750}, false},
		{"past midnight", "22:00", "02:00", hours.Span{From: 1320, To: 1560}, false},
		{"until midnight", "20:00", "00:00", hours.Span{From: 1200, To: 1440}, false},
		{"seconds that count", "09:00:30", "12:00", hours.Span{}, true},
		{"no time at all", "00:00", "00:00", hours.Span{}, true},
		{"words", "9h", "midi", hours.Span{}, true},
		{"nothing", "", "12:00", hours.Span{}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := hours.SpanOf(test.from, test.to)
			if got != test.want || (err != nil) != test.wrong {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

// FuzzParse reads anything as hours: what is read answers without a panic, opens when it says that it will, and closes when it
// says that it will.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"Mo-Fr 09:00-12:00,13:30-17:00; We off", "week 1-53/2 Tu 09:00-12:30; PH off", "24/7", "Sa-Mo 22:00-02:00", "Dec 24-Jan 02 off",
		"Jun-Aug Mo-Fr 08:00-12:00", "Tu 08:30", "Mo 09:00-12:00-14:00", "\"", "PH,Su 10:00-12:00", "Feb 29 00:00-24:00", "Mo 00:00-48:00"} {
		f.Add(seed, int64(1_795_000_000))
	}
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		schedule, err := hours.Parse(text)
		if err != nil {
			return
		}
		at := time.Unix(unix%8_000_000_000, 0)
		opening := schedule.At(at, "67")
		if !opening.Next.IsZero() && (!opening.Next.After(at) || schedule.At(opening.Next, "67").State != hours.Open) {
			t.Errorf("%q does not open at %v, next of %v", text, opening.Next, at)
		}
		if !opening.Until.IsZero() && (!opening.Until.After(at) || schedule.At(opening.Until, "67").State == hours.Open) {
			t.Errorf("%q does not close at %v, end of %v", text, opening.Until, at)
		}
		schedule.Week()
	})
}
