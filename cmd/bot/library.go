package main

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/metrics"
	"entente/internal/retrieval"
	"entente/internal/watch"
)

// A library is the articles of a folder as they are now, and what answers from
// them.
type library struct {
	settings *settings
	log      *slog.Logger
	metrics  *metrics.Metrics

	refreshing sync.Mutex
	edition    atomic.Pointer[edition] // nil until open
}

// An edition is the articles as they were at one time. Answers are made from
// the edition that they began with; its index closes itself after the last.
type edition struct {
	corpus *article.Corpus
	index  *retrieval.Index
	engine *answer.Engine
}

// open reads the articles for the first time. The caller closes the library.
func (l *library) open(ctx context.Context) error {
	began := time.Now()
	corpus, index, engine, err := l.settings.open(ctx, l.log, l.settings.MinScore)
	if err != nil {
		return err
	}
	l.publish(&edition{corpus, index, engine}, time.Since(began))
	l.tell("corpus read", time.Since(began))
	return nil
}

// publish answers from e from now on.
func (l *library) publish(e *edition, took time.Duration) {
	l.edition.Store(e)
	l.metrics.Loaded(len(e.corpus.Articles), e.index.Len(), len(e.corpus.Problems), took)
}

// tell logs what the articles are now, after a message.
func (l *library) tell(message string, took time.Duration) {
	e := l.edition.Load()
	l.log.Info(message, "dir", l.settings.Corpus, "articles", len(e.corpus.Articles),
		"passages", e.index.Len(), "took", took.Round(time.Millisecond))
}

// engine returns what answers from the articles as they are now.
func (l *library) engine() *answer.Engine { return l.edition.Load().engine }

// alive returns why questions can't be answered, or nil also while the articles
// are read for the first time.
func (l *library) alive(ctx context.Context) error {
	if l.edition.Load() == nil {
		return nil
	}
	_, err := l.engine().Answer(ctx, answer.Question{Text: "Entente"})
	return err
}

// close frees what the library holds. Nothing may use it any more.
func (l *library) close() error {
	if e := l.edition.Load(); e != nil {
		return e.index.Close()
	}
	return nil
}

// follow keeps the library up to date with its folder until ctx is done, and
// looks at once when told to.
func (l *library) follow(ctx context.Context, told <-chan os.Signal) {
	var both sync.WaitGroup
	defer both.Wait()
	both.Go(func() {
		err := watch.Folder(ctx, l.settings.Corpus, l.log, func() { l.refresh(ctx) })
		if err != nil {
			l.log.Warn("changes of the articles are not noticed; after one, send SIGHUP", "err", err)
		}
	})
	for {
		select {
		case <-ctx.Done():
			return
		case signal := <-told:
			l.log.Info("the articles are read again", "why", signal)
			l.refresh(ctx)
		}
	}
}

// refresh reads the articles again, and says so if any has changed.
func (l *library) refresh(ctx context.Context) {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	began, old := time.Now(), l.edition.Load()
	next, err := l.settings.next(ctx, l.log, old)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		l.log.Error("the articles can't be read again; those read before stay", "err", err)
		return
	}
	l.publish(next, time.Since(began))
	if next.index != old.index {
		l.tell("corpus read again", time.Since(began))
	}
}

// next returns the edition that comes after old. It has the old index if no
// article has changed. What can't be read any more stays as it was.
func (s *settings) next(ctx context.Context, log *slog.Logger, old *edition) (*edition, error) {
	corpus, err := article.Read(ctx, s.Corpus, s.MaxMiB<<20)
	if corpus == nil {
		return nil, err
	}
	corpus.Keep(old.corpus)
	if len(corpus.Articles) == 0 {
		return nil, err
	}
	logProblems(log, corpus.Problems, old.corpus.Problems)
	if corpus.Same(old.corpus) {
		return &edition{corpus, old.index, old.engine}, nil
	}
	index, engine, err := s.answerer(ctx, log, corpus, s.MinScore)
	return &edition{corpus, index, engine}, err
}
