package main

import (
	"net/url"
	"regexp"
	"strings"
)

// credentials are those of an address that was written without its beginning.
var credentials = regexp.MustCompile(`^[^/@]*:[^@]*@`)

// withoutSecrets is an address, or what was meant for one, as it may be shown: without the password, the key or the token
// that it may hold. What is not sure to hold none is not shown.
func withoutSecrets(address string) string {
	scheme, _, whole := strings.Cut(address, "://")
	if !whole {
		path, _, _ := strings.Cut(credentials.ReplaceAllString(address, ""), "?")
		return path
	}
	u, err := url.Parse(address)
	if err != nil || u.User == nil && strings.Contains(address, "@") { // a password with / or ? in it reads as something else
		return scheme + "://…"
	}
	u.User, u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = nil, "", false, "", ""
	return u.String()
}
