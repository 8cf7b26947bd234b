package article_test

import (
	"os"
	"path/filepath"
	"testing"

	"entente/internal/article"

	"github.com/google/go-cmp/cmp"
)

// What was read before stays where a file can't be read any more, and goes
// where it is gone.
func TestKeep(t *testing.T) {
	dir := folder(t, map[string]string{
		"bad.md": "Le lac est bleu.", "gone.md": "Le pré est vert.", "new.md": "La forêt est noire.", "sub/a.md": "Le pont est vieux.",
	})
	read := func() *article.Corpus {
		t.Helper()
		corpus, _ := article.Read(t.Context(), dir, article.DefaultMaxBytes)
		if corpus == nil {
			t.Fatal("the folder was not read")
		}
		return corpus
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	texts := func(c *article.Corpus) map[string]string {
		texts := make(map[string]string)
		for _, a := range c.Articles {
			texts[a.Name] = a.Text
		}
		return texts
	}
	old := read()
	write("bad.md", "")
	write("new.md", "La forêt est claire.")
	write("never.md", "")
	if err := os.Remove(filepath.Join(dir, "gone.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "sub"), filepath.Join(dir, ".sub")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(".sub", filepath.Join(dir, "sub")); err != nil {
		t.Fatal(err)
	}

	want := map[string]string{"bad.md": "Le lac est bleu.", "new.md": "La forêt est claire.", "sub/a.md": "Le pont est vieux."}
	now := read()
	if now.Same(old) {
		t.Error("the corpus is taken for the old one")
	}
	now.Keep(old)
	if diff := cmp.Diff(want, texts(now)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	var problems []string
	for _, p := range now.Problems {
		problems = append(problems, p.String())
	}
	if diff := cmp.Diff([]string{
		"bad.md: is empty; not read; what was read of it before stays",
		"never.md: is empty; not read",
		"sub: is a link to a folder; not read; what was read of it before stays",
	}, problems); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	again := read()
	again.Keep(now)
	if !again.Same(now) {
		t.Errorf("read again, the articles are %v", texts(again))
	}

	write("new.md", "") // nothing can be read any more
	none := read()
	none.Keep(again)
	if diff := cmp.Diff(want, texts(none)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
