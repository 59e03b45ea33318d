package chat

import (
	"context"
	"errors"

	"passerelle/internal/vault"
)

// ErrNotFound says that a store holds no open conversation under a key.
var ErrNotFound = errors.New("no open conversation")

// Exchange names one message of one conversation by keys that tell nothing about the person.
type Exchange struct {
	Conversation vault.Key
	Message      vault.Key
	Hour         int64 // now, in hours since 1970-01-01T00:00Z: what has expired by then is as good as absent
}

// Outcome is what one turn leaves behind. What it holds of a person is already sealed.
type Outcome struct {
	Trail      []byte        // nil ends the conversation: its row is deleted
	TrailUntil int64         // hour after which the trail is swept
	Reply      []byte        // kept until it is marked sent, so that a repeat is answered word for word
	ReplyUntil int64         // hour after which the message is forgotten
	Reports    []PlaceReport // counted once however often the message comes, because they are written with it
}

// PlaceReport is what somebody says in one tap of a place they were sent to. It is counted on the place: nothing in it
// tells who said it, or when.
type PlaceReport struct {
	Place string // the key of the place in the directory
	Kind  string // what is said of it: "ferme", "ne_repond_pas"
}

// Store keeps sealed trails and the messages already handled. Package storage implements it,
// storage/storagetest is its contract.
type Store interface {
	// Exchange runs turn on the stored trail (nil when there is none) and writes its outcome, all in one
	// transaction. A message handled before skips turn: repeated is true and reply is the stored one, or nil
	// once it has been marked sent. When turn fails, nothing is written and its error comes back.
	Exchange(ctx context.Context, x Exchange, turn func(trail []byte) (Outcome, error)) (reply []byte, repeated bool, err error)
	// Trail reads a sealed trail, or ErrNotFound.
	Trail(ctx context.Context, conversation vault.Key, hour int64) ([]byte, error)
	// MarkSent forgets the replies of messages that have reached the person.
	MarkSent(ctx context.Context, messages ...vault.Key) error
	// Erase deletes a conversation and leaves no residue of it in the database files.
	Erase(ctx context.Context, conversation vault.Key) error
}
