package territory

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// shared is where the project keeps the data that the carried file is made from; it is not part of the program.
const shared = "../../../shared/data"

func TestCarriedFileIsWhatTheGeneratorMakes(t *testing.T) {
	for _, name := range []string{"communes.csv.gz", "communes_alias.csv.gz", "postcodes.csv.gz"} {
		// Read, and not only looked at, so that a test result is not kept when they change.
		if _, err := os.ReadFile(filepath.Join(shared, name)); err != nil {
			t.Skip("the data that the communes are made from are not here: " + name)
		}
	}
	if _, err := os.ReadFile("generate.go"); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "communes.tsv.gz")
	if said, err := exec.Command("go", "run", "generate.go", shared, out).CombinedOutput(); err != nil {
		t.Fatalf("generate: %v\n%s", err, said)
	}
	made, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(made, communesFile) {
		return
	}
	want, err := unpack(made)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := unpack(communesFile); err != nil || got != want {
		t.Error("data/communes.tsv.gz is not what the generator makes: go run internal/territory/generate.go ../shared/data internal/territory/data/communes.tsv.gz")
	}
}

func TestCarriedFileNamesThoseWhoPublishIt(t *testing.T) {
	text, err := unpack(communesFile)
	if err != nil {
		t.Fatal(err)
	}
	heading, _, _ := strings.Cut(text, "\n")
	for _, owed := range []string{"INSEE", "DGCL", "La Poste", "Licence Ouverte 2.0", "GeoNames (CC BY 4.0)"} {
		if !strings.Contains(heading, owed) {
			t.Errorf("the first line of the file does not name %s: %q", owed, heading)
		}
	}
	if len(communesFile) > 1<<20 {
		t.Errorf("the file weighs %d bytes, more than 1 MiB", len(communesFile))
	}
}

func TestBrokenTablesAreRefused(t *testing.T) {
	heading := "# Source\n"
	for name, text := range map[string]string{
		"a population that is no number": heading + "01001\tA\t01400\t\t\tmany\t4610000\t490000\t\n\n",
		"a point that is no number":      heading + "01001\tA\t01400\t\t\t10\tnorth\t490000\t\n\n",
		"a name of no commune":           heading + "01001\tA\t01400\t\t\t10\t4610000\t490000\t\n\n01002\tB\td\t\t\n",
	} {
		var packed bytes.Buffer
		packText(t, &packed, text)
		if err := new(Gazetteer).readCommunes(packed.Bytes(), nil); err == nil {
			t.Errorf("%s is read without an error", name)
		}
	}
	if err := new(Gazetteer).readCommunes([]byte("no gzip"), nil); err == nil {
		t.Error("a file that is not compressed is read without an error")
	}
	if _, _, err := readDepartements("# heading\n59\t32\n"); err == nil {
		t.Error("a département without a name is read without an error")
	}
}
