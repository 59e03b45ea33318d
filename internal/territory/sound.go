package territory

import (
	"slices"
	"strings"

	"passerelle/internal/sound"
)

// heard is how a name sounds, as a hash, with the place of the name below it, so that thousands sort at once.
type heard uint64

func indexSounds(names []name) []heard {
	sounds := make([]heard, len(names))
	for i, n := range names {
		sounds[i] = hashSound(n.key) | heard(i)
	}
	slices.Sort(sounds)
	return sounds
}

// hashSound is FNV-1a of how a key sounds, in the upper half.
func hashSound(key string) heard {
	var room [longestCompared]byte
	hash := uint32(2166136261)
	for _, b := range soundOf(room[:0], key) {
		hash = (hash ^ uint32(b)) * 16777619
	}
	return heard(hash) << 32
}

// sounding lists the names that sound like a key. Two sounds of one hash are no harm: what is heard is always asked.
func (x *index) sounding(key string) []heard {
	hash := hashSound(key)
	i, _ := slices.BinarySearch(x.sounds, hash)
	j, _ := slices.BinarySearch(x.sounds, hash+1<<32)
	return x.sounds[i:j]
}

// soundOf adds to out how a folded name sounds to a French ear, roughly. The article is not heard.
func soundOf(out []byte, key string) []byte {
	_, bare := cutArticle(key)
	for word := range strings.SplitSeq(bare, " ") {
		out = sound.Of(out, word)
	}
	return out
}
