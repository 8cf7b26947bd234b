package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

const (
	// attemptTime is the most that one attempt may take, beside the time that its
	// body takes at uploadRate.
	attemptTime = 10 * time.Second
	uploadRate  = 100 << 10 // bytes a second
	// firstRetry and maxRetry bound the waits between attempts that fail.
	firstRetry = 200 * time.Millisecond
	maxRetry   = 15 * time.Second
	// requestRate and requestBurst together are less than the 50 requests that
	// Discord allows in any second.
	requestRate  = 35 // a second
	requestBurst = 10
	// maxRoutes is how many routes' rate limits are remembered.
	maxRoutes = 1000
)

// A patient transport keeps Discord's rate limits, and tries a request again
// that Discord did not carry out, or perhaps did and that does no harm twice.
// See "Rate Limits" in Discord's documentation. discordgo's own limits are of
// no use: a global one holds back nothing, and one is kept for ever for each
// interaction.
type patient struct {
	next      http.RoundTripper
	haste     time.Duration
	requested func(status int, scope string) // of an Observer
	steady    *rate.Limiter                  // of all requests, those on interactions aside

	mu     sync.Mutex
	global time.Time // until when those are held back
	routes *lru.Cache[string, *route]
}

// A route is what has a rate limit of its own. Its requests go one after the
// other, so that each knows what the one before was told.
type route struct {
	turn  chan struct{} // has an element while a request is under way
	until time.Time     // when the next may go
}

func newPatient(next http.RoundTripper, haste time.Duration, requested func(status int, scope string)) *patient {
	routes, _ := lru.New[string, *route](maxRoutes) // fails for sizes below 1
	return &patient{
		next: next, haste: haste, routes: routes, requested: requested,
		steady: rate.NewLimiter(requestRate, requestBurst),
	}
}

// RoundTrip implements http.RoundTripper.
func (p *patient) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer req.Body.Close() // try reads copies of it
	}
	ctx, cancel := context.WithTimeout(req.Context(), lifetime(req))
	defer cancel()
	r := p.route(req)
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for attempt := 0; ; attempt++ {
		if err := p.wait(ctx, req, r); err != nil {
			return nil, err
		}
		resp, err := p.try(ctx, req)
		var again time.Duration // until the next attempt
		switch {
		case err == nil && resp.StatusCode == http.StatusTooManyRequests:
			again = p.limited(resp, r, attempt)
		case err == nil && resp.StatusCode < 500:
			p.learn(resp, r)
			if attempt > 0 && acknowledged(req, resp) {
				return &http.Response{StatusCode: http.StatusNoContent, Header: resp.Header, Body: http.NoBody, Request: req}, nil
			}
			return resp, nil
		case repeatable(req):
			again = backoff(firstRetry, maxRetry, attempt) / p.haste
		default:
			return resp, err
		}
		if end, _ := ctx.Deadline(); ctx.Err() != nil || time.Until(end) < again {
			return resp, err
		}
		if err := sleep(ctx, again); err != nil {
			return nil, err
		}
	}
}

// try sends a request once and reads the whole response. It leaves half of the
// time that is left for another attempt.
func (p *patient) try(ctx context.Context, req *http.Request) (*http.Response, error) {
	end, _ := ctx.Deadline()
	most := attemptTime + time.Duration(req.ContentLength)*time.Second/uploadRate // -1 is next to nothing
	ctx, cancel := context.WithTimeout(ctx, min(most/p.haste, time.Until(end)/2))
	defer cancel()
	req = req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		req.Body = body
	}
	resp, err := p.next.RoundTrip(req)
	if err != nil {
		p.requested(0, "")
		return nil, err
	}
	p.requested(resp.StatusCode, resp.Header.Get("X-RateLimit-Scope"))
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// route returns the route of a request: what is done to one channel, guild or
// interaction, whichever message it is about.
func (p *patient) route(req *http.Request) *route {
	path, _, _ := strings.Cut(req.URL.Path, "/messages/")
	key := req.Method + " " + path
	p.mu.Lock()
	defer p.mu.Unlock()
	r, ok := p.routes.Get(key)
	if !ok {
		r = &route{turn: make(chan struct{}, 1)}
		p.routes.Add(key, r)
	}
	return r
}

// wait waits until a request of a route may go.
func (p *patient) wait(ctx context.Context, req *http.Request, r *route) error {
	if err := sleep(ctx, time.Until(r.until)); err != nil || ofInteraction(req) {
		return err
	}
	for {
		if err := sleep(ctx, time.Until(p.heldBack())); err != nil {
			return err
		}
		if err := p.steady.Wait(ctx); err != nil {
			return err
		}
		if time.Until(p.heldBack()) <= 0 {
			return nil
		}
	}
}

func (p *patient) heldBack() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.global
}

// learn notes when the next request of a route may go.
func (p *patient) learn(resp *http.Response, r *route) {
	if resp.Header.Get("X-RateLimit-Remaining") == "0" {
		r.until = time.Now().Add(headerSeconds(resp.Header.Get("X-RateLimit-Reset-After")))
	}
}

// limited notes what a 429 holds back, and returns for how long. One that is no
// JSON comes from what stands in front of Discord, and is about every request.
func (p *patient) limited(resp *http.Response, r *route, attempt int) time.Duration {
	var limit struct {
		RetryAfter float64 `json:"retry_after"` // s
		Global     bool    `json:"global"`
	}
	isJSON := json.Unmarshal(peek(resp), &limit) == nil
	wait := max(headerSeconds(resp.Header.Get("Retry-After")), backoff(firstRetry, maxRetry, attempt)/p.haste)
	if isJSON {
		wait = time.Duration(limit.RetryAfter * float64(time.Second))
	}
	wait += rand.N(wait/10 + 10*time.Millisecond)
	until := time.Now().Add(wait)
	if limit.Global || !isJSON {
		p.mu.Lock()
		defer p.mu.Unlock()
		if until.After(p.global) {
			p.global = until
		}
	} else {
		r.until = until
	}
	return wait
}
