package main

import (
	"strings"
	"testing"
)

func TestAnAddressIsShownWithoutItsSecrets(t *testing.T) {
	for address, want := range map[string]string{
		"https://exemple.fr/liste.csv":                     "https://exemple.fr/liste.csv",
		"https://exemple.fr/liste.csv?token=s3cret#s3cret": "https://exemple.fr/liste.csv",
		"https://moi:s3cret@exemple.fr/liste.csv":          "https://exemple.fr/liste.csv",
		"https://s3cret@exemple.fr/liste.csv":              "https://exemple.fr/liste.csv",
		"ftp://moi:s3cret@exemple.fr/liste.csv":            "ftp://exemple.fr/liste.csv",
		"https://moi:s3/cret@exemple.fr/liste.csv":         "https://…",
		"https://moi:12/s3cret@exemple.fr/liste.csv":       "https://…",
		"https://moi:12?s3cret@exemple.fr/liste.csv":       "https://…",
		"https://moi:s%zzcret@exemple.fr/liste.csv":        "https://…",
		"moi:s3cret@exemple.fr/liste.csv?token=s3cret":     "exemple.fr/liste.csv",
		"exemple.fr/liste.csv?token=s3cret":                "exemple.fr/liste.csv",
		"national":                                         "national",
		"/tmp/liste@2026.csv":                              "/tmp/liste@2026.csv",
	} {
		if got := withoutSecrets(address); got != want {
			t.Errorf("%s is shown as %s, want %s", address, got, want)
		}
	}
}

func TestARefusedAddressTellsNoSecret(t *testing.T) {
	o := newOperator(t)
	said := ""
	for _, address := range []string{"https://moi:s3cret@127.0.0.1:9/liste.csv?token=s3cret", "ftp://moi:s3cret@exemple.fr/liste.csv", "http://127.0.0.1:9/liste.csv?token=s3cret"} {
		refusal := o.fails("import", address)
		contains(t, refusal, "/liste.csv : ", "Remède")
		said += refusal
	}
	settings := []string{"--places-url", "ftp://moi:s3cret@exemple.fr/x?token=s3cret", "--public-url", "ftp://moi:s3cret@exemple.fr"}
	_, _, err := command(t, "", append(append([]string{"serve", "--listen", "127.0.0.1:0"}, settings...), o.settings()...)...)
	if err == nil {
		t.Fatal("served with bad settings")
	}
	contains(t, err.Error(), "PASSERELLE_PLACES_URL", "PASSERELLE_PUBLIC_URL")
	if said += err.Error(); strings.Contains(said, "s3cret") {
		t.Errorf("the secret is told:\n%s", said)
	}
}

func TestAServerDoesNotTellTheSecretsOfItsLists(t *testing.T) {
	s := serve(t, append(newOperator(t).settings(), "--places-url", "https://exemple.fr/liste.csv?token=s3cret national")...)
	s.close()
	contains(t, s.logs.String(), "listes de lieux https://exemple.fr/liste.csv national")
	if strings.Contains(s.logs.String(), "s3cret") {
		t.Errorf("the secret is told:\n%s", s.logs)
	}
}
