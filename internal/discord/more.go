package discord

import (
	"context"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

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
