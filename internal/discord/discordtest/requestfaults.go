package discordtest

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// A RequestFault is what the REST API does once in place of carrying out a
// request and answering it.
type RequestFault struct {
	name string
	// answer answers a request; carry carries it out.
	answer func(s *Server, w http.ResponseWriter, r *http.Request, carry func())
}

func (f RequestFault) String() string { return f.name }

// MisbehaveOn has the REST API play the faults one after the other, each on the
// next request of a kind, such as "POST /channels/{channel_id}/messages"; the
// names in braces are those of Discord's description of its API.
func (s *Server) MisbehaveOn(kind string, faults ...RequestFault) {
	s.update(func() { s.requestScript[kind] = append(s.requestScript[kind], faults...) })
}

// requestFault takes the fault that the script has for a request.
func (s *Server) requestFault(r *http.Request) (f RequestFault, ok bool) {
	s.update(func() {
		if faults := s.requestScript[r.Pattern]; len(faults) > 0 {
			f, ok = faults[0], true
			s.requestScript[r.Pattern] = faults[1:]
		}
	})
	return f, ok
}

// A Scope says whom a rate limit is for.
type Scope string

// The scopes of rate limits.
const (
	PerRoute Scope = "user"   // the bot, on this route
	Shared   Scope = "shared" // everybody, on this channel or server
	Global   Scope = "global" // the bot, everywhere but on interactions
)

// underWay is the most that a response and the request after it may take.
const underWay = 300 * time.Millisecond

// TooMany answers 429. Requests that come all the same while a global limit
// lasts fail the test, but for those that may have been under way.
func TooMany(scope Scope, retryAfter time.Duration) RequestFault {
	return RequestFault{"429 " + string(scope), func(s *Server, w http.ResponseWriter, r *http.Request, _ func()) {
		h := w.Header()
		h.Set("Content-Type", "application/json")
		h.Set("Retry-After", strconv.Itoa(int((retryAfter+time.Second-1)/time.Second)))
		h.Set("X-RateLimit-Scope", string(scope))
		if scope == Global {
			h.Set("X-RateLimit-Global", "true")
			s.update(func() {
				now := time.Now()
				s.pace.globalFrom, s.pace.globalUntil = now.Add(underWay), now.Add(retryAfter)
			})
		}
		w.WriteHeader(http.StatusTooManyRequests)
		w.Write(encode(object{
			"message": "You are being rate limited.", "retry_after": retryAfter.Seconds(), "global": scope == Global,
		}))
	}}
}

// TooManyHTML answers 429 as Cloudflare in front of Discord does.
func TooManyHTML(retryAfter time.Duration) RequestFault {
	return RequestFault{"429 HTML", func(_ *Server, w http.ResponseWriter, _ *http.Request, _ func()) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Retry-After", strconv.Itoa(int(retryAfter/time.Second)))
		w.WriteHeader(http.StatusTooManyRequests)
		fmt.Fprint(w, "<html><body>error code: 1015</body></html>")
	}}
}

// Broken answers with a status, such as 502, and nothing that could be read.
func Broken(status int) RequestFault {
	return RequestFault{strconv.Itoa(status), func(_ *Server, w http.ResponseWriter, _ *http.Request, _ func()) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		fmt.Fprintf(w, "<html><body>%s</body></html>", http.StatusText(status))
	}}
}

// Hang does not answer; it waits until the client gives up.
func Hang() RequestFault {
	return RequestFault{"hang", func(_ *Server, _ http.ResponseWriter, r *http.Request, _ func()) {
		<-r.Context().Done()
	}}
}

// ResetRequest drops the connection.
func ResetRequest() RequestFault {
	return RequestFault{"reset", func(_ *Server, w http.ResponseWriter, _ *http.Request, _ func()) {
		if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
			reset(conn.(*net.TCPConn))
		}
	}}
}

// Done carries out the request all the same, before the fault.
func Done(f RequestFault) RequestFault {
	return RequestFault{f.name + ", but done", func(s *Server, w http.ResponseWriter, r *http.Request, carry func()) {
		s.update(func() { s.unheard[r.URL.Path] = true })
		carry()
		f.answer(s, w, r, func() {})
	}}
}
