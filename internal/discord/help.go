package discord

import (
	"context"
	"strings"

	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

const (
	examples = 3
	// maxExample is how many units a question may have that stands on a button
	// and in its custom ID.
	maxExample = 80
)

// help tells how to ask, with examples that the articles answer.
func (b *bot) help(ctx context.Context, in *discordgo.Interaction) reply {
	lang := language(in)
	t := texts.In(lang)
	r := reply{embeds: []*discordgo.MessageEmbed{{Title: t.HelpTitle, Description: t.HowTo, Color: aboutColor}}}
	topics, err := b.Engine().Topics(ctx, "", lang)
	if err != nil {
		b.Log.Error("cannot find examples", "err", err)
	}
	for _, topic := range topics {
		text := unmarked(topic)
		if text == "" || units(text) > maxExample || len(r.components) == examples {
			continue
		}
		r.components = append(r.components, row(button(text, exampleKey+":"+text))...)
	}
	if len(r.components) > 0 {
		r.embeds[0].Description += "\n\n" + t.Examples
	}
	return r
}

// example answers an example.
func (b *bot) example(ctx context.Context, in *discordgo.Interaction, text string) reply {
	q := question{text: plainText(text, nil), lang: language(in)}
	return b.compose(ctx, q, q.text)
}

// about tells what the bot is, what it has read, and what it keeps.
func (b *bot) about(_ context.Context, in *discordgo.Interaction) reply {
	t := texts.In(language(in))
	all := b.Engine().Sources()
	passages := 0
	for _, s := range all {
		passages += s.Passages
	}
	newest := ""
	if len(all) > 0 {
		newest = all[0].Date
	}
	lines := []string{t.Purpose, "", t.Read(len(all), passages, fit(t.Date(newest), maxDate, escape)), t.Privacy}
	if b.Journal != nil {
		lines = append(lines, t.Noted)
	}
	if b.Code != "" {
		lines = append(lines, t.CodeAt(b.Code))
	}
	if b.Version != "" {
		lines = append(lines, t.VersionIs(b.Version))
	}
	return reply{embeds: []*discordgo.MessageEmbed{{
		Title: t.AboutTitle, Description: strings.Join(lines, "\n"), Color: aboutColor,
	}}}
}
