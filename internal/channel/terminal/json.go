package terminal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"passerelle/internal/chat"
)

// heard is one line in.
type heard struct {
	Text     *string   `json:"text"`
	Choose   *string   `json:"choose"`
	Location *location `json:"location"`
	Command  *string   `json:"command"`
}

type location struct {
	Lat *float64 `json:"lat"`
	Lon *float64 `json:"lon"`
}

// told is one line out.
type told struct {
	Turn     int               `json:"turn"`
	Replies  []message         `json:"replies"`
	Urgent   []string          `json:"urgent"`
	Services []string          `json:"services"`
	Helpers  []string          `json:"helpers"`
	Places   []chat.Place      `json:"places"`
	Waiting  string            `json:"waiting"`
	Facts    map[string]string `json:"facts"`
}

type message struct {
	ID      string        `json:"id"`
	Text    string        `json:"text"`
	Links   []chat.Link   `json:"links,omitempty"`
	Choices []chat.Choice `json:"choices"`
}

type mistake struct {
	Error string `json:"error"`
}

// TalkJSON holds a conversation with a program: one object out for the greeting, then one for each line in. A line that
// cannot be read gives an error object and changes nothing.
func TalkJSON(ctx context.Context, talker Talker, o Options, in io.Reader, out io.Writer) error {
	s := session{talker: talker, options: o}
	write := json.NewEncoder(out)
	write.SetEscapeHTML(false)
	turn := 0
	answer := func(m chat.Message) error {
		reply, err := s.send(ctx, m)
		if err != nil && !reply.Lost {
			return err
		}
		turn++
		return write.Encode(tell(turn, reply))
	}
	if err := answer(chat.Message{Start: true, Code: o.Start}); err != nil {
		return err
	}
	lines := newLines(in)
	for ctx.Err() == nil {
		line, err := lines.next()
		if err == io.EOF {
			return nil
		}
		if err != nil && err != errLong {
			return fmt.Errorf("read a line: %w", err)
		}
		m, problem := read(line, err)
		if problem != "" {
			err = write.Encode(mistake{problem})
		} else {
			err = answer(m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var commands = map[string]chat.Command{
	"back": chat.Back, "restart": chat.Restart, "help": chat.Help, "human": chat.Human, "erase": chat.Erase, "urgent": chat.Urgent,
}

// read makes a message of a line, or says what is wrong with it.
func read(line string, long error) (m chat.Message, problem string) {
	if long != nil {
		return m, fmt.Sprintf("%v : %d octets au plus", long, maxLine)
	}
	var h heard
	decode := json.NewDecoder(bytes.NewReader([]byte(line)))
	decode.DisallowUnknownFields()
	if err := decode.Decode(&h); err != nil {
		return m, fmt.Sprintf("objet JSON illisible (%v) : écrire par exemple {\"text\":\"bonjour\"}", err)
	}
	if decode.More() {
		return m, "un seul objet JSON par ligne"
	}
	given := 0
	if h.Text != nil {
		m.Text, given = *h.Text, given+1
		m.Show = m.Text == ""
	}
	if h.Choose != nil {
		m.Choice, given = *h.Choose, given+1
	}
	if h.Location != nil {
		if m.Location = h.Location.point(); m.Location == nil {
			return m, "position hors de la Terre : écrire par exemple {\"location\":{\"lat\":46.17,\"lon\":1.87}}"
		}
		given++
	}
	if h.Command != nil {
		command, ok := commands[*h.Command]
		if !ok {
			return m, fmt.Sprintf("commande inconnue « %s » : back, restart, help, human, erase ou urgent", *h.Command)
		}
		m.Command, given = command, given+1
	}
	if given != 1 {
		return m, "écrire une seule de ces clés : text, choose, location, command"
	}
	return m, ""
}

// point is nil for coordinates that are missing or on no map.
func (l location) point() *chat.Location {
	if l.Lat == nil || l.Lon == nil {
		return nil
	}
	p := &chat.Location{Lat: *l.Lat, Lon: *l.Lon}
	if !p.Valid() {
		return nil
	}
	return p
}

func tell(turn int, r chat.Reply) told {
	t := told{
		Turn: turn, Replies: []message{}, Places: r.Places, Waiting: r.Waiting, Facts: r.Facts,
		Urgent: list(r.Urgent), Services: list(r.Services), Helpers: list(r.Helpers),
	}
	if t.Places == nil {
		t.Places = []chat.Place{}
	}
	if t.Facts == nil {
		t.Facts = map[string]string{}
	}
	for i, m := range r.Messages {
		choices := append([]chat.Choice{}, m.Choices...)
		if i == len(r.Messages)-1 {
			choices = append(choices, m.Exits...)
		}
		t.Replies = append(t.Replies, message{ID: m.ID, Text: m.Text, Links: m.Links, Choices: choices})
	}
	return t
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
