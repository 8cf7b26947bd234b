package discord

import (
	"cmp"
	"context"
	"strings"
	"unicode/utf8"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// compare shows what each article says of a topic, one quote each.
func (b *bot) compare(ctx context.Context, in *discordgo.Interaction) reply {
	q := readOption(in, texts.In("en").Topic)
	t := texts.In(q.lang)
	if q.text == "" {
		return aside(t.NoTopic)
	}
	if n := utf8.RuneCountInString(q.text); n > maxQuestion {
		return aside(t.TooLong(n, maxQuestion))
	}
	c, err := b.Engine().Compare(ctx, answer.Question{Text: q.text, Lang: q.lang})
	if err != nil {
		b.Log.Error("cannot compare", "err", err)
		return failed(q.lang)
	}
	return reply{embeds: []*discordgo.MessageEmbed{drawComparison(c)}}
}

func drawComparison(c answer.Comparison) *discordgo.MessageEmbed {
	if len(c.Quotes) == 0 {
		return render(answer.Answer{Lang: c.Lang, Note: c.Note}, c.Topic)
	}
	t := texts.In(c.Lang)
	note := ""
	if c.Note != "" {
		note = "⚠️ " + fit(c.Note, maxName, escape) + "\n\n"
	}
	var heads []string
	var list []answer.Quote
	for _, q := range c.Quotes {
		date := strings.TrimSpace(fit(t.Date(q.Date), maxDate, escape))
		heads = append(heads, "**"+cmp.Or(date, t.Undated)+"**")
		q.Date = "" // which stands above
		list = append(list, q)
	}
	return &discordgo.MessageEmbed{
		Title:       fit(c.Topic, maxTitle, escape),
		Description: note + headed(heads, list, t, maxDescription-units(note)),
		Color:       answeredColor,
		Footer:      &discordgo.MessageEmbedFooter{Text: t.Compared},
	}
}
