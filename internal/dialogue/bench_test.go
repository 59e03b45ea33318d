package dialogue_test

import (
	"slices"
	"testing"
	"time"

	"passerelle/internal/dialogue"
	"passerelle/internal/directory"
	"passerelle/internal/starter"
)

// fiveAnswers is a conversation about housing after five answers, a gathered question in front.
func fiveAnswers(t testing.TB, engine *dialogue.Engine) *talk {
	c := begin(t, engine)
	for _, choice := range []string{"logement", "hebergement", "ce_mois", "de_18_a_25", "sans"} {
		c.tap(choice)
	}
	return c
}

// BenchmarkTurn is one turn of the engine, trail in and out as bytes: the sixth answer of a conversation about housing.
// Bounds: 30 µs, 120 allocations, 600 bytes.
func BenchmarkTurn(b *testing.B) {
	engine := shipped(b).Engine(nil)
	c := fiveAnswers(b, engine)
	benchmarkTurn(b, engine, c.bytes, dialogue.Input{Choice: c.last.Screen.Options[0].ID, Nonce: nonce})
}

// BenchmarkTurnPlace is the same turn answered by a commune in words, with the places that the program carries: finding the
// commune and the places is in it.
func BenchmarkTurnPlace(b *testing.B) {
	content := shipped(b)
	guide := directory.NewGuide(directory.New(starter.Places(), content.Places), content.Places, content.Atlas, content.Words)
	engine := content.Engine(guide)
	c := fiveAnswers(b, engine)
	in := written("paris 11")
	in.Now = morning
	benchmarkTurn(b, engine, c.bytes, in)
}

// BenchmarkTurnGather is the turn that looks for the first question worth asking, on the need with most services.
func BenchmarkTurnGather(b *testing.B) {
	engine := shipped(b).Engine(nil)
	c := begin(b, engine)
	c.tap("argent")
	benchmarkTurn(b, engine, c.bytes, dialogue.Input{Choice: nonce + ".orientation.besoin:acces_droits", Nonce: nonce})
}

// BenchmarkTurnCard is a question of the card, on the need with most services: the dearest turn without places, since each
// replay passes a gathering that has nothing left to ask.
func BenchmarkTurnCard(b *testing.B) {
	engine := shipped(b).Engine(nil)
	c := begin(b, engine)
	c.tap("argent")
	c.tap("acces_droits")
	for c.last.Screen.Question {
		c.turn(dialogue.Input{Choice: dialogue.ExitUnsure, Nonce: nonce})
	}
	c.tap("fiche")
	c.tap("completer")
	benchmarkTurn(b, engine, c.bytes, dialogue.Input{Choice: c.last.Screen.Options[0].ID, Nonce: nonce})
}

func benchmarkTurn(b *testing.B, engine *dialogue.Engine, trail []byte, in dialogue.Input) {
	b.ReportAllocs()
	buf := make([]byte, 0, 1024)
	for b.Loop() {
		buf = oneTurn(b, engine, trail, in, buf)
	}
	b.ReportMetric(float64(len(buf)), "trail-bytes")
}

func oneTurn(b *testing.B, engine *dialogue.Engine, trail []byte, in dialogue.Input, buf []byte) []byte {
	t, err := dialogue.Decode(trail)
	if err != nil {
		b.Fatal(err)
	}
	r := engine.Turn(t, "fr", false, in)
	return r.Trail.Append(buf[:0])
}

// BenchmarkTurn100Against5 times the same tap after 100 and after 5 turns of one conversation, by turns so that a noisy
// machine disturbs both alike. Bound of turn100/turn5: 1.2.
func BenchmarkTurn100Against5(b *testing.B) {
	engine := shipped(b).Engine(nil)
	few, many := afterTurns(b, engine, 5), afterTurns(b, engine, 100)
	choice := few.last.Screen.Options[0].ID
	var early, late []time.Duration
	buf := make([]byte, 0, 1024)
	for b.Loop() {
		start := time.Now()
		buf = oneTurn(b, engine, few.bytes, dialogue.Input{Choice: choice, Nonce: nonce}, buf)
		middle := time.Now()
		buf = oneTurn(b, engine, many.bytes, dialogue.Input{Choice: choice, Nonce: nonce}, buf)
		early, late = append(early, middle.Sub(start)), append(late, time.Since(middle))
	}
	b.ReportMetric(float64(median(late))/float64(median(early)), "turn100/turn5")
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// afterTurns holds a conversation in which the person goes forward and back again, and stops it at the same question
// each time.
func afterTurns(t testing.TB, engine *dialogue.Engine, turns int) *talk {
	c := begin(t, engine)
	for n := 1; n < turns-3; n += 4 {
		c.tap("famille")
		c.tap("garde_enfants")
		c.turn(dialogue.Input{Command: dialogue.Back, Nonce: nonce})
		c.turn(dialogue.Input{Command: dialogue.Back, Nonce: nonce})
	}
	c.tap("famille")
	c.tap("garde_enfants")
	c.tap("vite")
	return c
}
