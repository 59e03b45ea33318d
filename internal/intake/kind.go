package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
)

// foreignKinds are what a wrong address or a wrong click gives instead of a list, by its first bytes.
func foreignKinds() []struct{ first, what string } {
	return []struct{ first, what string }{
		{"%PDF", "un PDF"},
		{"\xd0\xcf\x11\xe0", "un classeur Excel (xls)"},
		{"PAR1", "un fichier Parquet"},
		{"\x89PNG", "une image"},
		{"\xff\xd8\xff", "une image"},
		{"GIF8", "une image"},
		{"7z\xbc\xaf", "une archive 7z"},
		{"Rar!", "une archive RAR"},
		{"\xfd7zXZ", "une archive xz"},
		{"\x28\xb5\x2f\xfd", "une archive zstd"},
		{"SQLite format 3", "une base SQLite"},
		{"\x7fELF", "un programme"},
		{"MZ\x90", "un programme"},
	}
}

func refusedKind(what string) error {
	return &refusal{fmt.Sprintf("c’est %s, et non une liste en CSV ou en JSON", what),
		"prendre la liste en CSV ou en JSON là où elle est publiée"}
}

// foreign names what cannot be text.
func foreign(head []byte) error {
	for _, kind := range foreignKinds() {
		if bytes.HasPrefix(head, []byte(kind.first)) {
			return refusedKind(kind.what)
		}
	}
	if bytes.IndexByte(head, 0) >= 0 && wide(head) == nil {
		return refusedKind("un fichier binaire")
	}
	return nil
}

// markup names a page that a site gave instead of its data, most often an error page.
func markup(head []byte) error {
	start := strings.ToLower(string(bytes.TrimSpace(head)))
	switch {
	case !strings.HasPrefix(start, "<"):
		return nil
	case strings.HasPrefix(start, "<?xml") && !strings.Contains(start, "<html"):
		return refusedKind("du XML")
	}
	return &refusal{"c’est une page web (HTML), et non une liste en CSV ou en JSON",
		"ouvrir l’adresse dans un navigateur : le site y dit ce qui manque"}
}

// firstByte is the first byte of a text that is no space; 0 where there is none nearby.
func firstByte(body *bufio.Reader) byte {
	head, _ := body.Peek(512)
	if head = bytes.TrimSpace(head); len(head) > 0 {
		return head[0]
	}
	return 0
}
