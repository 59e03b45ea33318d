package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"passerelle/internal/territory"
)

// spot is where somebody is.
type spot struct {
	commune     *territory.Commune // nil when only the département is known
	departement *territory.Departement
	point       territory.Point // said to be exactly there; zero otherwise
	note        string          // how else the words could be read
}

func (s *spot) insee() string {
	if s.commune == nil {
		return ""
	}
	return s.commune.INSEE
}

// lost says that words do not tell where.
type lost struct {
	why      string
	communes []*territory.Commune // that they may mean
}

func (l *lost) Error() string { return l.why }

// inFrance is how far from every commune a point may be, in kilometres: the widest communes of Guiana reach so far.
const inFrance = 60

// choices is how many communes are listed when words may mean several.
const choices = 20

var (
	coordinates = regexp.MustCompile(`^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$`)
	inseeCode   = regexp.MustCompile(`^(?i)(insee:)?([0-9][0-9AB][0-9]{3})$`)
)

// findSpot reads a place as people and programs write it. An error is a *lost.
func findSpot(atlas *territory.Gazetteer, words string) (*spot, error) {
	if at := coordinates.FindStringSubmatch(words); at != nil {
		return spotAt(atlas, at[1], at[2])
	}
	note := ""
	if code := inseeCode.FindStringSubmatch(strings.TrimSpace(words)); code != nil {
		if c, ok := atlas.Commune(strings.ToUpper(code[2])); ok {
			if code[1] != "" || len(atlas.Postcode(code[2])) == 0 {
				return spotOf(atlas, c)
			}
			note = fmt.Sprintf("%s est lu comme un code postal. Pour la commune qui a ce code INSEE, %s : --near insee:%s", code[2], c.Name, code[2])
		}
	}
	match := atlas.Find(words)
	if match.Departement != nil && len(match.Candidates) == 0 {
		return &spot{departement: match.Departement}, nil
	}
	if match.Sure && len(match.Candidates) > 0 {
		s, err := spotOf(atlas, match.Candidates[0].Commune)
		if s != nil {
			s.note = note
		}
		return s, err
	}
	doubt := &lost{why: fmt.Sprintf("« %s » n'est aucune commune connue. Remède : écrire son nom, ou son code postal", words)}
	for _, candidate := range match.Candidates[:min(len(match.Candidates), choices)] {
		doubt.communes = append(doubt.communes, candidate.Commune)
	}
	if len(doubt.communes) > 0 {
		doubt.why = fmt.Sprintf("« %s » peut être plusieurs communes. Remède : écrire le nom avec le code postal", words)
	}
	return nil, doubt
}

func spotAt(atlas *territory.Gazetteer, lat, lon string) (*spot, error) {
	var p territory.Point
	p.Lat, _ = strconv.ParseFloat(lat, 64) // the pattern has checked them
	p.Lon, _ = strconv.ParseFloat(lon, 64)
	if !p.Valid() {
		return nil, &lost{why: fmt.Sprintf("« %s,%s » n'est pas un point de la Terre. Remède : écrire LATITUDE,LONGITUDE en degrés : 46.17,1.87", lat, lon)}
	}
	c, km := atlas.Nearest(p)
	if c == nil || km > inFrance {
		return nil, &lost{why: fmt.Sprintf("ce point est à %.0f km de la commune française la plus proche. "+
			"Remède : écrire d'abord la latitude, puis la longitude, ou le nom de la commune", km)}
	}
	s, err := spotOf(atlas, c)
	if s != nil {
		s.point = p
	}
	return s, err
}

func spotOf(atlas *territory.Gazetteer, c *territory.Commune) (*spot, error) {
	d, ok := atlas.Departement(c.Departement)
	if !ok {
		return nil, &lost{why: fmt.Sprintf("le département de %s n'est pas connu. Remède : le signaler", c.Name)}
	}
	return &spot{commune: c, departement: d}, nil
}

// tellLost lists what words may mean, and fails.
func tellLost(err error, asJSON bool, out io.Writer) error {
	var doubt *lost
	if !errors.As(err, &doubt) {
		return err
	}
	if asJSON {
		return errors.Join(json.NewEncoder(out).Encode(doubt.object()), errFaults)
	}
	fmt.Fprintf(out, "%s.\n", doubt.why)
	for _, c := range doubt.communes {
		fmt.Fprintf(out, "  %s (%s), code postal %s\n", c.Name, c.Departement, strings.Join(c.Postcodes[:min(3, len(c.Postcodes))], ", "))
	}
	return errFaults
}

// object is a doubt as a program reads it.
func (l *lost) object() any {
	type commune struct {
		INSEE       string `json:"insee"`
		Name        string `json:"name"`
		Departement string `json:"departement"`
	}
	out := struct {
		Error    string    `json:"error"`
		Communes []commune `json:"communes"`
	}{l.why, []commune{}}
	for _, c := range l.communes {
		out.Communes = append(out.Communes, commune{c.INSEE, c.Name, c.Departement})
	}
	return out
}
