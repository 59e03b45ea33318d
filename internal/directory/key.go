package directory

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
)

// keyLength is that of a key in characters of five bits: two of a hundred thousand places share one once in 200,000
// directories.
const keyLength = 10

var keyCharacters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Key names the place in buttons and counters: the same for the same sheet of the same list, whatever else changes.
func (p *Place) Key() string {
	key, _ := p.identity()
	return key
}

// identity is the key of a place, and a number drawn from it for places to take turns by.
func (p *Place) identity() (key string, turn uint64) {
	sum := sha256.Sum256([]byte(p.Source + "\x00" + p.ID))
	turn = binary.BigEndian.Uint64(sum[:])
	return keyCharacters.EncodeToString(sum[:8])[:keyLength], turn
}

// shuffled mixes a turn with the day's seed (the finaliser of SplitMix64).
func shuffled(turn, seed uint64) uint64 {
	z := turn ^ seed*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
