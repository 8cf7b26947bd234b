package discord_test

import (
	"context"
	"testing"

	"entente/internal/answer"
	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

func TestAReplyToAnAnswerGoesOnWithTheConversation(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	asked := make(chan answer.Question, 10)
	login(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		asked <- q
		return parrot(ctx, q)
	})
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	turn := func(question string) answer.Turn {
		return answer.Turn{Question: question, Quotes: []string{"You asked: " + question}}
	}
	expect := func(text string, before ...answer.Turn) {
		t.Helper()
		q := <-asked
		if diff := cmp.Diff(answer.Question{Text: text, Before: before}, q); diff != "" {
			t.Errorf("asked (-want +got):\n%s", diff)
		}
	}

	first := reply(t, s, alice.Say(s.Channel(), "<@"+s.BotID()+"> Combien *coûte* le_pont ?"))
	expect("Combien *coûte* le_pont ?")
	second := reply(t, s, bob.ReplyTo(first, "et le quai ?"))
	expect("et le quai ?", turn("Combien *coûte* le_pont ?"))
	reply(t, s, alice.ReplyTo(second, "et au total ?"))
	expect("et au total ?", turn("Combien *coûte* le_pont ?"), turn("et le quai ?"))

	// No more than five answers back are read.
	var last *discordgo.Message
	questions := []string{"a1", "a2", "a3", "a4", "a5", "a6", "a7"}
	for i, question := range questions {
		if i == 0 {
			last = reply(t, s, alice.DM(question))
		} else {
			last = reply(t, s, alice.ReplyTo(last, question))
		}
		var before []answer.Turn
		for _, earlier := range questions[max(0, i-5):i] {
			before = append(before, turn(earlier))
		}
		expect(question, before...)
	}

	// A message that replies to none of the bot's answers begins anew.
	other := bob.Say(s.Channel(), "hello")
	reply(t, s, alice.ReplyTo(other, "<@"+s.BotID()+"> what is that?"))
	expect("what is that?")
}

func TestAReplyToTheAnswerOfACommand(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	asked := make(chan answer.Question, 2)
	login(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		asked <- q
		return parrot(ctx, q)
	})
	alice := s.Member("alice", "fr")
	const text = "Combien *coûte* le_pont ?"
	for i, use := range []func() *discordtest.Interaction{
		func() *discordtest.Interaction { return alice.Slash(s.Channel(), "ask", question(text)) },
		func() *discordtest.Interaction {
			return alice.UseOn(alice.Say(s.Thread(), text), "Look it up in the articles")
		},
	} {
		m := response(t, use()).Message
		if i == 0 { // later it is answered from memory
			<-asked
		}
		reply(t, s, alice.ReplyTo(m, "et le quai ?"))
		want := []answer.Turn{{Question: text, Quotes: []string{"You asked: " + text}}}
		if diff := cmp.Diff(want, (<-asked).Before); diff != "" {
			t.Errorf("turns before (-want +got):\n%s", diff)
		}
	}
}

func TestAMentionInReplyAsksAboutThatMessage(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	asked := make(chan answer.Question, 1)
	login(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		asked <- q
		return parrot(ctx, q)
	})
	bot := "<@" + s.BotID() + ">"
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	theirs := alice.PostInForum("Travaux", bot+" Combien coûte le pont ?")
	first := reply(t, s, theirs)
	<-asked

	checkParrot(t, reply(t, s, bob.ReplyTo(theirs, bot)), "fr", "Combien coûte le pont ?") // as it was answered before
	then := alice.ReplyTo(first, "et le quai ?")
	reply(t, s, then)
	<-asked
	again := reply(t, s, bob.ReplyTo(then, bot+" ?"))
	turn := func(question string) answer.Turn {
		return answer.Turn{Question: question, Quotes: []string{"You asked: " + question}}
	}
	want := answer.Question{Text: "et le quai ?", Before: []answer.Turn{turn("Combien coûte le pont ?")}}
	if diff := cmp.Diff(want, <-asked); diff != "" {
		t.Errorf("asked about a question in a conversation (-want +got):\n%s", diff)
	}
	reply(t, s, alice.ReplyTo(again, "et au total ?"))
	want = answer.Question{Text: "et au total ?", Before: append(want.Before, turn("et le quai ?"))}
	if diff := cmp.Diff(want, <-asked); diff != "" {
		t.Errorf("asked in reply to its answer (-want +got):\n%s", diff)
	}

	// What others write among themselves is not shown to the bot.
	hidden := alice.Say(s.Channel(), "Combien coûte le pont ?")
	golden(t, "unreadable", see(reply(t, s, bob.ReplyTo(hidden, bot))))
}

func TestFurtherQuotesInAConversation(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	asked := make(chan answer.Question, 4)
	login(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		asked <- q
		a, err := parrot(ctx, q)
		a.More = true
		return a, err
	})
	alice := s.Member("alice", "fr")
	first := reply(t, s, alice.DM("Combien ?"))
	<-asked
	second := reply(t, s, alice.ReplyTo(first, "Combien en tout ?"))
	want := <-asked
	if len(want.Before) != 1 {
		t.Fatalf("asked %+v", want)
	}
	want.Lang = "fr"
	page := response(t, alice.Click(second, "Autres extraits"))
	for _, skip := range []int{1, 4} {
		want.Skip = skip
		if diff := cmp.Diff(want, <-asked); diff != "" {
			t.Errorf("asked (-want +got):\n%s", diff)
		}
		page = response(t, alice.Click(page.Message, "Suivants"))
	}
}
