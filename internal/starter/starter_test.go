package starter_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/hours"
	"passerelle/internal/intake"
	"passerelle/internal/starter"
	"passerelle/internal/territory"
)

const published = "france-services_2024-08-01.csv.gz"

func atlas(t *testing.T) *territory.Gazetteer {
	t.Helper()
	g, err := territory.Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestTheListIsWhatTheGeneratorMakesOfThePublishedOne(t *testing.T) {
	body, err := os.Open("../../../shared/data/places/" + published)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published list of France Services is not beside this repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	batch, err := intake.Read(context.Background(), intake.File{Name: published, Body: body, Source: starter.Source}, atlas(t))
	if err != nil {
		t.Fatal(err)
	}
	made, err := starter.Encode(batch.Places)
	if err != nil {
		t.Fatal(err)
	}
	carried, err := os.ReadFile("france-services.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, carried) {
		t.Error("the carried list is not what is made of the published one: run go generate ./internal/starter")
	}
	if len(carried) > 200_000 {
		t.Errorf("it takes %d bytes", len(carried))
	}
	if all := batch.Report.Rows - len(batch.Quarantined) - batch.Report.Skipped; len(starter.Places()) != all {
		t.Errorf("%d places are carried, %d rows were good", len(starter.Places()), all)
	}
}

// largestKm is beyond any commune of mainland France; those of French Guiana are as large as départements.
func largestKm(departement string) float64 {
	if departement == "973" {
		return 150
	}
	return 25
}

func TestEveryPlaceIsDatedNamedAndInItsCommune(t *testing.T) {
	g := atlas(t)
	for _, p := range starter.Places() {
		commune, ok := g.Commune(p.INSEE)
		if !ok {
			t.Errorf("%s: no commune has the code %q", p.Name, p.INSEE)
			continue
		}
		if km := p.Point.Km(commune.Point); km > largestKm(commune.Departement) {
			t.Errorf("%s is %.0f km away from %s", p.Name, km, commune.Name)
		}
		if p.Name == "" || p.ID == "" || p.Updated != starter.Dated || p.Source != starter.Source {
			t.Errorf("place %q %q, dated %q, of %q", p.ID, p.Name, p.Updated, p.Source)
		}
		if len(p.Emails) > 0 {
			t.Errorf("%s: mailboxes are not carried, %q is", p.Name, p.Emails)
		}
	}
}

// TestTheListIsTheOneOfTheREADME counts what is told of the list elsewhere.
func TestTheListIsTheOneOfTheREADME(t *testing.T) {
	places, understood, ids := starter.Places(), 0, map[string]bool{}
	for _, p := range places {
		if _, err := hours.Parse(p.Hours); p.Hours != "" && err == nil {
			understood++
		}
		ids[p.ID] = true
	}
	if len(places) != starter.Count || len(ids) != starter.Count || 100*understood < 97*len(places) {
		t.Errorf("%d places, %d ids, hours of %d understood", len(places), len(ids), understood)
	}
}

func TestAPackedListComesBackAsItWas(t *testing.T) {
	places := starter.Places()
	packed, err := starter.Encode(places)
	if err != nil {
		t.Fatal(err)
	}
	again, err := starter.Decode(packed)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(places, again); diff != "" {
		t.Error(diff)
	}
}

func TestNobodyCanChangeTheListOfAnother(t *testing.T) {
	starter.Places()[0].Name = "changed"
	if starter.Places()[0].Name == "changed" {
		t.Error("the list was changed")
	}
}

func TestAPackedListThatIsNoneIsRefused(t *testing.T) {
	packed := func(text string) []byte {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		if _, err := z.Write([]byte(text)); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for name, body := range map[string][]byte{
		"nothing":                    nil,
		"no gzip":                    []byte(`{"id":[]}`),
		"cut":                        packed(`{"id":["1"],"nom":["a"]`)[:20],
		"no list":                    packed(`[]`),
		"columns of several lengths": packed(`{"id":["1"],"nom":[]}`),
	} {
		t.Run(name, func(t *testing.T) {
			if places, err := starter.Decode(body); err == nil {
				t.Errorf("%d places", len(places))
			}
		})
	}
}

// BenchmarkDecode is what a start pays once; BenchmarkPlaces what each caller pays after.
func BenchmarkDecode(b *testing.B) {
	packed, err := os.ReadFile("france-services.json.gz")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := starter.Decode(packed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlaces(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		starter.Places()
	}
}
