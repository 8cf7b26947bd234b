//go:build unix

package retrieval_test

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
)

// A limit on the size of files fails writes as a full disk does, at any point
// of a build.
func TestFullDisk(t *testing.T) {
	for _, limit := range []uint64{1 << 10, 32 << 10, 48 << 10, 64 << 10, 96 << 10, 128 << 10} {
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			var was syscall.Rlimit
			if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
				t.Fatal(err)
			}
			full := was
			full.Cur = limit
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
				t.Fatal(err)
			}
			defer syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was)
			dir := t.TempDir()
			if log := openLogged(t, dir, large()); !strings.Contains(log, "index can't be kept; using memory") || !strings.Contains(log, "file too large") {
				t.Errorf("the log does not say so:\n%s", log)
			}
			holds(t, dir, "lock")
		})
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	for _, tt := range []struct {
		name   string
		before func(dir string)
		log    string
	}{
		{"that is empty", func(string) {}, "using memory"},
		{"that has an index", func(dir string) { openLogged(t, dir, harbour()) }, "index reused"},
		{"with another index", func(dir string) { openLogged(t, dir, large()) }, "using memory"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			tt.before(dir)
			if err := os.Chmod(dir, 0o555); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(dir, 0o755)
			if log := openLogged(t, dir, harbour()); !strings.Contains(log, tt.log) {
				t.Errorf("the log does not say %q:\n%s", tt.log, log)
			}
		})
	}
}
