package discordtest

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatACK   = 11
)

// Intents, of which a client asks for some.
const (
	guilds         = 1 << 0
	guildMessages  = 1 << 9
	directMessages = 1 << 12

	privileged = 1<<1 | 1<<8 | 1<<15       // members, presences, message content
	allIntents = 1<<17 - 1 | 3<<20 | 3<<24 // those that exist
)

// A closing is how a connection ends: Discord's code and words for it.
type closing struct {
	code   int
	reason string
}

// Closings for what a client does wrong.
var (
	unknownOpcode        = &closing{4001, "Unknown opcode."}
	decodeError          = &closing{4002, "Error while decoding payload."}
	notAuthenticated     = &closing{4003, "Not authenticated."}
	authenticationFailed = &closing{4004, "Authentication failed."}
	alreadyAuthenticated = &closing{4005, "Already authenticated."}
	rateLimited          = &closing{4008, "You are being rate limited."}
	invalidShard         = &closing{4010, "Invalid shard."}
	unknownVersion       = &closing{4012, "Invalid API version."}
	invalidIntents       = &closing{4013, "Invalid intent(s)."}
	disallowedIntents    = &closing{4014, "Disallowed intent(s)."}
)

// resumable reports whether a session can go on after it.
func (c *closing) resumable() bool {
	switch c.code {
	case 4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014:
		return false
	}
	return true
}

// Where clients connect to, and where they are told to come back to.
const (
	gatewayPath = "/gateway/"
	resumePath  = "/gateway/resume/"
)

// Limits of what a client sends to the gateway.
const (
	heartbeatInterval = 41250 * time.Millisecond
	maxFrame          = 4096 // bytes
	maxFrames         = 120  // in a minute
)

// A session is what a login begins. It outlives the connection, so that it
// can be resumed.
type session struct {
	id      string
	intents int
	shard   [2]int   // its number, and how many there are
	events  [][]byte // every event in it; the first has sequence number 1
	acked   int      // the last of them that the client says it has
	conn    *conn    // nil while disconnected
}

// A conn is one WebSocket connection. All but s, ws and path belongs to the server's lock.
type conn struct {
	s        *Server
	ws       *websocket.Conn
	path     string
	out      chan frame // to be written
	compress bool
	ending   bool // a close frame is on its way
	silent   bool // nothing is sent any more
	noACKs   bool // nor are heartbeats acknowledged
	session  *session
	received []time.Time // the frames of the last minute
}

// A frame is one WebSocket message to the client, or something else to do with
// the connection.
type frame struct {
	kind int // of the websocket package
	data []byte
	do   func(*net.TCPConn) // nil for a message
}

// gatewayURL returns the address of the gateway with one of its paths.
func (s *Server) gatewayURL(path string) string {
	return "ws" + strings.TrimPrefix(s.http.URL, "http") + path
}

// serveGateway serves one connection until it ends.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	s.serving.Add(1) // before the server hands the connection over, so before it stops
	defer s.serving.Done()

	ws, err := new(websocket.Upgrader).Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	c := &conn{s: s, ws: ws, path: r.URL.Path, out: make(chan frame, 1024)}
	s.serving.Go(c.write)
	s.update(func() {
		if s.closing {
			ws.Close()
		}
		s.conns[c] = true
		if q := r.URL.Query(); !slices.Contains([]string{"9", "10"}, q.Get("v")) || q.Get("encoding") != "json" {
			s.reject(c, unknownVersion, []byte(r.URL.String()))
			return
		}
		c.sendAt(OnConnect, encode(object{"op": opHello, "d": object{"heartbeat_interval": s.heartbeat.Milliseconds()}}))
	})
	err = s.read(c)
	s.update(func() {
		if c.session != nil {
			c.session.conn = nil
			if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
				c.session.over(s) // a client that says goodbye does not resume
			}
		}
		delete(s.conns, c)
		close(c.out)
	})
	ws.Close()
}

// read handles what the client sends until the connection ends.
func (s *Server) read(c *conn) error {
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			return err
		}
		s.update(func() {
			if c.ending {
				return
			}
			if why := s.receive(c, data); why != nil {
				s.reject(c, why, data)
			}
		})
	}
}

// write writes what is sent to the client. A write that fails is no matter:
// read sees the connection end.
func (c *conn) write() {
	for f := range c.out {
		if f.do != nil {
			f.do(c.ws.NetConn().(*net.TCPConn))
			continue
		}
		c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
		c.ws.WriteMessage(f.kind, f.data)
	}
}

// send queues a payload. The lock must be held.
func (c *conn) send(payload any) {
	if c.silent {
		return
	}
	raw, ok := payload.([]byte)
	if !ok {
		raw = encode(payload)
	}
	f := frame{kind: websocket.TextMessage, data: raw}
	if c.compress {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write(raw)
		z.Close()
		f = frame{kind: websocket.BinaryMessage, data: b.Bytes()}
	}
	c.queue(f)
}

// queue hands a frame to write, or drops the connection of a client that has
// left a thousand frames unread.
func (c *conn) queue(f frame) {
	select {
	case c.out <- f:
	default:
		c.ws.Close()
	}
}

// reject ends the connection of a client that did something wrong, and fails
// the test for it unless it is only that the token is wrong. The lock must be
// held.
func (s *Server) reject(c *conn, why *closing, payload []byte) {
	if why != authenticationFailed {
		s.fail("gateway", fmt.Sprintf("%d %s", why.code, why.reason), payload)
	}
	s.end(c, why)
}

// end sends a close frame, after which the client has some seconds to hang up.
// The lock must be held.
func (s *Server) end(c *conn, why *closing) {
	c.ending = true
	c.queue(frame{kind: websocket.CloseMessage, data: websocket.FormatCloseMessage(why.code, why.reason)})
	c.ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	if ss := c.session; ss != nil {
		ss.conn, c.session = nil, nil
		if !why.resumable() {
			ss.over(s)
		}
	}
}

// receive handles one frame of the client. The lock must be held.
func (s *Server) receive(c *conn, data []byte) *closing {
	now := time.Now()
	c.received = slices.DeleteFunc(c.received, func(t time.Time) bool { return now.Sub(t) > time.Minute })
	if c.received = append(c.received, now); len(c.received) > maxFrames {
		return rateLimited
	}
	var m struct {
		Op int             `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	if len(data) > maxFrame || json.Unmarshal(data, &m) != nil {
		return decodeError
	}
	switch {
	case m.Op == opHeartbeat:
		var seq int
		if json.Unmarshal(m.D, &seq) == nil && c.session != nil { // else null, before the first event
			c.session.acked = max(c.session.acked, min(seq, len(c.session.events)))
		}
		if !c.noACKs {
			c.sendAt(OnBeat, ack)
		}
	case m.Op == opIdentify && c.session == nil:
		return s.identify(c, m.D)
	case m.Op == opResume && c.session == nil:
		return s.resume(c, m.D)
	case m.Op == opIdentify, m.Op == opResume:
		return alreadyAuthenticated
	case m.Op == opPresence && c.session == nil:
		return notAuthenticated
	case m.Op != opPresence:
		return unknownOpcode
	}
	return nil
}

// identify logs a client in.
func (s *Server) identify(c *conn, d json.RawMessage) *closing {
	s.logins++
	s.loginsLeft--
	id := struct {
		Token    string `json:"token"`
		Compress bool   `json:"compress"`
		Intents  *int   `json:"intents"`
		Shard    [2]int `json:"shard"`
	}{Shard: [2]int{0, 1}}
	if json.Unmarshal(d, &id) != nil {
		return decodeError
	}
	s.watchLogin(id.Shard[0])
	switch {
	case !s.rightToken(id.Token):
		return authenticationFailed
	case id.Shard[0] < 0 || id.Shard[0] >= id.Shard[1]:
		return invalidShard
	case id.Intents == nil || *id.Intents&^allIntents != 0:
		return invalidIntents
	case *id.Intents&privileged != 0:
		return disallowedIntents
	}
	ss := &session{id: "session-" + s.newID(), intents: *id.Intents, shard: id.Shard, conn: c}
	c.session, c.compress = ss, id.Compress
	s.sessions[ss.id] = ss
	ss.dispatch(OnLogin, "READY", object{
		"v": 9, "user": s.bot.wire(), "session_id": ss.id, "resume_gateway_url": s.gatewayURL(resumePath),
		"guilds":      []object{{"id": s.guild.id, "unavailable": true}},
		"application": object{"id": s.bot.id, "flags": 0}, "private_channels": []object{}, "shard": ss.shard,
	})
	if ss.intents&guilds != 0 && ss.shard[0] == shardOf(s.guild.id, ss.shard[1]) {
		ss.dispatch(OnEvent, "GUILD_CREATE", s.guild.wire(s.bot))
	}
	return nil
}

// rightToken reports whether the gateway takes a token, which it does with or
// without "Bot " in front.
func (s *Server) rightToken(token string) bool {
	return strings.TrimPrefix(token, "Bot ") == s.Token()
}

// resume goes on with the session of an earlier connection.
func (s *Server) resume(c *conn, d json.RawMessage) *closing {
	var r struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	if json.Unmarshal(d, &r) != nil {
		return decodeError
	}
	if s.pace.haste > 0 && c.path != resumePath {
		s.fail("gateway", "resumes elsewhere than at resume_gateway_url", d)
	}
	if !s.rightToken(r.Token) {
		return authenticationFailed
	}
	ss := s.sessions[r.SessionID]
	if ss == nil || r.Seq < 0 || r.Seq > len(ss.events) {
		c.send(object{"op": opInvalidSession, "d": false})
		return nil
	}
	if old := ss.conn; old != nil { // of which the client knows that it is dead
		old.session = nil
		old.ws.Close()
	}
	ss.conn, c.session = c, ss
	s.resumes++
	ss.acked = max(ss.acked, r.Seq)
	for _, in := range s.interactions {
		in.late = in.late || s.now().Sub(in.sent) > firstResponse/4 && slices.ContainsFunc(s.sent[in.ID], func(p place) bool {
			return p.session == ss && p.seq > r.Seq
		})
	}
	ss.keep("RESUMED", object{})
	due := ss.events[r.Seq:]
	c.sendAt(OnResume, due[0])
	for _, event := range due[1:] {
		c.send(event)
	}
	return nil
}

// keep makes an event the next of the session.
func (ss *session) keep(event string, d object) []byte {
	raw := encode(object{"op": opDispatch, "t": event, "s": len(ss.events) + 1, "d": d})
	ss.events = append(ss.events, raw)
	return raw
}

// dispatch sends an event within a session, or keeps it until the session is
// resumed. The lock must be held.
func (ss *session) dispatch(at Stage, event string, d object) {
	raw := ss.keep(event, d)
	if ss.conn != nil {
		ss.conn.sendAt(at, raw)
	}
}

// over ends the session for good. The lock must be held.
func (ss *session) over(s *Server) {
	delete(s.sessions, ss.id)
	ss.conn = nil
}

// dispatch sends an event to every session that asked for the intent, on the
// shard of the guild or the one of direct messages; 0 is for events that come
// unasked. The lock must be held.
func (s *Server) dispatch(event string, intent int, d object) {
	id, guildID := d["id"].(string), d["guild_id"]
	for _, ss := range s.sessions {
		if ss.intents&intent == intent && ss.shard[0] == shardOf(guildID, ss.shard[1]) {
			ss.dispatch(OnEvent, event, d)
			s.sent[id] = append(s.sent[id], place{ss, len(ss.events)})
		}
	}
}

// shardOf returns the shard that is told of what happens in a guild; nil
// stands for direct messages.
func shardOf(guildID any, shards int) int {
	text, _ := guildID.(string)
	id, _ := strconv.ParseUint(text, 10, 64)
	return int((id >> 22) % uint64(shards))
}

// ShardOfGuild returns the number of the shard that is told of what happens in
// the guild, of so many shards.
func (s *Server) ShardOfGuild(shards int) int { return shardOf(s.guild.id, shards) }

// A place is where an event stands among those of a session.
type place struct {
	session *session
	seq     int
}

// Delivered reports whether a client has acknowledged that it was told of a
// message or an interaction, in a heartbeat or when it resumed.
func (s *Server) Delivered(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.sent[id], func(p place) bool { return p.session.acked >= p.seq })
}

// InTime reports whether a client was told of an interaction when it could
// still respond: not only after it had lost its connection for long or, after
// KeepPace, when the machine stood still.
func (s *Server) InTime(in *Interaction) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !in.late
}

// WaitACKs waits until the clients have acknowledged all that they were sent
// so far, on connections that are open.
func (s *Server) WaitACKs(ctx context.Context) error {
	due := make(map[string]int)
	s.update(func() {
		for id, ss := range s.sessions {
			due[id] = len(ss.events)
		}
	})
	return s.wait(ctx, "acknowledgements of all events", func() bool {
		open := false
		for id, ss := range s.sessions {
			open = open || ss.conn != nil
			if ss.conn != nil && ss.acked < due[id] {
				return false
			}
		}
		return open
	})
}

// Logins returns how many times a client has identified itself, with the right
// token or not.
func (s *Server) Logins() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logins
}

// Resumes returns how many times a session was resumed.
func (s *Server) Resumes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.resumes
}

// WaitResumes waits until a session was resumed for the nth time.
func (s *Server) WaitResumes(ctx context.Context, n int) error {
	return s.wait(ctx, fmt.Sprintf("resume %d", n), func() bool { return s.resumes >= n })
}

// WaitLogins waits until a client has identified itself for the nth time.
func (s *Server) WaitLogins(ctx context.Context, n int) error {
	return s.wait(ctx, fmt.Sprintf("login %d", n), func() bool { return s.logins >= n })
}

// WaitReady waits until a client is logged in, that is, has been sent READY or
// RESUMED on a connection that is open.
func (s *Server) WaitReady(ctx context.Context) error {
	return s.wait(ctx, "a login", func() bool {
		for _, ss := range s.sessions {
			if ss.conn != nil {
				return true
			}
		}
		return false
	})
}
