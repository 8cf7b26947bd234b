// Package discord is the bot: it keeps a connection to Discord, reads what
// people ask with commands and buttons, by mentioning the bot or in a direct
// message, and draws what is found as messages. What is needed to go on from a
// message stands in it, so that nothing is lost when the bot restarts. It needs
// no privileged intent. Finding what to say is left to others, as Config.Engine;
// so are keeping questions and votes, as Config.Journal, and counting what
// happens, as Config.Observer.
package discord

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"entente/internal/answer"

	"github.com/bwmarrin/discordgo"
)

// graceTime is how long answers under way get to finish when the bot stops:
// less than the ten seconds after which Docker kills what it stops.
const graceTime = 8 * time.Second

// maxSeen is how many messages and interactions are remembered so as not to
// answer one twice that comes again: many more than there are in a resume.
const maxSeen = 10_000

// Config says which bot to be and how to answer.
type Config struct {
	Token   string // with or without "Bot " in front
	APIURL  string // scheme, host, port and perhaps a path before /api; empty for Discord's own
	GuildID string // the only server that has the commands; empty for all
	Version string // of the bot, as /about says it in Discord's markdown; may be empty
	Code    string // where its code is, likewise
	Log     *slog.Logger
	// Engine returns what to answer with now: a pointer, or else of a type that
	// can be compared. All of one reply comes from one engine, so that it can
	// be replaced when the articles change.
	Engine func() Engine
	// Journal, if not nil, is told of each answer and of each vote on one.
	Journal Journal
	// Observer, if not nil, hears what the bot does.
	Observer Observer
	// MemberCooldown and ChannelCooldown are the times between two questions,
	// on average, of one member and in one channel; a few may come at once.
	// 0: no limit.
	MemberCooldown, ChannelCooldown time.Duration
	// MaxLogins is how many logins of the 1000 that Discord allows in 24 hours
	// may be used up before Run ends, lest Discord reset the token; 0: 900.
	MaxLogins int
	// Shards is in how many parts Discord divides what it tells the bot; 0: one,
	// AutoShards: as many as Discord recommends. ShardIDs are the numbers, from
	// 0, of those that Run serves; none: all of them.
	Shards   int
	ShardIDs []int

	haste int // divides the bot's waits for Discord, in tests; 0 as 1
}

// An Engine finds the answers, as *answer.Engine does. It may be used by many
// goroutines.
type Engine interface {
	// Answer answers a question of at most 1,000 runes, whose Lang is empty
	// where the language of the person is not known.
	Answer(context.Context, answer.Question) (answer.Answer, error)
	// Context returns a quote that was given in the text around it, or the
	// error answer.ErrChanged.
	Context(answer.Ref) (answer.Context, error)
	// Topics returns at most 25 questions and topics, of at most 100 UTF-16 units
	// each, that go on with what was typed and are answered well.
	Topics(ctx context.Context, typed, lang string) ([]string, error)
	// Compare returns what each article says of a topic.
	Compare(context.Context, answer.Question) (answer.Comparison, error)
	// Timeline returns the dated facts from one ISO date to another, either of
	// which may be empty.
	Timeline(from, to string) []answer.Fact
	// Sources returns the articles, the newest first.
	Sources() []answer.Source
}

// Run is the bot until ctx is done; then it finishes what is being answered and
// returns nil. It returns an error if Discord refuses in a way that trying again
// would not change, and the error says what to do.
func Run(ctx context.Context, cfg Config) error {
	haste := time.Duration(max(1, cfg.haste))
	if cfg.Observer == nil {
		cfg.Observer = unobserved{}
	}
	client, err := newClient(cfg.APIURL, haste, cfg.Observer.Requested)
	if err != nil {
		return err
	}
	defer client.CloseIdleConnections()
	token := bareToken(cfg.Token)
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("the token has spaces or other characters that are in no token: " + fatal[4004])
	}
	b := newBot(cfg, func() *discordgo.Session { return newSession(token, client) }, newJobs(ctx, cfg.Log))
	err = b.connect(ctx, token, haste)
	b.jobs.finish(graceTime)
	return err
}

// bareToken returns a token without spaces around it and "Bot " in front.
func bareToken(token string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(token), "Bot "))
}

// newSession returns a discordgo session for one request. A session keeps a
// rate limit for each channel and each interaction for ever, and has requests
// wait for each other that need not; what limits there are is the client's
// business.
func newSession(token string, client *http.Client) *discordgo.Session {
	s, _ := discordgo.New("Bot " + token) // it never fails
	s.Client = client
	s.MaxRestRetries, s.ShouldRetryOnRateLimit = 0, false
	s.LogLevel = discordgo.LogError - 1
	return s
}

// A bot handles the events of the gateway. A handler holds up the events after
// it, so each hands its work to jobs.
type bot struct {
	Config
	rest       func() *discordgo.Session // for one request
	jobs       *jobs
	queue      *queue
	cooldown   *cooldown
	recent     *recent
	toldMuted  *memory[origin, struct{}]      // who knows that the bot may not write where they asked
	self       atomic.Pointer[discordgo.User] // nil until logged in
	registered atomic.Bool
	seen       *memory[string, struct{}] // the IDs of messages and interactions
}

func newBot(cfg Config, rest func() *discordgo.Session, jobs *jobs) *bot {
	return &bot{
		Config: cfg, rest: rest, jobs: jobs,
		queue: newQueue(cfg.Observer.Waiting), recent: newRecent(),
		cooldown:  newCooldown(cfg.MemberCooldown, cfg.ChannelCooldown),
		toldMuted: newMemory[origin, struct{}](mostPaced, 24*time.Hour),
		seen:      newMemory[string, struct{}](maxSeen, time.Hour),
	}
}

// handle handles an event, a message or an interaction only once: those around
// the end of a connection may come again.
func (b *bot) handle(event any) {
	switch e := event.(type) {
	case *discordgo.Ready:
		b.ready(e)
	case *discordgo.Message:
		if b.seen.putNew(e.ID, struct{}{}) {
			b.message(e)
		}
	case *discordgo.Interaction:
		if b.seen.putNew(e.ID, struct{}{}) {
			b.interaction(e)
		}
	}
}

func (b *bot) ready(e *discordgo.Ready) {
	b.self.Store(e.User)
	if b.registered.Swap(true) {
		return
	}
	b.jobs.start(func(ctx context.Context) {
		if err := b.register(ctx, e.Application.ID, e.Guilds); err != nil {
			b.registered.Store(false) // until the next login
			b.Log.Error("cannot register the commands", "err", withoutURL(err))
		}
	})
}

func (b *bot) message(m *discordgo.Message) {
	self := b.self.Load()
	if self == nil {
		return
	}
	if addressed(m, self.ID) {
		b.jobs.start(func(ctx context.Context) { b.answerMessage(ctx, m) })
	}
}

func (b *bot) interaction(in *discordgo.Interaction) {
	b.jobs.start(func(ctx context.Context) { b.dispatch(ctx, in) })
}
