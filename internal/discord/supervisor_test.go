package discord

import (
	"errors"
	"net"
	"testing"
	"time"
)

func TestGatewayThatNeverAnswersIsGivenUp(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	_, err = dial(t.Context(), "ws://"+silent.Addr().String(), 50*time.Millisecond)
	if timeout, ok := errors.AsType[net.Error](err); !ok || !timeout.Timeout() {
		t.Errorf("got error %v, want a timeout", err)
	}
}

func TestSessionIsResumedAtTheUsualAddressWhenItsOwnIsDead(t *testing.T) {
	s := &shard{session: session{id: "x", url: "ws://127.0.0.1:1", seq: 7}, address: "ws://usual", haste: 1}
	if err := s.connect(t.Context()); err == nil {
		t.Error("connected to a dead address")
	}
	if want := (session{"x", "ws://usual", 7}); s.session != want {
		t.Errorf("goes on with %v, want %v", s.session, want)
	}
}

func TestBackoff(t *testing.T) {
	for failures, want := range map[int]time.Duration{
		0: time.Second, 1: 2 * time.Second, 6: 64 * time.Second, 7: maxWait, 1000: maxWait,
	} {
		for range 100 {
			if got := backoff(firstWait, maxWait, failures); got < want/2 || got > want*3/2 {
				t.Errorf("after %d failures the wait is %v, want %v give or take half", failures, got, want)
			}
		}
	}
}
