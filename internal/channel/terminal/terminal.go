// Package terminal is the conversation at a terminal: plain lines for people, screen readers and pipes, or one JSON
// object a line for programs.
package terminal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"passerelle/internal/chat"
)

// Channel is this channel's name.
const Channel = "terminal"

// Talker answers messages. Package chat is one.
type Talker interface {
	Handle(context.Context, chat.Message) (chat.Reply, error)
	Sent(ctx context.Context, channel, message string) error
	Say(lang string, easy bool, id string) string
}

// Words of this channel's own.
const (
	sayHint    = "terminal.hint"
	sayAnswers = "terminal.answers"
	sayNone    = "terminal.none"
)

// TextIDs lists these words, for those who check that they exist.
func TextIDs() []string { return []string{sayHint, sayAnswers, sayNone} }

// Options say who talks and how.
type Options struct {
	Chat  string // whose conversation it is: the same goes on later
	Lang  string
	Easy  bool
	Start string // entry code
	NewID func() string
}

// Talk holds a conversation until the input ends or the person leaves.
func Talk(ctx context.Context, talker Talker, o Options, in io.Reader, out io.Writer) error {
	s := session{talker: talker, options: o}
	reply, err := s.send(ctx, chat.Message{Start: true, Code: o.Start, SetVoice: true})
	if err != nil && !reply.Lost {
		return err
	}
	write(out, reply)
	fmt.Fprintf(out, "\n%s\n", s.word(sayHint))
	lines := newLines(in)
	for ctx.Err() == nil {
		fmt.Fprint(out, "\n> ")
		line, err := lines.next()
		if err == io.EOF || strings.EqualFold(strings.TrimSpace(line), leave) {
			fmt.Fprintln(out)
			return nil
		}
		if err != nil && err != errLong {
			return fmt.Errorf("read what is typed: %w", err)
		}
		if strings.EqualFold(strings.TrimSpace(line), change) {
			s.listAnswers(out)
			continue
		}
		reply, err = s.send(ctx, s.message(line))
		if err != nil && !reply.Lost {
			return err
		}
		write(out, reply)
	}
	return nil
}

// leave is the word that closes the terminal; the conversation stays open. change lists the answers given: a number then
// asks its question again.
const (
	leave  = "quitter"
	change = "changer"
)

// session is one run of the terminal.
type session struct {
	talker  Talker
	options Options
	last    chat.Reply
	menu    []chat.Choice // what a number chooses
}

func (s *session) word(id string) string { return s.talker.Say(s.options.Lang, s.options.Easy, id) }

// listAnswers shows the answers given, for the next number to choose among.
func (s *session) listAnswers(out io.Writer) {
	if len(s.last.Answered) == 0 {
		fmt.Fprintf(out, "\n%s\n", s.word(sayNone))
		return
	}
	fmt.Fprintf(out, "\n%s\n", s.word(sayAnswers))
	s.menu = nil
	for i, a := range s.last.Answered {
		s.menu = append(s.menu, chat.Choice{ID: a.Change, Label: a.Label})
		fmt.Fprintf(out, "  %d. %s\n", i+1, a.Label)
	}
}

func (s *session) send(ctx context.Context, m chat.Message) (chat.Reply, error) {
	m.Channel, m.Chat, m.ID = Channel, s.options.Chat, s.options.NewID()
	m.Lang, m.Easy = s.options.Lang, s.options.Easy
	reply, err := s.talker.Handle(ctx, m)
	if err != nil {
		return reply, err
	}
	s.last, s.menu = reply, buttons(reply)
	return reply, s.talker.Sent(ctx, Channel, m.ID)
}

// message takes a number for the button of that place, its words for the button as well, and anything else for words.
func (s *session) message(line string) chat.Message {
	line = strings.TrimSpace(line)
	if line == "" {
		return chat.Message{Show: true}
	}
	// "05" is a département, 5 a button.
	if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(s.menu) && line[0] != '0' {
		return chat.Message{Choice: s.menu[n-1].ID}
	}
	for _, c := range s.menu {
		if strings.EqualFold(c.Label, line) {
			return chat.Message{Choice: c.ID}
		}
	}
	return chat.Message{Text: line}
}

// writeSites prints the addresses that belong under a line; a number is in the line itself.
func writeSites(out io.Writer, links []chat.Link, line int) {
	for _, l := range links {
		if l.Line == line && strings.HasPrefix(l.URL, "http") {
			fmt.Fprintf(out, "%s : %s\n", l.Label, l.URL)
		}
	}
}

// buttons are the answers and the exits under the last message, then those about something that was told before.
func buttons(r chat.Reply) []chat.Choice {
	if len(r.Messages) == 0 {
		return nil
	}
	told, last := r.Messages[:len(r.Messages)-1], r.Messages[len(r.Messages)-1]
	all := slices.Concat(last.Choices, last.Exits)
	for _, m := range told {
		all = append(all, m.Choices...)
	}
	return all
}

// write prints a reply: each message, its links, then the numbered answers and the exits.
func write(w io.Writer, r chat.Reply) {
	out := bufio.NewWriter(w)
	defer out.Flush()
	for _, m := range r.Messages {
		fmt.Fprintln(out)
		for i, line := range strings.Split(m.Text, "\n") {
			fmt.Fprintln(out, line)
			writeSites(out, m.Links, i)
		}
	}
	for i, c := range buttons(r) {
		if i == 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "  %d. %s\n", i+1, c.Label)
	}
}
