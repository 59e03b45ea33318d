package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// gauge shows how far a long step is: a bar on a terminal, one line a step elsewhere.
type gauge struct {
	out      io.Writer
	terminal bool
	step     string
	bar      *progressbar.ProgressBar
}

func newGauge(out io.Writer) *gauge {
	file, ok := out.(*os.File)
	return &gauge{out: out, terminal: ok && term.IsTerminal(int(file.Fd()))}
}

// show tells that a step has done so many bytes, of a total that is below zero while it is not known.
func (g *gauge) show(step string, done, total int64) {
	if step != g.step {
		g.end()
		g.step = step
		if !g.terminal {
			fmt.Fprintf(g.out, "%s…\n", step)
			return
		}
		g.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(g.out), progressbar.OptionSetDescription(step),
			progressbar.OptionShowBytes(true), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	if g.bar != nil {
		_ = g.bar.Set64(done) // a bar that cannot be drawn is no reason to stop
	}
}

// end takes the bar away.
func (g *gauge) end() {
	if g.bar != nil {
		_ = g.bar.Clear()
	}
	g.step, g.bar = "", nil
}
