package article_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"entente/internal/article"

	"github.com/google/go-cmp/cmp"
)

// folder makes a folder of files, by name and contents.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, dir string) (names, problems []string) {
	t.Helper()
	corpus, err := article.Read(t.Context(), dir, article.DefaultMaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range corpus.Articles {
		names = append(names, a.Name)
	}
	for _, p := range corpus.Problems {
		problems = append(problems, p.String())
	}
	return names, problems
}

func TestRead(t *testing.T) {
	dir := folder(t, map[string]string{
		"b.md": "Le lac est bleu.", "a.TXT": "Le pré est vert.", "a/c.Md": "La forêt est noire.", "a/b/d.txt": "Le pont est vieux.",
		"README.md": "À propos.", "a/readme.MD": "À propos.", "a/notes.html": "<p>", ".git/x.md": "Caché.", "a/.y.md": "Caché.", "md": "Rien.",
	})
	names, problems := read(t, dir)
	if diff := cmp.Diff([]string{"a.TXT", "a/b/d.txt", "a/c.Md", "b.md"}, names); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
}

func TestReadProblems(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.md": "# Le lac\n\nLe lac est bleu.\n", "b.txt": "Le lac  est\tbleu.", "c.md": "Le lac est\r\nbleu.\r\n",
		"d.md": "", "e.md": "Le pr\xe9 est vert.\n\nLe pont est vieux.", "f.md": "\xff\xfeL\x00",
	})
	names, problems := read(t, dir)
	if diff := cmp.Diff([]string{"a.md", "e.md"}, names); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	want := []string{
		"b.txt: same text as a.md; left out",
		"c.md:1: lines end in carriage returns (CRLF); read as they are",
		"c.md: same text as a.md; left out",
		"d.md: is empty; not read",
		"e.md:1: not UTF-8 text or NUL bytes, in 1 of its lines; their paragraphs are left out; convert the file to UTF-8",
		"f.md: is UTF-16 text; not read; convert it to UTF-8",
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReadLinks(t *testing.T) {
	outside := folder(t, map[string]string{"secret.md": "Le secret est gardé."})
	dir := folder(t, map[string]string{"a.md": "Le lac est bleu.", "sub/b.txt": "Le pré est vert."})
	for name, target := range map[string]string{
		"inside.md": "sub/b.txt", "out.md": filepath.Join(outside, "secret.md"), "up.md": "../x.md",
		"outfolder": outside, "subfolder": "sub", "dangling.txt": "nothing.txt", "self.md": "self.md",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	names, problems := read(t, dir)
	if diff := cmp.Diff([]string{"a.md", "inside.md"}, names); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	want := []string{
		"dangling.txt: link can't be followed: no such file or directory; not read",
		"out.md: link can't be followed: path escapes from parent; not read",
		"outfolder: link can't be followed: path escapes from parent; not read",
		"self.md: link can't be followed: too many levels of symbolic links; not read",
		"sub/b.txt: same text as inside.md; left out",
		"subfolder: is a link to a folder; not read",
		"up.md: link can't be followed: path escapes from parent; not read",
	}
	if runtime.GOOS == "linux" { // the words of the errors are the system's
		if diff := cmp.Diff(want, problems); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

func TestReadUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads every file")
	}
	dir := folder(t, map[string]string{"a.md": "Le lac est bleu.", "b.md": "Le pré est vert.", "sub/c.md": "Rien."})
	for _, name := range []string{"b.md", "sub"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "sub"), 0o755) })
	names, problems := read(t, dir)
	if len(names) != 1 {
		t.Errorf("articles: %v", names)
	}
	want := []string{"b.md: can't be opened: permission denied; not read", "sub: folder can't be read: permission denied; not read"}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReadLarge(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "Le lac est bleu."})
	if err := os.Truncate(filepath.Join(dir, "a.md"), 1<<30); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "b.md"), []byte("Le pré est vert."), 0o644); err != nil {
		t.Fatal(err)
	}
	names, problems := read(t, dir)
	if len(names) != 1 || len(problems) != 1 || problems[0] != "a.md: is 1073741824 bytes long, more than the limit of 16777216; not read" {
		t.Errorf("articles %v, problems %v", names, problems)
	}
	corpus, err := article.Read(t.Context(), dir, int64(len("Le pré est vert."))-1)
	if err == nil || len(corpus.Problems) != 2 {
		t.Errorf("%v, problems %v", err, corpus.Problems)
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ name, dir, want string }{
		{"no folder", filepath.Join(t.TempDir(), "none"), "no such file or directory"},
		{"a file", filepath.Join(folder(t, map[string]string{"a.md": "x"}), "a.md"), "not a directory"},
		{"empty", t.TempDir(), "it holds no .md or .txt file"},
		{"nothing to read", folder(t, map[string]string{"a.md": "", "b.txt": "\x00"}), "a.md: is empty; not read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := article.Read(t.Context(), c.dir, article.DefaultMaxBytes)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.dir) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
	if _, err := article.Read(t.Context(), filepath.Join(t.TempDir(), "none"), 1); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v is not fs.ErrNotExist", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := article.Read(ctx, folder(t, map[string]string{"a.md": "x"}), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v is not context.Canceled", err)
	}
}

func TestProblemString(t *testing.T) {
	for _, c := range []struct {
		p    article.Problem
		want string
	}{
		{article.Problem{File: "a.md", Line: 3, Reason: "is odd", Action: "left out"}, "a.md:3: is odd; left out"},
		{article.Problem{File: "a b/été.md", Reason: "is odd"}, "a b/été.md: is odd"},
		{article.Problem{File: "a\n\x1b[1m.md", Reason: "is odd", Action: "left out"}, `"a\n\x1b[1m.md": is odd; left out`},
		{article.Problem{File: "a\xff.md", Reason: "is odd"}, `"a\xff.md": is odd`},
	} {
		if got := c.p.String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestReadOddNames(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "Le lac est bleu."})
	for _, name := range []string{"b\n.md", "c\xff.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Skip("no such names here: ", err)
		}
	}
	_, problems := read(t, dir)
	want := []string{`"b\n.md": is empty; not read`, `"c\xff.md": name is not UTF-8; not read; rename it`}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A folder may go away, or its files change, while it is read: what is read is
// whole, what is not is a problem.
func TestReadFolderThatGoesAway(t *testing.T) {
	files := make(map[string]string)
	for i := range 300 {
		files[fmt.Sprintf("%03d.md", i)] = fmt.Sprintf("Le lac numéro %d est bleu.", i)
	}
	dir := folder(t, files)
	removed := make(chan error, 1)
	go func() { removed <- os.RemoveAll(dir) }()
	corpus, err := article.Read(t.Context(), dir, article.DefaultMaxBytes)
	if err := <-removed; err != nil {
		t.Fatal(err)
	}
	if corpus == nil {
		if err == nil {
			t.Error("neither a corpus nor an error")
		}
		return
	}
	for _, a := range corpus.Articles {
		if a.Text != files[a.Name] {
			t.Errorf("%s was read as %q", a.Name, a.Text)
		}
	}
	for _, p := range corpus.Problems {
		if !p.Unread {
			t.Errorf("a file that is gone is a problem of another kind: %s", p)
		}
	}
}
