package source_test

import (
	"errors"
	"testing"

	"passerelle/internal/source"
)

func TestFaultsAreToldByFileAndLineEachOnce(t *testing.T) {
	var faults source.Faults
	if faults.Err() != nil || faults.Len() != 0 {
		t.Fatal("there are faults before any was noted")
	}
	b := source.Fault{File: "b.yaml", Line: 1, What: "b", Mend: "mieux"}
	a0 := source.Fault{File: "a.yaml", What: "a0", Mend: "mieux"}
	a9 := source.Fault{File: "a.yaml", Line: 9, What: "a9", Mend: "mieux"}
	a10 := source.Fault{File: "a.yaml", Line: 10, What: "a10", Mend: "mieux"}
	for _, f := range []source.Fault{b, a10, a0, a9, b, a10} {
		faults.Add(f)
	}
	const want = "a.yaml: a0. Remède : mieux.\na.yaml:9: a9. Remède : mieux.\na.yaml:10: a10. Remède : mieux.\nb.yaml:1: b. Remède : mieux."
	if got := faults.Err().Error(); got != want {
		t.Errorf("told:\n%s\nwanted:\n%s", got, want)
	}
	var list source.Error
	if !errors.As(faults.Err(), &list) || len(list) != 4 {
		t.Errorf("the error does not hold the list: %v", list)
	}
}

func TestTwoFaultsOfOneLineKeepTheOrderInWhichTheyWereFound(t *testing.T) {
	var faults source.Faults
	for _, what := range []string{"z", "a", "m"} {
		faults.Add(source.Fault{File: "a.yaml", Line: 1, What: what})
	}
	sorted := faults.Sorted()
	if sorted[0].What != "z" || sorted[1].What != "a" || sorted[2].What != "m" {
		t.Errorf("%v", sorted)
	}
}
