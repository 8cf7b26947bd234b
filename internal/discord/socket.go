package discord

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"net"
	"slices"
	"sync"

	"github.com/gorilla/websocket"
)

// maxControlFrame is the size of the largest control frame of the WebSocket
// protocol (RFC 6455, section 5.5) without the mask that servers don't use.
const maxControlFrame = 2 + 125 // bytes

// A socket is the network connection below a WebSocket that discordgo keeps to
// itself: through it the connection can be cut at any time, and one can tell
// with which code it was closed.
type socket struct {
	mu     sync.Mutex
	conn   net.Conn // the newest; nil before the first
	tail   []byte   // the last bytes read from it, at most maxControlFrame
	closed bool
}

// dialer returns a dialer that connects the socket. It sees to the encryption
// itself, so as to read what comes out of it; proxies are left out for that.
func (s *socket) dialer() *websocket.Dialer {
	return &websocket.Dialer{
		HandshakeTimeout:  openTime,
		NetDialContext:    s.dialWith(new(net.Dialer)),
		NetDialTLSContext: s.dialWith(new(tls.Dialer)),
	}
}

type contextDialer interface {
	DialContext(ctx context.Context, network, addr string) (net.Conn, error)
}

func (s *socket) dialWith(d contextDialer) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := d.DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.closed {
			conn.Close()
			return nil, net.ErrClosed
		}
		s.conn, s.tail = conn, nil
		return &readConn{conn, s}, nil
	}
}

// close cuts the connection, if there is one, and lets no other be made.
func (s *socket) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.conn != nil {
		s.conn.Close()
	}
}

// lastRead returns the last bytes that were read.
func (s *socket) lastRead() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tail
}

// A readConn is a connection that its socket reads along with.
type readConn struct {
	net.Conn
	socket *socket
}

func (c *readConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.socket.mu.Lock()
	defer c.socket.mu.Unlock()
	tail := slices.Concat(c.socket.tail, p[max(0, n-maxControlFrame):n])
	c.socket.tail = tail[max(0, len(tail)-maxControlFrame):]
	return n, err
}

// closeFrame reads the close frame that a WebSocket stream from a server ends
// with, if it does.
func closeFrame(stream []byte) (code int, text string, ok bool) {
	const finalClose = 0x80 | websocket.CloseMessage
	for i := max(0, len(stream)-maxControlFrame); i+4 <= len(stream); i++ {
		if stream[i] == finalClose && int(stream[i+1]) == len(stream)-i-2 {
			return int(binary.BigEndian.Uint16(stream[i+2:])), string(stream[i+4:]), true
		}
	}
	return 0, "", false
}
