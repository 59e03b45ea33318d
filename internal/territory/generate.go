//go:build ignore

// Command generate makes the file of communes that the program carries, from a directory with communes.csv.gz,
// communes_alias.csv.gz and postcodes.csv.gz:
//
//	go run internal/territory/generate.go ../shared/data internal/territory/data/communes.tsv.gz
//
// The same input always gives the same bytes. What the columns are is told in data/README.md.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const heading = "# Source : INSEE, DGCL, La Poste (Licence Ouverte 2.0), GeoNames (CC BY 4.0). Code officiel géographique 2026 ; points de La Poste, été 2024.\n"

// kinds are the letters by which the carried file names the kinds of other names.
var kinds = map[string]string{"commune-deleguee": "d", "commune-associee": "a", "ancien-nom": "n", "laposte-ligne5": "l"}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: generate DIRECTORY FILE")
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func generate(dir, out string) error {
	postcodes, err := readTable(filepath.Join(dir, "postcodes.csv.gz"))
	if err != nil {
		return err
	}
	communes, err := readTable(filepath.Join(dir, "communes.csv.gz"))
	if err != nil {
		return err
	}
	aliases, err := readTable(filepath.Join(dir, "communes_alias.csv.gz"))
	if err != nil {
		return err
	}
	var text bytes.Buffer
	text.WriteString(heading)
	writeCommunes(&text, communes, pairsOf(postcodes))
	writeAliases(&text, aliases)
	packed, err := pack(text.Bytes())
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}

// pairs are the postcodes of communes by INSEE code: those that decide and those that one doubtful list states alone.
type pairs struct{ sure, doubtful map[string][]string }

func pairsOf(rows []map[string]string) pairs {
	p := pairs{make(map[string][]string), make(map[string][]string)}
	for _, row := range rows {
		into := p.sure
		if row["sources"] == "fimoct" {
			into = p.doubtful
		}
		into[row["insee"]] = append(into[row["insee"]], row["code_postal"])
	}
	return p
}

func writeCommunes(text *bytes.Buffer, rows []map[string]string, p pairs) {
	slices.SortFunc(rows, func(a, b map[string]string) int { return strings.Compare(a["insee"], b["insee"]) })
	for _, row := range rows {
		postcodes := strings.Fields(row["codes_postaux"])
		for _, code := range p.sure[row["insee"]] {
			if !slices.Contains(postcodes, code) {
				postcodes = append(postcodes, code)
			}
		}
		writeLine(text, row["insee"], row["nom"], strings.Join(postcodes, " "), strings.Join(p.doubtful[row["insee"]], " "),
			row["epci"], row["population"], hundredThousandths(row["lat"]), hundredThousandths(row["lon"]), row["parent"])
	}
	text.WriteString("\n")
}

// hundredThousandths writes degrees without a point: short, and quick to read.
func hundredThousandths(degrees string) string {
	d, err := strconv.ParseFloat(degrees, 64)
	if err != nil {
		log.Fatalf("read the degrees %q: %v", degrees, err)
	}
	return strconv.Itoa(int(math.Round(d * 1e5)))
}

func writeAliases(text *bytes.Buffer, rows []map[string]string) {
	slices.SortFunc(rows, func(a, b map[string]string) int {
		return strings.Compare(a["insee"]+a["alias"]+a["kind"]+a["old_insee"], b["insee"]+b["alias"]+b["kind"]+b["old_insee"])
	})
	for _, row := range rows {
		name := row["alias"]
		if row["kind"] == "laposte-ligne5" {
			name = asWritten(name)
		}
		writeLine(text, row["insee"], name, kinds[row["kind"]], row["old_insee"], row["code_postal"])
	}
}

func writeLine(text *bytes.Buffer, fields ...string) {
	text.WriteString(strings.Join(fields, "\t"))
	text.WriteString("\n")
}

func pack(text []byte) ([]byte, error) {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(text); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// readTable reads a gzipped CSV file with a header.
func readTable(name string) ([]map[string]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	lines := csv.NewReader(z)
	header, err := lines.Read()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var rows []map[string]string
	for {
		line, err := lines.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		row := make(map[string]string, len(header))
		for i, column := range header {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
}

// asWritten gives a name in capitals the shape in which names are written.
func asWritten(capitals string) string {
	words := strings.Fields(strings.ToLower(capitals))
	for i, word := range words {
		switch word {
		case "d", "de", "du", "des", "et", "en", "sur", "sous", "les", "la", "le", "l", "aux", "au":
			if i > 0 {
				continue
			}
		}
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, " ")
}
