package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// A sealed value is nonce | AES-256-GCM(length | plain | zeros) | tag. Its size says which of five paddings was
// needed, nothing finer.
const (
	schema     = 1 // of the sealed bytes; bound into the seal, so that another layout never opens as this one
	nonceSize  = 12
	tagSize    = 16
	lengthSize = 2

	smallest = 1024 // then twice, four, eight and sixteen times as much: a reply with places and their notes is long
	largest  = 16384

	// MaxPlain is the longest value that can be sealed, in bytes.
	MaxPlain = largest - lengthSize
)

var (
	// ErrTooLarge says that a value does not fit in the largest padding.
	ErrTooLarge = errors.New("too large to be sealed")
	// ErrSealed says that bytes were not sealed by these keys, or not under this key, or have changed since.
	ErrSealed = errors.New("sealed by other keys, or changed since")
)

// Seal encrypts plain so that only these keys open it again, and only under k.
func (v *Vault) Seal(k Key, plain []byte) ([]byte, error) {
	if len(plain) > MaxPlain {
		return nil, ErrTooLarge
	}
	gcm, err := v.cipher(k)
	if err != nil {
		return nil, err
	}
	size := padded(lengthSize + len(plain))
	sealed := make([]byte, nonceSize+size, nonceSize+size+tagSize)
	nonce, body := sealed[:nonceSize], sealed[nonceSize:]
	_, _ = rand.Read(nonce) // never fails: crypto/rand stops the program instead
	binary.BigEndian.PutUint16(body, uint16(len(plain)))
	copy(body[lengthSize:], plain)
	aad := bound(k)
	gcm.Seal(body[:0], nonce, body, aad[:])
	return sealed[:cap(sealed)], nil
}

// Unseal decrypts what Seal made under the same k, or answers ErrSealed. It leaves sealed as it is.
func (v *Vault) Unseal(k Key, sealed []byte) ([]byte, error) {
	size := len(sealed) - nonceSize - tagSize
	if size < smallest || size > largest || size != padded(size) {
		return nil, ErrSealed
	}
	gcm, err := v.cipher(k)
	if err != nil {
		return nil, err
	}
	aad := bound(k)
	body, err := gcm.Open(nil, sealed[:nonceSize], sealed[nonceSize:], aad[:])
	if err != nil {
		return nil, ErrSealed
	}
	end := lengthSize + int(binary.BigEndian.Uint16(body))
	if end > len(body) {
		return nil, ErrSealed
	}
	return body[lengthSize:end:end], nil
}

// cipher derives the key of one conversation. Nothing is cached: what is not in memory cannot leak from it.
func (v *Vault) cipher(k Key) (cipher.AEAD, error) {
	key, err := hkdf.Expand(sha256.New, v.state, string(k[:]), 32)
	if err != nil {
		return nil, fmt.Errorf("derive a sealing key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("derive a sealing key: %w", err)
	}
	return cipher.NewGCM(block)
}

// bound is what a seal is tied to besides its content.
func bound(k Key) [len(Key{}) + 1]byte {
	var aad [len(Key{}) + 1]byte
	copy(aad[:], k[:])
	aad[len(k)] = schema
	return aad
}

func padded(n int) int {
	size := smallest
	for size < n {
		size *= 2
	}
	return size
}
