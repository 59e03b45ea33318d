package supply

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"passerelle/internal/directory"
)

var (
	sourceName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)
	notInNames = regexp.MustCompile(`[^a-z0-9._]+`)
	extension  = regexp.MustCompile(`\.(gz|zip|tgz|tar|bz2|xz|csv|tsv|txt|json|geojson|ndjson|jsonl)$`)
	// edition is the date at the end of a file's name: another date is another edition of the same list.
	edition = regexp.MustCompile(`[-_. ](20\d\d)(?:[-_]?([01]\d)(?:[-_]?([0-3]\d))?)?$`)
	copied  = regexp.MustCompile(`\s*\(\d+\)$`) // "liste (1)", as browsers name a second download
)

// nameOf is the list that a file is an edition of, and the date that its name says, the first of its month or year when
// it says no more; the zero time when it says none.
func nameOf(file string) (source string, dated time.Time) {
	name := strings.ToLower(path.Base(strings.ReplaceAll(file, `\`, "/")))
	for extension.MatchString(name) {
		name = extension.ReplaceAllString(name, "")
	}
	name = copied.ReplaceAllString(name, "")
	if at := edition.FindStringSubmatchIndex(name); at != nil {
		parts := edition.FindStringSubmatch(name)
		for i, first := range []string{2: "01", 3: "01"} {
			if i > 1 && parts[i] == "" {
				parts[i] = first
			}
		}
		if day, err := time.Parse(time.DateOnly, strings.Join(parts[1:], "-")); err == nil {
			name, dated = name[:at[0]], day
		}
	}
	name = strings.Trim(notInNames.ReplaceAllString(name, "-"), "-._")
	if len(name) > 64 {
		name = name[:64]
	}
	if !sourceName.MatchString(name) {
		name = "liste"
	}
	return name, dated
}

// ValidName tells whether a list may be kept under a name: lower-case letters without accents, digits, - _ and ., up to 64.
func ValidName(source string) bool { return sourceName.MatchString(source) }

// IsAddress tells an address, over HTTP or HTTPS, from the name of a file or of a list.
func IsAddress(what string) bool {
	u, err := url.Parse(what)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// Official is the list of this name or at this address, among those that are declared.
func Official(lists []directory.List, what string) (directory.List, bool) {
	for _, l := range lists {
		if l.ID == what || l.URL == what {
			return l, true
		}
	}
	return directory.List{}, false
}

// Names are the official lists as a sentence names them: "a, b, c".
func Names(lists []directory.List) string {
	names := make([]string, len(lists))
	for i, l := range lists {
		names[i] = l.ID
	}
	return strings.Join(names, ", ")
}
