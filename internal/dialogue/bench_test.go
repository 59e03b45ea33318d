package dialogue_test

import (
	"testing"

	"passerelle/internal/dialogue"
)

// sixAnswers is a conversation with a gathered question in front and six answers behind, once the last one is tapped.
func fiveAnswers(t testing.TB, engine *dialogue.Engine) *talk {
	c := begin(t, engine)
	for _, choice := range []string{"logement", "hebergement", "ce_mois", "de_18_a_25", "sans"} {
		c.tap(choice)
	}
	return c
}

// BenchmarkTurn is one turn of the engine, trail in and out as bytes: the sixth answer of a conversation about housing.
func BenchmarkTurn(b *testing.B) {
	engine := shipped(b).Engine()
	c := fiveAnswers(b, engine)
	in := dialogue.Input{Choice: c.last.Screen.Options[0].ID, Nonce: nonce}
	benchmarkTurn(b, engine, c.bytes, in)
}

// BenchmarkTurnGather is the turn that looks for the next question worth asking.
func BenchmarkTurnGather(b *testing.B) {
	engine := shipped(b).Engine()
	c := begin(b, engine)
	c.tap("argent")
	in := dialogue.Input{Choice: nonce + ".orientation.besoin:acces_droits", Nonce: nonce}
	benchmarkTurn(b, engine, c.bytes, in)
}

// BenchmarkTurn5 and BenchmarkTurn100 are the same tap after 5 and after 100 turns of one conversation.
func BenchmarkTurn5(b *testing.B) { benchmarkAfter(b, 5) }

func BenchmarkTurn100(b *testing.B) { benchmarkAfter(b, 100) }

func benchmarkAfter(b *testing.B, turns int) {
	engine := shipped(b).Engine()
	c := afterTurns(b, engine, turns)
	in := dialogue.Input{Choice: c.last.Screen.Options[0].ID, Nonce: nonce}
	benchmarkTurn(b, engine, c.bytes, in)
}

// afterTurns holds a conversation in which the person goes back, asks why and starts over, and stops it at the same
// question each time.
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

func benchmarkTurn(b *testing.B, engine *dialogue.Engine, trail []byte, in dialogue.Input) {
	b.ReportAllocs()
	buf := make([]byte, 0, 1024)
	for b.Loop() {
		t, err := dialogue.Decode(trail)
		if err != nil {
			b.Fatal(err)
		}
		r := engine.Turn(t, "fr", false, in)
		buf = r.Trail.Append(buf[:0])
	}
	b.ReportMetric(float64(len(buf)), "trail-bytes")
}
