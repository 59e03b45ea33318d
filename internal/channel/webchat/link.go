package webchat

import (
	"html/template"
	"net/url"
	"regexp"

	"passerelle/internal/chat"
)

// link is a button that leaves the page, its address checked.
type link struct {
	Label string
	URL   template.URL
	Away  bool // another site, not a call
	line  int  // of the text that it belongs under
}

// calling is a number to call or to write to. html/template would refuse these schemes: here the digits are checked.
var calling = regexp.MustCompile(`^(?:tel|sms):\+?\d{2,15}$`)

// readLinks keeps the links whose address is a number or a site, and drops any other: nothing else may be opened.
func readLinks(all []chat.Link) []link {
	var kept []link
	for _, l := range all {
		if calling.MatchString(l.URL) {
			kept = append(kept, link{Label: l.Label, URL: template.URL(l.URL), line: l.Line})
		} else if site, ok := siteURL(l.URL); ok {
			kept = append(kept, link{Label: l.Label, URL: site, Away: true, line: l.Line})
		}
	}
	return kept
}

func siteURL(address string) (template.URL, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return "", false
	}
	return template.URL(u.String()), true
}
