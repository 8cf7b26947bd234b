package discord

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

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
	client, err := newClient("http://127.0.0.1:1", 1)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", "https://discord.com/api/v9/interactions/1/SECRET/callback", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Do(req)
	if err == nil || !strings.Contains(err.Error(), "SECRET") {
		t.Fatalf("got error %v, want one that holds the address", err)
	}
	if got := withoutURL(err).Error(); strings.Contains(got, "SECRET") || got == "" {
		t.Errorf("the error is still %q", got)
	}
}
