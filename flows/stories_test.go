package flows_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/internal/channel/channeltest"
	"passerelle/internal/chat"
)

var update = flag.Bool("update", false, "write the stories again as they are now told")

// Each file of testdata is a conversation as people read it. A line that begins with "> " is what the person writes,
// with "= " the button tapped; the rest is ours. `go test ./flows -update` tells them again.
func TestStoriesAreToldAsWritten(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := tell(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-written +told; go test ./flows -update writes it again)\n%s", diff)
			}
		})
	}
}

// tell lives a story again and writes down what is said.
func tell(t *testing.T, written string) string {
	talker := channeltest.Talker(t)
	var out strings.Builder
	lines := strings.Split(written, "\n")
	easy := false
	for len(lines) > 0 && strings.HasPrefix(lines[0], "# ") {
		easy = easy || strings.Contains(lines[0], "(texte facile)")
		out.WriteString(lines[0] + "\n")
		lines = lines[1:]
	}
	n := 0
	send := func(m chat.Message) chat.Reply {
		n++
		m.Channel, m.Chat, m.ID, m.Lang, m.Easy = "story", t.Name(), t.Name()+string(rune('0'+n)), "fr", easy
		reply, err := talker.Handle(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		write(&out, reply)
		return reply
	}
	last := send(chat.Message{Start: true})
	for _, line := range lines {
		said, spoken := strings.CutPrefix(line, "> ")
		switch {
		case strings.HasPrefix(line, "= "):
			out.WriteString("\n" + line + "\n")
			last = send(chat.Message{Choice: choice(t, last, strings.TrimPrefix(line, "= "))})
		case spoken:
			out.WriteString("\n" + line + "\n")
			last = send(chat.Message{Text: said})
		}
	}
	return out.String()
}

func choice(t *testing.T, r chat.Reply, label string) string {
	t.Helper()
	for _, m := range r.Messages {
		for _, c := range slices.Concat(m.Choices, m.Exits) {
			if c.Label == label {
				return c.ID
			}
		}
	}
	t.Fatalf("no button « %s » under:\n%s", label, r.Messages[len(r.Messages)-1].Text)
	return ""
}

func write(out *strings.Builder, r chat.Reply) {
	for _, m := range r.Messages {
		out.WriteString("\n")
		for i, line := range strings.Split(m.Text, "\n") {
			out.WriteString(strings.ReplaceAll(line, "\u00a0", " ") + "\n")
			for _, l := range m.Links {
				if l.Line == i {
					out.WriteString("  → " + strings.ReplaceAll(l.Label, "\u00a0", " ") + " <" + l.URL + ">\n")
				}
			}
		}
		if len(m.Choices) > 0 {
			labels := make([]string, len(m.Choices))
			for i, c := range m.Choices {
				labels[i] = c.Label
			}
			out.WriteString("  [ " + strings.Join(labels, " | ") + " ]\n")
		}
	}
}
