package discordtest_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
)

// echo replies to people with what it is shown of their messages.
func echo(c *discordgo.Session, m *discordgo.MessageCreate) {
	if m.Author.Bot {
		return
	}
	text := "seen: " + m.Content
	if m.ReferencedMessage != nil {
		text += ", to: " + m.ReferencedMessage.Content
	}
	c.ChannelTyping(m.ChannelID)
	c.ChannelMessageSendComplex(m.ChannelID, &discordgo.MessageSend{
		Content: text, Reference: m.Reference(), AllowedMentions: silent,
	})
}

func TestMessages(t *testing.T) {
	t.Parallel()
	s, c := start(t, echo)
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	bot := "<@" + s.BotID() + ">"
	question := alice.Say(s.Channel(), bot+" hi")
	answer, err := s.Reply(soon(t), question)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		msg  *discordgo.Message
		want string
	}{
		{"a mention is shown", question, "seen: " + bot + " hi"},
		{"a mention with a nickname is shown", alice.Say(s.Channel(), "<@!"+s.BotID()+"> hi"), "seen: <@!" + s.BotID() + "> hi"},
		{"a mention in a thread is shown", alice.Say(s.Thread(), bot+" hi"), "seen: " + bot + " hi"},
		{"a direct message is shown", alice.DM("hi"), "seen: hi"},
		{"a message to somebody else is not shown", alice.Say(s.Channel(), "hi <@"+bob.ID+">"), "seen: "},
		{"a reply to the bot mentions it", bob.ReplyTo(answer, "why?"), "seen: why?, to: seen: " + bot + " hi"},
		{"a reply to somebody else is not shown", bob.ReplyTo(alice.Say(s.Channel(), "secret"), "why?"), "seen: , to: "},
		{"a message that is replied to is shown if it mentions the bot", bob.ReplyTo(question, bot), "seen: " + bot + ", to: " + bot + " hi"},
	} {
		reply, err := s.Reply(soon(t), test.msg)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		if reply.Content != test.want {
			t.Errorf("%s: got %q, want %q", test.name, reply.Content, test.want)
		}
		if reply.Author.ID != s.BotID() || reply.ChannelID != test.msg.ChannelID || reply.MessageReference.MessageID != test.msg.ID {
			t.Errorf("%s: the reply is %+v", test.name, reply)
		}
	}
	if s.Typing(s.Thread()) != 1 {
		t.Errorf("typing in the thread %d times, want once", s.Typing(s.Thread()))
	}
	if dm, err := c.UserChannelCreate(alice.ID); err != nil || dm.ID != alice.DM("hi").ChannelID {
		t.Errorf("the channel for direct messages to alice is %v, %v", dm, err)
	}
}

func TestMessageArrives(t *testing.T) {
	t.Parallel()
	arrived := make(chan *discordgo.Message, 1)
	s, c := start(t, func(_ *discordgo.Session, m *discordgo.MessageCreate) { arrived <- m.Message })
	alice := s.Member("alice", "fr")
	for _, test := range []struct {
		name          string
		say           func()
		guild, member bool
	}{
		{"in the guild", func() { alice.Say(s.Channel(), "hi") }, true, true},
		{"of a webhook", func() { s.Webhook("hook").Say(s.Channel(), "hi") }, true, false},
		{"in direct messages", func() { alice.DM("hi") }, false, false},
		{"of the bot itself", func() {
			c.ChannelMessageSendComplex(s.Channel(), &discordgo.MessageSend{Content: "hi", AllowedMentions: silent})
		}, true, true},
	} {
		test.say()
		if m := <-arrived; (m.GuildID == s.GuildID()) != test.guild || (m.Member != nil) != test.member {
			t.Errorf("%s: guild %q, member %v", test.name, m.GuildID, m.Member)
		}
	}
}

func TestMentions(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "fr")
	msg := alice.Say(s.Channel(), "@everyone <@"+bob.ID+"> <@!"+bob.ID+"> <@123> <@&456>")
	if len(msg.Mentions) != 1 || msg.Mentions[0].ID != bob.ID {
		t.Errorf("mentions are %v, want bob", msg.Mentions)
	}
	if !msg.MentionEveryone || !cmp.Equal(msg.MentionRoles, []string{"456"}) {
		t.Errorf("everyone is mentioned: %v, and roles: %v", msg.MentionEveryone, msg.MentionRoles)
	}
	if hook := s.Webhook("hook").Say(s.Channel(), "hi"); hook.WebhookID == "" || !hook.Author.Bot {
		t.Errorf("a webhook's message is %+v", hook)
	}
	if bot := s.Bot("other").Say(s.Channel(), "hi"); !bot.Author.Bot || bot.WebhookID != "" {
		t.Errorf("a bot's message is %+v", bot)
	}
}

func TestQuiet(t *testing.T) {
	t.Parallel()
	s, _ := start(t, echo)
	alice := s.Member("alice", "fr")
	ignored := s.Bot("other").Say(s.Channel(), "hi <@"+s.BotID()+">")
	answered := alice.Say(s.Thread(), "hi")
	marker := alice.DM("marker")
	if _, err := s.Reply(soon(t), answered); err != nil {
		t.Fatal(err)
	}
	if err := s.Quiet(soon(t), marker, ignored); err != nil {
		t.Error(err)
	}
	if err := s.Quiet(soon(t), marker, ignored, answered); err == nil || !strings.Contains(err.Error(), "typing") {
		t.Errorf("a message that was answered passes for ignored: %v", err)
	}
}

func TestWaitSaysWhatForAndWhatCameInstead(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	msg := s.Member("alice", "fr").DM("hi")
	c := newClient(t, s.URL(), s.Token())
	if err := c.ChannelTyping(s.Channel()); err != nil {
		t.Fatal(err)
	}
	_, err := s.Reply(over(), msg)
	for _, want := range []string{"a reply to", msg.ID, `"hi"`, "/typing"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %s", err, want)
		}
	}
	for what, wait := range map[string]func(context.Context) error{
		"a login":  s.WaitReady,
		"login 1":  func(ctx context.Context) error { return s.WaitLogins(ctx, 1) },
		"commands": s.WaitCommands,
		"marker":   func(ctx context.Context) error { return s.Quiet(ctx, &discordgo.Message{Content: "marker"}) },
	} {
		if err := wait(over()); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), what) {
			t.Errorf("waiting for %s gives %v", what, err)
		}
	}
}

func TestToken(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	c := newClient(t, s.URL(), "wrong")
	var refused *discordgo.RESTError
	if _, err := c.User("@me"); !errors.As(err, &refused) || refused.Response.StatusCode != http.StatusUnauthorized {
		t.Errorf("a wrong token gives %v", err)
	}
	if err := c.Open(); !websocket.IsCloseError(err, 4004) {
		t.Errorf("a login with a wrong token gives %v", err)
	}
	if s.Logins() != 1 {
		t.Errorf("%d logins, want 1", s.Logins())
	}
	c = newClient(t, s.URL(), s.Token())
	if me, err := c.User("@me"); err != nil || me.ID != s.BotID() || !me.Bot {
		t.Errorf("the bot is %v, %v", me, err)
	}
	if app, err := c.Application("@me"); err != nil || app.ID != s.BotID() {
		t.Errorf("the application is %v, %v", app, err)
	}
	if gateway, err := c.GatewayBot(); err != nil || !strings.HasPrefix(gateway.URL, "ws://127.0.0.1:") {
		t.Errorf("the gateway is %v, %v", gateway, err)
	}
}

func TestPathInFrontOfAPI(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	c := newClient(t, s.URL()+"/a/proxy", s.Token())
	if _, err := c.User("@me"); err != nil {
		t.Error(err)
	}
}

func TestSent(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	c := newClient(t, s.URL(), s.Token())
	c.User("@me")
	c.ChannelMessageSendComplex(s.Channel(), &discordgo.MessageSend{Content: "hi", AllowedMentions: silent})
	sent := s.Sent()
	if len(sent) != 1 || sent[0].Method != "POST" || sent[0].Path != "/channels/"+s.Channel()+"/messages" ||
		!strings.Contains(string(sent[0].Body), `"content":"hi"`) {
		t.Errorf("sent %v", sent)
	}
}
