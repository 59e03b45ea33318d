package intake

// record is one row of a CSV list or one object of a JSON list: values by column, in the publisher's words.
type record struct {
	line   int            // from 1; the rank of the object in JSON
	fields map[string]any // CSV: text. JSON: text, numbers, booleans, arrays, objects
}
