package discord

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// newClient returns the HTTP client that requests to Discord go through. Where
// apiURL is not empty they go there instead of https://discord.com. All that it
// waits for Discord is divided by haste; requested is an Observer's.
func newClient(apiURL string, haste time.Duration, requested func(status int, scope string)) (*http.Client, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if apiURL == "" {
		return &http.Client{Transport: newPatient(transport, haste, requested)}, nil
	}
	base, err := url.Parse(apiURL)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" {
		return nil, fmt.Errorf("the address of Discord's API is %q: it must look like http://127.0.0.1:8080", apiURL)
	}
	return &http.Client{Transport: newPatient(&redirect{base, transport}, haste, requested)}, nil
}

// A redirect sends what is meant for https://discord.com to another host. The
// address of the gateway follows: Discord's API, or what stands in for it,
// names it.
type redirect struct {
	base *url.URL // scheme, host and what comes before /api
	*http.Transport
}

// RoundTrip implements http.RoundTripper.
func (t *redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host == "discord.com" {
		req = req.Clone(req.Context())
		req.URL.Scheme, req.URL.Host = t.base.Scheme, t.base.Host
		req.URL.Path = strings.TrimSuffix(t.base.Path, "/") + req.URL.Path
		req.Host = ""
	}
	return t.Transport.RoundTrip(req)
}

// withoutURL drops the address that net/http and discordgo put into their
// errors: the token of an interaction is part of it.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*discordgo.RateLimitError](err); ok {
		return fmt.Errorf("a rate limit for another %v", e.RetryAfter)
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
