package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"
	"time"

	"entente/internal/discord"
	"entente/internal/journal"
	"entente/internal/metrics"

	"github.com/coreos/go-systemd/v22/daemon"
)

type runCommand struct {
	Token  string `env:"DISCORD_TOKEN" help:"The bot's token."`
	Guild  string `name:"guild" env:"DISCORD_GUILD_ID" help:"ID of the only server to register the commands in, for trying things. Empty: everywhere."`
	APIURL string `name:"api-url" env:"DISCORD_API_URL" help:"Another address for Discord's, such as a rate-limit proxy's: scheme, host, port and an optional path before /api."`
	Code   string `name:"code-url" env:"CODE_URL" help:"Where the bot's code can be had, as it tells members. Empty: it names its Go module."`

	Journal bool `env:"JOURNAL" default:"true" negatable:"" help:"Keep a journal of questions and votes that names nobody."`

	MemberCooldown  time.Duration `name:"member-cooldown" env:"MEMBER_COOLDOWN" default:"5s" help:"Time between two questions of one member, on average; five may come at once. 0s: no limit."`
	ChannelCooldown time.Duration `name:"channel-cooldown" env:"CHANNEL_COOLDOWN" default:"1s" help:"Time between two questions in one channel, on average; twenty may come at once. 0s: no limit."`

	MaxLogins int        `name:"max-logins" env:"MAX_LOGINS" default:"900" help:"Logins in 24 hours after which the bot stops, of the 1000 after which Discord resets the token."`
	Shards    shardCount `env:"SHARDS" default:"1" help:"In how many shards Discord divides its servers, or 'auto' for as many as it recommends. Only for bots in a thousand servers and more."`
	ShardIDs  []int      `name:"shard-ids" env:"SHARD_IDS" help:"Numbers of the shards that this process serves, from 0, with commas between them. Empty: all of them."`
}

var errNoToken = errors.New("no Discord token: set DISCORD_TOKEN, in the environment or in a file .env, to the token of your application " +
	"(https://discord.com/developers/applications, page Bot, Reset Token); to ask in the terminal, without a token: bot ask \"your question\"")

// Validate tells what kong can't see: numbers that make no sense.
func (c *runCommand) Validate() error {
	switch {
	case c.Guild != "" && !isID(c.Guild):
		return fmt.Errorf("--guild: %q is not the ID of a server, which is a number (in Discord's developer mode, its menu copies it)", c.Guild)
	case c.MemberCooldown < 0:
		return fmt.Errorf("--member-cooldown: %v is less than 0s", c.MemberCooldown)
	case c.ChannelCooldown < 0:
		return fmt.Errorf("--channel-cooldown: %v is less than 0s", c.ChannelCooldown)
	case c.MaxLogins < 1:
		return fmt.Errorf("--max-logins: %d is less than 1", c.MaxLogins)
	}
	return nil
}

// isID reports whether text may be one of Discord's IDs.
func isID(text string) bool {
	_, err := strconv.ParseUint(text, 10, 64)
	return err == nil
}

// Run is the Discord bot, until it is interrupted or Discord refuses it.
func (c *runCommand) Run(ctx context.Context, s *settings) error {
	if c.Token == "" {
		return errNoToken
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	log := s.logger()
	log.Info("the bot starts", "version", version())
	m := metrics.New(version())
	library := &library{settings: s, log: log, metrics: m}
	var tasks sync.WaitGroup
	defer func() {
		stop()
		tasks.Wait()
		library.close()
		log.Info("the bot has stopped")
	}()
	if s.Metrics != "" {
		listener, err := metrics.Listen(s.Metrics)
		if err != nil {
			return err
		}
		log.Info("metrics are served", "addr", listener.Addr())
		tasks.Go(func() {
			if err := metrics.Serve(ctx, listener, m.Handler(library.alive)); err != nil {
				log.Error("no more metrics", "err", err)
			}
		})
	}
	if err := library.open(ctx); err != nil {
		return err
	}
	tasks.Go(func() { library.follow(ctx, hangup) })
	tellSystemd(log, daemon.SdNotifyReady)
	context.AfterFunc(ctx, func() { tellSystemd(log, daemon.SdNotifyStopping) })
	tasks.Go(func() { feedWatchdog(ctx, log, library.alive) })
	cfg := discord.Config{
		Token: c.Token, APIURL: c.APIURL, GuildID: c.Guild, Log: log,
		Version: version(), Code: cmp.Or(c.Code, module()),
		Engine:         func() discord.Engine { return library.engine() },
		Observer:       m,
		MemberCooldown: c.MemberCooldown, ChannelCooldown: c.ChannelCooldown,
		MaxLogins: c.MaxLogins, Shards: int(c.Shards), ShardIDs: c.ShardIDs,
	}
	if c.Journal {
		cfg.Journal = journal.NewWriter(s.Data, log)
	}
	return discord.Run(ctx, cfg)
}
