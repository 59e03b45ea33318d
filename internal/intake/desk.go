package intake

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"reflect"
	"time"
	"unicode/utf8"

	"passerelle/internal/directory"
	"passerelle/internal/hours"
	"passerelle/internal/territory"
)

// desk is where rows come in: it makes places of them, and puts aside what cannot be trusted.
type desk struct {
	file      File
	gazetteer *territory.Gazetteer
	bounds    bounds
	layout    layout
	dated     time.Time         // of the list; zero when not known
	latest    time.Time         // what a date of a sheet may be at most
	taken     map[string]int    // the place that stands under each id
	parts     map[string]string // the source file that had each of its ids, where the list is made of several
	batch     *Batch
}

func newDesk(f File, g *territory.Gazetteer, b bounds) *desk {
	dated := f.Dated
	if dated.IsZero() {
		dated = dateInName(f.Name)
	}
	return &desk{
		file: f, gazetteer: g, bounds: b, dated: dated, latest: time.Now().AddDate(0, 0, 1),
		taken: map[string]int{}, parts: map[string]string{},
		batch: &Batch{Report: Report{
			Out: map[Reason]int{}, Mended: map[Reason]int{}, examples: map[Reason][]Quarantined{},
		}},
	}
}

// sampled is how many rows tell the columns of a JSON list.
const sampled = 50

// receive takes all rows of one data file. The files of an archive are parts of one list: they must be alike.
func (d *desk) receive(ctx context.Context, name string, body *bufio.Reader) error {
	from, err := readRows(body, d.bounds)
	if err != nil {
		return err
	}
	all, err := sample(from, sampled)
	if err != nil {
		return err
	}
	found, err := recognise(all.columns())
	if err != nil {
		return err
	}
	if d.batch.Layout != "" && d.batch.Layout != found.name {
		return &refusal{fmt.Sprintf("l’archive mélange plusieurs listes : %s, puis %s", d.batch.Layout, found.name),
			"en extraire les fichiers et les importer un par un"}
	}
	d.batch.Layout, d.layout = found.name, found
	if d.dated.IsZero() {
		d.dated = dateInName(name)
	}
	return d.takeAll(ctx, all)
}

func (d *desk) takeAll(ctx context.Context, all rows) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := all.next()
		var one *misread
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &one):
			d.count()
			d.quarantine(Quarantined{Line: one.line, Reason: Malformed, Detail: one.detail})
		case err != nil:
			return err
		default:
			d.count()
			d.take(r)
		}
		if d.batch.Report.Rows > d.bounds.rows {
			return fmt.Errorf("plus de %d lignes", d.bounds.rows)
		}
	}
}

func (d *desk) count() { d.batch.Report.Rows++ }

func (d *desk) quarantine(q Quarantined) {
	d.batch.Quarantined = append(d.batch.Quarantined, q)
	d.batch.Report.put(q)
}

// take makes a place of a row, or puts the row aside.
func (d *desk) take(r record) {
	p, notes, ok := d.layout.convert(r)
	if !ok {
		d.batch.Report.Skipped++
		return
	}
	draft := &draft{Place: p, notes: notes}
	draft.Source = d.file.Source
	d.partOf(r, draft)
	sanitise(&draft.Place)
	reason, detail := d.check(draft)
	if reason != "" {
		d.quarantine(Quarantined{r.line, shortened(draft.ID, idLimit), draft.Name, reason, detail})
		return
	}
	d.keep(r.line, draft)
}

// partOf tells apart the ids of a list that was made of several, and says from which each row came: they are unique within
// these.
func (d *desk) partOf(r record, f *draft) {
	part := r.text("source_file")
	if part == "" || f.ID == "" || utf8.RuneCountInString(f.ID) > idLimit {
		return
	}
	before, seen := d.parts[f.ID]
	if !seen {
		d.parts[f.ID] = part
	} else if before != part {
		f.note(IDReused)
	}
	f.ID = part + "/" + f.ID
}

// draft is a place in the making, with what was mended in it.
type draft struct {
	directory.Place
	notes []Reason
	open  bool // its hours are understood
}

func (f *draft) note(reason Reason) { f.notes = append(f.notes, reason) }

// check mends what can be, and gives the reason to keep the draft out, or none.
func (d *desk) check(f *draft) (reason Reason, detail string) {
	if f.Name == "" {
		return NoName, "la colonne du nom est vide"
	}
	if utf8.RuneCountInString(f.ID) > idLimit { // two ids that were cut could be the same
		return Malformed, fmt.Sprintf("un identifiant de plus de %d lettres", idLimit)
	}
	commune, ok := d.locate(f)
	if !ok {
		return NoCommune, fmt.Sprintf("« %s », code postal « %s », code INSEE « %s »", f.Commune, f.Postcode, f.INSEE)
	}
	if km, far := position(f, commune); far {
		return FarFromCommune, fmt.Sprintf("à %.0f km de %s (%s)", km, commune.Name, commune.Departement)
	}
	d.date(f)
	f.reach(commune.Departement)
	f.hours()
	return "", ""
}

// date reads the age of a sheet. A sheet without a date is as old as its list; one with an impossible date is undated:
// nobody looked after it, and the list's date would make it young.
func (d *desk) date(f *draft) {
	date, ok := sheetDate(f.Updated, d.latest)
	if !ok {
		f.note(WrongDate)
	}
	if !d.dated.IsZero() && (d.layout.listDates || f.Updated == "") {
		date = d.dated.Format(day)
	}
	f.Updated = date
}

// reach reads how an office is reached.
func (f *draft) reach(departement string) {
	number := dialled(f.Phone, departement)
	if number == "" && f.Phone != "" {
		f.note(WrongPhone)
	}
	f.Phone = number
	kept, personal := publicMailboxes(f.Emails)
	if personal > 0 {
		f.note(PrivateMailbox)
	}
	f.Emails = kept
}

func (f *draft) hours() {
	if f.Hours == "" {
		return
	}
	if _, err := hours.Parse(f.Hours); err != nil {
		f.note(BrokenHours)
		return
	}
	f.open = true
}

// keep adds a place, unless its id is taken: by the very same place it repeats it, by another one of them is wrong.
func (d *desk) keep(line int, f *draft) {
	if f.ID == "" {
		f.ID = ownID(f.Place)
	}
	at, taken := d.taken[f.ID]
	switch {
	case taken && reflect.DeepEqual(d.batch.Places[at], f.Place):
		d.batch.Report.Skipped++
	case taken:
		d.quarantine(Quarantined{line, f.ID, f.Name, IDReused, fmt.Sprintf("l’identifiant « %s » est déjà pris", f.ID)})
	default:
		d.taken[f.ID] = len(d.batch.Places)
		d.batch.Places = append(d.batch.Places, f.Place)
		d.batch.Report.keep(f.Updated, f.open, f.Phone != "", f.notes)
	}
}

// ownID is an id for a place that has none. It lasts as long as the place has its name and its street: what is reported of it
// must still be of it in the next edition.
func ownID(p directory.Place) string {
	sum := sha256.Sum256([]byte(fold(p.Name) + "|" + fold(p.Street) + "|" + p.INSEE))
	return "lieu-" + hex.EncodeToString(sum[:8])
}
