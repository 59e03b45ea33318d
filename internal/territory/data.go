package territory

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the communes travel inside the program
	"fmt"
	"io"
	"strconv"
	"strings"
)

// communesFile is made by generate.go; data/README.md tells its columns and what is owed to whom.
//
//go:embed data/communes.tsv.gz
var communesFile []byte

// otherName is a name by which a commune, or a part of it, is known beside its own.
type otherName struct {
	text    string
	commune int32
	kind    nameKind
}

// nameKind is what the other name of a commune is the name of, as the table has it.
type nameKind string

const (
	formerName nameKind = "n" // the commune itself, once
	hamletName nameKind = "l" // a place within it, in La Poste's list; other kinds are communes that joined it
)

// How large the table is about, so that room is made once.
const (
	expectedBytes    = 5 << 19
	expectedCommunes = 35500
	expectedOthers   = 8000
)

// row is one line of the table, its fields taken one after the other.
type row struct {
	rest string
	err  error
}

func (r *row) text() string {
	var field string
	field, r.rest, _ = strings.Cut(r.rest, "\t")
	return field
}

func (r *row) number() int {
	n, err := strconv.Atoi(r.text())
	if err != nil && r.err == nil {
		r.err = err
	}
	return n
}

// degrees are written in hundred-thousandths.
func (r *row) degrees() float64 { return float64(r.number()) / 1e5 }

// readCommunes fills the communes, their postcodes and their other names from the carried table.
func (g *Gazetteer) readCommunes(packed []byte, regions map[string]string) error {
	text, err := unpack(packed)
	if err != nil {
		return fmt.Errorf("read the communes: %w", err)
	}
	_, text, _ = strings.Cut(text, "\n") // the heading
	communes, others, _ := strings.Cut(text, "\n\n")
	g.communes = make([]Commune, 0, expectedCommunes)
	codes := make([]string, 0, expectedCommunes*11/10)
	for line := range strings.SplitSeq(communes, "\n") {
		if codes, err = g.readCommune(line, regions, codes); err != nil {
			return fmt.Errorf("read the commune %q: %w", line, err)
		}
	}
	return g.readOthers(others)
}

// unpack makes one text, which every string that is kept shares.
func unpack(packed []byte) (string, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	var text strings.Builder
	text.Grow(expectedBytes)
	_, err = io.Copy(&text, z)
	return text.String(), err
}

// readCommune adds the commune of a line; codes is the store that all slices of postcodes are cut from.
func (g *Gazetteer) readCommune(line string, regions map[string]string, codes []string) ([]string, error) {
	r := row{rest: line}
	insee, name := r.text(), r.text()
	start := len(codes)
	for code := range strings.FieldsSeq(r.text()) {
		codes = append(codes, code)
	}
	g.addDoubtful(r.text())
	c := Commune{
		INSEE: insee, Name: name, Departement: departementOf(insee), Region: regions[departementOf(insee)],
		Postcodes: codes[start:len(codes):len(codes)],
		EPCI:      r.text(), Population: r.number(), Point: Point{Lat: r.degrees(), Lon: r.degrees()}, Parent: r.text(),
	}
	g.communes = append(g.communes, c)
	return codes, r.err
}

// addDoubtful keeps, for the next commune, the postcodes that one doubtful list states alone.
func (g *Gazetteer) addDoubtful(codes string) {
	for code := range strings.FieldsSeq(codes) {
		g.pairs = append(g.pairs, pairOf(code, int32(len(g.communes)), true))
	}
}

// readOthers fills the other names, and the codes that former communes had.
func (g *Gazetteer) readOthers(lines string) error {
	g.others = make([]otherName, 0, expectedOthers)
	g.formerCodes = make(map[string]int32)
	for line := range strings.Lines(lines) {
		r := row{rest: strings.TrimSuffix(line, "\n")}
		insee, text, kind, former := r.text(), r.text(), r.text(), r.text()
		commune, known := g.position(insee)
		if !known {
			return fmt.Errorf("read the name %q: no commune %q", text, insee)
		}
		g.others = append(g.others, otherName{text, commune, nameKind(kind)})
		if _, today := g.position(former); former != "" && !today {
			g.formerCodes[former] = commune
		}
	}
	return nil
}
