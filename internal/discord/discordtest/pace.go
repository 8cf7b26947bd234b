package discordtest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How often a bot may do things.
const (
	maxLogins    = 1000            // in 24 hours
	loginSpacing = 5 * time.Second // between logins, at a max_concurrency of 1
	maxRequests  = 50              // a second, those on interactions aside
	maxOnRoute   = 5               // in routeWindow
	routeWindow  = 5 * time.Second
)

// A pace is how fast a bot was, for a server that watches over it.
type pace struct {
	haste       int                  // how many times faster everything may go; 0: nobody watches
	login       time.Time            // the last one
	requests    []time.Time          // of the last second
	onRoute     map[string]time.Time // when the window began
	routeUsed   map[string]int       // in the window
	globalFrom  time.Time            // a global rate limit
	globalUntil time.Time
}

// KeepPace has the test fail from now on if the bot logs in too often, sends
// requests too fast or resumes elsewhere than it is told to. It may log in once
// in five seconds, and send fifty requests a second and five in five seconds on
// a route, as headers of the answers say. Heartbeats, logins and routes go a
// number of times as fast as that.
func (s *Server) KeepPace(haste int) {
	s.update(func() {
		s.pace.haste = haste
		s.heartbeat = heartbeatInterval / time.Duration(haste)
		s.serving.Go(s.watchTime)
		s.pace.onRoute, s.pace.routeUsed = make(map[string]time.Time), make(map[string]int)
	})
}

// SetLoginsLeft says how many more logins Discord allows today, of 1000.
func (s *Server) SetLoginsLeft(n int) { s.update(func() { s.loginsLeft = n }) }

// RecommendShards says how many shards Discord recommends.
func (s *Server) RecommendShards(n int) { s.update(func() { s.shards = n }) }

// watchTime excuses the bot where the machine has stood still and so left it no
// time to respond to interactions.
func (s *Server) watchTime() {
	const tick, stall = 10 * time.Millisecond, 200 * time.Millisecond
	for last := time.Now(); ; last = time.Now() {
		select {
		case <-s.closed:
			return
		case <-time.After(tick):
		}
		if stood := time.Since(last); stood > stall {
			s.update(func() {
				for _, in := range s.interactions {
					in.late = in.late || in.first == 0 && s.now().Sub(in.sent) < firstResponse+stood
				}
			})
		}
	}
}

// watchLogin fails the test for a login too soon. The lock must be held.
func (s *Server) watchLogin(shard int) {
	if s.loginsLeft < 0 {
		s.fail("gateway", "no logins are left today: Discord resets the token", nil)
	}
	if s.pace.haste == 0 {
		return
	}
	now := time.Now()
	// What is measured here is when they come in, not when they were sent.
	const tolerance = 0.8
	least := time.Duration(tolerance * float64(loginSpacing/time.Duration(s.pace.haste)))
	if since := now.Sub(s.pace.login); since < least {
		s.fail("gateway", "login "+since.String()+" after the one before, on shard "+strconv.Itoa(shard), nil)
	}
	s.pace.login = now
}

// watchRequest fails the test for a request too many, and tells the bot how
// many more it may send. The lock must be held.
func (s *Server) watchRequest(x *exchange, h http.Header) {
	path := x.URL.Path
	if s.pace.haste == 0 || strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/") {
		return
	}
	now := time.Now()
	if now.After(s.pace.globalFrom) && now.Before(s.pace.globalUntil) {
		x.fail("sent during a global rate limit")
	}
	s.pace.requests = slices.DeleteFunc(s.pace.requests, func(t time.Time) bool { return now.Sub(t) > time.Second })
	if s.pace.requests = append(s.pace.requests, now); len(s.pace.requests) > maxRequests {
		x.fail("more than " + strconv.Itoa(maxRequests) + " requests in a second")
	}
	window := routeWindow / time.Duration(s.pace.haste)
	route := x.Method + " " + path
	if x.PathValue("message_id") != "" {
		route = route[:strings.LastIndexByte(route, '/')]
	}
	if now.Sub(s.pace.onRoute[route]) > window {
		s.pace.onRoute[route], s.pace.routeUsed[route] = now, 0
	}
	if s.pace.routeUsed[route]++; s.pace.routeUsed[route] > maxOnRoute {
		x.fail("more than " + strconv.Itoa(maxOnRoute) + " requests on its route in " + window.String())
	}
	h.Set("X-RateLimit-Bucket", x.Pattern)
	h.Set("X-RateLimit-Limit", strconv.Itoa(maxOnRoute))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, maxOnRoute-s.pace.routeUsed[route])))
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat((window-now.Sub(s.pace.onRoute[route])).Seconds(), 'f', 3, 64))
}
