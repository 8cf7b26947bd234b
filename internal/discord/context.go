package discord

import (
	"context"
	"errors"
	"slices"
	"strings"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// context shows the quotes of an answer in the text around them, as it is now.
func (b *bot) context(_ context.Context, in *discordgo.Interaction, arg string) reply {
	engine, t := b.Engine(), texts.In(language(in))
	var found []answer.Context
	changed := false
	for _, q := range readGiven(arg).quotes {
		c, err := engine.Context(q.Ref)
		if errors.Is(err, answer.ErrChanged) {
			changed = true
			continue
		}
		if err != nil {
			b.Log.Error("cannot show the context of a quote", "err", err)
			return failed(language(in))
		}
		found = append(found, c)
	}
	r := reply{embeds: drawContexts(found, t)}
	if changed || len(found) == 0 {
		r.text = t.Changed
	}
	return r
}

// maxEmbeds is Discord's limit for all embeds of a message together, in units.
const maxEmbeds = 6000

// drawContexts draws quotes in the text around them, an embed for each
// paragraph that holds some.
func drawContexts(list []answer.Context, t *texts.Texts) []*discordgo.MessageEmbed {
	var excerpts []excerpt
	for _, c := range list {
		same := func(e excerpt) bool { return e.File == c.File && slices.Equal(e.Paragraphs, c.Paragraphs) }
		i := slices.IndexFunc(excerpts, same)
		if i < 0 {
			i = len(excerpts)
			excerpts = append(excerpts, excerpt{Context: c})
		}
		excerpts[i].add(c.Start, c.End)
	}
	var embeds []*discordgo.MessageEmbed
	for i, x := range excerpts {
		e := &discordgo.MessageEmbed{Title: fit(x.Title, maxName, escape), Color: answeredColor}
		if i == len(excerpts)-1 {
			e.Footer = &discordgo.MessageEmbedFooter{Text: t.InContext}
		}
		x.Title = "" // which stands above
		source := "\n" + source(x.Quote, t)
		room := min((maxEmbeds-units(t.InContext))/len(excerpts)-units(e.Title), maxDescription) - units(source)
		e.Description = x.draw(room) + source
		embeds = append(embeds, e)
	}
	return embeds
}

// An excerpt is the text around quotes that stand in one paragraph.
type excerpt struct {
	answer.Context // of the first of them that was given
	// quoted are the spans of the quotes, in bytes of the file, in order and
	// apart from each other.
	quoted [][2]int
}

// add adds the quote [start, end).
func (x *excerpt) add(start, end int) {
	x.quoted = append(x.quoted, [2]int{start, end})
	slices.SortFunc(x.quoted, func(a, b [2]int) int { return a[0] - b[0] })
	apart := x.quoted[:1]
	for _, q := range x.quoted[1:] {
		if last := &apart[len(apart)-1]; q[0] <= last[1] {
			last[1] = max(last[1], q[1])
		} else {
			apart = append(apart, q)
		}
	}
	x.quoted = apart
}

// between parts paragraphs within a block quote.
const between = "\n> \n"

// leastNeighbour is the room, in units, that a part of a neighbour is worth.
const leastNeighbour = 40

// draw draws the paragraph of the quotes, with these in bold, and as much of its
// neighbours as there is room for: it takes at most room units.
func (x *excerpt) draw(room int) string {
	drawn := make([]string, len(x.Paragraphs))
	wants := make([]int, len(x.Paragraphs))
	for i, p := range x.Paragraphs {
		if p.Start <= x.Start && x.End <= p.End {
			drawn[i] = x.holding(p, room)
			room -= units(drawn[i])
		} else {
			wants[i] = units(between) + units(blockQuote(answer.Quote{Text: p.Text}, maxDescription))
		}
	}
	for i, room := range shares(room, wants) {
		if room > 0 && (room == wants[i] || room >= leastNeighbour+units(between)) {
			drawn[i] = blockQuote(answer.Quote{Text: x.Paragraphs[i].Text}, room-units(between))
		}
	}
	drawn = slices.DeleteFunc(drawn, func(s string) bool { return s == "" })
	return strings.Join(drawn, between)
}

// holding draws the paragraph that holds the quotes: from the first of them on,
// where it does not fit as a whole.
func (x *excerpt) holding(p answer.Paragraph, room int) string {
	bold := func(from int) answer.Quote {
		q := answer.Quote{Text: p.Text[from-p.Start:]}
		for _, s := range x.quoted {
			q.Highlights = append(q.Highlights, [2]int{s[0] - from, s[1] - from})
		}
		return q
	}
	if whole := blockQuote(bold(p.Start), maxDescription); units(whole) <= room && !strings.HasSuffix(whole, omission) {
		return whole
	}
	const lead = "> […] "
	rest := blockQuote(bold(x.quoted[0][0]), room-units(lead)+len("> "))
	return lead + strings.TrimPrefix(rest, "> ")
}
