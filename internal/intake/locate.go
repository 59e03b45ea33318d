package intake

import (
	"slices"
	"strings"
	"unicode"

	"passerelle/internal/territory"
)

// locate finds the commune of a draft and writes it as the territory does.
func (d *desk) locate(f *draft) (*territory.Commune, bool) {
	postcode, insee := fiveDigits(f.Postcode), fiveDigits(f.INSEE)
	commune, agrees, ok := d.gazetteer.Resolve(insee, postcode, named(f.Commune))
	if !ok {
		return nil, false
	}
	if !agrees {
		f.note(WrongINSEE)
	}
	f.INSEE, f.Commune, f.Postcode = commune.INSEE, commune.Name, postcode
	wrong := !isPostcode(postcode) || !agrees && !slices.Contains(commune.Postcodes, postcode)
	if wrong && len(commune.Postcodes) > 0 {
		f.Postcode = commune.Postcodes[0]
	}
	return commune, true
}

// named is the name of a commune; none where a postcode was typed in its place.
func named(commune string) string {
	if strings.IndexFunc(commune, unicode.IsLetter) < 0 {
		return ""
	}
	return commune
}

// fiveDigits gives back the 0 that spreadsheets take from codes.
func fiveDigits(code string) string {
	code = strings.ToUpper(strings.ReplaceAll(code, " ", ""))
	if len(code) == 4 && strings.Trim(code, "0123456789") == "" {
		return "0" + code
	}
	return code
}

func isPostcode(code string) bool { return len(code) == 5 && strings.Trim(code, "0123456789") == "" }

// farKm is how far from the centre of its commune a place may be. Communes of French Guiana are as large as départements;
// those of the Pacific are made of several islands or valleys.
func farKm(departement string) float64 {
	switch departement {
	case "973":
		return 150
	case "987", "988":
		return 80
	}
	return 25
}

// position settles the point of a draft: its own, the other way round where only that lies in its commune, or the centre of
// the commune. far is a point that is somewhere else, km away.
func position(f *draft, commune *territory.Commune) (km float64, far bool) {
	limit := farKm(commune.Departement)
	if !f.Point.Valid() {
		f.note(NoPoint)
		f.Point, f.Unsure = commune.Point, true
		return 0, false
	}
	if km = f.Point.Km(commune.Point); km <= limit {
		return km, false
	}
	swapped := territory.Point{Lat: f.Point.Lon, Lon: f.Point.Lat}
	if swapped.Valid() && swapped.Km(commune.Point) <= limit {
		f.note(SwappedPoint)
		f.Point = swapped
		return 0, false
	}
	return km, true
}
