package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

const list = "id,nom\n1,Médiathèque\n"

const stamped = "Thu, 01 Aug 2024 06:00:00 GMT"

// published answers as the servers of open data do, well and badly.
func published(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	write := func(w http.ResponseWriter) { fmt.Fprint(w, list) }
	mux.HandleFunc("/liste.csv", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", stamped)
		if r.Header.Get("If-None-Match") == `"v1"` || r.Header.Get("If-Modified-Since") == stamped {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		write(w)
	})
	mux.HandleFunc("/r/398edc71", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/api/r", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/api/r", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/liste.csv", http.StatusFound) })
	mux.HandleFunc("/encoded", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Disposition", `attachment; filename*=UTF-8''Lieux%20de%20m%C3%A9diation.csv`)
		z := gzip.NewWriter(w)
		fmt.Fprint(z, list)
		z.Close()
	})
	mux.HandleFunc("/encoded-cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		fmt.Fprint(z, list)
		z.Close()
		w.Write(b.Bytes()[:b.Len()-9])
	})
	mux.HandleFunc("/named", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''..%5C..%2Fetc%2Fpass%1B%0Awd.csv")
		write(w)
	})
	for path, code := range map[string]int{"/404": 404, "/410": 410, "/403": 403, "/500": 500, "/204": 204, "/206": 206} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) })
	}
	mux.HandleFunc("/429", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "90")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/ftp", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "ftp://localhost/liste", http.StatusFound)
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		write(w)
	})
	mux.HandleFunc("/huge", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "99999999999")
		write(w)
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			w.Write(make([]byte, 1<<12))
		}
	})
	mux.HandleFunc("/silent", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/stops", func(w http.ResponseWriter, r *http.Request) {
		write(w)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/trickle", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			write(w)
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// short is limits that a test can wait for.
var short = limits{bytes: 1 << 16, redirects: 10, answer: 2 * time.Second, silence: 200 * time.Millisecond, whole: 3 * time.Second}

func TestAFileIsDownloadedWhole(t *testing.T) {
	server := published(t)
	for name, tc := range map[string]struct{ path, file, etag string }{
		"with its version":                         {"/liste.csv", "liste.csv", `"v1"`},
		"behind the redirects of data.gouv.fr":     {"/r/398edc71", "liste.csv", `"v1"`},
		"compressed on the way, named in a header": {"/encoded", "Lieux de médiation.csv", ""},
		"under a name that is no path":             {"/named", "passwd.csv", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var done int64
			got, err := get(t.Context(), Client(), server.URL+tc.path, Conditions{}, func(d, _ int64) { done = d }, short)
			if err != nil {
				t.Fatal(err)
			}
			defer os.Remove(got.File)
			body, err := os.ReadFile(got.File)
			if err != nil || string(body) != list {
				t.Errorf("%q, %v", body, err)
			}
			if got.Name != tc.file || got.ETag != tc.etag || got.NotModified || done != int64(len(list)) {
				t.Errorf("%+v, %d bytes told", got, done)
			}
			if info, _ := os.Stat(got.File); info.Mode().Perm() != 0o600 {
				t.Errorf("others may read it: %v", info.Mode())
			}
			if tc.etag != "" && (got.Dated.Format(time.DateOnly) != "2024-08-01" || !strings.HasSuffix(got.URL, "/liste.csv")) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestWhatIsAlreadyHadIsNotDownloadedAgain(t *testing.T) {
	server := published(t)
	for name, have := range map[string]Conditions{"by its tag": {ETag: `"v1"`}, "by its date": {LastModified: stamped}} {
		got, err := Get(t.Context(), Client(), server.URL+"/liste.csv", have, nil)
		if err != nil || !got.NotModified || got.File != "" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	got, err := Get(t.Context(), Client(), server.URL+"/liste.csv", Conditions{ETag: `"v0"`}, nil)
	if err != nil || got.NotModified {
		t.Errorf("another version: %+v, %v", got, err)
	}
	os.Remove(got.File)
}

func TestWhatIsNotTheWholeFileIsRefusedWithARemedy(t *testing.T) {
	server := published(t)
	gone := httptest.NewServer(nil)
	gone.Close()
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	for name, tc := range map[string]struct{ address, want string }{
		"absent":                       {server.URL + "/404", "404"},
		"withdrawn":                    {server.URL + "/410", "410"},
		"forbidden":                    {server.URL + "/403", "navigateur"},
		"broken":                       {server.URL + "/500", "en panne"},
		"busy":                         {server.URL + "/429", "dans 2 minute(s)"},
		"no content":                   {server.URL + "/204", "204"},
		"a part that was not asked":    {server.URL + "/206", "206"},
		"redirects without end":        {server.URL + "/round", "sans fin"},
		"another protocol":             {server.URL + "/ftp", "non protégée"},
		"cut short":                    {server.URL + "/cut", "pas entier"},
		"cut short while compressed":   {server.URL + "/encoded-cut", "pas entier"},
		"announced too big":            {server.URL + "/huge", "dépasse"},
		"growing too big":              {server.URL + "/endless", "dépasse"},
		"stopping half-way":            {server.URL + "/stops", "ne répond plus"},
		"trickling":                    {server.URL + "/trickle", "trop long"},
		"silent":                       {server.URL + "/silent", "ne répond plus"},
		"no server":                    {gone.URL, "ne répond pas"},
		"no address":                   {"liste.csv", "n'est pas une adresse"},
		"a file":                       {"file:///etc/passwd", "n'est pas une adresse"},
		"a password in the address":    {"https://moi:secret@example.org/", "mot de passe"},
		"a control byte in an address": {"https://example.org/\x7f", "n'est pas une adresse"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := get(t.Context(), Client(), tc.address, Conditions{}, nil, short)
			if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "Remède") || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	if left, _ := os.ReadDir(temporary); len(left) != 0 {
		t.Errorf("%d files are left behind", len(left))
	}
}

func TestWhoGivesUpIsObeyed(t *testing.T) {
	server := published(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := get(ctx, Client(), server.URL+"/trickle", Conditions{}, func(done, _ int64) { cancel() }, short)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestASealedConnectionIsNotLeftForAnOpenOne(t *testing.T) {
	plain := published(t)
	sealed := httptest.NewTLSServer(http.RedirectHandler(plain.URL+"/liste.csv", http.StatusFound))
	defer sealed.Close()
	if _, err := get(t.Context(), sealed.Client(), sealed.URL, Conditions{}, nil, short); err == nil || !strings.Contains(err.Error(), "non protégée") {
		t.Errorf("got %v", err)
	}
}

func TestAPublicAddressDoesNotLeadIntoThePrivateNetwork(t *testing.T) {
	server := published(t)
	request, err := http.NewRequestWithContext(context.WithValue(t.Context(), publicOnly{}, true), http.MethodGet, server.URL+"/liste.csv", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Client().Do(request); !errors.Is(told(t.Context(), err), errLocal) {
		t.Errorf("got %v", err)
	}
	for address, local := range map[string]bool{"http://127.0.0.1/": true, "http://[::1]:80/": true, "http://10.1.2.3/": true, "http://192.0.2.1/": false} {
		u, _ := url.Parse(address)
		if got := guarded(t.Context(), u).Value(publicOnly{}) == nil; got != local {
			t.Errorf("%s: given as local %t", address, got)
		}
	}
}

func TestWhichAddressesArePublic(t *testing.T) {
	for address, want := range map[string]bool{
		"37.59.183.1": true, "2001:41d0::1": true, "127.0.0.1": false, "10.0.0.1": false, "172.16.0.1": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "::1": false,
		"fe80::1": false, "fd00::1": false, "::ffff:10.0.0.1": false, "2002:0a00:0001::1": false, "64:ff9b::a00:1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public %t", address, got)
		}
	}
}
