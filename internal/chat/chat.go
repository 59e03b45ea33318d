// Package chat handles one message: load the trail, take the turn, put it into words, commit both. It is the only
// orchestrator; a channel gives it a Message and sends its Reply.
package chat

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"passerelle/internal/content"
	"passerelle/internal/dialogue"
	"passerelle/internal/listen"
	"passerelle/internal/locale"
	"passerelle/internal/notice"
	"passerelle/internal/vault"
)

// DoneHours is how long a handled message is remembered (design.md, section 4).
const DoneHours = 48

// Chat handles messages of every channel.
type Chat struct {
	served atomic.Pointer[served]
	store  Store
	vault  *vault.Vault
	keep   int64 // hours of silence after which a trail is swept
	bot    string
	now    func() time.Time
	nonce  func() string
	log    *zap.Logger
	sent   sent
	told   notice.Settings // what the pages about the bot may tell of this deployment
}

// served is one content with its engine and its guide: a reload replaces them at once.
type served struct {
	*content.Content
	engine *dialogue.Engine
	guide  dialogue.Guide
	told   notice.Settings // no reload changes them
}

// Config is what a Chat needs. Now, Nonce and Log may be left out.
type Config struct {
	Content   *content.Content
	Guide     dialogue.Guide // names the places near; nil: none are known yet
	Store     Store
	Vault     *vault.Vault
	KeepHours int
	Notice    notice.Settings // who answers for the bot and where its page is; the rest is filled in here
	Bot       string
	Now       func() time.Time
	Nonce     func() string // dialogue.NonceLen characters for each new conversation
	Log       *zap.Logger
}

// New makes a Chat.
func New(c Config) *Chat {
	chat := &Chat{store: c.Store, vault: c.Vault, keep: int64(c.KeepHours), bot: c.Bot, now: c.Now, nonce: c.Nonce, log: c.Log, told: c.Notice}
	if chat.now == nil {
		chat.now = time.Now
	}
	if chat.nonce == nil {
		chat.nonce = randomNonce
	}
	if chat.log == nil {
		chat.log = zap.NewNop()
	}
	chat.Serve(c.Content, c.Guide)
	return chat
}

// Serve replaces the content, and the guide that was made with it. Open conversations are brought to it at their next
// message.
func (c *Chat) Serve(content *content.Content, guide dialogue.Guide) {
	c.served.Store(&served{content, content.Engine(guide), guide, c.told})
}

// Say gives the words of a channel's own page, in a voice that we have.
func (c *Chat) Say(lang string, easy bool, id string) string {
	return c.served.Load().Texts.Say(locale.Voice{Lang: lang, Easy: easy}, id, nil)
}

// labels are the words on buttons, in a voice.
func (s *served) labels(v locale.Voice, options []dialogue.Option) []string {
	words := make([]string, len(options))
	for i, o := range options {
		words[i] = s.label(v, o)
	}
	return words
}

func (s *served) label(v locale.Voice, o dialogue.Option) string {
	if o.Label == "" {
		return o.Name
	}
	if o.Lang != "" {
		v = locale.Voice{Lang: o.Lang}
	}
	return s.Texts.Say(v, o.Label, locale.Args{"Name": o.Name})
}

func randomNonce() string { return rand.Text()[:dialogue.NonceLen] }

// Handle answers one message. It always has a reply: when nothing can be stored, a sentence with the emergency numbers,
// from memory, and an error for the log; such a message was not handled and may be sent again.
func (c *Chat) Handle(ctx context.Context, m Message) (Reply, error) {
	s := c.served.Load()
	hour := c.now().Unix() / 3600
	x := Exchange{Conversation: c.vault.Conversation(m.Channel, c.bot, m.Chat), Message: c.message(m.Channel, m.ID), Hour: hour}
	voice := s.Texts.Match(locale.Voice{Lang: m.Lang, Easy: m.Easy})
	in := c.input(s, m)
	var reply Reply
	stored, repeated, err := c.store.Exchange(ctx, x, func(sealed []byte) (Outcome, error) {
		trail, err := c.open(x.Conversation, sealed)
		if err != nil {
			return Outcome{}, err
		}
		if trail != nil && m.SetVoice {
			trail.Lang, trail.Easy = voice.Lang, voice.Easy
		} else if trail != nil {
			voice = s.Texts.Match(locale.Voice{Lang: trail.Lang, Easy: trail.Easy})
		}
		in.Pick = func(options []dialogue.Option) int { return listen.Choose(m.Text, s.labels(voice, options)) }
		result := s.engine.Turn(trail, voice.Lang, voice.Easy, in)
		reply = c.render(s, voice, result, m)
		return c.outcome(x, hour, result, reply)
	})
	switch {
	case err != nil:
		return c.lost(s, voice, in), fmt.Errorf("handle a message: %w", err)
	case repeated:
		return c.repeat(ctx, s, x, voice, stored)
	case reply.Erased:
		if err := c.store.Erase(ctx, x.Conversation); err != nil {
			return reply, fmt.Errorf("erase a conversation: %w", err)
		}
	}
	return reply, nil
}

// message names a message. The bot is in it: another bot may give the same number to another person's message.
func (c *Chat) message(channel, id string) vault.Key {
	return c.vault.Message(channel, c.bot+"/"+id)
}

func (c *Chat) input(s *served, m Message) dialogue.Input {
	in := dialogue.Input{Nonce: c.nonce(), Start: m.Start, Show: m.Show, Choice: m.Choice, Point: m.Location, Command: commands[m.Command], Words: m.Text, Now: c.now()}
	if entry, ok := s.Entries[m.Code]; ok && m.Start {
		for _, f := range entry.Facts {
			in.Presets = append(in.Presets, listen.Fact{ID: f.Fact.ID, Value: f.Fact.Format(f.Value)})
		}
	}
	if m.Text != "" {
		in.Heard = s.Ear.Hear(m.Text)
	}
	return in
}

var commands = map[Command]dialogue.Command{
	Back: dialogue.Back, Restart: dialogue.Restart, Help: dialogue.Help, Human: dialogue.Human, Erase: dialogue.Erase, Urgent: dialogue.Urgent,
}

// open unseals a trail. One that these keys or this program cannot read is as good as none: the person begins again.
func (c *Chat) open(k vault.Key, sealed []byte) (*dialogue.Trail, error) {
	if sealed == nil {
		return nil, nil
	}
	plain, err := c.vault.Unseal(k, sealed)
	if err == nil {
		var trail *dialogue.Trail
		if trail, err = dialogue.Decode(plain); err == nil {
			return trail, nil
		}
	}
	if errors.Is(err, vault.ErrSealed) || errors.Is(err, dialogue.ErrTrail) {
		c.log.Warn("a stored conversation could not be read; it begins again")
		return nil, nil
	}
	return nil, err
}

func (c *Chat) outcome(x Exchange, hour int64, result dialogue.Result, reply Reply) (Outcome, error) {
	out := Outcome{TrailUntil: hour + c.keep, ReplyUntil: hour + DoneHours}
	for _, event := range result.Events {
		if reported, ok := event.(dialogue.Reported); ok {
			out.Reports = append(out.Reports, PlaceReport{Place: reported.Place, Kind: string(reported.Report)})
		}
	}
	var err error
	if result.Trail != nil {
		if out.Trail, err = c.vault.Seal(x.Conversation, result.Trail.Append(nil)); err != nil {
			return Outcome{}, fmt.Errorf("seal a trail: %w", err)
		}
	}
	words, err := json.Marshal(reply)
	if err != nil {
		return Outcome{}, fmt.Errorf("write down a reply: %w", err)
	}
	if out.Reply, err = c.vault.Seal(x.Message, words); err != nil {
		return Outcome{}, fmt.Errorf("seal a reply: %w", err)
	}
	return out, nil
}

// repeat answers a message that was handled before: word for word while its reply is kept, else with where the
// conversation stands.
func (c *Chat) repeat(ctx context.Context, s *served, x Exchange, voice locale.Voice, sealed []byte) (Reply, error) {
	if sealed != nil {
		words, err := c.vault.Unseal(x.Message, sealed)
		if err == nil {
			reply := Reply{}
			if err = json.Unmarshal(words, &reply); err == nil {
				reply.Repeated = true
				return reply, nil
			}
		}
	}
	stored, err := c.store.Trail(ctx, x.Conversation, x.Hour)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return c.lost(s, voice, dialogue.Input{}), fmt.Errorf("show a conversation: %w", err)
	}
	trail, err := c.open(x.Conversation, stored)
	if err != nil {
		return c.lost(s, voice, dialogue.Input{}), err
	}
	reply := c.render(s, voice, s.engine.Turn(trail, voice.Lang, voice.Easy, dialogue.Input{Show: true, Nonce: c.nonce(), Now: c.now()}), Message{})
	reply.Repeated = true
	return reply, nil
}
