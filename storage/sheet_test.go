package storage

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"passerelle/internal/directory"
	"passerelle/internal/territory"
)

// filled is a place all of whose fields say something.
func filled(t *testing.T) directory.Place {
	var p directory.Place
	v := reflect.ValueOf(&p).Elem()
	for i := range v.NumField() {
		switch field := v.Field(i).Addr().Interface().(type) {
		case *string:
			*field = "é & <" + v.Type().Field(i).Name
		case *bool:
			*field = true
		case *[]string:
			*field = []string{"un", "de]ux", v.Type().Field(i).Name}
		case *territory.Point:
			*field = territory.Point{Lat: -20.882057, Lon: 55.450675}
		default:
			t.Fatalf("a field of another kind, %s: the quick way must learn it", v.Type().Field(i).Name)
		}
	}
	return p
}

func TestEveryFieldOfASheetIsReadTheQuickWay(t *testing.T) {
	want := filled(t)
	text, err := sheetOf(want)
	if err != nil {
		t.Fatal(err)
	}
	var got directory.Place
	scan := scanner{rest: text}
	if !newSheets().object(&scan, &got) || !scan.ok || scan.rest != "" {
		t.Errorf("not read: %q is left", scan.rest)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestASheetComesBackAsItWas(t *testing.T) {
	read := newSheets() // one for all: what is shared must not mix
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.SampledFrom([]string{"", "a", "é\"", `\`, "]", "[", `","`, "a]", "\n", " ", "<&>"}), rapid.String())
		list := rapid.SliceOfN(text, 1, 3)
		p := directory.Place{
			ID: text.Draw(t, "id"), Source: text.Draw(t, "source"), Name: text.Draw(t, "name"), Hours: text.Draw(t, "hours"),
			Services: list.Draw(t, "services"), Publics: list.Draw(t, "publics"), Itinerant: rapid.Bool().Draw(t, "itinerant"),
			Point: territory.Point{Lat: rapid.Float64Range(-90, 90).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon")},
		}
		sheet, err := sheetOf(p)
		if err != nil {
			t.Fatal(err)
		}
		var want, got directory.Place
		if err := json.Unmarshal([]byte(sheet), &want); err != nil {
			t.Fatal(err)
		}
		if err := read.read(sheet, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", sheet, diff)
		}
	})
}

func FuzzSheet(f *testing.F) {
	for _, seed := range []string{`{"source":"a","point":{"Lat":1,"Lon":2}}`, `{"services":["a]","b"],"pmr":true}`, `{}`, `{"id":"\u00e9"}`, `{"id":"a"}x`, `{"pmr":truex}`, `{"services":[]}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sheet string) {
		var want, got directory.Place
		wanted := json.Unmarshal([]byte(sheet), &want)
		err := newSheets().read(sheet, &got)
		if wanted == nil && (err != nil || !cmp.Equal(want, got)) {
			t.Errorf("%v, (-want +got):\n%s", err, cmp.Diff(want, got))
		}
	})
}
