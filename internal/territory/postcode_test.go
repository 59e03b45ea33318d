package territory

import (
	"slices"
	"testing"
)

func inseeOf(communes []*Commune) []string {
	var codes []string
	for _, c := range communes {
		codes = append(codes, c.INSEE)
	}
	return codes
}

func TestPostcodeListsItsCommunes(t *testing.T) {
	g := gazetteer(t)
	for code, want := range map[string][]string{
		"59000": {"59350"},
		"75011": {"75111"}, "75016": {"75116"}, "75116": {"75116"}, "69009": {"69389"}, "13003": {"13203"},
		"20200": {"2B033", "2B353", "2B305", "2B309"}, "97133": {"97701"}, "97150": {"97801"}, "97400": {"97411"},
		"59033": nil, "": nil, "5900": nil, "590000": nil, "abcde": nil, "５９０００": nil,
	} {
		if got := inseeOf(g.Postcode(code)); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", code, got, want)
		}
	}
	if n := len(g.Postcode("51300")); n != 46 {
		t.Errorf("51300 has %d communes, want all 46", n)
	}
}

func TestPostcodePairOfOneDoubtfulListIsNotShown(t *testing.T) {
	// 78600 is not Saint-Germain-en-Laye's, whatever the tax file says.
	if got := inseeOf(gazetteer(t).Postcode("78600")); slices.Contains(got, "78551") || len(got) == 0 {
		t.Errorf("78600: %v", got)
	}
}

func TestPostcodeTellsItsDepartements(t *testing.T) {
	g := gazetteer(t)
	for code, want := range map[string][]string{
		"59000": {"59"}, "59033": {"59"}, "75900": {"75"}, "01200": {"01", "74"}, "20000": {"2A"}, "20200": {"2B"}, "20399": nil,
		"97133": {"977"}, "97150": {"978"}, "97400": {"974"}, "98800": {"988"}, "98899": {"988"}, "99999": nil, "": nil,
	} {
		got := g.departementsOf(code)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q is in %v, want %v", code, got, want)
		}
	}
}
