package discord_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/answer"
	"entente/internal/discord"
	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
)

// written returns what the bot wrote in a channel, or tried to.
func written(t *testing.T, s *discordtest.Server, channelID string) (messages []*discordgo.Message) {
	for _, r := range s.Sent() {
		if r.Path == "/channels/"+channelID+"/messages" {
			m := new(discordgo.Message)
			if err := json.Unmarshal(r.Body, m); err != nil {
				t.Fatal(err)
			}
			messages = append(messages, m)
		}
	}
	return messages
}

func TestWithoutPermissionToWriteTheMemberIsToldOnce(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	b := login(t, s, parrot)
	bot := "<@" + s.BotID() + ">"
	s.Mute(s.Channel())
	alice, bob, carol := s.Member("alice", "fr"), s.Member("bob", "en-US"), s.Member("carol", "fr")
	carol.CloseDMs()
	for _, m := range []*discordtest.Member{alice, alice, bob, carol, alice} {
		m.Say(s.Channel(), bot+" Combien ?")
	}
	s.Mute(s.Thread())
	alice.Say(s.Thread(), bot+" Combien ?")
	marker := alice.DM("Combien ?")
	reply(t, s, marker)
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	told := slices.DeleteFunc(written(t, s, marker.ChannelID), func(m *discordgo.Message) bool { return m.MessageReference != nil })
	if len(told) != 2 { // about the channel and about the thread
		t.Errorf("alice was told %d times, want twice", len(told))
	}
	if told = written(t, s, bob.DM("").ChannelID); len(told) != 1 {
		t.Fatalf("bob was told %d times, want once", len(told))
	}
	if !strings.Contains(told[0].Content, "<#"+s.Channel()+">") {
		t.Errorf("bob was not told which channel: %q", told[0].Content)
	}
	told[0].Content = strings.ReplaceAll(told[0].Content, s.Channel(), "1")
	golden(t, "muted", see(told[0]))
	for _, m := range []*discordtest.Member{alice, bob, carol} {
		if strings.Contains(b.log.String(), m.ID) {
			t.Errorf("%s's ID is in the log", m.Name)
		}
	}
}

func TestCommandsAreAnsweredWithoutPermissionToWrite(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, parrot)
	s.Mute(s.Channel())
	r := response(t, s.Member("alice", "fr").Slash(s.Channel(), "ask", question("Combien ?")))
	checkParrot(t, r.Message, "fr", "Combien ?")
}

func TestWhoAsksTooOftenIsToldToWait(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	b := login(t, s, parrot, func(cfg *discord.Config) { cfg.MemberCooldown = time.Hour })
	alice, bob, carol := s.Member("alice", "fr"), s.Member("bob", "en-US"), s.Member("carol", "fr")
	for i := range 5 {
		response(t, alice.Slash(s.Channel(), "ask", question(fmt.Sprint("Combien ", i))))
		response(t, carol.Slash(s.Channel(), "ask", question(fmt.Sprint("Combien ", i))))
		reply(t, s, bob.DM(fmt.Sprint("How much ", i)))
	}
	r := response(t, alice.Slash(s.Channel(), "ask", question("Combien ?")))
	if !r.Ephemeral || !regexp.MustCompile("^Patientez encore 3[56]..\u00a0secondes").MatchString(r.Message.Content) {
		t.Errorf("alice is told, ephemeral %t: %q", r.Ephemeral, r.Message.Content)
	}
	response(t, alice.Click(reply(t, s, s.Member("dave", "fr").DM("Combien ?")), "Contexte")) // clicks are free
	sixth := reply(t, s, bob.DM("How much?"))
	told := see(sixth)
	told.Content = regexp.MustCompile(`\d+`).ReplaceAllString(told.Content, "3600") // less the time that it took
	golden(t, "wait", told)
	seventh := bob.DM("How much, please?")
	marker := s.Member("erin", "fr").DM("Combien ?")
	reply(t, s, marker)
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	if err := s.Quiet(deadline(t), marker, seventh); err != nil {
		t.Error(err)
	}
}

func TestPastTheBoundOfTheQueueOneIsToldToAskAgain(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	release := make(chan struct{})
	login(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		<-release
		return parrot(ctx, q)
	})
	alice := s.Member("alice", "fr")
	const held = 16 + 16 // worked on, and waiting
	responses := make(chan *discordtest.Response)
	for i := range held + 1 {
		in := alice.Slash(s.Channel(), "ask", question(fmt.Sprint("Combien ", i)))
		go func() {
			r, err := in.Response(deadline(t))
			if err != nil {
				t.Error(err)
			}
			responses <- r
		}()
	}
	if r := <-responses; r == nil || !r.Ephemeral || !strings.HasPrefix(r.Message.Content, "Trop de questions") {
		t.Errorf("the one too many gets %+v", r)
	}
	close(release)
	for range held {
		if r := <-responses; r == nil || len(r.Message.Embeds) != 1 {
			t.Errorf("one of the others gets %+v", r)
		}
	}
}
