package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Operations of the gateway. See "Gateway Opcodes" in Discord's documentation.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatACK   = 11
)

// Why a connection ends, where it is not Discord that closes it.
var (
	errReconnect = errors.New("told to connect again")
	errNoLogin   = errors.New("the login takes too long")
	errNoACK     = errors.New("a heartbeat was not acknowledged")
)

// An invalidSession is why a connection ends on which there is no session.
type invalidSession struct{ resumable bool }

func (e invalidSession) Error() string { return "the session is invalid" }

const (
	// loginTime is the most that a login may take once connected.
	loginTime = 30 * time.Second
	// writeTime is the most that sending a payload may take.
	writeTime = 5 * time.Second
	// goodbyeTime is how long Discord gets to say goodbye in its turn.
	goodbyeTime = time.Second
)

// closeResumable is the code with which the bot closes a connection whose
// session it means to resume: any but 1000 and 1001.
const closeResumable = 4000

// A session is what a login begins. It outlives the connection: another one can
// resume it where that ended.
type session struct {
	id  string // empty before the login
	url string // where to resume it; empty for the usual address
	seq int64  // of the last event
}

// An identity is what a login begins with. See "Identify" in Discord's
// documentation.
type identity struct {
	Token      string            `json:"token"` // without "Bot " in front
	Intents    discordgo.Intent  `json:"intents"`
	Properties map[string]string `json:"properties"`
	Shard      [2]int            `json:"shard"` // its number, and how many there are
}

// A connection is a WebSocket to Discord's gateway. discordgo's own is of no
// use: it hangs when told to reconnect before it is logged in, takes minutes to
// notice that a connection is dead and then closes it so that it can't be
// resumed, and never resumes at the address that Discord names.
type connection struct {
	ws       *websocket.Conn
	log      *slog.Logger
	identity identity
	session  *session        // to resume or, without an ID, to begin
	handle   func(event any) // called with one event at a time, in order
	ready    func()          // called once it is logged in
	patience time.Duration   // with a login

	seq     atomic.Int64 // that of session, for the heartbeats
	acked   atomic.Bool  // the last heartbeat was acknowledged
	sending sync.Mutex
}

// dial connects to the gateway at an address within a time.
func dial(ctx context.Context, address string, within time.Duration) (*websocket.Conn, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	u.Path = cmp.Or(u.Path, "/")
	u.RawQuery = url.Values{"v": {discordgo.APIVersion}, "encoding": {"json"}}.Encode()
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	ws, _, err := dialer.DialContext(ctx, u.String(), nil)
	return ws, err
}

// run logs in and handles events until the connection ends, and says why it
// did: a *websocket.CloseError where Discord closed it. When ctx is done it says
// goodbye, which ends the session.
func (c *connection) run(ctx context.Context) error {
	live, end := context.WithCancelCause(ctx)
	c.acked.Store(true)
	c.seq.Store(c.session.seq)
	var tasks sync.WaitGroup
	tasks.Go(func() {
		<-live.Done() // what is being read is ended so, whoever ends the connection
		if ctx.Err() != nil {
			c.sendClose(websocket.CloseNormalClosure)
			c.ws.SetReadDeadline(time.Now().Add(goodbyeTime))
			return
		}
		c.sendClose(closeResumable)
		c.ws.Close()
	})
	tooLong := time.AfterFunc(c.patience, func() { end(errNoLogin) })
	defer tooLong.Stop()
	greeted := false
	hello := func(d json.RawMessage) error {
		interval, err := readHello(d)
		if err != nil || greeted {
			return err
		}
		greeted = true
		tasks.Go(func() { end(c.beat(live, interval)) })
		return c.login()
	}
	ready := func() {
		tooLong.Stop()
		c.ready()
	}
	end(c.read(live, hello, ready))
	tasks.Wait()
	c.ws.Close()
	return context.Cause(live)
}

// read handles what Discord sends until that is an error, which it returns.
// Once live is done it only waits for that.
func (c *connection) read(live context.Context, hello func(json.RawMessage) error, ready func()) error {
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			return err
		}
		if live.Err() != nil {
			continue
		}
		var e discordgo.Event
		if err := json.Unmarshal(data, &e); err != nil {
			return fmt.Errorf("read what Discord sent: %w", err)
		}
		switch e.Operation {
		case opHello:
			err = hello(e.RawData)
		case opDispatch:
			if err = c.dispatch(&e); err == nil && (e.Type == "READY" || e.Type == "RESUMED") {
				ready()
			}
		case opHeartbeat:
			err = c.send(opHeartbeat, c.seq.Load())
		case opHeartbeatACK:
			c.acked.Store(true)
		case opReconnect:
			err = errReconnect
		case opInvalidSession:
			var invalid invalidSession
			json.Unmarshal(e.RawData, &invalid.resumable) // else it is not
			err = invalid
		default:
			c.log.Debug("operation of an unknown kind", "op", e.Operation)
		}
		if err != nil {
			return err
		}
	}
}

// readHello returns how often Discord wants heartbeats.
func readHello(d json.RawMessage) (time.Duration, error) {
	var hello struct {
		Interval int64 `json:"heartbeat_interval"` // ms
	}
	if err := json.Unmarshal(d, &hello); err != nil || hello.Interval <= 0 {
		return 0, errors.New("no interval of heartbeats in the hello")
	}
	return time.Duration(hello.Interval) * time.Millisecond, nil
}

// login resumes the session, or begins one if it has no ID.
func (c *connection) login() error {
	if c.session.id == "" {
		return c.send(opIdentify, c.identity)
	}
	return c.send(opResume, map[string]any{
		"token": c.identity.Token, "session_id": c.session.id, "seq": c.session.seq,
	})
}

// dispatch handles an event. One that can't be read is left out: it would be no
// better if it came again.
func (c *connection) dispatch(e *discordgo.Event) error {
	if e.Type == "READY" {
		var ready struct {
			ID  string `json:"session_id"`
			URL string `json:"resume_gateway_url"`
		}
		if err := json.Unmarshal(e.RawData, &ready); err != nil || ready.ID == "" {
			return errors.New("no session in READY")
		}
		c.session.id, c.session.url = ready.ID, ready.URL
	}
	event, err := decode(e)
	if err != nil {
		c.log.Warn("an event cannot be read", "type", e.Type, "err", err)
	} else if event != nil {
		c.handle(event)
	}
	c.session.seq = e.Sequence
	c.seq.Store(e.Sequence)
	return nil
}

// beat sends heartbeats, the first after a random part of the interval as
// Discord wants it, until ctx is done or one was not acknowledged by the time
// of the next.
func (c *connection) beat(ctx context.Context, interval time.Duration) error {
	next := time.NewTimer(rand.N(interval))
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-next.C:
		}
		if !c.acked.Swap(false) {
			return errNoACK
		}
		if err := c.send(opHeartbeat, c.seq.Load()); err != nil {
			return err
		}
		next.Reset(interval)
	}
}

func (c *connection) send(op int, d any) error {
	c.sending.Lock()
	defer c.sending.Unlock()
	c.ws.SetWriteDeadline(time.Now().Add(writeTime))
	return c.ws.WriteJSON(map[string]any{"op": op, "d": d})
}

func (c *connection) sendClose(code int) {
	c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(goodbyeTime))
}
