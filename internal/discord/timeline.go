package discord

import (
	"context"
	"strconv"
	"strings"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// factsOnSheet is how many facts a sheet shows.
const factsOnSheet = 5

// A period is what a timeline is of. It stands in the custom IDs of the buttons
// that turn the sheet, in front of the sheet's number.
type period struct {
	lang     string
	from, to string // ISO 8601, see answer.Engine.Timeline
}

// timeline shows the dated facts of the articles.
func (b *bot) timeline(_ context.Context, in *discordgo.Interaction) reply {
	p := period{lang: language(in)}
	t, en := texts.In(p.lang), texts.In("en")
	for _, bound := range []struct {
		label texts.Label
		date  *string
	}{{en.From, &p.from}, {en.To, &p.to}} {
		text := strings.TrimSpace(optionText(in, bound.label))
		if text == "" {
			continue
		}
		iso, ok := article.ParseDate(text, p.lang)
		if !ok {
			return aside(t.NoDate(fit(text, maxDate, escape)))
		}
		*bound.date = iso
	}
	return drawTimeline(b.Engine().Timeline(p.from, p.to), p, 0)
}

// timelineSheet shows the sheet that arg names.
func (b *bot) timelineSheet(_ context.Context, _ *discordgo.Interaction, arg string) reply {
	parts := append(strings.Split(arg, ":"), "", "", "", "")
	number, _ := strconv.Atoi(parts[3])
	p := period{parts[0], parts[1], parts[2]}
	return drawTimeline(b.Engine().Timeline(p.from, p.to), p, number)
}

// drawTimeline draws a sheet of the facts of a period.
func drawTimeline(facts []answer.Fact, of period, number int) reply {
	t := texts.In(of.lang)
	if len(facts) == 0 {
		return aside(t.NoFacts)
	}
	sheet := turnTo(number, len(facts), factsOnSheet)
	var heads []string
	var list []answer.Quote
	for _, f := range facts[sheet.from:sheet.to] {
		heads = append(heads, "**"+t.Date(f.When)+"**")
		list = append(list, f.Quote)
	}
	return reply{
		embeds: []*discordgo.MessageEmbed{{
			Title:       t.TimelineTitle(fit(t.Date(of.from), maxDate, escape), fit(t.Date(of.to), maxDate, escape)),
			Description: headed(heads, list, t, maxDescription),
			Color:       answeredColor,
			Footer:      sheet.footer(t.DatesBold, t),
		}},
		components: sheet.buttons(strings.Join([]string{timelineKey, of.lang, of.from, of.to}, ":"), t),
	}
}
