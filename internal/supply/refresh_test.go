package supply_test

import (
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"
)

func TestListsAreAskedForOnceAWeekAndSoonerAfterAFailure(t *testing.T) {
	const week, again = 7 * 24 * time.Hour, 6 * time.Hour
	d := newDepot(t)
	p := publish(t, invented(40, "un"))
	address := p.URL + "/creuse.csv?cle=CANARI"
	core, logs := observer.New(zap.InfoLevel)
	log := zap.New(core)

	for _, step := range []struct {
		name        string
		after       time.Duration
		do          func()
		asked, kept int
		wait        time.Duration
	}{
		{"never imported", 0, func() {}, 1, 40, week},
		{"an hour later", time.Hour, func() {}, 0, 40, week - time.Hour},
		{"a week later, nothing new", week, func() {}, 1, 40, week},
		{"a day later", 24 * time.Hour, func() {}, 0, 40, week - 24*time.Hour},
		{"a week later, cut short", week, func() { p.body, p.tag = invented(3, "deux"), `"2"` }, 1, 40, again},
		{"six hours later, cut still", again, func() {}, 1, 40, again},
		{"six hours later, mended", again, func() { p.body, p.tag = invented(45, "trois"), `"3"` }, 1, 45, week},
	} {
		d.now = d.now.Add(step.after)
		step.do()
		p.asked = 0
		if wait := d.importer.Refresh(t.Context(), []string{address}, log); wait != step.wait {
			t.Errorf("%s: waits %s, not %s", step.name, wait, step.wait)
		}
		if p.asked != step.asked {
			t.Errorf("%s: asked %d times", step.name, p.asked)
		}
		d.serves(map[string]int{"creuse": step.kept})
	}
	for _, entry := range logs.All() {
		if strings.Contains(entry.Message, "CANARI") || len(entry.Context) > 0 {
			t.Errorf("logged: %v", entry)
		}
	}
	if logs.Len() != 2 {
		t.Errorf("%d failures are logged", logs.Len())
	}
}
