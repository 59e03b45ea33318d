package content_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/internal/content"
	"passerelle/internal/locale"
	"passerelle/internal/source"
	"passerelle/locales"
)

func shippedSources() content.Sources {
	return content.Sources{Flows: []source.Layer{{Name: "flows", FS: flows.FS}}, Locales: []source.Layer{{Name: "locales", FS: locales.FS}}}
}

func TestTheShippedContentHasNoFault(t *testing.T) {
	t.Parallel()
	c, told := content.Load(shippedSources())
	for _, f := range told {
		t.Error(f)
	}
	if len(c.Catalogue.Services) != 235 || c.Book.Start == nil || len(c.Entries) == 0 || len(c.Ear.Kinds) == 0 || len(c.Texts.All) < 1000 || len(c.Words.Facts) == 0 || len(c.Replaced) > 0 {
		t.Errorf("something was not loaded")
	}
	if c.Engine(nil) == nil {
		t.Error("no engine")
	}
	for _, r := range c.RequiredTexts() {
		for _, easy := range []bool{false, true} {
			if !c.Texts.Has(locale.Voice{Lang: locale.Default, Easy: easy}, r.ID) {
				t.Errorf("the text %s is missing, easy: %v", r.ID, easy)
			}
		}
	}
}

func TestAMistakeLaidOverTheShippedContentIsRefusedWithItsFileAndLine(t *testing.T) {
	t.Parallel()
	read := func(from fs.FS, name string) string {
		body, err := fs.ReadFile(from, name)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	// One load for all: each mistake stands in a file of its own.
	helpText := strings.Index(read(locales.FS, "easy/danger.fr.yaml"), "    samu_15:")
	danger := read(locales.FS, "easy/danger.fr.yaml")
	end := helpText + strings.Index(danger[helpText:], "\n") + 1
	kinds := strings.Replace(read(flows.FS, "danger.yaml"), "alarm: [samu_social_115]", "alarm: [samu_social_116]", 1)
	s := shippedSources()
	s.Flows = append(s.Flows, source.Layer{Name: "edited", FS: fstest.MapFS{"danger.yaml": {Data: []byte(kinds)}}})
	s.Locales = append(s.Locales, source.Layer{Name: "texts", FS: fstest.MapFS{"easy/danger.fr.yaml": {Data: []byte(danger[:helpText] + danger[end:])}}})
	c, told := content.Load(s)
	if want := []string{"edited/danger.yaml", "texts/easy/danger.fr.yaml"}; !slices.Equal(c.Replaced, want) {
		t.Errorf("said to be replaced: %q", c.Replaced)
	}
	plainLine := 1 + strings.Count(strings.Split(read(locales.FS, "danger.fr.yaml"), "    samu_15:")[0], "\n")
	abri := 1 + strings.Count(strings.Split(kinds, "- id: abri\n")[0], "\n")
	for _, want := range []string{
		fmt.Sprintf("locales/danger.fr.yaml:%d: le texte facile « danger.line.samu_15 » manque", plainLine),
		fmt.Sprintf("edited/danger.yaml:%d: le service « samu_social_116 » n'existe pas", abri),
		fmt.Sprintf("edited/danger.yaml:%d: le texte « danger.line.samu_social_116 » manque", abri),
	} {
		if !slices.ContainsFunc(told, func(f source.Fault) bool { return strings.HasPrefix(f.String(), want) }) {
			t.Errorf("%q is not told", want)
		}
	}
	if len(told) != 3 {
		t.Errorf("%v", source.Error(told))
	}
}

// small is the least content that loads without a fault.
var small = map[string]string{
	"facts.yaml":       "facts:\n  - {id: famille, type: choice, values_of: families, request: true}\n  - {id: need, type: choice, values_of: needs, grouped_by: famille, labels: need, request: true}\n  - {id: chat, type: yesno, sensitive: true}\n  - {id: departement, type: departement}\n",
	"populations.yaml": "populations:\n  - {id: maitre, is: chat = oui, settles: {chat: oui}}\n",
	"needs.yaml":       "always: [refuge]\nfamilies:\n  - {id: vie, label: Vie}\nneeds:\n  - {id: papier, label: Papier, family: vie, first_answer: service}\n  - {id: soin, label: Soin, family: vie, first_answer: humain, settles: {chat: oui}}\n",
	"regions.yaml":     "regions:\n  - {id: \"32\", departements: [\"59\"]}\n",
	"sources.yaml":     "sources:\n  - {id: vu, title: Vu, url: \"https://exemple.invalid\"}\n",
	"entries.yaml":     "entries:\n  - {code: abc, facts: {chat: oui}}\n",
	"danger.yaml":      "kinds:\n  - {id: tout, alarm: [secours]}\n  - {id: feu, need: papier, alarm: [secours], settles: {need: papier}}\nphrases:\n  - kind: feu\n    certain: [\"ça brûle\"]\n    confirm: [fumée]\ncalm: [feu vert]\n",
	"accueil.yaml":     "flow: accueil\nstart: true\nsteps:\n  - id: besoin\n    ask: need\n    unsure: fin\n  - id: mot\n    say:\n  - id: questions\n    gather: {facts: [chat], at_most: 1}\n  - id: conseil\n    recommend:\n  - id: fin\n    end:\n",
	"services/a.yaml": "services:\n" +
		"  - id: refuge\n    kind: lieu\n    name: Refuge\n    helper: guichet\n    needs: [papier]\n    audience: {suits: [maitre]}\n    territory: {national: true}\n    confidence: high\n" +
		"  - id: secours\n    kind: urgence\n    name: Secours\n    needs: [soin]\n    audience: {limited_to: [maitre]}\n    eligibility: {}\n    territory: {regions: [\"32\"]}\n    confidence: high\n    sources: [vu]\n    phone: [{number: \"15\", cost: gratuit}]\n",
	"words/a.yaml": "words:\n  - need: papier\n    terms: [papier]\n  - need: soin\n    weak: [soin]\nreserved:\n  - {command: back, terms: [retour]}\n",
}

func mapped(files map[string]string) fstest.MapFS {
	dir := make(fstest.MapFS)
	for name, text := range files {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return dir
}

// edited is the small content with these files instead; an empty one is gone.
func edited(changes ...string) map[string]string {
	files := make(map[string]string)
	for name, text := range small {
		files[name] = text
	}
	for i := 0; i < len(changes); i += 2 {
		files[changes[i]] = changes[i+1]
		if changes[i+1] == "" {
			delete(files, changes[i])
		}
	}
	return files
}

// written writes every text that the small content requires, in plain and in easy words.
var written = sync.OnceValue(func() map[string]string {
	c, _ := content.Load(content.Sources{Flows: []source.Layer{{Name: "flows", FS: mapped(small)}}})
	var b strings.Builder
	seen := make(map[string]bool)
	for _, r := range c.RequiredTexts() {
		if !seen[r.ID] {
			seen[r.ID] = true
			fmt.Fprintf(&b, "%q: Texte\n", r.ID)
		}
	}
	return map[string]string{"tout.fr.yaml": b.String(), "easy/tout.fr.yaml": b.String()}
})

func load(flows, texts map[string]string) (*content.Content, []source.Fault) {
	return content.Load(content.Sources{Flows: []source.Layer{{Name: "flows", FS: mapped(flows)}}, Locales: []source.Layer{{Name: "locales", FS: mapped(texts)}}})
}

func TestTheSmallContentHasNoFault(t *testing.T) {
	if _, told := load(small, written()); len(told) > 0 {
		t.Fatal(source.Error(told))
	}
}

func TestWhatOnePartSaysOfAnotherIsChecked(t *testing.T) {
	t.Parallel()
	replace := func(name, old, new string) map[string]string {
		if !strings.Contains(small[name], old) {
			t.Fatalf("%s has no %q", name, old)
		}
		return edited(name, strings.Replace(small[name], old, new, 1))
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"a danger that names a service that is not there", replace("danger.yaml", "need: papier, alarm: [secours]", "alarm: [pompiers]"), "flows/danger.yaml:3: le service « pompiers » n'existe pas"},
		{"a danger that names a service without a voice that is not there", replace("danger.yaml", "need: papier, alarm: [secours]", "alarm: [secours], text: [sms]"), "flows/danger.yaml:3: le service « sms » n'existe pas"},
		{"a danger that names a service without a number", replace("danger.yaml", "need: papier, alarm: [secours]", "alarm: [secours, refuge]"), "flows/danger.yaml:3: le service « refuge » n'a pas de numéro à montrer"},
		{"a danger whose number was found wrong", replace("services/a.yaml", "    phone:", "    verified: [{what: phone, on: \"2026-01-01\", result: faux}]\n    phone:"), "flows/danger.yaml:2: le service « secours » n'a pas de numéro à montrer"},
		{"a danger that settles a fact that is not there", replace("danger.yaml", "settles: {need: papier}", "settles: {chien: oui}"), "flows/danger.yaml:3: le fait « chien » n'existe pas"},
		{"a danger that settles a value that is not there", replace("danger.yaml", "settles: {need: papier}", "settles: {chat: si}"), "flows/danger.yaml:3: « si » n'est pas une valeur"},
		{"a danger for a need that is not there", replace("danger.yaml", "need: papier, alarm", "need: paix, alarm"), "flows/danger.yaml:3: le besoin « paix » n'existe pas"},
		{"no danger for the button", replace("danger.yaml", "id: tout", "id: rien"), "danger.yaml: le danger « tout », celui du bouton Urgence, manque"},
		{"a word for a need that is not there", replace("words/a.yaml", "need: papier", "need: paix"), "words: le besoin « paix » n'existe pas"},
		{"a step without its text", replace("accueil.yaml", "id: mot", "id: parole"), "flows/accueil.yaml:7: le texte « accueil.parole.say » manque"},
		{"an answer without its label", replace("accueil.yaml", "    ask: need\n", "    ask: need\n    choices: [papier, soin, {pass: autre}]\n"), "flows/accueil.yaml:4: le texte « accueil.besoin.opt.autre » manque"},
		{"a gathered fact without its question", replace("facts.yaml", "id: chat, type: yesno, sensitive: true}", "id: chat, type: yesno, sensitive: true}\n  - {id: chien, type: yesno}"), ""},
		{"a need without its texts", replace("needs.yaml", "needs:\n", "needs:\n  - {id: paix, label: Paix, family: vie, first_answer: humain}\n"), "flows/needs.yaml:5: le texte « need.paix.short » manque"},
		{"a service without its texts", replace("services/a.yaml", "services:\n", "services:\n  - {id: neuf, kind: site, name: Neuf, needs: [papier], audience: {all: true}, territory: {national: true}, confidence: high, url: \"https://exemple.invalid\"}\n"), "flows/services/a.yaml:2: le texte « service.neuf.what » manque"},
		{"a service for whom no fact tells", replace("services/a.yaml", "eligibility: {}", "eligibility: {has_children: true}"), "flows/services/a.yaml:15: condition « enfants = oui » : le fait « enfants » n'est pas déclaré"},
		{"a reason of a new group without its text", edited("populations.yaml", small["populations.yaml"]+"  - {id: autre, is: chat = non}\n", "services/a.yaml", strings.Replace(small["services/a.yaml"], "limited_to: [maitre]", "limited_to: [autre]", 1)), "locales: le texte « reason.population.autre.if » manque"},
		{"a danger without its head", replace("danger.yaml", "kinds:\n", "kinds:\n  - {id: gaz, alarm: [secours]}\n"), "flows/danger.yaml:2: le texte « danger.gaz.head » manque"},
		{"a danger to confirm without its words", replace("danger.yaml", "phrases:\n", "phrases:\n  - {kind: tout, confirm: [mal]}\n"), "flows/danger.yaml:2: le texte « danger.tout.confirm » manque"},
		{"no fact for the need", replace("facts.yaml", "id: need,", "id: besoin,"), "facts.yaml: le fait « need » manque"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, told := load(c.files, written())
			if c.want == "" {
				if len(told) > 0 {
					t.Errorf("a fact that nothing asks for needs no text: %v", source.Error(told))
				}
				return
			}
			if !slices.ContainsFunc(told, func(f source.Fault) bool { return strings.HasPrefix(f.String(), c.want) && f.Mend != "" }) {
				t.Errorf("%q is not told, but: %v", c.want, source.Error(told))
			}
		})
	}
}

func TestATextIsWantedAtBothLevelsInFrench(t *testing.T) {
	all := written()["tout.fr.yaml"]
	without := strings.Replace(all, "\"accueil.mot.say\": Texte\n", "", 1)
	line := 1 + strings.Count(strings.Split(all, "\"accueil.mot.say\"")[0], "\n")
	for _, c := range []struct {
		name, plain, easy, want string
		more                    map[string]string
	}{
		{"missing in easy words", all, without, fmt.Sprintf("locales/tout.fr.yaml:%d: le texte facile « accueil.mot.say » manque", line), nil},
		{"missing in plain words", without, all, fmt.Sprintf("locales/easy/tout.fr.yaml:%d: le texte « accueil.mot.say » n'existe qu'en facile", line), nil},
		{"missing altogether", without, without, "flows/accueil.yaml:7: le texte « accueil.mot.say » manque", nil},
		{"asked for by nothing, and missing in easy words", all + "inutile: Texte\n", all, fmt.Sprintf("locales/tout.fr.yaml:%d: le texte facile « inutile » manque", 1+strings.Count(all, "\n")), nil},
		{"in another language under a name that French does not have", all, all, "locales/tout.es.yaml:2: le texte « adios » n'existe pas en français", map[string]string{"tout.es.yaml": "\"accueil.mot.say\": Texto\nadios: Adios\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			texts := map[string]string{"tout.fr.yaml": c.plain, "easy/tout.fr.yaml": c.easy}
			for name, text := range c.more {
				texts[name] = text
			}
			_, told := load(small, texts)
			if len(told) != 1 || !strings.HasPrefix(told[0].String(), c.want) {
				t.Errorf("%q is not told alone, but: %v", c.want, source.Error(told))
			}
		})
	}
}

func TestAGatheringNeedsTheTextsOfTheQuestionsItMayAsk(t *testing.T) {
	eight := "b1, b2, b3, b4, b5, b6, b7, b8"
	facts := small["facts.yaml"] + "  - {id: libre, type: yesno}\n  - {id: huit, type: choice, values: [" + eight + "]}\n  - {id: neuf, type: choice, values: [" + eight + ", b9]}\n" +
		"  - {id: seul, type: choice, values: [un]}\n  - {id: envie, type: yesno, request: true}\n"
	asked := func(gather string) []string {
		flow := strings.Replace(small["accueil.yaml"], "gather: {facts: [chat], at_most: 1}", "gather: "+gather, 1)
		c, _ := load(edited("facts.yaml", facts, "accueil.yaml", flow), nil)
		var out []string
		for _, r := range c.RequiredTexts() {
			if strings.HasPrefix(r.ID, "fact.") && (strings.HasSuffix(r.ID, ".ask") || strings.HasSuffix(r.ID, ".why") || strings.HasSuffix(r.ID, ".oui") || strings.HasSuffix(r.ID, ".b8")) {
				out = append(out, strings.TrimPrefix(r.ID, "fact."))
			}
		}
		slices.Sort(out)
		return out
	}
	for gather, want := range map[string][]string{
		"{at_most: 1}":                                   {"huit.ask", "huit.opt.b8", "libre.ask", "libre.opt.oui"},
		"{facts: [chat, libre], at_most: 1}":             {"chat.ask", "chat.opt.oui", "chat.why", "libre.ask", "libre.opt.oui"},
		"{facts: [neuf, seul, envie, huit], at_most: 1}": {"envie.ask", "envie.opt.oui", "huit.ask", "huit.opt.b8"},
	} {
		if got := asked(gather); !slices.Equal(got, want) {
			t.Errorf("gather: %s needs %q, not %q", gather, got, want)
		}
	}
}

func TestEveryFileButSomeIsNeeded(t *testing.T) {
	optional := []string{"entries.yaml", "words/a.yaml"}
	for name := range small {
		_, told := load(edited(name, ""), written())
		if got := len(told) == 0; got != slices.Contains(optional, name) {
			t.Errorf("without %s: %v", name, source.Error(told))
		}
	}
	if _, told := content.Load(content.Sources{}); len(told) == 0 {
		t.Error("nothing at all has no fault")
	}
}

// TestALineThatIsDamagedNeverPanics takes each line of the small content away, empties it, doubles it and bends it: a
// fault or not, the content loads and says where.
func TestALineThatIsDamagedNeverPanics(t *testing.T) {
	t.Parallel()
	damages := map[string]func(line string) string{
		"taken away": func(string) string { return "" },
		"emptied": func(line string) string {
			key, _, ok := strings.Cut(line, ": ")
			if !ok {
				return "-\n"
			}
			return key + ":\n"
		},
		"doubled":       func(line string) string { return line + line },
		"made a list":   func(line string) string { return before(line) + " [x, y]\n" },
		"made a map":    func(line string) string { return before(line) + " {x: y}\n" },
		"made a word":   func(line string) string { return before(line) + " nimporte_quoi\n" },
		"made a number": func(line string) string { return before(line) + " -1\n" },
		"made null":     func(line string) string { return strings.ReplaceAll(line, ": [", ": null # [") },
		"emptied inside": func(line string) string {
			head, rest, ok := strings.Cut(line, "{")
			if !ok {
				return line
			}
			for _, pair := range strings.Split(strings.TrimRight(rest, "}\n"), ", ") {
				key, _, _ := strings.Cut(pair, ": ")
				rest = strings.Replace(rest, pair, key+": ", 1)
			}
			return head + "{" + rest
		},
		"made anchors": func(line string) string { return strings.Replace(line, ": ", ": &x ", 1) },
	}
	tried, refused := 0, 0
	texts := map[string]string{"tout.fr.yaml": "a: b\n", "easy/tout.fr.yaml": "a: b\n"} // the missing texts are not the matter here
	for name, text := range small {
		lines := strings.SplitAfter(text, "\n")
		for i, line := range lines {
			for damage, do := range damages {
				if line == "" || do(line) == line || (strings.HasPrefix(damage, "made a ") && i%2 == len(damage)%2) { // half of these, for time
					continue
				}
				changed := strings.Join(lines[:i], "") + do(line) + strings.Join(lines[i+1:], "")
				tried++
				func() {
					defer func() {
						if p := recover(); p != nil {
							t.Errorf("%s line %d %s: %v\n%s", name, i+1, damage, p, changed)
						}
					}()
					_, told := load(edited(name, changed), texts)
					for _, f := range told {
						if f.File == "" || f.What == "" || f.Mend == "" || f.Line < 0 {
							t.Errorf("%s line %d %s: %#v", name, i+1, damage, f)
						}
						if strings.Contains(f.What, "texte") {
							continue
						}
						refused++
					}
				}()
			}
		}
	}
	if tried < 300 || refused < tried/2 {
		t.Errorf("%d damages were tried, %d faults told", tried, refused)
	}
}

// before is a line up to its first value.
func before(line string) string {
	key, _, ok := strings.Cut(line, ": ")
	if !ok {
		return strings.TrimRight(line, "\n")
	}
	return key + ":"
}
