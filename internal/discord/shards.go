package discord

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"
)

// AutoShards, as Config.Shards, stands for as many as Discord recommends.
const AutoShards = -1

// connect keeps the shards connected until ctx is done, or until Discord refuses
// one of them in a way that trying again would not change.
func (b *bot) connect(ctx context.Context, token string, haste time.Duration) error {
	logins := &logins{
		max: cmp.Or(b.MaxLogins, defaultMaxLogins), spacing: loginSpacing / haste,
		gateway: func(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
			return b.rest().GatewayBot(discordgo.WithContext(ctx))
		},
		turns: make(map[int]chan struct{}),
	}
	shards := max(1, b.Shards)
	if b.Shards == AutoShards {
		var err error
		if shards, err = b.recommendedShards(ctx, logins, haste); err != nil || ctx.Err() != nil {
			return err
		}
	}
	ids := b.ShardIDs
	if len(ids) == 0 {
		for id := range shards {
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		if id < 0 || id >= shards {
			return fmt.Errorf("there is no shard %d: with SHARDS=%d, SHARD_IDS go from 0 to %d", id, shards, shards-1)
		}
	}
	running, ctx := errgroup.WithContext(ctx)
	for _, id := range ids {
		s := &shard{
			identity: identity{
				Token:      token,
				Intents:    discordgo.IntentGuildMessages | discordgo.IntentDirectMessages,
				Properties: map[string]string{"os": runtime.GOOS, "browser": "entente", "device": "entente"},
				Shard:      [2]int{id, shards},
			},
			log: b.Log, logins: logins, handle: b.handle, observer: b.Observer, haste: haste,
		}
		if shards > 1 {
			s.log = b.Log.With("shard", id)
		}
		running.Go(func() error { return s.run(ctx) })
	}
	return running.Wait()
}

// recommendedShards asks Discord, again and again, how many shards there should
// be.
func (b *bot) recommendedShards(ctx context.Context, l *logins, haste time.Duration) (int, error) {
	for failures := 0; ; failures++ {
		g, err := l.gateway(ctx)
		if err == nil {
			return max(1, g.Shards), nil
		}
		if refused := refusal(err); refused != nil {
			return 0, refused
		}
		wait := backoff(firstWait, maxWait, failures) / haste
		b.Log.Warn("cannot ask Discord how many shards it recommends", "err", withoutURL(err), "again_in", wait)
		if sleep(ctx, wait) != nil {
			return 0, nil
		}
	}
}
