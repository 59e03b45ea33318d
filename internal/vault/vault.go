// Package vault keeps the keys that die: with them a chat gets a name that tells nothing of the person, and what is
// stored of a conversation is sealed. Once the keys are gone, neither can be undone.
package vault

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
)

// Vault holds the keys of one installation. Its methods may be called at the same time.
type Vault struct {
	index []byte // names conversations and messages
	state []byte // pseudo-random key from which each conversation's sealing key is expanded
}

// Open reads the keys of dir, or creates them when there is no database yet. Beside a database that needs them it
// never creates nor replaces a key: it refuses, with a message for the operator.
func Open(dir string, databaseExists bool) (*Vault, error) {
	index, state, err := readKeys(dir, databaseExists)
	if err != nil {
		return nil, err
	}
	return with(index, state)
}

// Passing makes a vault whose keys die with the process: for a conversation that nobody comes back to.
func Passing() (*Vault, error) {
	keys := make([]byte, 2*keySize)
	_, _ = rand.Read(keys) // never fails: crypto/rand stops the program instead
	return with(keys[:keySize], keys[keySize:])
}

func with(index, state []byte) (*Vault, error) {
	prk, err := hkdf.Extract(sha256.New, state, []byte("passerelle v1 state"))
	if err != nil {
		return nil, fmt.Errorf("derive the state key: %w", err)
	}
	return &Vault{index: index, state: prk}, nil
}

// Conversation names a chat. Without the keys the name cannot be traced back, though chat ids are few enough to be
// tried one by one.
func (v *Vault) Conversation(channel, bot, chat string) Key {
	return v.name("v1|conversation", channel, bot, chat)
}

// Message names a message of a channel. The id must be unique in the whole channel: where each bot numbers its own
// messages, it holds the bot too.
func (v *Vault) Message(channel, id string) Key {
	return v.name("v1|message", channel, id)
}

// name hashes fields, each with its length before it so that no two lists of fields read alike.
func (v *Vault) name(domain string, fields ...string) Key {
	text := append(make([]byte, 0, 128), domain...)
	for _, f := range fields {
		text = binary.AppendUvarint(append(text, '|'), uint64(len(f)))
		text = append(text, f...)
	}
	mac := hmac.New(sha256.New, v.index)
	mac.Write(text)
	return Key(mac.Sum(text[:0])[:len(Key{})])
}

// Format keeps the keys out of whatever is printed, whichever the verb.
func (Vault) Format(s fmt.State, _ rune) {
	_, _ = io.WriteString(s, "vault(***)")
}
