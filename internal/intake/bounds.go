package intake

// bounds is everything that a list can make long, and how long it may be. A national list holds some 20,000 places in
// 10 MB, the directory of the DILA 63,000 in some 200: whatever passes these bounds is a mistake or an attack.
type bounds struct {
	bytes   int64 // decompressed, of all parts together
	rows    int   // of all parts together
	columns int   // of a row, or fields of an object
	field   int   // bytes of one field
	object  int   // bytes of one row, or of one object of a JSON list
	values  int   // in one object of a JSON list, at every depth
	depth   int   // of nested JSON
	layers  int   // of compression: an archive, and a compressed file inside
	parts   int   // entries of an archive
}

func usualBounds() bounds {
	return bounds{
		bytes: 1 << 30, rows: 500_000, columns: 500, field: 64 << 10, object: 1 << 20, values: 20_000, depth: 32, layers: 3, parts: 1000,
	}
}
