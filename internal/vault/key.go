package vault

// Key names a conversation or a message without saying whose it is.
type Key [16]byte
