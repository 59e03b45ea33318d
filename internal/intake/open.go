package intake

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

// opener takes a published file out of its wrappings, by what it holds and never by its name.
type opener struct {
	bounds bounds
	left   int64 // bytes that may still come out
	parts  int
	visit  func(name string, body *bufio.Reader) error // of one data file
}

// metered refuses a stream that gives more than what is left.
type metered struct {
	r    io.Reader
	left *int64
}

func (m metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	*m.left -= int64(n)
	if *m.left < 0 {
		return 0, errors.New("le fichier est trop gros une fois décompressé")
	}
	return n, err
}

// open visits the data files inside a stream.
func (o *opener) open(name string, r io.Reader, layer int) error {
	if layer > o.bounds.layers {
		return errors.New("trop d’archives les unes dans les autres")
	}
	body := bufio.NewReaderSize(r, o.bounds.field)
	head, err := body.Peek(512)
	switch {
	case err != nil && err != io.EOF:
		return err
	case len(head) == 0:
		return errors.New("le fichier est vide")
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return o.gunzip(name, body, layer)
	case isBzip2(head):
		return o.open(strings.TrimSuffix(name, ".bz2"), metered{bzip2.NewReader(body), &o.left}, layer+1)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return o.unzip(body, layer)
	case isTar(head):
		return o.untar(body, layer)
	}
	return o.visit(name, body)
}

func isTar(head []byte) bool { return len(head) > 262 && string(head[257:262]) == "ustar" }

// isBzip2 tells a stream of bzip2 by its mark and that of its first block: "BZh" may begin a text.
func isBzip2(head []byte) bool {
	return len(head) > 10 && bytes.HasPrefix(head, []byte("BZh")) && bytes.Equal(head[4:10], []byte("1AY&SY"))
}

func (o *opener) gunzip(name string, body io.Reader, layer int) error {
	z, err := gzip.NewReader(body)
	if err != nil {
		return err
	}
	return o.open(strings.TrimSuffix(name, ".gz"), metered{z, &o.left}, layer+1)
}

// untar visits the entries of an archive. What follows its last entry is read too: only the end of a compressed stream
// proves it whole.
func (o *opener) untar(body io.Reader, layer int) error {
	entries, found := tar.NewReader(body), false
	for {
		entry, err := entries.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		visited, err := o.entry(entry.Name, entry.Typeflag == tar.TypeReg, entries, layer)
		if err != nil {
			return err
		}
		found = found || visited
	}
	if !found {
		return errNoData
	}
	_, err := io.Copy(io.Discard, body)
	return err
}

// unzip visits the entries of an archive, kept aside in a temporary file: their table is at its end.
func (o *opener) unzip(body io.Reader, layer int) error {
	aside, err := os.CreateTemp("", "passerelle-*.zip")
	if err != nil {
		return err
	}
	defer func() {
		aside.Close()
		os.Remove(aside.Name())
	}()
	size, err := io.Copy(aside, body)
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(aside, size)
	if err != nil {
		return err
	}
	return o.zipped(archive.File, layer)
}

func (o *opener) zipped(entries []*zip.File, layer int) error {
	if what := office(entries); what != "" {
		return refusedKind(what)
	}
	found := false
	for _, entry := range entries {
		if !dataName(entry.Name) || entry.FileInfo().IsDir() {
			continue
		}
		if entry.Flags&1 != 0 {
			return &refusal{"l’archive est protégée par un mot de passe", "l’ouvrir, et donner la liste qu’elle contient"}
		}
		body, err := entry.Open()
		if err != nil {
			return err
		}
		visited, err := o.entry(entry.Name, true, metered{body, &o.left}, layer)
		body.Close()
		if err != nil {
			return err
		}
		found = found || visited
	}
	if !found {
		return errNoData
	}
	return nil
}

// entry visits one entry of an archive if it is data. Nothing is ever written under its name.
func (o *opener) entry(name string, regular bool, body io.Reader, layer int) (visited bool, err error) {
	if o.parts++; o.parts > o.bounds.parts {
		return false, fmt.Errorf("l’archive contient plus de %d fichiers", o.bounds.parts)
	}
	if !regular || !dataName(name) {
		return false, nil
	}
	return true, o.open(path.Base(name), body, layer+1)
}

// dataName tells the data of an archive from its notices, and from what some systems hide in it.
func dataName(name string) bool {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if strings.HasPrefix(base, ".") || strings.HasPrefix(name, "__MACOSX") {
		return false
	}
	return slices.Contains([]string{".csv", ".tsv", ".json", ".geojson", ".ndjson", ".jsonl", ".gz", ".bz2"}, path.Ext(base))
}

// office names the spreadsheets that are zip archives inside.
func office(entries []*zip.File) string {
	for _, entry := range entries {
		switch {
		case strings.HasPrefix(entry.Name, "xl/"):
			return "un classeur Excel (xlsx)"
		case entry.Name == "content.xml":
			return "un classeur LibreOffice (ods)"
		}
	}
	return ""
}
