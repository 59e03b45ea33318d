package terminal_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"

	"crypto/rand"

	"passerelle/internal/channel/channeltest"
	"passerelle/internal/channel/terminal"
	"passerelle/internal/chat"
)

// visitor types at a terminal and reads up to the prompt.
type visitor struct {
	t      *testing.T
	talker *chat.Chat
	in     io.WriteCloser
	out    *bufio.Reader
	done   chan error
}

func (v *visitor) Open() channeltest.Screen {
	v.leave()
	inRead, in := io.Pipe()
	outRead, out := io.Pipe()
	v.in, v.out, v.done = in, bufio.NewReader(outRead), make(chan error, 1)
	go func() {
		err := terminal.Talk(context.Background(), v.talker, terminal.Options{Chat: "local", Lang: "fr", NewID: rand.Text}, inRead, out)
		out.Close()
		v.done <- err
	}()
	return v.read()
}

func (v *visitor) leave() {
	if v.in == nil {
		return
	}
	v.in.Close()
	io.Copy(io.Discard, v.out)
	if err := <-v.done; err != nil {
		v.t.Error(err)
	}
}

func (v *visitor) Say(words string) channeltest.Screen {
	if _, err := io.WriteString(v.in, words+"\n"); err != nil {
		v.t.Fatal(err)
	}
	return v.read()
}

func (v *visitor) Tap(label string) channeltest.Screen { return v.Say(label) }

var button = regexp.MustCompile(`(?m)^  \d+\. (.+)$`)

func (v *visitor) read() channeltest.Screen {
	var text strings.Builder
	for !strings.HasSuffix(text.String(), "\n> ") {
		b, err := v.out.ReadByte()
		if err != nil {
			v.t.Fatalf("the terminal ended: %v after\n%s", err, text.String())
		}
		text.WriteByte(b)
	}
	s := channeltest.Screen{Text: text.String()}
	for _, m := range button.FindAllStringSubmatch(s.Text, -1) {
		s.Buttons = append(s.Buttons, m[1])
	}
	return s
}

func TestTheTerminalDoesWhatEveryChannelDoes(t *testing.T) {
	channeltest.Run(t, func(t *testing.T, talker *chat.Chat) channeltest.Person {
		v := &visitor{t: t, talker: talker}
		t.Cleanup(v.leave)
		return v
	})
}

func TestANumberChoosesTheButtonOfThatPlace(t *testing.T) {
	v := &visitor{t: t, talker: channeltest.Talker(t)}
	t.Cleanup(v.leave)
	v.Open()
	if s := v.Say("3"); !strings.Contains(s.Text, "Que voulez-vous faire ?") {
		t.Errorf("3 did not choose Logement:\n%s", s.Text)
	}
	if s := v.Say("99"); !strings.Contains(s.Text, "Choisissez") {
		t.Errorf("99 is not taken for words that mean nothing:\n%s", s.Text)
	}
}

func TestAnAnswerIsChangedFromTheListOfAnswers(t *testing.T) {
	v := &visitor{t: t, talker: channeltest.Talker(t)}
	t.Cleanup(v.leave)
	v.Open()
	if s := v.Say("changer"); !strings.Contains(s.Text, "pas encore répondu") {
		t.Errorf("before any answer:\n%s", s.Text)
	}
	v.Say("Enfants, école")
	v.Say("Faire garder un enfant")
	v.Say("Quelques heures")
	if s := v.Say("changer"); !strings.Contains(s.Text, "3. Quelques heures") {
		t.Fatalf("the answers are not listed:\n%s", s.Text)
	}
	if s := v.Say("3"); !strings.Contains(s.Text, "changeons cette réponse") || !strings.Contains(s.Text, "Pour quand cherchez-vous une garde ?") {
		t.Fatalf("the question is not asked again:\n%s", s.Text)
	}
	if s := v.Say("Toute l'année"); !strings.Contains(s.Text, "J'ai changé votre réponse") || !strings.Contains(s.Text, "assistante maternelle") {
		t.Errorf("the answer is not changed:\n%s", s.Text)
	}
}

func TestEveryWordOfTheTerminalExists(t *testing.T) {
	talker := channeltest.Talker(t)
	for _, id := range terminal.TextIDs() {
		for _, easy := range []bool{false, true} {
			if talker.Say("fr", easy, id) == "" {
				t.Errorf("%s is missing (easy %v)", id, easy)
			}
		}
	}
}

// told is one line out of the JSON conversation.
type told struct {
	Turn    int
	Error   string
	Replies []struct {
		ID, Text string
		Choices  []struct{ ID, Label string }
	}
	Urgent, Services, Helpers []string
	Waiting                   string
	Facts                     map[string]string
}

func talkJSON(t *testing.T, lines ...string) []told {
	t.Helper()
	var out strings.Builder
	err := terminal.TalkJSON(context.Background(), channeltest.Talker(t), terminal.Options{Chat: "local", Lang: "fr", NewID: rand.Text}, strings.NewReader(strings.Join(lines, "\n")), &out)
	if err != nil {
		t.Fatal(err)
	}
	var all []told
	for decode := json.NewDecoder(strings.NewReader(out.String())); ; {
		var one told
		if err := decode.Decode(&one); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, out.String())
		}
		all = append(all, one)
	}
}

func TestJSONGreetsThenAnswersEachLine(t *testing.T) {
	all := talkJSON(t, `{"text":"je dors dehors"}`, `{"command":"back"}`, `{"choose":"nesaispas"}`, `{"command":"erase"}`)
	if len(all) != 5 {
		t.Fatalf("%d lines out, want 5", len(all))
	}
	for i, one := range all {
		if one.Turn != i+1 {
			t.Errorf("line %d has turn %d", i, one.Turn)
		}
	}
	if got := all[1].Urgent; len(got) == 0 || got[0] != "115" {
		t.Errorf("urgent %v, want 115 first", got)
	}
	if all[0].Waiting != "orientation.famille" {
		t.Errorf("waiting %q", all[0].Waiting)
	}
	seen := make(map[string]bool)
	for _, c := range all[0].Replies[len(all[0].Replies)-1].Choices {
		if seen[c.ID] {
			t.Errorf("two choices %q in one turn", c.ID)
		}
		seen[c.ID] = true
	}
	for _, exit := range []string{"retour", "nesaispas", "humain", "urgence"} {
		if !seen[exit] {
			t.Errorf("no exit %q", exit)
		}
	}
}

func TestALineThatCannotBeReadChangesNothing(t *testing.T) {
	for name, line := range map[string]string{
		"not JSON":            `bonjour`,
		"an unknown key":      `{"txt":"bonjour"}`,
		"two keys":            `{"text":"bonjour","choose":"retour"}`,
		"no key":              `{}`,
		"an unknown command":  `{"command":"fly"}`,
		"two objects":         `{"text":"a"}{"text":"b"}`,
		"a number for a text": `{"text":3}`,
		"an empty line":       ``,
		"far too long":        `{"text":"` + strings.Repeat("a", 70<<10) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			all := talkJSON(t, line, `{"text":"logement"}`)
			if len(all) != 3 || all[1].Error == "" {
				t.Fatalf("got %+v, want a greeting, an error and an answer", all)
			}
			if all[2].Turn != 2 {
				t.Errorf("the line counted as a turn: %d", all[2].Turn)
			}
		})
	}
}
