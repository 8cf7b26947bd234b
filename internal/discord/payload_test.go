package discord

import (
	"log/slog"
	"math"
	"slices"
	"strings"
	"testing"

	"entente/internal/answer"
	"entente/internal/discord/discordtest"
	"entente/internal/journal"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

// noJournal keeps nothing.
type noJournal struct{}

func (noJournal) Write(journal.Entry)          {}
func (noJournal) Ballot(string, string) string { return "" }

// A loopback is a bot that sends to a channel of a loopback Discord, without a
// connection to its gateway.
type loopback struct {
	*bot
	channel string
}

func newLoopback(t *testing.T) loopback {
	s := discordtest.NewServer(t)
	client, err := newClient(s.URL(), 1, unobserved{}.Requested)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdleConnections)
	cfg := Config{Log: slog.New(slog.DiscardHandler), Journal: noJournal{}, Observer: unobserved{}}
	return loopback{newBot(cfg, func() *discordgo.Session { return newSession(s.Token(), client) }, nil), s.Channel()}
}

// check sends a reply to Discord, which refuses what is past its limits, and
// checks that nothing in it formats but what is ours.
func (l loopback) check(t *testing.T, r reply) {
	t.Helper()
	if _, err := l.rest().ChannelMessageSendComplex(l.channel, &discordgo.MessageSend{
		Content: r.text, Embeds: r.embeds, Components: r.components, Files: r.files, AllowedMentions: nobody(),
	}); err != nil {
		t.Error(err)
	}
	for _, e := range r.embeds {
		for _, md := range []string{e.Title, e.Description} {
			if _, err := shown(md); err != nil {
				t.Errorf("%q: %v", md, err)
			}
		}
	}
}

// FuzzPayloads sends what is drawn of hostile texts to a loopback Discord,
// which refuses what Discord would.
func FuzzPayloads(f *testing.F) {
	for i, text := range hostile {
		other := hostile[len(hostile)-1-i]
		f.Add(text, text, text, text, text, other, other, text, i, i*1000)
	}
	long := strings.Repeat("a*b_c ", 2000)
	f.Add(long, long, long, long, long, long, long, long, 1<<40, 1<<20)
	f.Add("?", "Short.", "a.txt", "", "", "Before. ", " After.", "Next.", math.MaxInt, math.MinInt)
	f.Add("?", strings.Repeat("👩\u200d💻", 700), "a.txt", "", "", long, "", "", 0, 0)
	f.Fuzz(func(t *testing.T, asked, text, file, title, date, before, after, next string, start, length int) {
		l := newLoopback(t)
		start, length = start&math.MaxInt, length&math.MaxInt32
		q := answer.Quote{
			File: file, Title: title, Date: date, Line: 7, Text: text, Score: 0.5,
			Start: start, End: start + min(length, math.MaxInt-start), Highlights: [][2]int{{1, 3}},
		}
		a := answer.Answer{Question: asked, Lang: "fr", Answered: true, More: true, Quotes: []answer.Quote{q, q, q}}
		l.check(t, reply{embeds: []*discordgo.MessageEmbed{render(a, asked)}, components: l.underAnswer(a, texts.In("fr"))})
		l.check(t, reply{embeds: []*discordgo.MessageEmbed{render(a, asked)}, components: underPage(page{"fr", length}, a, texts.In("en"))})
		checkGiven(t, a)

		for _, s := range []*string{&text, &q.Text, &before, &after, &next} {
			*s = strings.ToValidUTF8(*s, "\ufffd") // as all that is quoted: what stands beside can't change a rune
		}
		at := len(next)
		c := answer.Context{Quote: q, Paragraphs: []answer.Paragraph{
			paragraph(0, next), paragraph(at, before+text+after), paragraph(1<<30, next),
		}}
		c.Start = at + len(before)
		c.End = c.Start + len(text)
		second, third := c, c // in other files
		second.File, third.File = file+"2", file+"3"
		for _, contexts := range [][]answer.Context{{c}, {c, c}, {c, second, third}} {
			embeds := drawContexts(contexts, texts.In("en"))
			l.check(t, reply{embeds: embeds})
			for _, e := range embeds {
				checkContext(t, e.Description, c)
			}
		}
	})
}

func paragraph(start int, text string) answer.Paragraph {
	return answer.Paragraph{Start: start, End: start + len(text), Text: text}
}

// checkGiven checks that buttons tell what was given, as far as there is room.
func checkGiven(t *testing.T, a answer.Answer) {
	t.Helper()
	want := givenBy(a)
	got := readGiven(strings.TrimPrefix(want.customID(contextKey), contextKey+":"))
	if got.lang != want.lang || len(got.quotes) < 3 && a.Quotes[0].End < 1<<34 || !slices.Equal(got.quotes, want.quotes[:len(got.quotes)]) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// checkContext checks that what is bold in a description is the quote, or as
// much of its beginning as there is room for, and that what stands around it is
// there if there is room for all of it.
func checkContext(t *testing.T, description string, c answer.Context) {
	t.Helper()
	got, err := shown(description)
	if err != nil {
		return // it was reported when it was sent
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	bold := squeeze(got.Bold)
	want := squeeze(plain(c.Text, nil).Text)
	if bold != want && !(strings.HasPrefix(want, bold) && strings.Contains(got.Text, strings.TrimSpace(omission))) {
		t.Errorf("in bold is %q, want %q", bold, want)
	}
	var all []string
	for _, p := range c.Paragraphs {
		if text := plain(p.Text, nil).Text; text != "" {
			all = append(all, text)
		}
	}
	if whole := strings.Join(all, "\n\n"); len(whole) < 300 {
		if diff := cmp.Diff(squeeze(whole), squeeze(strings.Join(got.Quoted, "\n"))); diff != "" {
			t.Errorf("the text around the quote (-want +got):\n%s", diff)
		}
	}
}

func FuzzReadGiven(f *testing.F) {
	q := answer.Quote{File: "a.txt", Text: "A quote.", Start: 1234, End: 1242, Score: 0.83}
	whole := givenBy(answer.Answer{Lang: "fr", Quotes: []answer.Quote{q, q, q}}).customID(upKey)
	f.Add(strings.TrimPrefix(whole, upKey+":"))
	f.Add("")
	f.Add("f")
	f.Add("fr")
	f.Add("frAAAAAAAA")
	f.Add("fr" + strings.Repeat("_", 60))
	f.Add("fr" + strings.Repeat("q", 88)) // numbers without an end
	f.Fuzz(func(t *testing.T, arg string) {
		g := readGiven(arg)
		if again := readGiven(strings.TrimPrefix(g.customID(upKey), upKey+":")); len(arg) <= maxCustomID-len(upKey+":") &&
			!strings.Contains(arg, "\n") && !slices.Equal(again.quotes, g.quotes) {
			t.Errorf("%q is %+v, and read again %+v", arg, g, again)
		}
	})
}
