package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/gorilla/websocket"
)

const (
	firstWait = time.Second
	maxWait   = 2 * time.Minute
	// stable is how long a connection must have lasted for the waits to begin
	// anew.
	stable = time.Minute
)

// supervise keeps a connection to Discord until ctx is done, or until Discord
// refuses in a way that trying again would not change. newGateway makes a
// session that has not logged in yet.
func supervise(ctx context.Context, log *slog.Logger, newGateway func() *gateway) error {
	var g *gateway // nil when there is no session to resume
	for failures := 0; ; failures++ {
		if g == nil {
			g = newGateway()
		}
		began := time.Now()
		err := g.open(ctx)
		if err != nil {
			g = nil
		} else {
			log.Info("connected to Discord")
			select {
			case <-ctx.Done():
				g.close()
			case <-g.lost:
				err = g.lostReason()
			}
		}
		if ctx.Err() != nil {
			return nil
		}
		if refused := refusal(err); refused != nil {
			return refused
		}
		if time.Since(began) > stable {
			failures = 0
		}
		wait := backoff(failures)
		log.Warn("not connected to Discord", "err", withoutURL(err), "retry_in", wait.Round(time.Millisecond))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// backoff returns how long to wait after a number of failures in a row: twice
// as long each time up to maxWait, give or take half, so that not all bots
// come back at once.
func backoff(failures int) time.Duration {
	wait := min(firstWait<<min(failures, 16), maxWait)
	return wait/2 + rand.N(wait)
}

// fatal are the close codes after which Discord must not be tried again, and
// what to do about each. See "Gateway Close Event Codes" in Discord's
// documentation.
var fatal = map[int]string{
	4004: "the token is wrong or was reset: copy it anew from the Bot page of the application, at https://discord.com/developers/applications",
	4010: "the shard is not valid: connect without a gateway proxy that adds one",
	4011: "the bot is in more servers than one connection may serve (2500): remove it from some",
	4012: "this bot speaks a version of the gateway that is no longer served: update the bot",
	4013: "this bot asks for intents that do not exist: update the bot",
	4014: "the application may not use the intents that the bot asks for, though none is privileged: see whether it is restricted, at https://discord.com/developers/applications",
}

// refusal returns an error that says why Discord refuses for good and what to
// do, or nil if err is not that.
func refusal(err error) error {
	closed, ok := errors.AsType[*websocket.CloseError](err)
	if !ok || fatal[closed.Code] == "" {
		return nil
	}
	return fmt.Errorf("refused by Discord (close code %d): %s", closed.Code, fatal[closed.Code])
}
