package intake

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// inclusionSchema is what is read of a published schema of data.inclusion: its columns and its lists of values.
type inclusionSchema struct {
	Required   []string                   `json:"required"`
	Properties map[string]json.RawMessage `json:"properties"`
	Defs       map[string]struct {
		Enum []string `json:"enum"`
	} `json:"$defs"`
}

func publishedSchema(t *testing.T, name string) (s inclusionSchema) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "schemas", name+".schema.json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published schemas of data.inclusion are not beside this repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

var inclusionSchemas = map[string]string{
	"inclusion_structures_v1.json": "data-inclusion_v1.0.8_structure",
	"inclusion_services_v1.json":   "data-inclusion_v1.0.8_service",
	"inclusion_structures_v0.json": "data-inclusion_v0.27.0_structure",
	"inclusion_services_v0.json":   "data-inclusion_v0.27.0_service",
}

// listsOf is the list of values of each column that has one, by the name the schema gives to it.
var listsOf = map[string]string{
	"frais": "Frais", "publics": "Public", "profils": "Profil", "thematiques": "Thematique", "reseaux_porteurs": "ReseauPorteur",
	"labels_nationaux": "LabelNational", "typologie": "TypologieStructure", "modes_accueil": "ModeAccueil",
	"modes_mobilisation": "ModeMobilisation", "mobilisable_par": "PersonneMobilisatrice",
	"modes_orientation_beneficiaire": "ModeOrientationBeneficiaire", "modes_orientation_accompagnateur": "ModeOrientationAccompagnateur",
}

func TestTheFixturesAreInTheOfficialShape(t *testing.T) {
	for file, name := range inclusionSchemas {
		t.Run(file, func(t *testing.T) {
			schema := publishedSchema(t, name)
			body, err := os.ReadFile(filepath.Join("testdata", file))
			if err != nil {
				t.Fatal(err)
			}
			var rows []map[string]any
			if err := json.Unmarshal(body, &rows); err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, column := range schema.Required {
					if row[column] == nil {
						t.Errorf("%v lacks %s", row["id"], column)
					}
				}
				for column, value := range row {
					if _, ok := schema.Properties[column]; !ok {
						t.Errorf("%s is no column", column)
					}
					def, ok := listsOf[column]
					for _, one := range listed(value) {
						if ok && !slices.Contains(schema.Defs[def].Enum, one) {
							t.Errorf("%s: %q is no %s", column, one, def)
						}
					}
				}
			}
		})
	}
}

// TestTheTablesAreSpelledAsPublished finds a code that no version of the schema has: such a line would never be met.
func TestTheTablesAreSpelledAsPublished(t *testing.T) {
	published := map[string][]string{}
	for _, name := range inclusionSchemas {
		for def, list := range publishedSchema(t, name).Defs {
			published[def] = append(published[def], list.Enum...)
		}
	}
	// unpublished are written by this program for itself.
	unpublished := []string{"lien-de-rendez-vous"}
	for _, table := range []struct {
		codes []string
		defs  []string
	}{
		{slices.Collect(maps.Keys(networks)), []string{"ReseauPorteur", "LabelNational"}},
		{keptTypologies, []string{"TypologieStructure"}},
		{slices.Collect(maps.Keys(themes)), []string{"Thematique"}},
		{slices.Collect(maps.Keys(audiences)), []string{"Public", "Profil"}},
		{slices.Collect(maps.Keys(fees)), []string{"Frais"}},
		{slices.Collect(maps.Keys(accesses)), []string{"ModeMobilisation", "ModeOrientationBeneficiaire"}},
	} {
		for _, code := range table.codes {
			known := slices.ContainsFunc(table.defs, func(def string) bool { return slices.Contains(published[def], code) })
			if !known && !slices.Contains(unpublished, code) {
				t.Errorf("%q is in no %v", code, table.defs)
			}
		}
	}
	for _, def := range []string{"Public", "Profil"} {
		for _, code := range published[def] {
			if _, ok := audiences[code]; !ok {
				t.Errorf("%s %q is not read", def, code)
			}
		}
	}
}
