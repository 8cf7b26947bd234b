package discord_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/answer"
	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
)

// Kinds of requests.
const (
	postMessage  = "POST /channels/{channel_id}/messages"
	postTyping   = "POST /channels/{channel_id}/typing"
	postResponse = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	patchAnswer  = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
)

// Whatever goes wrong with the requests that make an answer, it is there, once.
func TestRequestFaults(t *testing.T) {
	t.Parallel()
	const wait = 50 * time.Millisecond
	for _, faults := range [][]discordtest.RequestFault{
		{discordtest.TooMany(discordtest.PerRoute, wait)},
		{discordtest.TooMany(discordtest.Shared, wait), discordtest.TooMany(discordtest.Shared, wait)},
		{discordtest.TooMany(discordtest.Global, 10*wait)},
		{discordtest.TooManyHTML(0)},
		{discordtest.Broken(500), discordtest.Broken(502), discordtest.Broken(503), discordtest.Broken(504)},
		{discordtest.Done(discordtest.Broken(500))},
		{discordtest.Done(discordtest.Broken(502)), discordtest.Broken(502)},
		{discordtest.ResetRequest()},
		{discordtest.Done(discordtest.ResetRequest())},
	} {
		t.Run(fmt.Sprint(faults), func(t *testing.T) {
			t.Parallel()
			s, _ := hurried(t, parrot, func(s *discordtest.Server) {
				s.MisbehaveOn(postMessage, faults...)
				s.MisbehaveOn(postResponse, faults...)
				s.MisbehaveOn(postTyping, faults...)
			})
			if err := s.WaitCommands(deadline(t)); err != nil {
				t.Fatal(err)
			}
			alice := s.Member("alice", "fr")
			m, in := alice.DM("Combien ?"), alice.SlashDM("ask", question("Combien ?"))
			checkParrot(t, reply(t, s, m), "fr", "Combien ?")
			checkParrot(t, response(t, in).Message, "fr", "Combien ?")
			// What comes after it on its route comes after all attempts.
			checkParrot(t, reply(t, s, alice.DM("Combien ?")), "fr", "Combien ?")
			if s.Replies(m.ID) != 1 || s.Replies(in.ID) != 1 {
				t.Errorf("the message has %d replies and the command %d, want one each", s.Replies(m.ID), s.Replies(in.ID))
			}
		})
	}
}

func TestFaultsOfADeferredAnswer(t *testing.T) {
	t.Parallel()
	slow := func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		select {
		case <-time.After(2100 * time.Millisecond):
		case <-ctx.Done():
		}
		return parrot(ctx, q)
	}
	s, _ := hurried(t, slow, func(s *discordtest.Server) {
		s.MisbehaveOn(postResponse, discordtest.Done(discordtest.ResetRequest()))
		s.MisbehaveOn(patchAnswer,
			discordtest.TooMany(discordtest.PerRoute, time.Millisecond), discordtest.TooManyHTML(0), discordtest.Broken(503),
			discordtest.ResetRequest(), discordtest.Done(discordtest.Broken(500)), discordtest.Done(discordtest.ResetRequest()))
	})
	if err := s.WaitCommands(deadline(t)); err != nil {
		t.Fatal(err)
	}
	in := s.Member("alice", "fr").SlashDM("ask", question("Combien ?"))
	checkParrot(t, response(t, in).Message, "fr", "Combien ?")
	if s.Replies(in.ID) != 1 {
		t.Errorf("%d replies, want one", s.Replies(in.ID))
	}
}

func TestResponseThatHangsIsSentAgain(t *testing.T) {
	t.Parallel()
	for _, fault := range []discordtest.RequestFault{discordtest.Hang(), discordtest.Done(discordtest.Hang())} {
		t.Run(fmt.Sprint(fault), func(t *testing.T) {
			t.Parallel()
			s, _ := hurried(t, parrot, func(s *discordtest.Server) { s.MisbehaveOn(postResponse, fault) })
			if err := s.WaitCommands(deadline(t)); err != nil {
				t.Fatal(err)
			}
			in := s.Member("alice", "fr").SlashDM("ask", question("Combien ?"))
			checkParrot(t, response(t, in).Message, "fr", "Combien ?")
		})
	}
}

func TestPaceIsKept(t *testing.T) {
	t.Parallel()
	s, _ := hurried(t, parrot, func(*discordtest.Server) {})
	if err := s.WaitReady(deadline(t)); err != nil {
		t.Fatal(err)
	}
	alice := s.Member("alice", "fr")
	var last *discordgo.Message
	for range 12 { // in one channel; 5 are allowed in the time of a window
		last = alice.Say(s.Channel(), "<@"+s.BotID()+"> Combien ?")
	}
	for range 40 {
		s.Member("bob", "fr").DM("Combien ?")
	}
	if _, err := s.Reply(deadline(t), last); err != nil {
		t.Fatal(err)
	}
}

func TestEventThatComesTwiceIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	s, b := hurried(t, parrot, func(*discordtest.Server) {})
	if err := s.WaitCommands(deadline(t)); err != nil {
		t.Fatal(err)
	}
	s.Misbehave(discordtest.OnEvent, discordtest.Twice(), discordtest.Twice())
	alice := s.Member("alice", "fr")
	alice.DM("Combien ?")
	alice.SlashDM("ask", question("Combien ?"))
	reply(t, s, alice.DM("Et après ?"))
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	sent := slices.DeleteFunc(s.Sent(), func(r discordtest.Request) bool {
		return !strings.HasSuffix(r.Path, "/messages") && !strings.HasSuffix(r.Path, "/callback")
	})
	if len(sent) != 3 {
		t.Errorf("%d answers to 3 questions were sent: %v", len(sent), sent)
	}
}
