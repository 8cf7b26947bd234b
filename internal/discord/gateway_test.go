package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// serveGateway runs a Discord that does what play does on each connection. It
// returns its address.
func serveGateway(t *testing.T, play func(*websocket.Conn)) string {
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	mux.HandleFunc("GET /api/v9/gateway", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"url": "ws%s"}`, strings.TrimPrefix(s.URL, "http"))
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		c, err := new(websocket.Upgrader).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		play(c)
		for err == nil { // until the client hangs up
			_, _, err = c.ReadMessage()
		}
	})
	return s.URL
}

// gatewayOf returns a gateway of the server at an address.
func gatewayOf(t *testing.T, address string) *gateway {
	client, err := newClient(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdleConnections)
	return newGateway(newSession("token", client))
}

const hello = `{"op":10,"d":{"heartbeat_interval":45000}}`

func TestLoginThatHangsIsGivenUp(t *testing.T) {
	for name, payloads := range map[string][]string{
		"no hello":                    nil,
		"no READY":                    {hello},
		"reconnect in place of READY": {hello, `{"op":7,"d":null}`},
	} {
		t.Run(name, func(t *testing.T) {
			g := gatewayOf(t, serveGateway(t, func(c *websocket.Conn) {
				for _, p := range payloads {
					c.WriteMessage(websocket.TextMessage, []byte(p))
				}
			}))
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			if err := g.open(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got error %v, want %v", err, context.DeadlineExceeded)
			}
		})
	}
}

func TestSessionThatCannotBeResumedIsReplaced(t *testing.T) {
	t.Parallel()
	const identify, resume = 2, 6
	ops := make(chan int)
	codes := make(chan int, 3) // with which the connections end
	codes <- 4000
	codes <- 4009
	codes <- 4004
	address := serveGateway(t, func(c *websocket.Conn) {
		c.WriteMessage(websocket.TextMessage, []byte(hello))
		var m struct{ Op int }
		if err := c.ReadJSON(&m); err != nil {
			t.Error(err)
		}
		ops <- m.Op
		code := <-codes
		if code == 4000 {
			c.WriteMessage(websocket.TextMessage, []byte(`{"op":0,"t":"READY","s":1,"d":{"session_id":"x","user":{"id":"1"}}}`))
		}
		c.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""))
	})
	done := make(chan error)
	go func() {
		done <- supervise(t.Context(), slog.New(slog.DiscardHandler), func() *gateway { return gatewayOf(t, address) })
	}()
	for i, want := range []int{identify, resume, identify} {
		if got := <-ops; got != want {
			t.Errorf("connection %d begins with operation %d, want %d", i+1, got, want)
		}
	}
	if err := <-done; err == nil || !strings.Contains(err.Error(), "4004") {
		t.Errorf("got error %v, want one about 4004", err)
	}
}

func TestCloseFrame(t *testing.T) {
	frame := func(code int, text string) string {
		p := websocket.FormatCloseMessage(code, text)
		return string([]byte{0x88, byte(len(p))}) + string(p)
	}
	for _, tt := range []struct {
		stream string
		code   int
		text   string
	}{
		{frame(4004, "Authentication failed."), 4004, "Authentication failed."},
		{"HTTP/1.1 101\r\n\r\n" + "\x81\x02hi" + frame(1001, ""), 1001, ""},
		{strings.Repeat("x", 500) + frame(4000, strings.Repeat("y", 123)), 4000, strings.Repeat("y", 123)},
		{"\x81\x02hi", 0, ""},
		{frame(4004, "")[:3], 0, ""},
		{frame(4004, "cut short")[:8], 0, ""},
		{"\x88\x00", 0, ""},
		{"", 0, ""},
	} {
		if code, text, ok := closeFrame([]byte(tt.stream)); code != tt.code || text != tt.text || ok != (tt.code != 0) {
			t.Errorf("%q: got %d %q %t, want %d %q", tt.stream, code, text, ok, tt.code, tt.text)
		}
	}
}

func TestBackoff(t *testing.T) {
	for failures, want := range map[int]time.Duration{
		0: time.Second, 1: 2 * time.Second, 6: 64 * time.Second, 7: maxWait, 1000: maxWait,
	} {
		for range 100 {
			if got := backoff(failures); got < want/2 || got > want*3/2 {
				t.Errorf("after %d failures the wait is %v, want %v give or take half", failures, got, want)
			}
		}
	}
}

func TestErrorsHoldNoTokenOfAnInteraction(t *testing.T) {
	client, err := newClient("http://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Get("https://discord.com/api/v9/interactions/1/SECRET/callback")
	if err == nil || !strings.Contains(err.Error(), "SECRET") {
		t.Fatalf("got error %v, want one that holds the address", err)
	}
	if got := withoutURL(err).Error(); strings.Contains(got, "SECRET") || got == "" {
		t.Errorf("the error is still %q", got)
	}
}
