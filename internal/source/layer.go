package source

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"
)

// MaxFileBytes bounds one file of content: the longest shipped one is a tenth of it.
const MaxFileBytes = 1 << 20

// Layer is one directory of content. Layers are read in order: a file of a later one replaces the file of the
// same path in an earlier one.
type Layer struct {
	Name string // as shown in faults, e.g. "flows" or "/etc/passerelle/flows"
	FS   fs.FS
}

// Tree is the content after its layers were laid over each other.
type Tree struct {
	Faults   *Faults
	lock     sync.RWMutex // of files: the rooms of the house read side by side
	Replaced []string     // paths that a later layer replaced, for the log
	files    map[string]Node
	layers   map[string]int // of each file, the layer it was read from
	reading  int
}

// Read reads every .yaml file of the layers. What cannot be read is noted in faults and left out.
func Read(faults *Faults, layers ...Layer) *Tree {
	t := &Tree{Faults: faults, files: make(map[string]Node), layers: make(map[string]int)}
	for i, layer := range layers {
		t.reading = i
		t.lay(layer)
	}
	sort.Strings(t.Replaced)
	return t
}

func (t *Tree) lay(layer Layer) {
	var names []string
	err := fs.WalkDir(layer.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() || path.Ext(name) != ".yaml" {
			return nil
		}
		names = append(names, name)
		return nil
	})
	nodes := make([]*Node, len(names))
	var all sync.WaitGroup
	for i, name := range names {
		all.Go(func() { nodes[i] = t.parse(layer, name) })
	}
	all.Wait()
	for i, name := range names {
		t.add(layer, name, nodes[i])
	}
	if err != nil {
		t.Faults.Add(Fault{File: layer.Name, What: fmt.Sprintf("dossier illisible (%v)", err), Mend: "vérifier le chemin et les droits de lecture"})
	}
}

// parse reads one file; nil when it cannot be read.
func (t *Tree) parse(layer Layer, name string) *Node {
	shown := path.Join(layer.Name, name)
	body, err := readBounded(layer.FS, name)
	if err != nil {
		t.Faults.Add(Fault{File: shown, What: err.Error(), Mend: "vérifier la taille et les droits du fichier"})
		return nil
	}
	if node, ok := Parse(t.Faults, shown, body); ok {
		return &node
	}
	return nil
}

func (t *Tree) add(layer Layer, name string, node *Node) {
	if _, ok := t.files[name]; ok {
		t.Replaced = append(t.Replaced, path.Join(layer.Name, name))
	}
	if node != nil {
		t.files[name], t.layers[name] = *node, t.reading
	}
}

func readBounded(from fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(from, name)
	if err != nil {
		return nil, fmt.Errorf("fichier illisible (%v)", err)
	}
	if info.Size() > MaxFileBytes {
		return nil, fmt.Errorf("fichier de %d octets (%d au plus)", info.Size(), MaxFileBytes)
	}
	body, err := fs.ReadFile(from, name)
	if err != nil {
		return nil, fmt.Errorf("fichier illisible (%v)", err)
	}
	return body, nil
}

// File returns the root of one file, by its path inside the layers.
func (t *Tree) File(name string) (Node, bool) {
	t.lock.RLock()
	defer t.lock.RUnlock()
	n, ok := t.files[name]
	return n, ok
}

// Take is File for who reads it last: the tree keeps it no longer. A file of many words weighs forty times its bytes.
func (t *Tree) Take(name string) (Node, bool) {
	t.lock.Lock()
	defer t.lock.Unlock()
	n, ok := t.files[name]
	delete(t.files, name)
	return n, ok
}

// Layer tells from which layer a file was read, from 0: what a later one says goes before.
func (t *Tree) Layer(name string) int { return t.layers[name] }

// Names lists, in order, the files directly inside dir ("." for the root).
func (t *Tree) Names(dir string) []string {
	var names []string
	t.lock.RLock()
	defer t.lock.RUnlock()
	for name := range t.files {
		if path.Dir(name) == dir && !strings.HasPrefix(path.Base(name), ".") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}
