package intake

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"passerelle/internal/directory"
)

// How long what is kept may be, in letters: names are shown in chats, on small screens.
const (
	nameLimit    = 150
	lineLimit    = 250 // of an address
	summaryLimit = 300
	hoursLimit   = 1000
	codeLimit    = 100
	idLimit      = 250 // that of a service of data.inclusion holds two
	urlLimit     = 2000
	listLimit    = 20
)

// sanitise leaves plain text and web addresses in a place. A list is foreign: what it says is shown in pages and chats, and
// may be copied into spreadsheets.
func sanitise(p *directory.Place) {
	p.ID, p.Pivot = cleaned(p.ID), pivot(plain(p.Pivot, codeLimit)) // an id is never cut: see desk.check
	p.Name, p.Commune = plain(p.Name, nameLimit), plain(p.Commune, nameLimit)
	p.Street, p.Complement = plain(p.Street, lineLimit), plain(p.Complement, lineLimit)
	p.INSEE, p.Postcode = plain(p.INSEE, codeLimit), plain(p.Postcode, codeLimit)
	p.Hours, p.LocalType = plain(p.Hours, hoursLimit), plain(p.LocalType, codeLimit)
	p.Summary, p.Note = plain(p.Summary, summaryLimit), plain(p.Note, noteLimit)
	p.Sites = webAddresses(p.Sites)
	p.AccessSheet, p.Booking = webAddress(p.AccessSheet), webAddress(p.Booking)
	for _, list := range []*[]string{
		&p.Typologies, &p.Services, &p.Publics, &p.Particular, &p.Fees, &p.Programmes, &p.Access, &p.Support,
	} {
		*list = plainList(*list)
	}
}

// pivot drops the number that publishers write where they know none.
func pivot(number string) string {
	if strings.Trim(number, "0") == "" {
		return ""
	}
	return number
}

func plainList(values []string) []string {
	var kept []string
	for _, value := range values[:min(len(values), listLimit)] {
		if value = plain(value, nameLimit); value != "" {
			kept = append(kept, value)
		}
	}
	return kept
}

var (
	scripts = regexp.MustCompile(`(?is)<(script|style)\b.*?(</(script|style)\s*>|$)`)
	tags    = regexp.MustCompile(`(?s)</?[a-zA-Z!][^<>]*>`)
)

// plain is a text cleaned, without mailboxes, as short as limit says.
func plain(text string, limit int) string {
	text = cleaned(text)
	if strings.Contains(text, "@") { // whose mailbox it is, its own column alone tells
		text = cleaned(mailboxInside.ReplaceAllString(text, " "))
	}
	return shortened(text, limit)
}

// cleaned is a text without markup, control or invisible characters, on one line. Nothing of it begins like a spreadsheet's
// formula.
func cleaned(text string) string {
	if clean(text) {
		return text
	}
	if strings.ContainsAny(text, "<>&") {
		text = html.UnescapeString(text)
		text = tags.ReplaceAllString(scripts.ReplaceAllString(text, " "), " ")
		text = strings.NewReplacer("<", " ", ">", " ").Replace(text)
	}
	if !simple(text) {
		text = norm.NFC.String(strings.Map(visible, text))
	}
	return strings.TrimLeft(strings.Join(strings.Fields(text), " "), formula)
}

// formula is what spreadsheets take for the beginning of one.
const formula = "=+-@ "

// clean tells a text in which nothing is to be done: nearly all of them, and it is told at a glance.
func clean(text string) bool {
	before := ' '
	for _, c := range text {
		switch {
		case c == '<', c == '>', c == '&':
			return false
		case c == ' ' && before == ' ', c < ' ', c > '~' && !westernLetter(c):
			return false
		}
		before = c
	}
	return text == "" || before != ' ' && !strings.ContainsRune(formula, rune(text[0]))
}

// westernLetter tells the letters of French, each one character and seen.
func westernLetter(c rune) bool { return c > 0xa0 && c < 0x180 && c != 0xad }

// simple tells a text of ASCII without control characters: nearly all of them, and nothing is to be done.
func simple(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] >= 0x7f {
			return false
		}
	}
	return true
}

// visible drops the characters that are not seen: they reorder or hide what is read.
func visible(c rune) rune {
	switch {
	case c > ' ' && c <= '~', westernLetter(c):
		return c
	case unicode.IsSpace(c), unicode.IsControl(c):
		return ' '
	case unicode.In(c, unicode.Cf, unicode.Co, unicode.Cs), c == utf8.RuneError:
		return -1
	}
	return c
}

// shortened cuts a text at a word, and says so.
func shortened(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	cut := string([]rune(text)[:limit-1])
	if space := strings.LastIndexByte(cut, ' '); space > limit/2 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

func webAddresses(addresses []string) []string {
	var kept []string
	for _, address := range addresses[:min(len(addresses), listLimit)] {
		if address = webAddress(address); address != "" {
			kept = append(kept, address)
		}
	}
	return distinct(kept)
}

// webAddress is an address that may be opened; "" for any other.
func webAddress(text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(strings.ToLower(text), "www.") {
		text = "http://" + text
	}
	address, err := url.Parse(text)
	if err != nil || len(text) > urlLimit || mailboxInside.MatchString(text) || strings.ContainsAny(text, " <>\"'`\\") || !simple(text) && !readable(text) {
		return ""
	}
	if address.Scheme != "http" && address.Scheme != "https" || address.User != nil || !strings.Contains(address.Hostname(), ".") {
		return ""
	}
	return address.String()
}

// readable tells an address that holds letters beyond ASCII, and nothing invisible.
func readable(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool { return visible(c) != c }) < 0
}
