package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"entente/internal/answer"
	"entente/internal/discord/discordtest"
	"entente/internal/metrics"
)

// A shelf is a folder of articles that a test changes.
type shelf struct {
	t   *testing.T
	dir string
}

func (s shelf) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// newShelf returns a shelf with two articles.
func newShelf(t *testing.T) shelf {
	s := shelf{t, filepath.Join(t.TempDir(), "articles")}
	if err := os.Mkdir(s.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s.write("moulin.md", "Le moulin de Kerouat a été restauré par Yann Kerbrat en 1998.\n\nIl moud encore le blé noir.\n")
	s.keeper(0)
	return s
}

// keeper writes the article that says who keeps the lighthouse.
func (s shelf) keeper(edition int) {
	s.t.Helper()
	s.write("phare.md", fmt.Sprintf("Le phare de Kermor est gardé par Anne-%d Le Goff.\n\nSa lampe éclaire la passe du Nord.\n", edition))
}

const whoKeeps = "Qui garde le phare de Kermor ?"

// quote returns the first quote of the answer of e, or nothing.
func quote(t *testing.T, e *answer.Engine, question string) string {
	t.Helper()
	a, err := e.Answer(t.Context(), answer.Question{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	if !a.Answered {
		return ""
	}
	return a.Quotes[0].Text
}

func newLibrary(t *testing.T, s shelf, indexDir string) *library {
	t.Helper()
	settings := &settings{Corpus: s.dir, Index: indexDir, MaxMiB: 1, MinScore: answer.DefaultMinScore}
	l := &library{settings: settings, log: slog.New(slog.NewTextHandler(t.Output(), nil)), metrics: metrics.New("")}
	if err := l.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// What answers when the articles change goes on with the old ones, whatever
// becomes of their index, and what answers after that has the new ones.
func TestEditionsAreNotMixed(t *testing.T) {
	for name, indexDir := range map[string]string{"in memory": "", "kept": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			l := newLibrary(t, s, indexDir)
			var old []*answer.Engine
			for edition := range 3 {
				if edition > 0 {
					s.keeper(edition)
					l.refresh(t.Context())
					runtime.GC()
				}
				old = append(old, l.engine())
				for i, e := range old {
					if got, want := quote(t, e, whoKeeps), fmt.Sprintf("Anne-%d ", i); !strings.Contains(got, want) {
						t.Errorf("edition %d of %d answers %q, want %q", i, edition, got, want)
					}
				}
			}
		})
	}
}

func TestAnswersGoOnWhileArticlesChange(t *testing.T) {
	s := newShelf(t)
	l := newLibrary(t, s, t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	for range 2 {
		asking.Go(func() {
			for ctx.Err() == nil {
				a, err := l.engine().Answer(t.Context(), answer.Question{Text: whoKeeps})
				if err != nil || !a.Answered || !strings.HasPrefix(a.Quotes[0].Text, "Le phare de Kermor est gardé par Anne-") {
					t.Errorf("the answer is %+v, %v", a, err)
					return
				}
			}
		})
	}
	for edition := range 3 {
		s.keeper(edition)
		l.refresh(t.Context())
		runtime.GC()
	}
	stop()
	asking.Wait()
}

func TestNothingIsIndexedAnewWithoutAChange(t *testing.T) {
	s := newShelf(t)
	l := newLibrary(t, s, "")
	before := l.engine()
	s.keeper(0)
	s.write("note.html", "no article")
	l.refresh(t.Context())
	if l.engine() != before {
		t.Error("the same articles are indexed anew")
	}
}

// Where nothing can be read any more, what was read before stays, and each file
// is reported once.
func TestNothingCanBeReadAnyMore(t *testing.T) {
	s := newShelf(t)
	l := newLibrary(t, s, "")
	log := new(bytes.Buffer)
	l.log = slog.New(slog.NewTextHandler(log, nil))
	before := l.engine()
	s.write("phare.md", "")
	s.write("moulin.md", "")
	for range 2 {
		l.refresh(t.Context())
	}
	if got := quote(t, l.engine(), whoKeeps); l.engine() != before || !strings.Contains(got, "Anne-0 ") {
		t.Errorf("the answer is %q", got)
	}
	if lines := strings.Split(strings.TrimSpace(log.String()), "\n"); len(lines) != 2 ||
		!strings.Contains(lines[0], "moulin.md: is empty") || !strings.Contains(lines[1], "phare.md: is empty") {
		t.Errorf("the log says:\n%s", log)
	}
}

// With the real program: whatever happens to the folder, each question is
// answered from the articles that can be read.
func TestRunFollowsTheArticles(t *testing.T) {
	s := discordtest.NewServer(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	shelf := newShelf(t)
	bot := start(t, s, s.Token(), "CORPUS_DIR="+shelf.dir, "INDEX_DIR="+t.TempDir(), "MEMBER_COOLDOWN=0s", "CHANNEL_COOLDOWN=0s")
	if err := s.WaitReady(ctx); err != nil {
		t.Fatal(err)
	}
	alice := s.Member("alice", "fr")
	says := func(question string) string {
		t.Helper()
		reply, err := s.Reply(ctx, alice.DM(question))
		if err != nil {
			t.Fatal(err)
		}
		return reply.Embeds[0].Description
	}
	// soon asks until the answer has the text wanted. How soon that is,
	// BenchmarkChange measures: here others may keep the machine busy.
	soon := func(question, want string) {
		t.Helper()
		for began := time.Now(); ; {
			got := says(question)
			if strings.Contains(got, want) {
				return
			}
			if time.Since(began) > 10*time.Second {
				t.Fatalf("after ten seconds the answer to %q is %q, want %q in it", question, got, want)
			}
		}
	}
	soon(whoKeeps, "Anne-0")

	shelf.write("pont.md", "Le pont du Ménec a été dessiné par Soizic Prigent.\n\nIl a trois arches.\n")
	soon("Qui a dessiné le pont du Ménec ?", "Soizic Prigent")
	shelf.keeper(1)
	soon(whoKeeps, "Anne-1")
	if err := os.Remove(filepath.Join(shelf.dir, "pont.md")); err != nil {
		t.Fatal(err)
	}
	soon("Qui a dessiné le pont du Ménec ?", "aucun article")

	shelf.write("phare.md", "")
	bot.log.wait(t, "phare.md: is empty; not read; what was read of it before stays", 1)
	soon(whoKeeps, "Anne-1")

	away := shelf.dir + "-away"
	if err := os.Rename(shelf.dir, away); err != nil {
		t.Fatal(err)
	}
	bot.log.wait(t, "the articles can't be read again; those read before stay", 1)
	soon(whoKeeps, "Anne-1")
	if err := os.Rename(away, shelf.dir); err != nil {
		t.Fatal(err)
	}
	shelf.keeper(2)
	soon(whoKeeps, "Anne-2")

	if err := bot.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	bot.log.wait(t, "the articles are read again", 1)
	soon(whoKeeps, "Anne-2")
}

// BenchmarkChange measures how long it takes from the writing of an article
// until answers are made from it, the wait for the end of the writing included.
func BenchmarkChange(b *testing.B) {
	for name, corpus := range map[string]string{"corpus": "../../corpus", "PIAF": "../../../shared/eval/piaf/articles"} {
		for where, indexDir := range map[string]string{"memory": "", "folder": b.TempDir()} {
			b.Run(name+"/"+where, func(b *testing.B) {
				dir := b.TempDir()
				if err := os.CopyFS(dir, os.DirFS(corpus)); err != nil {
					b.Skip("no shared articles: ", err)
				}
				settings := &settings{Corpus: dir, Index: indexDir, MaxMiB: 1}
				l := &library{settings: settings, log: slog.New(slog.DiscardHandler), metrics: metrics.New("")}
				if err := l.open(b.Context()); err != nil {
					b.Fatal(err)
				}
				defer l.close()
				ctx, stop := context.WithCancel(b.Context())
				var following sync.WaitGroup
				defer following.Wait()
				defer stop()
				following.Go(func() { l.follow(ctx, nil) })
				look := time.NewTicker(time.Millisecond)
				defer look.Stop()
				for i := 0; b.Loop(); i++ {
					old := l.engine()
					text := fmt.Sprintf("Le phare de Kermor est gardé par Anne-%d Le Goff.\n", i)
					if err := os.WriteFile(filepath.Join(dir, "phare.md"), []byte(text), 0o644); err != nil {
						b.Fatal(err)
					}
					for l.engine() == old {
						<-look.C
					}
				}
			})
		}
	}
}
