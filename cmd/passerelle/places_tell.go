package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/directory"
	"passerelle/internal/hours"
	"passerelle/internal/locale"
)

// teller shows places to an operator, or to a program.
type teller struct {
	out     io.Writer
	content *content.Content
	now     time.Time
	explain bool
}

// nearLine is one place as a program reads it.
type nearLine struct {
	ID          string       `json:"id"` // as its list has it
	Name        string       `json:"name"`
	Kind        string       `json:"kind"`
	Km          *float64     `json:"km"`    // as the crow flies; null when it is not known
	Phone       string       `json:"phone"` // as it is dialled in France
	Open        *bool        `json:"open"`  // null when it is not known
	Source      string       `json:"source"`
	Key         string       `json:"key"`
	Cost        float64      `json:"cost"`       // in kilometres; the lowest is the best
	Until       *time.Time   `json:"until"`      // when open: the closing
	OpensNext   *time.Time   `json:"opens_next"` // null when none is known within two weeks
	Hours       string       `json:"hours"`      // as published
	Address     string       `json:"address"`
	Commune     string       `json:"commune"`
	INSEE       string       `json:"insee"`
	Updated     string       `json:"updated"`
	Attribution string       `json:"attribution"`
	Reasons     []nearReason `json:"reasons"`
}

type nearReason struct {
	Text string  `json:"text"`
	Cost float64 `json:"cost"`
}

// lines writes one object a line.
func (t *teller) lines(found []directory.Found) error {
	encoder := json.NewEncoder(t.out)
	encoder.SetEscapeHTML(false)
	for i := range found {
		if err := encoder.Encode(t.line(&found[i])); err != nil {
			return fmt.Errorf("write a place: %w", err)
		}
	}
	return nil
}

func (t *teller) line(f *directory.Found) nearLine {
	p := f.Place
	out := nearLine{
		ID: p.ID, Name: p.Name, Kind: f.Kind, Phone: p.Dialled(), Source: p.Source, Key: p.Key(),
		Cost: rounded(f.Cost, 100), Hours: p.Hours, Address: addressOf(p), Commune: p.Commune, INSEE: p.INSEE, Updated: p.Updated,
		Attribution: t.content.Places.Attribution(p.Source), Reasons: []nearReason{},
		Until: moment(f.Opening.Until), OpensNext: moment(f.Opening.Next),
	}
	if f.Km >= 0 {
		km := rounded(f.Km, 10)
		out.Km = &km
	}
	if f.Opening.State != hours.Unknown {
		open := f.Opening.State == hours.Open
		out.Open = &open
	}
	for _, term := range f.Terms {
		out.Reasons = append(out.Reasons, nearReason{t.say(term), rounded(term.Cost, 100)})
	}
	return out
}

// rounded is a number to so many parts of one; the zero that is added keeps "-0" from being written.
func rounded(x, parts float64) float64 { return math.Round(x*parts)/parts + 0 }

func moment(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// say puts one part of a cost into words.
func (t *teller) say(term directory.Term) string {
	return t.content.Texts.Say(locale.Voice{Lang: locale.Default}, term.ID, locale.Args{"N": term.N})
}

func addressOf(p *directory.Place) string {
	var parts []string
	for _, part := range []string{p.Complement, p.Street, strings.TrimSpace(p.Postcode + " " + p.Commune)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// report writes places for an operator.
func (t *teller) report(where *spot, found []directory.Found) {
	fmt.Fprintf(t.out, "%s, le %s à %s\n", where, frenchDay(t.local(where.departement.Code)), clockTime(t.local(where.departement.Code)))
	if len(found) == 0 {
		fmt.Fprintln(t.out, "Aucun lieu à nommer : pour ce besoin ou à cet endroit, la réponse est un numéro de téléphone.")
	}
	for i := range found {
		t.place(i+1, &found[i])
	}
}

func (s *spot) String() string {
	if s.commune == nil {
		return fmt.Sprintf("%s (%s)", s.departement.Name, s.departement.Code)
	}
	return fmt.Sprintf("%s, %s (%s)", s.commune.Name, s.departement.In, s.departement.Code)
}

func (t *teller) local(departement string) time.Time { return t.now.In(hours.Zone(departement)) }

func (t *teller) place(rank int, f *directory.Found) {
	p := f.Place
	fmt.Fprintf(t.out, "\n%d. %s · %s%s\n", rank, p.Name, strings.ReplaceAll(f.Kind, "_", " "), kmOf(f.Km))
	fmt.Fprintf(t.out, "   %s\n", strings.Join([]string{t.opening(f), phoneOf(p), feeOf(p)}, " · "))
	fmt.Fprintf(t.out, "   %s%s\n", addressOf(p), map[bool]string{true: " (adresse à vérifier)"}[p.Unsure])
	fmt.Fprintf(t.out, "   fiche %s · %s\n", agedAs(p.Updated, t.now), t.content.Places.Attribution(p.Source))
	if !t.explain {
		return
	}
	fmt.Fprintf(t.out, "   coût %s km :\n", commas(f.Cost))
	for _, term := range f.Terms {
		fmt.Fprintf(t.out, "   %6s  %s\n", commas(term.Cost), t.say(term))
	}
}

func commas(x float64) string { return strings.Replace(fmt.Sprintf("%.1f", x), ".", ",", 1) }

func kmOf(km float64) string {
	if km < 0 {
		return ""
	}
	return " · " + commas(km) + " km"
}

func phoneOf(p *directory.Place) string {
	if p.Phone == "" {
		return "sans téléphone"
	}
	return p.Dialled()
}

func feeOf(p *directory.Place) string {
	if len(p.Fees) == 0 {
		return "prix inconnu"
	}
	return strings.ToLower(strings.Join(p.Fees, ", "))
}

// opening tells how things stand, in the place's own time.
func (t *teller) opening(f *directory.Found) string {
	now := t.local(f.Place.Departement())
	next := func(words string) string {
		if f.Opening.Next.IsZero() {
			return ""
		}
		at := f.Opening.Next.In(now.Location())
		return fmt.Sprintf(words, weekdays[at.Weekday()], frenchDay(at), clockTime(at))
	}
	switch o := f.Opening; {
	case o.State == hours.Open && o.Until.IsZero():
		return "ouvert jour et nuit"
	case o.State == hours.Open:
		return "ouvert jusqu'à " + clockTime(o.Until.In(now.Location()))
	case o.State == hours.Closed:
		return "fermé" + next(", ouvre %s %s à %s")
	case o.Holiday != "":
		return "jour férié, horaires à demander" + next(" ; ensuite ouvre %s %s à %s")
	case f.Place.Hours != "":
		return "horaires non compris : " + f.Place.Hours
	}
	return "horaires inconnus"
}
