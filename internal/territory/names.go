package territory

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

// name is one name of a commune, folded.
type name struct {
	key     string // "la roche sur yon"
	commune int32
	other   int32 // its place among the other names, or own
}

// own marks the name that a commune has today.
const own = -1

// form is a name as it is looked for: glued, without its article and, where it has one, with it.
type form struct {
	text string // "rochesuryon", "larochesuryon"
	name int32
}

// index finds names by form, by the beginning of a form, by three letters, by sound.
type index struct {
	names    []name
	forms    []form // sorted
	trigrams trigrams
	sounds   []heard // sorted
}

func indexNames(communes []Commune, others []otherName) index {
	var x index
	x.names = make([]name, 0, len(communes)+len(others))
	at := make([]string, len(communes))
	for i := range communes {
		if communes[i].Parent == "" { // arrondissements are reached through their city
			at[i] = fold(communes[i].Name)
			x.names = append(x.names, name{at[i], int32(i), own})
		}
	}
	for i, o := range others {
		if key := fold(o.text); key != at[o.commune] {
			x.names = append(x.names, name{key, o.commune, int32(i)})
		}
	}
	var both sync.WaitGroup
	both.Go(func() { x.sounds = indexSounds(x.names) })
	x.forms = formsOf(x.names)
	x.trigrams = indexTrigrams(x.forms)
	both.Wait()
	return x
}

func formsOf(names []name) []form {
	forms := make([]headed, 0, len(names)*11/10)
	for i, n := range names {
		article, bare := cutArticle(n.key)
		forms = append(forms, headedForm(glue(bare), int32(i)))
		if article != "" {
			forms = append(forms, headedForm(glue(n.key), int32(i)))
		}
	}
	slices.SortFunc(forms, func(a, b headed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.name, b.name))
	})
	sorted := make([]form, len(forms))
	for i, f := range forms {
		sorted[i] = f.form
	}
	return sorted
}

// headed is a form with its first eight letters as a number: most comparisons end there, and sorting takes half the time.
type headed struct {
	form
	head uint64
}

func headedForm(text string, name int32) headed {
	var head [8]byte
	copy(head[:], text)
	return headed{form{text, name}, binary.BigEndian.Uint64(head[:])}
}

// beginning lists the forms that begin with a text: those that are it stand first.
func (x *index) beginning(text string) []form {
	compare := func(f form, t string) int { return strings.Compare(f.text, t) }
	i, _ := slices.BinarySearchFunc(x.forms, text, compare)
	j, _ := slices.BinarySearchFunc(x.forms[i:], text+"\x7f", compare)
	return x.forms[i : i+j]
}

// being lists the forms that are a text.
func (x *index) being(text string) []form {
	forms := x.beginning(text)
	for i, f := range forms {
		if f.text != text {
			return forms[:i]
		}
	}
	return forms
}
