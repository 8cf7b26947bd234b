package retrieval_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"entente/internal/article"
	"entente/internal/retrieval"

	"github.com/gofrs/flock"
)

// large returns a corpus that is indexed in several batches. Its first passage
// is the only one with the word "criée".
func large() *article.Corpus {
	paragraphs := []string{"La criée ouvre à six heures."}
	for i := range 2500 {
		paragraphs = append(paragraphs, fmt.Sprintf("Le bateau numéro %d quitte le quai %d.", i, i%7))
	}
	return &article.Corpus{Articles: []*article.Article{newArticle("a.md", "fr", "", paragraphs...)}}
}

// openLogged opens an index in dir that finds "criée", and returns its log.
func openLogged(t *testing.T, dir string, corpus *article.Corpus) string {
	t.Helper()
	var log bytes.Buffer
	index := open(t, corpus, retrieval.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if found := find(t, index, "fr", "criée"); !slices.Equal(found, []string{"La criée"}) {
		t.Errorf("found %q", found)
	}
	return log.String()
}

// holds fails the test unless dir holds just the files named.
func holds(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}

// halfBuilt leaves in dir what a process does that is killed while it builds.
func halfBuilt(t *testing.T, dir string) string {
	t.Helper()
	name := filepath.Join(dir, "building-1", "index", "store")
	if err := os.MkdirAll(name, 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestWhatIsLeftOfBuildsIsRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a [folder]")
	halfBuilt(t, dir)
	openLogged(t, dir, harbour()) // builds
	holds(t, dir, "index", "lock")
	halfBuilt(t, dir)
	openLogged(t, dir, harbour()) // reuses
	holds(t, dir, "index", "lock")
}

func TestABuildIsLeftAloneAndWaitedFor(t *testing.T) {
	dir := t.TempDir()
	openLogged(t, dir, harbour())
	other := flock.New(filepath.Join(dir, "lock"))
	if free, err := other.TryLock(); err != nil || !free {
		t.Fatalf("locked: %t, %v", free, err)
	}
	halfBuilt(t, dir)
	openLogged(t, dir, harbour())
	holds(t, dir, "building-1", "index", "lock")

	changed := harbour()
	changed.Articles[0].Title = "Le port de commerce"
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := retrieval.Open(ctx, changed, retrieval.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while another process builds, a build ends with %v", err)
	}
	opened := make(chan struct{})
	go func() {
		defer close(opened)
		index, err := retrieval.Open(t.Context(), changed, retrieval.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Error(err)
			return
		}
		index.Close()
	}()
	if err := other.Unlock(); err != nil {
		t.Fatal(err)
	}
	<-opened
	holds(t, dir, "index", "lock")
}

func TestIndexWorksOnWhenItsFolderGoesAway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	index := open(t, large(), retrieval.Options{Dir: dir})
	if err := os.RemoveAll(dir); err != nil {
		t.Skip("what is open can't be removed here: ", err)
	}
	if found := find(t, index, "fr", "criée"); !slices.Equal(found, []string{"La criée"}) {
		t.Errorf("found %q", found)
	}
}
