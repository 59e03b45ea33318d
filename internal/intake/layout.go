package intake

import "passerelle/internal/directory"

// layout is one published way to write places down.
type layout struct {
	name string
	// needs are the columns without which a file is not of this layout; each is a list of synonyms.
	needs [][]string
	// marks are columns that only this layout has: the layout with most marks present is taken.
	marks []string
	// convert makes a place of a row. The commune is still as published: INSEE, Postcode and Commune may be empty or wrong.
	// false skips a row that is no helper place; notes are what could not be used.
	convert func(r record) (p directory.Place, notes []Reason, ok bool)
	// listDates tells that what convert gives as Updated is not the age of the sheet: the date of the list stands for it
	// where it is known.
	listDates bool
}
