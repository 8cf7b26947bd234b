package discord_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/answer"
	"entente/internal/discord"
	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"go.uber.org/goleak"
)

var (
	chaosTime = flag.Duration("chaos", 0, "how long to run the chaos test, with one seed after the other; 0: one seed")
	chaosSeed = flag.Uint64("chaos.seed", 1, "the first seed of the chaos test")
)

const (
	// chaosHaste is how many times faster than usual all goes under chaos.
	chaosHaste = 100
	// chaosSteps is how many steps a run of one seed takes.
	chaosSteps = 300
)

// TestChaos has many members ask while all goes wrong that can, step by step as
// a seed says. At the end, whatever Discord has told the bot of was answered
// once, and nothing else was sent; the server watches over the limits.
func TestChaos(t *testing.T) {
	end := time.Now().Add(*chaosTime)
	total := make(figures)
	for seed := *chaosSeed; ; seed++ {
		before := goleak.IgnoreCurrent()
		ok := t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			t.Logf("to try it again: go test ./internal/discord -run TestChaos -chaos.seed=%d", seed)
			run := newChaos(t, seed)
			for range chaosSteps {
				run.step()
			}
			run.settle()
			run.figures["seeds"] = 1
			total.add(run.figures)
		})
		if err := goleak.Find(before); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		if !ok && *chaosTime == 0 || time.Now().After(end) {
			break
		}
	}
	t.Logf("seeds from %d on: %v", *chaosSeed, total)
}

// figures are counts of what happened.
type figures map[string]int

func (f figures) add(more figures) {
	for what, n := range more {
		f[what] += n
	}
}

func (f figures) String() string {
	var lines []string
	for _, what := range slices.Sorted(maps.Keys(f)) {
		lines = append(lines, fmt.Sprintf("%d %s", f[what], what))
	}
	return strings.Join(lines, ", ")
}

// A chaos is a run of one seed.
type chaos struct {
	t       *testing.T
	rand    *rand.Rand
	s       *discordtest.Server
	bot     *running
	members []*discordtest.Member
	other   *discordtest.Author
	asked   []asked
	figures figures
}

// An asked is a question that was asked, as a message or as a command.
type asked struct {
	text    string
	message *discordgo.Message
	command *discordtest.Interaction
}

func (q asked) id() string {
	if q.command != nil {
		return q.command.ID
	}
	return q.message.ID
}

func newChaos(t *testing.T, seed uint64) *chaos {
	c := &chaos{t: t, rand: rand.New(rand.NewPCG(seed, 0)), s: discordtest.NewServer(t), figures: make(figures)}
	c.s.KeepPace(chaosHaste)
	c.bot = start(t, c.s, moody, discord.Hurry(chaosHaste), func(cfg *discord.Config) { cfg.Shards = 1 + int(seed%2) })
	if err := errors.Join(c.s.WaitReady(deadline(t)), c.s.WaitCommands(deadline(t))); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		c.members = append(c.members, c.s.Member(fmt.Sprint("member", i), []string{"fr", "en-US", "de"}[i%3]))
	}
	c.other = c.s.Bot("other")
	return c
}

// moody is parrot, but for some questions that it answers badly.
func moody(ctx context.Context, q answer.Question) (answer.Answer, error) {
	switch {
	case strings.Contains(q.Text, "slow"):
		select {
		case <-time.After(2100 * time.Millisecond): // past the time to defer
		case <-ctx.Done():
		}
	case strings.Contains(q.Text, "error"):
		return answer.Answer{}, errors.New("out of cheese")
	case strings.Contains(q.Text, "panic"):
		panic("out of cheese")
	}
	return parrot(ctx, q)
}

// step does one thing: somebody asks or says something, or something goes
// wrong.
func (c *chaos) step() {
	switch n := c.rand.IntN(200); {
	case n < 140:
		c.ask()
	case n < 170:
		c.chat()
	case n < 174:
		c.s.Misbehave(discordtest.Stage(c.rand.IntN(5)), c.fault())
		c.figures["faults on connections"]++
	case n < 177:
		c.s.MisbehaveNow(c.fault())
		c.figures["faults on connections"]++
	default:
		kind := []string{postMessage, postTyping, postResponse, patchAnswer, "GET /gateway/bot"}[c.rand.IntN(5)]
		c.s.MisbehaveOn(kind, c.requestFault())
		c.figures["faults of requests"]++
	}
	c.figures["steps"]++
	// So that much, but not all, happens at once.
	time.Sleep(c.upTo(15 * time.Millisecond))
}

func (c *chaos) upTo(d time.Duration) time.Duration { return time.Duration(c.rand.Int64N(int64(d))) }

func (c *chaos) ask() {
	mood := ""
	if n := c.rand.IntN(50); n < 3 {
		mood = []string{"slow", "error", "panic"}[n]
	}
	q := asked{text: strings.TrimSpace(fmt.Sprintf("Question %d %s", len(c.asked), mood))}
	m, channel := c.members[c.rand.IntN(len(c.members))], []string{c.s.Channel(), c.s.Thread()}[c.rand.IntN(2)]
	switch c.rand.IntN(10) {
	case 0:
		q.message = m.DM(q.text)
	case 1:
		q.message = m.Say(channel, "<@"+c.s.BotID()+"> "+q.text)
	case 2, 3, 4:
		q.command = m.SlashDM("ask", question(q.text))
	default:
		q.command = m.Slash(channel, "ask", question(q.text))
	}
	c.asked = append(c.asked, q)
	c.figures["questions"]++
}

// chat writes what the bot must leave alone.
func (c *chaos) chat() {
	switch c.rand.IntN(3) {
	case 0:
		c.members[0].Say(c.s.Channel(), "Rien à voir.")
	case 1:
		c.other.Say(c.s.Channel(), "<@"+c.s.BotID()+"> Combien ?")
	case 2:
		c.other.Show(c.s.Channel(), `{"content":"<@`+c.s.BotID()+`>","components":[{"type":99}]}`)
	}
}

func (c *chaos) fault() discordtest.Fault {
	codes := []int{1000, 1001, 1011, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009}
	faults := []discordtest.Fault{
		discordtest.Reconnect(), discordtest.InvalidSession(true), discordtest.InvalidSession(false),
		discordtest.Close(codes[c.rand.IntN(len(codes))]),
		discordtest.Silence(), discordtest.NoACKs(), discordtest.Cut(), discordtest.Reset(), discordtest.HalfClose(),
		discordtest.Drip(c.upTo(100 * time.Microsecond)), discordtest.Late(c.upTo(100 * time.Millisecond)), discordtest.Twice(),
		discordtest.Instead("{"), discordtest.Instead("nonsense"), discordtest.Instead(`[]`),
		discordtest.Before(`{"op":99,"d":null}`), discordtest.Before(`{"op":1,"d":null}`),
	}
	return faults[c.rand.IntN(len(faults))]
}

func (c *chaos) requestFault() discordtest.RequestFault {
	wait := c.upTo(20 * time.Millisecond)
	faults := []discordtest.RequestFault{
		discordtest.TooMany(discordtest.PerRoute, wait), discordtest.TooMany(discordtest.Shared, wait),
		discordtest.TooMany(discordtest.Global, 30*wait), discordtest.TooManyHTML(0),
		discordtest.Broken(500), discordtest.Broken(502), discordtest.Broken(503), discordtest.Broken(504),
		discordtest.ResetRequest(), discordtest.Hang(),
	}
	f := faults[c.rand.IntN(len(faults))]
	if c.rand.IntN(3) == 0 {
		f = discordtest.Done(f)
	}
	return f
}

// settle lets the bot come to rest with nothing going wrong any more, stops it,
// and checks what it has done.
func (c *chaos) settle() {
	t := c.t
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c.s.Behave()
	// A connection may still have to find out that it is dead.
	if err := c.s.WaitACKs(ctx); err != nil {
		t.Fatal(err)
	}
	shown := make(map[string]bool)
	for _, q := range c.asked {
		shown[q.id()] = true
		if c.s.Delivered(q.id()) {
			c.figures["delivered"]++
			c.check(ctx, q)
		}
	}
	if err := c.bot.stop(); err != nil {
		t.Errorf("Run returned %v", err)
	}
	for _, q := range c.asked {
		if n := c.s.Replies(q.id()); n > 1 {
			t.Errorf("%q has %d answers", q.text, n)
		}
	}
	c.checkSent(shown)
	c.checkLog()
	c.figures["logins"] += c.s.Logins()
	c.figures["resumes"] += c.s.Resumes()
}

// check checks that a question that was delivered is answered: with what was
// asked, or with an apology where that is due.
func (c *chaos) check(ctx context.Context, q asked) {
	c.t.Helper()
	var m *discordgo.Message
	var err error
	if q.command == nil {
		m, err = c.s.Reply(ctx, q.message)
	} else if !c.s.InTime(q.command) && c.s.Replies(q.id()) == 0 {
		c.figures["told too late to answer"]++
		return
	} else {
		var r *discordtest.Response
		if r, err = q.command.Response(ctx); err == nil {
			m = r.Message
		}
	}
	switch {
	case err != nil:
		c.t.Errorf("%q is not answered: %v", q.text, err)
	case strings.Contains(q.text, "error") || strings.Contains(q.text, "panic"):
		c.figures["apologies"]++
		if !strings.Contains(m.Content, "Désolé") && !strings.Contains(m.Content, "Sorry") {
			c.t.Errorf("%q is answered with %q, want an apology", q.text, m.Content)
		}
	default:
		c.figures["answers"]++
		if len(m.Embeds) != 1 || !strings.Contains(m.Embeds[0].Description, strings.TrimPrefix(q.text, "Question ")+"\n") {
			c.t.Errorf("%q is answered with %+v", q.text, m)
		}
	}
}

// checkSent checks that the bot has sent nothing but answers.
func (c *chaos) checkSent(questions map[string]bool) {
	tokens := make(map[string]bool)
	for _, q := range c.asked {
		if q.command != nil {
			tokens[q.command.Token] = true
		}
	}
	for _, r := range c.s.Sent() {
		part := strings.Split(strings.TrimPrefix(r.Path, "/"), "/")
		var ok bool
		switch r.Method + " " + part[0] + " " + part[len(part)-1] {
		case "PUT applications commands", "POST channels typing":
			ok = true
		case "POST channels messages":
			ok = questions[r.RepliesTo()]
		case "POST interactions callback":
			ok = questions[part[1]]
		case "PATCH webhooks @original":
			ok = tokens[part[2]]
		}
		if !ok {
			c.t.Errorf("sent %v", r)
		}
		c.figures["requests"]++
	}
}

var interactionToken = regexp.MustCompile(`interaction\d+`)

// checkLog checks that the log holds neither the token nor anyone's ID.
func (c *chaos) checkLog() {
	log := c.bot.log.String()
	secrets := []string{c.s.Token()}
	for _, m := range c.members {
		secrets = append(secrets, m.ID)
	}
	for _, secret := range secrets {
		if strings.Contains(log, secret) {
			c.t.Errorf("the log holds %s", secret)
		}
	}
	if token := interactionToken.FindString(log); token != "" {
		c.t.Errorf("the log holds the token of an interaction, %s", token)
	}
}
