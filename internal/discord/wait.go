package discord

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff returns how long to wait after a number of failures in a row: from
// first on, twice as long each time up to most, give or take half, so that not
// all come back at once.
func backoff(first, most time.Duration, failures int) time.Duration {
	wait := min(first<<min(failures, 16), most)
	return wait/2 + rand.N(wait)
}

// sleep waits for a time, if it is not over, or until ctx is done.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
