package directory

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// mergeKm is how near two sheets of one place lie at most.
const mergeKm = 0.08

// maxCompared bounds how many sheets of one spot a sheet is compared with: lists that lack points put many on one.
const maxCompared = 64

// Merge joins the sheets that describe one place: within 80 m, with the same phone, a similar name, or the same SIRET. The
// newest sheet wins, the others fill what it leaves blank. duplicates counts the sheets that went into others.
func Merge(places []Place) (merged []Place, duplicates int) {
	m := &merger{places: places, cells: make(map[cell][]int32), into: make(map[int32][]int32), tokens: make([][]string, len(places))}
	for _, i := range m.newestFirst() {
		if winner, ok := m.twin(i); ok {
			m.into[winner] = append(m.into[winner], i)
			duplicates++
			continue
		}
		at := cellOf(&places[i])
		m.cells[at] = append(m.cells[at], i)
		m.into[i] = nil
	}
	merged = make([]Place, 0, len(places)-duplicates)
	for i := range places {
		others, winner := m.into[int32(i)]
		if !winner {
			continue
		}
		p := places[i]
		for _, o := range others {
			p.fill(&places[o])
		}
		merged = append(merged, p)
	}
	return merged, duplicates
}

type merger struct {
	places []Place
	cells  map[cell][]int32  // places that won so far
	into   map[int32][]int32 // by winner: the sheets that go into it
	tokens [][]string        // of names, once they were needed
}

// cell is a rectangle that is wider than mergeKm both ways, anywhere in France: a twin lies in the same or in one beside.
type cell struct{ lat, lon int32 }

func cellOf(p *Place) cell {
	const perLatitude, perLongitude = 1000, 500 // 111 m; 140 m at 51° north, more to the south
	return cell{int32(math.Floor(p.Point.Lat * perLatitude)), int32(math.Floor(p.Point.Lon * perLongitude))}
}

func (m *merger) newestFirst() []int32 {
	order := make([]int32, len(m.places))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		p, q := &m.places[a], &m.places[b]
		return cmp.Or(cmp.Compare(q.Updated, p.Updated), cmp.Compare(p.Source, q.Source), cmp.Compare(p.ID, q.ID), cmp.Compare(a, b))
	})
	return order
}

// twin finds the place that a sheet describes again.
func (m *merger) twin(i int32) (winner int32, ok bool) {
	at := cellOf(&m.places[i])
	compared := 0
	for lat := at.lat - 1; lat <= at.lat+1; lat++ {
		for lon := at.lon - 1; lon <= at.lon+1; lon++ {
			for _, j := range m.cells[cell{lat, lon}] {
				if compared++; compared > maxCompared {
					return 0, false
				}
				if m.same(i, j) {
					return j, true
				}
			}
		}
	}
	return 0, false
}

func (m *merger) same(i, j int32) bool {
	p, q := &m.places[i], &m.places[j]
	if p.Point.Km(q.Point) > mergeKm || twoOffices(p, q) {
		return false
	}
	return realSIRET(p.Pivot) && p.Pivot == q.Pivot || p.Phone != "" && p.Phone == q.Phone || similar(m.nameOf(i), m.nameOf(j))
}

// twoOffices tells apart what one switchboard serves: the mairie and its CCAS, a mission locale and a France services under
// one roof. Sheets that each say another type are of two places.
func twoOffices(p, q *Place) bool {
	if p.LocalType != "" && q.LocalType != "" && p.LocalType != q.LocalType {
		return true
	}
	return len(p.Typologies) > 0 && len(q.Typologies) > 0 && !shareOne(p.Typologies, q.Typologies)
}

// realSIRET tells a SIRET from other identifiers and from the row of zeros that many sheets bear.
func realSIRET(pivot string) bool {
	return len(pivot) == 14 && strings.Trim(pivot, "0123456789") == "" && strings.Trim(pivot, "0") != ""
}

func (m *merger) nameOf(i int32) []string {
	if m.tokens[i] == nil {
		m.tokens[i] = tokensOf(&m.places[i])
	}
	return m.tokens[i]
}

// emptyWords tell nothing of a name.
var emptyWords = map[string]bool{"de": true, "du": true, "des": true, "d": true, "la": true, "le": true, "les": true, "l": true, "et": true, "a": true, "au": true, "aux": true, "en": true}

// tokensOf are the words of a name, sorted, without accents, without empty words and without those of the commune; all of
// them when no other remain.
func tokensOf(p *Place) []string {
	commune := wordsOf(p.Commune)
	all := wordsOf(p.Name)
	var out []string
	for _, w := range all {
		if !emptyWords[w] && !slices.Contains(commune, w) {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = append([]string{""}, all...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func wordsOf(text string) []string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(text))
	return strings.Fields(plain)
}

// similar tells two names of one place: the same words but one in three, or at least two words that are all in the other.
func similar(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	shared := 0
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			shared++
		}
	}
	if shared == len(a) && (len(a) >= 2 || len(b) == 1) {
		return true
	}
	return 3*shared >= 2*(len(a)+len(b)-shared)
}

// fill takes from an older sheet what this one leaves blank, and what both may know.
func (p *Place) fill(q *Place) {
	for _, text := range []struct{ into, from *string }{
		{&p.Pivot, &q.Pivot}, {&p.Street, &q.Street}, {&p.Complement, &q.Complement}, {&p.LocalType, &q.LocalType},
		{&p.Phone, &q.Phone}, {&p.Hours, &q.Hours}, {&p.Summary, &q.Summary}, {&p.Note, &q.Note},
		{&p.AccessSheet, &q.AccessSheet}, {&p.Booking, &q.Booking}, {&p.Updated, &q.Updated},
	} {
		if *text.into == "" {
			*text.into = *text.from
		}
	}
	for _, list := range []struct{ into, from *[]string }{
		{&p.Emails, &q.Emails}, {&p.Sites, &q.Sites}, {&p.Access, &q.Access}, {&p.Support, &q.Support},
	} {
		if len(*list.into) == 0 {
			*list.into = *list.from
		}
	}
	for _, list := range []struct{ into, from *[]string }{
		{&p.Services, &q.Services}, {&p.Programmes, &q.Programmes}, {&p.Typologies, &q.Typologies}, {&p.Particular, &q.Particular},
	} {
		*list.into = union(*list.into, *list.from)
	}
	p.fillFees(q)
	p.Wheelchair, p.ByProxy = p.Wheelchair || q.Wheelchair, p.ByProxy || q.ByProxy
	if p.Unsure && !q.Unsure {
		p.Point, p.Unsure = q.Point, false
	}
}

// looseFees begins the names of the lists that write « gratuit sous condition » as « gratuit » (data.inclusion).
const looseFees = "data-inclusion"

func (p *Place) fillFees(q *Place) {
	loose := strings.HasPrefix(p.Source, looseFees) && !strings.HasPrefix(q.Source, looseFees)
	if len(q.Fees) > 0 && (len(p.Fees) == 0 || loose) {
		p.Fees = q.Fees
	}
}

// union never writes into the lists it is given: sheets share them.
func union(a, b []string) []string {
	out := slices.Clip(a)
	for _, v := range b {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
