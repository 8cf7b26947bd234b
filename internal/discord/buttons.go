package discord

import (
	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// underAnswer draws the buttons under an answer, in the words of t. Without a
// journal there are no votes.
func (b *bot) underAnswer(a answer.Answer, t *texts.Texts) []discordgo.MessageComponent {
	if !a.Answered {
		return nil
	}
	g := givenBy(a)
	buttons := []discordgo.MessageComponent{button(t.Context, g.customID(contextKey))}
	if a.More {
		buttons = append(buttons, button(t.Further, page{a.Lang, len(a.Quotes)}.customID(moreKey)))
	}
	if b.Journal != nil {
		buttons = append(buttons, thumb("👍", g.customID(upKey)), thumb("👎", g.customID(downKey)))
	}
	return row(buttons...)
}

// row puts components side by side.
func row(components ...discordgo.MessageComponent) []discordgo.MessageComponent {
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: components}}
}

func button(label, customID string) discordgo.Button {
	return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: customID}
}

// turning draws a button to another page, which is disabled if there is none.
func turning(label, customID string, there bool) discordgo.Button {
	b := button(label, customID)
	b.Disabled = !there
	return b
}

func thumb(emoji, customID string) discordgo.Button {
	return discordgo.Button{Emoji: &discordgo.ComponentEmoji{Name: emoji}, Style: discordgo.SecondaryButton, CustomID: customID}
}
