package discord

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

const (
	// openTime is the most that a login may take.
	openTime = 30 * time.Second
	// closeTime is the most that saying goodbye may take; discordgo takes one
	// second at least.
	closeTime = 3 * time.Second
)

// A gateway is a session with Discord's gateway. It outlives a connection:
// another open resumes it where the connection before ended. Once an open has
// failed it is of no further use.
type gateway struct {
	session *discordgo.Session
	socket  socket
	lost    chan struct{} // has an element when the connection has ended
}

// newGateway returns a gateway that s has not opened yet, and that calls
// handlers one at a time, in the order of the events.
func newGateway(s *discordgo.Session, handlers ...any) *gateway {
	g := &gateway{session: s, lost: make(chan struct{}, 1)}
	s.SyncEvents = true
	s.Dialer = g.socket.dialer()
	for _, h := range handlers {
		s.AddHandler(h)
	}
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case g.lost <- struct{}{}:
		default:
		}
	})
	return g
}

// open connects and logs in. Where Discord closes the connection instead, the
// error is a *websocket.CloseError.
//
// discordgo has no time limit here, and hangs for ever when it is told to
// reconnect before it is logged in. Then it is left behind, cut off.
func (g *gateway) open(ctx context.Context) error {
	select {
	case <-g.lost: // the connection before
	default:
	}
	ctx, cancel := context.WithTimeoutCause(ctx, openTime, errors.New("no login within "+openTime.String()))
	defer cancel()
	opened := make(chan error, 1)
	go func() { opened <- g.session.Open() }()
	select {
	case err := <-opened:
		if errors.Is(err, discordgo.ErrWSAlreadyOpen) {
			return nil // what was lost had been replaced already
		}
		return err
	case <-ctx.Done():
		g.socket.close()
		return context.Cause(ctx)
	}
}

// lostReason says why the connection has ended: with a *websocket.CloseError
// where Discord closed it.
func (g *gateway) lostReason() error {
	if code, text, ok := closeFrame(g.socket.lastRead()); ok {
		return &websocket.CloseError{Code: code, Text: text}
	}
	return errors.New("the connection was lost")
}

// close says goodbye, which ends the session.
func (g *gateway) close() {
	cut := time.AfterFunc(closeTime, g.socket.close)
	defer cut.Stop()
	g.session.Close()
}
