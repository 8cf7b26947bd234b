package discord

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestJobsGoOnWhenTheContextIsDone(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	j := newJobs(ctx, slog.New(slog.DiscardHandler))
	cancel()
	var err error
	j.start(func(ctx context.Context) { err = ctx.Err() })
	j.finish(time.Minute)
	if err != nil {
		t.Errorf("the job's context: %v", err)
	}
}

func TestJobsAreToldToGiveUp(t *testing.T) {
	j := newJobs(t.Context(), slog.New(slog.DiscardHandler))
	gaveUp := make(chan error)
	j.start(func(ctx context.Context) {
		<-ctx.Done()
		gaveUp <- ctx.Err()
	})
	j.finish(time.Millisecond)
	if err := <-gaveUp; !errors.Is(err, context.Canceled) {
		t.Errorf("the job's context: %v", err)
	}
}

func TestNoJobStartsAfterTheEnd(t *testing.T) {
	j := newJobs(t.Context(), slog.New(slog.DiscardHandler))
	j.finish(time.Minute)
	j.start(func(context.Context) { t.Error("a job was started") })
	j.running.Wait()
}

func TestPanicInAJobIsLoggedWithItsStack(t *testing.T) {
	var log strings.Builder
	j := newJobs(t.Context(), slog.New(slog.NewTextHandler(&log, nil)))
	j.start(func(context.Context) { panic("out of cheese") })
	j.finish(time.Minute)
	for _, want := range []string{"out of cheese", "jobs_test.go"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not have %q: %s", want, &log)
		}
	}
}
