package discordtest_test

import (
	"os"
	"strings"
	"testing"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
)

// What the server answers is as Discord describes it.
func TestAnswers(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("../../../../shared/discord/openapi.json"); err != nil {
		t.Skip("Discord's description of its API is not in shared/discord")
	}
	check, err := discordtest.AnswerChecker()
	if err != nil {
		t.Fatal(err)
	}
	s := discordtest.NewServer(t)
	c := newClient(t, s.URL(), s.Token())
	alice := s.Member("alice", "fr")
	register(t, s, c, "", ask)
	in := alice.SlashDM("ask", object{"question": "when?"})
	if _, err := c.Request("POST", discordgo.EndpointInteractionResponse(in.ID, in.Token), object{"type": 5}); err != nil {
		t.Fatal(err)
	}
	webhook := "webhooks/" + s.BotID() + "/" + in.Token
	message := func(parts object) object {
		parts["allowed_mentions"] = object{"parse": list{}}
		return parts
	}
	for _, test := range []struct {
		pattern, path string
		payload       any
	}{
		{"GET /gateway", "gateway", nil},
		{"GET /gateway/bot", "gateway/bot", nil},
		{"GET /users/@me", "users/@me", nil},
		{"GET /applications/@me", "applications/@me", nil},
		{"GET /oauth2/applications/@me", "oauth2/applications/@me", nil},
		{"POST /users/@me/channels", "users/@me/channels", object{"recipient_id": alice.ID}},
		{"POST /channels/{channel_id}/messages", "channels/" + s.Channel() + "/messages", message(object{
			"content": "hi", "message_reference": object{"message_id": alice.Say(s.Channel(), "hi").ID},
		})},
		{"GET /applications/{application_id}/commands", "applications/" + s.BotID() + "/commands", nil},
		{"PUT /applications/{application_id}/guilds/{guild_id}/commands", "applications/" + s.BotID() + "/guilds/" + s.GuildID() + "/commands", list{ask}},
		{"PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original", webhook + "/messages/@original", message(object{"content": "in the end"})},
		{"POST /webhooks/{webhook_id}/{webhook_token}", webhook, message(object{"content": "one more"})},
	} {
		method, _, _ := strings.Cut(test.pattern, " ")
		body, err := c.Request(method, discordgo.EndpointAPI+test.path, test.payload)
		if err != nil {
			t.Fatalf("%s: %v", test.pattern, err)
		}
		if err := check(test.pattern, body); err != nil {
			t.Errorf("%s: %v\n%s", test.pattern, err, body)
		}
	}
}
