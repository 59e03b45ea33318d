package prove

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/locale"
	"passerelle/internal/prose"
	"passerelle/internal/source"
)

// Readability is how hard the texts of one file are to read, taken together.
type Readability struct {
	Topic string
	Voice locale.Voice
	prose.Measure
	first *locale.Text
}

// Texts lints every text a person reads, the labels that stand together on a screen, and each file as a whole.
func Texts(c *content.Content, faults *source.Faults) []Readability {
	numbers := catalogueNumbers(c)
	names := serviceNames(c)
	var files []Readability
	for _, t := range c.Texts.All {
		checkNumbers(t, numbers, faults)
		checkVariables(c, t, faults)
		switch {
		case t.Lang != locale.Default:
		case isLabel(t.ID):
			checkLabel(c, t, faults)
		default:
			judge(t, names, faults)
			files = measure(files, t)
		}
	}
	for _, file := range files {
		for _, f := range prose.File(level(file.Voice.Easy), file.Measure) {
			if f.Severity == prose.Fault {
				faults.Add(file.first.At("tout le fichier : "+f.What, f.Mend))
			}
		}
	}
	if walkable(c) {
		checkScreens(c, faults)
	}
	return files
}

// measure adds a text to its file. Files come one after the other, so only the last one can be its own.
func measure(files []Readability, t *locale.Text) []Readability {
	voice := locale.Voice{Lang: t.Lang, Easy: t.Easy}
	if n := len(files); n == 0 || files[n-1].Topic != t.Topic || files[n-1].Voice != voice {
		files = append(files, Readability{Topic: t.Topic, Voice: voice, first: t})
	}
	last := &files[len(files)-1]
	last.Measure = last.Add(prose.Measured(t.Words))
	return files
}

func level(easy bool) prose.Level {
	if easy {
		return prose.Easy
	}
	return prose.Plain
}

func judge(t *locale.Text, names []string, faults *source.Faults) {
	for _, f := range prose.Message(level(t.Easy), t.Words, names...) {
		if f.Severity == prose.Fault {
			faults.Add(t.At(fmt.Sprintf("« %s » : %s", t.ID, f.What), f.Mend))
		}
	}
}

// isLabel tells buttons from messages: exits, options, answers and short names of needs.
func isLabel(id string) bool {
	return strings.HasPrefix(id, "exit.") || strings.HasPrefix(id, "option.") || strings.HasSuffix(id, ".short") || strings.Contains(id, ".opt.")
}

func checkLabel(c *content.Content, t *locale.Text, faults *source.Faults) {
	if !strings.HasPrefix(t.ID, "exit.") && c.Ear != nil && c.Ear.Reserved(t.Words) {
		faults.Add(t.At(fmt.Sprintf("le bouton « %s » porte un mot réservé", t.Words), "choisir d'autres mots : retour, recommencer, aide, humain, effacer, urgence marchent partout"))
		return
	}
	for _, f := range prose.Label(t.Words) {
		if f.Severity == prose.Fault && !strings.HasPrefix(t.ID, "exit.") {
			faults.Add(t.At(fmt.Sprintf("bouton « %s » : %s", t.Words, f.What), f.Mend))
		}
	}
}

// checkVariables wants the same variables in the easy text as in the plain one.
func checkVariables(c *content.Content, t *locale.Text, faults *source.Faults) {
	if !t.Easy {
		return
	}
	plain := c.Texts.Get(locale.Voice{Lang: t.Lang}, t.ID)
	if plain != nil && !slices.Equal(plain.Variables(), t.Variables()) {
		faults.Add(t.At(fmt.Sprintf("« %s » n'a pas les mêmes variables que le texte courant (%s)", t.ID, strings.Join(plain.Variables(), ", ")), "reprendre les mêmes {{.Nom}}"))
	}
}

// checkScreens wants the labels of one screen to be different words: a person, a voice or a tired eye must tell them
// apart.
func checkScreens(c *content.Content, faults *source.Faults) {
	for _, f := range c.Book.Flows {
		for _, step := range f.Steps {
			switch step.Kind {
			case flow.Ask:
				byGroup := make(map[string][]string)
				for _, choice := range step.Choices {
					byGroup[choice.Group] = append(byGroup[choice.Group], dialogue.LabelOf(step, step.Fact, choice.ID))
				}
				for _, labels := range byGroup {
					checkDistinct(c, labels, step, faults)
				}
			case flow.Gather:
				for _, fact := range step.Facts {
					var labels []string
					for _, o := range fact.Options {
						labels = append(labels, dialogue.LabelOf(step, fact, o.ID))
					}
					checkDistinct(c, labels, step, faults)
				}
			}
		}
	}
}

func checkDistinct(c *content.Content, labels []string, step *flow.Step, faults *source.Faults) {
	for _, easy := range []bool{false, true} {
		voice := locale.Voice{Lang: locale.Default, Easy: easy}
		seen := map[string]string{}
		for _, exit := range []string{"exit.nesaispas", "exit.retour", "exit.humain", "exit.urgence", "option.fin"} {
			seen[listen.Normalise(c.Texts.Say(voice, exit, nil))] = exit
		}
		for _, id := range labels {
			words := listen.Normalise(c.Texts.Say(voice, id, nil))
			if other, twice := seen[words]; twice && words != "" {
				fault := step.At(fmt.Sprintf("« %s » et « %s » portent les mêmes mots", other, id), "donner à chaque bouton ses mots")
				if t := c.Texts.Get(voice, id); t != nil {
					fault = t.At(fault.What, fault.Mend)
				}
				faults.Add(fault)
			}
			seen[words] = id
		}
	}
}

func serviceNames(c *content.Content) []string {
	names := make([]string, len(c.Catalogue.Services))
	for i, s := range c.Catalogue.Services {
		names[i] = s.Name
	}
	return names
}

// catalogueNumbers are the numbers that a text may name, by their digits.
func catalogueNumbers(c *content.Content) map[string]bool {
	numbers := make(map[string]bool)
	for _, s := range c.Catalogue.Services {
		for _, p := range s.Phones() {
			numbers[digits(p.Number)] = true
		}
	}
	return numbers
}

// phoneLike finds what a person would take for a phone number: ten digits, a short number of three or four that begins
// like one, or any number that one is told to call.
var phoneLike = regexp.MustCompile(`\b0[1-9](?:[ .\x{a0}]?\d{2}){4}\b|\b0[ .\x{a0}]?8\d{2}(?:[ .\x{a0}]?\d{3}){2}\b|\b3[ \x{a0}]?\d[ \x{a0}]?\d{2}\b|\b1(?:1[0-9]|0[0-9]|9[0-9])(?:[ \x{a0}]?\d{3})?\b|(?i:(?:appel\w*|téléphon\w*|compos\w*|rappel\w*|écri\w*|sms) (?:vite )?(?:le|au|aussi le) )(\d[\d \x{a0}]*\d)`)

var year = regexp.MustCompile(`^(?:19|20)\d{2}$`)

func checkNumbers(t *locale.Text, numbers map[string]bool, faults *source.Faults) {
	for _, m := range phoneLike.FindAllStringSubmatch(t.Words, -1) {
		number := m[0]
		if m[1] != "" {
			number = m[1]
		}
		if d := digits(number); !numbers[d] && !year.MatchString(d) {
			faults.Add(t.At(fmt.Sprintf("« %s » : le numéro « %s » n'est pas dans le catalogue", t.ID, strings.TrimSpace(number)), "écrire un numéro d'un service de flows/services/, ou l'y ajouter avec sa source"))
		}
	}
	if strings.Contains(t.Words, "http") || strings.Contains(t.Words, "www.") {
		faults.Add(t.At(fmt.Sprintf("« %s » contient une adresse de page", t.ID), "la mettre dans « url: » d'un service : elle devient un bouton"))
	}
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
