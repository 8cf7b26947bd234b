package discord_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/answer"
	"entente/internal/discord"
	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreCurrent()) // Bleve starts some at once
}

// deadline is a context for a wait that should be short.
func deadline(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// An ask is an engine made of one function, without any articles.
type ask func(context.Context, answer.Question) (answer.Answer, error)

func (a *ask) Answer(ctx context.Context, q answer.Question) (answer.Answer, error) {
	return (*a)(ctx, q)
}

func (a *ask) Context(answer.Ref) (answer.Context, error) {
	return answer.Context{}, answer.ErrChanged
}
func (*ask) Topics(context.Context, string, string) ([]string, error) { return nil, nil }
func (*ask) Timeline(string, string) []answer.Fact                    { return nil }
func (*ask) Sources() []answer.Source                                 { return nil }
func (*ask) Compare(_ context.Context, q answer.Question) (answer.Comparison, error) {
	return answer.Comparison{Topic: q.Text, Lang: q.Lang}, nil
}

// parrot answers each question with one quote that says what was asked. It
// takes a question with "Combien" for French, others for English unless the
// person speaks French.
func parrot(_ context.Context, q answer.Question) (answer.Answer, error) {
	lang := "en"
	if strings.Contains(q.Text, "Combien") || q.Lang == "fr" {
		lang = "fr"
	}
	return answer.Answer{
		Question: q.Text, Lang: lang, Answered: true,
		Quotes: []answer.Quote{{
			File: "some_file.txt", Line: 12, Title: "A title", Date: "2024-10-18",
			Text: "You asked: " + q.Text, Highlights: [][2]int{{4, 9}}, Score: 0.9,
		}},
	}, nil
}

// A running is a bot at work.
type running struct {
	cancel context.CancelFunc
	done   chan struct{} // closed when Run has returned err
	err    error
	log    *lockedBuffer
}

// wait waits until the bot ends by itself and returns what Run does.
func (r *running) wait(ctx context.Context) error {
	select {
	case <-r.done:
		return r.err
	case <-ctx.Done():
		return errors.New("the bot goes on")
	}
}

// stop stops the bot and returns what Run does.
func (r *running) stop() error {
	r.cancel()
	<-r.done
	return r.err
}

// start runs a bot on the server until the test ends or stop is called.
func start(t *testing.T, s *discordtest.Server, ask ask, change ...func(*discord.Config)) *running {
	t.Helper()
	log := new(lockedBuffer)
	cfg := discord.Config{
		Token: s.Token(), APIURL: s.URL(), Engine: func() discord.Engine { return &ask },
		Log: slog.New(slog.NewTextHandler(io.MultiWriter(log, t.Output()), &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, c := range change {
		c(&cfg)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	b := &running{cancel: cancel, done: make(chan struct{}), log: log}
	go func() {
		defer close(b.done)
		b.err = discord.Run(ctx, cfg)
	}()
	t.Cleanup(func() { b.stop() })
	return b
}

// login starts a bot and waits until it can be asked in every way.
func login(t *testing.T, s *discordtest.Server, ask ask, change ...func(*discord.Config)) *running {
	t.Helper()
	b := start(t, s, ask, change...)
	if err := errors.Join(s.WaitReady(deadline(t)), s.WaitCommands(deadline(t))); err != nil {
		t.Fatal(err)
	}
	return b
}

// A lockedBuffer is a log that may be read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// reply returns the bot's reply to a message.
func reply(t *testing.T, s *discordtest.Server, m *discordgo.Message) *discordgo.Message {
	t.Helper()
	r, err := s.Reply(deadline(t), m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// response returns the bot's response to a command.
func response(t *testing.T, in *discordtest.Interaction) *discordtest.Response {
	t.Helper()
	r, err := in.Response(deadline(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func question(text string) map[string]any { return map[string]any{"question": text} }

// description returns the text of a message's only embed.
func description(t *testing.T, m *discordgo.Message) string {
	t.Helper()
	if len(m.Embeds) != 1 || m.Content != "" {
		t.Fatalf("the message has %d embeds and the content %q, want one embed alone", len(m.Embeds), m.Content)
	}
	return m.Embeds[0].Description
}

func TestEveryWayIn(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, parrot)
	bot := "<@" + s.BotID() + ">"
	alice := s.Member("alice", "fr")
	bob := s.Member("bob", "en-US")
	first := reply(t, s, alice.DM("Combien ?"))

	for _, tt := range []struct {
		way  string
		msg  *discordgo.Message
		want string
	}{
		{"mention first", alice.Say(s.Channel(), bot+" Combien ?"), "fr Combien ?"},
		{"mention first, with a comma", alice.Say(s.Channel(), bot+", Combien ?"), "fr Combien ?"},
		{"mention in the middle", alice.Say(s.Channel(), "Combien "+bot+" en tout ?"), "fr Combien en tout ?"},
		{"mention last", bob.Say(s.Channel(), "How much? "+bot), "en How much?"},
		{"mention by nickname", bob.Say(s.Channel(), "<@!"+s.BotID()+"> How much?"), "en How much?"},
		{"mention in a thread", bob.Say(s.Thread(), bot+" How much?"), "en How much?"},
		{"mention in a thread", alice.Say(s.Thread(), bot+" Combien ?"), "fr Combien ?"},
		{"mention in a post of a forum", alice.PostInForum("Budget", bot+" Combien ?"), "fr Combien ?"},
		{"mention on a line of its own", bob.Say(s.Channel(), bot+"\nHow\nmuch?"), "en How much?"},
		{"mention beside everyone", bob.Say(s.Channel(), "@everyone "+bot+" How much?"), "en @everyone How much?"},
		{"direct message", alice.DM("Combien ?"), "fr Combien ?"},
		{"direct message", bob.DM("How much?"), "en How much?"},
		{"direct message with a mention", bob.DM(bot + " How much?"), "en How much?"},
		{"reply to the bot", alice.ReplyTo(first, "Combien ?"), "fr Combien ?"},
		{"mention of another", bob.Say(s.Channel(), bot+" What did <@"+alice.ID+"> say?"), "en What did alice say?"},
		{"a role, a channel, an emoji", bob.Say(s.Channel(), bot+" Who <@&1> is <#2> <:who:3>?"), "en Who is :who:?"},
		{"a time and a command", bob.DM("Before <t:1700000000:D> </ask:1>?"), "en Before 2023-11-14 ask?"},
		{"1,000 characters", bob.DM(strings.Repeat("é", 1000)), "en " + strings.Repeat("é", 1000)},
	} {
		t.Run(tt.way, func(t *testing.T) {
			r := reply(t, s, tt.msg)
			lang, text, _ := strings.Cut(tt.want, " ")
			checkParrot(t, r, lang, text)
			if r.Embeds[0].Title != "" {
				t.Errorf("the question is said again: %q", r.Embeds[0].Title)
			}
			if s.Typing(tt.msg.ChannelID) == 0 {
				t.Error("the bot did not show that it was typing")
			}
		})
	}
	for _, tt := range []struct {
		way  string
		in   *discordtest.Interaction
		want string
	}{
		{"in a channel", alice.Slash(s.Channel(), "ask", question("Combien ?")), "fr Combien ?"},
		{"in a channel", bob.Slash(s.Channel(), "ask", question("How much?")), "en How much?"},
		{"in the language of the question", bob.Slash(s.Channel(), "ask", question("Combien ?")), "fr Combien ?"},
		{"in the person's language", alice.Slash(s.Channel(), "ask", question("OpenAI?")), "fr OpenAI?"},
		{"in a thread", alice.Slash(s.Thread(), "ask", question("Combien ?")), "fr Combien ?"},
		{"in a direct message", alice.SlashDM("ask", question("Combien ?")), "fr Combien ?"},
		{"in a post of a forum", alice.Slash(bob.PostInForum("Budget", "Hello").ChannelID, "ask", question("Combien ?")), "fr Combien ?"},
		{"with markup", bob.SlashDM("ask", question("  <@"+s.BotID()+"> How \n much? ")), "en How much?"},
	} {
		t.Run("command "+tt.way, func(t *testing.T) {
			r := response(t, tt.in)
			lang, text, _ := strings.Cut(tt.want, " ")
			checkParrot(t, r.Message, lang, text)
			if r.Deferred || r.Ephemeral {
				t.Errorf("deferred %t, ephemeral %t, want a plain answer at once", r.Deferred, r.Ephemeral)
			}
			if r.Message.Embeds[0].Title != text {
				t.Errorf("the title is %q, want the question", r.Message.Embeds[0].Title)
			}
		})
	}
}

// checkParrot checks that m is parrot's answer to a question, drawn in a
// language.
func checkParrot(t *testing.T, m *discordgo.Message, lang, question string) {
	t.Helper()
	source := "-# some\\_file.txt, line\u00a012 · A title · October 18, 2024"
	if lang == "fr" {
		source = "-# some\\_file.txt, ligne\u00a012 · A title · 18\u00a0octobre 2024"
	}
	question = strings.NewReplacer(":", `\:`, "@", `\@`).Replace(question)
	if got, want := description(t, m), "> You **asked**\\: "+question+"\n"+source; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestHelpfulLines(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, func(context.Context, answer.Question) (answer.Answer, error) {
		t.Error("a question was asked")
		return answer.Answer{}, nil
	})
	bot := "<@" + s.BotID() + ">"
	alice := s.Member("alice", "fr")
	bob := s.Member("bob", "de")
	long := strings.Repeat("é", 1001)
	for _, tt := range []struct {
		name string
		msg  *discordgo.Message
		want []string
	}{
		{"mention alone", alice.Say(s.Channel(), bot), []string{"Posez-moi une question", "Ask me a question"}},
		{"two mentions", alice.Say(s.Channel(), bot+" "+bot), []string{"Posez-moi une question", "Ask me a question"}},
		{"mention and a mark", alice.Say(s.Channel(), bot+" ?"), []string{"Posez-moi une question", "Ask me a question"}},
		{"no text", alice.DM(""), []string{"Posez-moi une question", "Ask me a question"}},
		{"too long", alice.DM(long), []string{"1\u202f001\u00a0caractères", "1,001 characters"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := reply(t, s, tt.msg)
			for _, want := range tt.want {
				if !strings.Contains(r.Content, want) {
					t.Errorf("got %q, want it to say %q", r.Content, want)
				}
			}
		})
	}
	for _, tt := range []struct {
		name string
		in   *discordtest.Interaction
		want string
	}{
		{"white space, in French", alice.Slash(s.Channel(), "ask", question("  ")), "Posez-moi une question"},
		{"white space, in English", bob.Slash(s.Channel(), "ask", question("  ")), "Ask me a question"},
		{"too long, in French", alice.Slash(s.Channel(), "ask", question(long)), "1\u202f001\u00a0caractères"},
		{"too long, in English", bob.SlashDM("ask", question(long)), "1,001 characters"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := response(t, tt.in)
			if !strings.Contains(r.Message.Content, tt.want) {
				t.Errorf("got %q, want it to say %q", r.Message.Content, tt.want)
			}
			if strings.Contains(r.Message.Content, "\n") {
				t.Errorf("%q is said in two languages, though the person's is known", r.Message.Content)
			}
			if !r.Ephemeral {
				t.Error("others see it too")
			}
		})
	}
}

func TestIgnored(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	b := login(t, s, parrot)
	bot := "<@" + s.BotID() + ">"
	alice := s.Member("alice", "fr")
	bob := s.Member("bob", "fr")
	mine := bob.Say(s.Channel(), "Rien à voir.")
	ignored := []*discordgo.Message{
		mine,
		alice.Say(s.Channel(), "@everyone Combien ?"),
		alice.Say(s.Channel(), "<@"+bob.ID+"> Combien ?"),
		alice.Say(s.Channel(), "<@&"+s.BotID()+"> Combien ?"),
		alice.ReplyTo(mine, "Combien ?"),
		s.Bot("other").Say(s.Channel(), bot+" Combien ?"),
		s.Webhook("hook").Say(s.Channel(), bot+" Combien ?"),
	}
	marker := alice.DM("Combien ?")
	reply(t, s, marker)
	if err := b.stop(); err != nil {
		t.Fatal(err)
	}
	if err := s.Quiet(deadline(t), marker, ignored...); err != nil {
		t.Error(err)
	}
}

func TestSlowAnswerIsDeferred(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		select {
		case <-time.After(2500 * time.Millisecond):
		case <-ctx.Done():
		}
		return parrot(ctx, q)
	})
	alice := s.Member("alice", "fr")
	row := discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Suite", CustomID: "more:fr:3"}, discordgo.Button{Label: "Suivants", CustomID: "page:fr:6"},
	}}
	old := s.Post(s.Channel(), &discordgo.MessageSend{
		Embeds: []*discordgo.MessageEmbed{{Title: "Combien ?"}}, Components: []discordgo.MessageComponent{row},
	})
	for _, tt := range []struct {
		way       string
		in        *discordtest.Interaction
		ephemeral bool
	}{
		{"in public", alice.Slash(s.Channel(), "ask", question("Combien ?")), false},
		{"in private", alice.Slash(s.Channel(), "ask", map[string]any{"question": "Combien ?", "private": true}), true},
		{"to a click", alice.Click(old, "Suite"), true},
		{"in place of a message", alice.Click(old, "Suivants"), false},
	} {
		r := response(t, tt.in)
		checkParrot(t, r.Message, "fr", "Combien ?")
		if !r.Deferred || r.Ephemeral != tt.ephemeral {
			t.Errorf("%s: deferred %t, ephemeral %t, want true, %t", tt.way, r.Deferred, r.Ephemeral, tt.ephemeral)
		}
		if inPlace := r.Message.ID == old.ID; inPlace != (tt.way == "in place of a message") {
			t.Errorf("%s: the answer takes the place of the message: %t", tt.way, inPlace)
		}
	}
}

func TestApology(t *testing.T) {
	t.Parallel()
	for name, ask := range map[string]ask{
		"error": func(context.Context, answer.Question) (answer.Answer, error) {
			return answer.Answer{}, errors.New("the index is gone")
		},
		"panic": func(context.Context, answer.Question) (answer.Answer, error) {
			panic("the index is gone")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := discordtest.NewServer(t)
			b := login(t, s, ask)
			alice := s.Member("alice", "fr")
			if r := reply(t, s, alice.DM("Combien ?")); !strings.HasPrefix(r.Content, "Désolé") || !strings.Contains(r.Content, "Sorry") {
				t.Errorf("got %q, want an apology in both languages", r.Content)
			}
			if r := response(t, alice.SlashDM("ask", question("Combien ?"))); !strings.HasPrefix(r.Message.Content, "Désolé") {
				t.Errorf("got %q, want an apology in French", r.Message.Content)
			}
			bob := s.Member("bob", "en-GB")
			if r := response(t, bob.SlashDM("ask", question("How much?"))); !strings.HasPrefix(r.Message.Content, "Sorry") {
				t.Errorf("got %q, want an apology in English", r.Message.Content)
			}
			if !strings.Contains(b.log.String(), "the index is gone") {
				t.Error("the cause is not in the log")
			}
			if name == "panic" && !strings.Contains(b.log.String(), "bot_test.go") {
				t.Error("the stack is not in the log")
			}
		})
	}
}

func TestStopFinishesWhatIsBeingAnswered(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	asked, release := make(chan struct{}), make(chan struct{})
	b := login(t, s, func(ctx context.Context, q answer.Question) (answer.Answer, error) {
		close(asked)
		<-release
		if err := ctx.Err(); err != nil {
			return answer.Answer{}, err
		}
		return parrot(ctx, q)
	})
	m := s.Member("alice", "fr").DM("Combien ?")
	<-asked
	b.cancel()
	close(release)
	if err := b.wait(deadline(t)); err != nil {
		t.Errorf("Run returned %v", err)
	}
	checkParrot(t, reply(t, s, m), "fr", "Combien ?")
}

func TestToken(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	for name, token := range map[string]string{
		"bare":              s.Token(),
		"with Bot in front": "Bot " + s.Token(),
		"with white space":  " Bot  " + s.Token() + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			n := s.Logins()
			b := start(t, s, parrot, func(cfg *discord.Config) { cfg.Token = token })
			if err := errors.Join(s.WaitLogins(deadline(t), n+1), s.WaitReady(deadline(t))); err != nil {
				t.Fatal(err)
			}
			if err := b.stop(); err != nil {
				t.Error(err)
			}
			if strings.Contains(b.log.String(), s.Token()) {
				t.Error("the token is in the log")
			}
		})
	}
	for name, token := range map[string]string{"wrong": "wrong", "in two": "wr ong", "empty": ""} {
		t.Run(name, func(t *testing.T) {
			b := start(t, s, parrot, func(cfg *discord.Config) { cfg.Token = token })
			err := b.wait(deadline(t))
			if err == nil || !strings.Contains(err.Error(), "copy it anew") {
				t.Errorf("got error %v, want one that says to copy the token anew", err)
			}
		})
	}
}

func TestFatalCloseCodes(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]string{
		4004: "token", 4010: "shard", 4011: "2500", 4012: "version", 4013: "intents", 4014: "restricted",
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			s := discordtest.NewServer(t)
			b := login(t, s, parrot)
			s.MisbehaveNow(discordtest.Close(code))
			if err := b.wait(deadline(t)); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("after %d Run returned %v, want it to say %q", code, err, want)
			}
			if n := s.Logins(); n != 1 {
				t.Errorf("after %d the bot logged in again", code)
			}
		})
	}
}

func TestQuestionWhileDisconnectedIsAnswered(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, parrot, discord.Hurry(haste))
	s.MisbehaveNow(discordtest.Close(4000))
	checkParrot(t, reply(t, s, s.Member("alice", "fr").DM("Combien ?")), "fr", "Combien ?")
	if n := s.Logins(); n != 1 {
		t.Errorf("logged in %d times, want the session resumed", n)
	}
}

func TestCommands(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	alice := s.Member("alice", "fr")
	registered := func() int {
		return len(slices.DeleteFunc(s.Sent(), func(r discordtest.Request) bool { return r.Method != "PUT" }))
	}
	for n, tt := range []struct {
		name  string
		guild string
		want  int // registrations so far
		shown int // commands that a member of the server sees
	}{
		{"first start", "", 1, 7},
		{"second start", "", 1, 7},
		{"in one server", s.GuildID(), 3, 7}, // and taken from all
		{"in one server again", s.GuildID(), 3, 7},
		{"everywhere again", "", 5, 7}, // and taken from the one
	} {
		b := start(t, s, parrot, func(cfg *discord.Config) { cfg.GuildID = tt.guild })
		if err := errors.Join(s.WaitLogins(deadline(t), n+1), s.WaitReady(deadline(t))); err != nil {
			t.Fatal(err)
		}
		reply(t, s, alice.DM("Combien ?"))
		if err := b.stop(); err != nil { // which waits for the registration
			t.Fatal(err)
		}
		if got := registered(); got != tt.want {
			t.Errorf("%s: registered %d times so far, want %d", tt.name, got, tt.want)
		}
		if got := len(s.Commands()) + len(s.GuildCommands(s.GuildID())); got != tt.shown {
			t.Errorf("%s: %d commands show, want %d", tt.name, got, tt.shown)
		}
	}
	names := map[string]string{}
	for _, c := range s.Commands() {
		names[c.Name] = (*c.NameLocalizations)[discordgo.French]
		if len(*c.Contexts) != 3 || len(*c.IntegrationTypes) != 2 {
			t.Errorf("%s: contexts %v and integration types %v, want all", c.Name, *c.Contexts, *c.IntegrationTypes)
		}
	}
	want := map[string]string{
		"ask": "demander", "Look it up in the articles": "Chercher dans les articles", "sources": "sources",
		"timeline": "chronologie", "compare": "comparer", "help": "aide", "about": "à-propos",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("the commands and their French names (-want +got):\n%s", diff)
	}
}

func TestCommandsOfAServerThatTheBotIsNotIn(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	b := start(t, s, parrot, func(cfg *discord.Config) { cfg.GuildID = "1" })
	if err := s.WaitReady(deadline(t)); err != nil {
		t.Fatal(err)
	}
	alice := s.Member("alice", "fr")
	checkParrot(t, reply(t, s, alice.DM("Combien ?")), "fr", "Combien ?")
	if err := b.stop(); err != nil { // which waits for the registration
		t.Fatal(err)
	}
	if log := b.log.String(); !strings.Contains(log, "DISCORD_GUILD_ID names (is the bot in it?)") {
		t.Errorf("the log does not say what is wrong:\n%s", log)
	}
}

func TestAPIURL(t *testing.T) {
	t.Parallel()
	t.Run("with a path", func(t *testing.T) {
		s := discordtest.NewServer(t)
		login(t, s, parrot, func(cfg *discord.Config) { cfg.APIURL += "/some/where/" })
		checkParrot(t, reply(t, s, s.Member("alice", "fr").DM("Combien ?")), "fr", "Combien ?")
	})
	for _, address := range []string{"127.0.0.1:8080", "ws://127.0.0.1", "http://", "://"} {
		err := discord.Run(t.Context(), discord.Config{Token: "x", APIURL: address, Log: slog.New(slog.DiscardHandler)})
		if err == nil || !strings.Contains(err.Error(), "address") {
			t.Errorf("%q: got error %v, want one about the address", address, err)
		}
	}
}
