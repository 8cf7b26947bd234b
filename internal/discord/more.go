package discord

import (
	"context"
	"strconv"
	"strings"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// pageSize is how many quotes a page has.
const pageSize = mostQuotes

// A page is one of further quotes.
type page struct {
	lang string // of the answer
	skip int    // quotes before it, those of the answer included
}

func (p page) customID(key string) string { return key + ":" + p.lang + ":" + strconv.Itoa(p.skip) }

// readPage reads what customID wrote after the key.
func readPage(arg string) page {
	lang, skip, _ := strings.Cut(arg, ":")
	n, _ := strconv.Atoi(skip)
	return page{lang, max(n, 0)}
}

// more shows a page of further quotes. The question stands in the message that
// was clicked, or in what that replies to.
func (b *bot) more(ctx context.Context, in *discordgo.Interaction, arg string) reply {
	p, t := readPage(arg), texts.In(language(in))
	q, at := b.asked(ctx, in.Message)
	if q.text == "" {
		return aside(t.QuestionGone)
	}
	if at != nil {
		q.before = b.turns(ctx, b.repliedTo(ctx, at))
	}
	a, err := b.recent.answer(ctx, b.Engine(), answer.Question{Text: q.text, Lang: p.lang, Before: q.before, Skip: p.skip})
	if err != nil {
		b.Log.Error("cannot find further quotes", "err", err)
		return failed(language(in))
	}
	if !a.Answered {
		return aside(t.NoFurther)
	}
	return reply{
		embeds:     []*discordgo.MessageEmbed{render(a, q.text)},
		components: underPage(p, a, t),
	}
}

// underPage draws the buttons under a page of further quotes.
func underPage(p page, a answer.Answer, t *texts.Texts) []discordgo.MessageComponent {
	return row(
		turning(t.Previous, page{p.lang, max(0, p.skip-pageSize)}.customID(pageKey), p.skip > pageSize),
		turning(t.Next, page{p.lang, p.skip + pageSize}.customID(pageKey), a.More),
		button(t.Context, givenBy(a).customID(contextKey)),
	)
}
