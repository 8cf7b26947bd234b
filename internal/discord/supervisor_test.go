package discord

import (
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
