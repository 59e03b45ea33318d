package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

// table is a list of v1 with the columns that it must have, and these rows.
func table(rows ...string) []byte {
	return []byte("id,pivot,nom,commune,code_postal,adresse,date_maj,frais_a_charge\n" + strings.Join(rows, "\n"))
}

// good is a row of such a table, whole.
const good = `1,11111111100045,"Maison inventée, à Guéret",Guéret,23000,7 rue de l'Exemple,2026-01-15,Gratuit`

// many is a list that fills several blocks of any compression.
func many() []byte {
	rows := make([]string, 3000)
	for i := range rows {
		rows[i] = fmt.Sprintf(`%d,,"Maison inventée n° %d, à Guéret",Guéret,23000,%d rue de l'Exemple,2026-01-15,Gratuit`, i, i*7919%3000, i)
	}
	return table(rows...)
}

func half(body []byte) []byte { return body[:len(body)/2] }

func TestListsThatAreRefusedWhole(t *testing.T) {
	v1, flat, lines := fixture(t, "lamednum/v1.csv"), fixture(t, "lamednum/flat.json"), fixture(t, "lamednum/lines.ndjson")
	two := []byte(`[{"id":"1","nom":"a"},` + "\n" + `{"id":"2","nom":"b"}]`)
	for name, test := range map[string]struct {
		body []byte
		want string
	}{
		"nothing":                           {nil, "le fichier est vide"},
		"columns without rows":              {table(), "aucune ligne"},
		"a CSV cut in a quoted field":       {table(good, good[:30]), "tronqué"},
		"a CSV cut between two fields":      {table(good, `2,11111111100045,"Maison"`), "tronqué"},
		"a quote that nothing closes":       {table(good, `2,11111111100045,"Maison inventée,Guéret,23000,x,2026-01-15,Gratuit`), "tronqué"},
		"a gzip cut":                        {half(gzipped(t, many())), "tronqué"},
		"a gzip whose end lacks":            {gzipped(t, many())[:len(gzipped(t, many()))-4], "tronqué"},
		"a gzip that was altered":           {altered(gzipped(t, many())), "abîmée"},
		"a bzip2 cut":                       {half(fixture(t, "lamednum/v1.csv.bz2")), "tronqué"},
		"a bzip2 that was altered":          {altered(fixture(t, "lamednum/v1.csv.bz2")), "abîmée"},
		"a tar cut":                         {half(tarred(t, part{"v1.csv", many()})), "tronqué"},
		"a tar.gz cut after its last entry": {cutTail(gzipped(t, tarred(t, part{"v1.csv", many()}))), "tronqué"},
		"a zip cut":                         {half(zipped(t, part{"v1.csv", many()})), "abîmée"},
		"a zip that was altered":            {bytes.Replace(stored(t, part{"v1.csv", many()}), []byte("n° 2999"), []byte("n° 2998"), 1), "abîmée"},
		"a JSON cut in an object":           {half(flat), "tronqué"},
		"a JSON cut between two objects":    {two[:bytes.IndexByte(two, '\n')], "tronqué"},
		"a JSON cut after an object":        {two[:bytes.IndexByte(two, ',')], "tronqué"},
		"a JSON cut before its end":         {two[:len(two)-1], "tronqué"},
		"a JSON cut inside an envelope":     {[]byte(`{"service":[{"id":"1"}]`), "tronqué"},
		"lines of JSON cut in one":          {lines[:len(lines)-20], "tronqué"},
		"JSON with a comma too many":        {[]byte(`[{"id":"1",}]`), "mal formé à la ligne 1"},
		"JSON that goes on":                 {append(bytes.Clone(flat), "x"...), "mal formé"},
		"JSON of two lists":                 {append(bytes.Clone(flat), flat...), "plusieurs listes"},
		"JSON without objects":              {[]byte(`{"error":"not found","codes":[4,0,4]}`), "aucune ligne"},
		"accents that were written twice":   {table(strings.NewReplacer("é", "Ã©", "è", "Ã¨").Replace(good)), "accents sont abîmés"},
		"a page that says 404":              {[]byte("\n<!DOCTYPE html><html><body>404</body></html>"), "page web"},
		"a page inside gzip":                {gzipped(t, []byte("<html>")), "page web"},
		"XML":                               {[]byte("<?xml version=\"1.0\"?><places/>"), "du XML"},
		"a PDF":                             {[]byte("%PDF-1.7\n"), "un PDF"},
		"an image":                          {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), "une image"},
		"an older spreadsheet":              {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "un classeur Excel (xls)"},
		"a spreadsheet":                     {zipped(t, part{"xl/workbook.xml", nil}, part{"v1.csv", v1}), "un classeur Excel (xlsx)"},
		"a LibreOffice spreadsheet":         {zipped(t, part{"content.xml", nil}), "un classeur LibreOffice (ods)"},
		"an archive of another kind":        {[]byte("7z\xbc\xaf\x27\x1c"), "une archive 7z"},
		"a database":                        {[]byte("SQLite format 3\x00"), "une base SQLite"},
		"anything binary":                   {bytes.Repeat([]byte{1, 0, 7, 0xff, 0}, 1000), "un fichier binaire"},
		"columns of something else":         {[]byte("prenom,age\nAda,36\n"), "il manque : id, nom"},
		"somebody's rounds, undated":        {[]byte("id,nom,commune,adresse\n1,a,Guéret,b\n"), "il manque : date_maj"},
		"a zero in the text":                {table(good, strings.Repeat("x", 2000)+"\x00"), "octet nul à la ligne 3"},
		"a byte that is no letter":          {table(good, "2,,Médiathèque,Guéret\xff,23000,x,2026-01-15,"), "caractère illisible à la ligne 3"},
		"UTF-8 after Windows-1252":          {table("2,,M\xe9diath\xe8que,Guéret,23000,x,2026-01-15,"), "mélange les encodages"},
		"UTF-16 with half a character":      {[]byte("\xff\xfei\x00d\x00\x00\xd8,\x00"), "UTF-16 abîmé"},
		"two lists in an archive":           {zipped(t, part{"a.csv", v1}, part{"b.csv", fixture(t, "franceservices/comma.csv")}), "mélange plusieurs listes : lamednum-v1, puis france-services"},
		"an archive under a password":       {locked(t), "mot de passe"},
		"an archive without data":           {zipped(t, part{"notice.pdf", []byte("%PDF")}), "ni CSV ni JSON"},
		"a tar without data":                {tarred(t, part{"notice.txt", []byte("Bonjour")}), "ni CSV ni JSON"},
		"archives inside each other":        {gzipped(t, gzipped(t, gzipped(t, gzipped(t, v1)))), "les unes dans les autres"},
		"an archive of a thousand files":    {tarred(t, make([]part, 1001)...), "plus de 1000 fichiers"},
		"a field of 10 MB":                  {table(strings.Repeat("x", 10<<20)), "un champ de plus de 65536 octets"},
		"a quoted field of 10 MB":           {table(`"` + strings.Repeat("x\n", 5<<20) + `"`), "un champ de plus de 65536 octets"},
		"a row of many long fields":         {table(strings.Repeat(strings.Repeat("x", 60_000)+",", 100)), "plus de 1048576 octets à la ligne 2"},
		"a million columns":                 {[]byte(strings.Repeat("id,", 1_000_000)), "plus de 500 colonnes"},
		"a JSON text of 10 MB":              {[]byte(`[{"id":"` + strings.Repeat("x", 10<<20) + `"}]`), "un champ de plus de 65536 octets"},
		"a JSON number of 10 MB":            {[]byte(`[{"id":` + strings.Repeat("1", 10<<20) + `}]`), "un champ de plus de 65536 octets"},
		"blanks of 10 MB in JSON":           {[]byte(`[` + strings.Repeat(" ", 10<<20) + `{}]`), "un champ de plus de 65536 octets"},
		"an object of a million fields":     {[]byte(`[{` + strings.Repeat(`"a":1,`, 1_000_000) + `"b":1}]`), "plus de 20000 valeurs"},
		"an object of a thousand fields":    {[]byte(`[{` + thousand() + `"b":1}]`), "plus de 500 champs"},
		"an object of 2 MB":                 {[]byte(`[{"a":[` + strings.Repeat(`"`+strings.Repeat("x", 1000)+`",`, 2000) + `1]}]`), "un objet de plus de 1048576 octets"},
		"arrays a million deep":             {[]byte(strings.Repeat("[", 1_000_000)), "imbriqué sur plus de 32 niveaux"},
		"objects a million deep":            {[]byte(strings.Repeat(`{"a":`, 1_000_000)), "imbriqué sur plus de 32 niveaux"},
		"a list of numbers without end":     {[]byte("[" + strings.Repeat("1,", 600_000) + "1]"), "valeurs hors d’une liste"},
	} {
		t.Run(name, func(t *testing.T) {
			batch, err := Read(context.Background(), File{Name: "liste", Body: bytes.NewReader(test.body), Source: "essai"}, atlas(t))
			refusedInFrench(t, batch, err, test.want)
		})
	}
}

// refusedInFrench holds that nothing came out, that the operator reads what is wrong, and what to do.
func refusedInFrench(t *testing.T, batch *Batch, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatalf("read: %v", batch.Report.Lines())
	}
	said := err.Error()
	if batch != nil || !strings.HasPrefix(said, "liste refusée : ") || !strings.Contains(said, want) || !strings.Contains(said, ". Remède : ") {
		t.Errorf("%q, want %q", said, want)
	}
	if len(said) > 400 {
		t.Errorf("%d bytes to say it", len(said))
	}
}

// altered is a compressed file whose checksum, at its end, is of something else.
func altered(body []byte) []byte {
	out := bytes.Clone(body)
	for i := range 3 {
		out[len(out)-8+i] ^= 0x55
	}
	return out
}

func locked(t *testing.T) []byte {
	return raw(t, &zip.FileHeader{Name: "v1.csv", Flags: 1, CompressedSize64: 4, UncompressedSize64: 4}, []byte("\x01\x02\x03\x04"))
}

// stored is an archive that compresses nothing.
func stored(t *testing.T, p part) []byte {
	size := uint64(len(p.body))
	return raw(t, &zip.FileHeader{Name: p.name, CRC32: crc32.ChecksumIEEE(p.body), CompressedSize64: size, UncompressedSize64: size}, p.body)
}

// raw is an archive of one entry as it is.
func raw(t *testing.T, header *zip.FileHeader, body []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	entry, err := z.CreateRaw(header)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := entry.Write(body); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func cutTail(body []byte) []byte { return body[:len(body)-8] }

func thousand() string {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, `"a%d":1,`, i)
	}
	return b.String()
}

// TestARowThatLacksColumnsIsPutAside is what is left of a list cut where a line ends; the importer sees how many are gone.
func TestARowThatLacksColumnsIsPutAside(t *testing.T) {
	for name, test := range map[string]struct {
		rows   []string
		kept   int
		detail string
	}{
		"the last one":                        {[]string{good, "2,11111111100045,Maison\n"}, 1, "3 colonnes au lieu de 8"},
		"one in the middle":                   {[]string{"2,Maison", good}, 1, "2 colonnes au lieu de 8"},
		"one with a comma too many":           {[]string{good + ",x", good}, 1, "9 colonnes au lieu de 8"},
		"one that a missing quote drags down": {[]string{`2,,"Maison inventée,Guéret,23000,x,2026-01-15,Gratuit`, good, strings.Replace(good, "1", "3", 1)}, 1, "un guillemet manque : ce qui suit, jusqu’à la ligne 3, est perdu"},
		"empty columns at the end are none":   {[]string{good + ",,,"}, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			batch := imported(t, "liste.csv", table(test.rows...))
			detail := ""
			for _, q := range batch.Quarantined {
				if detail += q.Detail; q.Reason != Malformed {
					t.Errorf("%+v", q)
				}
			}
			if len(batch.Places) != test.kept || detail != test.detail || batch.Report.Rows != test.kept+len(batch.Quarantined) {
				t.Errorf("%d places, %q, %v", len(batch.Places), detail, batch.Report.Lines())
			}
		})
	}
}

func TestAFileThatCannotBeReadToItsEndIsRefused(t *testing.T) {
	broken := io.MultiReader(bytes.NewReader(many()), iotest.ErrReader(errors.New("le disque est parti")))
	batch, err := Read(context.Background(), File{Name: "liste.csv", Body: broken, Source: "essai"}, atlas(t))
	refusedInFrench(t, batch, err, "le disque est parti")
}

func TestAnImportStopsWhenItIsToldTo(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Read(ctx, File{Name: "liste.csv", Body: bytes.NewReader(table(good)), Source: "essai"}, atlas(t)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestTheRowsOfJSONAreCountedToo(t *testing.T) {
	b := usualBounds()
	b.rows = 100
	body := `[{"id":"","nom":"","commune":"","adresse":"","date_maj":""}` + strings.Repeat(",{}", 100) + "]"
	batch, err := read(context.Background(), File{Name: "liste", Body: strings.NewReader(body), Source: "essai"}, atlas(t), b)
	refusedInFrench(t, batch, err, "plus de 100 lignes")
}

// TestNothingIsWrittenUnderTheNamesOfAnArchive reads archives whose names climb out of any folder.
func TestNothingIsWrittenUnderTheNamesOfAnArchive(t *testing.T) {
	scratch := t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(scratch, "inside"))
	if err := os.Mkdir(filepath.Join(scratch, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	v1 := fixture(t, "lamednum/v1.csv")
	for _, name := range []string{"../escaped.csv", `..\escaped.csv`, filepath.Join(scratch, "escaped.csv"), "a/../../escaped.csv"} {
		for _, archive := range [][]byte{zipped(t, part{name, v1}), tarred(t, part{name, v1})} {
			oneOf(t, imported(t, "archive", archive))
		}
	}
	err := filepath.WalkDir(scratch, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			t.Errorf("%s was left", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// repeated is a text, then another over and over: a list or a bomb of any size that takes no memory.
func repeated(first, then string, times int) io.Reader {
	parts := []io.Reader{strings.NewReader(first)}
	for range times {
		parts = append(parts, strings.NewReader(then))
	}
	return io.MultiReader(parts...)
}

// TestWhatHasNoEndIsStoppedWithoutMemory gives lists and bombs of gigabytes.
func TestWhatHasNoEndIsStoppedWithoutMemory(t *testing.T) {
	header := string(table())
	packed := func(text string) string { return string(gzipped(t, []byte(text))) } // gzip may follow gzip
	megabyte := func(text string) string { return strings.Repeat(text, 1<<20/len(text)) }
	for name, test := range map[string]struct {
		body io.Reader
		want string
	}{
		"2 GB of blank lines in gzip":       {repeated(packed(header), packed(megabyte("\n")), 2048), "lignes vides"},
		"2 GB of one letter in gzip":        {repeated(packed(header), packed(megabyte("a")), 2048), "un champ de plus de"},
		"2 GB of zeros in gzip":             {repeated(packed(header), packed(megabyte("\x00")), 2048), "un fichier binaire"},
		"500,001 rows, or 2 GB of them":     {repeated(packed(header), packed(megabyte(",,,,,,,\n")), 2048), "plus de 500000 lignes"},
		"2 GB before the data, in a tar.gz": {bytes.NewReader(tarBomb(t)), "trop gros"},
		"2 GB in a zip":                     {bytes.NewReader(zipBomb(t)), "un champ de plus de"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			atlas(t)
			runtime.GC()
			runtime.ReadMemStats(&before)
			batch, err := Read(context.Background(), File{Name: "liste", Body: test.body, Source: "essai"}, atlas(t))
			runtime.ReadMemStats(&after)
			refusedInFrench(t, batch, err, test.want)
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 400<<20 {
				t.Errorf("the heap grew by %d MB", grown>>20)
			}
		})
	}
}

// tarBomb is an archive of 2 GB of which nothing is data, in a few MB.
func tarBomb(t *testing.T) []byte {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	head := tarred(t, part{"v1.csv", fixture(t, "lamednum/v1.csv")})
	if _, err := z.Write(head); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	zeros := gzipped(t, make([]byte, 8<<20))
	for range 256 {
		packed.Write(zeros)
	}
	return packed.Bytes()
}

func zipBomb(t *testing.T) []byte {
	return zipped(t, part{"v1.csv", append(table(), bytes.Repeat([]byte("a"), 64<<20)...)})
}
