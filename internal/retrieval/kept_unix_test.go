//go:build unix

package retrieval_test

import (
	"os"
	"strings"
	"testing"
)

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
