// Package fetch downloads a published file, whole or not at all.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"
)

// limits bound everything that a server can make long.
type limits struct {
	bytes     int64         // of the file, decompressed where it travels compressed
	redirects int           // data.gouv.fr needs two or three
	answer    time.Duration // to connect, follow redirects and read the head of the answer
	silence   time.Duration // between two pieces of the file
	whole     time.Duration // all of it: who sends one byte every twenty seconds would never end
}

var usual = limits{bytes: 1 << 30, redirects: 10, answer: 45 * time.Second, silence: 30 * time.Second, whole: time.Hour}

// Conditions say which version of the file is already had; both may be empty.
type Conditions struct{ ETag, LastModified string }

// Result is a file that was downloaded.
type Result struct {
	File         string // path of a temporary file, which the caller removes; empty when nothing is new
	Name         string // of the file as published
	URL          string // where it was in the end, after redirects
	ETag         string
	LastModified string
	Dated        time.Time // when its publisher last changed it; zero when not said
	NotModified  bool      // the version already had is the last one
}

var (
	errSilent = errors.New("le serveur ne répond plus. Remède : relancer, ou télécharger le fichier autrement et donner son nom")
	errSlow   = errors.New("le téléchargement est trop long. Remède : télécharger le fichier autrement et donner son nom")
	errLocal  = errors.New("l'adresse mène à l'intérieur d'un réseau privé. Remède : donner l'adresse du fichier lui-même")
)

// Get downloads the file at an address, over HTTP or HTTPS. progress, which may be nil, is told the bytes that have come and
// their total, below zero while it is not known. Errors are in French, with what to do.
func Get(ctx context.Context, client *http.Client, address string, have Conditions, progress func(done, total int64)) (Result, error) {
	return get(ctx, client, address, have, progress, usual)
}

func get(ctx context.Context, client *http.Client, address string, have Conditions, progress func(done, total int64), l limits) (Result, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, l.whole, errSlow)
	defer cancel()
	ctx, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	patience := time.AfterFunc(l.answer, func() { giveUp(errSilent) })
	defer patience.Stop()

	request, err := ask(ctx, address, have)
	if err != nil {
		return Result{}, err
	}
	answer, err := following(client, l.redirects).Do(request)
	if err != nil {
		return Result{}, told(ctx, err)
	}
	defer answer.Body.Close()
	if err := refusal(answer); err != nil {
		return Result{}, err
	}
	out := describe(answer)
	if out.NotModified {
		return out, nil
	}
	if answer.ContentLength > l.bytes {
		return Result{}, tooBig(l)
	}
	body := &watched{from: answer.Body, total: answer.ContentLength, progress: progress, heard: func() { patience.Reset(l.silence) }}
	out.File, err = save(io.LimitReader(body, l.bytes+1))
	if err == nil && body.done > l.bytes {
		os.Remove(out.File)
		err = tooBig(l)
	}
	if err != nil {
		return Result{}, told(ctx, err)
	}
	return out, nil
}

func tooBig(l limits) error {
	return fmt.Errorf("le fichier dépasse %d Mo. Remède : vérifier l'adresse, aucune liste de lieux n'est aussi grosse", l.bytes>>20)
}

// ask writes the request.
func ask(ctx context.Context, address string, have Conditions) (*http.Request, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("« %s » n'est pas une adresse. Remède : écrire une adresse qui commence par https://", address)
	}
	if u.User != nil {
		return nil, errors.New("l'adresse contient un mot de passe. Remède : télécharger le fichier autrement et donner son nom")
	}
	request, err := http.NewRequestWithContext(guarded(ctx, u), http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", u.Host, err)
	}
	request.Header.Set("User-Agent", "passerelle (import de listes de lieux)")
	if have.ETag != "" {
		request.Header.Set("If-None-Match", have.ETag)
	}
	if have.LastModified != "" {
		request.Header.Set("If-Modified-Since", have.LastModified)
	}
	return request, nil
}

// following is a client without cookies that follows a few redirects, never from a sealed connection to an open one.
func following(client *http.Client, redirects int) *http.Client {
	c := *client
	c.Jar = nil
	c.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		switch {
		case len(via) > redirects:
			return errors.New("l'adresse renvoie sans fin d'une page à l'autre. Remède : donner l'adresse du fichier lui-même")
		case next.URL.Scheme != "https" && (next.URL.Scheme != "http" || via[0].URL.Scheme == "https"):
			return errors.New("l'adresse renvoie vers une connexion non protégée. Remède : donner l'adresse du fichier lui-même, en https")
		}
		return nil
	}
	return &c
}

// watched tells how a download goes on.
type watched struct {
	from        io.Reader
	done, total int64
	progress    func(done, total int64)
	heard       func()
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.from.Read(p)
	w.done += int64(n)
	w.heard()
	if w.progress != nil {
		w.progress(w.done, w.total)
	}
	return n, err
}

// save writes a temporary file that only its owner reads.
func save(body io.Reader) (name string, err error) {
	file, err := os.CreateTemp("", "passerelle-*.liste")
	if err != nil {
		return "", fmt.Errorf("make a temporary file: %w", err)
	}
	_, err = io.Copy(file, body)
	if err = errors.Join(err, file.Close()); err != nil {
		os.Remove(file.Name())
		return "", err
	}
	return file.Name(), nil
}
