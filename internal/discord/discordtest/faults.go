package discordtest

import (
	"bytes"
	"encoding/binary"
	"net"
	"time"

	"github.com/gorilla/websocket"
)

// A Stage is a moment in the life of a connection to the gateway.
type Stage int

// The stages, by what the gateway is about to send.
const (
	OnConnect Stage = iota // hello
	OnLogin                // READY
	OnResume               // what the client has missed, and RESUMED
	OnBeat                 // the acknowledgement of a heartbeat
	OnEvent                // any other event
)

// A Fault is what the gateway does once in place of sending what is due. After
// most of them it sends nothing more on the connection; events are kept for
// when the session is resumed.
type Fault struct {
	name string
	play func(c *conn, due []byte) // with the server's lock held
}

func (f Fault) String() string { return f.name }

// Misbehave has the gateway play the faults one after the other, each when a
// connection next comes to the stage.
func (s *Server) Misbehave(at Stage, faults ...Fault) {
	s.update(func() { s.script[at] = append(s.script[at], faults...) })
}

// MisbehaveNow has the gateway play a fault on every open connection, with
// an acknowledgement due.
func (s *Server) MisbehaveNow(f Fault) {
	s.update(func() {
		for c := range s.conns {
			if !c.ending {
				f.play(c, ack)
			}
		}
	})
}

// Behave drops the faults that were not played yet, those of requests too.
func (s *Server) Behave() {
	s.update(func() {
		clear(s.script)
		clear(s.requestScript)
	})
}

// ack acknowledges a heartbeat.
var ack = encode(object{"op": opHeartbeatACK})

// sendAt sends what is due at a stage, or plays the fault that the script has
// for it. The lock must be held.
func (c *conn) sendAt(at Stage, due []byte) {
	if faults := c.s.script[at]; len(faults) > 0 {
		c.s.script[at] = faults[1:]
		faults[0].play(c, due)
		return
	}
	c.send(due)
}

// last sends a payload after which the connection falls silent.
func (c *conn) last(payload object) {
	c.send(payload)
	c.silent = true
}

// Reconnect asks the client to connect again and resume: Op 7.
func Reconnect() Fault {
	return Fault{"reconnect", func(c *conn, _ []byte) { c.last(object{"op": opReconnect, "d": nil}) }}
}

// InvalidSession says that there is no session: Op 9. Unless it is resumable
// the session is over.
func InvalidSession(resumable bool) Fault {
	name := "invalid session"
	if resumable {
		name = "invalid session, resumable"
	}
	return Fault{name, func(c *conn, _ []byte) {
		if !resumable && c.session != nil {
			c.session.over(c.s)
			c.session = nil
		}
		c.last(object{"op": opInvalidSession, "d": resumable})
	}}
}

// Close closes the connection with a code of Discord's or of the WebSocket
// protocol.
func Close(code int) Fault {
	return Fault{"close", func(c *conn, _ []byte) { c.s.end(c, &closing{code, "for the test"}) }}
}

// Silence sends nothing more, though the connection stays open.
func Silence() Fault {
	return Fault{"silence", func(c *conn, _ []byte) { c.silent = true }}
}

// NoACKs acknowledges no heartbeat any more; all else goes on.
func NoACKs() Fault {
	return Fault{"no acknowledgements", func(c *conn, due []byte) {
		c.noACKs = true
		if !bytes.Equal(due, ack) {
			c.send(due)
		}
	}}
}

// Cut closes the connection in the middle of a frame.
func Cut() Fault {
	return Fault{"cut", func(c *conn, due []byte) {
		c.raw(func(conn *net.TCPConn) {
			frame := textFrame(due)
			conn.Write(frame[:len(frame)/2])
			conn.Close()
		})
		c.silent = true
	}}
}

// Reset drops the connection without a goodbye of any kind.
func Reset() Fault {
	return Fault{"reset", func(c *conn, _ []byte) {
		c.raw(reset)
		c.silent = true
	}}
}

// HalfClose ends what the gateway sends, without a close frame, and goes on
// listening.
func HalfClose() Fault {
	return Fault{"half close", func(c *conn, _ []byte) {
		c.raw(func(conn *net.TCPConn) { conn.CloseWrite() })
		c.silent = true
	}}
}

// Drip sends what is due a byte at a time, each a while after the one before.
func Drip(each time.Duration) Fault {
	return Fault{"drip", func(c *conn, due []byte) {
		c.raw(func(conn *net.TCPConn) {
			for _, b := range textFrame(due) {
				if _, err := conn.Write([]byte{b}); err != nil {
					return
				}
				time.Sleep(each)
			}
		})
	}}
}

// Late sends what is due, and so all that follows it, a while later.
func Late(by time.Duration) Fault {
	return Fault{"late", func(c *conn, due []byte) {
		c.raw(func(*net.TCPConn) { time.Sleep(by) })
		c.send(due)
	}}
}

// Twice sends what is due two times.
func Twice() Fault {
	return Fault{"twice", func(c *conn, due []byte) {
		c.send(due)
		c.send(due)
	}}
}

// Instead sends any text, such as bad JSON, in place of what is due. A client
// that goes on without having had an event must ask for it again.
func Instead(text string) Fault {
	return Fault{"instead " + text, func(c *conn, _ []byte) {
		c.send([]byte(text))
		c.silent = true
	}}
}

// Before sends any text before what is due, such as an operation or an event
// of an unknown kind.
func Before(text string) Fault {
	return Fault{"before " + text, func(c *conn, due []byte) {
		c.send([]byte(text))
		c.send(due)
	}}
}

// raw has something done with the network connection when all that was queued
// before is written. The lock must be held.
func (c *conn) raw(do func(*net.TCPConn)) {
	if !c.silent {
		c.queue(frame{do: do})
	}
}

// reset closes a connection so that the other side is told of an error.
func reset(conn *net.TCPConn) {
	conn.SetLinger(0)
	conn.Close()
}

// textFrame returns a WebSocket frame of a server (RFC 6455, section 5.2).
func textFrame(text []byte) []byte {
	f := []byte{0x80 | websocket.TextMessage}
	switch n := len(text); {
	case n < 126:
		f = append(f, byte(n))
	case n < 1<<16:
		f = binary.BigEndian.AppendUint16(append(f, 126), uint16(n))
	default:
		f = binary.BigEndian.AppendUint64(append(f, 127), uint64(n))
	}
	return append(f, text...)
}
