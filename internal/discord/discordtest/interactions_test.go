package discordtest_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

// ask is a command with one option, for use everywhere.
var ask = &discordgo.ApplicationCommand{
	Name: "ask", Description: "Ask a question",
	NameLocalizations: &map[discordgo.Locale]string{discordgo.French: "demander"},
	Contexts:          &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM},
	IntegrationTypes:  &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall},
	Options: []*discordgo.ApplicationCommandOption{{
		Type: discordgo.ApplicationCommandOptionString, Name: "question", Description: "The question",
		Required: true, Autocomplete: true, MaxLength: 10,
	}},
}

func register(t *testing.T, s *discordtest.Server, c *discordgo.Session, guildID string, set ...*discordgo.ApplicationCommand) {
	t.Helper()
	if _, err := c.ApplicationCommandBulkOverwrite(s.BotID(), guildID, set); err != nil {
		t.Fatal(err)
	}
}

// answer answers a command as its question says.
func answer(t *testing.T) func(*discordgo.Session, *discordgo.InteractionCreate) {
	return func(c *discordgo.Session, i *discordgo.InteractionCreate) {
		question := i.ApplicationCommandData().GetOption("question").StringValue()
		r := &discordgo.InteractionResponse{Data: new(discordgo.InteractionResponseData)}
		if strings.Contains(question, "secret") {
			r.Data.Flags = discordgo.MessageFlagsEphemeral
		}
		switch {
		case i.Type == discordgo.InteractionApplicationCommandAutocomplete:
			r.Type = discordgo.InteractionApplicationCommandAutocompleteResult
			r.Data.Choices = []*discordgo.ApplicationCommandOptionChoice{{Name: question + "?", Value: question}}
		case strings.HasPrefix(question, "slow"):
			r.Type = discordgo.InteractionResponseDeferredChannelMessageWithSource
		default:
			r.Type = discordgo.InteractionResponseChannelMessageWithSource
			r.Data.Content, r.Data.AllowedMentions = "at once", silent
		}
		if err := c.InteractionRespond(i.Interaction, r); err != nil {
			t.Error(err)
		}
		if strings.HasPrefix(question, "slow") {
			text := "in the end"
			if _, err := c.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &text, AllowedMentions: silent}); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestResponse(t *testing.T) {
	t.Parallel()
	s, c := start(t, answer(t))
	register(t, s, c, "", ask)
	if err := s.WaitCommands(soon(t)); err != nil {
		t.Fatal(err)
	}
	alice := s.Member("alice", "fr")
	question := func(text string) map[string]any { return map[string]any{"question": text} }
	for _, test := range []struct {
		in                  *discordtest.Interaction
		content             string
		deferred, ephemeral bool
	}{
		{alice.Slash(s.Channel(), "ask", question("fast")), "at once", false, false},
		{alice.Slash(s.Thread(), "ask", question("slow")), "in the end", true, false},
		{alice.SlashDM("ask", question("secret")), "at once", false, true},
		{alice.SlashDM("ask", question("slowsecret")), "in the end", true, true},
	} {
		r, err := test.in.Response(soon(t))
		if err != nil {
			t.Fatal(err)
		}
		if r.Message.Content != test.content || r.Deferred != test.deferred || r.Ephemeral != test.ephemeral || r.After <= 0 || r.After > 3*time.Second {
			t.Errorf("got %+v with %+v, want %+v", r, r.Message, test)
		}
	}
	r, err := alice.Autocomplete(s.Channel(), "ask", question("wh"), "question").Response(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Choices) != 1 || r.Choices[0].Name != "wh?" || r.Message != nil {
		t.Errorf("got %+v, want one choice", r)
	}
}

func TestInteractionArrives(t *testing.T) {
	t.Parallel()
	arrived := make(chan *discordgo.Interaction, 1)
	s, c := start(t, func(_ *discordgo.Session, i *discordgo.InteractionCreate) { arrived <- i.Interaction })
	register(t, s, c, "", ask)
	alice := s.Member("alice", "fr")
	question := map[string]any{"question": "when?"}

	alice.Slash(s.Channel(), "ask", question)
	i := <-arrived
	if i.GuildID != s.GuildID() || i.ChannelID != s.Channel() || i.Member.User.ID != alice.ID || i.User != nil ||
		i.Locale != "fr" || i.Context != discordgo.InteractionContextGuild || i.AppID != s.BotID() ||
		i.ApplicationCommandData().Name != "ask" || i.ApplicationCommandData().GetOption("question").StringValue() != "when?" {
		t.Errorf("in the guild: %+v", i)
	}
	alice.SlashDM("ask", question)
	i = <-arrived
	if i.GuildID != "" || i.Member != nil || i.User.ID != alice.ID || i.Context != discordgo.InteractionContextBotDM {
		t.Errorf("in direct messages: %+v", i)
	}
	alice.Autocomplete(s.Channel(), "ask", question, "question")
	if i = <-arrived; !i.ApplicationCommandData().GetOption("question").Focused {
		t.Errorf("while typing: %+v", i)
	}
}

func TestMemberCannot(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	register(t, s, c, "", ask)
	register(t, s, c, s.GuildID(), &discordgo.ApplicationCommand{Name: "here", Description: "Here"})
	alice := s.Member("alice", "fr")
	question := map[string]any{"question": "when?"}
	r.expect(t, map[string]misdeed{
		"use a command that is not registered":           {func() { alice.Slash(s.Channel(), "tell", question) }, "not registered; there are: here, ask"},
		"use a command of the guild in a direct message": {func() { alice.SlashDM("here", nil) }, "not registered; there are: ask"},
		"leave out a required option":                    {func() { alice.SlashDM("ask", nil) }, "option question is required"},
		"enter more than an option takes":                {func() { alice.SlashDM("ask", map[string]any{"question": "eleven char"}) }, "11 characters"},
		"give an option that a command does not have":    {func() { alice.Slash(s.Channel(), "here", question) }, "does not have all of the options"},
		"use a command in a channel that does not exist": {func() { alice.Slash("1", "here", nil) }, "channel 1 does not exist"},
		"write in a channel that does not exist":         {func() { alice.Say("1", "hi") }, "no such channel"},
		"reply to a message that does not exist":         {func() { alice.ReplyTo(&discordgo.Message{ID: "1", ChannelID: s.Channel()}, "hi") }, "no such channel or message"},
	})
}

func TestFirstResponseIsRefused(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	register(t, s, c, "", ask)
	alice := s.Member("alice", "fr")
	slash := func() *discordtest.Interaction { return alice.SlashDM("ask", map[string]any{"question": "when?"}) }
	respond := func(in *discordtest.Interaction, kind discordgo.InteractionResponseType, data *discordgo.InteractionResponseData) error {
		return c.InteractionRespond(&discordgo.Interaction{ID: in.ID, Token: in.Token}, &discordgo.InteractionResponse{Type: kind, Data: data})
	}
	hi := &discordgo.InteractionResponseData{Content: "hi", AllowedMentions: silent}
	for _, test := range []struct {
		name string
		do   func() error
		code int
	}{
		{"to an unknown interaction", func() error { return respond(&discordtest.Interaction{ID: "1", Token: "x"}, 4, hi) }, 10062},
		{"when it is the second", func() error {
			in := slash()
			if err := respond(in, 5, nil); err != nil {
				t.Error(err)
			}
			return respond(in, 4, hi)
		}, 40060},
		{"after three seconds", func() error {
			in := slash()
			s.Advance(3 * time.Second)
			return respond(in, 4, hi)
		}, 10062},
		{"without content", func() error { return respond(slash(), 4, nil) }, 50006},
		{"with choices for a command", func() error { return respond(slash(), 8, nil) }, 50035},
		{"with too long a content", func() error {
			return respond(slash(), 4, &discordgo.InteractionResponseData{Content: strings.Repeat("x", 2001), AllowedMentions: silent})
		}, 50035},
		{"when it is deferred with flags other than ephemeral", func() error {
			return respond(slash(), 5, &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsSuppressEmbeds})
		}, 50035},
		{"with choices that are too long", func() error {
			in := alice.Autocomplete(s.Channel(), "ask", nil, "")
			return respond(in, 8, &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: strings.Repeat("x", 101), Value: 1}}})
		}, 50035},
	} {
		var refused *discordgo.RESTError
		if err := test.do(); !errors.As(err, &refused) || refused.Message.Code != test.code {
			t.Errorf("%s: got %v, want code %d", test.name, err, test.code)
		}
		if failure := r.take(); !strings.Contains(failure, "/callback") {
			t.Errorf("%s: the test fails with %q", test.name, failure)
		}
	}
}

func TestAfterFirstResponse(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	register(t, s, c, "", ask)
	in := s.Member("alice", "fr").SlashDM("ask", map[string]any{"question": "when?"})
	i := &discordgo.Interaction{ID: in.ID, Token: in.Token, AppID: s.BotID()}
	edit := func(text string) error {
		_, err := c.InteractionResponseEdit(i, &discordgo.WebhookEdit{Content: &text, AllowedMentions: silent})
		return err
	}
	followUp := func(text string) error {
		_, err := c.FollowupMessageCreate(i, true, &discordgo.WebhookParams{Content: text, AllowedMentions: silent})
		return err
	}
	code := func(err error) int {
		if refused, ok := errors.AsType[*discordgo.RESTError](err); ok {
			return refused.Message.Code
		}
		return 0
	}
	content := func() string {
		t.Helper()
		resp, err := in.Response(soon(t))
		if err != nil {
			t.Fatal(err)
		}
		return resp.Message.Content
	}
	var codes []int
	codes = append(codes, code(edit("too early")), code(followUp("too early")))
	if err := c.InteractionRespond(i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}); err != nil {
		t.Fatal(err)
	}
	codes = append(codes, code(edit("")), code(followUp("")), code(followUp("one")))
	if content() != "one" {
		t.Errorf("the first follow-up does not take the place of the deferred response, which is %q", content())
	}
	codes = append(codes, code(followUp("two")), code(edit("three")))
	if content() != "three" {
		t.Errorf("the edited response is %q", content())
	}
	s.Advance(15 * time.Minute)
	codes = append(codes, code(edit("too late")))
	if want := []int{10015, 10015, 50006, 50006, 0, 0, 0, 50027}; !cmp.Equal(codes, want) {
		t.Errorf("codes %v, want %v", codes, want)
	}
	if failures := strings.Count(r.take(), "discordtest: "); failures != 5 {
		t.Errorf("the test fails %d times, want 5", failures)
	}
}

func TestNoResponse(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	c := newClient(t, s.URL(), s.Token())
	register(t, s, c, "", ask)
	in := s.Member("alice", "fr").SlashDM("ask", map[string]any{"question": "when?"})
	s.Advance(3 * time.Second)
	if _, err := in.Response(soon(t)); err == nil || !strings.Contains(err.Error(), "did not respond in time") {
		t.Errorf("got %v", err)
	}
}
