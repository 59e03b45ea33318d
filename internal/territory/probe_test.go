package territory

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestProbe(t *testing.T) {
	g, _ := Load()
	body, _ := os.ReadFile(os.Getenv("PROBE"))
	for _, w := range strings.Split(strings.TrimSpace(string(body)), "\n") {
		m := g.Find(w)
		s := fmt.Sprintf("%-34q sure=%v pc=%s", w, m.Sure, m.Postcode)
		if m.Departement != nil {
			s += " DEP=" + m.Departement.Code
		}
		for _, c := range m.Candidates[:min(4, len(m.Candidates))] {
			s += fmt.Sprintf(" | %s (%s) %.2f %s", c.Commune.Name, c.Commune.INSEE, c.Score, c.Heard)
		}
		fmt.Println(s, len(m.Candidates))
	}
}
