package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"passerelle/internal/content"
	"passerelle/internal/directory"
	"passerelle/internal/situation"
)

// placesNearest names places as the conversation would.
type placesNearest struct {
	placesSettings
	Near       string `required:"" placeholder:"OÙ" help:"Commune, code postal ou département comme on les écrit ; ou LATITUDE,LONGITUDE ; ou un code INSEE (insee:59350 s'il est aussi un code postal)."`
	For        string `placeholder:"BESOIN" help:"Le besoin, par son identifiant dans needs.yaml."`
	At         string `placeholder:"RFC3339" help:"À ce moment, par exemple 2026-11-24T10:00:00+01:00."`
	N          int    `name:"n" placeholder:"N" help:"Les N premiers, du meilleur au moins bon. Sans ce réglage : comme le robot, trois au plus, et quelqu'un par téléphone si c'est loin ou fermé."`
	Age        int    `default:"-1" placeholder:"ANS" help:"L'âge de la personne."`
	NoCar      bool   `help:"La personne n'a pas de voiture."`
	Wheelchair bool   `help:"La personne est en fauteuil roulant."`
	OnBehalf   bool   `help:"Quelqu'un doit faire la démarche à sa place."`
	Service    string `placeholder:"SERVICE" help:"Le service voulu, dans les mots du schéma des lieux de médiation numérique."`
	Public     string `placeholder:"PUBLIC" help:"Le public dont est la personne, et nul autre, dans les mots du schéma."`
	Particular string `placeholder:"BESOIN" help:"La prise en charge particulière qu'il lui faut, dans les mots du schéma."`
	Explain    bool   `help:"Dire ce que chaque raison ajoute ou retire, en kilomètres."`
	JSON       bool   `name:"json" help:"Un objet JSON par ligne."`
}

// Run finds where, then who.
func (c *placesNearest) Run(ctx context.Context, std streams) error {
	now, err := clock(c.At)
	if err != nil {
		return fmt.Errorf("--at : %w. Remède : écrire par exemple 2026-11-24T10:00:00+01:00", err)
	}
	loaded, err := c.begin()
	if err != nil {
		return err
	}
	where, err := findSpot(loaded.Atlas, c.Near)
	if err != nil {
		return tellLost(err, c.JSON, std.out)
	}
	known, err := c.known(ctx, loaded)
	if err != nil {
		return err
	}
	query, err := c.query(loaded, known, where, now())
	if err != nil {
		return err
	}
	var found []directory.Found
	switch {
	case query == nil:
	case c.N > 0:
		found = known.Nearest(query, c.N)
	default:
		answer := known.Answer(query)
		found = answer.Places
		if answer.Phone != nil {
			found = append(found, *answer.Phone)
		}
	}
	told := teller{std.out, loaded, now(), c.Explain}
	if c.JSON {
		return told.lines(found)
	}
	if where.note != "" {
		fmt.Fprintln(std.err, where.note)
	}
	told.report(where, found)
	return nil
}

// known is everything that serves.
func (c *placesNearest) known(ctx context.Context, loaded *content.Content) (*directory.Directory, error) {
	store, err := c.look(ctx)
	if err != nil {
		return nil, err
	}
	if store != nil {
		defer store.Close()
	}
	near, err := readNearby(ctx, store, loaded.Places)
	if err != nil {
		return nil, err
	}
	return near.directory(loaded.Places), nil
}

// query asks what a conversation would ask, then what only this command can; nil when no place is to be named.
func (c *placesNearest) query(loaded *content.Content, known *directory.Directory, where *spot, at time.Time) (*directory.Query, error) {
	guide := directory.NewGuide(known, loaded.Places, loaded.Atlas, loaded.Words)
	asked, err := c.wishes(guide)
	if err != nil {
		return nil, err
	}
	s, err := c.situation(loaded, where, asked)
	if err != nil {
		return nil, err
	}
	q, ok := guide.Query(s, c.For, at)
	if !ok {
		return nil, nil
	}
	if where.point.Valid() {
		q.Near, q.Own = where.point, nil // a point says where somebody is, not where they live
	}
	asked.put(guide, q, s)
	return q, nil
}

// situation is what is known of the person.
func (c *placesNearest) situation(loaded *content.Content, where *spot, asked wishes) (*situation.Situation, error) {
	s := new(situation.Situation)
	for _, known := range []struct {
		said        bool
		fact, value string
	}{
		{c.For != "", "need", c.For},
		{where.commune != nil, "commune", where.insee()},
		{where.commune == nil, "departement", where.departement.Code},
		{c.Age >= 0, "age", strconv.Itoa(c.Age)},
		{c.Age < 0 && asked.public == young, "age", youngBand},
		{c.NoCar, "voiture", "non"},
		{c.Wheelchair, "fauteuil", "oui"},
		{c.OnBehalf, "autonomie", "a_ma_place"},
	} {
		if !known.said {
			continue
		}
		fact, ok := loaded.Words.Fact(known.fact)
		if !ok {
			return nil, fmt.Errorf("facts.yaml ne déclare plus « %s ». Remède : l'y remettre, ou retirer ce réglage", known.fact)
		}
		value, err := fact.Parse(known.value)
		if err != nil {
			return nil, fmt.Errorf("« %s » ne va pas pour « %s » : %w. Remède : « passerelle places nearest --help »", known.value, known.fact, err)
		}
		loaded.Words.Put(s, fact, value)
	}
	return s, nil
}
