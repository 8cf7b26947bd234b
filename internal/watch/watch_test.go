package watch_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"entente/internal/watch"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// follow watches dir until the test ends and returns a channel that says when
// it has changed.
func follow(t *testing.T, dir string) <-chan struct{} {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	changes, done := make(chan struct{}, 100), make(chan error)
	go func() {
		done <- watch.Folder(ctx, dir, slog.New(slog.NewTextHandler(t.Output(), nil)), func() { changes <- struct{}{} })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	await(t, changes, "the start")
	return changes
}

// await waits for a change to be noticed.
func await(t *testing.T, changes <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-changes:
	case <-time.After(5 * time.Second):
		t.Fatalf("%s is not noticed", what)
	}
}

func TestFolder(t *testing.T) {
	t.Parallel()
	above := t.TempDir()
	dir := filepath.Join(above, ".articles") // which is hidden, but named
	in := func(name string) string { return filepath.Join(dir, name) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(name string) { t.Helper(); must(os.WriteFile(in(name), []byte(name), 0o644)) }
	must(os.Mkdir(dir, 0o755))
	changes := follow(t, dir)
	for _, step := range []struct {
		what string
		do   func()
	}{
		{"a file that is added", func() { write("a.md") }},
		{"a file that is changed", func() { write("a.md") }},
		{"a file that is renamed", func() { must(os.Rename(in("a.md"), in("b.md"))) }},
		{"a file that is removed", func() { must(os.Remove(in("b.md"))) }},
		{"a new folder with files", func() { must(os.MkdirAll(in("x/y"), 0o755)); write("x/y/a.md") }},
		{"a file that is changed in it", func() { write("x/y/a.md") }},
		{"a folder that is renamed", func() { must(os.Rename(in("x"), in("z"))) }},
		{"a file that is changed in that", func() { write("z/y/a.md") }},
		{"a folder that is removed", func() { must(os.RemoveAll(in("z"))) }},
		{"the folder when it goes away", func() { must(os.Rename(dir, filepath.Join(above, "old"))) }},
		{"the folder when it comes back", func() { must(os.Mkdir(dir, 0o755)) }},
		{"a file that is added then", func() { write("a.md") }},
	} {
		step.do()
		await(t, changes, step.what)
	}
}

// A link may be made to lead to another folder, all at once.
func TestLinkedFolder(t *testing.T) {
	t.Parallel()
	above := t.TempDir()
	link := filepath.Join(above, "current")
	for _, name := range []string{"1", "2"} {
		if err := os.Mkdir(filepath.Join(above, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	point := func(to string) {
		t.Helper()
		if err := os.Symlink(to, link+"-next"); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(link+"-next", link); err != nil {
			t.Fatal(err)
		}
	}
	point("1")
	changes := follow(t, link)
	point("2")
	await(t, changes, "a link that leads elsewhere")
	if err := os.WriteFile(filepath.Join(above, "2", "a.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	await(t, changes, "a file where it leads")
}

// Many steps are one change, but one that goes on for long is noticed before its
// end.
func TestManySteps(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	changes := follow(t, dir)
	f, err := os.Create(filepath.Join(dir, "a.md"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	write := func() {
		t.Helper()
		if _, err := f.WriteString("more\n"); err != nil {
			t.Fatal(err)
		}
	}
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(5 * time.Second)
	for steps := 1; ; steps++ {
		select {
		case <-ticker.C:
			write()
			continue
		case <-changes:
		case <-deadline:
			t.Fatal("a file that is written for long is not noticed")
		}
		if steps < 3 {
			t.Errorf("%d steps are a change", steps)
		}
		break
	}
	write()
	await(t, changes, "its end")
}
