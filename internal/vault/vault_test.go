package vault

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestKeysAreMadeOnceAndReadAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "keys")
	first, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)
	for _, databaseExists := range []bool{true, false} {
		again, err := Open(dir, databaseExists)
		if err != nil {
			t.Fatal(err)
		}
		sealed, _ := first.Seal(Key{7}, []byte("trail"))
		if plain, err := again.Unseal(Key{7}, sealed); err != nil || string(plain) != "trail" {
			t.Errorf("got %q, %v", plain, err)
		}
		if first.Conversation("a", "b", "c") != again.Conversation("a", "b", "c") {
			t.Error("the same chat has another name after a restart")
		}
	}
	if after := snapshot(t, dir); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("the key files changed")
	}
	if len(before) != 2 {
		t.Errorf("the directory holds %d files, want the two keys", len(before))
	}
	for _, path := range []string{dir, filepath.Dir(dir)} {
		if mode := stat(t, path).Mode().Perm(); mode != 0o700 {
			t.Errorf("%s has mode %o", filepath.Base(path), mode)
		}
	}
	for name := range before {
		if info := stat(t, filepath.Join(dir, name)); info.Mode().Perm() != 0o600 || info.Size() != keySize {
			t.Errorf("%s has mode %o and %d bytes", name, info.Mode().Perm(), info.Size())
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name           string
		databaseExists bool
		spoil          func(t *testing.T, dir string)
		says           []string // besides the remedy: the file, in words an operator can act on
	}{
		{"the directory is missing beside a database", true, func(t *testing.T, dir string) {
			must(t, os.RemoveAll(dir))
		}, []string{indexFile, "Remettez votre copie", "déplacez la base"}},
		{"the directory is empty beside a database", true, func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, indexFile)))
			must(t, os.Remove(filepath.Join(dir, stateFile)))
		}, []string{indexFile, "Remettez votre copie", "déplacez la base"}},
		{"one key is missing beside a database", true, func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, stateFile)))
		}, []string{stateFile, "Remettez votre copie", "déplacez la base"}},
		{"one key is missing, without a database", false, func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, indexFile)))
		}, []string{indexFile, "Remettez votre copie", "videz-le"}},
		{"a key is too short", true, func(t *testing.T, dir string) {
			must(t, os.Truncate(filepath.Join(dir, stateFile), 31))
		}, []string{stateFile, "31 octets au lieu de 32", "Remettez votre copie"}},
		{"a key is too long", false, func(t *testing.T, dir string) {
			must(t, os.Truncate(filepath.Join(dir, indexFile), 33))
		}, []string{indexFile, "33 octets au lieu de 32", "Remettez votre copie"}},
		{"a key is empty", true, func(t *testing.T, dir string) {
			must(t, os.Truncate(filepath.Join(dir, indexFile), 0))
		}, []string{indexFile, "0 octets au lieu de 32", "Remettez votre copie"}},
		{"a key can be read by the group", true, func(t *testing.T, dir string) {
			must(t, os.Chmod(filepath.Join(dir, stateFile), 0o640))
		}, []string{stateFile, "0640", "chmod 600 "}},
		{"a key can be read by all", false, func(t *testing.T, dir string) {
			must(t, os.Chmod(filepath.Join(dir, indexFile), 0o604))
		}, []string{indexFile, "0604", "chmod 600 "}},
		{"a key is a directory", true, func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, stateFile)))
			must(t, os.Mkdir(filepath.Join(dir, stateFile), 0o700))
		}, []string{stateFile, "fichier ordinaire", "remettez votre copie"}},
		{"a key is a link to nothing", false, func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, stateFile)))
			must(t, os.Symlink("nowhere", filepath.Join(dir, stateFile)))
		}, []string{stateFile, "impossible de lire", "vérifiez"}},
		{"the directory is a file", false, func(t *testing.T, dir string) {
			must(t, os.RemoveAll(dir))
			must(t, os.WriteFile(dir, []byte("not a directory"), 0o600))
		}, []string{"est un fichier", "PASSERELLE_KEYS"}},
		{"the directory is inside a file", false, func(t *testing.T, dir string) {
			must(t, os.RemoveAll(filepath.Dir(dir)))
			must(t, os.WriteFile(filepath.Dir(dir), nil, 0o600))
		}, []string{"impossible de lire", "vérifiez"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			dir := filepath.Join(root, "house", "keys")
			if _, err := Open(dir, false); err != nil {
				t.Fatal(err)
			}
			keys := snapshot(t, dir)
			c.spoil(t, dir)
			before := snapshot(t, root)

			v, err := Open(dir, c.databaseExists)
			if err == nil || v != nil {
				t.Fatal("opened")
			}
			for _, words := range append(c.says, dir) {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("%q does not say %q", err, words)
				}
			}
			for name, key := range keys {
				for _, form := range []string{string(key), hex.EncodeToString(key[:8]), base64.StdEncoding.EncodeToString(key[:9]), fmt.Sprint(key[:8])} {
					if strings.Contains(err.Error(), form) {
						t.Errorf("the error tells %s", name)
					}
				}
			}
			if after := snapshot(t, root); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Error("the refusal changed a file")
			}
		})
	}
}

func TestNoTwoChatsShareAName(t *testing.T) {
	v := open(t)
	field := rapid.StringMatching(`[ab|\x00\x01\x02:0-2]{0,3}`) // with every character that could pass for a separator
	rapid.Check(t, func(t *rapid.T) {
		one := [3]string{field.Draw(t, "a"), field.Draw(t, "b"), field.Draw(t, "c")}
		two := [3]string{field.Draw(t, "d"), field.Draw(t, "e"), field.Draw(t, "f")}
		same := v.Conversation(one[0], one[1], one[2]) == v.Conversation(two[0], two[1], two[2])
		if same != (one == two) {
			t.Fatalf("%q and %q: same name %t", one, two, same)
		}
		if v.Message(one[0], one[1]) == v.Conversation(one[0], one[1], one[2]) {
			t.Fatal("a message has the name of a conversation")
		}
		if v.Message(one[0], one[1]) == v.Message(two[0], two[1]) && (one[0] != two[0] || one[1] != two[1]) {
			t.Fatalf("messages %q and %q share a name", one[:2], two[:2])
		}
	})
	for _, c := range [][2]Key{
		{v.Conversation("ab", "c", "d"), v.Conversation("a", "bc", "d")},
		{v.Conversation("a|b", "c", "d"), v.Conversation("a", "b|c", "d")},
		{v.Conversation("", "a", "b"), v.Conversation("a", "", "b")},
	} {
		if c[0] == c[1] {
			t.Error("two chats share a name")
		}
	}
	if other := open(t); other.Conversation("a", "b", "c") == v.Conversation("a", "b", "c") {
		t.Error("the name does not depend on the key")
	}
}

func TestPrintingAVaultTellsNothing(t *testing.T) {
	v := open(t)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q", "%d"} {
		for _, printed := range []string{fmt.Sprintf(verb, v), fmt.Sprintf(verb, *v)} {
			if printed != "vault(***)" {
				t.Errorf("%s prints %q", verb, printed)
			}
		}
	}
}

// snapshot reads every file under dir, modes included.
func snapshot(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	must(t, filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[name] = bytes.Clone(text)
		return err
	}))
	return files
}

func stat(t *testing.T, path string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTwoPassingVaultsShareNothing(t *testing.T) {
	a, err := Passing()
	if err != nil {
		t.Fatal(err)
	}
	b, err := Passing()
	if err != nil {
		t.Fatal(err)
	}
	k := a.Conversation("terminal", "", "local")
	if k == b.Conversation("terminal", "", "local") {
		t.Error("both name a conversation alike")
	}
	sealed, err := a.Seal(k, []byte("une réponse"))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := a.Unseal(k, sealed); err != nil || string(plain) != "une réponse" {
		t.Errorf("unsealed %q, %v", plain, err)
	}
	if _, err := b.Unseal(k, sealed); err == nil {
		t.Error("another vault unseals it")
	}
}
