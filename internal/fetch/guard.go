package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

// Client is a client for Get. An address on the public network cannot lead it, by a redirect or by a name that changes
// meaning, to a machine of the network it stands in. An address in that network must be asked for as such: who types it may
// well keep a copy of the lists there.
func Client() *http.Client {
	dialer := &net.Dialer{Timeout: 15 * time.Second, ControlContext: checkAddress}
	return &http.Client{Transport: &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    15 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		ForceAttemptHTTP2:      true,
		DisableKeepAlives:      true, // one file, then nothing for a week
	}}
}

type publicOnly struct{}

// guarded marks a request that may only reach public addresses: all but those that were given as local, and those that a
// proxy sends on, who decides then.
func guarded(ctx context.Context, u *url.URL) context.Context {
	if proxy, err := http.ProxyFromEnvironment(&http.Request{URL: u}); err == nil && proxy != nil {
		return ctx
	}
	addresses, err := net.DefaultResolver.LookupNetIP(ctx, "ip", u.Hostname())
	for _, a := range addresses {
		if err == nil && !public(a) {
			return ctx
		}
	}
	return context.WithValue(ctx, publicOnly{}, true)
}

// checkAddress looks at the address that is really dialled.
func checkAddress(ctx context.Context, _, address string, _ syscall.RawConn) error {
	if ctx.Value(publicOnly{}) == nil {
		return nil
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil || !public(to.Addr()) {
		return errLocal
	}
	return nil
}

// notPublic are the networks that are not private by name and still do not lead to the public one, or lead elsewhere than
// they say (RFC 6890 and the forms that carry an IPv4 address inside).
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("2002::/16"),
}

func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
