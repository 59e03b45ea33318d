package phrase

import (
	"fmt"
	"slices"
	"strings"
)

// item is one step of a pattern as it is written: a word, a list, or a gap.
type item struct {
	word     string
	list     string
	gap      bool
	optional bool
}

// parse reads a pattern: "il [m'] (tape|frappe) .. {fort}". The entries of a choice make a list without a name.
func (b *Book) parse(pattern string) ([]item, error) {
	var out []item
	for rest := strings.TrimSpace(pattern); rest != ""; rest = strings.TrimSpace(rest) {
		piece, after, err := cutPiece(rest)
		if err != nil {
			return nil, fmt.Errorf("« %s » : %w", pattern, err)
		}
		items, err := b.parsePiece(piece)
		if err != nil {
			return nil, fmt.Errorf("« %s » : %w", pattern, err)
		}
		out, rest = append(out, items...), after
	}
	return out, checkGaps(pattern, out)
}

func checkGaps(pattern string, items []item) error {
	gaps, options := 0, 0
	for _, it := range items {
		if it.gap {
			gaps++
		}
		if it.optional {
			options++
		}
	}
	switch {
	case len(items) == 0:
		return fmt.Errorf("« %s » n'a pas de mot", pattern)
	case gaps > maxGaps:
		return fmt.Errorf("« %s » a plus de %d « .. »", pattern, maxGaps)
	case options > maxOptional:
		return fmt.Errorf("« %s » a plus de %d « [ ] »", pattern, maxOptional)
	}
	return nil
}

var closing = map[byte]byte{'(': ')', '[': ']', '{': '}'}

// cutPiece takes the first piece of a pattern: what stands between brackets, a gap, or words up to the next of these.
func cutPiece(s string) (piece, rest string, err error) {
	if strings.HasPrefix(s, "..") {
		return "..", strings.TrimLeft(s, "."), nil
	}
	if end, opens := closing[s[0]]; opens {
		depth := 0
		for i := range len(s) {
			switch s[i] {
			case s[0]:
				depth++
			case end:
				if depth--; depth == 0 {
					return s[:i+1], s[i+1:], nil
				}
			}
		}
		return "", "", fmt.Errorf("il manque « %c »", end)
	}
	i := strings.IndexAny(s, "([{")
	if j := strings.Index(s, ".."); j >= 0 && (i < 0 || j < i) {
		i = j
	}
	if i < 0 {
		i = len(s)
	}
	return s[:i], s[i:], nil
}

func (b *Book) parsePiece(piece string) ([]item, error) {
	inside := func() string { return strings.TrimSpace(piece[1 : len(piece)-1]) }
	switch {
	case piece == "..":
		return []item{{gap: true}}, nil
	case piece[0] == '{':
		if _, known := b.lists[inside()]; !known {
			return nil, fmt.Errorf("la liste « %s » n'est pas déclarée", inside())
		}
		return []item{{list: inside()}}, nil
	case piece[0] == '(':
		return b.choice(inside())
	case piece[0] == '[':
		items, err := b.parse(inside())
		if err != nil {
			return nil, err
		}
		if len(items) > 1 {
			if items, err = b.choice(inside()); err != nil {
				return nil, err
			}
		}
		items[0].optional = true
		return items, nil
	}
	var out []item
	for _, w := range b.spelling.words(piece) {
		out = append(out, item{word: w})
	}
	return out, nil
}

// choice makes a list of the alternatives, or finds the one that was made of the same before.
func (b *Book) choice(inside string) ([]item, error) {
	name := "(" + inside + ")"
	if _, known := b.lists[name]; known {
		return []item{{list: name}}, nil
	}
	if err := b.List(name, splitChoice(inside)); err != nil {
		return nil, err
	}
	return []item{{list: name}}, nil
}

func splitChoice(inside string) []string {
	parts := strings.Split(inside, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// withOptions lists a pattern with and without each of what may be missing.
func withOptions(items []item) [][]item {
	for i, it := range items {
		if !it.optional {
			continue
		}
		with := slices.Clone(items)
		with[i].optional = false
		without := slices.Delete(slices.Clone(items), i, i+1)
		return append(withOptions(with), withOptions(without)...)
	}
	return [][]item{items}
}
