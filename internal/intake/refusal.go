package intake

import (
	"archive/tar"
	"archive/zip"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
)

// refusal is why a whole list is refused, and what an operator can do about it; both in French.
type refusal struct{ what, remedy string }

func (r *refusal) Error() string { return r.what + ". Remède : " + r.remedy }

// again is the remedy where a file broke on its way.
const again = "télécharger le fichier de nouveau, ou en prendre une autre version"

var (
	errTruncated    = &refusal{"le fichier est tronqué : il s’arrête au milieu d’une donnée", again}
	errNoRow        = &refusal{"la liste ne contient aucune ligne", again}
	errEncodedTwice = &refusal{"les accents sont abîmés (« MÃ©diathÃ¨que » pour « Médiathèque ») : le texte a été converti deux fois", again}
	errNoData       = &refusal{"l’archive ne contient ni CSV ni JSON", "donner la liste elle-même, ou l’archive qui la contient"}
)

// refused is an error that refuses a list, with a remedy.
func refused(err error) error {
	err = explained(err)
	var told *refusal
	stopped := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	if errors.As(err, &told) || stopped {
		return fmt.Errorf("liste refusée : %w", err)
	}
	return fmt.Errorf("liste refusée : %w. Remède : %s", err, again)
}

// explained says in French what the libraries that unwrap and read say in English.
func explained(err error) error {
	var (
		inflated flate.CorruptInputError
		unzipped bzip2.StructuralError
	)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errTruncated
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &inflated), errors.As(err, &unzipped),
		errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, tar.ErrHeader):
		return fmt.Errorf("l’archive est tronquée ou abîmée (%w)", err)
	case errors.Is(err, zip.ErrAlgorithm):
		return fmt.Errorf("l’archive est compressée d’une façon inconnue (%w)", err)
	}
	return err
}
