//go:build unix

package article_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadPipe(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "Le lac est bleu."})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644); err != nil {
		t.Skip("no pipes here: ", err)
	}
	names, problems := read(t, dir)
	if diff := cmp.Diff([]string{"pipe.md: is not a regular file; not read"}, problems); diff != "" || len(names) != 1 {
		t.Errorf("articles %v; -want +got\n%s", names, diff)
	}
}
