package listen

import (
	"cmp"
	"slices"

	"passerelle/internal/phrase"
)

// hearDangers takes what says danger and is no calm turn of phrase, each kind once.
func (e *Ear) hearDangers(m *phrase.Message, hits *[groups][]hit, h *Heard) {
	moment := momentOf(hits)
	for _, found := range hits[dangers] {
		if isCalm(found, hits[calm]) {
			continue
		}
		d := Danger{Kind: found.kind, Certain: found.certain, Moment: moment, Words: m.Words(found.From, found.To)}
		switch {
		case found.Negated && !found.certain:
			continue
		case found.Negated, moment == Past:
			d.Certain = false
		}
		h.addDanger(d)
	}
	e.hearSigns(m, hits, h, moment)
	slices.SortStableFunc(h.Dangers, func(a, b Danger) int {
		return cmp.Or(-compareBools(a.Certain, b.Certain), cmp.Compare(e.rank[a.Kind], e.rank[b.Kind]))
	})
}

// hearSigns takes signs that say nothing alone and danger together: "tout gris" and "il transpire". A word that is also used
// calmly counts as one.
func (e *Ear) hearSigns(m *phrase.Message, hits *[groups][]hit, h *Heard, moment Moment) {
	for _, a := range hits[signs] {
		if a.Negated || isCalm(a, hits[calm]) {
			continue
		}
		for _, b := range append(slices.Clip(hits[signs]), hits[dangers]...) {
			if a.kind != b.kind || a.Meets(b.Match) || m.Words(a.From, a.To) == m.Words(b.From, b.To) || b.Negated || isCalm(b, hits[calm]) {
				continue
			}
			h.addDanger(Danger{Kind: a.kind, Certain: moment != Past, Moment: moment, Words: m.Words(a.From, a.To) + " + " + m.Words(b.From, b.To)})
			break
		}
	}
}

// addDanger keeps each kind once: a certain sign outweighs one to confirm.
func (h *Heard) addDanger(d Danger) {
	for i := range h.Dangers {
		if known := &h.Dangers[i]; known.Kind == d.Kind {
			if d.Certain && !known.Certain {
				*known = d
			}
			return
		}
	}
	h.Dangers = append(h.Dangers, d)
}

// isCalm tells whether words of danger are a part of a calm turn of phrase: they share a word with it, and do not say more.
func isCalm(found hit, calm []hit) bool {
	return slices.ContainsFunc(calm, func(c hit) bool { return found.Meets(c.Match) && !found.Hides(c.Match) })
}

func momentOf(hits *[groups][]hit) Moment {
	switch {
	case len(hits[now]) > 0:
		return Now
	case len(hits[past]) > 0:
		return Past
	}
	return Unsaid
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
