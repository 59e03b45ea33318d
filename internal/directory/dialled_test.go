package directory

import "testing"

func TestNumbersAreSaidAsTheyAreDialledInFrance(t *testing.T) {
	for phone, want := range map[string]string{
		"+33555000001":  "05 55 00 00 01",
		"+590590000001": "05 90 00 00 01",
		"+262262000001": "02 62 00 00 01",
		"+687000001":    "+687000001",
		"3939":          "3939",
		"":              "",
	} {
		p := Place{Phone: phone}
		if got := p.Dialled(); got != want {
			t.Errorf("%q is said %q, not %q", phone, got, want)
		}
	}
}
