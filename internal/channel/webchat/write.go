package webchat

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
)

// headers stand on every response. The policy allows our own style, icon and forms, and no script at all.
var headers = map[string]string{
	"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; " +
		"base-uri 'none'; frame-ancestors 'none'",
	"X-Content-Type-Options":     "nosniff",
	"Referrer-Policy":            "no-referrer",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Cache-Control":              "no-store",
}

func withHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		next.ServeHTTP(w, r)
	})
}

// zippers are reused: a new one takes most of a megabyte.
var zippers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

func zip(body []byte) []byte {
	var b bytes.Buffer
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&b)
	_, _ = z.Write(body) // a buffer takes all
	_ = z.Close()
	return b.Bytes()
}

// acceptsGzip reads Accept-Encoding as browsers write it.
func acceptsGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			return strings.Trim(strings.TrimSpace(quality), "0.") != "q="
		}
	}
	return false
}

// write sends a page. The only secret in one is an id that is new each time, so that its size tells nothing.
func (w *web) write(out http.ResponseWriter, r *http.Request, status int, body []byte) error {
	h := out.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Vary", "Accept-Encoding")
	if len(body) > 0 && acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = zip(body)
	}
	out.WriteHeader(status)
	_, err := out.Write(body)
	return err
}

// asset is a file of the page. Its address changes with its content, so that a browser keeps it.
type asset struct {
	path, kind, version string
	body, zipped        []byte
}

func newAsset(name, kind string) *asset {
	body, err := files.ReadFile(name)
	if err != nil {
		panic(err) // embedded: it is there or the program does not compile
	}
	sum := sha256.Sum256(body)
	return &asset{path: "/" + name, kind: kind, version: hex.EncodeToString(sum[:6]), body: body, zipped: zip(body)}
}

// URL is where the page finds it.
func (a *asset) URL() string { return a.path + "?v=" + a.version }

func (a *asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "max-age=300")
	if r.URL.Query().Get("v") == a.version {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body := a.body
	if acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = a.zipped
	}
	_, _ = w.Write(body) // the browser left: nobody to tell
}
