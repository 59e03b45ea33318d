package webchat

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"passerelle/internal/chat"
)

// form is what a person sends: the id that the page gave it, and one thing said.
type form struct {
	id    string // of the page, hidden in each of its forms
	field string // choice, text, command, easy, or none
	value string
}

// formID is what an id of a page looks like. Anything else is not one of ours.
var formID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// saying are the fields that say something, the first one given counts.
var saying = []string{"command", "easy", "choice", "text"}

// readForm fails when the form is too big. One that cannot be read says nothing, and the page is shown again.
func readForm(r *http.Request) (form, error) {
	if err := r.ParseForm(); err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return form{}, err
		}
	}
	f := form{id: r.PostForm.Get("m")}
	for _, field := range saying {
		if value := strings.TrimSpace(strings.ToValidUTF8(r.PostForm.Get(field), "\ufffd")); value != "" {
			f.field, f.value = field, value
			break
		}
	}
	return f, nil
}

func (f form) message(easy bool) chat.Message {
	m := chat.Message{Easy: easy}
	switch {
	case f.field == "command" && f.value == string(chat.Erase):
		m.Command = chat.Erase
	case f.field == "easy" && (f.value == "0" || f.value == "1"):
		m.Show, m.SetVoice, m.Easy = true, true, f.value == "1"
	case f.field == "choice":
		m.Choice = f.value
	case f.field == "text":
		m.Text = f.value
	default:
		m.Show = true
	}
	return m
}

// messageID names the message: the same form sent twice is one message, another answer from an old page is another one,
// and nobody can guess the name of somebody else's message. It stands in the address of the page that shows the reply: the
// session, a secret, is in it, so that it tells nothing of what was said.
func (f form) messageID(session string) string {
	var all []byte
	for _, part := range []string{session, f.id, f.field, f.value} {
		all = binary.AppendUvarint(all, uint64(len(part)))
		all = append(all, part...)
	}
	sum := sha256.Sum256(all)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// isMessageID tells whether messageID could have made an id.
func isMessageID(id string) bool {
	sum, err := base64.RawURLEncoding.Strict().DecodeString(id)
	return err == nil && len(sum) == sha256.Size
}

// retry is a form that sends the same thing again.
type retry struct {
	Method string
	Fields [][2]string
}

func (again *retry) add(field, value string) {
	if field != "" && value != "" {
		again.Fields = append(again.Fields, [2]string{field, value})
	}
}

func (f form) retry() retry {
	again := retry{Method: "post"}
	again.add("m", f.id)
	again.add(f.field, f.value)
	return again
}
