package discord

import (
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"
)

func TestAddressed(t *testing.T) {
	alice, bot := &discordgo.User{ID: "1"}, &discordgo.User{ID: "2", Bot: true}
	for name, tt := range map[string]struct {
		m    discordgo.Message
		want bool
	}{
		"direct message":            {discordgo.Message{Author: alice}, true},
		"mention":                   {discordgo.Message{Author: alice, GuildID: "9", Mentions: []*discordgo.User{alice, bot}}, true},
		"reply with a mention":      {discordgo.Message{Author: alice, GuildID: "9", Mentions: []*discordgo.User{bot}, Type: discordgo.MessageTypeReply}, true},
		"no mention":                {discordgo.Message{Author: alice, GuildID: "9"}, false},
		"mention of somebody else":  {discordgo.Message{Author: alice, GuildID: "9", Mentions: []*discordgo.User{alice}}, false},
		"the bot itself":            {discordgo.Message{Author: bot}, false},
		"webhook":                   {discordgo.Message{Author: alice, WebhookID: "3"}, false},
		"nobody":                    {discordgo.Message{}, false},
		"somebody pinned a message": {discordgo.Message{Author: alice, Type: discordgo.MessageTypeChannelPinnedMessage}, false},
	} {
		if got := addressed(&tt.m, bot.ID); got != tt.want {
			t.Errorf("%s: addressed is %t", name, got)
		}
	}
}

func FuzzPlainText(f *testing.F) {
	f.Add("<@1>, how much does <@!2> know about <#3>?", "bob")
	f.Add("<t:1700000000> <t:-999999999999:R> <:a:1> </ask:1> <id:x>", "")
	f.Add("<t:99999999999999999999>", "<@1>")
	f.Add(" ?!", "\n")
	f.Fuzz(func(t *testing.T, text, name string) {
		got := plainText(text, map[string]string{"2": name})
		if strings.ContainsAny(got, "\n\r\t") || got != strings.TrimSpace(got) {
			t.Errorf("%q becomes %q, which is not one trimmed line", text, got)
		}
		if got != "" && !strings.ContainsFunc(got, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			t.Errorf("%q becomes %q, which has no word", text, got)
		}
	})
}
