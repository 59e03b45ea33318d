package chat

import (
	"context"
	"fmt"
	"sync"
	"time"

	"passerelle/internal/vault"
)

// sent gathers the marks of replies that have reached the person: they are written together, a little later. A mark lost
// to a crash costs one repeated reply, word for word.
type sent struct {
	mu       sync.Mutex
	messages []vault.Key
}

// marksAtOnce is how many marks wait before they are written without waiting for the clock.
const marksAtOnce = 64

// Sent notes that the reply to a message has reached the person.
func (c *Chat) Sent(ctx context.Context, channel, message string) error {
	c.sent.mu.Lock()
	c.sent.messages = append(c.sent.messages, c.message(channel, message))
	full := len(c.sent.messages) >= marksAtOnce
	c.sent.mu.Unlock()
	if full {
		return c.MarkSent(ctx)
	}
	return nil
}

// MarkSent writes the marks that wait.
func (c *Chat) MarkSent(ctx context.Context) error {
	c.sent.mu.Lock()
	messages := c.sent.messages
	c.sent.messages = nil
	c.sent.mu.Unlock()
	if len(messages) == 0 {
		return nil
	}
	if err := c.store.MarkSent(ctx, messages...); err != nil {
		return fmt.Errorf("mark replies as sent: %w", err)
	}
	return nil
}

// KeepMarking writes marks every second until ctx ends, and once more then.
func (c *Chat) KeepMarking(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			if err := c.MarkSent(context.WithoutCancel(ctx)); err != nil {
				c.log.Error("marks of sent replies could not be written")
			}
			return
		}
		if err := c.MarkSent(ctx); err != nil {
			c.log.Error("marks of sent replies could not be written")
		}
	}
}
