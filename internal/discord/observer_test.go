package discord_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/answer"
	"entente/internal/discord"
	"entente/internal/discord/discordtest"

	"github.com/google/go-cmp/cmp"
)

// A recorder is an Observer that notes what it hears.
type recorder struct {
	mu       sync.Mutex
	answered map[string]int // by way and outcome
	searches int
	shards   []string       // what became of them, in order
	requests map[string]int // by status and scope
}

func (r *recorder) Answered(way, outcome string, took time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answered[way+" "+outcome]++
}

func (r *recorder) Searched(time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.searches++
}

func (r *recorder) Waiting(int) {}

func (r *recorder) Connected(shard int, resumed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shards = append(r.shards, fmt.Sprintf("%d connected, resumed %t", shard, resumed))
}

func (r *recorder) Disconnected(shard int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shards = append(r.shards, fmt.Sprintf("%d disconnected", shard))
}

func (r *recorder) Requested(status int, scope string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests[fmt.Sprint(status, scope)]++
}

func TestObserver(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	heard := &recorder{answered: make(map[string]int), requests: make(map[string]int)}
	b := login(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		switch {
		case strings.Contains(q.Text, "rien"):
			return answer.Answer{Question: q.Text, Lang: "fr", Note: "Les articles ne le disent pas."}, nil
		case strings.Contains(q.Text, "erreur"):
			return answer.Answer{}, errors.New("the index is gone")
		}
		return parrot(ctx, q)
	}, func(c *discord.Config) {
		c.Observer, c.Journal = heard, new(ballotBox)
		c.MemberCooldown = time.Hour
	})
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "fr")
	for _, text := range []string{"Combien ?", "Combien de rien ?", "Combien d'erreurs : une erreur ?"} {
		if m := reply(t, s, alice.DM(text)); len(m.Components) > 0 {
			response(t, alice.Click(m, "👍"))
			response(t, alice.Click(m, "👎"))
		}
		response(t, bob.Slash(s.Channel(), "ask", question(text)))
	}
	response(t, bob.Slash(s.Channel(), "ask", question("?!")))
	response(t, bob.Slash(s.Channel(), "ask", question(strings.Repeat("Combien ? ", 200))))
	response(t, bob.Slash(s.Channel(), "ask", question("Combien encore ?"))) // the sixth within an hour
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{
		"message quoted": 1, "message silent": 1, "message failed": 1,
		"command quoted": 1, "command silent": 1, "command failed": 1, "command refused": 3,
		"click shown": 2,
	}
	if diff := cmp.Diff(want, heard.answered); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]string{"0 disconnected", "0 connected, resumed false", "0 disconnected"}, heard.shards); diff != "" {
		t.Errorf("shards: -want +got\n%s", diff)
	}
	if heard.requests["200"] == 0 || heard.requests["429"] > 0 {
		t.Errorf("requests %v", heard.requests)
	}
	if heard.searches != 4 {
		t.Errorf("%d searches, want 4", heard.searches)
	}
	for _, secret := range []string{alice.ID, bob.ID, s.Channel(), s.Token(), "Combien"} {
		if strings.Contains(b.log.String(), secret) {
			t.Errorf("the log has %q", secret)
		}
	}
}
