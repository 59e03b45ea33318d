package main

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"passerelle/internal/content"
	"passerelle/internal/directory"
	"passerelle/internal/notice"
	"passerelle/internal/source"
	"passerelle/internal/supply"
)

// contentSettings say where flows and texts are read. Each may be set by flag or by environment.
type contentSettings struct {
	Flows   string `env:"PASSERELLE_FLOWS" placeholder:"DOSSIER" help:"Parcours et catalogue posés par-dessus ceux du programme."`
	Locales string `env:"PASSERELLE_LOCALES" placeholder:"DOSSIER" help:"Textes posés par-dessus ceux du programme."`
}

// storeSettings say where conversations and their keys are kept.
type storeSettings struct {
	Data      string `env:"PASSERELLE_DATA" default:"./data" placeholder:"DOSSIER" help:"Où la base est gardée (${default})."`
	Keys      string `env:"PASSERELLE_KEYS" default:"./keys" placeholder:"DOSSIER" help:"Où les clés sont gardées, hors de la base et de ses copies (${default})."`
	KeepHours int    `env:"PASSERELLE_KEEP_HOURS" default:"24" placeholder:"HEURES" help:"Heures de silence avant l'oubli d'une conversation, de 1 à 72 (${default})."`
}

// noticeSettings say who answers for the bot: what its pages about itself tell.
type noticeSettings struct {
	PublicURL    string `env:"PASSERELLE_PUBLIC_URL" placeholder:"URL" help:"Adresse publique de la page, par exemple https://aide.example.fr."`
	Organisation string `env:"PASSERELLE_ORGANISATION" placeholder:"NOM" help:"Qui fait tourner le robot ; sans ce nom, il dit qu'il est une démonstration."`
	Contact      string `env:"PASSERELLE_CONTACT" placeholder:"CONTACT" help:"À qui écrire ou téléphoner."`
}

// serveSettings say where the pages are served, and what is refreshed meanwhile.
type serveSettings struct {
	Listen    string `env:"PASSERELLE_LISTEN" default:"127.0.0.1:8080" placeholder:"ADRESSE" help:"Adresse et port d'écoute (${default})."`
	PlacesURL string `name:"places-url" env:"PASSERELLE_PLACES_URL" placeholder:"LISTES" help:"Listes de lieux à reprendre chaque semaine : adresses, ou noms de listes officielles, séparés par des espaces."`
}

// settingFaults gathers every faulty setting, so that all are mended at once.
type settingFaults []string

func (f *settingFaults) add(name, what, remedy string) {
	*f = append(*f, fmt.Sprintf("%s : %s. Remède : %s.", name, what, remedy))
}

func (f settingFaults) err() error {
	if len(f) == 0 {
		return nil
	}
	return fmt.Errorf("réglages refusés :\n  %s", strings.Join(f, "\n  "))
}

func (s contentSettings) check(f *settingFaults) {
	for name, dir := range map[string]string{"PASSERELLE_FLOWS": s.Flows, "PASSERELLE_LOCALES": s.Locales} {
		if dir == "" {
			continue
		}
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			f.add(name, fmt.Sprintf("« %s » n'est pas un dossier lisible", dir), "donner le chemin d'un dossier qui existe, ou retirer ce réglage")
		}
	}
}

func (s storeSettings) check(f *settingFaults) {
	if s.KeepHours < 1 || s.KeepHours > 72 {
		f.add("PASSERELLE_KEEP_HOURS", fmt.Sprintf("%d heures", s.KeepHours), "écrire un nombre de 1 à 72")
	}
	if s.Data == "" {
		f.add("PASSERELLE_DATA", "vide", "donner un dossier, par exemple ./data")
	}
	if s.Keys == "" {
		f.add("PASSERELLE_KEYS", "vide", "donner un dossier, par exemple ./keys")
	}
	data, keys := absolute(s.Data), absolute(s.Keys)
	if s.Data != "" && (keys == data || strings.HasPrefix(keys, data+string(filepath.Separator))) {
		f.add("PASSERELLE_KEYS", "dans le dossier de la base", "garder les clés dans un autre dossier : une copie de la base ne doit pas les contenir")
	}
}

func absolute(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	return abs
}

func (s serveSettings) check(f *settingFaults) {
	if _, _, err := net.SplitHostPort(s.Listen); err != nil {
		f.add("PASSERELLE_LISTEN", fmt.Sprintf("« %s » n'est pas une adresse", s.Listen), "écrire adresse:port, par exemple 127.0.0.1:8080")
	}
	for _, list := range strings.Fields(s.PlacesURL) {
		if !supply.IsAddress(list) && !supply.ValidName(list) {
			f.add("PASSERELLE_PLACES_URL", fmt.Sprintf("« %s »", withoutSecrets(list)), "écrire des adresses en https:// ou des noms de listes officielles, séparés par des espaces")
		}
	}
}

func (s noticeSettings) check(f *settingFaults) {
	if s.PublicURL == "" {
		return
	}
	u, err := url.Parse(s.PublicURL)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "https" && u.Scheme != "http") {
		f.add("PASSERELLE_PUBLIC_URL", fmt.Sprintf("« %s » n'est pas une adresse de page", withoutSecrets(s.PublicURL)), "écrire par exemple https://aide.example.fr")
	}
}

// settings are what the pages about the bot may tell. They stand on one line, whatever the environment holds.
func (s noticeSettings) settings() notice.Settings {
	oneLine := func(words string) string { return strings.Join(strings.Fields(words), " ") }
	return notice.Settings{Organisation: oneLine(s.Organisation), Contact: oneLine(s.Contact), PublicURL: s.PublicURL}
}

// checkLists refuses names that are no official list's.
func (s serveSettings) checkLists(lists []directory.List) error {
	var faults settingFaults
	for _, what := range strings.Fields(s.PlacesURL) {
		if _, official := supply.Official(lists, what); !official && !supply.IsAddress(what) {
			faults.add("PASSERELLE_PLACES_URL", fmt.Sprintf("« %s » n'est pas une liste officielle", withoutSecrets(what)), "écrire une adresse, ou l'un de ces noms : "+supply.Names(lists))
		}
	}
	return faults.err()
}

// print shows the settings at start, without what may be secret in the address of a list. The keys' directory is named,
// never read aloud.
func (c *serveCommand) print(w io.Writer) {
	lists := strings.Fields(c.PlacesURL)
	for i := range lists {
		lists[i] = withoutSecrets(lists[i])
	}
	fmt.Fprintf(w, "Réglages : base %s · clés %s · oubli après %d h · écoute %s", c.Data, c.Keys, c.KeepHours, c.Listen)
	for _, pair := range [][2]string{{"adresse publique", c.PublicURL}, {"parcours", c.Flows}, {"textes", c.Locales}, {"organisation", c.Organisation}, {"contact", c.Contact}, {"listes de lieux", strings.Join(lists, " ")}} {
		if pair[1] != "" {
			fmt.Fprintf(w, " · %s %s", pair[0], pair[1])
		}
	}
	fmt.Fprintln(w)
}

// sources are the embedded content with the operator's directories laid over it.
func (s contentSettings) sources() content.Sources {
	out := content.Shipped()
	if s.Flows != "" {
		out.Flows = append(out.Flows, source.Layer{Name: s.Flows, FS: os.DirFS(s.Flows)})
	}
	if s.Locales != "" {
		out.Locales = append(out.Locales, source.Layer{Name: s.Locales, FS: os.DirFS(s.Locales)})
	}
	return out
}

// ready is what every command that talks or names places does first: refuse faulty settings all at once, then load all of
// the content.
func ready(faults settingFaults, c contentSettings, s storeSettings) (*content.Content, error) {
	c.check(&faults)
	s.check(&faults)
	if err := faults.err(); err != nil {
		return nil, err
	}
	return c.load()
}

// load reads the content that is to be served: with a fault, nothing of it is.
func (s contentSettings) load() (*content.Content, error) {
	c, faults := content.Load(s.sources())
	if len(faults) > 0 {
		return nil, fmt.Errorf("contenu refusé :\n%w", source.Error(faults))
	}
	return c, nil
}
