// Package content loads everything that authors write, in the order in which its parts need each other, whole or not at
// all.
package content

import (
	"io/fs"
	"sync"

	"passerelle/flows"
	"passerelle/internal/catalogue"
	"passerelle/internal/dialogue"
	"passerelle/internal/directory"
	"passerelle/internal/flow"
	"passerelle/internal/listen"
	"passerelle/internal/locale"
	"passerelle/internal/situation"
	"passerelle/internal/source"
	"passerelle/internal/territory"
	"passerelle/locales"
)

// Sources are the layers to read, the embedded one first.
type Sources struct{ Flows, Locales []source.Layer }

// Shipped is the content that the program carries.
func Shipped() Sources {
	return Sources{
		Flows:   []source.Layer{{Name: "flows", FS: flows.FS}},
		Locales: []source.Layer{{Name: "locales", FS: locales.FS}},
	}
}

// Content is what was loaded. It is never changed: a new one takes its place.
type Content struct {
	Words     *situation.Vocabulary
	Catalogue *catalogue.Catalogue
	Book      *flow.Book
	Entries   map[string]flow.Entry
	Ear       *listen.Ear
	Texts     *locale.Texts
	Atlas     *territory.Gazetteer
	Places    *directory.Rules
	Origins   []Origin // documents that facts of the catalogue come from, as listed
	Checked   Checked
	Replaced  []string // files that a later layer replaced
}

// Load reads all layers. The content is returned with its faults, for those who list them; only one without faults may
// be served.
func Load(s Sources) (*Content, []source.Fault) {
	faults := new(source.Faults)
	atlas := loadAtlas()
	tree := source.Read(faults, s.Flows...)
	ear := loadEar(tree, s.Flows)
	words := source.Read(faults, s.Locales...)
	c := &Content{}
	replaced := tree.Replaced
	defer func() { c.Replaced = append(replaced, words.Replaced...) }() // texts are replaced while they are read
	c.Catalogue = catalogue.LoadNeeds(tree)
	c.Words = situation.Load(tree, c.Catalogue.Lists())
	if _, ok := c.Words.Fact("need"); !ok {
		faults.Add(source.Fault{File: "facts.yaml", What: "le fait « need » manque", Mend: "déclarer « need » avec « values_of: needs »"})
		return c, faults.Sorted()
	}
	c.Catalogue.LoadServices(tree, c.Words)
	c.Origins, c.Checked = loadOrigins(tree), loadChecked(tree)
	c.Book = flow.Load(tree, flowFiles(tree), c.Words)
	c.Entries = flow.LoadEntries(tree, c.Words)
	c.Ear = <-ear
	c.Places = directory.LoadRules(tree, c.Words, c.placeNeeds())
	c.Texts = locale.Load(words)
	c.Atlas = <-atlas
	c.Ear.Atlas = c.Atlas
	c.link(faults)
	return c, faults.Sorted()
}

// placeNeeds are the needs as places know them.
func (c *Content) placeNeeds() []directory.Need {
	needs := make([]directory.Need, len(c.Catalogue.Needs))
	for i, n := range c.Catalogue.Needs {
		needs[i] = directory.Need{ID: n.ID, Family: n.Family, Services: n.Mediation}
	}
	return needs
}

// loadEar reads the vocabulary beside everything else: it is another third.
func loadEar(tree *source.Tree, layers []source.Layer) <-chan *listen.Ear {
	loaded := make(chan *listen.Ear, 1)
	go func() {
		if len(layers) == 1 && layers[0].FS == fs.FS(flows.FS) {
			loaded <- shippedEar(tree)
			return
		}
		loaded <- listen.Load(tree)
	}()
	return loaded
}

// shippedEar is the vocabulary that the program carries, read once however often content is: nobody changes an ear. Its
// faults are told the first time.
func shippedEar(tree *source.Tree) *listen.Ear {
	shipped.once.Do(func() { shipped.ear = listen.Load(tree) })
	ear := *shipped.ear
	return &ear
}

var shipped struct {
	once sync.Once
	ear  *listen.Ear
}

// communes are read once: no layer changes them.
var communes = sync.OnceValues(territory.Load)

// loadAtlas reads the communes beside everything else: it is a third of the work.
func loadAtlas() <-chan *territory.Gazetteer {
	loaded := make(chan *territory.Gazetteer, 1)
	go func() {
		atlas, err := communes()
		if err != nil { // the file is part of the program: a test reads it
			panic(err)
		}
		loaded <- atlas
	}()
	return loaded
}

// Engine makes the engine that runs this content. guide may be nil: no place is named then.
func (c *Content) Engine(guide dialogue.Guide) *dialogue.Engine {
	return dialogue.New(dialogue.Parts{Book: c.Book, Words: c.Words, Advisor: c.Catalogue, Dangers: c.Ear.Kinds, Atlas: c.Atlas, Guide: guide})
}

// notFlows are the files at the root of flows/ that are something else.
var notFlows = map[string]bool{
	"facts.yaml": true, "needs.yaml": true, "populations.yaml": true, "regions.yaml": true, "sources.yaml": true,
	"danger.yaml": true, "entries.yaml": true, "places.yaml": true, "referral.yaml": true,
	"lists.yaml": true, "spelling.yaml": true, "languages.yaml": true,
}

func flowFiles(tree *source.Tree) []string {
	var files []string
	for _, name := range tree.Names(".") {
		if !notFlows[name] {
			files = append(files, name)
		}
	}
	return files
}
