package discord

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// The token of an interaction is part of the address of a request about it.
func TestErrorsHoldNoTokenOfAnInteraction(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	for name, serve := range map[string]http.HandlerFunc{
		"rate limit": answer(429, `{"retry_after": 60, "global": false}`),
		"HTML rate limit": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "60")
			answer(429, "<html>")(w, r)
		},
		"refusal":   answer(404, `{"code": 10062}`),
		"broken":    answer(502, ""),
		"no answer": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(serve)
			defer s.Close()
			client, err := newClient(s.URL, 1, unobserved{}.Requested)
			if err != nil {
				t.Fatal(err)
			}
			defer client.CloseIdleConnections()
			in := &discordgo.Interaction{ID: "1", Token: "SECRET"}
			err = newSession("token", client).InteractionRespond(in, &discordgo.InteractionResponse{})
			if err == nil {
				t.Fatal("no error")
			}
			if got := withoutURL(err).Error(); strings.Contains(got, "SECRET") || got == "" {
				t.Errorf("the error is still %q", got)
			}
		})
	}
}
