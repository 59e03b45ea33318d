package flow

import (
	"regexp"

	"passerelle/internal/situation"
	"passerelle/internal/source"
)

// Entry is a declared way in: t.me/<bot>?start=<code>.
type Entry struct {
	Code    string
	Facts   []situation.Setting
	Partner string
}

// code is what Telegram lets through after ?start=.
var code = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// LoadEntries reads entries.yaml; without it there are no codes.
func LoadEntries(tree *source.Tree, words *situation.Vocabulary) map[string]Entry {
	entries := make(map[string]Entry)
	file, ok := tree.File("entries.yaml")
	if !ok {
		return entries
	}
	for _, item := range file.Fields("entries").Need("entries").Items() {
		f := item.Fields("code", "facts", "partner")
		e := Entry{Code: f.Need("code").Text(), Facts: words.ReadSettings(f.Get("facts")), Partner: f.Get("partner").Text()}
		if !code.MatchString(e.Code) {
			item.Fault("écrire de 1 à 64 lettres sans accent, chiffres, _ ou -", "« %s » ne peut pas être un code d'entrée", e.Code)
			continue
		}
		if _, twice := entries[e.Code]; twice {
			item.Fault("garder une seule déclaration", "le code « %s » est déclaré deux fois", e.Code)
		}
		entries[e.Code] = e
	}
	return entries
}
