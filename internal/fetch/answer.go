package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"syscall"
	"unicode"
)

// refusal says why an answer is not the file, and what to do.
func refusal(answer *http.Response) error {
	code := answer.StatusCode
	switch {
	case code == http.StatusOK, code == http.StatusNotModified:
		return nil
	case code == http.StatusNotFound, code == http.StatusGone:
		return fmt.Errorf("il n'y a pas de fichier à cette adresse (réponse %d). "+
			"Remède : vérifier l'adresse sur la page de la liste, elle a pu changer", code)
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return fmt.Errorf("le serveur refuse de donner ce fichier (réponse %d). "+
			"Remède : le télécharger avec un navigateur, puis donner son nom", code)
	case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable:
		return fmt.Errorf("le serveur est occupé (réponse %d). Remède : réessayer %s", code, later(answer))
	case code >= 500:
		return fmt.Errorf("le serveur est en panne (réponse %d). Remède : réessayer plus tard", code)
	}
	return fmt.Errorf("le serveur ne donne pas le fichier (réponse %d). Remède : vérifier l'adresse", code)
}

// later is when the server asks to be asked again, where it says so in seconds.
func later(answer *http.Response) string {
	var seconds int
	if _, err := fmt.Sscan(answer.Header.Get("Retry-After"), &seconds); err != nil || seconds <= 0 {
		return "plus tard"
	}
	return fmt.Sprintf("dans %d minute(s)", (seconds+59)/60)
}

// describe reads what the server says of the file.
func describe(answer *http.Response) Result {
	out := Result{
		Name:         name(answer),
		URL:          answer.Request.URL.String(),
		ETag:         answer.Header.Get("ETag"),
		LastModified: answer.Header.Get("Last-Modified"),
		NotModified:  answer.StatusCode == http.StatusNotModified,
	}
	if dated, err := http.ParseTime(out.LastModified); err == nil {
		out.Dated = dated
	}
	return out
}

const longestName = 120 // characters

// name is that of the file as its server gives it, or the last part of its address. It is shown, and never a path.
func name(answer *http.Response) string {
	_, attached, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
	given := ""
	if err == nil {
		given = attached["filename"]
	}
	if given == "" {
		given = answer.Request.URL.Path
	}
	given = path.Base(strings.ReplaceAll(given, `\`, "/"))
	given = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, given)
	if runes := []rune(given); len(runes) > longestName {
		given = string(runes[len(runes)-longestName:]) // its end says the format
	}
	if given == "" || given == "." || given == ".." || given == "/" {
		return answer.Request.URL.Hostname()
	}
	return given
}

// told puts a failure into words. The address, which may hold a key, is not repeated.
func told(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var asked *url.Error
	if errors.As(err, &asked) {
		err = asked.Err
	}
	var unknown *net.DNSError
	var dial *net.OpError
	switch {
	case errors.Is(err, errLocal):
		return errLocal
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return errors.New("le téléchargement s'est interrompu, le fichier n'est pas entier. Remède : relancer")
	case errors.Is(err, syscall.ENOSPC):
		return errors.New("il n'y a plus de place pour le fichier temporaire. Remède : libérer de la place, ou désigner un autre dossier par TMPDIR")
	case errors.As(err, &unknown):
		return fmt.Errorf("le serveur %s est inconnu. Remède : vérifier l'adresse et la connexion", unknown.Name)
	case errors.As(err, &dial) && dial.Op == "dial":
		return fmt.Errorf("le serveur ne répond pas (%w). Remède : vérifier la connexion, réessayer plus tard", dial.Err)
	}
	return err
}
