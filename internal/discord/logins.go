package discord

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	// loginSpacing is how long Discord wants between two logins of shards whose
	// numbers are the same modulo its max_concurrency. See "Rate Limiting" of
	// sharding in its documentation.
	loginSpacing = 5 * time.Second
	// defaultMaxLogins leaves some of the 1000 logins in 24 hours after which
	// Discord resets the token.
	defaultMaxLogins = 900
)

// A loginsSpentError is why the bot stops before Discord resets its token.
type loginsSpentError struct {
	used, total int
	resetAfter  time.Duration
}

func (e *loginsSpentError) Error() string {
	return fmt.Sprintf("the bot has logged in %d times since Discord began to count, of the %d in 24 hours after which its token is reset, so it stops: "+
		"look in the log for why its sessions end, and start it again in %v when Discord begins anew, or with a higher MAX_LOGINS",
		e.used, e.total, e.resetAfter.Round(time.Second))
}

// logins lets the shards of a process log in one after the other, as often as
// Discord allows.
type logins struct {
	max     int // in 24 hours
	spacing time.Duration
	gateway func(context.Context) (*discordgo.GatewayBotResponse, error)

	mu    sync.Mutex
	turns map[int]chan struct{} // has an element while a shard's turn lasts, by its number modulo max_concurrency
}

// begin waits for the turn of a shard to log in and returns the address of the
// gateway. The caller calls done when it has logged in or has failed to; the
// next turn comes some time after that.
func (l *logins) begin(ctx context.Context, shard int) (address string, done func(), err error) {
	g, err := l.gateway(ctx)
	if err != nil {
		return "", nil, err
	}
	limit := g.SessionStartLimit
	if used := limit.Total - limit.Remaining; used >= l.max {
		return "", nil, &loginsSpentError{used, limit.Total, time.Duration(limit.ResetAfter) * time.Millisecond}
	}
	turn := l.turn(shard % max(1, limit.MaxConcurrency))
	select {
	case turn <- struct{}{}:
	case <-ctx.Done():
		return "", nil, ctx.Err()
	}
	return g.URL, func() { time.AfterFunc(l.spacing, func() { <-turn }) }, nil
}

func (l *logins) turn(key int) chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.turns[key] == nil {
		l.turns[key] = make(chan struct{}, 1)
	}
	return l.turns[key]
}
