package territory

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestZProbe(t *testing.T) {
	g := gazetteer(t)
	f, _ := os.ReadFile("/tmp/probe.txt")
	for w := range strings.SplitSeq(strings.TrimSpace(string(f)), ";") {
		w = strings.TrimSpace(w)
		m := g.Find(w)
		fmt.Printf("%-28s sure=%v", w, m.Sure)
		if m.Departement != nil {
			fmt.Printf(" DEP=%s", m.Departement.Name)
		}
		for _, c := range m.Candidates {
			fmt.Printf(" | %s(%s,%d) %.2f", c.Commune.Name, c.Commune.Departement, c.Commune.Population, c.Score)
		}
		fmt.Println()
	}
}

func TestZScores(t *testing.T) {
	g := gazetteer(t)
	for _, file := range []string{"testdata/commune_match_cases.csv", "testdata/commune_words.csv"} {
		for _, row := range readTable(t, file) {
			w := row["query"] + " " + row["code_postal"]
			want := row["expected_insee"]
			if row["words"] != "" {
				w, want = row["words"], row["insee"]
			}
			m := g.Find(w)
			for i, c := range m.Candidates {
				if c.Commune.INSEE == want {
					fmt.Printf("SCORE %.3f %d %v %s\n", c.Score, i, m.Sure, w)
				}
			}
		}
	}
}

func TestZSure(t *testing.T) {
	g := gazetteer(t)
	n := 0
	for i := range g.communes {
		if m := g.Find(g.communes[i].Name); m.Sure && m.Departement == nil {
			n++
			fmt.Fprintf(os.Stderr, "SURE %s %s\n", g.communes[i].INSEE, g.communes[i].Name)
		}
	}
	fmt.Println("NSURE", n)
}
