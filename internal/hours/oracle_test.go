package hours_test

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"testing"
	"time"

	"passerelle/internal/hours"
)

// oracleCase is what another reader of opening hours says of a real value; testdata/README.md says which.
type oracleCase struct {
	text, parse, open string
	nextChange        string
}

var oracleInstants = []string{"2026-11-23T10:00", "2026-11-24T12:30", "2026-11-25T10:00", "2026-11-25T15:00", "2026-11-26T10:00",
	"2026-11-27T17:45", "2026-11-28T10:30", "2026-11-29T11:00", "2026-12-25T10:00", "2027-01-06T10:00"}

func oracleCases(t testing.TB) []oracleCase {
	t.Helper()
	file, err := os.Open("testdata/cases.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	plain, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(plain).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var cases []oracleCase
	for _, row := range rows[1:] {
		cases = append(cases, oracleCase{text: row[0], parse: row[2], open: row[3], nextChange: row[4]})
	}
	return cases
}

// accepted are the values on which we differ from the oracle, and why.
var accepted = map[string]string{
	"Mo,Tu 13:30-15:30; Th 00:00-00:00; Fr 13:30-13:30":                            "a span as long as nothing: the oracle opens for 24 hours",
	"Mo-Fr 09:00-12:00,14:00-17:00; Th,Sa 09:00-12:00; We 09:00-09:00,14:00-17:00": "a span as long as nothing: the oracle opens for 24 hours",
	"Mo-Fr 15:30-18:00; We 09:30-11:30,14:30-18:30; Sa 11:00-11:00,17:00-17:00":    "a span as long as nothing: the oracle opens for 24 hours",
	"Tu-Fr 08:00-12:00,14:00-17:00; Mo 08:00-12:00,14:00-14:00":                    "a span as long as nothing: the oracle opens for 24 hours",
	"week 2-52/2 Fr 09:00-12:30; PH off":                                           "Opens leaves public holidays aside: it is At that closes on 25 December",
}

func TestOpensAsTheOracle(t *testing.T) {
	read, agree := 0, 0
	for _, one := range oracleCases(t) {
		if one.parse != "ok" {
			continue
		}
		read++
		got := tenInstants(one.text)
		if got == one.open {
			agree++
		} else if _, known := accepted[one.text]; !known {
			t.Errorf("%q opens %s, the oracle says %s", one.text, got, one.open)
		}
	}
	t.Logf("%d of the %d values that the oracle reads agree at ten instants (%.2f %%)", agree, read, 100*float64(agree)/float64(read))
	if read != 4074 || read-agree != len(accepted) {
		t.Errorf("%d of %d disagree, %d are accepted", read-agree, read, len(accepted))
	}
}

// tenInstants answers a digit an instant, as the oracle does; the error of what is refused.
func tenInstants(text string) string {
	schedule, err := hours.Parse(text)
	if err != nil {
		return err.Error()
	}
	var got []byte
	for _, instant := range oracleInstants {
		if schedule.Opens(inZone("75", instant)) {
			got = append(got, '1')
		} else {
			got = append(got, '0')
		}
	}
	return string(got)
}

func TestNothingTheOracleRefusesIsRead(t *testing.T) {
	refused := 0
	for _, one := range oracleCases(t) {
		if one.parse == "ok" {
			continue
		}
		refused++
		if _, err := hours.Parse(one.text); err == nil {
			t.Errorf("%q is read", one.text)
		}
	}
	if refused != 43 {
		t.Errorf("%d values refused or doubted by the oracle, 43 are expected", refused)
	}
}

func TestNextChangeAsTheOracle(t *testing.T) {
	at := inZone("75", "2026-11-24T12:30")
	same := 0
	for _, one := range oracleCases(t) {
		schedule, err := hours.Parse(one.text)
		if err != nil {
			continue
		}
		opening := schedule.At(at, "75")
		change := opening.Next
		if opening.State == hours.Open {
			change = opening.Until
		}
		got := ""
		if !change.IsZero() {
			got = change.Format("2006-01-02T15:04")
		}
		if got != one.nextChange {
			t.Errorf("%q changes at %q, the oracle says %q", one.text, got, one.nextChange)
		} else {
			same++
		}
	}
	t.Logf("%d next changes agree", same)
}

// inZone reads a time of the clock of a département.
func inZone(departement, clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02T15:04", clock, hours.Zone(departement))
	if err != nil {
		panic(err)
	}
	return t
}
