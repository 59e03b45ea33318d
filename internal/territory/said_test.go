package territory

import "testing"

func TestAnArrondissementIsSaidShort(t *testing.T) {
	for name, want := range map[string]string{"Paris 11e Arrondissement": "Paris 11e", "Guéret": "Guéret"} {
		if got := (&Commune{Name: name}).Said(); got != want {
			t.Errorf("%s is said %q", name, got)
		}
	}
}
