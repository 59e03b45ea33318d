package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// BenchmarkColdStart builds the program once, then times it from its start as a process to its first answer, with its
// memory at the end. Bounds: 500 ms, 120 MB.
func BenchmarkColdStart(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "passerelle")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	var answered time.Duration
	var memory int64
	n := 0
	for b.Loop() {
		n++
		start := time.Now()
		c := exec.Command(binary, "chat", "--json")
		in, _ := c.StdinPipe()
		out, _ := c.StdoutPipe()
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			b.Fatal(err)
		}
		lines := bufio.NewReader(out)
		fmt.Fprintln(in, `{"text":"je dors dehors"}`)
		for range 2 {
			if _, err := lines.ReadString('\n'); err != nil {
				b.Fatal(err)
			}
		}
		answered += time.Since(start)
		in.Close()
		io.Copy(io.Discard, lines)
		if err := c.Wait(); err != nil {
			b.Fatal(err)
		}
		if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
			memory = max(memory, usage.Maxrss)
		}
	}
	b.ReportMetric(float64(answered.Milliseconds())/float64(n), "ms-to-first-answer")
	b.ReportMetric(float64(memory)/1024, "MB")
}

// BenchmarkCheck proves everything that is shipped. Bound: 5 s.
func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		if err := run(b.Context(), []string{"check"}, streams{nil, io.Discard, io.Discard}); err != nil {
			b.Fatal(err)
		}
	}
}
