package discord

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// jobs are what the bot is working on. No job can bring the bot down.
type jobs struct {
	log    *slog.Logger
	ctx    context.Context // of every job
	cancel context.CancelFunc

	mu       sync.Mutex
	finished bool
	running  sync.WaitGroup
}

// newJobs returns jobs that have the values of ctx, but go on when it is done.
func newJobs(ctx context.Context, log *slog.Logger) *jobs {
	j := &jobs{log: log}
	j.ctx, j.cancel = context.WithCancel(context.WithoutCancel(ctx))
	return j
}

// start runs a job, unless it is too late to.
func (j *jobs) start(job func(context.Context)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.finished {
		return
	}
	j.running.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				logPanic(j.log, p)
			}
		}()
		job(j.ctx)
	})
}

// finish lets no more jobs start and waits for those that run; after a time of
// grace they are told to give up.
func (j *jobs) finish(grace time.Duration) {
	defer j.cancel()
	j.mu.Lock()
	j.finished = true
	j.mu.Unlock()
	done := make(chan struct{})
	go func() {
		j.running.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(grace):
		j.log.Warn("answers that were not ready in time are given up", "waited", grace)
	}
}

// logPanic logs what a recovered panic was about and where it came from.
func logPanic(log *slog.Logger, p any) {
	log.Error("panic", "value", p, "stack", string(debug.Stack()))
}
