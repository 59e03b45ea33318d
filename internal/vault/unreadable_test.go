//go:build unix

package vault

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestWhatTheAccountMayNotReadIsRefused(t *testing.T) {
	if os.Geteuid() == 0 { // root may read everything: play it again as nobody
		run := exec.Command("/proc/self/exe", "-test.run=^"+t.Name()+"$", "-test.v")
		run.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		out, err := run.CombinedOutput()
		if os.IsNotExist(err) || os.IsPermission(err) {
			t.Skip("cannot give root up here")
		}
		if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
			t.Fatalf("as nobody: %v\n%s", err, out)
		}
		return
	}
	for name, forbid := range map[string]func(dir string) string{
		"a key":                     func(dir string) string { return filepath.Join(dir, stateFile) },
		"the directory":             func(dir string) string { return dir },
		"the directory's directory": filepath.Dir,
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "house", "keys")
			if _, err := Open(dir, false); err != nil {
				t.Fatal(err)
			}
			path := forbid(dir)
			must(t, os.Chmod(path, 0))
			t.Cleanup(func() { _ = os.Chmod(path, 0o700) })
			for _, databaseExists := range []bool{true, false} {
				_, err := Open(dir, databaseExists)
				if err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "appartient au compte") {
					t.Errorf("got %v", err)
				}
			}
		})
	}
	t.Run("a directory where nothing can be created", func(t *testing.T) {
		dir := t.TempDir()
		must(t, os.Chmod(dir, 0o500))
		t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
		_, err := Open(dir, false)
		if err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "peut y écrire") {
			t.Errorf("got %v", err)
		}
	})
}
