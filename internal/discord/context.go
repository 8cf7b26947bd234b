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

// drawContexts draws quotes in the text around them, an embed each.
func drawContexts(list []answer.Context, t *texts.Texts) []*discordgo.MessageEmbed {
	var embeds []*discordgo.MessageEmbed
	for i, c := range list {
		e := &discordgo.MessageEmbed{Title: fit(c.Title, maxName, escape), Color: answeredColor}
		if i == len(list)-1 {
			e.Footer = &discordgo.MessageEmbedFooter{Text: t.InContext}
		}
		c.Title = "" // which stands above
		source := "\n" + source(c.Quote, t)
		room := min((maxEmbeds-units(t.InContext))/len(list)-units(e.Title), maxDescription) - units(source)
		e.Description = drawContext(c, room) + source
		embeds = append(embeds, e)
	}
	return embeds
}

// between parts paragraphs within a block quote.
const between = "\n> \n"

// leastNeighbour is the room, in units, that a part of a neighbour is worth.
const leastNeighbour = 40

// drawContext draws the paragraph of a quote, with the quote in bold, and as
// much of its neighbours as there is room for: it takes at most room units.
func drawContext(c answer.Context, room int) string {
	drawn := make([]string, len(c.Paragraphs))
	wants := make([]int, len(c.Paragraphs))
	for i, p := range c.Paragraphs {
		if p.Start <= c.Start && c.End <= p.End {
			drawn[i] = holding(p, c.Start-p.Start, c.End-p.Start, room)
			room -= units(drawn[i])
		} else {
			wants[i] = units(between) + units(blockQuote(answer.Quote{Text: p.Text}, maxDescription))
		}
	}
	for i, room := range shares(room, wants) {
		if room > 0 && (room == wants[i] || room >= leastNeighbour+units(between)) {
			drawn[i] = blockQuote(answer.Quote{Text: c.Paragraphs[i].Text}, room-units(between))
		}
	}
	drawn = slices.DeleteFunc(drawn, func(s string) bool { return s == "" })
	return strings.Join(drawn, between)
}

// holding draws the paragraph that holds the quote [start, end): from the
// quote on, where it does not fit as a whole.
func holding(p answer.Paragraph, start, end, room int) string {
	bold := func(from int) answer.Quote {
		return answer.Quote{Text: p.Text[from:], Highlights: [][2]int{{start - from, end - from}}}
	}
	if whole := blockQuote(bold(0), maxDescription); units(whole) <= room && !strings.HasSuffix(whole, omission) {
		return whole
	}
	const lead = "> […] "
	rest := blockQuote(bold(start), room-units(lead)+len("> "))
	return lead + strings.TrimPrefix(rest, "> ")
}
