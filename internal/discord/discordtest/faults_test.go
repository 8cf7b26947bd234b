package discordtest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"entente/internal/discord/discordtest"

	"github.com/gorilla/websocket"
)

// see returns what a client sees next: the operation and the event, a close
// code, or how the connection failed.
func (w wire) see(patience time.Duration) string {
	w.SetReadDeadline(time.Now().Add(patience))
	var f struct {
		Op int    `json:"op"`
		T  string `json:"t"`
	}
	err := w.ReadJSON(&f)
	var timeout net.Error
	switch {
	case err == nil:
		return strings.TrimSpace(fmt.Sprint(f.Op, " ", f.T))
	case websocket.IsCloseError(err, 4000, 4009):
		return err.(*websocket.CloseError).Error()[len("websocket: close "):][:4]
	case errors.As(err, &timeout) && timeout.Timeout():
		return "silence"
	case errors.Is(err, io.ErrUnexpectedEOF) || websocket.IsUnexpectedCloseError(err) || strings.Contains(err.Error(), "reset"):
		return "cut"
	}
	return "no JSON"
}

func TestFaults(t *testing.T) {
	t.Parallel()
	const patience = 500 * time.Millisecond
	for _, test := range []struct {
		stage discordtest.Stage
		fault discordtest.Fault
		want  string // what the client sees from the stage on
	}{
		{discordtest.OnConnect, discordtest.Silence(), "silence"},
		{discordtest.OnConnect, discordtest.Cut(), "cut"},
		{discordtest.OnConnect, discordtest.Reset(), "cut"},
		{discordtest.OnConnect, discordtest.HalfClose(), "cut"},
		{discordtest.OnConnect, discordtest.Close(4000), "4000"},
		{discordtest.OnLogin, discordtest.Reconnect(), "7, silence"},
		{discordtest.OnLogin, discordtest.InvalidSession(false), "9, silence"},
		{discordtest.OnLogin, discordtest.Drip(0), "0 READY, 0 GUILD_CREATE"},
		{discordtest.OnBeat, discordtest.NoACKs(), "0 MESSAGE_CREATE, silence"},
		{discordtest.OnBeat, discordtest.Instead("nonsense"), "no JSON"},
		{discordtest.OnBeat, discordtest.Before(`{"op":99}`), "99, 11, 0 MESSAGE_CREATE"},
		{discordtest.OnEvent, discordtest.Twice(), "11, 0 MESSAGE_CREATE, 0 MESSAGE_CREATE"},
		{discordtest.OnEvent, discordtest.Late(time.Millisecond), "11, 0 MESSAGE_CREATE"},
		{discordtest.OnEvent, discordtest.Close(4009), "11, 4009"},
	} {
		t.Run(fmt.Sprint(test.stage, test.fault), func(t *testing.T) {
			t.Parallel()
			s := discordtest.NewServer(t)
			if test.stage < discordtest.OnBeat {
				s.Misbehave(test.stage, test.fault)
			}
			w := dial(t, s, "?v=10&encoding=json")
			if test.stage > discordtest.OnConnect {
				w.receive()
				w.send(`{"op":2,"d":{"token":"` + s.Token() + `","intents":4097}}`)
			}
			if test.stage > discordtest.OnLogin {
				w.receive()
				w.receive()
				s.Misbehave(test.stage, test.fault)
				w.send(`{"op":1,"d":2}`)
				if err := s.WaitACKs(soon(t)); err != nil {
					t.Fatal(err)
				}
				s.Member("alice", "fr").DM("hi")
			}
			var seen []string
			for range strings.Count(test.want, ",") + 1 {
				seen = append(seen, w.see(patience))
			}
			if got := strings.Join(seen, ", "); got != test.want {
				t.Errorf("the client sees %s, want %s", got, test.want)
			}
		})
	}
}

func TestResumeWithAFault(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	s.Misbehave(discordtest.OnResume, discordtest.Cut())
	resume := func() wire {
		w := dial(t, s, "?v=10&encoding=json")
		w.receive()
		return w
	}
	w := resume()
	w.send(`{"op":2,"d":{"token":"` + s.Token() + `","intents":4096}}`)
	_, data, err := w.ReadMessage()
	if err != nil {
		t.Fatal(err)
	}
	_, id, _ := strings.Cut(string(data), `"session_id":"`)
	id, _, _ = strings.Cut(id, `"`)
	m := s.Member("alice", "fr").DM("hi")
	for _, want := range []string{"cut", "0 MESSAGE_CREATE"} {
		w = resume()
		w.send(`{"op":6,"d":{"token":"` + s.Token() + `","session_id":"` + id + `","seq":1}}`)
		if got := w.see(time.Second); got != want {
			t.Errorf("the client sees %s, want %s", got, want)
		}
	}
	if s.Delivered(m.ID) {
		t.Error("the message is delivered before the client has acknowledged it")
	}
	w.send(`{"op":1,"d":2}`)
	for op := 0; op != 11; {
		op, _ = w.receive()
	}
	if !s.Delivered(m.ID) {
		t.Error("the message is not delivered though the client has acknowledged it")
	}
}

func TestRequestFaults(t *testing.T) {
	t.Parallel()
	const kind = "POST /channels/{channel_id}/typing"
	s := discordtest.NewServer(t)
	done := 0
	for _, test := range []struct {
		fault discordtest.RequestFault
		want  string
		done  bool
	}{
		{discordtest.TooMany(discordtest.PerRoute, time.Second), "429 user 1", false},
		{discordtest.TooMany(discordtest.Shared, time.Second), "429 shared 1", false},
		{discordtest.TooMany(discordtest.Global, time.Second), "429 global 1", false},
		{discordtest.TooManyHTML(2 * time.Second), "429  2", false},
		{discordtest.Broken(503), "503  ", false},
		{discordtest.Done(discordtest.Broken(503)), "503  ", true},
		{discordtest.ResetRequest(), "failed", false},
		{discordtest.Done(discordtest.ResetRequest()), "failed", true},
		{discordtest.Hang(), "failed", false},
	} {
		s.MisbehaveOn(kind, test.fault)
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		req, err := http.NewRequestWithContext(ctx, "POST", s.URL()+"/api/v10/channels/"+s.Channel()+"/typing", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bot "+s.Token())
		got := "failed"
		if resp, err := http.DefaultClient.Do(req); err == nil {
			resp.Body.Close()
			got = fmt.Sprint(resp.StatusCode, " ", resp.Header.Get("X-RateLimit-Scope"), " ", resp.Header.Get("Retry-After"))
		}
		cancel()
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.fault, got, test.want)
		}
		if test.done {
			done++
		}
		if s.Typing(s.Channel()) != done {
			t.Errorf("%s: carried out %d times so far, want %d", test.fault, s.Typing(s.Channel()), done)
		}
	}
}
