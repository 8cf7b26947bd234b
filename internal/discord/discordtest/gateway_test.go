package discordtest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

func TestLogin(t *testing.T) {
	t.Parallel()
	for name, compress := range map[string]bool{"compressed": true, "plain": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := discordtest.NewServer(t)
			c := newClient(t, s.URL(), s.Token())
			c.Compress = compress
			guilds := make(chan *discordgo.GuildCreate, 1)
			c.AddHandler(func(_ *discordgo.Session, g *discordgo.GuildCreate) { guilds <- g })
			login(t, c)
			if err := s.WaitReady(soon(t)); err != nil {
				t.Error(err)
			}
			if err := s.WaitLogins(soon(t), 1); err != nil {
				t.Error(err)
			}
			g := <-guilds
			if g.ID != s.GuildID() || g.Channels[0].ID != s.Channel() || g.Threads[0].ID != s.Thread() || g.Members[0].User.ID != s.BotID() {
				t.Errorf("the guild is %+v", g.Guild)
			}
			if c.State.User.ID != s.BotID() {
				t.Errorf("the bot is %v", c.State.User)
			}
		})
	}
}

func TestResume(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		code   int
		logins int // after the client has come back
	}{
		{4000, 1}, // the session goes on
		{4009, 2}, // it does not
	} {
		disconnected := make(chan bool, 2)
		s, c := start(t, echo, func(*discordgo.Session, *discordgo.Disconnect) { disconnected <- true })
		alice := s.Member("alice", "fr")
		s.MisbehaveNow(discordtest.Close(test.code))
		missed := alice.DM("hi")
		<-disconnected
		if err := c.Open(); err != nil {
			t.Fatal(err)
		}
		if err := s.WaitReady(soon(t)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Reply(soon(t), alice.DM("hi again")); err != nil {
			t.Fatalf("code %d: %v", test.code, err)
		}
		if s.Logins() != test.logins {
			t.Errorf("code %d: %d logins, want %d", test.code, s.Logins(), test.logins)
		}
		if test.logins > 1 {
			continue
		}
		if _, err := s.Reply(soon(t), missed); err != nil {
			t.Errorf("code %d: an event of the meantime is lost: %v", test.code, err)
		}
	}
}

// A wire is a connection to the gateway without a client's library.
type wire struct {
	t *testing.T
	*websocket.Conn
}

func dial(t *testing.T, s *discordtest.Server, query string) wire {
	t.Helper()
	gateway, err := newClient(t, s.URL(), s.Token()).Gateway()
	if err != nil {
		t.Fatal(err)
	}
	conn, _, err := websocket.DefaultDialer.DialContext(soon(t), gateway+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return wire{t, conn}
}

func (w wire) send(frame string) {
	w.t.Helper()
	if err := w.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		w.t.Fatal(err)
	}
}

// receive returns the operation and the event of the next frame.
func (w wire) receive() (op int, event string) {
	w.t.Helper()
	var f struct {
		Op int    `json:"op"`
		T  string `json:"t"`
	}
	_, data, err := w.ReadMessage()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := json.Unmarshal(data, &f); err != nil {
		w.t.Fatal(err)
	}
	return f.Op, f.T
}

func TestGateway(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	w := dial(t, s, "?v=10&encoding=json")
	for _, step := range []struct {
		send  string
		op    int
		event string
	}{
		{"", 10, ""},
		{`{"op":1,"d":null}`, 11, ""},
		{`{"op":6,"d":{"token":"` + s.Token() + `","session_id":"unknown","seq":1}}`, 9, ""},
		{`{"op":2,"d":{"token":"` + s.Token() + `","intents":1}}`, 0, "READY"},
		{"", 0, "GUILD_CREATE"},
		{`{"op":3,"d":{}}`, -1, ""},
		{`{"op":1,"d":2}`, 11, ""},
	} {
		if step.send != "" {
			w.send(step.send)
		}
		if step.op < 0 {
			continue // no answer
		}
		if op, event := w.receive(); op != step.op || event != step.event {
			t.Fatalf("after %s: op %d %s, want op %d %s", step.send, op, event, step.op, step.event)
		}
	}
	s.Member("alice", "fr").DM("the bot did not ask for direct messages")
	s.MisbehaveNow(discordtest.Close(4010))
	if _, _, err := w.ReadMessage(); !websocket.IsCloseError(err, 4010) {
		t.Errorf("got %v, want close code 4010 and nothing before it", err)
	}
}

func TestGatewayCloses(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	identify := `{"op":2,"d":{"token":"` + s.Token() + `","intents":512}}`
	for _, test := range []struct {
		name   string
		frames []string
		code   int
		fails  bool // the test
	}{
		{"wrong token", []string{`{"op":2,"d":{"token":"wrong","intents":0}}`}, 4004, false},
		{"wrong token to resume", []string{`{"op":6,"d":{"token":"wrong","session_id":"a","seq":0}}`}, 4004, false},
		{"no JSON", []string{"hi"}, 4002, true},
		{"more than 4096 bytes", []string{`{"op":1,"d":"` + strings.Repeat("x", 4096) + `"}`}, 4002, true},
		{"unknown operation", []string{`{"op":99}`}, 4001, true},
		{"presence before login", []string{`{"op":3}`}, 4003, true},
		{"login twice", []string{identify, identify}, 4005, true},
		{"no intents", []string{`{"op":2,"d":{"token":"` + s.Token() + `"}}`}, 4013, true},
		{"intents that do not exist", []string{`{"op":2,"d":{"token":"` + s.Token() + `","intents":131072}}`}, 4013, true},
		{"privileged intents", []string{`{"op":2,"d":{"token":"` + s.Token() + `","intents":32768}}`}, 4014, true},
		{"more than 120 frames a minute", strings.Split(strings.Repeat("{\"op\":1}\n", 120)+`{"op":1}`, "\n"), 4008, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := dial(t, s, "?v=9&encoding=json")
			for _, f := range test.frames {
				w.send(f)
			}
			var err error
			for err == nil {
				_, _, err = w.ReadMessage()
			}
			if !websocket.IsCloseError(err, test.code) {
				t.Errorf("got %v, want close code %d", err, test.code)
			}
			if failure := r.take(); (failure != "") != test.fails {
				t.Errorf("the test fails with %q", failure)
			}
		})
	}
	w := dial(t, s, "?v=8&encoding=json")
	if _, _, err := w.ReadMessage(); !websocket.IsCloseError(err, 4012) {
		t.Errorf("version 8: got %v, want close code 4012", err)
	}
}
