package discord_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"entente/internal/answer"
	"entente/internal/discord"
	"entente/internal/discord/discordtest"
)

func TestShards(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*discord.Config){
		"a number":    func(cfg *discord.Config) { cfg.Shards = 3 },
		"recommended": func(cfg *discord.Config) { cfg.Shards = discord.AutoShards },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := hurried(t, parrot, func(s *discordtest.Server) {
				s.RecommendShards(3)
				s.MisbehaveOn("GET /gateway/bot", discordtest.Broken(500))
			}, change)
			if err := errors.Join(s.WaitLogins(deadline(t), 3), s.WaitCommands(deadline(t))); err != nil {
				t.Fatal(err)
			}
			alice := s.Member("alice", "fr")
			checkParrot(t, reply(t, s, alice.DM("Combien ?")), "fr", "Combien ?")
			checkParrot(t, reply(t, s, alice.Say(s.Channel(), "<@"+s.BotID()+"> Combien ?")), "fr", "Combien ?")
			checkParrot(t, response(t, alice.Slash(s.Channel(), "ask", question("Combien ?"))).Message, "fr", "Combien ?")
		})
	}
}

// Two processes share the shards: direct messages come to the one with shard 0.
func TestShardsOfTwoProcesses(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	asked := make(chan string, 1)
	process := func(name string, ids ...int) {
		start(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
			asked <- name
			return parrot(ctx, q)
		}, func(cfg *discord.Config) { cfg.Shards, cfg.ShardIDs = 2, ids }, discord.Hurry(haste))
	}
	process("first", 0)
	process("second", 1)
	if err := s.WaitLogins(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	alice := s.Member("alice", "fr")
	reply(t, s, alice.DM("Combien ?"))
	if by := <-asked; by != "first" {
		t.Errorf("the direct message was answered by the %s process", by)
	}
	reply(t, s, alice.Say(s.Channel(), "<@"+s.BotID()+"> Combien encore ?")) // not answered from memory
	if by, want := <-asked, []string{"first", "second"}[s.ShardOfGuild(2)]; by != want {
		t.Errorf("the mention was answered by the %s process, want the %s", by, want)
	}
}

func TestShardThatDoesNotExist(t *testing.T) {
	t.Parallel()
	b := start(t, discordtest.NewServer(t), parrot, func(cfg *discord.Config) { cfg.Shards, cfg.ShardIDs = 2, []int{1, 2} })
	if err := b.wait(deadline(t)); err == nil || !strings.Contains(err.Error(), "no shard 2") {
		t.Errorf("got error %v, want one about shard 2", err)
	}
}
