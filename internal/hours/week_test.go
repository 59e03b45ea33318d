package hours_test

import (
	"fmt"
	"testing"
	"time"

	"passerelle/internal/hours"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWeek(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
		whole      bool
	}{
		{"one run", "Mo-Fr 09:00-12:00", []string{"Monday-Friday [{540 720}]"}, true},
		{"a closed day cuts the run", "Mo-Fr 09:00-12:00; We off", []string{"Monday-Tuesday [{540 720}]", "Thursday-Friday [{540 720}]"}, true},
		{"rules that say the same are one run", "Mo 09:00-12:00; Tu 09:00-10:00,10:00-12:00; Su 22:00-02:00", []string{"Monday-Tuesday [{540 720}]", "Sunday-Sunday [{1320 1560}]"}, true},
		{"always", "24/7", []string{"Monday-Sunday [{0 1440}]"}, true},
		{"never", "off", nil, true},
		{"holidays are aside", "Mo 09:00-12:00; PH 10:00-12:00", []string{"Monday-Monday [{540 720}]"}, true},
		{"weeks are not in a week", "week 1-53/2 Tu 09:00-12:00; PH off", nil, false},
		{"a season is not in a week", "Mo 09:00-12:00; Aug off", []string{"Monday-Monday [{540 720}]"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			days, whole := mustParse(t, test.text).Week()
			var got []string
			for _, one := range days {
				got = append(got, fmt.Sprintf("%v-%v %v", one.First, one.Last, one.Spans))
			}
			if diff := cmp.Diff(test.want, got); diff != "" || whole != test.whole {
				t.Errorf("whole %v, (-want +got)\n%s", whole, diff)
			}
		})
	}
}

func TestFormat(t *testing.T) {
	morning, day := []hours.Span{{From: 540, To: 720}}, []hours.Span{{From: 540, To: 720}, {From: 810, To: 1020}}
	night, whole := []hours.Span{{From: 1320, To: 1560}}, []hours.Span{{From: 0, To: 1440}}
	for _, test := range []struct {
		name string
		week [7][]hours.Span
		want string
	}{
		{"nothing", [7][]hours.Span{}, ""},
		{"a working week", [7][]hours.Span{day, day, day, day, day}, "Mo-Fr 09:00-12:00,13:30-17:00"},
		{"two days are a list", [7][]hours.Span{day, day}, "Mo,Tu 09:00-12:00,13:30-17:00"},
		{"equal days apart are together", [7][]hours.Span{day, day, morning, day, day, morning}, "Mo,Tu,Th,Fr 09:00-12:00,13:30-17:00; We,Sa 09:00-12:00"},
		{"nights and whole days", [7][]hours.Span{night, nil, whole, whole, whole}, "Mo 22:00-02:00; We-Fr 00:00-24:00"},
		{"a day and a night without a pause", [7][]hours.Span{{{From: 600, To: 2040}}}, "Mo 10:00-34:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := hours.Format(test.week); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestParseReadsWhatFormatWrites(t *testing.T) {
	day := rapid.Custom(func(t *rapid.T) []hours.Span {
		var spans []hours.Span
		for at := rapid.IntRange(0, 1439).Draw(t, "from"); at < 1440 && len(spans) < 4; {
			to := at + rapid.IntRange(1, 1440).Draw(t, "length")
			spans = append(spans, hours.Span{From: at, To: to})
			at = to + rapid.IntRange(1, 600).Draw(t, "pause")
		}
		return spans[:rapid.IntRange(0, len(spans)).Draw(t, "kept")]
	})
	rapid.Check(t, func(t *rapid.T) {
		var week, back [7][]hours.Span
		pool := rapid.SliceOfN(day, 1, 3).Draw(t, "days")
		for i := range week {
			week[i] = rapid.SampledFrom(pool).Draw(t, "day")
		}
		text := hours.Format(week)
		schedule, err := hours.Parse(text)
		if text == "" {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		days, whole := schedule.Week()
		for _, run := range days {
			for at := run.First; ; at = (at + 1) % 7 {
				back[(at+6)%7] = run.Spans
				if at == run.Last {
					break
				}
			}
		}
		for i := range week {
			if len(week[i])+len(back[i]) > 0 && !cmp.Equal(week[i], back[i]) || !whole {
				t.Fatalf("%q on %v: %v, want %v", text, time.Weekday((i+1)%7), back[i], week[i])
			}
		}
	})
}
