package intake

import (
	"regexp"
	"slices"
	"strings"
)

var mailbox = regexp.MustCompile(`^[a-z0-9._%+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$`)

// mailboxInside finds the address of a mailbox in any text. The names in "https://exemple.fr/@nom" are none.
var mailboxInside = regexp.MustCompile(`(?i)[a-z0-9._%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+`)

// publicMailboxes is the addresses of offices; personal counts those that are of somebody, or may be, and are dropped.
func publicMailboxes(addresses []string) (kept []string, personal int) {
	for _, address := range addresses[:min(len(addresses), listLimit)] {
		address = strings.ToLower(strings.TrimSpace(address))
		switch {
		case !mailbox.MatchString(address):
		case ofSomebody(address):
			personal++
		default:
			kept = append(kept, address)
		}
	}
	return distinct(kept), personal
}

// ofSomebody tells an address shaped like a name, or at a provider for private persons, unless it says that it is of an
// office. Where in doubt it is of somebody: a missing address costs little, most places have a phone.
func ofSomebody(address string) bool {
	local, domain, _ := strings.Cut(address, "@")
	if domain == "france-services.gouv.fr" || officeName.MatchString(local) {
		return false
	}
	return firstLast.MatchString(local) || slices.Contains(privateProviders(), domain)
}

var (
	firstLast = regexp.MustCompile(`^[a-z][a-z-]*[._][a-z][a-z-]+[0-9]*$`)
	// officeName is a mailbox that says so: by a word found in no surname, or by one that stands alone (Bureau, France and
	// Villeneuve are surnames, and first names).
	officeName = regexp.MustCompile(`accueil|contact|mairie|mediath|biblio|service|secretariat|communaute|numerique|multimedia|jeunesse|` +
		`insertion|solidarite|secretaire|direction|administration|ludotheque|francetravail|` +
		`(^|[^a-z])(info|infos|asso|association|atelier|agence|bij|bus|ccas|centre|cias|csc|cyberbase|efs|emploi|epn|espace|fablab|` +
		`foyer|fs|maison|mdq|mfs|mission|mjc|msap|pij|pimms|point|pole|public|reception|relais|social|tiers-lieu|ul)([^a-z]|$)`)
)

func privateProviders() []string {
	return []string{
		"gmail.com", "googlemail.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "hotmail.fr", "hotmail.com",
		"outlook.fr", "outlook.com", "live.fr", "live.com", "msn.com", "yahoo.fr", "yahoo.com", "ymail.com", "sfr.fr", "neuf.fr",
		"bbox.fr", "numericable.fr", "club-internet.fr", "aol.com", "aliceadsl.fr", "cegetel.net", "icloud.com", "me.com",
		"gmx.fr", "gmx.com", "protonmail.com", "proton.me", "mailo.com", "lagoon.nc", "mls.nc", "mail.pf",
	}
}
