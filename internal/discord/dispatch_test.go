package discord_test

import (
	"strings"
	"testing"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
)

func TestMenuOfAMessage(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, parrot)
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	const command = "Look it up in the articles"
	for _, tt := range []struct {
		way  string
		in   *discordtest.Interaction
		want string
	}{
		{"of somebody else", bob.UseOn(alice.Say(s.Channel(), "Combien ?"), command), "fr Combien ?"},
		{"of one's own", bob.UseOn(bob.Say(s.Thread(), "How much?"), command), "en How much?"},
		{"of a webhook", alice.UseOn(s.Webhook("hook").Say(s.Channel(), "OpenAI?"), command), "fr OpenAI?"},
		{"in direct messages", bob.UseOn(bob.DM(""), command), ""},
	} {
		t.Run(tt.way, func(t *testing.T) {
			r := response(t, tt.in)
			lang, text, answered := strings.Cut(tt.want, " ")
			if !answered {
				if !strings.HasPrefix(r.Message.Content, "Ask me a question") || !r.Ephemeral {
					t.Errorf("got %q, ephemeral %t", r.Message.Content, r.Ephemeral)
				}
				return
			}
			checkParrot(t, r.Message, lang, text)
			if r.Message.Embeds[0].Title != text {
				t.Errorf("the title is %q, want the question", r.Message.Embeds[0].Title)
			}
		})
	}
}

func TestButtonOfAnOlderVersion(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, parrot)
	alice := s.Member("alice", "fr")
	old := s.Post(s.Channel(), &discordgo.MessageSend{Components: []discordgo.MessageComponent{
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "Old", CustomID: "old:1"}}},
	}})
	r := response(t, alice.Click(old, "Old"))
	if !strings.Contains(r.Message.Content, "ancienne version") || !r.Ephemeral {
		t.Errorf("got %q, ephemeral %t", r.Message.Content, r.Ephemeral)
	}
}
