//go:build unix

package article_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"entente/internal/article"

	"github.com/google/go-cmp/cmp"
)

func TestReadWhatIsNoFile(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "Le lac est bleu."})
	t.Chdir(dir) // the address of a socket has to be short
	want := []string{"pipe.md: is not a regular file; not read", "socket.md: is not a regular file; not read"}
	if err := syscall.Mkfifo("pipe.md", 0o644); err != nil {
		t.Skip("no pipes here: ", err)
	}
	socket, err := net.Listen("unix", "socket.md")
	if err != nil {
		t.Skip("no sockets here: ", err)
	}
	defer socket.Close()
	if err := os.Symlink("/dev/zero", "zero.md"); err != nil {
		t.Fatal(err)
	}
	want = append(want, "zero.md: link can't be followed: path escapes from parent; not read")
	const zero = 1<<8 | 5                                               // the device numbers of /dev/zero on Linux
	if syscall.Mknod("device.md", syscall.S_IFCHR|0o444, zero) == nil { // only root may
		want = append([]string{"device.md: is not a regular file; not read"}, want...)
	}
	names, problems := read(t, dir)
	if diff := cmp.Diff(want, problems); diff != "" || len(names) != 1 {
		t.Errorf("articles %v; -want +got\n%s", names, diff)
	}
}

// A file may become a pipe after it was listed.
func TestReadFileThatBecameAPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644); err != nil {
		t.Skip("no pipes here: ", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	failed := make(chan error, 1)
	go func() {
		_, err := article.ReadFile(root, "pipe.md", 100)
		failed <- err
	}()
	select {
	case err := <-failed:
		if err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("reading it ends with %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("reading it does not end")
	}
}
