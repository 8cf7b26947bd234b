package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

const (
	firstWait = time.Second
	maxWait   = 2 * time.Minute
	// stable is how long a session must have lasted for the waits to begin anew.
	stable = time.Minute
	// maxBarren is how many connections in a row may bring no event before the
	// session is begun anew.
	maxBarren = 3
)

// A shard keeps one session with Discord, over one connection after the other:
//
//	connects ─► logs in, or resumes its session ─► handles events
//	   ▲                                                 │
//	   └── waits ◄── keeps the session, or forgets it ◄──┘ whatever goes wrong at any point
//
// until the bot stops, or Discord refuses in a way that trying again would not
// change.
type shard struct {
	identity identity
	log      *slog.Logger
	logins   *logins // of all the shards
	handle   func(event any)
	observer Observer
	haste    time.Duration // divides the waits

	session  session // without an ID when there is none to resume
	address  string  // of the gateway, as of the last login
	barren   int     // connections in a row that brought no event
	failures int     // in a row
}

// run keeps the shard connected until ctx is done; then it returns nil.
func (s *shard) run(ctx context.Context) error {
	number := s.identity.Shard[0]
	s.observer.Disconnected(number)
	for {
		began := time.Now()
		err := s.connect(ctx)
		s.observer.Disconnected(number)
		if ctx.Err() != nil {
			return nil
		}
		if refused := refusal(err); refused != nil {
			return refused
		}
		if sessionIsOver(err) || s.barren >= maxBarren {
			s.session, s.barren = session{}, 0
		}
		if time.Since(began) > stable/s.haste {
			s.failures = 0
		}
		wait := backoff(firstWait, maxWait, s.failures)
		s.failures++
		if _, ok := errors.AsType[invalidSession](err); ok {
			wait = max(wait, time.Second+rand.N(4*time.Second)) // as Discord wants it
		}
		wait /= s.haste
		s.log.Info("disconnected from Discord", "err", withoutURL(err), "again_in", wait.Round(time.Millisecond), "resume", s.session.id != "")
		if sleep(ctx, wait) != nil {
			return nil
		}
	}
}

// connect makes a connection and returns why it has ended.
func (s *shard) connect(ctx context.Context) error {
	resuming, loggedIn := s.session.id != "", func() {}
	if !resuming {
		var err error
		if s.address, loggedIn, err = s.logins.begin(ctx, s.identity.Shard[0]); err != nil {
			return fmt.Errorf("begin a login: %w", withoutURL(err))
		}
		s.session.url = s.address
	}
	loggedIn = sync.OnceFunc(loggedIn)
	defer loggedIn()
	ws, err := dial(ctx, s.session.url, loginTime/s.haste)
	if err != nil {
		s.session.url = s.address
		return fmt.Errorf("connect to the gateway: %w", err)
	}
	seq := s.session.seq
	c := &connection{
		ws: ws, log: s.log, identity: s.identity, session: &s.session, handle: s.handle, patience: loginTime / s.haste,
		ready: func() {
			loggedIn()
			if resuming {
				s.failures = 0 // it cost no login
			}
			s.observer.Connected(s.identity.Shard[0], resuming)
			s.log.Info("connected to Discord", "resumed", resuming)
		},
	}
	err = c.run(ctx)
	if s.barren++; s.session.seq != seq {
		s.barren = 0
	}
	return err
}

// sessionIsOver reports whether a connection ended in a way after which its
// session can't be resumed.
func sessionIsOver(err error) bool {
	if invalid, ok := errors.AsType[invalidSession](err); ok {
		return !invalid.resumable
	}
	return websocket.IsCloseError(err, 4003, 4007, 4009)
}

// fatal are the close codes after which Discord must not be tried again, and
// what to do about each. See "Gateway Close Event Codes" in Discord's
// documentation.
var fatal = map[int]string{
	4004: "the token is wrong or was reset: copy it anew from the Bot page of the application, at https://discord.com/developers/applications",
	4010: "the shard is not valid: set SHARDS and SHARD_IDS alike everywhere, with numbers from 0",
	4011: "the bot is in more servers than one connection may serve (2500): set SHARDS=auto",
	4012: "this bot speaks a version of the gateway that is no longer served: update the bot",
	4013: "this bot asks for intents that do not exist: update the bot",
	4014: "the application may not use the intents that the bot asks for, though none is privileged: see whether it is restricted, at https://discord.com/developers/applications",
}

// refusal returns an error that says why Discord refuses for good and what to
// do, or nil if err is not that.
func refusal(err error) error {
	if closed, ok := errors.AsType[*websocket.CloseError](err); ok && fatal[closed.Code] != "" {
		return fmt.Errorf("refused by Discord (close code %d): %s", closed.Code, fatal[closed.Code])
	}
	if rest, ok := errors.AsType[*discordgo.RESTError](err); ok && rest.Response.StatusCode == http.StatusUnauthorized {
		return fmt.Errorf("refused by Discord (status 401): %s", fatal[4004])
	}
	if spent, ok := errors.AsType[*loginsSpentError](err); ok {
		return spent
	}
	return nil
}
