// Package discordtest is a loopback Discord: an HTTP and WebSocket server on
// 127.0.0.1 that a real Discord client logs in to, for tests of a bot.
//
// A test says what people do and what the bot is expected to send:
//
//	s := discordtest.NewServer(t)
//	// start the bot with s.URL() and s.Token(), then:
//	alice := s.Member("alice", "fr")
//	question := alice.Say(s.Channel(), "<@"+s.BotID()+"> quand ?")
//	reply, err := s.Reply(ctx, question)
//
// Everything that arrives is checked as Discord checks it: against the limits
// of its documentation and, where shared/discord/openapi.json lies in the
// working directory or a folder above, against its description of its API.
// What Discord would refuse is refused with Discord's own error body, and fails
// the test with the payload. So does what Discord lets pass and a bot must not
// do: send a message that could ping somebody, or offer a command where it
// fails. No privileged intent is granted.
//
// A test can script that it misbehaves as Discord does at times: see Fault and
// RequestFault. KeepPace has it watch over how fast the bot goes, too.
//
// What it leaves out: permissions but that to write, Components V2, and missing
// heartbeats. What a bot answers is the business of its own tests.
package discordtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// An object is a JSON object as it goes over the wire.
type object = map[string]any

// A Server is one Discord with one guild and one bot. Its methods may be
// called from any goroutine. Those of people (Say, Slash…) stop the test when
// asked for what Discord would not let them do, so they belong in the test's
// own goroutine.
type Server struct {
	t       testing.TB
	http    *httptest.Server
	schemas schemas
	serving sync.WaitGroup // what serves the connections to the gateway, and watchTime
	closed  chan struct{}

	mu      sync.Mutex
	changed chan struct{} // closed, and made anew, when anything below changes

	closing bool
	skew    time.Duration // how far the server's clock is ahead
	ids     uint64

	bot      *user
	users    map[string]*user
	guild    *guild
	channels map[string]*channel
	messages map[string]*message
	replies  map[string][]string // what the bot sent in answer to a message or an interaction
	nonces   map[string]*message // by channel and nonce
	files    map[string][]byte   // that the bot sent, by ID

	commands     map[string][]object // by guild, global ones under ""
	interactions map[string]*Interaction

	logins     int
	loginsLeft int // of those in 24 hours
	resumes    int
	heartbeat  time.Duration
	script     map[Stage][]Fault
	sent       map[string][]place // events, by ID of the message or interaction
	shards     int                // that GET /gateway/bot recommends

	pace          pace // that the bot must keep
	requestScript map[string][]RequestFault
	unheard       map[string]bool // paths of requests that were done, and the bot not told

	sessions map[string]*session
	conns    map[*conn]bool

	requests []Request
	typing   map[string]int // by channel
}

// A Request is one that the bot made.
type Request struct {
	Method string
	Path   string          // without the /api/vN in front
	Body   json.RawMessage // empty where there was none
}

func (r Request) String() string {
	body := string(r.Body)
	if len(body) > 300 {
		body = strings.ToValidUTF8(body[:300], "") + "…"
	}
	return strings.TrimSpace(r.Method + " " + r.Path + " " + body)
}

// NewServer starts a server, which stops when the test ends. Stop the bot
// before that, with a later call of t.Cleanup or a defer.
func NewServer(t testing.TB) *Server {
	t.Helper()
	s := &Server{
		t:            t,
		closed:       make(chan struct{}),
		changed:      make(chan struct{}),
		users:        make(map[string]*user),
		channels:     make(map[string]*channel),
		messages:     make(map[string]*message),
		replies:      make(map[string][]string),
		nonces:       make(map[string]*message),
		files:        make(map[string][]byte),
		commands:     make(map[string][]object),
		interactions: make(map[string]*Interaction),
		sessions:     make(map[string]*session),
		conns:        make(map[*conn]bool),
		typing:       make(map[string]int),

		loginsLeft:    maxLogins,
		shards:        1,
		heartbeat:     heartbeatInterval,
		script:        make(map[Stage][]Fault),
		sent:          make(map[string][]place),
		requestScript: make(map[string][]RequestFault),
		unheard:       make(map[string]bool),
	}
	var err error
	if s.schemas, err = loadSchemas(); err != nil {
		t.Fatal(err)
	}
	s.bot = s.newUser("entente", true)
	s.guild = s.newGuild()
	// The handler reads s.http, which must be set before a request can come.
	s.http = httptest.NewUnstartedServer(s.handler())
	s.http.Start()
	t.Cleanup(s.close)
	return s
}

// close ends every connection and waits for what serves them.
func (s *Server) close() {
	s.update(func() {
		s.closing = true
		for c := range s.conns {
			c.ws.Close()
		}
	})
	close(s.closed)
	s.http.Close()
	s.serving.Wait()
}

// URL returns the address to speak to in place of https://discord.com; a
// client adds /api/v9/… to it. A path in between is allowed.
func (s *Server) URL() string { return s.http.URL }

// Token returns the bot's token, without "Bot " in front. Any other gets 401
// from the REST API and close code 4004 from the gateway; that does not fail
// the test.
func (s *Server) Token() string { return "MTIzNDU2Nzg5.Gloop.back" }

// BotID returns the ID of the bot, as user and as application.
func (s *Server) BotID() string { return s.bot.id }

// Advance moves the server's clock on, by which interactions expire: they want
// a first response within three seconds, and end after fifteen minutes.
func (s *Server) Advance(d time.Duration) { s.update(func() { s.skew += d }) }

// Sent returns every request of the bot other than GETs, in the order they
// came, those that were refused included.
func (s *Server) Sent() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Typing returns how many times the bot showed that it is typing in a channel.
func (s *Server) Typing(channelID string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.typing[channelID]
}

// update changes the state and wakes whoever waits for a change.
func (s *Server) update(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait returns when done does, or an error that says what was being waited
// for and what came instead. The lock is held around done.
func (s *Server) wait(ctx context.Context, what string, done func() bool) error {
	for {
		s.mu.Lock()
		ok, changed := done(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w; %s", what, context.Cause(ctx), s.received())
		}
	}
}

// received tells what the bot has done so far, for an error.
func (s *Server) received() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, "received so far: %d logins, %d connections, %d requests", s.logins, len(s.conns), len(s.requests))
	for _, r := range s.requests[max(0, len(s.requests)-20):] {
		b.WriteString("\n\t" + r.String())
	}
	return b.String()
}

// now is the server's time. The lock must be held.
func (s *Server) now() time.Time { return time.Now().Add(s.skew) }

// newID makes a snowflake: the time in ms since 2015 and a counter. The lock
// must be held, or the server not yet started.
func (s *Server) newID() string {
	s.ids++
	ms := uint64(s.now().UnixMilli() - 1420070400000)
	return strconv.FormatUint(ms<<22|s.ids&(1<<22-1), 10)
}

// fail fails the test for what the bot did.
func (s *Server) fail(did, why string, payload []byte) {
	if len(payload) == 0 {
		s.t.Errorf("discordtest: %s: %s", did, why)
		return
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, payload, "", "  ") != nil {
		pretty.Reset()
		pretty.Write(payload)
	}
	s.t.Errorf("discordtest: %s: %s\n%s", did, why, &pretty)
}

// encode makes JSON of what the server itself put together.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// decode reads JSON that was checked before, or that the server itself made.
func decode(raw []byte, v any) {
	if err := json.Unmarshal(raw, v); err != nil {
		panic(err)
	}
}
